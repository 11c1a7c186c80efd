"""What a chapter read, and what it looked for and did not find: so that a later build can tell whether
running it again could give anything else.

While a chapter runs, every file of the project that Python opens is noted with its content's hash, and every
folder that is listed with its names; `note` is for readers that use only part of a file, so that a change
in the rest of it does not count. Notes go, one JSON a line, to the file that LAPORAN_READINGS names;
without it nothing is noted.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any

from laporan.cache.digest import ABSENT, content_hash
from laporan.cache.digest import file_hash_if_there as file_hash
from laporan.core import paths

NOTES = "LAPORAN_READINGS"
UNREAD = ("tests", "docs")  # nothing that a report could follow from


class _Recorder:
    """The notes of this process. It listens at most once: Python's audit hooks can't be taken back."""

    def __init__(self) -> None:
        self.listening = False
        self.silent = 0
        self.known: set[tuple[str, Path, str, str | None]] = set()

    def listen(self) -> None:
        if not self.listening and os.environ.get(NOTES):
            self.listening = True
            self.root = str(paths.root())
            self.apart = _apart()
            sys.addaudithook(self.hear)

    def hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event not in ("open", "os.listdir", "os.scandir") or self.silent:
            return
        path = arguments[0]
        if not isinstance(path, str | os.PathLike) or (event == "open" and _writes(arguments)):
            return
        name = os.path.join(os.getcwd(), path)  # noqa: PTH109, PTH118 - called for every file that is opened
        name = os.path.normpath(name)
        if not is_followed(name, self.root, self.apart):
            return
        with noting_aside():
            self.note(Path(name), "bytes" if event == "open" else "names")

    def note(self, path: Path, view: str, content: str | None = None) -> None:
        place = os.environ.get(NOTES)
        if not self.listening or not place or (place, path, view, content) in self.known:
            return
        self.known.add((place, path, view, content))
        seen = view_hash(path, view) if content is None else content
        with Path(place).open("a", encoding="utf-8") as notes:
            notes.write(json.dumps([paths.relative(path), view, file_hash(path), seen]) + "\n")


def _apart() -> tuple[str, ...]:
    """Places in the project that are followed by other ways, or made by us: code through its imports, the notebook
    and `laporan.toml` by the plan."""
    layout = paths.layout()
    folders = [layout.content, layout.outputs, layout.notebooks, *UNREAD]
    beside = Path(layout.content).parent  # which Python lists when it looks for the package
    folders += [beside.as_posix()] if beside != Path() else []
    folders += [paths.relative(paths.LIBRARY)] if paths.LIBRARY.is_relative_to(paths.root()) else []
    return (".", paths.PROJECT_FILE + "/", *(Path(os.path.normpath(folder)).as_posix() + "/" for folder in folders))


def is_followed(name: str, root: str, apart: tuple[str, ...], system: ModuleType = os.path) -> bool:
    """Whether a chapter that read this file follows from it.

    Parameters
    ----------
    name : str
        The file's path, absolute and normal.
    root : str
        The project's.
    apart : tuple of str
        How the paths of files begin, from the root on, that are followed by other ways.
    system : module
        `posixpath` or `ntpath`: where the case of letters counts, and which way slashes lean.

    Examples
    --------
    >>> import ntpath
    >>> is_followed("c:/proyek/data/skm.csv", "C:/Proyek", ("outputs/",), ntpath)
    True
    """
    top = system.normcase(root).rstrip(system.sep) + system.sep
    name = system.normcase(name)
    if not name.startswith(top):
        return False
    below = name[len(top) :] + system.sep
    return not below.startswith(tuple(map(system.normcase, apart)))


_RECORDER = _Recorder()


def begin() -> None:
    """Note from now on what this process reads, where LAPORAN_READINGS says to."""
    _RECORDER.listen()


@contextmanager
def noting_aside() -> Iterator[None]:
    """What is read inside is not noted by itself."""
    _RECORDER.silent += 1
    try:
        yield
    finally:
        _RECORDER.silent -= 1


def note(path: Path, view: str) -> None:
    """`view` of the file was used, one of VIEWS with what it asks for after a colon, as 'resource:pusat/skm'."""
    if _RECORDER.listening:
        with noting_aside():
            _RECORDER.note(path, view)


def note_code(module: str) -> None:
    """The module was found by its name, where no import statement shows it."""
    _RECORDER.note(paths.content(), "module", module)


def is_there(path: Path) -> bool:
    """`path.is_file()`, noted: an answer that may change."""
    found = path.is_file()
    note(path, "there")
    return found


def view_hash(path: Path, view: str) -> str:
    """The hash of what a view shows of a file or folder as it is now; '' where it can't be seen."""
    kind, _, asked = view.partition(":")
    try:
        return VIEWS[kind](path, asked)
    except (OSError, ValueError, KeyError):
        return ABSENT


def _names(path: Path, _asked: str) -> str:
    return content_hash(sorted(os.listdir(path)))  # noqa: PTH208 - names, not paths


def _there(path: Path, _asked: str) -> str:
    return "there" if path.is_file() else ABSENT


def package_entries(path: Path) -> list[dict[str, Any]]:
    """Resources of a datapackage, in its order. They belong to whoever asks next, too: not to be changed."""
    return _parsed_entries(path.read_text(encoding="utf-8"))


@lru_cache(maxsize=4)
def _parsed_entries(text: str) -> list[dict[str, Any]]:
    """Parsed once: a chapter asks many times, and the package of a year has thirty entries for each office."""
    entries: list[dict[str, Any]] = json.loads(text)["resources"]
    return entries


def _resource(path: Path, asked: str) -> str:
    """Entries of a datapackage: of one dataset of a unit ('pusat/skm'), or all of a unit ('pusat')."""
    unit, _, dataset = asked.partition("/")
    entries, main = package_entries(path), paths.main_unit()
    return content_hash(
        [entry for entry in entries if unit in ("", entry.get("unit", main)) and dataset in ("", entry["dataset"])]
    )


# Readers of other kinds of file add theirs: `project.yaml` adds "yaml".
VIEWS: dict[str, Callable[[Path, str], str]] = {
    "bytes": lambda path, _asked: file_hash(path),
    "names": _names,
    "there": _there,
    "resource": _resource,
}


def _writes(arguments: tuple[Any, ...]) -> bool:
    mode, flags = arguments[1], arguments[2]
    if isinstance(mode, str):
        return not mode.startswith("r") or "+" in mode
    return bool(isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR))
