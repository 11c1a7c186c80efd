"""Workbooks as offices send them: what would be lost or misread is refused by cell, what is no workbook by name."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.chart import BarChart
from openpyxl.worksheet.worksheet import Worksheet

from laporan.core.errors import DataError
from laporan.data.contracts import Column, Contract
from laporan.data.read import read_table, split
from laporan.data.text_table import FileLayout

pytestmark = pytest.mark.hostile("input")

LOG = Contract("log", "Log", (Column("code", "kode"), Column("count", "jumlah", optional=True)))
LENIENT = FileLayout(",;", lenient=True)


def workbook(path: Path, change: Callable[[Worksheet], object] | None = None) -> Path:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for line in (["kode", "jumlah"], ["A", 1], ["B", 2], ["C", 3]):
        sheet.append(line)
    if change:
        change(sheet)
    book.save(path)
    return path


def hide_row(sheet: Worksheet) -> None:
    sheet.row_dimensions[3].hidden = True


def hide_column(sheet: Worksheet) -> None:
    sheet.column_dimensions["B"].hidden = True


def hide_sheet(sheet: Worksheet) -> None:
    sheet.sheet_state = "hidden"
    assert sheet.parent is not None
    sheet.parent.create_sheet("terlihat")


def error_value(sheet: Worksheet) -> None:
    sheet["B2"] = "#REF!"
    sheet["B2"].data_type = "e"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda sheet: sheet.__setitem__("B3", "=SUM(B2:B2)"), "baris 3: sel B3 berisi rumus tanpa nilai tersimpan"),
        (error_value, "baris 2: sel B2 berisi galat #REF!"),
        (lambda sheet: sheet.__setitem__("D4", "catatan"), "baris 4: sel D4 berisi sesuatu di kolom tanpa judul"),
        (lambda sheet: sheet.__setitem__("XFD2", 1), "baris 2: sel XFD2"),
        (lambda sheet: sheet.merge_cells("B2:B3"), "baris 2: sel B2:B3 digabung"),
        (hide_row, "baris 3: barisnya tersembunyi"),
        (hide_column, "kolom B tersembunyi"),
        (hide_sheet, "lembar Sheet: lembarnya tersembunyi"),
    ],
    ids=[
        "formula",
        "error",
        "beyond the titles",
        "far beyond",
        "merged",
        "hidden row",
        "hidden column",
        "hidden sheet",
    ],
)
def test_what_would_be_lost_or_misread_is_refused_by_cell(
    tmp_path: Path, change: Callable[[Worksheet], object], told: str
) -> None:
    with pytest.raises(DataError, match=re.escape(told)):
        read_table(workbook(tmp_path / "log.xlsx", change), LOG)


def test_formulas_with_a_value_are_read_by_it(tmp_path: Path) -> None:
    path = workbook(tmp_path / "log.xlsx", lambda sheet: sheet.__setitem__("B3", "=B2+1"))
    part = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = re.sub(rb"(<f>B2\+1</f>)<v ?/?>(</v>)?", rb"\1<v>2</v>", parts[part])
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    assert read_table(path, LOG).columns["jumlah"].texts.tolist() == ["1", "2", "3"]


def test_many_faults_are_told_with_the_first_of_them(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        for row in range(2, 400):
            sheet.cell(row, 9, "x")

    with pytest.raises(DataError) as told:
        read_table(workbook(tmp_path / "log.xlsx", fill), LOG)
    assert "sel I2" in str(told.value)
    assert "masih ada lagi" in str(told.value)
    assert "sel I399" not in str(told.value)


def test_a_chart_first_is_no_sheet(tmp_path: Path) -> None:
    def chart(sheet: Worksheet) -> None:
        assert sheet.parent is not None
        sheet.parent.create_chartsheet("Grafik", 0).add_chart(BarChart())

    assert read_table(workbook(tmp_path / "log.xlsx", chart), LOG).header == ["kode", "jumlah"]


def test_titles_below_blank_rows_are_found_where_the_layout_is_lenient(tmp_path: Path) -> None:
    path = workbook(tmp_path / "log.xlsx", lambda sheet: sheet.insert_rows(1, 2))
    table = split(path, LOG, "log.xlsx", LENIENT)
    assert (table.header, list(table.rows)) == (["kode", "jumlah"], [4, 5, 6])
    with pytest.raises(DataError):
        read_table(path, LOG)


def no_workbook_inside(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")


def broken_stream(path: Path) -> None:
    content = bytearray(workbook(path).read_bytes())
    start = content.index(b"xl/worksheets/sheet1.xml") + len("xl/worksheets/sheet1.xml")
    content[start + 4 : start + 60] = b"\0" * 56
    path.write_bytes(bytes(content))


def entities(path: Path) -> None:
    workbook(path)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    bomb = b'<!DOCTYPE b [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    parts["xl/workbook.xml"] = bomb + re.sub(rb"^<\?xml[^>]*\?>", b"", parts["xl/workbook.xml"])
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (no_workbook_inside, "bukan buku kerja yang utuh"),
        (broken_stream, "bukan buku kerja yang utuh"),
        (entities, "bukan buku kerja yang utuh"),
        (lambda path: path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600), "kata sandi"),
        (lambda path: path.write_bytes(b""), "bukan buku kerja"),
    ],
    ids=["a document", "broken streams", "entities", "locked", "nothing"],
)
def test_what_is_no_workbook_is_a_fault_of_the_file(tmp_path: Path, make: Callable[[Path], object], told: str) -> None:
    make(path := tmp_path / "log.xlsx")
    with pytest.raises(DataError, match=told):
        read_table(path, LOG)


TYPED = Contract(
    "uji",
    "Uji",
    (
        Column("words", "uraian"),
        Column("day", "tanggal", "date"),
        Column("count", "jumlah", "integer"),
        Column("share", "bagian", "decimal"),
    ),
)


def typed(path: Path, cell: str, value: object, number_format: str = "") -> Path:
    """A workbook of one row, in which one cell was typed differently."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append([column.header for column in TYPED.columns])
    sheet.append(["Loket", dt.datetime(2017, 1, 4), 5, 0.5])  # noqa: DTZ001 - a spreadsheet's days have no zone
    sheet[cell] = value
    if number_format:
        sheet[cell].number_format = number_format
    book.save(path)
    return path


