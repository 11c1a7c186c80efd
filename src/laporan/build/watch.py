"""The page of a report again and again while somebody writes it: after each change, from processes that are warm.

A changed notebook or dataset is built at once. A changed parameter or helper is something that running processes
have read before: then the command begins anew.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from enum import Enum
from pathlib import Path

from laporan.cache.digest import files_below
from laporan.cache.import_graph import our_packages
from laporan.core import paths

EVERY = 0.1  # seconds between two looks; a look at the project takes some milliseconds


class ProjectChange(Enum):
    """What became of the project.

    Attributes
    ----------
    NONE
        Nothing that a report follows from.
    LIVE
        Something that is read anew for each build.
    NEEDS_RESTART
        Something that running processes remember.
    """

    NONE = 0
    LIVE = 1
    NEEDS_RESTART = 2


Stamps = dict[Path, tuple[int, int]]


class Watcher:
    """Tells what changed since it last looked."""

    def __init__(self) -> None:
        self._live, self._stale = _seen()

    def look(self) -> ProjectChange:
        before, (self._live, self._stale) = (self._live, self._stale), _seen()
        if before[1] != self._stale:
            return ProjectChange.NEEDS_RESTART
        return ProjectChange.LIVE if before[0] != self._live else ProjectChange.NONE


def watch(build: Callable[[], object], watcher: Watcher, pause: Callable[[float], None] = time.sleep) -> None:
    """Build, and again after each change; returns when the command has to begin anew.

    Parameters
    ----------
    build : callable
        Builds once.
    watcher : Watcher
        Tells what changed.
    pause : callable
        Waits so many seconds between two looks.
    """
    change = ProjectChange.LIVE
    while change is not ProjectChange.NEEDS_RESTART:
        if change is ProjectChange.LIVE:
            build()
        else:
            pause(EVERY)
        change = watcher.look()


def _seen() -> tuple[Stamps, Stamps]:
    return _stamps([paths.notebooks(), paths.data()]), _stamps([paths.params(), *our_packages().values()])


def _stamps(trees: Iterable[Path]) -> Stamps:
    found = {}
    for path in (path for tree in trees for path in files_below(tree)):
        try:
            state = path.stat()
        except OSError:  # gone between the list and the look
            continue
        found[path] = state.st_mtime_ns, state.st_size
    return found
