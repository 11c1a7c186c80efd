"""The library travels in every archive, so that what in it reads as somebody's number would keep all of them from leaving."""

from __future__ import annotations

from collections.abc import Iterator

from laporan.data.identifiers import identifiers
from laporan.release.gate import DIGEST, MACHINE_PATH
from laporan.release.passages import passages
from laporan.writers.crate.library import library


def caught() -> Iterator[str]:
    for name, held in library():
        content = held if isinstance(held, bytes) else held.read_bytes()
        if b"\0" in content:  # fonts
            continue
        for passage in passages(f"{name}.txt", content):
            said = DIGEST.sub("", passage.text)
            yield from (f"{passage.place}: {one}" for one in (*identifiers(said), *MACHINE_PATH.findall(said)))


def test_nothing_in_the_library_is_held_back_by_the_gate() -> None:
    assert list(caught()) == []
