"""`laporan build`."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from laporan.build.command_cache import inputs_now, remember
from laporan.cli import machines
from laporan.cli.arguments import any_count, at_least_one, parse_years, year_number
from laporan.cli.options import CORES, UNITS_HELP, Jobs, err, out
from laporan.core import paths
from laporan.core.errors import AnalysisError
from laporan.engines.select import DEFAULT, NOTICE, STOCK, begin_warming

if TYPE_CHECKING:
    from laporan.build.executor import BuildExecutor
    from laporan.build.outcome import Built
    from laporan.cli.listener import BuildListener
    from laporan.project.records import Correction, Form

Engine = Literal["auto", "stock"]


def build(
    context: typer.Context,
    year: Annotated[int | None, typer.Argument(help="Tahun laporan, misalnya 2017", parser=year_number)] = None,
    years: Annotated[
        str, typer.Option("--years", "-y", help="Beberapa tahun sekaligus: 2008-2017, atau 2016,2018")
    ] = "",
    units: Annotated[str, typer.Option("--unit", "--units", "-u", help=UNITS_HELP, show_default=False)] = "",
    jobs: Jobs = CORES,
    bundle: Annotated[
        bool, typer.Option("--bundle", help="Buat juga arsip RO-Crate, untuk diperiksa pihak ketiga")
    ] = False,
    draft: Annotated[bool, typer.Option("--draft", help="Halaman saja, di outputs/pratinjau: cepat")] = False,
    final: Annotated[
        bool, typer.Option("--final", help="Untuk ditandatangani; ditolak, dengan semua sebabnya, bila masih draf")
    ] = False,
    corrects: Annotated[
        int | None,
        typer.Option(help="Versi terbit yang dikoreksi; perubahannya tertulis di halaman pertama", parser=at_least_one),
    ] = None,
    reason: Annotated[str, typer.Option(help="Sebab koreksi, untuk halaman pertama")] = "",
    from_archive: Annotated[
        bool,
        typer.Option("--from-archive", hidden=True, help="Versi terbit dibawa arsip, untuk dibandingkan"),
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Jalankan semua bab, juga yang tidak berubah")] = False,
    show_plan: Annotated[
        bool, typer.Option("--plan", help="Katakan bab mana yang akan dijalankan, dan mengapa")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Setiap kejadian sebagai satu baris JSON, untuk program lain")
    ] = False,
    engine: Annotated[Engine, typer.Option(help="auto, atau stock: papermill apa adanya")] = "auto",
    scheduler: Annotated[str, typer.Option(help=f"Jalankan pada pekerja scheduler Dask ini, {machines.EXAMPLE}")] = "",
    certificates: machines.CertificateFolder = None,
    insecure: machines.Insecure = False,
    build_seconds: Annotated[
        int | None,
        typer.Option("--build-seconds", help="Hentikan sesudah sekian detik; 0 tanpa batas", parser=any_count),
    ] = None,
) -> None:
    """Bangun laporan: outputs/<tahun>/<satuan kerja>/laporan.html. Semua bab dari semua laporan satu antrean."""
    wanted_years = parse_years(year, years)
    _refuse_together(
        (draft and bundle, "arsip dibuat dari laporan utuh: pilih --draft atau --bundle"),
        (draft and final, "yang ditandatangani adalah laporan utuh: pilih --draft atau --final"),
        ((corrects is None) != (not reason), "koreksi perlu --corrects dan --reason, keduanya"),
        (
            bool(corrects) and (not final or bool(scheduler) or show_plan),
            "koreksi dibangun di sini untuk ditandatangani: --final, tanpa --scheduler dan --plan",
        ),
        (show_plan and as_json, "pilih --plan atau --json"),
    )
    form: Form = "draft" if draft else "bundle" if bundle else "report"
    chosen = STOCK if engine == "stock" else DEFAULT
    if not show_plan and not scheduler:
        warm_up(engine)
    with _faults_as_events(as_json):
        from laporan.data.package import refuse_without_data
        from laporan.data.units import wanted_reports

        wanted = wanted_reports(wanted_years, units)
        for report in wanted:
            refuse_without_data(*report)
        if show_plan:
            from laporan.cli.plan import show_build_plan
            from laporan.project.outline import plan_report

            show_build_plan((plan_report(*report) for report in wanted), chosen, force, out)
            return
        from laporan.build.scheduler import Build
        from laporan.cli.listener import listened
        from laporan.cli.resume import given_options

        correction = _correction(wanted, corrects, reason, from_archive=from_archive) if corrects else None
        inputs = inputs_now()
        seconds = (paths.build_seconds() if build_seconds is None else build_seconds) or math.inf
        listener = _listener(as_json, given_options(context))

        @contextmanager
        def work() -> Iterator[Build]:
            with _executor(jobs, chosen, scheduler, certificates, insecure=insecure) as executor:
                yield Build(executor, listener.began, listener.chapter, form, force, final, seconds, correction)

        ended = listened(work(), wanted, listener)
    if not draft:
        from laporan.cli.portal import renew_portal

        renew_portal(err)
    if ended.failed:
        raise typer.Exit(1)
    if not any(report.always for report in ended.built):
        _remember(list(ended.built), inputs, as_json)


def _refuse_together(*wrong: tuple[bool, str]) -> None:
    """Refuse options that do not go together: whether they were given, and why not."""
    for given, why in wrong:
        if given:
            raise typer.BadParameter(why)


def _listener(as_json: bool, options: list[str]) -> BuildListener:
    if as_json:
        from laporan.cli.build_events import EventLines

        return EventLines(options)
    from laporan.cli.build import TerminalListener

    return TerminalListener(out, err, options)


@contextmanager
def _faults_as_events(as_json: bool) -> Iterator[None]:
    """What keeps a build from beginning is an event, too, where a program listens."""
    try:
        yield
    except AnalysisError as error:
        if as_json:
            from laporan.cli.build_events import print_event

            print_event("error", reason=str(error))
        raise


def _remember(built: list[Built], inputs: str, as_json: bool) -> None:
    """Keep what the same command would say while nothing changes."""
    if as_json:
        from laporan.cli.build_events import unchanged_events

        lines = unchanged_events(built)
    else:
        lines = [report.unchanged for report in built]
    places, read = [report.page.parent for report in built], {name for report in built for name in report.read}
    remember(sys.argv[1:], inputs, places, lines, read)


def _correction(wanted: list[tuple[int, str]], corrects: int, reason: str, *, from_archive: bool) -> Correction:
    """The published version that is corrected; an archive has of it only what it is compared by."""
    from laporan.project.records import Correction
    from laporan.release.versions import correction_of

    if len(wanted) != 1:
        raise typer.BadParameter("satu koreksi untuk satu laporan: sebutkan satu tahun dan satu --unit")
    if from_archive:
        return Correction(corrects, "", reason)
    return correction_of(*wanted[0], corrects, reason)


def _executor(jobs: int, engine: str, scheduler: str, certificates: Path | None, *, insecure: bool) -> BuildExecutor:
    if not scheduler:
        from laporan.build.executor import LocalExecutor

        return LocalExecutor(jobs, engine)
    machines.require_dask()
    from laporan.build.dask.executor import DaskExecutor

    return DaskExecutor(scheduler, engine, certificates, insecure=insecure)


def warm_up(engine: Engine = "auto") -> None:
    """Get what runs chapters ready; said once where the quick engine was wanted and can't be had."""
    if engine == "auto" and NOTICE:
        err.print(NOTICE, style="yellow", soft_wrap=True)
    begin_warming(STOCK if engine == "stock" else DEFAULT)
