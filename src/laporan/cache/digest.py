"""Hashes of files and of plain data. Those of large files are remembered as long as nothing can have changed the file.

A file of half a gigabyte takes a second to hash, and every chapter asks. What is remembered goes by size, times
and inode. As git has it, a file that was written within the clock's last tick is not trusted: another write in
the same tick would leave no trace.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import stat
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TypedDict

from laporan.cache.store import AFRESH, Store

LARGE = 8_000_000  # bytes; below it hashing is as quick as looking up
TICK = 2_000_000_000  # nanoseconds: the coarsest clock of a file system
ABSENT = ""  # stands for the hash of what is not there
DIGESTS = Store("digests")


class KnownDigest(TypedDict):
    """The hash of a large file that had these size, times and place."""

    stamp: list[int]
    sha256: str


def file_hash(path: Path) -> str:
    """SHA-256 of a file's bytes.

    Raises
    ------
    OSError
        Where the file can't be read.
    """
    stamp = _stamp(path)
    if stamp[0] < LARGE or os.environ.get(AFRESH):
        return _hashed(path)
    key = f"{hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:32]}.json"
    known = DIGESTS.read_json(key, KnownDigest)
    if known and known["stamp"] == stamp:
        return known["sha256"]
    return _remembered(path, stamp, key)


def file_hash_if_there(path: Path) -> str:
    """SHA-256 of a file's bytes; `ABSENT` for no file."""
    try:
        return file_hash(path)
    except OSError:
        return ABSENT


def content_hash(content: object) -> str:
    """SHA-256 of plain data, whatever the order of its keys."""
    return hashlib.sha256(json.dumps(content, sort_keys=True, default=str).encode()).hexdigest()


def tree_hash(trees: Iterable[Path]) -> str:
    """One hash of every file below the folders, by its path and content, but for caches."""
    found = ((tree, path) for tree in trees for path in files_below(tree))
    return content_hash([[path.relative_to(tree).as_posix(), file_hash_if_there(path)] for tree, path in sorted(found)])


def files_below(tree: Path) -> list[Path]:
    """Files below a folder, but for caches and what is hidden."""
    found = []
    for folder, below, names in os.walk(tree):
        below[:] = [name for name in below if not name.startswith((".", "__pycache__"))]
        found += [Path(folder, name) for name in names if not name.startswith(".")]
    return found


def _stamp(path: Path) -> list[int]:
    """Size, times and place of a file: the time of change can't be set back, as that of modification can."""
    found = path.stat()
    if not stat.S_ISREG(found.st_mode):  # a pipe or a device may have no end
        raise OSError(errno.EINVAL, "not a file", str(path))
    return [found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino, found.st_dev]


def _hashed(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _remembered(path: Path, stamp: list[int], key: str) -> str:
    """The hash, computed; kept if the file was at rest when that began, by the file system's own clock."""
    began = _file_system_time()
    found = _hashed(path)
    with suppress(OSError):
        if began - max(stamp[1:3]) > TICK and _stamp(path) == stamp:
            DIGESTS.write_json(key, {"stamp": stamp, "sha256": found})
    return found


def _file_system_time() -> int:
    """A new file's time, in nanoseconds; 0 where none can be made."""
    try:
        DIGESTS.folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=DIGESTS.folder) as made:
            return os.fstat(made.fileno()).st_mtime_ns
    except OSError:
        return 0
