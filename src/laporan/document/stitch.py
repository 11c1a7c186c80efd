"""Merges executed chapters into one notebook: headings numbered, facts gathered and named through the report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from laporan.core.errors import ReportError
from laporan.document.terms import PLACE
from laporan.facts import KEY
from laporan.notebook.narrative import REFERENCE, reference_link, with_foreign
from laporan.project.outline import Heading, ReportPlan, left_out

FACT = re.compile(r'data-fakta="([^"]+)"')
TITLE = re.compile(r"\A\s*#\s+(.+?)\s*\Z", re.DOTALL)
HTML_TYPES = ("text/html", "text/markdown")


@dataclass
class Stitched:
    """The merged notebook.

    Parameters
    ----------
    notebook : NotebookNode
        Headings and cells of all chapters, in reading order.
    facts : dict of str to dict
        The ledger by id, in reading order.
    unlabelled : list of str
        Cells that show something without a label, which the report leaves out.
    read : list of str
        Files of the project that the chapters noted as read, or that their numbers rest on.
    left_out : frozenset of str
        Anchors of the sections that other reports have and this one has not.
    """

    notebook: NotebookNode
    facts: dict[str, dict[str, Any]] = field(default_factory=dict)
    unlabelled: list[str] = field(default_factory=list)
    read: list[str] = field(default_factory=list)
    left_out: frozenset[str] = frozenset()


def stitch(plan: ReportPlan, folder: Path) -> Stitched:
    """Merge the executed chapters of a report.

    Parameters
    ----------
    plan : ReportPlan
        The outline that is followed.
    folder : Path
        Where the executed notebooks are, under the names of those that they were made from.

    Raises
    ------
    ReportError
        For a chapter without its H1.
    """
    merged = Stitched(nbformat.v4.new_notebook(), left_out=left_out(plan))
    for heading in plan.outline:
        if heading.notebook is None:
            merged.notebook.cells.append(_heading_cell(heading, with_foreign(heading.title)))
            if heading.words:
                merged.notebook.cells.append(_words_cell(heading))
        else:
            executed = (folder / heading.notebook.name).read_text(encoding="utf-8")
            notebook = nbformat.v4.reads(executed)  # nbformat checked it when it was written
            add_chapter(merged, heading, notebook)
    return merged


def add_chapter(merged: Stitched, heading: Heading, notebook: NotebookNode) -> None:
    """Append one chapter: its heading, prose, figures and tables, and its facts under the names `<chapter>.<fact>`.

    Parameters
    ----------
    merged : Stitched
        What it is appended to.
    heading : Heading
        The chapter's place in the outline.
    notebook : NotebookNode
        Its executed notebook; its cells are changed.

    Raises
    ------
    ReportError
        For a chapter without its H1.
    """
    cells = list(notebook.cells)
    merged.read += [name for name, view, *_rest in notebook.metadata.get(KEY, {}).get("read", ()) if view == "bytes"]
    merged.notebook.cells.append(_heading_cell(heading, _title(cells, heading)))
    for cell in cells:
        if cell.cell_type == "markdown":
            cell.source = REFERENCE.sub(reference_link, cell.source)
        elif cell.cell_type == "code":
            for output in cell.outputs:
                _adopt(merged, heading, cell, output)
        else:
            continue
        cell.metadata[KEY] = {"chapter": heading.id, "level": heading.level}
        cell["id"] = f"{heading.id}-{cell.id}"[-64:]  # chapters may share ids: each was numbered by itself
        cell.pop("attachments", None)
        merged.notebook.cells.append(cell)


def _title(cells: list[NotebookNode], heading: Heading) -> str:
    """The chapter's H1, whose cell leaves the notebook: the outline numbers and places it."""
    for cell in cells:
        if cell.cell_type == "markdown" and (match := TITLE.match(cell.source)):
            cells.remove(cell)
            return match[1]
    name = heading.notebook.name if heading.notebook else heading.id
    raise ReportError(f"notebooks/{name}: sel judul tidak ada. Tulis “# Judul bab” dalam satu sel Markdown tersendiri")


def _heading_cell(heading: Heading, title: str) -> NotebookNode:
    cell: NotebookNode = nbformat.v4.new_markdown_cell(title, id=heading.id)
    place = {"anchor": heading.anchor, "number": heading.number, "level": heading.level}
    cell.metadata[KEY] = {"heading": place, "chapter": heading.id}
    return cell


def _words_cell(heading: Heading) -> NotebookNode:
    """Where the lists of words will stand, when all that the report says is known."""
    cell: NotebookNode = nbformat.v4.new_markdown_cell(PLACE, id=f"{heading.id}-daftar"[-64:])
    cell.metadata[KEY] = {"chapter": heading.id, "level": heading.level}
    return cell


def _adopt(merged: Stitched, heading: Heading, cell: NotebookNode, output: NotebookNode) -> None:
    """Give the output's facts their names in the report, in the ledger and in the text alike."""
    mark = output.get("metadata", {}).get(KEY)
    if mark is None:
        shown = output.get("data", {})
        if "text/html" in shown and "text/markdown" not in shown:
            merged.unlabelled.append(f"{heading.id}, sel {cell.id}")
        return
    names, file = {}, heading.notebook.name if heading.notebook else f"{heading.id}.ipynb"
    for fact in mark.pop("facts"):
        placed = {**fact, "notebook": f"notebooks/{file}", "cell": cell.id, "block": mark.get("label")}
        merged.read += [dataset["path"] for dataset in fact["datasets"]]
        names[fact["id"]] = _named(merged.facts, f"{heading.id}.{fact['id']}", placed)
    for kind in HTML_TYPES:
        if kind in output.get("data", {}):
            output.data[kind] = FACT.sub(lambda match: f'data-fakta="{names[match[1]]}"', output.data[kind])


def _named(facts: dict[str, dict[str, Any]], name: str, fact: dict[str, Any]) -> str:
    """The name under which the fact stands: the known one for a number that was told before."""
    for candidate in _candidates(name):
        known = facts.get(candidate)
        if known is None:
            facts[candidate] = {**fact, "id": candidate}
            return candidate
        if all(known[key] == fact[key] for key in ("exact", "text", "unit", "about")):
            return candidate
    raise AssertionError  # the candidates never end


def _candidates(name: str) -> Iterator[str]:
    yield name
    number = 2
    while True:
        yield f"{name}~{number}"
        number += 1
