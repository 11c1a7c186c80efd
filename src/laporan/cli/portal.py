"""`laporan portal`, and the portal after each build."""

from __future__ import annotations

from rich.console import Console
from rich.markup import escape

from laporan.core import paths
from laporan.core.faults import harmless
from laporan.portal.page import PORTAL_PAGE, write_portal
from laporan.portal.shelf import Shelf


def show_portal(out: Console, err: Console) -> None:
    """Write the portal, and print where it is and what it had to leave out.

    Parameters
    ----------
    out, err : Console
        Where the result and the remarks are printed.

    Raises
    ------
    ParameterError
        For parameters that can't be read.
    """
    shelf = write_portal()
    page = paths.relative(paths.outputs() / PORTAL_PAGE)
    out.print(f"[green]✓[/] {escape(page)}: {len(shelf.reports)} laporan, {len(shelf.units)} satuan kerja")
    _tell_left_out(shelf, err)
    for told in shelf.unknown():
        err.print(f"portal: {escape(harmless(told))}", style="yellow", soft_wrap=True)


def renew_portal(err: Console) -> None:
    """Write the portal after a build. Nothing that goes wrong with it fails the build, whose reports stand already.

    Parameters
    ----------
    err : Console
        Where it is said that the portal shows the reports as they were.
    """
    try:
        _tell_left_out(write_portal(), err)
    except Exception as error:  # noqa: BLE001 - whatever it is, the reports are built
        page = paths.relative(paths.outputs() / PORTAL_PAGE)
        told = escape(harmless(str(error) or type(error).__name__))
        err.print(f"{escape(page)} belum diperbarui: {told}", style="yellow", soft_wrap=True)


def _tell_left_out(shelf: Shelf, err: Console) -> None:
    for told in shelf.skipped:
        err.print(f"tidak ditampilkan di portal: {escape(harmless(told))}", style="yellow", soft_wrap=True)
