"""A cell that does not end is ended: the build goes on, and says which cell it was and what can be done."""

from __future__ import annotations

import logging
from pathlib import Path

import nbformat
import pytest

from laporan.build.run_chapter import execute
from laporan.core import paths
from laporan.core.errors import ParameterError
from laporan.engines.select import DEFAULT, FORKED, STOCK
from laporan.project.records import Task

from .projects import copy_project

GIVEN = "year = 2017\nunit = 'pusat'"
OPEN = "from laporan.notebook import open_report\nreport = open_report(year, unit)"
pytestmark = [
    pytest.mark.hostile("fault"),
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
]
ENGINES = [FORKED, STOCK] if DEFAULT == FORKED else [STOCK]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    "endless",
    ["while True:\n    pass", "print('mulai', flush=True)\nimport threading\nthreading.Event().wait()"],
    ids=["busy", "waiting"],
)
def test_a_cell_that_does_not_end_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine: str, endless: str
) -> None:
    root = copy_project(tmp_path, "pkt", years=("2017",), datasets={"pkt"})
    with (root / "laporan.toml").open("a", encoding="utf-8") as file:
        file.write("\ncell_seconds = 3\n")
    monkeypatch.setenv("LAPORAN_ROOT", str(root))
    monkeypatch.setattr(logging.getLogger("papermill"), "disabled", True)
    monkeypatch.delenv("PYTEST_CURRENT_TEST", raising=False)
    notebook = nbformat.v4.new_notebook(
        metadata={"kernelspec": {"name": "python3", "display_name": "P", "language": "python"}}
    )
    notebook.cells = [nbformat.v4.new_code_cell(source) for source in (GIVEN, OPEN, endless, "print('sesudah')")]
    notebook.cells[0].metadata["tags"] = ["parameters"]
    nbformat.write(notebook, path := root / "notebooks/lama.ipynb")
    failure = execute(Task("lama", path, root / "hasil/lama.ipynb", 2017, "pusat"), str(root), engine).failure
    assert failure is not None
    assert "belum selesai sesudah 3 detik" in failure.message
    assert "cell_seconds di laporan.toml" in failure.message
    assert failure.cell == 3  # as the notebook counts: the cell that papermill puts before it is none of the author's


@pytest.mark.parametrize("value", ["0", "-1", '"lama"', "1.5", "true"])
def test_the_limit_is_a_number_of_seconds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    (tmp_path / "laporan.toml").write_text(f'content = "isi"\ncell_seconds = {value}\n', encoding="utf-8")
    monkeypatch.setenv("LAPORAN_ROOT", str(tmp_path))
    with pytest.raises(ParameterError, match="cell_seconds: harus berupa bilangan detik"):
        paths.cell_seconds()