MISTYPED = {
    "a day for a word": ("A2", dt.date(2017, 2, 1), "", "berisi tanggal"),
    "a time for a word": ("A2", dt.time(8, 30), "", "berisi tanggal"),
    "true for a word": ("A2", True, "", "nilai logika"),
    "true for a count": ("C2", True, "", "nilai logika"),
    "a number of a card": ("A2", 3201234567890123, "", "lebih dari 15 angka"),
    "a count without end": ("C2", 10**20, "", "lebih dari 15 angka"),
    "a day for a count": ("C2", dt.date(2017, 2, 1), "", "berisi tanggal"),
    "an hour beside the day": ("B2", dt.datetime(2017, 1, 4, 13, 45), "", "berisi jam"),  # noqa: DTZ001
    "percent": ("D2", 0.905, "0.0%", "sebagai persen"),
    "percent of a count": ("C2", 5, "0%", "sebagai persen"),
    "in thousands": ("C2", 3852, "#,##0,", "dalam ribuan"),
    "in millions": ("C2", 3852000, '0.0,,"jt"', "dalam ribuan"),
    "shown as nothing": ("C2", 5, ";;;", "tidak ditampilkan"),
    "shown as a word": ("C2", 5, '"lima"', "tidak ditampilkan"),
}


@pytest.mark.parametrize(("cell", "value", "number_format", "told"), MISTYPED.values(), ids=MISTYPED)
def test_a_cell_that_shows_something_else_than_it_holds_is_refused(
    tmp_path: Path, cell: str, value: object, number_format: str, told: str
) -> None:
    with pytest.raises(DataError, match=rf"baris 2: sel {cell} .*{told}"):
        read_table(typed(tmp_path / "uji.xlsx", cell, value, number_format), TYPED)


@pytest.mark.parametrize(
    ("cell", "value", "number_format", "text"),
    [
        ("C2", 3852, "#,##0", "3852"),
        ("C2", 5.0, "", "5"),
        ("C2", 5, '0" orang"', "5"),
        ("C2", 5, '_(* #,##0_);_(* (#,##0);_(* "-"_);_(@_)', "5"),
        ("D2", 3.52, "0.0", "3,52"),
        ("B2", dt.date(2017, 12, 31), "dd/mm/yyyy", "2017-12-31"),
        ("A2", 42, "", "42"),
        ("A2", "0042", "@", "0042"),
    ],
)
def test_other_formats_are_read_by_their_value(
    tmp_path: Path, cell: str, value: object, number_format: str, text: str
) -> None:
    table = read_table(typed(tmp_path / "uji.xlsx", cell, value, number_format), TYPED)
    assert table.columns[TYPED.columns["ABCD".index(cell[0])].header].texts.tolist() == [text]


