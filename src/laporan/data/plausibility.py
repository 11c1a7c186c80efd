"""Soft checks that contracts declare: values that are no fault, but hard to believe, so that they want a note."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pandas as pd

from laporan.data.contracts import RowCheck

DIGITS = 18  # what 64 bits hold; a longer number counts nothing
ENOUGH = 5  # values from which on one can be told to lie far from the others
FAR = 3.5  # in modified z-scores: Iglewicz and Hoaglin, How to Detect and Handle Outliers (1993)
SCORE, SCORE_OF_MEAN = 0.6745, 0.7979  # what makes both deviations comparable to a standard deviation
REMEDY = "Betulkan sel itu, atau jelaskan di params: data_notes"


def ceiling(column: str, most: int | Decimal, rule: str) -> RowCheck:
    """What is above a ceiling is hard to believe.

    Parameters
    ----------
    column : str
        Of numbers, by its name in code.
    most : int or Decimal
        The largest value that needs no note.
    rule : str
        Why it is hard to believe, in Indonesian, as it stands after the value.
    """
    return RowCheck(column, lambda rows: ~(rows[column] > most), rule, REMEDY)


def outliers(column: str, within: Sequence[str] = ()) -> RowCheck:
    """What lies far from the others is hard to believe: a modified z-score above 3,5.

    Parameters
    ----------
    column : str
        Of numbers, by its name in code.
    within : sequence of str
        Columns whose values together make groups; each is judged by itself.
    """

    def holds(rows: pd.DataFrame) -> pd.Series:
        values = rows[column].astype("float64")
        groups = (
            values.groupby([rows[name] for name in within], observed=True, dropna=False)
            if within
            else values.groupby(lambda _: 0)
        )
        return groups.transform(lambda part: _scores(part) <= FAR) | values.isna()

    others = "kelompoknya" if within else "kolomnya"
    return RowCheck(column, holds, f"jauh dari nilai lain dalam {others}", REMEDY)


def _scores(values: pd.Series) -> pd.Series:
    """Modified z-scores, by the median of the deviations; where most of these are zero, by their mean."""
    away = (values - values.median()).abs()
    if values.count() < ENOUGH or away.max() == 0:
        return away * 0
    middle = away.median()
    return away * SCORE / middle if middle else away * SCORE_OF_MEAN / away.mean()


def gaps(column: str, series: str = "()([0-9]+)") -> RowCheck:
    """A number that doesn't follow on its predecessor: something may be missing from the file.

    Parameters
    ----------
    column : str
        Of serial numbers, by its name in code.
    series : str
        A pattern of the whole text with two groups: what the numbers of one series have in common, and the running
        number, which begins with 1. What does not fit is of no series.
    """

    def holds(rows: pd.DataFrame) -> pd.Series:
        found = rows[column].astype("str").str.extract(f"^{series}$")
        numbers = pd.to_numeric(found[1].where(found[1].str.len() <= DIGITS)).astype("Int64")
        before = numbers.sort_values().groupby(found[0], observed=True).shift(fill_value=0)
        return ~(numbers - before.reindex(rows.index) > 1).fillna(False).astype(bool)

    return RowCheck(column, holds, "tidak menyambung dengan nomor sebelumnya", REMEDY)
