"""Tables of HTML, as applications send them under the name of a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from lxml import etree, html

from laporan.core.errors import DataError, Fault
from laporan.intake.cells import Cell
from laporan.intake.grid import Grid, Label
from laporan.intake.source_shape import SourceShape

LARGEST = 200_000_000  # bytes
WIDEST = 1_000  # columns that one cell may span


def page_grid(path: Path, shape: SourceShape, file: str) -> Grid:
    """One table of a page; the only one where the map names none.

    Parameters
    ----------
    path : Path
        The page, whatever it is called.
    shape : SourceShape
        Which table, and the encoding where the page does not tell its own.
    file : str
        As messages name it.

    Raises
    ------
    DataError
        For a page without that table.
    """
    if path.stat().st_size > LARGEST:
        raise DataError([Fault(file, "lebih dari 200 MB", "Minta sebagai CSV")])
    data = path.read_bytes()
    parser = html.HTMLParser(encoding=shape.encoding or _encoding(data), no_network=True, remove_comments=True)
    try:
        tables = html.document_fromstring(data, parser=parser).xpath("//table[.//tr][not(.//table)]")
    except (etree.LxmlError, ValueError) as error:
        raise DataError([Fault(file, f"HTML tidak dapat dibaca ({error})", "Minta sebagai CSV atau XLSX")]) from error
    number = shape.table or 1
    if not tables or number > len(tables) or (len(tables) > 1 and not shape.table):
        raise DataError(
            [Fault(file, f"isinya HTML dengan {len(tables)} tabel", "Tulis table: nomor tabelnya di source")]
        )
    return Grid(file, _rows(tables[number - 1]), lettered=True, said=[f"HTML, tabel {number}"])


def _encoding(data: bytes) -> str | None:
    """UTF-8 where the page is, and does not say so; what it says itself counts otherwise."""
    if b"charset" in data[:4096].lower():
        return None
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _rows(table: Any) -> Iterator[tuple[Label, Sequence[Cell]]]:
    """Cells that span rows or columns fill the others with nothing, as in a spreadsheet."""
    spanned: dict[int, int] = {}  # by column: how many rows below a cell still covers
    for number, line in enumerate(table.iter("tr"), 1):
        row: list[Cell] = []
        for cell in line.iterchildren("td", "th"):
            _skip(row, spanned)
            wide, high = _span(cell, "colspan"), _span(cell, "rowspan")
            for place in range(len(row), len(row) + wide):
                spanned[place] = high - 1
            row += [_text(cell), *[None] * (wide - 1)]
        _skip(row, spanned)
        yield number, row


def _skip(row: list[Cell], spanned: dict[int, int]) -> None:
    while spanned.get(len(row), 0):
        spanned[len(row)] -= 1
        row.append(None)


def _span(cell: Any, name: str) -> int:
    said = (cell.get(name) or "1").strip()
    return min(max(int(said), 1), WIDEST) if said.isascii() and said.isdigit() else 1


def _text(cell: Any) -> str:
    for code in cell.xpath(".//script | .//style"):
        code.drop_tree()
    for line_break in cell.iter("br", "p", "div"):
        line_break.tail = f"\n{line_break.tail or ''}"
    return str(cell.text_content())
