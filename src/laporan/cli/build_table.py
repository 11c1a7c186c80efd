"""The table at the end of a build of several reports: what is there, what is not and why, how to go on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from laporan.build.outcome import Built, Unbuilt
from laporan.cli.listener import Ended
from laporan.cli.progress import MINUTE, about
from laporan.cli.resume import resume_commands
from laporan.core import paths
from laporan.core.faults import harmless, shown
from laporan.core.formatting import number

HEADS = ("Laporan", "Hasil", "Detik", "Berkas, atau sebabnya")


def show_table(ended: Ended, seconds: float, options: Sequence[str], out: Console, err: Console) -> None:
    """Print the table, and the commands that go on.

    Parameters
    ----------
    ended : Ended
        How the build ended.
    seconds : float
        How long it took.
    options : sequence of str
        Of the command, as `resume.given_options` gives them.
    out, err : Console
        Where the table and what is to be done are printed.
    """
    table = Table(*HEADS, box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.columns[2].justify = "right"
    for column in table.columns[:3]:
        column.no_wrap = True
    for row in _rows(ended):
        table.add_row(*(escape(harmless(cell)) for cell in row))
    out.print()
    out.print(table)
    every = len(ended.built) + len(ended.failed) + len(ended.unfinished)
    err.print(f"{number(every)} laporan dalam {_told(seconds)}")
    if ended.failed:
        err.print(f"{len(ended.failed)} dari {every} laporan tidak jadi; yang sebelumnya tidak berubah")
    if ended.left:
        after = ", sesudah yang gagal diperbaiki" if ended.failed else ""
        err.print(f"Untuk melanjutkan{after} (bab yang sudah selesai dipakai lagi):", soft_wrap=True)
    for command in resume_commands(ended.left, options):
        err.print(f"  {escape(command)}", soft_wrap=True)


def _rows(ended: Ended) -> Iterator[tuple[str, str, str, str]]:
    for report in ended.built:
        yield report.name, _state(report), _seconds(report), paths.relative(report.page)
    for failed in ended.failed:
        yield failed.name, "gagal", "", reason_of(failed)
    for year, unit in ended.unfinished:
        yield f"{year} {unit}", "belum", "", "dihentikan lebih dahulu"


def _state(report: Built) -> str:
    return "tidak berubah" if report.seconds is None else "dibangun"


def _seconds(report: Built) -> str:
    return "" if report.seconds is None else number(report.seconds, 1)


def _told(seconds: float) -> str:
    return f"{number(seconds, 1)} detik" if seconds < MINUTE else about(seconds)


def reason_of(report: Unbuilt) -> str:
    """Why a report failed, in one line: the first of it, without the name of the report, which stands beside it."""
    told = report.message.removeprefix(f"{report.name}: ")
    lines = told.replace(f" (year={report.year}, unit={report.unit!r})", "").splitlines()
    return shown(" ".join(line.strip() for line in lines[:2]))
