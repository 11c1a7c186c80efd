"""A pandas DataFrame that an author shows under a `tbl-` label, as a table of the report.

Its numbers become facts where it is known which rows they rest on: a loaded frame knows them row by row, and so does
each cell that is a `Quantity`, as `frame.groupby(…)[…].agg(quantity.total, unit=…)` makes them; any other computed
frame rests on the loaded frames that its cell names. A number of which nothing is known stays text, and the build
reports it as unrecorded.
"""

from __future__ import annotations

import ast
import math
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pandas as pd

from laporan.core.errors import CellOptionError
from laporan.core.formatting import number
from laporan.facts.lineage import SOURCE, Basis, is_loaded, source_of
from laporan.facts.printed import Printed
from laporan.facts.quantity import Quantity
from laporan.facts.row_set import RowSet
from laporan.facts.tables import Cell, Status, Table

ENDLESS = "∞"
UNNAMED = "Keterangan"  # heads an index that has no name
OF_PANDAS = {
    "count": "Banyaknya",
    "size": "Banyaknya",
    "proportion": "Bagian",
    "sum": "Jumlah",
    "mean": "Rata-rata",
    "median": "Median",
    "std": "Simpangan baku",
    "min": "Terendah",
    "max": "Tertinggi",
}
MOST_ROWS = 20  # of a file, row by row: whoever wants all of them has the file
MOST_GROUPS = 200  # of what was computed: more than any page holds


def first_rows(frame: pd.DataFrame) -> pd.DataFrame:
    """As many rows as a report shows of a frame: the first ones of a long one, all of any other."""
    return frame.head(MOST_ROWS if source_of(frame) is not None else MOST_GROUPS)


def rows_in(frame: pd.DataFrame, expression: str, names: Mapping[str, Any]) -> Quantity:
    """How many rows a frame has, as a number that says what it rests on.

    Parameters
    ----------
    frame : DataFrame
        What the author shows, or the part of it that is shown.
    expression : str
        The code that made it.
    names : mapping of str to Any
        The notebook's variables.
    """
    basis = Basis.of(frame) if is_loaded(frame) else basis_of_code(expression, names)
    return Quantity(len(frame), "baris", basis=basis)


def frame_table(
    frame: pd.DataFrame, expression: str, names: Mapping[str, Any], titles: Mapping[str, str] | None = None
) -> Table:
    """The frame as a table: its index in front unless it only counts, numbers in Indonesian.

    Parameters
    ----------
    frame : DataFrame
        What the author shows.
    expression : str
        The code that made it.
    names : mapping of str to Any
        The notebook's variables.
    titles : mapping of str to str, optional
        What columns are called in the report, by their names. What the author called otherwise stays.

    Raises
    ------
    CellOptionError
        For a frame without rows or columns: whoever expects one says what is shown then.
    """
    if frame.empty:
        raise CellOptionError("tabel ini kosong. Bila mungkin tanpa baris, akhiri sel dengan … if len(…) else None")
    loaded = is_loaded(frame)
    shared = Basis() if loaded else basis_of_code(expression, names)
    shown = frame if loaded or isinstance(frame.index, pd.RangeIndex) else _with_index(frame)
    headings = max(shown.shape[1] - frame.shape[1], 1)
    rows = []
    for row, values in zip(frame.index, shown.itertuples(index=False, name=None), strict=True):
        basis = Basis({frame.attrs[SOURCE]: RowSet.of([row])}) if loaded else shared
        rows.append(tuple(_cell(value, place < headings, basis) for place, value in enumerate(values)))
    head = tuple(_name(column, {**OF_PANDAS, **(titles or {})}) for column in shown.columns)
    return Table(head, tuple(rows), merged=headings if headings > 1 else 0)


def basis_of_code(expression: str, names: Mapping[str, Any]) -> Basis:
    """The rows that a piece of code rests on: those of the loaded frames and the results that it names.

    Parameters
    ----------
    expression : str
        Python. Computed frames in it say nothing.
    names : mapping of str to Any
        The notebook's variables.
    """
    try:
        used = {node.id for node in ast.walk(ast.parse(expression)) if isinstance(node, ast.Name)}
    except SyntaxError:
        return Basis()
    things = [names[name] for name in sorted(used) if name in names]
    return Basis.of(*(thing for thing in things if is_loaded(thing) or not isinstance(thing, pd.DataFrame | pd.Series)))


def _cell(value: Any, heading: bool, basis: Basis) -> Cell:
    if isinstance(value, Quantity | Printed | Status):  # of a frame that was made of numbers that know their rows
        return value
    if pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.date()
    plain = value.item() if hasattr(value, "item") else value
    if isinstance(plain, bool):
        return "ya" if plain else "tidak"
    if isinstance(plain, float) and math.isinf(plain):
        return ENDLESS if plain > 0 else f"\N{MINUS SIGN}{ENDLESS}"
    if not isinstance(plain, int | float | Decimal | Fraction):
        return str(plain)
    if heading:  # 2017 heads a row as a year, without a point
        return str(int(plain)) if plain == int(plain) else number(plain)
    return Quantity(plain, basis=basis) if basis else number(plain)


def _with_index(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with its index as columns in front, though one of them be called as a column is."""
    names = [UNNAMED if name is None else name for name in frame.index.names]
    return frame.reset_index(names=names, allow_duplicates=True)


def _name(column: Any, titles: Mapping[str, str]) -> str:
    parts = [str(part) for part in (column if isinstance(column, tuple) else (column,)) if part != ""]
    return " ".join(titles.get(part, part) for part in parts).strip()
