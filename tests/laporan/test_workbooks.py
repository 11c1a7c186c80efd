"""Workbooks as offices send them: what would be lost or misread is refused by cell, what is no workbook by name."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
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
