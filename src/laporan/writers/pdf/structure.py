"""Completes the PDF's structure with what typst can't say yet: which cells in a table's body are headings of rows."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import pikepdf
from pikepdf import Array, Dictionary, Name

from laporan.core.errors import ReportError
from laporan.document.ast import DocumentTree, Row, blocks_of
from laporan.writers.pdf.associated import give_to_figures
from laporan.writers.pdf.binding import cells_of, unbind
from laporan.writers.pdf.elements import as_list, kids, walk
from laporan.writers.pdf.links import name_links
from laporan.writers.pdf.signature_field import add_field

ROW_SCOPES = ("row", "rowgroup")


@dataclass(frozen=True)
class Pages:
    """What is known of a PDF that was written.

    Parameters
    ----------
    numbers : dict of str to str
        The printed page of each anchor.
    replaced : dict of str to int
        Characters that were printed as their code, with how often.
    """

    numbers: dict[str, str]
    replaced: dict[str, int] = field(default_factory=dict)


def complete(drawn: bytes, tree: DocumentTree, path: Path) -> Pages:
    """Mark the headings of rows, and write the file so that the same report gives the same bytes.

    Parameters
    ----------
    drawn : bytes
        The PDF as typst made it.
    tree : DocumentTree
        The report.
    path : Path
        The file to write.

    Raises
    ------
    ReportError
        Where the PDF's tables and figures are not those of the report.
    """
    with pikepdf.open(io.BytesIO(drawn)) as pdf:
        elements = list(walk(pdf.Root.StructTreeRoot))
        mark_row_headings(pdf, elements, tree)
        add_field(pdf, elements, tree)
        name_links(elements, tree)
        give_to_figures(pdf, drawn_as(elements, "figure", tree))
        numbers = page_numbers(pdf, elements, tree)
        pdf.save(
            path, object_stream_mode=pikepdf.ObjectStreamMode.generate, compress_streams=True,
            deterministic_id=True, linearize=False,
        )  # fmt: skip
    return Pages(numbers)


def mark_row_headings(pdf: pikepdf.Pdf, elements: Iterable[Any], tree: DocumentTree) -> None:
    """Turn the cells that the AST calls headings of a row from TD into TH.

    Parameters
    ----------
    pdf : pikepdf.Pdf
        The file.
    elements : iterable of pikepdf objects
        The structure of the file, in reading order.
    tree : DocumentTree
        The report.

    Raises
    ------
    ReportError
        Where the PDF's tables are not those of the report.
    """
    drawn = [element for element in elements if element.get("/S") == "/Table"]
    tables = [block for block in blocks_of(tree) if block["t"] == "table"]
    _same(len(drawn), len(tables), "tabel")
    for element, table in zip(drawn, tables, strict=True):
        lines = list(lines_of(element))
        rows = [*table["head"], *table["body"]]
        unbind(pdf, lines, rows)
        lines = lines[: len(rows)] if len(lines) == len(rows) + 1 else lines  # the sources of a tall table
        _same(len(lines), len(rows), f"baris {table['number']}")
        for line, row in zip(lines, rows, strict=True):
            _mark_row(line, row, table["number"])


def lines_of(table: Any) -> Iterator[Any]:
    """The rows of a table, which stand directly in it, or in its head, body and foot."""
    for part in kids(table):
        yield from [part] if part.S == "/TR" else (line for line in kids(part) if line.S == "/TR")


def _mark_row(line: Any, row: Row, where: str) -> None:
    cells = cells_of(line)
    _same(len(cells), len(row["cells"]), f"sel {where}")
    for element, cell in zip(cells, row["cells"], strict=True):
        if cell["scope"] in ROW_SCOPES and element.S == "/TD":
            attributes = as_list(element.get("/A"))
            table = next((one for one in attributes if one.get("/O") == "/Table"), None)
            if table is None:
                table = Dictionary(O=Name.Table)
                attributes.append(table)
            table.Scope = Name.Row
            element.A, element.S = Array(attributes), Name.TH


def _same(found: int, expected: int, what: str) -> None:
    if found != expected:
        raise ReportError(f"struktur PDF: {what} ada {found}, seharusnya {expected}. Laporkan kepada pengembang")


def page_numbers(pdf: pikepdf.Pdf, elements: Iterable[Any], tree: DocumentTree) -> dict[str, str]:
    """The printed page of each heading (from its destination), figure and table (from its structure).

    Parameters
    ----------
    pdf : pikepdf.Pdf
        The file.
    elements : iterable of pikepdf objects
        Its structure, in reading order.
    tree : DocumentTree
        The report.

    Returns
    -------
    dict of str to str
        By anchor.

    Raises
    ------
    ReportError
        Where the PDF's figures and tables are not those of the report.
    """
    labels: dict[Any, str] = {page.objgen: page.label for page in pdf.pages}
    places = pikepdf.NameTree(pdf.Root.Names.Dests).items() if "/Dests" in pdf.Root.get("/Names", {}) else ()
    numbers = {name: labels[(place.D if isinstance(place, Dictionary) else place)[0].objgen] for name, place in places}
    drawn = drawn_as(elements, "figure", tree) | drawn_as(elements, "table", tree)
    return numbers | {anchor: labels[page_of(element)] for anchor, element in drawn.items()}


def drawn_as(elements: Iterable[Any], kind: Literal["figure", "table"], tree: DocumentTree) -> dict[str, Any]:
    """The element of each figure or table, by its anchor.

    Parameters
    ----------
    elements : iterable of pikepdf objects
        The structure of the file, in reading order.
    kind : {'figure', 'table'}
        Which of them.
    tree : DocumentTree
        The report.

    Raises
    ------
    ReportError
        Where they are not those of the report.
    """
    blocks = [block for block in blocks_of(tree) if block["t"] == "figure" or block["t"] == "table"]
    anchors = [block["anchor"] for block in blocks if block["t"] == kind]
    drawn = [element for element in elements if element.get("/S") == f"/{kind.capitalize()}"]
    drawn = drawn[len(drawn) - len(anchors) :]  # a logo on the cover is a figure too
    _same(len(drawn), len(anchors), kind)
    return dict(zip(anchors, drawn, strict=True))


def page_of(element: Any) -> tuple[int, int]:
    """The page where an element begins, by number and generation of its object.

    Raises
    ------
    ReportError
        For an element without a page.
    """
    for part in walk(element):
        for holder in (part, *as_list(part.get("/K"))):
            if isinstance(holder, Dictionary) and "/Pg" in holder:
                return (holder.Pg.objgen[0], holder.Pg.objgen[1])
    raise ReportError("struktur PDF: gambar atau tabel tanpa halaman. Laporkan kepada pengembang")
