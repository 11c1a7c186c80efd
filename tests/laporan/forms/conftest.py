"""A project of two chapters and three offices, without data: 2018 is what they are asked for."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from ..projects import ROOT, chapter_file, copy_content, emptied

TREE = """sections:
  - id: bab-pelayanan
    title: Pelayanan
    sections: [{id: pkt, notebook: pkt}, {id: pengaduan, notebook: pengaduan}]
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The project; LAPORAN_ROOT names it."""
    root = tmp_path_factory.mktemp("formulir")
    (root / "params").mkdir()
    for name in ("2018.yml", "units.yml", "holidays.yml", "methods.yml", "answer_words.yml", "regulations"):
        place = ROOT / "params" / name
        (shutil.copytree if place.is_dir() else shutil.copy)(place, root / "params" / name)
    (root / "params" / "struktur.yml").write_text(TREE, encoding="utf-8")
    copy_content(root)
    (root / "notebooks").mkdir()
    for name in ("pkt", "pengaduan"):
        shutil.copy(chapter_file(name), root / "notebooks" / f"{name}.ipynb")
    (root / "data" / "raw").mkdir(parents=True)
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("LAPORAN_ROOT", str(root))
        yield root


@pytest.fixture
def year_2018(project: Path) -> Iterator[Path]:
    """The folder of the data of 2018, empty before and after."""
    yield from emptied(project / "data" / "raw" / "2018")