def changed(path: Path, part: str, before: str, after: str) -> Path:
    """A workbook with a list of texts, of whose parts one was changed by hand."""
    with xlsxwriter.Workbook(path) as book:
        for number, line in enumerate((["kode", "jumlah"], ["A", 1], ["B", 2], ["C", 3])):
            book.worksheets_objs or book.add_worksheet("Data")
            book.worksheets_objs[0].write_row(number, 0, line)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    text = parts[part].decode()
    assert not before or before in text
    parts[part] = (text.replace(before, after, 1) if before else after).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


SHEET, TEXTS, BOOK = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"
CELL = '<c r="B2"><v>1</v></c>'
BROKEN = {
    "text beyond the list": (SHEET, '<c r="A2" t="s"><v>2</v>', '<c r="A2" t="s"><v>999</v>', "utuh"),
    "text before the list": (SHEET, '<c r="A2" t="s"><v>2</v>', '<c r="A2" t="s"><v>-1</v>', "bukan nilai"),
    "no list of texts": (TEXTS, "", "<sst/>", "utuh"),
    "list of texts cut": (TEXTS, "</sst>", "", "utuh"),
    "sheet cut": (SHEET, "</sheetData>", "", "utuh"),
    "number in words": (SHEET, CELL, '<c r="B2"><v>satu</v></c>', "bukan nilai"),
    "number with a stroke": (SHEET, CELL, '<c r="B2"><v>1_000</v></c>', "bukan nilai"),
    "digits of another script": (SHEET, CELL, '<c r="B2"><v>٣</v></c>', "bukan nilai"),
    "no number": (SHEET, CELL, '<c r="B2"><v>NaN</v></c>', "bukan nilai"),
    "endless": (SHEET, CELL, '<c r="B2"><v>1e400</v></c>', "lebih dari 15"),
    "type that there is not": (SHEET, CELL, '<c r="B2" t="zz"><v>1</v></c>', "bukan nilai"),
    "day that there is not": (SHEET, CELL, '<c r="B2" t="d"><v>2017-02-30</v></c>', "utuh"),
    "rows backwards": (SHEET, '<row r="2"', '<row r="9"', "tidak berurutan"),
    "row twice": (SHEET, '<row r="3"', '<row r="2"', "tidak berurutan"),
    "row beyond the last": (SHEET, '<row r="4"', '<row r="99999999"', "tidak berurutan"),
    "row that is no number": (SHEET, '<row r="4"', '<row r="empat"', "utuh"),
    "cell of another row": (SHEET, '<c r="B2"', '<c r="B7"', "tidak pada tempatnya"),
    "cell twice": (SHEET, '<c r="B2"', '<c r="A2"', "tidak pada tempatnya"),
    "cell without a place": (SHEET, '<c r="B2"', '<c r="?"', "utuh"),
    "row of no height": (SHEET, '<row r="3"', '<row ht="0" customHeight="1" r="3"', "barisnya tersembunyi"),
    "no sheet": (BOOK, '<sheet name="Data" sheetId="1" r:id="rId1"/>', "", "lembar “” tidak ada"),
    "sheet that leads nowhere": (BOOK, 'r:id="rId1"', 'r:id="rId99"', "tidak ada|utuh"),
    "book in another tongue": (
        BOOK,
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        "urn:x",
        "tidak ada|utuh",
    ),
}


@pytest.mark.parametrize(("part", "before", "after", "told"), BROKEN.values(), ids=BROKEN)
def test_a_workbook_that_is_broken_inside_is_a_fault(
    tmp_path: Path, part: str, before: str, after: str, told: str
) -> None:
    with pytest.raises(DataError, match=told):
        read_table(changed(tmp_path / "log.xlsx", part, before, after), LOG)


@pytest.mark.parametrize("size", ["A1", "A1:B2", "A1:XFD1048576", "zzz"])
def test_what_a_sheet_says_of_its_size_is_not_asked(tmp_path: Path, size: str) -> None:
    path = changed(tmp_path / "log.xlsx", SHEET, '<dimension ref="A1:B4"', f'<dimension ref="{size}"')
    assert read_table(path, LOG).columns["jumlah"].texts.tolist() == ["1", "2", "3"]


@pytest.mark.parametrize(
    "name", ["xls", "xlsm", "xlsb", "ods", "parquet", "json", "geojson", "txt", "tsv", "pdf", "zip"]
)
def test_other_kinds_of_files_are_refused_by_name(tmp_path: Path, name: str) -> None:
    (tmp_path / f"log.{name}").write_bytes(b"kode,jumlah\nA,1\n")
    with pytest.raises(DataError, match=rf"jenis berkas \.{name} tidak dibaca"):
        read_table(tmp_path / f"log.{name}", LOG)
