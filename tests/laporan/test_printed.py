"""Each filter: what it prints, which pieces of it are numbers, and of which quantity each is the print."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from laporan.core.errors import NarrativeError
from laporan.facts import printed
from laporan.facts.printed import Printed, angka, besar, dari, hitungan, persen, rentang, satuan, selisih, terbilang
from laporan.facts.quantity import SHARE, Quantity, share

PART, WHOLE = Quantity(1724, "responden"), Quantity(2057, "responden")
SHARE_Q = share(PART, WHOLE)
DAYS = Quantity(Fraction(35202, 1931), "hari kalender")
GROWTH = Quantity(Fraction(1, 8), SHARE)
COUNT = Quantity(3852, "laporan")
LONGEST = Quantity(3852, "hari kalender")


def pieces(printed_text: Printed) -> list[tuple[str, Any, str]]:
    every = (*printed_text.pieces, *printed_text.note)
    return [(piece.text, piece.quantity, piece.part) for piece in every]


@pytest.mark.parametrize(
    ("write", "expected"),
    [
        pytest.param(lambda: angka(COUNT), [("3.852", COUNT, "")], id="angka"),
        pytest.param(lambda: angka(COUNT, 2), [("3.852,00", COUNT, "")], id="angka-places"),
        pytest.param(lambda: angka(GROWTH), [("13%", GROWTH, "")], id="angka-of-a-share"),
        pytest.param(lambda: angka(GROWTH, 1), [("12,5%", GROWTH, "")], id="angka-of-a-share-places"),
        pytest.param(lambda: satuan(DAYS), [("18,23", DAYS, ""), (" hari kalender", None, "")], id="satuan"),
        pytest.param(lambda: satuan(DAYS, 1), [("18,2", DAYS, ""), (" hari kalender", None, "")], id="satuan-places"),
        pytest.param(lambda: satuan(GROWTH, 1), [("12,5%", GROWTH, "")], id="satuan-of-a-share"),
        pytest.param(lambda: satuan(3), [("3", 3, "")], id="satuan-without-a-unit"),
        pytest.param(lambda: persen(GROWTH), [("13%", GROWTH, "")], id="persen"),
        pytest.param(lambda: persen(GROWTH, 1), [("12,5%", GROWTH, "")], id="persen-places"),
        pytest.param(lambda: persen(Quantity(Fraction(1, 8))), [("13%", Fraction(1, 8), "")], id="persen-without-a-unit"),
        pytest.param(
            lambda: dari(SHARE_Q),
            [
                ("1.724", PART, "bagian"),
                (" dari ", None, ""),
                ("2.057", WHOLE, "jumlah"),
                (" responden (", None, ""),
                ("84%", SHARE_Q, ""),
                (")", None, ""),
            ],
            id="dari",
        ),
        pytest.param(lambda: hitungan(SHARE_Q), [("1.724", PART, "bagian"), ("84%", SHARE_Q, "")], id="hitungan"),
        pytest.param(lambda: hitungan(SHARE_Q, 2), [("1.724", PART, "bagian"), ("83,81%", SHARE_Q, "")], id="hitungan-places"),
        pytest.param(
            lambda: rentang(DAYS, LONGEST, (1, 0)),
            [("18,2", DAYS, "bawah"), ("–", None, ""), ("3.852", LONGEST, "atas")],
            id="rentang",
        ),
        pytest.param(lambda: terbilang(3), [("tiga", 3, "")], id="terbilang"),
        pytest.param(lambda: selisih(DAYS), [("+18,23", DAYS, "")], id="selisih"),
        pytest.param(lambda: selisih(DAYS, 1), [("+18,2", DAYS, "")], id="selisih-places"),
        pytest.param(lambda: selisih(-DAYS, 3), [("−18,230", -DAYS, "")], id="selisih-of-a-fall"),
        pytest.param(lambda: selisih(Quantity(0, "poin")), [("0", 0, "")], id="selisih-of-nothing"),
        pytest.param(lambda: selisih(GROWTH, 1), [("+12,5%", GROWTH, "")], id="selisih-of-a-share"),
        pytest.param(lambda: selisih(Quantity(Fraction(1, 200), SHARE)), [("+1%", Fraction(1, 200), "")], id="selisih-small-share"),
        pytest.param(lambda: selisih(Quantity(Fraction(4, 5), "poin"), 1), [("+0,8", Fraction(4, 5), "")], id="selisih-below-one"),
        pytest.param(lambda: selisih(Quantity(Fraction(1, 999), "poin")), [("0,00", Fraction(1, 999), "")], id="selisih-rounded-to-zero"),
        pytest.param(lambda: rentang(DAYS, LONGEST, (3, 1)), [("18,230", DAYS, "bawah"), ("–", None, ""), ("3.852,0", LONGEST, "atas")], id="rentang-places"),
        pytest.param(lambda: besar(GROWTH, 1), [("12,5%", GROWTH, "")], id="besar-of-a-rising-share"),
        pytest.param(lambda: besar(-DAYS), [("18,23", DAYS, "")], id="besar"),
        pytest.param(lambda: besar(-DAYS, 1), [("18,2", DAYS, "")], id="besar-places"),
        pytest.param(lambda: besar(Quantity(-1, "poin")), [("1", 1, "")], id="besar-of-one"),
        pytest.param(lambda: dari(SHARE_Q, 2), [
            ("1.724", PART, "bagian"),
            (" dari ", None, ""),
            ("2.057", WHOLE, "jumlah"),
            (" responden (", None, ""),
            ("83,81%", SHARE_Q, ""),
            (")", None, ""),
        ], id="dari-places"),
        pytest.param(lambda: dari(share(Quantity(1), Quantity(2))), [
            ("1", 1, "bagian"), (" dari ", None, ""), ("2", 2, "jumlah"), (" (", None, ""), ("50%", Fraction(1, 2), ""), (")", None, "")
        ], id="dari-without-a-unit"),
    ],
)  # fmt: skip
def test_every_piece_of_a_print(write: Callable[[], Printed], expected: list[tuple[str, Any, str]]) -> None:
    told = write()
    assert pieces(told) == expected
    assert all(type(quantity) in (Quantity, type(None)) for _text, quantity, _part in pieces(told))
    assert str(told) == "".join(text for text, *_ in expected)


def test_the_percentage_of_a_cell_stands_in_its_second_line() -> None:
    assert [piece.text for piece in hitungan(SHARE_Q).pieces] == ["1.724"]
    assert [piece.text for piece in hitungan(SHARE_Q).note] == ["84%"]


@pytest.mark.parametrize(
    ("write", "message"),
    [
        pytest.param(lambda: persen(COUNT), "3.852 laporan bukan persentase: pakai satuan", id="persen-of-a-count"),
        pytest.param(
            lambda: dari(GROWTH), "bukan bagian dari suatu jumlah: pakai quantity.share", id="dari-without-base"
        ),
        pytest.param(lambda: terbilang(2.5), "2,50 bukan bilangan cacah", id="terbilang-of-a-part"),
        pytest.param(lambda: angka("3"), "'3' bukan bilangan", id="angka-of-text"),
        pytest.param(lambda: printed.arah("3", 2), "'3' bukan bilangan", id="arah-of-text"),
        pytest.param(lambda: printed.arah(2, None), "nilainya kosong (None)", id="arah-of-nothing"),
    ],
)
def test_what_cannot_be_written_says_why(write: Callable[[], object], message: str) -> None:
    with pytest.raises(NarrativeError) as told:
        write()
    assert message in str(told.value)


@pytest.mark.parametrize(
    ("before", "after", "word"),
    [(1, 2, "naik"), (2, 1, "turun"), (2, 2, "tetap"), (COUNT, COUNT + 1, "naik"), (COUNT, 2, "turun")],
)
def test_a_direction(before: Any, after: Any, word: str) -> None:
    assert printed.arah(before, after) == word


@pytest.mark.parametrize(
    ("scalar", "own"),
    [
        pytest.param(np.int64(3), 3, id="whole"),
        pytest.param(np.float64(80.89), 80.89, id="double"),
        pytest.param(np.float32(80.89), 80.89, id="a-single-says-no-more-than-it-prints"),
        pytest.param(np.bool_(True), True, id="truth"),
        pytest.param(np.str_("tiga"), "tiga", id="text"),
        pytest.param(np.array(3), 3, id="array-of-no-dimension"),
        pytest.param(np.array(80.89, dtype=np.float32), 80.89, id="single-of-no-dimension"),
        pytest.param(np.datetime64("2018-05-21"), pd.Timestamp(2018, 5, 21), id="day"),
        pytest.param(Fraction(1, 3), Fraction(1, 3), id="fraction"),
    ],
)
def test_a_scalar_of_numpy_becomes_pythons_own(scalar: Any, own: Any) -> None:
    found = printed.python_value(scalar)
    assert found == own
    assert isinstance(found, type(own))
    assert not isinstance(found, np.generic)


def test_what_is_no_scalar_stays_what_it_is() -> None:
    column = np.array([1, 2])
    assert printed.python_value(column) is column


@pytest.mark.parametrize(
    "value", [None, pd.NA, pd.NaT, float("nan"), np.float32("inf"), np.datetime64("NaT", "D")], ids=str
)
def test_what_stands_for_nothing_is_refused(value: Any) -> None:
    with pytest.raises(NarrativeError, match="nilainya kosong"):
        printed.python_value(value)


@pytest.mark.parametrize(
    "value", [True, np.bool_(True), "3", [3], object()], ids=["truth", "bool_", "text", "list", "object"]
)
def test_what_is_no_number_is_no_quantity(value: Any) -> None:
    with pytest.raises(NarrativeError, match="bukan bilangan"):
        printed.as_quantity(value)


@pytest.mark.parametrize(
    "value",
    [
        pytest.param(3, id="plain-number"),
        pytest.param(Quantity(Fraction(1, 2), "poin", of=WHOLE, part=PART), id="no-share"),
        pytest.param(Quantity(Fraction(1, 2), SHARE, of=WHOLE), id="share-without-a-part"),
        pytest.param(Quantity(Fraction(1, 2), SHARE, part=PART), id="share-without-a-whole"),
    ],
)
def test_only_a_share_that_knows_part_and_whole_is_written_with_them(value: Any) -> None:
    for write in (dari, hitungan):
        with pytest.raises(NarrativeError, match=r"pakai quantity\.share"):
            write(value)


def test_all_of_a_whole_and_a_range_of_one_value_are_written() -> None:
    assert str(dari(share(WHOLE, WHOLE))) == "2.057 dari 2.057 responden (100%)"
    assert str(rentang(DAYS, DAYS, (2, 2))) == "18,23–18,23"


def test_a_share_without_change_has_no_sign() -> None:
    assert [str(selisih(Quantity(0, SHARE))), str(selisih(Quantity(0, SHARE), 1))] == ["0%", "0,0%"]


def test_a_date_is_written_in_full() -> None:
    assert printed.tanggal(dt.date(2018, 5, 21)) == "21 Mei 2018"


@pytest.mark.parametrize(
    ("value", "limit", "places", "text"),
    [
        (Fraction(599, 1000), Fraction(6, 10), 2, "0,599"),
        (Fraction(6, 10), Fraction(6, 10), 2, "0,60"),
        (Fraction(601, 1000), Fraction(6, 10), 2, "0,601"),
        (Fraction(72, 100), Fraction(6, 10), 2, "0,72"),
        (Fraction(59996, 100000), Fraction(6, 10), 2, "0,59996"),
        (Fraction(79999, 1000), 80, None, "79,999"),
    ],
    ids=["below", "equal", "above", "far", "hair", "usual-places"],
)
def test_rounding_never_contradicts_the_limit_beside_a_number(value, limit, places, text):
    assert str(angka(value, places, limit)) == text


def test_a_share_just_below_its_target_is_not_printed_as_if_it_were_there():
    assert str(persen(Quantity(Fraction(8999, 10000), SHARE), 1, Quantity(Fraction(9, 10), SHARE))) == "89,99%"


@given(st.fractions(0, 1, max_denominator=1000), st.fractions(0, 1, max_denominator=100))
def test_what_is_printed_stands_on_its_side_of_the_limit(value, limit):
    shown, edge = (
        Fraction(str(angka(one, 2, other)).replace(",", ".")) for one, other in ((value, limit), (limit, value))
    )
    assert not (value < limit and shown > edge)
    assert not (value > limit and shown < edge)
