"""nbconvert's exporters of one chapter by itself.

`jupyter nbconvert --to laporan-html|laporan-pdf|laporan-docx --execute notebooks/pkt.ipynb`

The chapter becomes a report of one BAB with a cover of its own; figures and tables count from 1, and a
reference to another chapter says which one instead of leading there.
"""

from __future__ import annotations

import ast
import re
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import lxml.html
from nbconvert.exporters.exporter import Exporter
from nbformat import NotebookNode, v4
from traitlets import default

from laporan.core import paths
from laporan.core.errors import ReportError
from laporan.data.inventory import read_by
from laporan.document.ast import DocumentTree
from laporan.document.exporter import semantic_body
from laporan.document.front import make_front, sign
from laporan.document.html import Document, build_document
from laporan.document.parse import build_tree
from laporan.document.stitch import Stitched, add_chapter
from laporan.engines.executed import incomplete, normalise
from laporan.page import render_page
from laporan.project.outline import Heading, ReportPlan, plan_report
from laporan.project.parameters import Cover, load_parameters
from laporan.project.public_contacts import who_answers
from laporan.project.terms import load_terms
from laporan.writers.docx import write_docx
from laporan.writers.pdf import write_pdf

REFERENCE = re.compile(r'<a class="ref" href="#((?:fig|tbl|sec)-[\w-]+)">[^<]*</a>')
IDENTIFIER = re.compile(r'\bid="([^"]+)"')
ELSEWHERE = {"fig": "gambar di bab lain", "tbl": "tabel di bab lain", "sec": "bab lain"}
PARAMETERS = ("parameters", "injected-parameters")


class ChapterExporter(Exporter):
    """What the three exporters have in common: they read the notebook as a chapter."""

    def from_notebook_node(self, nb: NotebookNode, resources: Any = None, **kw: Any) -> tuple[Any, Any]:
        """The chapter's file; nbconvert's hook. The chapter is executed first where nbconvert was told to."""
        nb, resources = super().from_notebook_node(nb, resources, **kw)
        name = resources.get("metadata", {}).get("name") or "bab"
        return self.write(Chapter(nb, name)), resources

    def write(self, chapter: Chapter) -> str | bytes:
        """The chapter in the exporter's own format."""
        raise NotImplementedError


class PageExporter(ChapterExporter):
    """The chapter as one offline page."""

    export_from_notebook = "Bab laporan (HTML)"
    output_mimetype = "text/html"

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".html"

    def write(self, chapter: Chapter) -> str:
        return render_page(chapter.document, chapter.facts, chapter.front)


class PdfExporter(ChapterExporter):
    """The chapter as a tagged PDF."""

    export_from_notebook = "Bab laporan (PDF)"
    output_mimetype = "application/pdf"

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".pdf"

    def write(self, chapter: Chapter) -> bytes:
        return _written(lambda folder: write_pdf(chapter.tree, folder / "bab"))


class WordExporter(ChapterExporter):
    """The chapter as a Word file, whose lists have the page numbers of the PDF."""

    export_from_notebook = "Bab laporan (Word)"
    output_mimetype = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".docx"

    def write(self, chapter: Chapter) -> bytes:
        def both(folder: Path) -> None:
            pages = write_pdf(chapter.tree, folder / "bab.pdf")
            write_docx(chapter.tree, folder / "bab", lambda: pages.numbers)

        return _written(both)


class Chapter:
    """One executed notebook as a report.

    Parameters
    ----------
    notebook : NotebookNode
        The executed notebook.
    name : str
        Its file's name without ending.

    Raises
    ------
    ReportError
        For a notebook that was not executed, whose code failed, or that names no year.
    """

    def __init__(self, notebook: NotebookNode, name: str) -> None:
        notebook = normalise(notebook)
        if failure := incomplete(notebook):
            raise ReportError(f"{name}.ipynb, sel {failure.cell}: {failure.message}. Tambahkan --execute")
        self.year, unit = parameters_of(notebook, name)
        plan = plan_report(self.year, unit)
        merged = Stitched(v4.new_notebook())
        add_chapter(merged, chapter_heading(plan, name), notebook)
        self.facts = merged.facts
        html = without_other_chapters(semantic_body(merged.notebook), plan)
        self.document: Document = build_document(html, self.facts, load_terms())
        title = lxml.html.fragment_fromstring(self.document.contents[0].html, create_parent="span").text_content()
        cover: Cover = load_parameters(self.year, unit).cover.model_copy(update={"title": title})
        self.front = make_front(cover, self.year, read_by(self.year, unit, merged.read), contacts=who_answers())
        sign(self.document, self.front)

    @property
    def tree(self) -> DocumentTree:
        """The chapter's AST."""
        return build_tree(self.document, self.facts, self.front)


def parameters_of(notebook: NotebookNode, name: str) -> tuple[int, str]:
    """Year and unit that the chapter ran with: those of the injected cell, else the notebook's own.

    Parameters
    ----------
    notebook : NotebookNode
        The executed notebook.
    name : str
        Its file's name, for messages.

    Raises
    ------
    ReportError
        For a notebook that names no year.
    """
    found: dict[str, Any] = {"unit": paths.main_unit()}
    for tag in PARAMETERS:
        for cell in notebook.cells:
            if cell.cell_type == "code" and tag in cell.metadata.get("tags", []):
                found |= _assigned(cell.source)
    if not isinstance(found.get("year"), int):
        raise ReportError(f"{name}.ipynb: sel bertag “parameters” tidak menyebut year")
    return found["year"], str(found["unit"])


def _assigned(source: str) -> dict[str, Any]:
    """`name = literal` lines of a cell, annotated or not."""
    found = {}
    for statement in ast.parse(source).body:
        targets = statement.targets if isinstance(statement, ast.Assign) else [getattr(statement, "target", None)]
        value = getattr(statement, "value", None)
        if isinstance(targets[0], ast.Name) and isinstance(value, ast.Constant):
            found[targets[0].id] = value.value
    return found


def chapter_heading(plan: ReportPlan, name: str) -> Heading:
    """The chapter as BAB I, under the id that it has in the report; under its name if the report doesn't have it.

    Parameters
    ----------
    plan : ReportPlan
        The report of that year and unit.
    name : str
        The notebook's name without ending.
    """
    known = next((chapter.id for chapter in plan.chapters if chapter.notebook and chapter.notebook.stem == name), name)
    return Heading(known, "BAB I", 2, "", Path(f"{name}.ipynb"))


def without_other_chapters(html: str, plan: ReportPlan) -> str:
    """The HTML with references that lead out of the chapter as words.

    Parameters
    ----------
    html : str
        The chapter's body.
    plan : ReportPlan
        The report, whose outline says what those references are called.
    """
    here = set(IDENTIFIER.findall(html))
    sections = {heading.anchor: heading.number.rstrip(".") for heading in plan.outline}

    def words(match: re.Match[str]) -> str:
        if match[1] in here:
            return match[0]
        number = sections.get(match[1], "")
        if number.startswith("BAB"):
            return f"Bab {number.removeprefix('BAB ')} laporan"
        return f"Subbab {number} laporan" if number[:1].isdigit() else ELSEWHERE[match[1][:3]]

    return REFERENCE.sub(words, html)


def _written(write: Callable[[Path], object]) -> bytes:
    """What a writer puts into the file `bab` of a folder."""
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder))
        return (Path(folder) / "bab").read_bytes()
