"""What a number refuses: other units, other kinds of days, shares of other wholes, words for what is not counted."""

from __future__ import annotations

import operator
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from laporan.core.errors import NarrativeError, UnitError
from laporan.facts import printed
from laporan.facts.quantity import (
    CALENDAR_DAYS,
    POINTS,
    SHARE,
    WORKING_DAYS,
    Quantity,
    median,
    relative_change,
    share,
    summed,
)
from laporan.notebook.narrative import render

REPORTS, PEOPLE = Quantity(3, "laporan"), Quantity(3, "orang")
CALENDAR, WORKING = Quantity(3, CALENDAR_DAYS), Quantity(3, WORKING_DAYS)
COMPARISONS = {
    "less": operator.lt,
    "at-most": operator.le,
    "more": operator.gt,
    "at-least": operator.ge,
    "equal": operator.eq,
    "unequal": operator.ne,
    "smallest": min,
    "largest": max,
    "in-order": lambda a, b: sorted([a, b]),
    "one-of": lambda a, b: [b].count(a),
    "direction": printed.arah,
}


def of(part: int, whole: int, unit: str = "laporan") -> Quantity:
    return share(Quantity(part, unit), Quantity(whole, unit))


@pytest.mark.parametrize("compare", COMPARISONS.values(), ids=COMPARISONS)
@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param(REPORTS, PEOPLE, id="reports-and-people"),
        pytest.param(CALENDAR, WORKING, id="kinds-of-days"),
        pytest.param(of(1, 2), Quantity(50, POINTS), id="share-and-points"),
        pytest.param(REPORTS, Quantity(3), id="with-a-unit-and-without"),
    ],
)
def test_other_units_are_never_compared(compare: Callable[..., Any], left: Quantity, right: Quantity) -> None:
    with pytest.raises(UnitError, match="tidak dapat dibandingkan"):
        compare(left, right)


def test_a_sentence_says_why_it_cannot_compare() -> None:
    with pytest.raises(UnitError, match="hari kalender"):
        render("{{ arah(a, b) }}", {"a": CALENDAR, "b": WORKING})


@pytest.mark.parametrize(
    ("value", "other"),
    [
        pytest.param(2, 2, id="whole"),
        pytest.param(Fraction(1, 10), 0.1, id="fraction-and-float"),
        pytest.param(Fraction(1, 2), Decimal("0.50"), id="fraction-and-decimal"),
        pytest.param(Decimal("80.89"), 80.89, id="decimal-and-float"),
    ],
)
def test_values_are_compared_exactly_whatever_their_type(value: Any, other: Any) -> None:
    assert Quantity(value, "poin") == other
    assert other == Quantity(value, "poin")
    assert Quantity(value, "poin") == Quantity(other, "poin")
    assert not Quantity(value, "poin") < other
    assert Quantity(value, "poin") < other + 1
    assert Quantity(value, "poin") != other + 1


@pytest.mark.parametrize("other", [None, "3", [3], object()], ids=["nothing", "text", "list", "object"])
def test_a_number_is_unequal_to_what_is_no_number(other: Any) -> None:
    assert other != REPORTS
    with pytest.raises(TypeError):
        assert other > REPORTS


def test_a_number_is_no_key_of_a_set() -> None:
    """It equals a plain number and refuses other units, so that no hash could keep its promise."""
    with pytest.raises(TypeError, match="unhashable"):
        hash(REPORTS)


@given(st.integers(-99, 99), st.integers(-99, 99))
def test_one_unit_is_ordered_as_its_values(a: int, b: int) -> None:
    left, right = Quantity(a, "laporan"), Quantity(b, "laporan")
    for compare in (operator.lt, operator.le, operator.gt, operator.ge, operator.eq, operator.ne):
        assert compare(left, right) == compare(left, b) == compare(a, b)


def test_days_of_two_kinds_have_no_ratio() -> None:
    with pytest.raises(UnitError, match="dibagi"):
        assert CALENDAR / WORKING


def test_a_number_divided_by_a_plain_one_keeps_its_unit() -> None:
    assert Quantity(Fraction(3, 2), CALENDAR_DAYS) == CALENDAR / 2


