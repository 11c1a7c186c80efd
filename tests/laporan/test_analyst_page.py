"""What docs/analis.md says can be done, done in its order: each block runs, and what has a label is in the report."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator

import nbformat
import pytest

from laporan.build.run_chapter import execute
from laporan.project.records import Task

from . import torture
from .projects import ROOT, copy_project

PAGE = (ROOT / "docs/analis.md").read_text(encoding="utf-8")
BLOCKS = [block.rstrip() for block in re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)]


@pytest.fixture(scope="module")
def cells(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, nbformat.NotebookNode]]:
    """The page's blocks as the cells of a chapter that ran, by their source."""
    root = copy_project(tmp_path_factory.mktemp("analis"), "pkt", years=("2017",))
    path, out = root / "notebooks/jelajah.ipynb", root / "hasil/jelajah.ipynb"
    nbformat.write(torture.notebook(["year = 0\nunit = ''", *BLOCKS], opening="1"), path)
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("LAPORAN_ROOT", str(root))
        patched.setattr(logging.getLogger("papermill"), "disabled", True)
        ran = execute(Task("jelajah", path, out, 2017, "pusat"), str(root))
        assert ran.failure is None, ran.explain()
        yield {cell.source: cell for cell in nbformat.read(out, as_version=4).cells}


@pytest.mark.parametrize("block", BLOCKS, ids=[f"block-{number}" for number, _block in enumerate(BLOCKS, 1)])
def test_each_block_runs_and_shows_what_its_last_line_is(cells: dict[str, nbformat.NotebookNode], block: str) -> None:
    outputs = cells[block].outputs
    assert [output.evalue for output in outputs if output.output_type == "error"] == []
    assigns = re.match(r"[\w, ]+ = ", block.splitlines()[-1])
    assert bool(outputs) is not bool(assigns)


def test_what_has_a_label_is_in_the_report(cells: dict[str, nbformat.NotebookNode]) -> None:
    labelled = [cell for source, cell in cells.items() if "#| label:" in source]
    marks = [output.metadata.laporan.label for cell in labelled for output in cell.outputs]
    assert marks == ["fig-loket", "tbl-loket"]
