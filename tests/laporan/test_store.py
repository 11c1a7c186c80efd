"""What is kept comes back as it was, or not at all."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from laporan.cache import store
from laporan.cache.digest import KnownDigest
from laporan.cache.store import AFRESH, DAY, Holding, Store
from laporan.writers.docx import pictures

CONTENT = b"\x89PNG isi"
PICTURES = Store("pictures")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A root with an empty cache."""
    monkeypatch.setenv("LAPORAN_ROOT", str(tmp_path))
    return tmp_path


@pytest.fixture
def place(project: Path) -> Path:
    """Where the one thing is kept."""
    PICTURES.write("kunci", CONTENT)
    return project / ".cache" / "laporan" / "pictures" / "kunci"


def test_it_comes_back_as_it_was(place: Path) -> None:
    assert place.is_file()
    assert PICTURES.read("kunci") == CONTENT
    assert PICTURES.read("lain") is None


def test_a_record_comes_back_as_it_was(project: Path) -> None:
    Store("digests").write_json("a.json", {"stamp": [1], "sha256": "x"})
    assert Store("digests").read_json("a.json", KnownDigest) == {"stamp": [1], "sha256": "x"}


@pytest.mark.parametrize("spoilt", [b"", b"x" * 40], ids=["empty", "other"])
def test_what_the_disk_has_spoilt_is_as_good_as_none(place: Path, spoilt: bytes) -> None:
    place.write_bytes(spoilt)
    assert PICTURES.read("kunci") is None


@pytest.mark.parametrize("spoilt", [b"", b"{", b"[1]", b"\xff"], ids=["empty", "half", "no mapping", "no text"])
def test_a_record_of_another_shape_is_as_good_as_none(place: Path, spoilt: bytes) -> None:
    place.write_bytes(spoilt)
    assert PICTURES.read_json("kunci", KnownDigest) is None


def test_who_builds_afresh_gets_nothing(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(AFRESH, "1")
    assert place.is_file()
    assert PICTURES.read("kunci") is None
    assert PICTURES.find("kunci") is None


def test_it_does_not_matter_that_it_cannot_be_kept(project: Path) -> None:
    (project / ".cache").write_text("bukan folder", encoding="utf-8")
    PICTURES.write("kunci", CONTENT)
    assert PICTURES.read("kunci") is None
    assert store.holdings() == [Holding(kind, 0, 0) for kind in store.KINDS]


def test_what_fails_half_way_leaves_what_was_there(place: Path) -> None:
    def fail() -> None:
        with PICTURES.writing("kunci") as made:
            made.write_bytes(b"setengah")
            raise OSError("disk penuh")

    with pytest.raises(OSError, match="disk penuh"):
        fail()
    assert PICTURES.read("kunci") == CONTENT
    assert [path.name for path in place.parent.iterdir()] == ["kunci"]


def test_a_kind_that_nobody_declared_is_refused() -> None:
    with pytest.raises(ValueError, match="lukisan"):
        Store("lukisan")


def test_holdings_say_what_there_is(place: Path) -> None:
    assert Holding("pictures", 1, place.stat().st_size) in store.holdings()


def age(path: Path, days: float) -> None:
    then = time.time() - days * DAY
    os.utime(path, (then, then))


def test_prune_removes_what_was_not_used_for_so_long_and_what_is_of_no_kind(place: Path) -> None:
    PICTURES.write("baru", CONTENT)
    foreign = store.folder() / "sidik" / "a.json"
    foreign.parent.mkdir()
    foreign.write_text("{}", encoding="utf-8")
    age(place, 40)
    removed = store.prune(30)
    assert removed.files == 2
    assert not place.exists()
    assert not foreign.parent.exists()
    assert PICTURES.read("baru") == CONTENT


def test_what_is_used_is_no_older_than_today(place: Path) -> None:
    age(place, 40)
    assert PICTURES.read("kunci") == CONTENT
    assert store.prune(30).files == 0


def drawing(colour: str) -> dict[str, str]:
    shape = f'<circle cx="5" cy="5" r="4" fill="{colour}"/><text x="1" y="9" font-size="4">{colour}</text>'
    return {"svg": f'<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10">{shape}</svg>'}


def test_a_drawing_is_painted_once_and_the_same_whatever_is_painted_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LAPORAN_ROOT", str(tmp_path))
    red, green, blue = (drawing(colour) for colour in ("red", "green", "blue"))
    asked: list[int] = []
    paint = pictures._painted
    monkeypatch.setattr(pictures, "_painted", lambda drawings: asked.append(len(drawings)) or paint(drawings))
    (alone,) = pictures.paint([green])  # type: ignore[list-item]
    together = pictures.paint([red, green, blue, red])  # type: ignore[list-item]
    assert asked == [1, 2]
    assert together[1] == alone
    assert together[0] == together[3]
    assert len({*together}) == 3
    monkeypatch.setenv(AFRESH, "1")
    assert pictures.paint([red, green, blue, red]) == together  # type: ignore[list-item]
    assert asked == [1, 2, 3]