class TestShares:
    def test_a_difference_is_in_percentage_points(self) -> None:
        change = of(3, 4) - of(1, 2, "orang")
        assert (change.value, change.unit) == (25, "poin persen")

    @pytest.mark.parametrize(
        ("write", "told"),
        [
            pytest.param(printed.angka, "25 poin persen", id="alone"),
            pytest.param(printed.satuan, "25 poin persen", id="with-its-unit"),
            pytest.param(printed.selisih, "+25 poin persen", id="signed"),
            pytest.param(printed.besar, "25 poin persen", id="size"),
            pytest.param(lambda q: printed.angka(q, 1), "25,0 poin persen", id="one-decimal"),
        ],
    )
    def test_percentage_points_are_always_named(self, write: Callable[..., printed.Printed], told: str) -> None:
        change = of(3, 4) - of(1, 2)
        assert str(write(change)) == told
        assert write(change).pieces[0].quantity == change

    def test_a_fall_has_its_sign_or_none(self) -> None:
        fall = of(1, 2) - of(3, 4)
        assert (str(printed.selisih(fall)), str(printed.besar(fall))) == ("−25 poin persen", "25 poin persen")

    def test_a_relative_change_stays_a_percentage_even_of_shares(self) -> None:
        assert relative_change(of(1, 2), of(3, 4)) == Quantity(Fraction(1, 2), SHARE)

    def test_parts_of_one_whole_are_a_part_of_it(self) -> None:
        both = of(1, 4) + of(2, 4)
        assert both == of(3, 4)
        assert str(printed.dari(both)) == "3 dari 4 laporan (75%)"

    def test_shares_are_summed_from_any_number(self) -> None:
        assert str(printed.dari(summed((of(n, 10) for n in (1, 2, 3)), SHARE))) == "6 dari 10 laporan (60%)"
        assert summed([], SHARE) == Quantity(0, SHARE)
        assert sum([of(1, 4), of(1, 4)]) == of(2, 4)

    def test_weights_without_a_whole_are_added(self) -> None:
        assert Quantity(Fraction(1, 4), SHARE) + Quantity(Fraction(3, 4), SHARE) == Quantity(1, SHARE)

    @pytest.mark.parametrize(
        "operation",
        [
            pytest.param(lambda: of(1, 2) + of(1, 4), id="sum-of-shares-of-other-wholes"),
            pytest.param(lambda: of(1, 4) + of(1, 4, "orang"), id="sum-of-shares-of-other-things"),
            pytest.param(lambda: summed([of(1, 2), of(1, 4)], SHARE), id="summed"),
            pytest.param(lambda: sum([of(1, 2), of(1, 4)]) / 2, id="mean-of-shares"),
            pytest.param(lambda: of(1, 4) + Quantity(Fraction(1, 4), SHARE), id="with-a-share-of-unknown-base"),
            pytest.param(lambda: share(of(1, 4), of(1, 2)), id="share-of-a-share"),
            pytest.param(lambda: of(1, 4) + (of(3, 4) - of(1, 4)), id="share-and-points"),
            pytest.param(lambda: summed([REPORTS], "orang"), id="summed-in-another-unit"),
        ],
    )
    def test_what_has_no_meaning_is_refused(self, operation: Callable[[], Quantity]) -> None:
        with pytest.raises(UnitError):
            operation()


class TestInWords:
    @pytest.mark.parametrize(
        ("value", "told"),
        [
            pytest.param(0, "nol", id="nothing"),
            pytest.param(9, "sembilan", id="nine"),
            pytest.param(10, "10", id="ten"),
            pytest.param(Fraction(6, 2), "tiga", id="whole-fraction"),
            pytest.param(3.0, "tiga", id="whole-float"),
            pytest.param(PEOPLE, "tiga", id="quantity"),
            pytest.param(10**30, "1" + ".000" * 10, id="larger-than-decimals-reach"),
        ],
    )
    def test_whole_numbers(self, value: Any, told: str) -> None:
        assert str(printed.terbilang(value)) == told

    @pytest.mark.parametrize(
        "value",
        [
            pytest.param(2.5, id="part-of-a-thing"),
            pytest.param(Fraction(7, 2), id="fraction"),
            pytest.param(Quantity(Decimal("18.23"), CALENDAR_DAYS), id="days"),
            pytest.param(-3, id="negative"),
            pytest.param(True, id="truth"),
            pytest.param(float("nan"), id="no-number"),
            pytest.param(float("inf"), id="infinite"),
            pytest.param("3", id="text"),
            pytest.param(of(4, 4), id="share"),
            pytest.param(of(3, 4) - of(1, 4), id="points"),
        ],
    )
    def test_what_is_not_counted_is_refused(self, value: Any) -> None:
        with pytest.raises(NarrativeError):
            printed.terbilang(value)


@pytest.mark.parametrize(
    "value", [REPORTS, of(3, 4) - of(1, 4), CALENDAR], ids=["count", "percentage-points", "duration"]
)
@pytest.mark.parametrize("write", [printed.persen, printed.dari, printed.hitungan], ids=lambda verb: verb.__name__)
def test_what_is_no_share_is_not_written_as_one(write: Callable[..., Any], value: Quantity) -> None:
    with pytest.raises(NarrativeError):
        write(value)


def test_the_median_of_an_even_number_is_the_mean_of_the_two_in_the_middle() -> None:
    assert median(pd.Series([9, 1, 2, 4]), CALENDAR_DAYS) == Quantity(3, CALENDAR_DAYS)
    assert median(pd.Series([1, 2, 3, 9]), CALENDAR_DAYS) == Quantity(Fraction(5, 2), CALENDAR_DAYS)
    assert median(pd.Series([Decimal(1), Decimal(2)]), "poin") == Quantity(Fraction(3, 2), "poin")
