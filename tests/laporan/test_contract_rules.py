"""Rules that a contract declares: a written figure and its value, dates and what they follow, what wants a note."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from laporan.core.formatting import number, percent
from laporan.data.catalogue import contract_for
from laporan.data.checks import check as check_table
from laporan.data.contracts import Column, Contract, RowCheck
from laporan.data.plausibility import ceiling, gaps, outliers
from laporan.data.read import read_table
from laporan.data.row_rules import follows, not_after, written_as
from laporan.data.soft_checks import unnoted
from laporan.project.parameters import DataNote

RAW = Path(__file__).resolve().parents[2] / "data" / "raw" / "2017"


def held(check: RowCheck, **columns: list[Any]) -> list[bool]:
    frame = pd.DataFrame(columns)
    return check.holds(frame).astype("boolean").fillna(True).astype(bool).tolist()


WRITTEN = [
    pytest.param("3.852", "3852", True, id="thousands"),
    pytest.param("3.852", "3825", False, id="digits-swapped"),
    pytest.param("3.852", "3.852", True, id="point-for-a-comma"),
    pytest.param("3.852", "38.52", False, id="another-size"),
    pytest.param("90,4%", "0.904", True, id="percent"),
    pytest.param("90,4%", "90.4", False, id="percent-is-a-share"),
    pytest.param("25 persen", "0.25", True, id="percent-in-words"),
    pytest.param("24,23 hari", "24.23", True, id="with-its-unit"),
    pytest.param("6, 251", "6.251", True, id="stray-space"),
    pytest.param("hampir 3 kali", "3", True, id="in-a-phrase"),
    pytest.param("tiga", "3", True, id="in-words"),
    pytest.param("tiga", "4", False, id="in-wrong-words"),
    pytest.param("dua puluh", "20", False, id="words-that-we-cannot-read"),
    pytest.param("sebagian besar", "1", False, id="no-figure"),
    pytest.param("sebagian besar", None, True, id="no-value"),
    pytest.param(None, "1", True, id="nothing-written"),
    pytest.param("−6", "-6", True, id="minus"),
    pytest.param("1.234.567", "1234567", True, id="millions"),
    pytest.param("12.34", "1234", False, id="no-thousands"),
]


@pytest.mark.parametrize(("written", "value", "fits"), WRITTEN)
def test_a_written_figure_is_its_value(written: str | None, value: str | None, *, fits: bool) -> None:
    values = [None if value is None else Decimal(value)]
    assert held(written_as("printed", "value"), printed=[written], value=values) == [fits]


@given(st.integers(-(10**9), 10**9), st.integers(0, 4))
def test_what_we_print_is_read_back(whole: int, places: int) -> None:
    value = Decimal(whole).scaleb(-places)
    told = [number(value, places), percent(value, max(places - 2, 0))]
    exact = [
        value,
        Decimal(percent(value, max(places - 2, 0)).rstrip("%").replace(".", "").replace(",", ".").replace("−", "-"))
        / 100,
    ]
    assert held(written_as("printed", "value"), printed=told, value=exact) == [True, True]


def test_whole_numbers_have_a_written_figure_too() -> None:
    assert held(written_as("printed", "value"), printed=["3.852", "3.852"], value=[3852, 3825]) == [True, False]


DAY = pd.Timestamp


@pytest.mark.parametrize(
    ("later", "earlier", "fits"),
    [
        pytest.param(DAY("2017-03-02"), DAY("2017-03-01"), True, id="after"),
        pytest.param(DAY("2017-03-01"), DAY("2017-03-01"), True, id="same-day"),
        pytest.param(DAY("2017-02-28"), DAY("2017-03-01"), False, id="before"),
        pytest.param(pd.NaT, DAY("2017-03-01"), True, id="not-yet"),
        pytest.param(DAY("2017-03-01"), pd.NaT, True, id="of-unknown-begin"),
    ],
)
def test_a_date_follows_its_event(later: Any, earlier: Any, *, fits: bool) -> None:
    check = follows("closed", "received", "tanggal selesai mendahului tanggal masuk")
    assert held(check, closed=[later], received=[earlier]) == [fits]


def test_no_date_lies_after_the_report() -> None:
    check = not_after("date", dt.date(2018, 5, 21))
    assert held(check, date=[DAY("2018-05-21"), DAY("2018-05-22"), pd.NaT]) == [True, False, True]
    assert "2018-05-21" in check.rule


@pytest.mark.parametrize(
    ("numbers", "jumps"),
    [
        pytest.param(["SOP-01", "SOP-02", "SOP-03"], [], id="none-missing"),
        pytest.param(["SOP-03", "SOP-01", "SOP-02"], [], id="in-any-order"),
        pytest.param(["SOP-01", "SOP-03"], ["SOP-03"], id="one-missing"),
        pytest.param(["SOP-02"], ["SOP-02"], id="the-first-missing"),
        pytest.param(["A-01", "B-01", "B-03"], ["B-03"], id="two-series"),
        pytest.param(["SOP-01", "tanpa nomor"], [], id="of-no-series"),
        pytest.param(["SOP-01", f"SOP-{'9' * 30}"], [], id="longer-than-any-number"),
    ],
)
def test_a_gap_in_serial_numbers_wants_a_note(numbers: list[str], jumps: list[str]) -> None:
    holds = held(gaps("code", r"([A-Z]+-)(\d+)"), code=numbers)
    assert [code for code, fits in zip(numbers, holds, strict=True) if not fits] == jumps


def test_whole_numbers_are_serial_numbers_too() -> None:
    assert held(gaps("number"), number=[1, 2, 4]) == [True, True, False]


def test_what_is_above_a_ceiling_wants_a_note() -> None:
    assert held(ceiling("requests", 365_000, "lebih dari 1.000 sehari"), requests=[3_913_422, 69_310]) == [False, True]


@pytest.mark.parametrize(
    ("values", "far"),
    [
        pytest.param([10, 11, 9, 10, 12, 95], [95], id="one-far-away"),
        pytest.param([10, 11, 9, 10, 12, 13], [], id="all-alike"),
        pytest.param([5, 5, 5, 5, 5, 60], [60], id="most-are-the-same"),
        pytest.param([5, 5, 5, 5, 5, 5], [], id="all-the-same"),
        pytest.param([1, 1000, 2, 3], [], id="too-few-to-tell"),
    ],
)
def test_an_outlier_wants_a_note(values: list[int], far: list[int]) -> None:
    holds = held(outliers("count"), count=values)
    assert [value for value, fits in zip(values, holds, strict=True) if not fits] == far


def test_an_outlier_is_far_from_those_of_its_own_group() -> None:
    low, high = [10, 11, 9, 10, 12, 11], [1000, 1010, 990, 1005, 995, 11]
    holds = held(outliers("count", ("group",)), count=low + high, group=["a"] * 6 + ["b"] * 6)
    assert holds == [True] * 11 + [False]


def test_a_row_that_names_no_group_is_judged_among_those_that_name_none() -> None:
    holds = held(outliers("count", ("group",)), count=[1, 2, 3, 2, 900, 5], group=["a"] * 5 + [None])
    assert holds == [True] * 4 + [False, True]


UNLIKELY = Contract(
    "helpdesk",
    "Helpdesk",
    (Column("channel", "kanal"), Column("requests", "permohonan", "integer")),
    soft_checks=(ceiling("requests", 1000, "lebih dari 1.000"),),
)


def warnings(*notes: DataNote) -> list[tuple[str, int | None, str | None]]:
    frame = pd.DataFrame({"channel": ["a", "b"], "requests": [5000, 6000]}, index=[2, 3])
    return [(fault.level, fault.row, fault.value) for fault in unnoted(frame, UNLIKELY, list(notes), "helpdesk.csv")]


def test_a_soft_check_warns_until_a_note_explains_it() -> None:
    explained = DataNote(row=3, column="permohonan", why="Angka terbitan")
    assert warnings() == [("warning", 2, "5000"), ("warning", 3, "6000")]
    assert warnings(explained) == [("warning", 2, "5000")]


WORDS = Contract(
    "log", "Log", (Column("unit", "unit"), Column("code", "kode", pattern="[A-Za-z]+"), Column("n", "n", "integer"))
)


@pytest.mark.parametrize("compact", [False, True], ids=["text", "categories"])
def test_words_that_differ_in_letters_or_spaces_alone_want_a_note(compact: bool) -> None:
    units = pd.Series(["Biro Humas", "Inspektorat", "biro  humas", "Biro Humas", "BIRO HUMAS", "biro  humas", None])
    frame = pd.DataFrame(
        {"unit": units.astype("category" if compact else "str"), "code": list("aAbBcCd"), "n": range(7)}
    )
    frame.index = range(2, 9)
    found = unnoted(frame, WORDS, [], "log.csv")
    assert [(one.level, one.row, one.column, one.value) for one in found] == [
        ("warning", 4, "unit", "biro  humas"),
        ("warning", 6, "unit", "BIRO HUMAS"),
    ]
    assert "“Biro Humas”" in found[0].rule
    assert (
        unnoted(frame, WORDS, [DataNote(row=4, column="unit", why="x"), DataNote(row=6, column="unit", why="y")], "x")
        == []
    )


@pytest.mark.parametrize("row", [4, 99], ids=["sound-row", "no-such-row"])
def test_a_note_that_explains_nothing_is_told(row: int) -> None:
    notes = [DataNote(row=number, column="permohonan", why="x") for number in (2, 3, row)]
    assert warnings(*notes) == [("warning", row, None)]


@pytest.mark.parametrize(
    "again", ["nik tidak ditemukan", "NIK  Tidak Ditemukan"], ids=["other-letters", "other-spaces"]
)
def test_the_same_words_written_otherwise_are_told_as_a_repetition(tmp_path: Path, again: str) -> None:
    contract = Contract("x", "X", (Column("name", "masalah", unique=True), Column("n", "n", "integer")))
    path = tmp_path / "x.csv"
    path.write_text(f"masalah,n\nNIK Tidak Ditemukan,1\nLain,2\n{again},3\n", encoding="utf-8")
    (fault,) = check_table(read_table(path, contract), contract)[1]
    assert (fault.row, fault.rule) == (4, "sama dengan baris 2")


@pytest.mark.parametrize(
    ("dataset", "good", "bad", "column"),
    [
        pytest.param("media_siaran_pers", "001,2017-", "001,2016-", "tanggal", id="release-of-another-year"),
        pytest.param("kpo_ppo_kegiatan", "3,2017-03-10,", "4,2017-03-10,", "tanggal", id="month-of-another-date"),
        pytest.param("iso_tindak_lanjut", "1,Selesai,20", "1,Selesai,21", "tanggal", id="done-after-the-report"),
        pytest.param("sop", "SOP-01,", "sop-01,", "nomor", id="form-of-a-number"),
    ],
)
def test_our_contracts_see_it(tmp_path: Path, dataset: str, good: str, bad: str, column: str) -> None:
    contract = contract_for(dataset, 2017)
    text = (RAW / f"{dataset}.csv").read_text(encoding="utf-8")
    assert good in text
    path = tmp_path / "x.csv"
    path.write_text(text.replace(good, bad, 1), encoding="utf-8")
    assert {(fault.row, fault.column) for fault in check_table(read_table(path, contract), contract)[1]} == {
        (2 if dataset != "kpo_ppo_kegiatan" else 3, column)
    }


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        pytest.param(
            "a,1,A,3,3,0,procedures-revisd,,,",
            "ukuran",
            "tidak dikenal; yang terdekat “procedures-revised”",
            id="no-measure",
        ),
        pytest.param(
            "a,1,A,3,3,,procedures-revised,,,", "ukuran", "yang menyertainya di baris itu kosong", id="no-places"
        ),
        pytest.param(
            "a,1,A,semua,,,procedures-revised,,,", "ukuran", "yang menyertainya di baris itu kosong", id="no-value"
        ),
    ],
)
def test_a_published_figure_is_held_against_a_measure_that_there_is(
    tmp_path: Path, row: str, column: str, said: str
) -> None:
    path = tmp_path / "x.csv"
    head = "kode,subbab,pokok,tertulis,nilai,angka_desimal,ukuran,tahun,putusan,catatan"
    path.write_text(f"{head}\nb,1,B,semua,,,,,kabur,\nc,1,C,3,3,0,procedures-revised,,,\n{row}\n", encoding="utf-8")
    contract = contract_for("terbitan", 2017)
    (fault,) = check_table(read_table(path, contract), contract)[1]
    assert (fault.row, fault.column) == (4, column)
    assert said in fault.rule


def test_the_published_figures_are_read_as_they_stand(tmp_path: Path) -> None:
    contract = contract_for("terbitan", 2017)
    text = (RAW / "terbitan.csv").read_text(encoding="utf-8")
    assert check_table(read_table(RAW / "terbitan.csv", contract), contract)[1] == []
    wrong = tmp_path / "terbitan.csv"
    wrong.write_text(text.replace("3.852,3852,", "3.852,3825,"), encoding="utf-8")
    (fault,) = check_table(read_table(wrong, contract), contract)[1]
    assert (fault.level, fault.column, fault.value) == ("error", "tertulis", "3.852")
