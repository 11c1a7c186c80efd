"""Finished reports to ask: a small one of one chapter, and the whole ones, built once for all tests."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock

from .projects import TREE, WHOLE_REPORTS, copy_project, run_laporan


@pytest.fixture(scope="module")
def small_project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The project with PKT as its only chapter, and its report of 2017 built; LAPORAN_ROOT names it."""
    root = copy_project(tmp_path_factory.mktemp("proyek"), "pkt", years=("2016", "2017"))
    (root / "params" / "struktur.yml").write_text(TREE, encoding="utf-8")
    run = run_laporan(root, "build", "2017")
    assert run.returncode == 0, run.stderr
    before = os.environ.get("LAPORAN_ROOT")
    os.environ["LAPORAN_ROOT"] = str(root)
    yield root
    os.environ.pop("LAPORAN_ROOT")
    if before is not None:
        os.environ["LAPORAN_ROOT"] = before


@pytest.fixture(scope="session")
def whole_reports(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A project whose reports of three years and one regional office were built, by one of the workers."""
    shared = tmp_path_factory.getbasetemp().parent if worker_id != "master" else tmp_path_factory.getbasetemp()
    root = shared / "laporan-utuh"
    with FileLock(shared / "laporan-utuh.lock"):
        if not (root / "selesai").is_file():
            root.mkdir()
            copy_project(root)
            for year, unit in WHOLE_REPORTS:
                run = run_laporan(root, "build", str(year), "--unit", unit)
                assert run.returncode == 0, run.stderr
                (root / f"{year}-{unit}.txt").write_text(run.stdout + run.stderr, encoding="utf-8")
            (root / "selesai").touch()
    return root


@pytest.fixture
def report_2017(whole_reports: Path) -> Path:
    """The folder of the 2017 report."""
    return whole_reports / "outputs" / "2017" / "pusat"
