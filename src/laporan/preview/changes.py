"""What of a project was saved since one last looked, and whether running processes have read it before."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from pathlib import Path

from laporan.cache.digest import files_below
from laporan.cache.import_graph import our_packages
from laporan.core import paths

SCRAP = ("~", ".tmp", ".swp", ".swx", ".part", ".orig", "4913")  # what editors leave beside a file while they save it


class ProjectChange(IntEnum):
    """What became of the project; the greater includes the less.

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


def _seen() -> tuple[Stamps, Stamps]:
    """What is read anew for each build, and what processes remember."""
    stale = _stamps(our_packages().values())
    return _stamps([paths.notebooks(), paths.data(), paths.params()]), stale | _stamp(paths.root() / paths.PROJECT_FILE)


def _stamps(trees: Iterable[Path]) -> Stamps:
    found: Stamps = {}
    for path in (path for tree in trees for path in files_below(tree)):
        if not (path.name.endswith(SCRAP) or path.name.startswith("#")):
            found |= _stamp(path)
    return found


def _stamp(path: Path) -> Stamps:
    try:
        state = path.stat()
    except OSError:  # gone between the list and the look
        return {}
    return {path: (state.st_mtime_ns, state.st_size)}
