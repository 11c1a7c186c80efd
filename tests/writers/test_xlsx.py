"""The workbook: numbers as the page prints them, a layout that can be heard, and nothing that runs."""

from __future__ import annotations

import csv
import os
import re
import shutil
import subprocess
import time
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openxml_audit import OpenXmlValidator

from laporan.core.formatting import number
from laporan.document.ast import Front
from laporan.writers.grids import DataGrid, Value
from laporan.writers.xlsx import CONTENTS, COVER, number_format, write_xlsx

FRONT: Front = {
    "title": "Laporan", "year": 2017, "group": "Pokja", "agency": "BKN", "place": "Jakarta", "date": "21 Mei 2018",
    "day": "2018-05-21", "office": "Ketua", "name": "X", "synthetic": "Semua 1 berkas data sintetis: survei.",
    "status": "semua data sintetis", "mark": "DRAF, semua data sintetis", "final": False,
    "correction": None, "contacts": [], "made_up": "semua berkas data",
}  # fmt: skip
ATTACKS = (
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "{=1}",
    "http://contoh.id",
    "mailto:a@b.c",
    "internal:'Sampul'!A1",
    "00042",
)
GRIDS = [
    DataGrid(
        "tbl-a", "Tabel 1", "Puas", ("Catatan: satu.",), ("Sumber: survei",), ("Nama", "Puas (jumlah)", "Puas (persen)"),
        ((Value("A"), Value("1.250", 1250), Value("91,5%", 0.9154, "%")), (Value("Jumlah"), Value("1.250", 1250), Value("–"))),
        total=True,
    ),
    DataGrid("fig-b", "Gambar 1", "=HYPERLINK(1)", (), (), ("=Kepala", "Isi"), tuple((Value(a), Value(a)) for a in ATTACKS)),
]  # fmt: skip


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("xlsx") / "tabel.xlsx"
    write_xlsx(GRIDS, FRONT, path)
    return path


@pytest.fixture(scope="module")
def book(file: Path) -> openpyxl.Workbook:
    return openpyxl.load_workbook(file)


PRINTED = {
    "whole": Value("16.912", 16912),
    "decimals": Value("18,23", 18.2299),
    "half up": Value("76,61", 76.605),
    "percent": Value("91,5%", 0.9154, "%"),
    "a gain": Value("+3,25", 3.25),
    "a loss": Value("−6,00", -6),
    "a size": Value("6,00", -6),
    "in words": Value("tiga", 3),
    "a misprint of another report": Value("3.519", 3.519),
    "with its unit": Value("1.250 hari kalender", 1250, "hari kalender"),
}


@pytest.mark.parametrize("value", PRINTED.values(), ids=PRINTED)
def test_the_format_prints_what_the_page_prints(value: Value) -> None:
    assert shown(value.number or 0, number_format(value)) == value.text


def shown(value: float, code: str) -> str:
    """What a spreadsheet with Indonesian separators shows: the section by sign, the digits asked for."""
    sections = code.split(";")
    section = sections[1] if value < 0 else sections[0]
    if re.fullmatch(r'"[^"]*"', code):
        return code.strip('"')
    assert section.startswith("[$-421]")
    body = re.sub(r"#,##0(?:\.(0+))?", "N", section.removeprefix("[$-421]"))
    decimals = re.search(r"#,##0(?:\.(0+))?", section)
    size = abs(Decimal(str(value))) * (100 if "%" in section else 1)
    places = len(decimals[1] or "") if decimals else 0
    return body.replace('"', "").replace("N", number(size, places))


@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice")
def test_libreoffice_shows_what_the_page_prints(tmp_path: Path) -> None:
    rows = tuple((Value(name), value) for name, value in PRINTED.items())
    write_xlsx([DataGrid("tbl-a", "Tabel 1", "Angka", (), (), ("Nama", "Isi"), rows)], FRONT, tmp_path / "t.xlsx")
    as_shown_all_sheets = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,true,false,false,-1"
    profile = f"-env:UserInstallation={(tmp_path / 'profil').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", as_shown_all_sheets, "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "t.xlsx")], capture_output=True, timeout=120, check=False)
    if not (tmp_path / "t-Tabel 1.csv").is_file():
        pytest.skip("LibreOffice without Calc")
    lines = (tmp_path / "t-Tabel 1.csv").read_text(encoding="utf-8").splitlines()
    shown_rows = list(csv.reader(lines))[-len(rows) :]
    assert {row[0]: row[1] for row in shown_rows} == {name: value.text for name, value in PRINTED.items()}


def test_one_table_a_sheet_title_first_no_gap_no_merged_cell(book: openpyxl.Workbook) -> None:
    assert book.sheetnames == [COVER, CONTENTS, "Tabel 1", "Gambar 1"]
    for sheet in book.worksheets:
        assert not sheet.merged_cells.ranges
        assert all(any(cell.value not in (None, "") for cell in row) for row in sheet.iter_rows())
        assert len(sheet.tables) == (0 if sheet.title == COVER else 1)
    sheet = book["Tabel 1"]
    assert [row[0].value for row in sheet.iter_rows(max_row=7)] == [
        "Tabel 1. Puas", "Lembar ini memuat satu tabel, 2 baris.",
        "Dari Laporan 2017, BKN (DRAF, semua data sintetis).", "Sumber: survei", "Catatan: satu.",
        "[z]: tidak berlaku.",
        "Kembali ke Daftar isi",
    ]  # fmt: skip
    (table,) = sheet.tables.values()
    assert table.ref == "A8:C10"
    assert table.headerRowCount != 0


