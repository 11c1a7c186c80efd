"""A chapter is one of the report that is asked for: one that would print another's numbers is refused."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest

from laporan.build.run_chapter import execute
from laporan.engines.select import DEFAULT, FORKED, STOCK
from laporan.notebook.parameters_cell import parameters_faults
from laporan.project.records import Failure, Task

from .projects import copy_project

GIVEN = "year = 2017\nunit = 'pusat'"
OPEN = "from laporan.notebook import open_report\nreport = open_report(year, unit)"
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
ENGINES = [FORKED, STOCK] if DEFAULT == FORKED else [STOCK]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    made = copy_project(tmp_path_factory.mktemp("diminta"), "pkt")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("LAPORAN_ROOT", str(made))
        patched.setattr(logging.getLogger("papermill"), "disabled", True)
        patched.delenv("PYTEST_CURRENT_TEST", raising=False)
        yield made


def failure(
    root: Path, cells: list[str], year: int = 2018, unit: str = "pusat", engine: str = DEFAULT
) -> Failure | None:
    notebook = nbformat.v4.new_notebook(
        metadata={"kernelspec": {"name": "python3", "display_name": "P", "language": "python"}}
    )
    notebook.cells = [nbformat.v4.new_code_cell(source) for source in cells]
    for cell in notebook.cells:
        cell.metadata["tags"] = ["parameters"] if cell.source == GIVEN else []
    path = root / "notebooks/diminta.ipynb"
    nbformat.write(notebook, path)
    return execute(Task("diminta", path, root / "hasil/diminta.ipynb", year, unit), str(root), engine).failure


REFUSED = {
    "no parameters cell": ([OPEN], "tidak ada"),
    "two": ([GIVEN, GIVEN, OPEN], "ada 2"),
    "a year that is written over": ([GIVEN, "year = 2017", OPEN], "year diisi lagi"),
    "in a loop": ([GIVEN, "for year in (2016, 2017):\n    pass", OPEN], "year diisi lagi"),
    "in an expression": ([GIVEN, "print(year := 2017)", OPEN], "year diisi lagi"),
    "a unit that is written over": ([GIVEN, "unit: str = 'kanreg-10'", OPEN], "unit diisi lagi"),
    "behind a magic": ([GIVEN, "%time year = 2017", OPEN], "year diisi lagi"),
    "by an import": ([GIVEN, "from datetime import MINYEAR as year", OPEN], "year diisi lagi"),
    "a year that is typed": ([GIVEN, OPEN.replace("year, unit", "2018, unit")], "2018 yang diketik"),
    "a unit that is typed": ([GIVEN, OPEN.replace("year, unit", "year, unit='pusat'")], "'pusat' yang diketik"),
    "another year by computing": ([GIVEN, OPEN.replace("year, unit", "year - 1, unit")], "membuka laporan 2017/pusat"),
    "another year by stealth": ([GIVEN, "globals()['year'] = 2017", OPEN], "membuka laporan 2017/pusat"),
    "no report": ([GIVEN, "1 + 1"], "tidak membuka laporan 2018/pusat"),
    "past the report": (
        [GIVEN, "from laporan.notebook.report import Report\nrows = Report(2017, 'pusat').load('pkt')"],
        "Report membuka 2017 yang diketik",
    ),
    "beside the report": (
        [GIVEN, OPEN, "from laporan.data import load\nrows = load.load(year=2017, unit=unit, name='pkt')"],
        "load membuka 2017 yang diketik",
    ),
    "parameters beside the report": (
        [GIVEN, OPEN, "from laporan.project.parameters import load_parameters\nload_parameters(2017)"],
        "load_parameters membuka 2017 yang diketik",
    ),
}
TAKEN = {
    "as it should be": [GIVEN, OPEN],
    "other years and units, by the report's own ways": [
        GIVEN, OPEN, "report.in_year(2017).load('pkt'), report.of_unit(), report.history('pkt')",
    ],
    "names of their own in comprehensions and functions": [
        GIVEN, OPEN, "[year for year in (2016, 2017)]\ndef f(year):\n    unit = year\n    return unit",
    ],
}  # fmt: skip


@pytest.mark.parametrize(("cells", "message"), REFUSED.values(), ids=REFUSED)
def test_a_chapter_of_another_report_is_refused(root: Path, cells: list[str], message: str) -> None:
    found = failure(root, cells)
    assert found is not None
    assert message in found.message


@pytest.mark.parametrize("cells", TAKEN.values(), ids=TAKEN)
def test_a_chapter_of_this_report_runs(root: Path, cells: list[str]) -> None:
    assert failure(root, cells) is None


@pytest.mark.parametrize("engine", ENGINES)
def test_both_engines_refuse_the_same(root: Path, engine: str) -> None:
    """The fault that was seen: 2017 in the report of 2018. Without the unit it is the main one that is opened."""
    stealth = [GIVEN, "globals()['year'] = 2017", OPEN]
    assert "2017/pusat" in str(failure(root, stealth, engine=engine))
    main = [GIVEN, OPEN.replace("year, unit", "year")]
    assert "2018/pusat" in str(failure(root, main, unit="kanreg-10", engine=engine))
    assert failure(root, main, engine=engine) is None
    assert "tidak membuka" in str(failure(root, [GIVEN, "1"], engine=engine))


BROKEN = {
    "cut off": ('{\n "cells": [\n  {"cell_type": "co', "bukan JSON yang sah mulai baris 3"),
    "both sides of a merge": ('{\n<<<<<<< main\n "cells": []}', "bukan JSON yang sah mulai baris 2"),
    "another JSON": ("[]", "bukan buku catatan Jupyter"),
    "of other letters": ("\x80", "bukan buku catatan Jupyter"),
    "nothing": ("", "bukan JSON yang sah mulai baris 1"),
}


@pytest.mark.hostile("input")
@pytest.mark.parametrize(("content", "why"), BROKEN.values(), ids=BROKEN)
def test_what_is_no_notebook_is_said_with_the_remedy(root: Path, content: str, why: str) -> None:
    path = root / "notebooks/patah.ipynb"
    path.write_bytes(content.encode("latin-1"))
    task = Task("patah", path, root / "hasil/patah.ipynb", 2018, "pusat")
    found = execute(task, str(root)).failure
    assert found is not None
    assert found.message.startswith(why)
    assert "git restore" in found.message


def test_the_fault_names_cell_and_line() -> None:
    found = parameters_faults([(GIVEN, ["parameters"]), ("x = 1\nyear = 2017", [])])
    assert [(fault.place, fault.line) for fault in found] == [(1, 2)]
