"""Run the chapters that have to run, and take the others as they were."""

from __future__ import annotations

from collections.abc import Iterable

from laporan.execute import Run, Task
from laporan.plan import Chapter, Inputs, Planner


class Rerun:
    """Remembers what runs were made from. force : all of them run, whatever is remembered"""

    def __init__(self, planner: Planner, force: bool = False) -> None:
        self.planner, self.force = planner, force
        self._before: dict[Task, Inputs | None] = {}

    def stale(self, tasks: Iterable[Task]) -> list[Task]:
        """Those that have to run, the longest first, so that none is left to run alone at the end."""
        stale = [task for task in tasks if self.force or self.planner.why(chapter_of(task))]
        return sorted(stale, key=lambda task: self.planner.length(chapter_of(task)), reverse=True)

    def reuse(self, task: Task) -> Run:
        """Put the last run's notebook in its place. The run says how long it took when it ran."""
        return Run(task, self.planner.reuse(chapter_of(task), task.output), None)

    def begins(self, task: Task) -> None:
        """To be told before a task runs, so that what changes meanwhile counts as a change."""
        try:
            self._before[task] = self.planner.inputs(chapter_of(task), [])
        except (OSError, ValueError, KeyError):  # it can't be read: it will fail, and nothing of it is kept
            self._before[task] = None

    def drops(self, tasks: Iterable[Task]) -> None:
        """To be told of tasks that will not run, or whose report came to nothing."""
        for task in tasks:
            self._before.pop(task, None)

    def ended(self, run: Run) -> None:
        """To be told after it ran: what succeeded is kept."""
        inputs = self._before.pop(run.task)
        if inputs and not run.failure:
            self.planner.keep(chapter_of(run.task), run.task.output, inputs, run.seconds)


def chapter_of(task: Task) -> Chapter:
    """What the planner knows the task by."""
    return Chapter(task.year, task.unit, task.notebook)
