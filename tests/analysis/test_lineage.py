"""A number rests on exactly its rows, through filters and arithmetic."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from laporan.core.errors import EmptySelectionError, UnitError
from laporan.facts.lineage import Basis, LeftOut, is_loaded
from laporan.facts.quantity import (
    CALENDAR_DAYS,
    WORKING_DAYS,
    Quantity,
    count,
    mean,
    median,
    relative_change,
    share,
    summed,
    total,
)
from laporan.facts.row_set import RowSet
from laporan.project.entries import FileEntry

if TYPE_CHECKING:
    from conftest import Framed

rows = st.sets(st.integers(0, 3000))


@given(rows, rows)
def test_row_sets_join_like_sets(a: set[int], b: set[int]) -> None:
    joined = RowSet.of(a) | RowSet.of(b)
    assert set(joined) == a | b
    assert len(joined) == len(a | b)
    assert all(row in joined for row in a)


@given(rows)
def test_ranges_hold_exactly_the_rows(numbers: set[int]) -> None:
    ranges = RowSet.of(numbers).ranges()
    assert {row for first, last in ranges for row in range(first, last + 1)} == numbers
    assert all(later[0] > earlier[1] + 1 for earlier, later in pairwise(ranges))


def used(quantity: Quantity) -> list[int]:
    return [row for rows in quantity.basis.rows.values() for row in rows]


def test_a_filtered_frame_carries_only_its_rows(framed: Framed) -> None:
    log = framed({"channel": ["A", "B", "A"], "days": [3, 4, 8]})
    part = log[log["channel"] == "A"]
    assert used(count(part, "laporan")) == [2, 4]
    assert used(mean(part["days"], CALENDAR_DAYS)) == [2, 4]
    assert mean(part["days"], CALENDAR_DAYS).value == Fraction(11, 2)
    assert median(log["days"], CALENDAR_DAYS).value == 4
    assert total(log["days"], CALENDAR_DAYS).value == 15


def test_an_empty_selection_still_names_its_file(framed: Framed) -> None:
    log = framed({"channel": ["A"]})
    nothing = count(log[log["channel"] == "X"], "laporan")
    assert nothing.value == 0
    assert [source.name for source in nothing.basis.sources] == ["2017/pusat/uji"]


def test_a_share_knows_its_part_and_its_whole(framed: Framed) -> None:
    log = framed({"channel": ["A", "B", "A"]})
    part = share(count(log[log["channel"] == "A"], "laporan"), count(log, "laporan"))
    assert part.value == Fraction(2, 3)
    assert part.part is not None
    assert used(part.part) == [2, 4]
    assert part.of == 3
    assert used(part) == [2, 3, 4]


def test_arithmetic_joins_the_rows_of_both_sides(framed: Framed) -> None:
    one, other = framed({"a": [1]}, "2016/pusat/uji"), framed({"a": [1, 2]})
    change = relative_change(count(one, "laporan"), count(other, "laporan"))
    assert change.value == 1
    assert [source.name for source in change.basis.sources] == ["2016/pusat/uji", "2017/pusat/uji"]
    assert (count(other, "laporan") - count(one, "laporan")).value == 1
    assert summed([count(one, "laporan"), count(other, "laporan")], "laporan").value == 3


@pytest.mark.parametrize("operation", [lambda a, b: a + b, lambda a, b: a - b, share], ids=["plus", "minus", "share"])
def test_days_of_different_kinds_never_mix(operation: object) -> None:
    with pytest.raises(UnitError, match="hari"):
        operation(Quantity(3, CALENDAR_DAYS), Quantity(2, WORKING_DAYS))  # type: ignore[operator]


def test_what_was_left_out_travels_with_the_source(framed: Framed) -> None:
    log = framed({"a": [1, 2]}, left_out=(LeftOut(9, "kiriman ganda"),))
    (source,) = Basis.of({"deep": [count(log, "laporan")]}, pd.DataFrame()).sources
    assert source.left_out == (LeftOut(9, "kiriman ganda"),)
    assert Basis.of(log).synthetic


@pytest.mark.parametrize(
    ("ask", "says"),
    [
        (lambda days: mean(days, CALENDAR_DAYS), r"rata-rata kolom “days” \(hari kalender\) dari nol baris"),
        (lambda days: median(days, CALENDAR_DAYS), r"median kolom “days” \(hari kalender\) dari nol baris"),
        (lambda days: share(count(days, "hari"), count(days, "hari")), "0 hari sebagai bagian dari nol hari"),
        (lambda days: relative_change(count(days, "hari"), Quantity(3, "hari")), "perubahan ke 3 hari dari nol hari"),
        (lambda days: Quantity(3, "laporan") / count(days, "hari"), "3 laporan dibagi nol hari"),
    ],
    ids=["mean", "median", "share", "change", "ratio"],
)
def test_what_nothing_has_is_refused_by_name(ask: Callable[..., Quantity], says: str, framed: Framed) -> None:
    with pytest.raises(EmptySelectionError, match=rf"{says} \(data/raw/2017/uji\.csv\)"):
        ask(framed({"days": [1]}).iloc[:0]["days"])


def test_nothing_divides_by_zero() -> None:
    with pytest.raises(EmptySelectionError, match="3 laporan dibagi nol: "):
        Quantity(3, "laporan") / 0


def test_bases_are_joined_by_file_and_by_entry(framed: Framed) -> None:
    frame, other = framed({"a": [1, 2, 3]}), framed({"a": [1]}, "2016/pusat/uji")
    entries = [FileEntry("params/2017.yml", key, "ab", "1") for key in ("a", "b")]
    joined = Basis.of(frame.iloc[:1], frame.iloc[2:], other, entries[0]) | Basis.of(entries[1])
    assert [(source.name, list(rows)) for source, rows in joined.rows.items()] == [
        ("2017/pusat/uji", [2, 4]),
        ("2016/pusat/uji", [2]),
    ]
    assert joined.entries == set(entries)
    assert joined == Basis.of(joined, None, "teks", 3, Held)


@dataclass(frozen=True)
class Held:
    rows: pd.Series


def test_what_a_result_holds_is_what_it_rests_on(framed: Framed) -> None:
    frame = framed({"a": [1, 2]})
    for held in (Held(frame["a"]), [frame["a"]], (frame["a"],), {"a": frame["a"]}, [{"a": Held(frame["a"])}]):
        assert Basis.of(held) == Basis.of(frame)


def test_only_a_frame_of_a_file_is_loaded(framed: Framed) -> None:
    frame = framed({"a": [1, 2]})
    assert [is_loaded(thing) for thing in (frame, pd.DataFrame({"a": [1]}), None, "teks")] == [
        True,
        False,
        False,
        False,
    ]
