"""Tables, and where their cells stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypedDict

from laporan.document.ast.words import LineNode


class CellNode(TypedDict):
    """A cell of a table.

    Parameters
    ----------
    c : list of Inline
        Its words.
    rows, columns : int
        How many it spans.
    scope : {'', 'col', 'row', 'colgroup', 'rowgroup'}
        What it is the heading of; '' for none.
    numeric : bool
        Whether it belongs to a column of numbers.
    """

    c: LineNode
    rows: int
    columns: int
    scope: Literal["", "col", "row", "colgroup", "rowgroup"]
    numeric: bool


class Row(TypedDict):
    """A row of a table.

    Parameters
    ----------
    total : bool
        Whether it sums the others.
    cells : list of CellNode
        Those that begin in it.
    """

    total: bool
    cells: list[CellNode]


class TableNode(TypedDict):
    """A table.

    Parameters
    ----------
    t : {'table'}
        The kind of node.
    anchor, number : str
        What references lead to, and 'Tabel 6'.
    caption : list of Inline
        Without the number.
    head, body : list of Row
        The rows of both.
    numeric : list of bool
        For each column whether it holds numbers.
    wide : bool
        Whether it has so many columns that the page lets it scroll; on paper it may want a wide page.
    shares : list of int
        What each column has of the width, in percent, where the author says so; else empty.
    notes, sources : list of list of Inline
        The lines below.
    """

    t: Literal["table"]
    anchor: str
    number: str
    caption: LineNode
    head: list[Row]
    body: list[Row]
    numeric: list[bool]
    wide: bool
    shares: list[int]
    notes: list[LineNode]
    sources: list[LineNode]


def numeric_columns(head: list[Row], body: list[Row]) -> list[bool]:
    """Which columns hold numbers: those whose every body cell of one column's width is marked as numeric.

    Parameters
    ----------
    head : list of Row
        Its first row says how many columns there are.
    body : list of Row
        The rows below.
    """
    columns = sum(cell["columns"] for cell in head[0]["cells"])
    numeric: dict[int, bool] = {}
    for _row, column, cell in placed(body):
        if cell["columns"] == 1:
            numeric[column] = numeric.get(column, True) and cell["numeric"]
    return [numeric.get(column, False) for column in range(columns)]


def placed(rows: list[Row]) -> Iterator[tuple[int, int, CellNode]]:
    """Each cell with its row and its first column, both from 0; cells that span down from above are allowed for."""
    taken: dict[int, int] = {}  # column: rows that a cell from above still covers
    for number, row in enumerate(rows):
        column = 0
        below: dict[int, int] = {place: rows_left - 1 for place, rows_left in taken.items() if rows_left > 1}
        for cell in row["cells"]:
            while column in taken:
                column += 1
            yield number, column, cell
            for place in range(column, column + cell["columns"]):
                if cell["rows"] > 1:
                    below[place] = cell["rows"] - 1
            column += cell["columns"]
        taken = below