def test_numbers_are_numbers_and_gaps_are_marked(book: openpyxl.Workbook) -> None:
    assert [[cell.value for cell in row] for row in book["Tabel 1"]["A9:C10"]] == [
        ["A", 1250, 0.9154], ["Jumlah", 1250, "[z]"],
    ]  # fmt: skip


def test_words_are_never_formulas_links_or_numbers(book: openpyxl.Workbook) -> None:
    sheet = book["Gambar 1"]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s"}
    assert [cell.coordinate for cell in cells if cell.hyperlink] == ["A4"]
    written = [cell.value for cell in cells]
    assert all(written.count(text) == 2 for text in ATTACKS)


def test_contents_link_to_every_sheet(book: openpyxl.Workbook) -> None:
    links = {cell.value: cell.hyperlink.location for row in book[CONTENTS]["A4:A5"] for cell in row}
    assert links == {"Tabel 1": "'Tabel 1'!A1", "Gambar 1": "'Gambar 1'!A1"}


def test_the_cover_says_what_was_made_up(book: openpyxl.Workbook) -> None:
    words = " ".join(str(row[0].value) for row in book[COVER].iter_rows())
    assert FRONT["synthetic"] in words
    assert "DRAF, belum ditandatangani" in words


@pytest.fixture
def _far_east(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Another time zone, which the C library forgets afterwards, too."""
    monkeypatch.setenv("TZ", "Asia/Jayapura")
    yield
    monkeypatch.undo()
    if hasattr(time, "tzset"):
        time.tzset()


@pytest.mark.usefixtures("_far_east")
def test_the_same_grids_give_the_same_bytes(file: Path, tmp_path: Path) -> None:
    write_xlsx(GRIDS, FRONT, tmp_path / "lain.xlsx")
    assert (tmp_path / "lain.xlsx").read_bytes() == file.read_bytes()
    with zipfile.ZipFile(file) as archive:
        assert b"2018-05-21T12:00:00Z" in archive.read("docProps/core.xml")
    assert os.environ["TZ"] == "Asia/Jayapura"


def test_gaps_say_whether_a_number_is_missing_or_can_not_be(tmp_path: Path) -> None:
    rows = (
        (Value("A"), Value("5", 5), Value("50%", 0.5, "%"), Value("–")),
        (Value("B"), Value("–"), Value("–"), Value("ada")),
        (Value("C"), Value("tak terbatas"), Value(""), Value("ada")),
        (Value("Jumlah"), Value("10", 10), Value("–"), Value("–")),
    )
    head = ("Nama", "Puas (jumlah)", "Puas (persen)", "Keterangan")
    write_xlsx([DataGrid("tbl-a", "Tabel 1", "Puas", (), (), head, rows, total=True)], FRONT, tmp_path / "x.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "x.xlsx")["Tabel 1"]
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    start = next(place for place, row in enumerate(cells) if row[0] == "Nama") + 1
    assert [row[1:] for row in cells[start:]] == [
        [5, 0.5, "[x]"], ["[x]", "[x]", "ada"], ["tak terbatas", "[z]", "ada"], [10, "[z]", "[z]"],
    ]  # fmt: skip
    told = [str(row[0]) for row in cells[:start]]
    assert "[x]: tidak tersedia." in told
    assert "[z]: tidak berlaku." in told


def test_a_sheet_without_gaps_explains_none(book: openpyxl.Workbook) -> None:
    told = [str(row[0].value) for row in book["Gambar 1"].iter_rows()]
    assert not [line for line in told if line.startswith(("[x]", "[z]"))]


def test_a_sheet_without_sources_is_listed_as_one(book: openpyxl.Workbook) -> None:
    sources = {row[0].value: row[2].value for row in book[CONTENTS]["A4:C5"]}
    assert sources == {"Tabel 1": "survei", "Gambar 1": "[z]"}
    told = " ".join(str(row[0].value) for row in book[COVER].iter_rows())
    assert "[x]: tidak tersedia" in told
    assert "[z]: tidak berlaku" in told


def test_the_workbook_says_its_language(book: openpyxl.Workbook) -> None:
    assert book.properties.language == "id-ID"


def test_the_validator_of_ooxml_finds_nothing(file: Path) -> None:
    assert [str(one) for one in OpenXmlValidator().validate(str(file)).errors] == []


def test_a_sheet_says_what_it_needs_to_be_read_alone(tmp_path: Path) -> None:
    rows = ((Value("Januari"), Value("1.948", 1948)),)
    grid = DataGrid(
        "fig-a", "Gambar 1", "Laporan menurut bulan", ("Catatan: garis.",), ("Sumber: log (sintetis)",), ("Bulan", "Masuk"),
        rows, finding="Laporan berkurang menjadi 356", how="Dihitung dari log. " * 12,
    )  # fmt: skip
    write_xlsx([grid], FRONT, tmp_path / "x.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "x.xlsx")["Gambar 1"]
    above = [cell.value for cell in sheet["A"] if cell.value]
    above = above[: above.index("Bulan")]
    said = " ".join(above)
    assert "Dari Laporan 2017, BKN (DRAF, semua data sintetis)." in said
    assert (
        "Temuan: Laporan berkurang menjadi 356. Sumber: log (sintetis) Catatan: garis. Cara dihitung: Dihitung" in said
    )
    assert max(map(len, above)) <= 72
