"""Numbers and dates as Indonesian readers write them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laporan.core import formatting


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        pytest.param(3852, None, "3.852", id="thousands"),
        pytest.param(3_995_027, None, "3.995.027", id="millions"),
        pytest.param(Fraction(35202, 1931), None, "18,23", id="two-decimals-by-default"),
        pytest.param(76.605, 2, "76,61", id="half-up-where-binary-is-below"),
        pytest.param(Decimal("3.519"), 3, "3,519", id="three-decimals"),
        pytest.param(-6, None, "−6", id="minus-sign"),
        pytest.param(-0.001, 2, "0,00", id="no-negative-zero"),
        pytest.param(Decimal("80.890"), None, "80,89", id="decimal"),
    ],
)
def test_numbers_are_printed_as_in_indonesia(value: formatting.Number, places: int | None, text: str) -> None:
    assert formatting.number(value, places) == text


@pytest.mark.parametrize(
    ("share", "places", "text"),
    [
        pytest.param(Fraction(724, 1057), 0, "68%", id="68.496-is-68"),
        pytest.param(Fraction(3852, 4208), 1, "91,5%", id="one-decimal"),
        pytest.param(Fraction(1, 8), 0, "13%", id="12.5-is-13"),
    ],
)
def test_a_share_is_rounded_once_from_its_exact_value(share: Fraction, places: int, text: str) -> None:
    assert formatting.percent(share, places) == text


@given(st.fractions(min_value=-10_000, max_value=10_000), st.integers(0, 6))
def test_rounding_is_never_more_than_half_a_unit_away(value: Fraction, places: int) -> None:
    rounded = Fraction(formatting.round_half_up(value, places))
    assert abs(rounded - value) <= Fraction(1, 2 * 10**places)


@given(st.integers(-10_000, 10_000), st.integers(1, 4))
def test_a_tie_goes_away_from_zero(whole: int, places: int) -> None:
    tie = Fraction(2 * whole + 1, 2 * 10**places)
    assert abs(Fraction(formatting.round_half_up(tie, places))) > abs(tie)


@pytest.mark.parametrize(
    ("months", "text"),
    [
        pytest.param([2, 5, 12], "Feb, Mei, Des", id="single"),
        pytest.param(range(1, 13), "Jan–Des", id="run"),
        pytest.param([1, 4, 5, 7, 8, 9, 10, 12], "Jan, Apr, Mei, Jul–Okt, Des", id="mixed"),
        pytest.param([], "", id="none"),
    ],
)
def test_months_are_listed_with_runs_joined(months: list[int], text: str) -> None:
    assert formatting.months(months) == text


def test_dates_listings_words_and_roman_numbers() -> None:
    assert formatting.long_date(dt.date(2018, 5, 21)) == "21 Mei 2018"
    assert formatting.listing(["a"]) == "a"
    assert formatting.listing(["a", "b"]) == "a dan b"
    assert formatting.listing(["a", "b", "c"]) == "a, b, dan c"
    assert [formatting.spelled(n) for n in (0, 9, 10)] == ["nol", "sembilan", "10"]
    assert [formatting.roman(n) for n in (1, 4, 9, 14)] == ["I", "IV", "IX", "XIV"]
