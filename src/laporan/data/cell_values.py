"""One cell's text to its value, by the declared form of its column: digits are 0 to 9, and nothing is guessed."""

from __future__ import annotations

import re
from decimal import Decimal

import pandas as pd

from laporan.data.contracts import MOST_DIGITS, Column

INTEGER = f"-?0{{0,20}}[0-9]{{1,{MOST_DIGITS}}}"
DECIMAL = f"-?0{{0,20}}[0-9]{{1,{MOST_DIGITS}}}(?:,[0-9]{{1,20}})?"
LESS_THAN_NOTHING = "-0+(?:,0+)?"  # what is left of a small negative number that was rounded somewhere
DIRECTIVES = {"%": "%", "Y": "[1-9][0-9]{3}", "j": "[0-9]{3}", **dict.fromkeys("ymdHIMSUW", "[0-9]{2}")}
WORD = "[A-Za-z]+"  # what other directives write: names of months and days


def parse_cells(cells: pd.Series, column: Column) -> tuple[pd.Series, pd.Series]:
    """Values by the declared form.

    Parameters
    ----------
    cells : pd.Series
        Texts, stripped, missing where empty.
    column : Column
        Says the form.

    Returns
    -------
    values : pd.Series
        Missing where the text has another form.
    ok : pd.Series of bool
        Where the text has the declared form.
    """
    match column.kind:
        case "text":
            return cells, cells.notna()
        case "integer":
            ok = _of_form(cells, INTEGER) & ~_of_form(cells, LESS_THAN_NOTHING)
            return pd.to_numeric(cells.where(ok)).astype("Int64"), ok
        case "decimal":
            ok = _of_form(cells, DECIMAL) & ~_of_form(cells, LESS_THAN_NOTHING)
            return cells.where(ok).map(lambda c: Decimal(c.replace(",", ".")), na_action="ignore").astype(object), ok
        case "date":
            # strptime alone would accept 2017-1-5 for %Y-%m-%d, and digits of other scripts
            shaped = _of_form(cells, date_pattern(column.date_format))
            values = pd.to_datetime(cells.where(shaped), format=column.date_format, errors="coerce")
            return values, values.notna()


def date_pattern(date_format: str) -> str:
    """The pattern of a date's whole text: each part with all its zeros.

    Examples
    --------
    >>> date_pattern("%d/%m/%Y")
    '[0-9]{2}/[0-9]{2}/[1-9][0-9]{3}'
    """
    parts = re.split("%(.)", date_format)
    return "".join(DIRECTIVES.get(part, WORD) if place % 2 else re.escape(part) for place, part in enumerate(parts))


def _of_form(cells: pd.Series, form: str) -> pd.Series:
    return cells.str.fullmatch(f"(?:{form})").fillna(False).astype(bool)
