"""What goes back to an office says what was meant: one cause once, the form in words, the column and the separator."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from laporan.core.errors import DataError, Fault
from laporan.core.faults import told_once
from laporan.data.check import write_fault_workbook
from laporan.data.contracts import Column, Contract
from laporan.data.load import check
from laporan.data.read import read_table

CONTRACT = Contract(
    "kunjungan",
    "Kunjungan",
    (
        Column("date", "tanggal", "date"),
        Column("counter", "loket"),
        Column("visitors", "jumlah_tamu", "integer", minimum=0),
    ),
)
HEADER = "tanggal,loket,jumlah_tamu"
PLACE = "kunjungan.csv, baris 1"


def faults(path: Path, text: str, contract: Contract = CONTRACT) -> list[Fault]:
    file = path / "kunjungan.csv"
    file.write_text(text, encoding="utf-8")
    try:
        return check(read_table(file, contract), contract)[1]
    except DataError as error:
        return list(error.faults)


HEADERS = {
    "capitals": ("tanggal,Loket,jumlah_tamu", f"{PLACE}, kolom Loket: seharusnya “loket”. Ganti judul kolom itu"),
    "spaces": ("tanggal,loket,Jumlah Tamu", f"{PLACE}, kolom Jumlah Tamu: seharusnya “jumlah_tamu”."),
    "a-letter": ("tangal,loket,jumlah_tamu", f"{PLACE}, kolom tangal: seharusnya “tanggal”."),
    "no-break-space": (
        "tanggal,loket,jumlah\u00a0tamu",
        f"{PLACE}, kolom jumlah\u00a0tamu: seharusnya “jumlah_tamu” (di dalamnya ada spasi tak putus).",
    ),
    "zero-width": ("tanggal,lo\u200bket,jumlah_tamu", "seharusnya “loket” (di dalamnya ada tanda tanpa lebar)."),
    "gone": ("tanggal,loket", f"{PLACE}, kolom jumlah_tamu: kolom tidak ada."),
    "one-more": (f"{HEADER},catatan", f"{PLACE}, kolom catatan: kolom tidak dikenal."),
    "semicolons": (HEADER.replace(",", ";"), f"{PLACE}: selnya dipisahkan titik koma (;), seharusnya koma (,)."),
    "tabs": (HEADER.replace(",", "\t"), f"{PLACE}: selnya dipisahkan tab, seharusnya koma (,)."),
    "bars-and-capitals": ("Tanggal|Loket|Jumlah Tamu", f"{PLACE}: selnya dipisahkan garis tegak (|)"),
    "another-file": (
        "Timestamp,Nama,U1",
        f"{PLACE}: tidak satu pun judul kolomnya dikenal: tertulis “Timestamp”, “Nama”, “U1”, seharusnya tanggal, loket",
    ),
}


@pytest.mark.parametrize(("header", "said"), HEADERS.values(), ids=HEADERS)
def test_a_header_is_told_by_what_was_meant(tmp_path: Path, header: str, said: str) -> None:
    (fault,) = faults(tmp_path, f"{header}\n2017-01-02,A,1\n")
    assert said in str(fault)


def test_two_slips_are_two_columns(tmp_path: Path) -> None:
    found = faults(tmp_path, "Tanggal,LOKET,jumlah_tamu\n2017-01-02,A,1\n")
    assert [(fault.column, fault.rule) for fault in found] == [
        ("Tanggal", "seharusnya “tanggal”"),
        ("LOKET", "seharusnya “loket”"),
    ]


def test_many_cells_of_one_cause_are_one_message_with_their_number_and_the_first(tmp_path: Path) -> None:
    rows = "".join(f"{1 + row % 28}/1/2017,A,1\n" for row in range(5970))
    found = faults(tmp_path, f"{HEADER}\n{rows}")
    assert len(found) == 5970
    (message,) = told_once(found)
    assert message.startswith("kunjungan.csv, kolom tanggal: 5.970 sel bukan tanggal yang ditulis TTTT-BB-HH (misalnya")
    assert "baris 2 “1/1/2017”, baris 3 “2/1/2017”, baris 4 “3/1/2017”, dan 5.967 lagi. Perbaiki sel itu" in message
    assert str(DataError(found)) == message


def test_few_are_told_one_by_one_and_causes_apart(tmp_path: Path) -> None:
    rows = "x,A,1\n" * 3 + "2017-01-02,A,-1\n" * 4
    told = told_once(faults(tmp_path, f"{HEADER}\n{rows}"))
    assert [line.partition(":")[0] for line in told] == [
        "kunjungan.csv, baris 2, kolom tanggal",
        "kunjungan.csv, baris 3, kolom tanggal",
        "kunjungan.csv, baris 4, kolom tanggal",
        "kunjungan.csv, kolom jumlah_tamu",
    ]


def test_rows_that_repeat_others_are_one_cause_and_each_says_which(tmp_path: Path) -> None:
    unique = Contract("k", "K", (Column("counter", "loket", unique=True), Column("note", "catatan", optional=True)))
    rows = "".join(f"{name},\n" for name in "ABCDEABCDE")
    (message,) = told_once(faults(tmp_path, f"loket,catatan\n{rows}", unique))
    assert message.startswith(
        "kunjungan.csv, kolom loket: 5 sel: baris 7 “A” sama dengan baris 2, baris 8 “B” sama dengan"
    )


def test_ragged_rows_are_one_cause(tmp_path: Path) -> None:
    (message,) = told_once(faults(tmp_path, f"{HEADER}\n" + "2017-01-02,A\n" * 9))
    assert message.startswith(
        "kunjungan.csv: 9 baris berisi 2 sel, seharusnya 3: baris 2, baris 3, baris 4, dan 6 lagi."
    )


@pytest.mark.parametrize(
    ("written", "said"),
    [("%Y-%m-%d", "TTTT-BB-HH"), ("%d/%m/%Y", "HH/BB/TTTT"), ("%d %B %Y", "HH (nama bulan) TTTT")],
)
def test_a_date_s_form_is_told_in_words(written: str, said: str) -> None:
    assert f"tanggal yang ditulis {said} (misalnya" in Column("date", "tanggal", "date", written).rule


def test_a_message_neither_commands_a_terminal_nor_has_no_end(tmp_path: Path) -> None:
    escape, endless = "\x1b[31m", "x" * 40_000
    odd = [
        Fault("a.csv", "aturan", "Perbaiki.", row=1, column=f"{escape}{endless}", value=f"{escape}{endless}"),
        Fault("a.xlsx", "aturan", "Perbaiki.", sheet=f"{escape}Data", row=2),
    ]
    for message in (*map(str, odd), *told_once(odd * 4)):
        assert "\x1b" not in message
        assert len(message) < 900
    write_fault_workbook(odd, tmp_path / "kesalahan.xlsx")
    rows = list(openpyxl.load_workbook(tmp_path / "kesalahan.xlsx").worksheets[0].values)
    assert len(rows) == 3
    assert len(str(rows[1][4])) > 32_000
