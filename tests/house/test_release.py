"""A release: the same bytes from the same commit, with its papers; none where the version is not told."""

from __future__ import annotations

import hashlib
import importlib
import json
import tarfile
from pathlib import Path
from typing import Any

import pytest

CHANGELOG = """# Changelog

## [Unreleased] — 0.3.0

- to come

## [0.2.0] — 2026-11-29

### Added

- a thing

## [0.1.0] — 2026-01-02

- all of it
"""


@pytest.fixture(scope="module")
def release() -> Any:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(Path(__file__).resolve().parents[2] / "tools"))
        return importlib.import_module("release")


@pytest.fixture(scope="module")
def made(release: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is built of the tree as it is, on a day of long ago."""
    folder = tmp_path_factory.mktemp("rilis")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1577836800")
        release.build(folder)
        release.add_papers(folder, "- a thing\n")
    return folder


@pytest.mark.parametrize(
    ("version", "notes"),
    [("0.2.0", "### Added\n\n- a thing\n"), ("0.1.0", "- all of it\n")],
    ids=["between", "last"],
)
def test_the_notes_are_the_section_of_the_version(release: Any, version: str, notes: str) -> None:
    assert release.notes_of(version, CHANGELOG) == notes


@pytest.mark.parametrize("version", ["0.3.0", "0.2", "9.9.9"], ids=["without a date", "of another", "of none"])
def test_a_version_that_is_not_told_is_not_released(release: Any, version: str) -> None:
    with pytest.raises(release.ReleaseError, match="version and date"):
        release.notes_of(version, CHANGELOG)


def test_what_is_not_committed_is_not_released(release: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(release, "git", lambda *_words: " M src/laporan/core/paths.py")
    with pytest.raises(release.ReleaseError, match=r"core/paths\.py"):
        release.require_committed()
    monkeypatch.setattr(release, "git", lambda *_words: "")
    release.require_committed()


def test_the_sdist_makes_the_same_wheel_and_carries_no_agency(release: Any, made: Path, tmp_path: Path) -> None:
    (sdist,), (wheel,) = made.glob("*.tar.gz"), made.glob("*.whl")
    with tarfile.open(sdist) as archive:
        assert not [name for name in archive.getnames() if "analysis" in name.split("/") or "/data/raw" in name]
        archive.extractall(tmp_path, filter="data")
    (source,) = tmp_path.iterdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1577836800")
        release.build(tmp_path / "lagi", source)
    assert (tmp_path / "lagi" / wheel.name).read_bytes() == wheel.read_bytes()


def test_the_checksums_are_of_all_that_stands_beside_them(release: Any, made: Path) -> None:
    told = dict(reversed(line.split("  ")) for line in (made / release.SUMS).read_text(encoding="utf-8").splitlines())
    there = {path.name for path in made.iterdir()} - {release.SUMS, ".gitignore"}
    assert set(told) == there
    assert {Path(name).suffix for name in there} == {".whl", ".gz", ".json", ".md"}
    assert {name: hashlib.sha256((made / name).read_bytes()).hexdigest() for name in there} == told
    (bill,) = made.glob("*.cdx.json")
    assert json.loads(bill.read_text(encoding="utf-8"))["bomFormat"] == "CycloneDX"
