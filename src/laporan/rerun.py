"""Run the chapters that have to run, and take the others as they were."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from laporan.engine import DEFAULT
from laporan.execute import Run, Task, run_all
from laporan.plan import Chapter, Inputs, Planner


def run_stale(
    tasks: Iterable[Task], jobs: int, done: Callable[[Run], None], engine: str = DEFAULT, force: bool = False
) -> list[Run]:
    """A run for every task, in their order. What is reused says how long it took when it ran.

    force : all of them run, whatever is remembered
    """
    tasks, planner = list(tasks), Planner(engine)
    chapters = {task: Chapter(task.year, task.unit, task.notebook) for task in tasks}
    stale = {task for task in tasks if force or planner.why(chapters[task])}
    before = {task: _inputs(planner, chapters[task]) for task in stale}
    runs: dict[Task, Run] = {}

    def ended(run: Run) -> None:
        runs[run.task], inputs = run, before.get(run.task)
        if run.task in stale and inputs and not run.failure:
            planner.keep(chapters[run.task], run.task.output, inputs, run.seconds)
        done(run)

    for task in tasks:
        if task not in stale:
            ended(Run(task, planner.reuse(chapters[task], task.output), None))
    run_all([task for task in tasks if task in stale], jobs, ended, engine)
    return [runs[task] for task in tasks]


def _inputs(planner: Planner, chapter: Chapter) -> Inputs | None:
    """None for a notebook that can't be read: it will fail, and nothing of it is kept."""
    try:
        return planner.inputs(chapter, [])
    except (OSError, ValueError, KeyError):
        return None
