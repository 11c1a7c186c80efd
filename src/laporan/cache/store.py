"""Where things are kept that would take long to make again: `.cache/laporan/<kind>/<key>` in the project.

Whatever is kept here can be deleted at any time. It is written whole or not at all, as other processes read and
write at the same moment; that it can't be written (a full disk, a read-only folder) is no fault. What can't be read,
or is not what was written, is thrown away with a line and made again. Where `LAPORAN_AFRESH` is set, nothing that is
kept is found.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from laporan.cache.shape import fits
from laporan.core import paths

LOG = logging.getLogger(__name__)  # the command line prints it; what a chapter's process finds is no part of its output
LOG.addHandler(logging.NullHandler())
LOG.propagate = False
Record = TypeVar("Record", bound=Mapping[str, Any])
AFRESH = "LAPORAN_AFRESH"  # set where it matters that everything is made from the raw files
FOLDER = Path(".cache") / "laporan"
DIGEST = hashlib.sha256().digest_size
DAY = 86_400  # seconds
# Every kind, and what it holds, for people; a `Store` of another kind is refused.
KINDS = {
    "chapters": "bab yang sudah dijalankan",
    "commands": "perintah yang tidak mengubah apa pun",
    "data": "tabel yang sudah diperiksa",
    "digests": "sidik berkas besar",
    "imports": "apa yang diimpor setiap modul",
    "ledgers": "angka laporan untuk portal",
    "pictures": "gambar untuk Word",
    "reports": "laporan yang sudah disusun",
    "rows": "baris data yang dibawa halaman",
}


@dataclass(frozen=True)
class Store:
    """The kept things of one kind, each under a key that may hold slashes.

    Parameters
    ----------
    kind : str
        One of `KINDS`.
    """

    kind: str

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"unknown kind {self.kind!r}: add it to KINDS")

    @property
    def folder(self) -> Path:
        return folder() / self.kind

    def path(self, key: str) -> Path:
        """Where the thing is, or would be."""
        return self.folder / key

    def find(self, key: str) -> Path | None:
        """The file kept under the key, noted as used; None where there is none."""
        place = self.path(key)
        if os.environ.get(AFRESH):
            return None
        with suppress(OSError):
            if place.is_file():
                _touch(place)
                return place
            if place.is_dir():
                self.throw_away(key)
        return None

    def throw_away(self, key: str) -> None:
        """Remove what is not what was kept, and say so; it is made again."""
        place = self.path(key)
        with suppress(OSError):
            shutil.rmtree(place) if place.is_dir() else place.unlink()
        LOG.warning("simpanan %s/%s rusak atau dari versi lain: dibuang, dibuat lagi", self.kind, key)

    def read(self, key: str) -> bytes | None:
        """What `write` kept, or None; what the disk has spoilt is thrown away."""
        if (found := self.find(key)) is None:
            return None
        try:
            kept = found.read_bytes()
        except FileNotFoundError:  # gone since it was found
            return None
        except (OSError, MemoryError):
            kept = b""
        if len(kept) >= DIGEST and hashlib.sha256(kept[DIGEST:]).digest() == kept[:DIGEST]:
            return kept[DIGEST:]
        self.throw_away(key)
        return None

    def write(self, key: str, content: bytes) -> None:
        """Keep bytes, with their digest."""
        self._put(key, hashlib.sha256(content).digest() + content)

    def read_json(self, key: str, shape: type[Record]) -> Record | None:
        """The mapping that `write_json` kept, or None; one of another shape is thrown away.

        Parameters
        ----------
        key : str
        shape : TypedDict
            What it must be, through and through (`cache.shape`).
        """
        if (kept := self.read(key)) is None:
            return None
        with suppress(ValueError, RecursionError):
            record: Record = json.loads(kept)
            if fits(record, shape):
                return record
        self.throw_away(key)
        return None

    def write_json(self, key: str, record: Mapping[str, Any]) -> None:
        """Keep a mapping as JSON, with its digest."""
        self.write(key, json.dumps(record).encode())

    def copy_in(self, key: str, file: Path) -> None:
        """Keep a copy of a file as it is."""
        with suppress(OSError), self.writing(key) as made:
            shutil.copyfile(file, made)

    @contextmanager
    def writing(self, key: str) -> Iterator[Path]:
        """A path to write to; what stands there at the end of the `with` is kept, if anything does.

        Raises
        ------
        OSError
            Where nothing can be written.
        """
        place = self.path(key)
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".", suffix=place.suffix, dir=place.parent)
        os.close(handle)
        made = Path(name)
        made.unlink()
        try:
            yield made
            if made.is_file():
                if place.is_dir():
                    shutil.rmtree(place)
                made.replace(place)
        finally:
            made.unlink(missing_ok=True)

    def _put(self, key: str, content: bytes) -> None:
        with suppress(OSError), self.writing(key) as made:
            made.write_bytes(content)


@dataclass(frozen=True)
class Holding:
    """What the cache has of one kind: how many files, and their bytes together."""

    kind: str
    files: int
    size: int


def folder() -> Path:
    """The cache's folder in the project."""
    return paths.root() / FOLDER


def holdings() -> list[Holding]:
    """What the cache holds now, by kind; what is of no kind of today, by an older version, is listed by its name."""
    found = {kind: Holding(kind, 0, 0) for kind in KINDS}
    for top in sorted(folder().iterdir()) if folder().is_dir() else ():
        sizes = [size for _path, size, _used in _files(top)]
        found[top.name] = Holding(top.name, len(sizes), sum(sizes))
    return list(found.values())


def prune(days: float) -> Holding:
    """Remove what was not used for so many days, and what no version of today would look for.

    Returns
    -------
    Holding
        What was removed, all kinds together.
    """
    now, files, removed = time.time(), 0, 0
    oldest = now - days * DAY
    for top in list(folder().iterdir()) if folder().is_dir() else ():
        for path, size, used in _files(top):
            if top.name not in KINDS or used < oldest or used > now + DAY:  # a clock was wrong
                path.unlink(missing_ok=True)
                files, removed = files + 1, removed + size
        _remove_empty(top)
    return Holding("", files, removed)


def _files(top: Path) -> list[tuple[Path, int, float]]:
    """Files at or below a place: path, bytes, when each was last used."""
    found = []
    for path in [top] if top.is_file() else top.rglob("*"):
        with suppress(OSError):  # gone meanwhile
            state = path.stat()
            if path.is_file():
                found.append((path, state.st_size, state.st_mtime))
    return found


def _remove_empty(top: Path) -> None:
    if not top.is_dir():
        return
    for below in sorted((path for path in top.rglob("*") if path.is_dir()), reverse=True):
        with suppress(OSError):
            below.rmdir()
    with suppress(OSError):
        top.rmdir()


def _touch(place: Path) -> None:
    """Used now; said once a day, as file systems do it with their own times of access."""
    with suppress(OSError):
        if abs(time.time() - place.stat().st_mtime) > DAY:
            os.utime(place)
