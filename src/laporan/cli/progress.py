"""How far a build is, on stderr: a bar that counts chapters on a terminal, a line a report elsewhere."""

from __future__ import annotations

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from laporan.build.outcome import Begun, Built, Unbuilt
from laporan.build.time_estimate import TimeEstimate
from laporan.core.formatting import number
from laporan.project.records import Run, Task

MINUTE, HOUR = 60, 3600


class ShownProgress(Progress):
    """A progress bar that leaves nothing where it was never shown; rich's ends with an empty line there."""

    def stop(self) -> None:
        """Nothing more comes."""
        if not self.disable:
            super().stop()


def chapter_progress(err: Console) -> Progress:
    """A progress bar that counts chapters."""
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    return ShownProgress(*columns, console=err, disable=not err.is_terminal)


def about(seconds: float) -> str:
    """A duration as one says it.

    Examples
    --------
    >>> about(8), about(200), about(4000)
    ('10 detik', '3 menit', '1 jam 7 menit')
    """
    if seconds < MINUTE:
        return f"{max(round(seconds, -1), 10):.0f} detik"
    if seconds < HOUR:
        return f"{seconds / MINUTE:.0f} menit"
    hours, rest = divmod(round(seconds / MINUTE), 60)
    return f"{hours} jam {rest} menit"


class BuildProgress:
    """What a person who waits for a build sees of it.

    Parameters
    ----------
    reports : int
        How many were asked for.
    err : Console
        Where it is shown.
    """

    def __init__(self, reports: int, err: Console) -> None:
        self._reports, self._err, self._ended = reports, err, 0
        self._bar = chapter_progress(err)
        self._bar.start()
        self._task = self._bar.add_task("Menjalankan bab", total=0)
        self._estimate = TimeEstimate(reports)
        self._waiting: dict[str, set[Task]] = {}  # chapters that have to run yet, by report
        self._chapters = 0

    def began(self, begun: Begun) -> None:
        self._chapters += len(begun.tasks)
        self._bar.update(self._task, total=self._chapters)
        if begun.stands:
            self._estimate.stands()
            return
        self._estimate.began(len(begun.stale))
        self._waiting[begun.plan.name] = set(begun.stale)

    def chapter(self, run: Run) -> None:
        task = run.task
        name = f"{task.year} {task.unit}"
        if task in self._waiting.get(name, ()):
            self._waiting[name].discard(task)
            self._estimate.ran()
        told = f"{name} · {task.chapter}{self._left()}"
        self._bar.update(self._task, advance=1, description=told)

    def report(self, outcome: Built | Unbuilt) -> None:
        """A report is there, or won't be."""
        self._ended += 1
        left = self._waiting.pop(outcome.name, None)
        if left is not None:
            self._estimate.ended(len(left))
        if not self._err.is_terminal and self._reports > 1:
            self._err.print(f"{self._ended} dari {number(self._reports)} laporan{self._left()}")

    def _left(self) -> str:
        seconds = self._estimate.left() if self._ended < self._reports else None
        return "" if seconds is None else f" · sisa kira-kira {about(seconds)}"

    def close(self) -> None:
        """Nothing more comes."""
        self._bar.stop()
