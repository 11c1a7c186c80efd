"""How long a build will still take, from what it has done so far."""

from __future__ import annotations

import time
from collections.abc import Callable

ASSEMBLY = 8  # chapters that take as long as putting a report together and writing its files (docs/benchmarks.md)
GROUND = 0.1  # of all that there is to do, done before anything is said about the rest


class TimeEstimate:
    """Counts work in chapters that run. Reports that were not looked at yet are taken to be like those that were.

    Parameters
    ----------
    reports : int
        How many were asked for.
    clock : callable
        Seconds that never go back.

    Examples
    --------
    >>> seconds = iter([0, 0, 60])
    >>> estimate = TimeEstimate(3, lambda: next(seconds))
    >>> estimate.began(chapters=2)
    >>> estimate.ran(chapters=2)
    >>> estimate.ended()  # ten chapters' work of thirty, in a minute
    >>> estimate.left()
    120.0
    """

    def __init__(self, reports: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._reports, self._seen = clock, reports, 0
        self._wanted = self._done = 0
        self._start = clock()

    def began(self, chapters: int) -> None:
        """A report that has to be put together, and so many of its chapters before it."""
        if not self._wanted:  # how quickly reports were found unchanged says nothing about the others
            self._start = self._clock()
        self._seen += 1
        self._wanted += chapters + ASSEMBLY

    def stands(self) -> None:
        """A report of which nothing has changed."""
        self._seen += 1

    def ran(self, chapters: int = 1) -> None:
        """Chapters ran."""
        self._done += chapters

    def ended(self, left_out: int = 0) -> None:
        """A report that had work was put together, or came to nothing, with so many chapters that won't run."""
        self._done += ASSEMBLY + left_out

    def left(self) -> float | None:
        """Seconds; None where too little was done to tell."""
        if not self._seen or not self._done:
            return None
        whole = self._wanted * self._reports / self._seen
        if self._done < GROUND * whole:
            return None
        return (self._clock() - self._start) * max(whole - self._done, 0) / self._done
