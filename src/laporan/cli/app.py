"""The command line. Progress goes to stderr, results to stdout.

Exit codes: 0 done; 1 the report, the data or the parameters have faults, which are printed;
2 the command was not understood.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from laporan.cli import approve, build_commands, data_commands, forms, lab, machines, review, sign, watch
from laporan.cli import cache as cache_commands
from laporan.cli import new as new_commands
from laporan.cli.arguments import any_count, workbook, year_number
from laporan.cli.build_commands import warm_up
from laporan.cli.options import CORES, AsJson, Jobs, OneUnit, UnitOption, Year, err, out
from laporan.cli.plugins import add_commands
from laporan.core import paths
from laporan.core.errors import AnalysisError
from laporan.core.faults import harmless

OF_ROOMS = (
    build_commands.build, watch.watch, machines.scheduler, machines.worker, machines.certificates,
    forms.form, forms.collect, sign.sign, lab.lab, approve.approve,
    data_commands.sample, data_commands.codebook, data_commands.export,
)  # fmt: skip
HELP = """Bangun, periksa, telusuri, tinjau, dan terbitkan laporan: hasil di stdout, kemajuan dan pesan di stderr.

Kode akhir: 0 selesai; 1 ada kesalahan pada laporan, data, atau parameter; 2 perintahnya tidak dimengerti.
"""
app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=HELP)
app.add_typer(new_commands.app, name="new")
app.add_typer(cache_commands.app, name="cache")
app.add_typer(review.app, name="review")
for command in OF_ROOMS:
    app.command()(command)
app.command("import")(data_commands.import_data)


@app.command()
def verify(
    year: Annotated[int | None, typer.Argument(help="Tahun laporan, misalnya 2017", parser=year_number)] = None,
    unit: UnitOption = "",
    jobs: Jobs = CORES,
    bundle: Annotated[
        Path | None, typer.Option("--bundle", help="Periksa arsip ini, di folder mana pun: sidiknya, lalu isinya")
    ] = None,
    data: Annotated[Path | None, typer.Option("--data", help="Folder data yang tidak ikut dalam arsip")] = None,
    hashes_only: Annotated[
        bool, typer.Option("--hashes-only", help="Sidik arsip saja; tidak menjalankan kode di dalamnya")
    ] = False,
) -> None:
    """Bangun ulang di folder sementara mesin ini, lalu bandingkan bita demi bita dengan isi outputs atau arsip.

    Yang diperiksa ialah apakah laporan ini terbit lagi dari masukannya, bukan apakah datanya benar.
    """
    from laporan.cli.verify import show_bundle, show_reports

    if (year is None) == (bundle is None):
        raise typer.BadParameter("sebut tahun laporannya, atau arsipnya dengan --bundle")
    if bundle is None and (data or hashes_only):
        raise typer.BadParameter("--data dan --hashes-only hanya untuk --bundle")
    if bundle is not None:
        same = show_bundle(bundle, data, hashes_only, out, err)
    else:
        warm_up()
        same = show_reports(year, unit, jobs, out, err)  # type: ignore[arg-type]
    if not same:
        raise typer.Exit(1)


@app.command()
def quarto(
    year: Year,
    unit: OneUnit = "",
    forms: Annotated[
        list[str] | None, typer.Option("--render", help="Render juga: html, docx, atau typst; boleh beberapa kali")
    ] = None,
    folder: Annotated[Path | None, typer.Option("--to", help="Folder; tanpa ini outputs/quarto/<tahun>")] = None,
) -> None:
    """Tulis laporan yang sudah dibangun sebagai proyek buku Quarto."""
    from laporan.cli.quarto import run_quarto
    from laporan.project.outline import plan_report

    wanted = forms or []
    if not {"html", "docx", "typst"}.issuperset(wanted):
        raise typer.BadParameter("pilih html, docx, atau typst", param_hint="--render")
    code = run_quarto(plan_report(year, unit), folder, wanted, out, err)  # type: ignore[arg-type]
    if code:
        raise typer.Exit(code)


@app.command()
def check(
    year: Year,
    unit: UnitOption = "all",
    as_json: AsJson = False,
    xlsx: Annotated[Path | None, typer.Option(help="Tulis daftar kesalahan ke buku kerja ini", parser=workbook)] = None,
    final: Annotated[
        bool, typer.Option("--final", help="Sebutkan juga semua yang menghalangi tanda tangan; menjalankan bab")
    ] = False,
    jobs: Jobs = CORES,
) -> None:
    """Periksa parameter dan data saja, tanpa menjalankan bab; yang hanya perlu catatan tidak menghentikan laporan."""
    if final:
        _check_final(year, unit, as_json, jobs)
        return
    from laporan.cli.check import run_check

    if not run_check(year, None if unit == "all" else [unit or paths.main_unit()], as_json, xlsx, out, err):
        raise typer.Exit(1)


@app.command("gate")
def gate_command(year: Year, unit: OneUnit = "", as_json: AsJson = False) -> None:
    """Periksa semua berkas laporan yang sudah dibangun: adakah yang menunjuk seseorang atau tidak boleh keluar."""
    from laporan.cli.gate import show_gate
    from laporan.project.outline import plan_report

    if not show_gate(plan_report(year, unit), as_json, out):
        raise typer.Exit(1)


@app.command("publish")
def publish_command(
    year: Annotated[int | None, typer.Argument(help="Tahun laporan, misalnya 2017", parser=year_number)] = None,
    unit: OneUnit = "",
    signed: Annotated[Path | None, typer.Option(help="laporan.pdf yang sudah ditandatangani secara elektronik")] = None,
    show_list: Annotated[bool, typer.Option("--list", help="Sebutkan semua yang sudah terbit")] = False,
    verify_all: Annotated[
        bool, typer.Option("--verify", help="Periksa apakah semua yang terbit masih sama, bita demi bita")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Terbitkan laporan final ke terbit/<tahun>/<satuan kerja>/<versi>, atau sebutkan semua yang menghalanginya."""
    from laporan.cli.publish import show_publication, show_verification, show_versions
    from laporan.project.outline import plan_report

    if show_list and verify_all:
        raise typer.BadParameter("pilih --list atau --verify")
    if (show_list or verify_all) and signed:
        raise typer.BadParameter("--signed hanya untuk menerbitkan")
    if show_list:
        show_versions((year, unit), as_json, out)
        return
    if not verify_all and year is None:
        raise typer.BadParameter("sebutkan tahun laporannya, atau --list, atau --verify")
    if verify_all or year is None:
        whole = show_verification((year, unit), as_json, out)
    else:
        whole = show_publication(plan_report(year, unit), signed, as_json, out)
    if not whole:
        raise typer.Exit(1)


