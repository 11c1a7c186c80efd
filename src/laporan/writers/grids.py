"""The data of every table and figure as plain grids, from which the spreadsheet and the open data are written.

A spreadsheet can't hold two numbers in a cell, nor a cell over two rows: a count with its share, and
an interval, become two columns; a heading that spans rows is repeated on each.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import lxml.html

from laporan.core.errors import ContractError
from laporan.document.ast import CellNode, Inline, LineNode, Row, placed, plain
from laporan.document.html import Document
from laporan.document.parse import Reader
from laporan.facts.quantity import SHARE
from laporan.facts.table_frame import UNIT, Shape, each_once, names_of

EMPTY_HEAD = "Rincian"  # a header cell is never blank: a screen reader says it before each value
MISSING = "–"
FINDING = ".//p[@class='temuan']"
HOW = "./div[@class='alat']/details[starts-with(normalize-space(summary), 'Cara dihitung')]/div"


@dataclass(frozen=True)
class Value:
    """The value of one cell.

    Parameters
    ----------
    text : str
        As printed; '' where the row has no such cell.
    number : int or float, optional
        The number behind it; None for words and gaps.
    unit : str
        Of the number; '%' for a share, which is a fraction of one.
    """

    text: str
    number: int | float | None = None
    unit: str = ""

    @property
    def missing(self) -> bool:
        """Whether the cell is empty."""
        return self.number is None and self.text in ("", MISSING)


@dataclass(frozen=True)
class DataGrid:
    """One table, or the data behind one figure.

    Parameters
    ----------
    anchor, number, title : str
        'tbl-…' or 'fig-…', 'Tabel 6', and the caption.
    notes, sources : tuple of str
        The lines below it.
    head : tuple of str
        Names of the columns, each different.
    rows : tuple of tuple of Value
        The cells of each row, as many as `head`.
    headings : int
        How many leading columns name the rows.
    total : bool
        Whether the last row sums the others.
    finding : str
        What a figure shows, as the words above it say; '' for none.
    how : str
        How its numbers are computed, as the page unfolds it; '' for none.
    """

    anchor: str
    number: str
    title: str
    notes: tuple[str, ...]
    sources: tuple[str, ...]
    head: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    headings: int = 1
    total: bool = False
    finding: str = ""
    how: str = ""


def data_grids(document: Document, facts: dict[str, dict[str, Any]]) -> list[DataGrid]:
    """A grid for each table, and for each figure that has data, in reading order.

    Parameters
    ----------
    document : Document
        The stitched report.
    facts : dict of str to dict
        The ledger by id, which has the numbers behind the printed ones.

    Raises
    ------
    ContractError
        For a table whose columns are not of one length.
    """
    reader = Reader(document, facts)
    entries = {entry.anchor: entry for entry in (*document.figures, *document.tables)}
    grids = []
    for block in document.body.xpath(".//div[@class='blok']"):
        anchor = next(iter(block.xpath("./figure/@id | .//table/@id")))
        tables = block.xpath(".//table[@id]") or block.xpath("./div[@class='alat']/details//table")
        if tables:
            title = lxml.html.fragment_fromstring(entries[anchor].html, create_parent="span").text_content()
            notes, sources = reader.about(block)
            head = [reader.row(row) for row in tables[0].iterfind("./thead/tr")]
            body = [reader.row(row) for row in tables[0].iterfind("./tbody/tr")]
            names, headings, rows = _split(entries[anchor].number, head, body, facts)
            about = (anchor, entries[anchor].number, " ".join(title.split()), _lines(notes), _lines(sources))
            said = (_words(block, place) for place in (FINDING, HOW))
            grids.append(DataGrid(*about, names, rows, headings, body[-1]["total"], *said))
    return grids


def _words(block: Any, place: str) -> str:
    found = block.xpath(place)
    return " ".join(found[0].text_content().split()) if found else ""


def _lines(lines: list[LineNode]) -> tuple[str, ...]:
    return tuple(plain(line) for line in lines)


def _split(
    number: str, head: list[Row], body: list[Row], facts: dict[str, dict[str, Any]]
) -> tuple[tuple[str, ...], int, tuple[tuple[Value, ...], ...]]:
    """Names of the columns, how many of them name the rows, and the rows."""
    titles = [" ".join(words) for words in _columns(head, lambda cell: plain(cell["c"]))]
    columns = list(_columns(body, lambda cell: cell))
    if len({len(cells) for cells in columns}) != 1:
        raise ContractError(f"{number}: kolom tabel tidak sama panjang")
    shapes = [_shape(cells, facts) for cells in columns]
    split = [[_values(cell, shape, facts) for cell in cells] for cells, shape in zip(columns, shapes, strict=True)]
    rows = tuple(tuple(value for column in split for value in column[row]) for row in range(len(body)))
    names = [
        name
        for title, shape in zip(titles, shapes, strict=True)
        for name in names_of(title.strip() or EMPTY_HEAD, shape)
    ]
    headings = sum(len(names_of("", shape)) for cells, shape in zip(columns, shapes, strict=True) if cells[0]["scope"])
    return tuple(each_once(names)), headings, rows


def _columns(rows: list[Row], take: Any) -> list[list[Any]]:
    """Columns of a table, spanning cells repeated over what they cover."""
    columns: dict[int, dict[int, Any]] = {}
    for row, column, cell in placed(rows):
        for across in range(column, column + cell["columns"]):
            for down in range(row, row + cell["rows"]):
                columns.setdefault(across, {})[down] = take(cell)
    return [[cells[row] for row in sorted(cells)] for _, cells in sorted(columns.items())]


def _shape(cells: list[CellNode], facts: dict[str, dict[str, Any]]) -> Shape:
    """How the column's cells come apart. Each cell that isn't of the shape goes whole into the first column."""
    for cell in cells:
        first, second = _pair(cell["c"])
        if second is not None:
            return "share" if facts[second["fact"]]["unit"] == SHARE else "second"
        if first is not None and _range(cell["c"]):
            return "range"
    return "one"


def _pair(line: LineNode) -> tuple[Any, Any]:
    """The number of a cell, and the number of its quieter second line."""
    first = next((node for node in line if not isinstance(node, str) and node["t"] == "number"), None)
    part = next((node for node in line if not isinstance(node, str) and node["t"] == "part"), None)
    inner: list[Inline] = part["c"] if part is not None and part["t"] == "part" else []
    numbers = [node for node in inner if not isinstance(node, str) and node["t"] == "number"]
    return first, numbers[0] if len(inner) == 1 and numbers and first is not None else None


def _range(line: LineNode) -> bool:
    """Whether a cell is 'number–number'."""
    return [node if isinstance(node, str) else node["t"] for node in line] == ["number", "–", "number"]


def _values(cell: CellNode, shape: Shape, facts: dict[str, dict[str, Any]]) -> list[Value]:
    line = cell["c"]
    if shape == "one":
        return [_value(line, facts)]
    whole = _value(line, facts)
    if shape == "range":
        return [_value(line[:1], facts), _value(line[2:], facts)] if _range(line) else [whole, _beside(whole)]
    first, second = _pair(line)
    if second is None:
        return [whole, _beside(whole)]
    return [_value([first], facts), _value([second], facts)]


def _beside(whole: Value) -> Value:
    """What stands beside a cell that did not come apart: a gap beside a gap, and beside all else nothing."""
    return whole if whole.missing else Value("")


def _value(line: LineNode, facts: dict[str, dict[str, Any]]) -> Value:
    """A number where the cell is one number and perhaps its unit; words otherwise."""
    text = " ".join(plain(line).split())
    numbers = [node for node in line if not isinstance(node, str) and node["t"] == "number"]
    if len(numbers) == 1 and numbers[0]["t"] == "number":
        fact = facts[numbers[0]["fact"]]
        if not isinstance(line[0], str) and re.fullmatch(UNIT, plain(line[1:])):
            return Value(text, fact["value"], fact["unit"])
    return Value(text)
