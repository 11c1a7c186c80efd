"""`laporan check --final` on a terminal: what stands between reports and their signatures."""

from __future__ import annotations

import json
from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape

from laporan.build.executor import BuildExecutor
from laporan.build.outcome import Unbuilt
from laporan.build.scheduler import FAULTY, Build
from laporan.cli.progress import chapter_progress
from laporan.core.errors import NotFinalError, Obstacle


def show_obstacles(
    executor: BuildExecutor, wanted: Sequence[tuple[int, str]], as_json: bool, out: Console, err: Console
) -> bool:
    """Go through what `build --final` does, write nothing, and print every obstacle.

    Parameters
    ----------
    executor : BuildExecutor
        Runs the chapters that have changed.
    wanted : sequence of (int, str)
        Year and unit of each report.
    as_json : bool
        Whether the obstacles are printed as one JSON list.
    out, err : Console
        Where results and progress are printed.

    Returns
    -------
    bool
        Whether all of them can be signed.
    """
    with chapter_progress(err) as progress:
        bar = progress.add_task("Menjalankan bab", total=None)
        build = Build(executor, lambda *_: None, lambda _run: progress.update(bar, advance=1), "check", final=True)
        outcomes = list(build.reports(wanted))
    refused = [outcome for outcome in outcomes if isinstance(outcome, Unbuilt)]
    if as_json:
        found = [{"year": r.year, "unit": r.unit} | one.__dict__ for r in refused for one in _obstacles(r)]
        out.print_json(json.dumps(found))
        return not refused
    for outcome in outcomes:
        if isinstance(outcome, Unbuilt):
            out.print(
                f"[red]✗[/] {outcome.year} {outcome.unit}: {escape(str(NotFinalError(_obstacles(outcome))))}",
                soft_wrap=True,
            )
        else:
            year, unit = outcome.plan.year, outcome.plan.unit
            out.print(f"[green]✓[/] {year} {unit}: dapat ditandatangani; laporan build {year} --unit {unit} --final")
    return not refused


def _obstacles(report: Unbuilt) -> tuple[Obstacle, ...]:
    """Where it could not even be planned, that."""
    return report.obstacles or (Obstacle(FAULTY, report.message, "Perbaiki lebih dahulu."),)
