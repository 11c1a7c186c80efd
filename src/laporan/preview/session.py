"""Keeps a preview up to date: looks for what was saved, has it built, and tells the page and the terminal."""

from __future__ import annotations

import time
from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import Any, Protocol

from laporan.preview.changes import ProjectChange

EVERY = 0.1  # seconds between two looks; a look at the project takes some milliseconds
SETTLE = 0.03  # seconds until a second look: an editor that replaces a file takes it away first
LOOKS = 10  # at most, as something may be written without end
OUTDATED = 3.0  # seconds for a build to end when something newer was saved; a cell may never end
DIED = "proses yang membangun pratinjau berhenti"
LAST = ("summary", "error")  # events that end a build

Event = dict[str, Any]
Events = SimpleQueue[tuple[Any, Event | None]]


class Builder(Protocol):
    """Builds the page when it is asked; `preview.builder` has the real one."""

    def build(self) -> None:
        """Ask for the page."""

    @property
    def last_words(self) -> str:
        """Why it died, as it said itself."""

    def stop(self) -> None:
        """End it."""


class Looker(Protocol):
    """Tells what was saved since it last looked; `preview.changes` has the real one."""

    def look(self) -> ProjectChange:
        """What became of the project."""


class PreviewAudience(Protocol):
    """Hears what became of a build."""

    def built(self, report: Event) -> None:
        """The page is what was saved."""

    def failed(self, reason: str) -> None:
        """The page is what it was before."""


class PreviewSession:
    """The state of a preview: who builds, who is ready to, and what was saved meanwhile.

    Parameters
    ----------
    new_builder : callable
        Starts a builder that tells its events to the queue that it is given.
    watcher : Looker
    audience : PreviewAudience
    clock : callable
        Seconds that never go back.
    pause : callable
        Waits so many seconds.
    every : float
        Seconds between two looks.
    """

    def __init__(
        self,
        new_builder: Callable[[Events], Builder],
        watcher: Looker,
        audience: PreviewAudience,
        clock: Callable[[], float] = time.monotonic,
        pause: Callable[[float], None] = time.sleep,
        every: float = EVERY,
    ) -> None:
        self._new, self._watcher, self._audience = new_builder, watcher, audience
        self._clock, self._pause, self._every = clock, pause, every
        self._events: Events = SimpleQueue()
        self._builder: Builder | None = None
        self._spare: Builder | None = None
        self._builds, self._ready = False, True
        self._outcome: Event | None = None
        self._wanted = ProjectChange.NEEDS_RESTART  # the first build is one, too
        self._since = clock()  # when what is wanted was seen

    def run(self) -> None:
        """Until the command is told to stop."""
        try:
            while True:
                self.step()
        finally:
            for builder in (self._builder, self._spare):
                if builder:
                    builder.stop()

    def step(self) -> None:
        """Look once, and wait a moment for what builders tell."""
        self._look()
        if self._wanted and self._builds and self._clock() - self._since > OUTDATED:
            self._drop()
            self._wanted = ProjectChange.NEEDS_RESTART
        if self._wanted and not self._builds:
            self._begin()
        elif not self._builds and not self._spare and self._ready:
            self._spare = self._new(self._events)
        self._hear()

    def _look(self) -> None:
        for _ in range(LOOKS):
            change = self._watcher.look()
            if not change:
                return
            if not self._wanted:
                self._since = self._clock()
            self._wanted = max(self._wanted, change)
            self._pause(SETTLE)

    def _begin(self) -> None:
        if self._wanted is ProjectChange.NEEDS_RESTART:
            self._drop()
        if not self._builder:
            self._builder, self._spare = self._spare or self._new(self._events), None
        self._wanted, self._builds, self._ready, self._outcome = ProjectChange.NONE, True, True, None
        self._builder.build()

    def _drop(self) -> None:
        if self._builder:
            self._builder.stop()
        self._builder, self._builds = None, False

    def _hear(self) -> None:
        """What builders tell, until none has more to tell; waits a moment for the first."""
        wait = self._every
        while True:
            try:
                whose, event = self._events.get(timeout=wait) if wait else self._events.get_nowait()
            except Empty:
                return
            wait = 0
            if event is None:
                self._died(whose)
            elif whose is self._builder and self._builds:
                self._told(event)

    def _told(self, event: Event) -> None:
        if event["event"] == "report":
            self._outcome = event
        if event["event"] not in LAST:
            return
        self._builds = False
        outcome = self._outcome or event
        if outcome["event"] == "report" and outcome["state"] != "failed":
            self._audience.built(outcome)
        else:
            self._audience.failed(outcome.get("reason", ""))

    def _died(self, builder: Builder) -> None:
        """By itself, most often as the library can't be loaded; the next save starts another."""
        if builder is self._spare:
            self._spare, self._ready = None, False
        elif builder is self._builder:
            built, self._builds, self._builder = self._builds, False, None
            if built:
                self._audience.failed(f"{DIED}:\n{builder.last_words}")
        else:
            return
        builder.stop()
