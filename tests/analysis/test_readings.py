"""What is our reading, and no source's statement, is called so wherever it is used."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
import pytest

from laporan.core import paths
from laporan.project.parameters import load_parameters

# Numbers of the complaints carried over, as chapters name them; tables and charts that show them.
OURS = re.compile(r"\.carried_over\b|\.old_closed\b|\b(?:tinjauan|wbs)\.table\(|flow_and_stock\(|\bews\.table\(")
SAID = "carried_over_reading"
CELLS = [
    (path, cell)
    for path in sorted((paths.root() / "notebooks").glob("*.ipynb"))
    for cell in nbformat.read(path, as_version=4).cells
    if cell.cell_type == "code" and OURS.search(cell.source)
]


def test_the_reading_of_2017_is_ours_and_other_years_have_none() -> None:
    assert "bacaan kami" in load_parameters(2017, "pusat").complaints.carried_over_reading
    assert not load_parameters(2018, "pusat").complaints.carried_over_reading


def test_chapters_use_what_was_carried_over() -> None:
    assert len({path for path, _cell in CELLS}) > 2


@pytest.mark.parametrize(("path", "cell"), CELLS, ids=[f"{path.stem}-{cell.id}" for path, cell in CELLS])
def test_a_number_carried_over_is_called_ours_where_it_stands(path: Path, cell: nbformat.NotebookNode) -> None:
    assert SAID in cell.source, path.name
