"""New files take the places of old ones together: on an error, or when the process is killed, the old ones come back.

One command at a time changes a folder. A journal in it says what is under way; whoever opens the folder next, and finds
one, waits until the change is done, and puts back what was there where it never will be.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from laporan.core import paths
from laporan.core.errors import BusyError

NEW, OLD = ".baru", ".lama"
JOURNAL = ".impor.json"
PATIENCE = 60  # seconds: a change takes few, whatever is imported, as sources are read before it


@contextmanager
def changing(folder: Path) -> Iterator[None]:
    """Nobody else changes the folder meanwhile; what a killed change left is put back first.

    Parameters
    ----------
    folder : Path
        A year's folder of raw data. It may not be there yet.

    Raises
    ------
    BusyError
        Where another command is at it for longer than a change takes.
    """
    from filelock import FileLock, Timeout  # only who changes something waits for it

    place = paths.root() / ".cache" / f"{folder.name}.lock"
    place.parent.mkdir(exist_ok=True)
    lock = FileLock(place, timeout=PATIENCE, is_singleton=True)  # which its own process may take again
    try:
        lock.acquire()
    except Timeout:
        raise BusyError(
            f"{paths.relative(folder)}: sedang diubah perintah lain; tidak ada yang ditulis. "
            "Ulangi setelah perintah itu selesai"
        ) from None
    try:
        _restore(folder)
        yield
    finally:
        lock.release()


def settle(folder: Path) -> None:
    """Wait for a change that is under way; of one that was killed, put back what was there before.

    Parameters
    ----------
    folder : Path
        That is to be read.
    """
    if (folder / JOURNAL).is_file():
        with changing(folder):
            pass


class FileExchange:
    """Files of one folder that change together, while nobody else is `changing` it.

    Parameters
    ----------
    folder : Path
        Where they are, or below it.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._places: dict[Path, bool] = {}

    def __enter__(self) -> FileExchange:
        return self

    def new(self, place: Path) -> Path:
        """Where the new file of a place is to be written."""
        self._places[place] = True
        return _beside(place, NEW)

    def gone(self, place: Path) -> None:
        """There is no such file any more."""
        self._places[place] = False

    def __exit__(self, kind: type[BaseException] | None, *_error: object) -> None:
        try:
            if kind is None:
                self._exchange()
        except BaseException:
            _restore(self._folder)
            raise
        finally:
            for place in self._places:
                _beside(place, NEW).unlink(missing_ok=True)

    def _exchange(self) -> None:
        for place in self._places:
            if place.is_file():
                shutil.copy2(place, _beside(place, OLD))
        told = {place.relative_to(self._folder).as_posix(): place.is_file() for place in self._places}
        journal = self._folder / JOURNAL
        _beside(journal, NEW).write_text(json.dumps(told), encoding="utf-8")
        _beside(journal, NEW).replace(journal)
        for place, comes in self._places.items():
            if comes:
                _beside(place, NEW).replace(place)
            else:
                place.unlink(missing_ok=True)
        journal.unlink()
        for place in self._places:
            _beside(place, OLD).unlink(missing_ok=True)


def _restore(folder: Path) -> None:
    """Put back what was there before an exchange that did not come to its end."""
    journal = folder / JOURNAL
    if not journal.is_file():
        return
    for name, was_there in json.loads(journal.read_text(encoding="utf-8")).items():
        place = folder / name
        if not was_there:
            place.unlink(missing_ok=True)
        elif _beside(place, OLD).is_file():
            _beside(place, OLD).replace(place)
        _beside(place, NEW).unlink(missing_ok=True)
    journal.unlink()


def _beside(place: Path, suffix: str) -> Path:
    return place.with_name(place.name + suffix)
