"""Counters: a share that stands first shares its place with those that can't be told from it."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.counters.contract import RATINGS
from analysis.counters.results import DISSATISFIED, VERY_SATISFIED, survey


def counters(**rated: tuple[int, int, int]) -> pd.DataFrame:
    rows = [(name, rating, n) for name, counts in rated.items() for rating, n in zip(RATINGS, counts, strict=True)]
    return pd.DataFrame(rows, columns=["counter", "rating", "respondents"])


@pytest.mark.parametrize(
    ("rated", "together"),
    [
        ({"A": (50, 202, 16), "B": (50, 204, 14), "C": (60, 200, 0)}, ["A", "B"]),
        ({"A": (50, 202, 40), "B": (50, 204, 5), "C": (60, 200, 3)}, ["A"]),
        ({"A": (9, 9, 2)}, ["A"]),
        ({"A": (9, 9, 0), "B": (3, 5, 0)}, ["A", "B"]),
    ],
    ids=["six-and-five-percent", "clearly-most", "only-one", "nobody-dissatisfied"],
)
def test_who_has_most_dissatisfied_users(rated: dict[str, tuple[int, int, int]], together: list[str]) -> None:
    found = survey(counters(**rated)).together(DISSATISFIED, most=True)
    assert [counter.name for counter in found] == together


def test_the_fewest_are_shared_too() -> None:
    found = survey(counters(A=(10, 80, 1), B=(12, 80, 1), C=(70, 20, 1))).together(VERY_SATISFIED, most=False)
    assert [counter.name for counter in found] == ["A", "B"]


def test_a_share_of_nobody_still_has_an_interval() -> None:
    interval = survey(counters(A=(9, 9, 0))).counter("A").interval(DISSATISFIED)
    assert float(interval.low) == 0
    assert 0.1 < float(interval.high) < 0.2