@app.command("status")
def status_command(
    year: Annotated[int | None, typer.Argument(help="Tahun laporan; tanpa ini semua tahun", parser=year_number)] = None,
    unit: UnitOption = "all",
    as_json: AsJson = False,
) -> None:
    """Di mana setiap laporan: dibangun kapan, apa yang berubah sejak itu, disetujui siapa, terbit sebagai apa."""
    from laporan.cli.status import show_status
    from laporan.data.units import wanted_reports, years_with_data

    show_status(wanted_reports([year] if year else years_with_data(), unit), as_json, out)


@app.command()
def portal() -> None:
    """Tulis outputs/index.html: semua laporan yang sudah dibangun, angka pokok, keadaan, unduhan, dan perbandingan."""
    from laporan.cli.portal import show_portal

    show_portal(out, err)


def _check_final(year: int, unit: str, as_json: bool, jobs: int) -> None:
    """What `build --final` would refuse, told without writing anything."""
    warm_up()
    from laporan.build.executor import LocalExecutor
    from laporan.cli.final import show_obstacles
    from laporan.data.units import all_units

    wanted = [(year, name) for name in (all_units(year) if unit == "all" else [unit])]
    with LocalExecutor(jobs) as executor:
        signable = show_obstacles(executor, wanted, as_json, out, err)
    if not signable:
        raise typer.Exit(1)


@app.command()
def lint(
    files: Annotated[
        list[Path] | None,
        typer.Argument(help="Buku catatan atau params; tanpa ini semuanya", exists=True, dir_okay=False),
    ] = None,
    fix: Annotated[bool, typer.Option("--fix", help="Perbaiki yang aman diperbaiki")] = False,
    as_json: AsJson = False,
) -> None:
    """Periksa naskah bab: angka yang diketik tangan, persentase tanpa dasar, gambar tanpa teks, acuan yang putus."""
    from laporan.lint.show import run_lint

    if not run_lint(files or [], fix, as_json, out, err):
        raise typer.Exit(1)


@app.command()
def trace(
    year: Year,
    what: Annotated[str, typer.Argument(help="Id, awal id, atau angka seperti tercetak: '91,5%'")],
    unit: OneUnit = "",
    rows: Annotated[int, typer.Option(help="Banyaknya baris data yang ditampilkan", parser=any_count)] = 10,
    every: Annotated[bool, typer.Option("--all", help="Telusuri semua yang cocok")] = False,
    as_json: AsJson = False,
) -> None:
    """Telusuri satu angka dari kalimatnya sampai baris datanya, lalu hitung ulang dari berkas mentah."""
    from laporan.cli.trace import run_trace
    from laporan.project.outline import plan_report

    if not run_trace(plan_report(year, unit), what, rows, every, as_json, out):
        raise typer.Exit(1)


@app.command()
def diff(
    before: Annotated[
        str, typer.Argument(help="'2016', '2018/<satuan kerja>', folder hasil bangun, terbitan, atau arsip .zip")
    ],
    after: Annotated[str, typer.Argument(help="Laporan yang dibandingkan dengannya")],
    as_json: AsJson = False,
    html: Annotated[Path | None, typer.Option(help="Tulis juga sebagai halaman")] = None,
    page: Annotated[
        Path | None, typer.Option(help="Tulis juga salinan halaman yang baru, dengan tanda di setiap perubahan")
    ] = None,
) -> None:
    """Bandingkan dua laporan: angka yang muncul, hilang, berubah; tabel sel demi sel; gambar berdampingan."""
    from laporan.compare.show import run_diff

    run_diff(before, after, as_json, html, page, out, err)


def main() -> None:
    """Run the command line; our own errors are printed plainly."""
    os.environ.pop("JPY_SESSION_NAME", None)  # of a notebook that runs `!laporan …`: chapters of a build are in no Lab
    try:
        add_commands(app, sys.argv[1:])
        app()
    except AnalysisError as error:
        err.print(escape(harmless(str(error))), style="red", soft_wrap=True)
        sys.exit(1)
