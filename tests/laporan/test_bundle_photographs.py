"""Photographs in the archive for third parties: those that may be handed on, without what a camera noted."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from laporan.core import paths
from laporan.project.outline import plan_report
from laporan.writers.crate.raw_data import needed_data

from .projects import copy_project, edit_params

NAME = "data/raw/2017/foto/gedung-pusat.jpg"
CAPTION = "    caption: Kantor Pusat BKN di Jakarta.\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose photograph may be handed on."""
    root = copy_project(tmp_path, years=("2016", "2017"))
    edit_params(root, CAPTION, f"{CAPTION}    licence: CC-BY-4.0\n")
    monkeypatch.setenv(paths.ROOT, str(root))
    (root / NAME).parent.mkdir()
    return root


def take(place: Path, **noted: str) -> None:
    exif = Image.Exif()
    for tag, words in noted.items():
        exif[{"owner": 0x013B}[tag]] = words
    Image.new("RGB", (16, 16), "teal").save(place, exif=exif)


def test_a_photograph_with_a_licence_travels(project: Path) -> None:
    take(project / NAME)
    assert needed_data(plan_report(2017), [NAME])[NAME] == (("CC-BY-4.0", ""),)


@pytest.mark.hostile("person")
def test_what_a_camera_noted_stays_at_home_with_its_photograph(project: Path) -> None:
    take(project / NAME, owner="Siti Aminah")
    assert needed_data(plan_report(2017), [NAME])[NAME] is None


def test_a_photograph_whose_licence_nobody_settled_stays(project: Path) -> None:
    edit_params(project, "    licence: CC-BY-4.0\n", "")
    take(project / NAME)
    assert needed_data(plan_report(2017), [NAME])[NAME] is None


@pytest.mark.hostile("person")
def test_a_link_out_of_the_data_stays(project: Path, tmp_path: Path) -> None:
    take(elsewhere := tmp_path / "lain.jpg")
    (project / NAME).symlink_to(elsewhere)
    assert needed_data(plan_report(2017), [NAME])[NAME] is None


def test_one_that_no_chapter_shows_does_not_travel(project: Path) -> None:
    take(project / NAME)
    assert NAME not in needed_data(plan_report(2017), [])
