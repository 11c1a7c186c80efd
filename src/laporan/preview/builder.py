"""The process that builds a preview: it is asked for a page on its stdin, and tells on its stdout what happens.

It stands ready with all libraries loaded, but nothing of the project, before anything is asked of it. So what changed
in code is seen by the next process, which has not read it yet, in less time than loading all takes.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from queue import SimpleQueue
from typing import Any

from laporan.engines.select import LIBRARIES_ONLY

PROGRAM = "from laporan.cli.rebuild import main; main()"
TOLD = 30  # lines of its stderr that are kept, for the case that it dies
PATIENCE = 10  # seconds for clearing away what it was told to stop


class PreviewBuilder:
    """A process of our own that builds one report, again and again.

    Parameters
    ----------
    year, unit : int, str
        The report's.
    jobs : int
        How many chapters run at once.
    events : SimpleQueue
        Gets what it tells, as (itself, event); an event of None where it has ended.
    """

    def __init__(self, year: int, unit: str, jobs: int, events: SimpleQueue[tuple[Any, dict[str, Any] | None]]) -> None:
        self._events = events
        self._process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(year), unit, str(jobs)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", errors="replace",
            env=os.environ | {LIBRARIES_ONLY: "1", "PYTHONIOENCODING": "utf-8"},
            start_new_session=True,  # Ctrl-C is for the command, which ends it
        )  # fmt: skip
        self._said: deque[str] = deque(maxlen=TOLD)
        self._readers = [self._reading(self._hear_errors), self._reading(self._hear)]

    def build(self) -> None:
        """Ask for the page; what comes of it is told as events, of which the last is `summary` or `error`."""
        with suppress(OSError):  # it has died, and its reader tells
            assert self._process.stdin is not None  # noqa: S101 - it was asked for
            self._process.stdin.write("\n")
            self._process.stdin.flush()

    @property
    def last_words(self) -> str:
        """What it said on its stderr before it died."""
        return "\n".join(self._said).strip()

    def stop(self) -> None:
        """End it, with all that it started; what it was making is cleared away."""
        if self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        for reader in self._readers:
            reader.join()
        for stream in (self._process.stdin, self._process.stdout, self._process.stderr):
            with suppress(OSError):
                stream.close()  # type: ignore[union-attr] # all three were asked for

    def _reading(self, read: Callable[[], None]) -> threading.Thread:
        thread = threading.Thread(target=read, daemon=True)
        thread.start()
        return thread

    def _hear(self) -> None:
        for line in self._process.stdout or ():
            with suppress(ValueError):
                self._events.put((self, json.loads(line)))
        self._readers[0].join()
        self._events.put((self, None))

    def _hear_errors(self) -> None:
        self._said.extend(line.rstrip("\n") for line in self._process.stderr or ())
