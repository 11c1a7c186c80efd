"""What a chapter read, and what it looked for and did not find: so that a later build can tell whether
running it again could give anything else.

While a chapter runs, every file that Python or SQLite opens is noted with its content's hash, and every
folder that is listed with its names; `note` is for readers that use only part of a file, so that a change
in the rest of it does not count. Whatever lets a chapter read past Python (another program, the network, a C
library) is noted as such: see `unseen_reads`. Notes go, one JSON a line, to the file that LAPORAN_READINGS names;
without it nothing is noted.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from functools import lru_cache, wraps
from inspect import currentframe
from pathlib import Path
from types import FrameType
from typing import Any, ParamSpec, TypeVar

from laporan.cache.digest import ABSENT, content_hash
from laporan.cache.digest import file_hash_if_there as file_hash
from laporan.cache.read_scope import READS, ReadScope, is_called_by_import, is_importing, normal
from laporan.cache.unseen_reads import EVENTS, unseen_by
from laporan.core import paths
from laporan.core.errors import ProjectError
from laporan.core.places import resolved

NOTES = "LAPORAN_READINGS"
CODE = (".py", ".pyc", ".so", ".pyd")  # followed by the graph of imports
HEARD = READS.keys() | EVENTS.keys()  # to ask for a frame is an event as well
# Views of what is no file: a module that was found by its name, the report that was opened, what could not be seen.
NO_FILES = MODULE, REPORT, UNSEEN = "module", "report", "unseen"
Asked = ParamSpec("Asked")
Kept = TypeVar("Kept")
# What was read: the path from the project's folder on, the view, the hash of the file, the hash of what was seen of it.
Note = tuple[str, str, str, str]
OF_BYTES = ("bytes", "yaml", "resource", "params")  # views that show the same as long as the file's bytes are the same


class _Recorder:
    """The notes of this process. It listens at most once: Python's audit hooks can't be taken back."""

    def __init__(self) -> None:
        self.listening = False
        self.known: set[tuple[str, Path, str, str | None]] = set()
        self.made: set[str] = set()  # files that this process itself made: what is in them follows from the rest

    def listen(self, of_chapter: bool) -> None:
        if not self.listening and os.environ.get(NOTES):
            self.listening, self.of_chapter = True, of_chapter
            self.scope = ReadScope.of_project()
            sys.addaudithook(self.hear)

    def hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event not in HEARD or _SILENT.get() or not os.environ.get(NOTES):
            return
        frame = currentframe()
        caller = frame.f_back if frame else None
        if event in READS:
            view, named = READS[event](arguments, self.made)
            for name in map(normal, named):
                if name not in self.made and self.counts(name, view, caller):
                    with noting_aside():
                        self.note(Path(name), view)
        elif self.of_chapter and (why := unseen_by(event, arguments, caller)):
            with noting_aside():
                self.note(paths.root(), UNSEEN, why)

    def counts(self, name: str, view: str, caller: FrameType | None) -> bool:
        if is_called_by_import(caller) and (view == "names" or name.endswith(CODE)):
            return False
        if self.scope.follows(name):
            return True
        return self.of_chapter and self.scope.follows_outside(name) and not is_importing(caller)

    def note(self, path: Path, view: str, content: str | None = None, whole: str | None = None) -> None:
        place = os.environ.get(NOTES)
        if not self.listening or not place or (place, path, view, content) in self.known:
            return
        self.known.add((place, path, view, content))
        seen = view_hash(path, view) if content is None else content
        whole = file_hash(path) if whole is None else whole
        with Path(place).open("a", encoding="utf-8") as notes:
            notes.write(json.dumps([_named(path), view, whole, seen]) + "\n")


_RECORDER = _Recorder()
_FORGOTTEN: list[Callable[[], None]] = []
_SILENT = ContextVar("_SILENT", default=False)
_HEARERS: ContextVar[tuple[list[Note], ...]] = ContextVar("_HEARERS", default=())


def begin(*, of_chapter: bool = True) -> None:
    """Note from now on what this process reads, where LAPORAN_READINGS says to.

    Parameters
    ----------
    of_chapter : bool, default True
        Whether it runs a chapter, whose author may read anything: then files outside the project count as well, and
        so does what lets it read what we can't see. Else it runs code of ours alone.
    """
    _RECORDER.listen(of_chapter)


@contextmanager
def noting_aside() -> Iterator[None]:
    """What this thread reads inside is not noted."""
    before = _SILENT.set(True)
    try:
        yield
    finally:
        _SILENT.reset(before)


@contextmanager
def noting_also() -> Iterator[list[Note]]:
    """What this thread notes inside, for whoever keeps what is made there: see `note_again`."""
    heard: list[Note] = []
    before = _HEARERS.set((*_HEARERS.get(), heard))
    try:
        yield heard
    finally:
        _HEARERS.reset(before)


def is_noting() -> bool:
    """Whether anybody wants to know what is read now."""
    return not _SILENT.get() and bool(_RECORDER.listening or _HEARERS.get())


def note(path: Path, view: str, seen: str | None = None, whole: str | None = None) -> None:
    """`view` of the file was used, one of VIEWS with what it asks for after a colon, as 'resource:pusat/skm'.

    Parameters
    ----------
    path : Path
        The file.
    view : str
    seen : str, optional
        The hash of what was seen of it, where whoever asks has it already.
    whole : str, optional
        The hash of the file when it was read, where that is not now.
    """
    if is_noting():
        with noting_aside():
            if hearers := _HEARERS.get():
                whole = file_hash(path) if whole is None else whole
                seen = view_hash(path, view) if seen is None else seen
                name = _named(path)
                for heard in hearers:
                    heard.append((name, view, whole, seen))
            _RECORDER.note(path, view, seen, whole)


def _named(path: Path) -> str:
    place, top = resolved(path), paths.root()
    return paths.named(place, top) if place.is_relative_to(top) else str(path)


def noting_cache(function: Callable[Asked, Kept]) -> Callable[Asked, Kept]:
    """Keep what a function returns, as `functools.cache` does, project by project.

    Whoever gets it again notes what was read to make it.
    """
    kept: dict[Any, tuple[Kept, list[Note]]] = {}
    told: set[tuple[Any, str | None]] = set()  # asked thousands of times: once is enough for who writes it down

    @wraps(function)
    def ask(*arguments: Asked.args, **named: Asked.kwargs) -> Kept:
        key = (_project(), arguments, *sorted(named.items()))
        if key in kept:
            made, noted = kept[key]
            if is_noting() and (_HEARERS.get() or (key, os.environ.get(NOTES)) not in told):
                note_again(noted)
                told.add((key, os.environ.get(NOTES)))
            return made
        with noting_also() as heard:
            made = function(*arguments, **named)
        kept[key] = made, sorted(set(heard))
        return made

    _FORGOTTEN.append(kept.clear)
    ask.cache_clear = kept.clear  # type: ignore[attr-defined] # as of `functools.cache`: whoever clears those clears it
    return ask


def _project() -> Path | None:
    with suppress(ProjectError):
        return paths.root()
    return None


def forget() -> None:
    """Nothing is kept any more of what `noting_cache` kept, for a process that goes on when files have changed."""
    for clear in _FORGOTTEN:
        clear()


def note_again(noted: Sequence[Note]) -> None:
    """What was read to make something that was kept."""
    if is_noting():
        with noting_aside():
            for heard in _HEARERS.get():
                heard.extend(noted)
            for name, view, whole, seen in noted:
                _RECORDER.note(paths.root() / name, view, seen, whole)


def holds(
    noted: Note,
    hash_of: Callable[[Path], str] = file_hash,
    seen_of: Callable[[Path, str], str] | None = None,
) -> bool:
    """Whether what was noted would be seen again.

    Parameters
    ----------
    noted : Note
    hash_of, seen_of : callable, optional
        The hash of a file, and of what a view shows, for whoever knows many.
    """
    name, view, whole, seen = noted
    if view in NO_FILES:  # a module's code is followed by itself
        return True
    path = paths.root() / name
    with noting_aside():
        if view.partition(":")[0] in OF_BYTES and hash_of(path) == whole:
            return True
        return (seen_of or view_hash)(path, view) == seen


def note_code(module: str) -> None:
    """The module was found by its name, where no import statement shows it."""
    note(paths.content(), MODULE, module)


def note_report(year: int, unit: str) -> None:
    """The report of this year and unit was opened."""
    _RECORDER.note(paths.root(), REPORT, f"{year}/{unit}")


def is_there(path: Path) -> bool:
    """`path.is_file()`, noted: an answer that may change."""
    found = path.is_file()
    note(path, "there")
    return found


def last_written(path: Path) -> int:
    """When a file last changed, for a process that keeps what it says; 0 where there is none. Either is noted."""
    return path.stat().st_mtime_ns if is_there(path) else 0


def view_hash(path: Path, view: str) -> str:
    """The hash of what a view shows of a file or folder as it is now; '' where it can't be seen."""
    kind, _, asked = view.partition(":")
    try:
        return VIEWS[kind](path, asked)
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return ABSENT  # a file of another shape: whoever reads it says what is wrong


def _names(path: Path, _asked: str) -> str:
    return content_hash(sorted(os.listdir(path)))  # noqa: PTH208 - names, not paths


def _there(path: Path, _asked: str) -> str:
    return "there" if path.is_file() else ABSENT


def package_entries(path: Path) -> list[dict[str, Any]]:
    """Resources of a datapackage, in its order. They belong to whoever asks next, too: not to be changed."""
    return _parsed_entries(path.read_text(encoding="utf-8-sig"))


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
