"""Values that look like others: digits of other scripts, numbers no computer holds, days that can't be meant."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest

from laporan.core.errors import Fault
from laporan.data.catalogue import contract_for
from laporan.data.checks import check
from laporan.data.contracts import Column, Contract
from laporan.data.read import read_table
from laporan.facts.lineage import Source, as_loaded
from laporan.facts.quantity import total
from laporan.facts.row_set import RowSet

pytestmark = pytest.mark.hostile("input")

COUNT = Column("count", "jumlah", "integer")
SHARE = Column("share", "bagian", "decimal", minimum=0, maximum=100)
DAY = Column("day", "tanggal", "date")
CODE = Column("code", "kode", pattern=r"\d{3}-[\w.]{2}")
WORDS = Column("words", "uraian")


def faults_of(tmp_path: Path, column: Column, text: str) -> tuple[pd.DataFrame, list[Fault]]:
    """What becomes of one cell of a column."""
    contract = Contract("uji", "Uji", (Column("row", "baris", pattern="[a-z]"), column))
    path = tmp_path / "uji.csv"
    path.write_text(f'baris,{column.header}\na,"{text}"\n', encoding="utf-8")
    return check(read_table(path, contract), contract)


REFUSED = [
    *[(COUNT, text) for text in ("٣", "３", "۵", "५", "Ⅴ", "½", "²", "五", "1２")],
    *[(COUNT, text) for text in ("1_000", "1.000", "1 000", "1\u00a0000", "1'000", "1,0", "1e3", "1E3", "0x10", "0b1")],
    *[(COUNT, text) for text in ("+5", "--5", "−5", "- 5", "-0", "-000", "5%", "Rp5", "=5", "'5", "(5)", "5-")],
    *[(COUNT, text) for text in ("NaN", "nan", "inf", "Infinity", "-inf", "1e400", "NULL", "TRUE", "None", "-")],
    *[(COUNT, text) for text in ("\u200b5", "5\u200b", "\ufeff5", "5\u2060", "\u202e5")],
    *[(COUNT, "1" + "0" * 20), (COUNT, "9" * 19), (COUNT, "9223372036854775808"), (COUNT, "9" * 16)],
    *[(COUNT, "9" * 6000), (COUNT, "0" * 6000 + "5")],
    *[(SHARE, text) for text in ("٣,٥", "３,５", "3.5", "3,", ",5", "1.000,5", "1_0,5", "-0,0", "-0", "3,5,1", "1e2")],
    *[(SHARE, text) for text in ("100,01", "-1", "-0,1", "NaN", "inf", "1e400", "3,5%", "9" * 400, "0," + "3" * 400)],
    *[(DAY, text) for text in ("２017-01-02", "2017-01-0٢", "２０１７-０１-０２", "-017-01-02", "+017-01-02")],
    *[(DAY, text) for text in ("2017-02-30", "2017-13-01", "2017-00-10", "2017-01-00", "0000-01-01", "2017-02-29")],
    *[(DAY, text) for text in ("2017-1-5", "17-01-05", "2017/01/05", "05-01-2017", "20170105", "2017-01-05T00:00")],
    *[
        (DAY, text)
        for text in ("2017-01-05 24:00", "2017-01-05 13:45:00", "42740", "hari ini", "2017-W01-1", "NaT", "now")
    ],
    *[
        (CODE, text)
        for text in ("٠٠١-ab", "００１-ab", "01-ab", "0001-ab", "001-äb", "001-a٢", "001-ab\u200b", "x001-ab")
    ],
    *[(WORDS, text) for text in ("Bagian ٣", "Bagian ３", "Disiplin\u200b", "Disi\u00adplin", "\ufeffDisiplin")],
]


@pytest.mark.parametrize(
    ("column", "text"), REFUSED, ids=[f"{column.name}-{ascii(text)[1:-1][:24]}" for column, text in REFUSED]
)
def test_what_is_not_written_as_declared_is_a_fault_of_its_cell(tmp_path: Path, column: Column, text: str) -> None:
    _frame, faults = faults_of(tmp_path, column, text)
    assert [(fault.row, fault.column) for fault in faults] == [(2, column.header)]
    assert faults[0].remedy


READ = [
    (COUNT, "0", 0),
    (COUNT, "007", 7),
    (COUNT, " 5 ", 5),
    (COUNT, "\u00a05\t", 5),
    (COUNT, "-5", -5),
    (COUNT, "9" * 15, 10**15 - 1),
    (SHARE, "100", 100),
    (SHARE, "0,10", pytest.approx(0.1)),
    (DAY, "2016-02-29", pd.Timestamp(2016, 2, 29)),
    (CODE, "001-ab", "001-ab"),
    (WORDS, "Pelayanan 3 m²", "Pelayanan 3 m²"),
]


@pytest.mark.parametrize(
    ("column", "text", "value"), READ, ids=[f"{column.name}-{ascii(text)[1:-1]}" for column, text, _ in READ]
)
def test_what_is_written_as_declared_is_its_value(tmp_path: Path, column: Column, text: str, value: object) -> None:
    frame, faults = faults_of(tmp_path, column, text)
    assert faults == []
    read = frame[column.name].iloc[0]
    assert (float(read) if column is SHARE else read) == value


@pytest.mark.parametrize(
    ("dataset", "column"),
    [
        (contract.name, column.name)
        for contract in (contract_for(name, 2017) for name in ("pengaduan", "sop", "bukti", "iso_sertifikat"))
        for column in contract.columns
        if column.kind == "date"
    ],
)
def test_every_date_has_bounds_that_follow_from_the_year(dataset: str, column: str) -> None:
    declared = contract_for(dataset, 2017).column(column)
    assert isinstance(declared.minimum, dt.date)
    assert isinstance(declared.maximum, dt.date)
    assert 1980 < declared.minimum.year <= 2017 <= declared.maximum.year < 2020


@pytest.mark.parametrize(
    ("received", "number", "column"),
    [
        ("0217-01-02", "01170000001", "tanggal_masuk"),
        ("1900-01-02", "01000000001", "tanggal_masuk"),
        ("2099-01-02", "01990000001", "tanggal_masuk"),
        ("2017-01-02", "01140000001", "nomor"),
        ("2016-12-30", "01170000001", "nomor"),
    ],
    ids=["0217", "1900", "2099", "numbered-2014", "received-2016"],
)
def test_a_complaint_is_of_a_year_that_can_be_meant(tmp_path: Path, received: str, number: str, column: str) -> None:
    contract = contract_for("pengaduan", 2017)
    row = f"{number},LAPORBKN!,Berkadar pengawasan,Gaji,Biro Humas,{received},,Dalam proses,"
    path = tmp_path / "pengaduan.csv"
    path.write_text(f"{','.join(column.header for column in contract.columns)}\n{row}\n", encoding="utf-8")
    assert {fault.column for fault in check(read_table(path, contract), contract)[1]} == {column}


def test_a_sum_does_not_begin_again_below_zero() -> None:
    rows = pd.RangeIndex(2, 22, name="baris")
    source = Source("2017/pusat/uji", "uji.csv", "", "primary", "Uji", 20, (), "", RowSet.of(rows))
    frame = as_loaded(pd.DataFrame({"count": [10**18] * 20}, index=rows), source)
    assert total(frame["count"], "orang").value == 20 * 10**18
