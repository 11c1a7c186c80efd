"""Takes the column that binds rows of a table (`binder` in blocks.typ) out of the PDF's structure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pikepdf
from pikepdf import Array

from laporan.document.ast import Row
from laporan.writers.pdf.elements import as_list, kids

CELLS = ("/TH", "/TD")


def unbind(pdf: pikepdf.Pdf, lines: list[Any], rows: list[Row]) -> None:
    """Remove the cells that a table has beyond those of the report, which are empty, and what refers to them.

    Parameters
    ----------
    pdf : pikepdf.Pdf
        The file.
    lines : list of pikepdf objects
        The rows of the table as it was drawn; that of its sources may follow.
    rows : list of Row
        The rows of the table.
    """
    gone = set()
    for line, row in zip(lines, rows, strict=False):
        last = kids(line)[-1]
        if len(cells_of(line)) == len(row["cells"]) + 1 and not as_list(last.get("/K")):
            gone.add(str(last.get("/ID", "")))
            line.K = Array(as_list(line.K)[:-1])
    gone.discard("")
    if gone:
        names = pikepdf.NameTree(pdf.Root.StructTreeRoot.IDTree)
        for name in gone:
            del names[name]
        _forget(gone, (cell for line in lines for cell in cells_of(line)))


def cells_of(line: Any) -> list[Any]:
    """The cells of a row."""
    return [cell for cell in kids(line) if cell.S in CELLS]


def _forget(gone: set[str], cells: Iterable[Any]) -> None:
    """Of cells that span the column, which are the sources alone: its heading, and one column of their span."""
    for cell in cells:
        for attributes in as_list(cell.get("/A")):
            headers = list(attributes.get("/Headers", ()))
            left = [name for name in headers if str(name) not in gone]
            if len(left) < len(headers):
                attributes.Headers = Array(left)
                attributes.ColSpan = attributes.ColSpan - 1
