"""`laporan watch`: the preview in the browser and on the terminal, again after each save."""

from __future__ import annotations

import datetime as dt
import os
import signal
import sys
import webbrowser
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from laporan.cli.arguments import whole_number
from laporan.cli.options import CORES, Jobs, OneUnit, Year, err, out
from laporan.core import paths
from laporan.core.errors import AnalysisError, ReportError
from laporan.core.faults import harmless
from laporan.core.formatting import number
from laporan.core.stopping import StoppedError
from laporan.preview.builder import PreviewBuilder
from laporan.preview.changes import Watcher
from laporan.preview.mark import PreviewFault, marked, reloading, waiting_page
from laporan.preview.server import PreviewServer
from laporan.preview.session import Event, PreviewSession

REMARKS = {
    "missing_photos": "foto belum ada",
    "unrecorded": "angka tidak tercatat",
    "without_origin": "angka tanpa asal",
    "unlabelled": "tanpa label, tidak dimuat",
    "unread": "data yang tidak dibaca bab mana pun",
    "always": "dijalankan setiap kali",
}
SHOWN = 5  # of each; a build that is no draft tells all
SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")  # without any, Linux would open a browser in the terminal


def watch(
    year: Year,
    unit: OneUnit = "",
    jobs: Jobs = CORES,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Jangan buka peramban")] = False,
    port: Annotated[
        int | None,
        typer.Option(help="Porta di 127.0.0.1; tanpa ini 8017, atau yang bebas", parser=whole_number(1, 65535)),
    ] = None,
) -> None:
    """Tulis ulang halaman pratinjau setiap kali ada yang disimpan, dan muat ulang di peramban, sampai dihentikan."""
    from laporan.project.outline import DRAFTS, PAGE

    unit = unit or paths.main_unit()
    _refuse_unknown(year, unit)
    drafts = paths.outputs() / DRAFTS
    preview = Preview(drafts / str(year) / unit / PAGE, f"{year} {unit}", out, err)
    try:
        server = PreviewServer(partial(preview.page_of, drafts), f"/{year}/{unit}/{PAGE}", port)
    except OSError as error:
        raise ReportError(f"porta {port} sudah dipakai. Pilih yang lain dengan --port, atau tanpa --port") from error
    preview.announce = server.announce
    out.print(f"Pratinjau: {server.address} (Ctrl-C menghentikan)", soft_wrap=True)
    if not no_browser and can_show():
        webbrowser.open(server.address)
    try:
        PreviewSession(partial(PreviewBuilder, year, unit, jobs), Watcher(), preview).run()
    except StoppedError as stopped:
        if stopped.number != signal.SIGINT:
            raise
    finally:
        server.close()


def can_show() -> bool:
    """Whether a browser can open a window here."""
    return sys.platform in ("win32", "darwin") or any(os.environ.get(name) for name in SCREENS)


def _refuse_unknown(year: int, unit: str) -> None:
    """A report that there can't be is refused at once; what is only half written may still be mended."""
    from laporan.project.parameters import load_units

    try:
        units = load_units()
    except AnalysisError:
        return
    if unit not in units or not (paths.params() / f"{year}.yml").is_file():
        from laporan.project.parameters import load_parameters

        load_parameters(year, unit)
    from laporan.data.package import refuse_without_data

    refuse_without_data(year, unit)


class Preview:
    """One page: what became of it is marked on it, and told on the terminal.

    Parameters
    ----------
    page : Path
        The file.
    name : str
        The report, as '2017 pusat'.
    out, err : Console
        Where results and faults are printed.
    """

    def __init__(self, page: Path, name: str, out: Console, err: Console) -> None:
        self._page, self._name, self._out, self._err = page, name, out, err
        self._fault: PreviewFault | None = None
        self._told: set[str] = set()
        self.announce: Callable[[], None] = lambda: None

    def built(self, report: Event) -> None:
        """The page is what was saved last."""
        again = " lagi" if self._fault else ""
        self._fault = None
        if report["state"] == "unchanged":
            self._out.print(f"[green]✓[/] {_now()} tidak ada yang berubah", soft_wrap=True)
        else:
            seconds = number(report["seconds"], 1)
            self._out.print(f"[green]✓[/] {_now()} {report['page']} jadi{again}, {seconds} detik", soft_wrap=True)
        self._remark(report)
        self.announce()

    def failed(self, reason: str) -> None:
        """The page is what it was before."""
        same = self._fault is not None and self._fault.message == reason
        if same:
            self._err.print(f"[red]✗[/] {_now()} masih karena sebab yang sama", soft_wrap=True)
            return
        self._fault = PreviewFault(reason, self._fault.since if self._fault else _now())
        if self._page.is_file():
            _replace(self._page, marked(self._page.read_text(encoding="utf-8"), self._fault))
        self._err.print(f"[red]✗[/] {_now()} {escape(harmless(reason))}", soft_wrap=True)
        self.announce()

    def page_of(self, drafts: Path, year: int, unit: str, version: int) -> str | None:
        """What the server shows: this page, or another draft as it stands; None where there is none."""
        from laporan.project.outline import PAGE

        place = drafts / str(year) / unit / PAGE
        if place.is_file():
            page = place.read_text(encoding="utf-8")
        elif place == self._page:
            page = waiting_page(self._name, self._fault)
        else:
            return None
        return reloading(page, version) if place == self._page else page

    def _remark(self, report: Event) -> None:
        """What a person should look at, each once."""
        for key, words in REMARKS.items():
            new = [one for one in report[key] if f"{key} {one}" not in self._told]
            self._told |= {f"{key} {one}" for one in new}
            if new:
                self._err.print(f"  {words}:", style="yellow")
            for one in new[:SHOWN]:
                self._err.print(f"    {escape(harmless(one))}", style="yellow", soft_wrap=True)
            if len(new) > SHOWN:
                self._err.print(f"    dan {len(new) - SHOWN} lagi", style="yellow")


def _replace(file: Path, text: str) -> None:
    """In one step: whoever reads it meanwhile has the whole of it."""
    written = file.with_name(f".{file.name}")
    written.write_text(text, encoding="utf-8")
    written.replace(file)


def _now() -> str:
    return f"{dt.datetime.now():%H.%M.%S}"  # noqa: DTZ005 - as the clock beside the screen says it
