"""What takes long to make, kept as bytes under the hash of all that it follows from."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path

from analysis import paths
from analysis.hashes import AFRESH
from laporan.plan import CACHE

DIGEST = hashlib.sha256().digest_size


def recall(kind: str, key: str) -> bytes | None:
    """What was kept, or None; what the disk has spoilt is as good as none."""
    if os.environ.get(AFRESH):
        return None
    try:
        kept = _place(kind, key).read_bytes()
    except OSError:
        return None
    return kept[DIGEST:] if hashlib.sha256(kept[DIGEST:]).digest() == kept[:DIGEST] else None


def keep(kind: str, key: str, content: bytes) -> None:
    """Keep it, whole or not at all; not being able to is no fault."""
    place = _place(kind, key)
    made = place.with_suffix(f".{os.getpid()}")
    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        made.write_bytes(hashlib.sha256(content).digest() + content)
        made.replace(place)


def _place(kind: str, key: str) -> Path:
    return paths.root() / CACHE / kind / key
