"""One chapter through nbconvert: the same words as in the report, counted from 1."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import lxml.html
import nbformat
import pikepdf
import pytest
from nbconvert.exporters import get_exporter

from laporan.core.errors import ReportError
from laporan.project.outline import Heading, ReportPlan
from laporan.writers.nbconvert import Chapter, parameters_of, without_other_chapters

from .projects import chapter_file


@pytest.fixture(scope="module")
def notebook(small_project: Path) -> Path:
    return small_project / "outputs" / "2017" / "pusat" / "notebooks" / "pkt.ipynb"


def export(kind: str, path: Path) -> str | bytes:
    made, resources = get_exporter(f"laporan-{kind}")().from_filename(str(path))
    assert resources["output_extension"] == f".{kind}"
    return made


def test_the_page_has_the_chapter_as_its_only_one(notebook: Path) -> None:
    page = lxml.html.fromstring(export("html", notebook))
    assert page.xpath("//h2/span[@class='nomor']/text()")[0] == "BAB I"
    assert page.xpath("string(//figcaption/b)") == "Gambar 1."
    assert "724" in page.text_content()


def test_the_pdf_is_tagged_and_titled_by_the_chapter(notebook: Path) -> None:
    with pikepdf.open(io.BytesIO(export("pdf", notebook))) as made:
        assert made.Root.MarkInfo.Marked
        assert "PKT" in str(made.docinfo["/Title"])


def test_the_word_file_holds_the_chapter(notebook: Path) -> None:
    made = docx.Document(io.BytesIO(export("docx", notebook)))
    cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    assert any("724" in cell for cell in cells)


def test_a_notebook_that_was_not_executed_says_how() -> None:
    with pytest.raises(ReportError, match="--execute"):
        Chapter(nbformat.read(chapter_file("pkt"), as_version=4), "pkt")


SOURCES = {
    "annotated": (['year: int = 2017\nunit: str = "kanreg-10"'], (2017, "kanreg-10")),
    "plain": (["year = 2016"], (2016, "pusat")),
    "injected": (['year: int = 2017\nunit: str = "pusat"', "# Parameters\nyear = 2018\n"], (2018, "pusat")),
}


@pytest.mark.parametrize(("cells", "parameters"), SOURCES.values(), ids=SOURCES)
def test_year_and_unit_are_those_it_ran_with(cells: list[str], parameters: tuple[int, str]) -> None:
    notebook = nbformat.v4.new_notebook()
    for source, tag in zip(cells, ("parameters", "injected-parameters"), strict=False):
        notebook.cells.append(nbformat.v4.new_code_cell(source, metadata={"tags": [tag]}))
    assert parameters_of(notebook, "bab") == parameters


def test_a_reference_to_another_chapter_names_it() -> None:
    outline = (Heading("bab-capaian", "BAB II", 2, "Capaian", None), Heading("skm", "2.2.1.", 3, "SKM", None))
    html = '<p id="fig-a"><a class="ref" href="#fig-a">Gambar</a> <a class="ref" href="#sec-skm">Subbab</a> '
    html += '<a class="ref" href="#sec-bab-capaian">Subbab</a> <a class="ref" href="#tbl-lain">Tabel</a></p>'
    made = without_other_chapters(html, ReportPlan(2017, "pusat", outline))
    assert '<a class="ref" href="#fig-a">Gambar</a>' in made
    assert " Subbab 2.2.1 laporan Bab II laporan tabel di bab lain</p>" in made
