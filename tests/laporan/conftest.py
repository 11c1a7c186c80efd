"""Finished reports to ask: a small one of one chapter, and the whole ones, each built once for all tests."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from filelock import FileLock

from .projects import TREE, WHOLE_REPORTS, copy_project, final_project, run_laporan
from .publishing import add_signature, build_final


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder that all workers of this run share."""
    return tmp_path_factory.getbasetemp().parent if worker_id != "master" else tmp_path_factory.getbasetemp()


@pytest.fixture(scope="session")
def built_small_project(shared: Path) -> Path:
    """The project with PKT and its data as its only chapter, and its report of 2017 built, by one of the workers: to be copied."""

    def build(root: Path) -> None:
        copy_project(root, "pkt", years=("2016", "2017"), datasets={"pkt"})
        (root / "params" / "struktur.yml").write_text(TREE, encoding="utf-8")
        run = run_laporan(root, "build", "2017")
        assert run.returncode == 0, run.stderr

    return once(shared / "laporan-kecil", build)


@pytest.fixture(scope="session")
def built_final_project(shared: Path) -> Path:
    """A project of one chapter whose report of 2017 was built to be signed: to be copied."""

    def build(root: Path) -> None:
        final_project(root)
        add_signature(root)
        build_final(root)

    return once(shared / "laporan-final", build)


@pytest.fixture(scope="module")
def small_project(built_small_project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A copy of the small project for one module; LAPORAN_ROOT names it."""
    root = tmp_path_factory.mktemp("proyek") / "kecil"
    shutil.copytree(built_small_project, root, symlinks=True)
    before = os.environ.get("LAPORAN_ROOT")
    os.environ["LAPORAN_ROOT"] = str(root)
    yield root
    os.environ.pop("LAPORAN_ROOT")
    if before is not None:
        os.environ["LAPORAN_ROOT"] = before


@pytest.fixture(scope="session")
def whole_reports(shared: Path) -> Path:
    """A project whose reports of three years and one regional office were built, by one of the workers."""

    def build(root: Path) -> None:
        copy_project(root)
        for year, unit in WHOLE_REPORTS:
            run = run_laporan(root, "build", str(year), "--unit", unit)
            assert run.returncode == 0, run.stderr
            (root / f"{year}-{unit}.txt").write_text(run.stdout + run.stderr, encoding="utf-8")

    return once(shared / "laporan-utuh", build)


def once(root: Path, build: Callable[[Path], None]) -> Path:
    """A folder that the first worker who asks for it fills, while the others wait; whoever fails leaves it to the next."""
    with FileLock(root.with_suffix(".lock")):
        done = root.with_suffix(".selesai")
        if not done.is_file():
            shutil.rmtree(root, ignore_errors=True)
            root.mkdir()
            build(root)
            done.touch()
    return root


@pytest.fixture
def report_2017(whole_reports: Path) -> Path:
    """The folder of the 2017 report."""
    return whole_reports / "outputs" / "2017" / "pusat"
