"""Several results as a pandas frame, a row each, whose numbers still know their rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from laporan.facts.quantity import SHARE, Quantity
from laporan.facts.tables import Status, Table
from laporan.notebook.display import RESULT, contents_of, is_result

CELLS = (Quantity, Status, str, int, float, dt.date, type(None), Exception)


def to_frame(results: Iterable[Any], *, plain: bool = False) -> pd.DataFrame:
    """Results of one kind as a frame, to be sorted, filtered and grouped by pandas.

    Parameters
    ----------
    results : iterable
        Such as `survei.counters`.
    plain : bool
        Plain numbers instead, as whoever draws or models needs them; a share is a fraction of one.

    Returns
    -------
    DataFrame
        A row for each, in their order, under its name where no two have the same. A column for each number and word
        that it holds; numbers by a key have one for each key, such as `counts.Puas`; and `result`, the result itself
        (not where they are plain). Numbers are quantities: they add up, compare and stand in sentences and tables as
        always.

    Raises
    ------
    TypeError
        For one result, which is no row among others, and for what is none.
    """
    _refuse_one(results)
    if plain:
        frame = pd.DataFrame([{code: _plain(cell) for code, cell in _cells(result)} for result in results])
    else:
        rows = [{**dict(_cells(result)), RESULT: result} for result in results]
        frame = pd.DataFrame(rows, dtype=object).where(lambda made: made.notna(), None)
    names = frame["name"] if "name" in frame else pd.Series(dtype=object)
    return frame.set_index("name") if len(names) and names.is_unique else frame


def _refuse_one(results: Any) -> None:
    if isinstance(results, Table):
        raise TypeError("sebuah tabel menjadi DataFrame dengan .to_frame()")
    if is_result(results):
        several = {code: one for code, one in contents_of(results).items() if isinstance(one, tuple) and one}
        held = ", ".join(f".{code}" for code, one in several.items() if all(map(is_result, one)))
        rest = f"; yang ada di dalamnya: {held}" if held else ""
        raise TypeError(f"to_frame menerima beberapa hasil, bukan satu {type(results).__name__}{rest}")
    if not isinstance(results, Iterable) or isinstance(results, str):
        raise TypeError(f"to_frame menerima beberapa hasil, bukan {type(results).__name__}")


def _cells(result: Any) -> Iterable[tuple[str, Any]]:
    for code, value in contents_of(result).items():
        if isinstance(value, Mapping):
            yield from ((f"{code}.{key}", one) for key, one in value.items() if isinstance(one, CELLS))
        elif isinstance(value, CELLS):
            yield code, None if isinstance(value, Exception) else value


def _plain(cell: Any) -> Any:
    if isinstance(cell, Quantity):
        number = float(cell)
        return int(cell) if cell.unit != SHARE and number.is_integer() else number
    return str(cell) if isinstance(cell, Status) else cell
