"""A small project of one chapter, built once for the tests that ask a finished report."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TREE = "sections:\n  - id: bab-capaian\n    title: Capaian\n    sections:\n      - {id: pkt, notebook: pkt}\n"


@pytest.fixture(scope="module")
def small_project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The project with PKT as its only chapter, and its report of 2017 built; LAPORAN_ROOT names it."""
    from laporan.build import build
    from laporan.project import plan_report

    root = tmp_path_factory.mktemp("proyek")
    shutil.copytree(ROOT / "params", root / "params")
    for year in ("2016", "2017"):
        shutil.copytree(ROOT / "data" / "raw" / year, root / "data" / "raw" / year)
    (root / "notebooks").mkdir()
    shutil.copy(ROOT / "notebooks" / "pkt.ipynb", root / "notebooks")
    (root / "params" / "struktur.yml").write_text(TREE, encoding="utf-8")
    before = os.environ.get("LAPORAN_ROOT")
    os.environ["LAPORAN_ROOT"] = str(root)
    try:
        build([plan_report(2017)], 1, lambda _run: None)
        yield root
    finally:
        os.environ.pop("LAPORAN_ROOT")
        if before is not None:
            os.environ["LAPORAN_ROOT"] = before
