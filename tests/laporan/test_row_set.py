"""Sets of rows: whichever way they are made, they hold the rows that were given, and no neighbour of them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from laporan.facts.row_set import RowSet

INDEXES = [
    pytest.param([2, 3, 4, 5], id="no-gap"),
    pytest.param([2, 3, 5, 6], id="a-gap"),
    pytest.param([2, 3, 6, 7], id="a-gap-of-two"),
    pytest.param([5, 4, 3, 2], id="backwards"),
    pytest.param([2, 4, 3, 5], id="first-and-last-as-without-a-gap"),
    pytest.param([2, 2, 4, 5], id="one-twice"),
    pytest.param([2, 3, 3, 5], id="one-twice-for-one-that-is-missing"),
    pytest.param([0, 1, 2, 3], id="from-zero"),
    pytest.param([7, 8, 9, 17], id="across-a-byte"),
]


@pytest.mark.parametrize("rows", INDEXES)
@pytest.mark.parametrize("chosen", [0b0000, 0b0001, 0b0110, 0b1000, 0b1011, 0b1111], ids=bin)
def test_the_chosen_rows_are_those_that_are_marked(rows: list[int], chosen: int) -> None:
    flags = np.array([bool(chosen >> place & 1) for place in range(len(rows))])
    assert set(RowSet.where(pd.Index(rows), flags)) == {row for row, flag in zip(rows, flags, strict=True) if flag}


@given(st.lists(st.tuples(st.integers(0, 300), st.booleans()), unique_by=lambda pair: pair[0]))
def test_choosing_is_the_same_as_filtering(pairs: list[tuple[int, bool]]) -> None:
    rows = pd.Index([row for row, _ in pairs], dtype="int64")
    flags = np.array([flag for _, flag in pairs], dtype=bool)
    assert RowSet.where(rows, flags) == RowSet.of(rows[flags])


@given(st.sets(st.integers(0, 300)))
def test_a_set_knows_its_size_its_members_and_its_runs(rows: set[int]) -> None:
    found = RowSet.of(rows)
    assert (len(found), set(found), found.runs) == (len(rows), rows, len(found.ranges()))
    assert [row for row in range(302) if row in found] == sorted(rows)
    assert {row for first, last in found.ranges() for row in range(first, last + 1)} == rows
    assert not any(first - 1 in rows or last + 1 in rows for first, last in found.ranges())
    assert found.ranges(1) == found.ranges()[:1]
    assert int.from_bytes(found.to_bytes(), "little") == found.bits
    assert len(found.to_bytes()) == (max(rows) // 8 + 1 if rows else 0)


def test_an_index_and_a_list_give_the_same() -> None:
    assert RowSet.of(pd.Index([2, 9])) == RowSet.of([9, 2]) == RowSet(0b1000000100)
    assert RowSet.of([2]) | RowSet.of([9]) == RowSet.of([2, 9])
    assert RowSet.of([]) == RowSet.where(pd.Index([], dtype="int64"), np.array([], dtype=bool)) == RowSet()


@pytest.mark.parametrize(
    "rows", [pd.Index([2, 3, 4]), pd.Index([3, 4, 2]), [2, 3, 4], iter([2, 3, 4])], ids=lambda rows: type(rows).__name__
)
def test_rows_of_any_kind_are_whole_numbers(rows: object) -> None:
    assert RowSet.of(rows).bits == 0b11100  # type: ignore[arg-type]
    assert RowSet.of([]).bits == 0
