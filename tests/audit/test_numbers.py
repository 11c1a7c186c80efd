"""Indonesian numbers, shares, money and words; what holds digits but is no figure."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.numbers import numbers, parse, printed
from audit.words import number_from_words


@pytest.mark.parametrize(
    ("text", "value", "decimals"),
    [
        pytest.param("1.057", "1057", 0, id="thousands"),
        pytest.param("3.995.027", "3995027", 0, id="millions"),
        pytest.param("18,23", "18.23", 2, id="comma"),
        pytest.param("1.234,5", "1234.5", 1, id="both"),
        pytest.param("90,4%", "90.4", 1, id="percent"),
        pytest.param("85.5", "85.5", 1, id="point"),
        pytest.param("-0,40", "-0.40", 2, id="negative"),
        pytest.param("Rp 2.500.000,-", "2500000", 0, id="money"),
        pytest.param("1,234,567", "1234567", 0, id="english"),
    ],
)
def test_a_printed_number_is_read(text, value, decimals):
    found = parse(text)
    assert found is not None
    assert (found.value, found.decimals) == (Decimal(value), decimals)


@pytest.mark.parametrize("text", ["", "-", "abc", "1-2", "12 Mei", "1.25.000"])
def test_what_is_no_number_is_none(text):
    assert parse(text) is None


def test_three_digits_behind_one_point_keep_both_readings():
    assert parse("3.519").readings == (Decimal(3519), Decimal("3.519"))


@pytest.mark.parametrize(
    "text",
    [
        "UU Nomor 25 Tahun 2009", "pada 21 Mei 2018", "5 dan 6 Januari 2017", "Tabel 2", "lihat subbab 2.3.1.1.", "ISO 9001:2015",
        "pukul 08.00 WIB", "telepon (021) 8093008", "NIP 19700101 199503 1 002", "tahun 2015-2019", "humas2@bkn.go.id",
        "skala 1 sampai 4", "KEP/25/M.PAN/2/2004", "No. 63/KEP/M.PAN/7/2003", "15–20", "Pengaman-2", "pada 2017",
    ],
)  # fmt: skip
def test_codes_and_dates_are_no_figures(text):
    assert numbers(text) == ()


def test_units_and_hedges_are_kept():
    first, second = numbers("hampir 750 orang atau 1,5 juta rupiah")
    assert (first.unit, first.approx) == ("orang", "hampir")
    assert second.value.value == 1_500_000


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("tiga", 3),
        ("dua belas", 12),
        ("dua puluh tiga", 23),
        ("seratus lima", 105),
        ("dua ribu tujuh belas", 2017),
        ("kanal", None),
    ],
)
def test_number_words(text, value):
    assert number_from_words(text) == value


@given(st.integers(min_value=0, max_value=10**9))
def test_what_is_printed_is_read_back(number):
    assert parse(printed(Decimal(number))).value == number


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_a_share_rounded_half_up_agrees_with_its_counts(part, more):
    from audit.numbers import PrintedValue, rounded

    share = Decimal(part) / (part + more) * 100
    for decimals in (0, 1, 2):
        assert PrintedValue(rounded(share, decimals), decimals).agrees(share)
