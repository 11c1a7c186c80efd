"""`laporan verify`: whether a report follows from its inputs, here or in an archive that somebody sent."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from laporan.cli.progress import chapter_progress
from laporan.core.faults import harmless
from laporan.provenance.verify import FileDifference


def show_reports(year: int, unit: str, jobs: int, out: Console, err: Console) -> bool:
    """Build the reports of a year again, and print what differs.

    Parameters
    ----------
    year, unit : int, str
        Of the reports; 'all' for each unit.
    jobs : int
        How many chapters run at once.
    out, err : Console
        Where results and progress are printed.

    Returns
    -------
    bool
        Whether all files came out the same.
    """
    from laporan.data.units import all_units
    from laporan.project.outline import plan_report
    from laporan.provenance.verify import verify

    same = True
    for plan in [plan_report(year, name) for name in (all_units(year) if unit == "all" else [unit])]:
        with chapter_progress(err) as progress:
            task = progress.add_task("Menjalankan bab", total=len(plan.chapters) + 1)
            verdict = verify(plan, jobs, lambda _run, p=progress, t=task: p.update(t, advance=1))  # type: ignore[misc]
        same &= _show(plan.name, verdict.files, verdict.differences, out)
    return same


def show_bundle(bundle: Path, data: Path | None, hashes_only: bool, out: Console, err: Console) -> bool:
    """Verify an archive, and print what came of it.

    Parameters
    ----------
    bundle : Path
        The archive.
    data : Path, optional
        A folder with data that is not inside.
    hashes_only : bool
        Whether nothing of the archive may run.
    out, err : Console
        Where results and progress are printed.

    Returns
    -------
    bool
        Whether nothing speaks against it.
    """
    from laporan.provenance.bundle import verify_bundle

    name = escape(harmless(bundle.name))
    begun = f"{name}: membangun ulang laporannya dengan kode dan data di dalam arsip"
    verdict = verify_bundle(bundle, data, not hashes_only, lambda: err.print(begun, style="yellow", soft_wrap=True))
    for flaw in verdict.flaws:
        out.print(f"[red]✗[/] {name}: {escape(harmless(flaw))}", soft_wrap=True)
    if verdict.flaws:
        out.print(f"{len(verdict.flaws)} dari {verdict.files} berkas tidak seperti sidiknya. Jangan pakai arsip ini")
        return False
    out.print(f"[green]✓[/] {name}: sidik {verdict.files} berkas cocok", soft_wrap=True)
    if verdict.not_built:
        why = escape(harmless(verdict.not_built))
        err.print(f"laporannya tidak dibangun ulang: {why}", style="yellow", soft_wrap=True)
        return data is None  # who gave data asked for more
    return _show(name, verdict.compared, verdict.differences, out)


def _show(name: str, files: int, differences: Sequence[FileDifference], out: Console) -> bool:
    if not differences:
        out.print(f"[green]✓[/] {name}: {files} berkas sama, bita demi bita")
        return True
    first, *others = differences
    out.print(f"[red]✗[/] {name}: {escape(str(first))}")
    if others:
        out.print(f"  berbeda juga: {escape(', '.join(other.file for other in others))}")
    return False
