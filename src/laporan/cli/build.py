"""`laporan build` on a terminal: progress while it runs, then each report with what its builder should know."""

from __future__ import annotations

import time
from collections.abc import Sequence
from functools import reduce
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from laporan.build.manifest import is_final
from laporan.build.outcome import Begun, Built, Unbuilt
from laporan.build.promote import FAILED
from laporan.cli.build_table import reason_of, show_table
from laporan.cli.listener import Ended
from laporan.cli.progress import BuildProgress
from laporan.core import paths
from laporan.core.errors import Fault
from laporan.core.faults import harmless, told_once
from laporan.core.formatting import listing, number
from laporan.document.front import UNSIGNED
from laporan.project.records import Run

FEW = 3  # reports that are named; all of them stand in the table


class TerminalListener:
    """Prints how each report went as it ends; of several, a table of all at the end.

    Parameters
    ----------
    out, err : Console
        Where results and progress are printed.
    options : sequence of str
        Of the command, as `resume.given_options` gives them.
    """

    def __init__(self, out: Console, err: Console, options: Sequence[str] = ()) -> None:
        self._out, self._err, self._options = out, err, options

    def starts(self, wanted: Sequence[tuple[int, str]]) -> None:
        self._several, self._start = len(wanted) > 1, time.perf_counter()
        self._progress = BuildProgress(len(wanted), self._err)

    def began(self, begun: Begun) -> None:
        self._progress.began(begun)

    def chapter(self, run: Run) -> None:
        self._progress.chapter(run)

    def report(self, outcome: Built | Unbuilt) -> None:
        if isinstance(outcome, Built):
            tell(outcome, self._out, self._err)
        elif self._several:  # in one line: all of it stands above the table
            self._err.print(f"[red]✗[/] {outcome.name}: {escape(reason_of(outcome))}", soft_wrap=True)
        self._progress.report(outcome)

    def close(self) -> None:
        self._progress.close()

    def ends(self, ended: Ended) -> None:
        tell_failures(ended.failed, self._err)
        if self._several:
            show_table(ended, time.perf_counter() - self._start, self._options, self._out, self._err)


def tell(report: Built, out: Console, err: Console) -> None:
    """Print a finished report, with what is missing or unrecorded in it.

    Parameters
    ----------
    report : Built
        The report.
    out, err : Console
        Where the result and the remarks are printed.
    """
    made = report.made
    if report.seconds is None:
        out.print(f"[green]✓[/] {report.unchanged.removeprefix('✓ ')}")
        return
    out.print(
        f"[green]✓[/] {paths.relative(report.page)}: {made.figures} gambar, {made.tables} tabel, "
        f"{made.facts} angka tercatat, {len(made.unrecorded)} tidak tercatat, {number(report.seconds, 1)} detik",
        soft_wrap=True,
    )
    out.print(f"  {made.identities}")
    if not is_final(report.page.parent):
        year, unit = report.plan.year, report.plan.unit
        err.print(f"  {UNSIGNED}; sebabnya: laporan check {year} --unit {unit} --final", style="yellow", soft_wrap=True)
    for file in made.unread:
        err.print(f"  data yang tidak dibaca bab mana pun: {escape(file)}", style="yellow", soft_wrap=True)
    if made.missing_photos:
        err.print(f"  {len(made.missing_photos)} foto belum ada; keterangannya berdiri tanpa foto:", style="yellow")
    for photo in made.missing_photos:
        err.print(f"    {escape(photo)}", style="yellow", soft_wrap=True)
    for unrecorded in made.unrecorded:
        err.print(f"  angka tidak tercatat: {escape(unrecorded)}", style="yellow")
    for why in report.always:
        err.print(f"  dijalankan setiap kali: {escape(why)}", style="yellow", soft_wrap=True)
    for fact in made.without_origin:
        err.print(f"  angka tanpa asal, baris maupun params: {escape(fact)}", style="yellow", soft_wrap=True)
    for cell in made.unlabelled:
        err.print(f"  tanpa label, tidak dimuat dalam laporan: {escape(cell)}", style="yellow")


def tell_failures(failed: Sequence[Unbuilt], err: Console) -> None:
    """Print why reports could not be made: what is the same for several once, with the names of the others."""
    alike: dict[str, list[Unbuilt]] = {}
    for report in failed:
        alike.setdefault(_cause(report), []).append(report)
    for first, *others in alike.values():
        tell_failure(first, err)
        if others:
            err.print(f"  sama pada {few_names([report.name for report in others])}", soft_wrap=True)


def _cause(report: Unbuilt) -> str:
    """The message but for what names the report in a chapter's failure."""
    own = (f" (year={report.year}, unit={report.unit!r})", f"{FAILED}/{report.year}/{report.unit}/")
    return reduce(lambda message, words: message.replace(words, ""), own, report.message)


def few_names(names: Sequence[str]) -> str:
    """The first reports by name, and how many there are besides."""
    left = len(names) - FEW
    return listing([*names[:FEW], f"{number(left)} laporan lain"] if left > 0 else list(names))


def tell_failure(report: Unbuilt, err: Console) -> None:
    """Print why a report could not be made."""
    if report.faults and not report.obstacles:
        show_faults(report.faults, err)
    else:
        err.print(escape(harmless(report.message)), style="red", soft_wrap=True)


def show_faults(faults: Sequence[Fault], err: Console, workbook: Path | None = None) -> None:
    """Print the faults by cause, how many there are, and where their list is or how to have it.

    Parameters
    ----------
    faults : sequence of Fault
        The faults of input files.
    err : Console
        Where they are printed.
    workbook : Path, optional
        Where their list was written.
    """
    for message in told_once(faults):
        err.print(escape(message), soft_wrap=True)
    where = f"daftarnya di {workbook}" if workbook else "tulis daftarnya dengan laporan check --xlsx"
    if len(faults) > 1 or workbook:
        err.print(f"{number(len(faults))} kesalahan; {where}")


def show_warnings(warnings: Sequence[Fault], err: Console) -> None:
    """Print what wants a note, and how many there are; the report is made all the same."""
    for message in told_once(warnings):
        err.print(f"perlu catatan: {escape(message)}", style="yellow", soft_wrap=True)
    if warnings:
        err.print(f"{number(len(warnings))} hal perlu catatan; laporan tetap dapat dibuat", style="yellow")
