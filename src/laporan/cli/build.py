"""`laporan build` on a terminal: progress while it runs, then each report with what its builder should know."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from laporan.build.executor import BuildExecutor
from laporan.build.manifest import is_final
from laporan.build.scheduler import Build, Built, Unbuilt
from laporan.core import paths
from laporan.core.errors import Fault
from laporan.core.faults import harmless, told_once
from laporan.core.formatting import number
from laporan.document.front import UNSIGNED
from laporan.project.outline import ReportPlan
from laporan.project.records import Correction, Form, Run


def show_build(
    executor: BuildExecutor,
    wanted: Sequence[tuple[int, str]],
    form: Form,
    force: bool,
    out: Console,
    err: Console,
    final: bool = False,
    seconds: float = math.inf,
    correction: Correction | None = None,
) -> list[Built] | None:
    """Build reports, and print of each how it went as it ends.

    Parameters
    ----------
    executor : BuildExecutor
        The processes that run chapters and assemble reports.
    wanted : sequence of (int, str)
        Year and unit of each report.
    form : {'draft', 'report', 'bundle'}
        The page alone, all files, or all files and their archive.
    force : bool
        Whether all chapters run, unchanged ones too.
    out, err : Console
        Where results and progress are printed.
    final : bool
        Whether they are to be signed.
    seconds : float
        How long all of it may take.
    correction : Correction, optional
        Which published version the one report corrects.

    Returns
    -------
    list of Built or None
        None where any of the reports could not be made.
    """
    built, failed = [], []
    with chapter_progress(err) as progress:
        bar = progress.add_task("Menjalankan bab", total=0)
        chapters = 0

        def began(_plan: ReportPlan, count: int) -> None:
            nonlocal chapters
            chapters += count
            progress.update(bar, total=chapters)

        def done(run: Run) -> None:
            progress.update(bar, advance=1, description=f"{run.task.year} {run.task.unit} · {run.task.chapter}")

        for outcome in Build(executor, began, done, form, force, final, seconds, correction).reports(wanted):
            if isinstance(outcome, Built):
                built.append(outcome)
                tell(outcome, out, err)
            else:
                failed.append(outcome)
    for report in failed:
        tell_failure(report, err)
    if failed and len(wanted) > 1:
        err.print(f"{len(failed)} dari {len(wanted)} laporan tidak jadi; yang sebelumnya tidak berubah")
    return None if failed else built


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
        f"{made.facts} angka tercatat, {len(made.unrecorded)} tidak tercatat, {number(report.seconds, 1)} detik"
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


def chapter_progress(err: Console) -> Progress:
    """A progress bar that counts chapters."""
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    return Progress(*columns, console=err)
