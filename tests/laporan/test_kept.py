"""What is kept comes back as it was, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.hashes import AFRESH
from laporan.kept import keep, recall
from laporan.plan import CACHE
from laporan.writers.docx import pictures

CONTENT = b"\x89PNG isi"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the one thing is kept."""
    monkeypatch.setenv("LAPORAN_ROOT", str(tmp_path))
    keep("coba", "kunci", CONTENT)
    return tmp_path / CACHE / "coba" / "kunci"


def test_it_comes_back_as_it_was(place: Path) -> None:
    assert place.is_file()
    assert recall("coba", "kunci") == CONTENT
    assert recall("coba", "lain") is None


@pytest.mark.parametrize("spoilt", [b"", b"x" * 40], ids=["empty", "other"])
def test_what_the_disk_has_spoilt_is_as_good_as_none(place: Path, spoilt: bytes) -> None:
    place.write_bytes(spoilt)
    assert recall("coba", "kunci") is None


def test_who_builds_afresh_gets_nothing(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(AFRESH, "1")
    assert place.is_file()
    assert recall("coba", "kunci") is None


def test_it_does_not_matter_that_it_cannot_be_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".cache").write_text("bukan folder", encoding="utf-8")
    monkeypatch.setenv("LAPORAN_ROOT", str(tmp_path))
    keep("coba", "kunci", CONTENT)
    assert recall("coba", "kunci") is None


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
