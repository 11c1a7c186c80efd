"""Several results as a pandas frame, a row each, whose numbers still know their rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from laporan.facts.quantity import Quantity
from laporan.facts.tables import Status
from laporan.notebook.display import RESULT, contents_of

CELLS = (Quantity, Status, str, int, float, dt.date, type(None), Exception)


def to_frame(results: Iterable[Any]) -> pd.DataFrame:
    """Results of one kind as a frame, to be sorted, filtered and grouped by pandas.

    Parameters
    ----------
    results : iterable
        Such as `survei.counters`.

    Returns
    -------
    DataFrame
        A row for each, in their order, under its name where no two have the same. A column for each number and word
        that it holds; numbers by a key have one for each key, such as `counts.Puas`; and `result`, the result itself.
        Numbers are quantities: they add up, compare and stand in sentences and tables as always.
    """
    rows = [{**dict(_cells(result)), RESULT: result} for result in results]
    frame = pd.DataFrame(rows, dtype=object).where(lambda made: made.notna(), None)
    names = frame["name"] if "name" in frame else pd.Series(dtype=object)
    return frame.set_index("name") if len(names) and names.is_unique else frame


def _cells(result: Any) -> Iterable[tuple[str, Any]]:
    for code, value in contents_of(result).items():
        if isinstance(value, Mapping):
            yield from ((f"{code}.{key}", one) for key, one in value.items() if isinstance(one, CELLS))
        elif isinstance(value, CELLS):
            yield code, None if isinstance(value, Exception) else value
