"""Hashes of files; those of large ones are remembered as long as nothing can have changed the file.

A file of half a gigabyte takes a second to hash, and every chapter asks. What is remembered goes by size, times
and inode. As git has it, a file that was written within the clock's last tick is not trusted: another write in
the same tick would leave no trace.
"""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from pathlib import Path

from analysis import paths

AFRESH = "LAPORAN_AFRESH"  # set where it matters that the raw files themselves are read
FOLDER = Path(".cache") / "laporan" / "sidik"
LARGE = 8_000_000  # bytes; below it hashing is as quick as looking up
TICK = 2_000_000_000  # nanoseconds: the coarsest clock of a file system


def file_hash(path: Path) -> str:
    """SHA-256 of a file's bytes. OSError where it can't be read."""
    stamp = _stamp(path)
    if stamp[0] < LARGE or os.environ.get(AFRESH):
        return _hashed(path)
    place = paths.root() / FOLDER / f"{hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:32]}.json"
    return _recalled(place, stamp) or _remembered(path, stamp, place)


def _stamp(path: Path) -> list[int]:
    """Size, times and place of a file: the time of change can't be set back, as that of modification can."""
    found = path.stat()
    return [found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino, found.st_dev]


def _hashed(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _recalled(place: Path, stamp: list[int]) -> str | None:
    try:
        known = json.loads(place.read_text(encoding="utf-8"))
        return str(known["sha256"]) if known["stamp"] == stamp else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _remembered(path: Path, stamp: list[int], place: Path) -> str:
    """The hash, computed; kept if the file was at rest when that began, by the file system's own clock."""
    made = place.with_suffix(f".{os.getpid()}")
    began = _touched(made)
    found = _hashed(path)
    with suppress(OSError):  # nowhere to keep it
        if began - max(stamp[1:3]) > TICK and _stamp(path) == stamp:
            made.write_text(json.dumps({"stamp": stamp, "sha256": found}), encoding="utf-8")
            made.replace(place)
        made.unlink(missing_ok=True)
    return found


def _touched(made: Path) -> int:
    """A new file's time, in nanoseconds; 0 where none can be made."""
    try:
        made.parent.mkdir(parents=True, exist_ok=True)
        made.touch()
        return made.stat().st_mtime_ns
    except OSError:
        return 0
