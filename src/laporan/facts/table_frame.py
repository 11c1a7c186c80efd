"""A table of a report as a pandas frame, a number a cell.

Where a cell prints two numbers, a count with its share or a range, the frame has two columns, under the names that the
spreadsheet gives them.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal

import pandas as pd

from laporan.facts.fact_book import plain
from laporan.facts.printed import Piece, Printed
from laporan.facts.quantity import SHARE, Quantity

Shape = Literal["one", "share", "second", "range"]
FIRST_AND_SECOND = {"share": ("jumlah", "persen"), "second": ("nilai", "keterangan"), "range": ("bawah", "atas")}
UNIT = r"(\s+[^\W\d]+)*"  # behind a number


def table_frame(head: Sequence[str], rows: Sequence[Sequence[Any]]) -> pd.DataFrame:
    """A table's cells as a frame.

    Parameters
    ----------
    head : sequence of str
        Column headings.
    rows : sequence of sequence of Cell
        The cells of each row, as many as `head`.

    Returns
    -------
    DataFrame
        A row for each row, a column or two for each column: numbers as int and float, a share as a fraction of one,
        days as timestamps, words as they are printed, nothing where a cell is empty.
    """
    columns = [[row[place] for row in rows] for place in range(len(head))]
    shapes = [_shape(cells) for cells in columns]
    names = (name for title, shape in zip(head, shapes, strict=True) for name in names_of(title, shape))
    split = (part for cells, shape in zip(columns, shapes, strict=True) for part in _parts(cells, shape))
    return pd.DataFrame(dict(zip(each_once(names), split, strict=True)))


def names_of(title: str, shape: Shape) -> list[str]:
    """What the columns that a column of this shape becomes are called.

    Examples
    --------
    >>> names_of("Loket A", "share")
    ['Loket A (jumlah)', 'Loket A (persen)']
    """
    return [title] if shape == "one" else [f"{title} ({part})" for part in FIRST_AND_SECOND[shape]]


def each_once(names: Iterable[str]) -> Iterator[str]:
    """The names, numbered where one comes again in whatever case: a spreadsheet's table refuses that."""
    seen: dict[str, int] = {}
    for name in names:
        times = seen[name.lower()] = seen.get(name.lower(), 0) + 1
        yield name if times == 1 else f"{name} ({times})"


def _shape(cells: Iterable[Any]) -> Shape:
    for cell in cells:
        if (pair := _pair(cell)) is not None:
            return "share" if pair[1].unit == SHARE else "second"
        if _range(cell) is not None:
            return "range"
    return "one"


def _parts(cells: Sequence[Any], shape: Shape) -> list[pd.Series]:
    """A cell that does not come apart as the others of its column do goes whole into the first."""
    if shape == "one":
        return [pd.Series([_value(cell) for cell in cells])]
    apart = [(_range if shape == "range" else _pair)(cell) or (cell, None) for cell in cells]
    return [pd.Series([_value(part) for part in parts]) for parts in zip(*apart, strict=True)]


def _pair(cell: Any) -> tuple[Quantity, Quantity] | None:
    """The number of a cell, and the number of its quieter second line."""
    if not isinstance(cell, Printed):
        return None
    first = next((piece.quantity for piece in cell.pieces if piece.quantity is not None), None)
    second = cell.note[0].quantity if len(cell.note) == 1 else None
    return None if first is None or second is None else (first, second)


def _range(cell: Any) -> tuple[Quantity, Quantity] | None:
    """Both ends of a cell that is 'number–number'."""
    pieces = cell.pieces if isinstance(cell, Printed) and not cell.note else ()
    if len(pieces) != len("a–b") or pieces[1].text != "–":
        return None
    low, high = pieces[0].quantity, pieces[2].quantity
    return None if low is None or high is None else (low, high)


def _value(cell: Any) -> Any:
    """A cell that is one number and perhaps its unit is that number; words stay words."""
    if isinstance(cell, Printed):
        first, *others = cell.pieces or (Piece(""),)
        unit = "".join(piece.text for piece in others if piece.quantity is None)
        alone = not cell.note and all(piece.quantity is None for piece in others) and re.fullmatch(UNIT, unit)
        return _value(first.quantity) if first.quantity is not None and alone else str(cell)
    if isinstance(cell, Quantity):
        return plain(cell.value)
    if isinstance(cell, dt.date):
        return pd.Timestamp(cell)
    return cell if cell is None or isinstance(cell, int) else str(cell)
