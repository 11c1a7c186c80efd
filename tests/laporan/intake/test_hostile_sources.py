"""Sources that would end the process, never end, or pass for something else: refused in a sentence, nothing written."""

from __future__ import annotations

import csv
import datetime as dt
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from laporan.core.errors import AnalysisError

from .test_language import CHANNELS, bring, rows, sheets


def far_cell(path: Path) -> None:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Kanal", "Jumlah"])
        sheet.write(1048575, 16383, "jauh")


def bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "x")
        with archive.open("xl/workbook.xml", "w", force_zip64=True) as part:
            for _ in range(1_100):
                part.write(bytes(1_000_000))


def repeated_cell(path: Path) -> None:
    office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    table = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
    content = (
        f'<o:document-content xmlns:o="{office}" xmlns:t="{table}" xmlns:x="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
        '<o:body><o:spreadsheet><t:table t:name="A"><t:table-row t:number-rows-repeated="1000000">'
        '<t:table-cell t:number-columns-repeated="16384"><x:p>x</x:p></t:table-cell></t:table-row></t:table>'
        "</o:spreadsheet></o:body></o:document-content>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")


def binary_workbook(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "x")
        archive.writestr("xl/worksheets/sheet1.bin", b"\0")


def text(content: str) -> Callable[[Path], object]:
    return lambda path: path.write_text(content, encoding="utf-8")


CASES: dict[str, tuple[str, Callable[[Path], object], str]] = {
    "a-cell-at-the-far-corner": ("a.xlsx", far_cell, "terlalu jauh"),
    "a-cell-repeated-without-end": ("a.ods", repeated_cell, "terlalu jauh"),
    "a-bomb": ("a.xlsx", bomb, "1 GB"),
    "a-binary-workbook": ("a.xlsb", binary_workbook, "XLSB"),
    "json-without-a-bottom": ("a.json", text("[" * 100_000), "tidak dapat dibaca"),
    "json-of-nothing": ("a.json", text('[{"Kanal": "S", "Jumlah": NaN}]'), "NaN"),
    "json-with-a-name-twice": ("a.json", text('[{"Kanal": "S", "Kanal": "T", "Jumlah": 1}]'), "tertulis dua kali"),
    "a-number-of-five-thousand-digits": (
        "a.json",
        text(f'[{{"Kanal": "S", "Jumlah": {"9" * 5000}}}]'),
        "tidak dapat dibaca",
    ),
    "a-number-of-a-billion-digits": ("a.json", text('[{"Kanal": "S", "Jumlah": 1e999999999}]'), "paling banyak"),
    "a-cell-that-does-not-end": ("a.csv", text(f"Kanal,Jumlah\n{'S' * 1_100_000},1\n"), "field limit"),
    "html-without-rows": ("a.xls", text("<html><body>Sesi berakhir, silakan masuk</body></html>"), "0 tabel"),
}


@pytest.mark.hostile("input")
@pytest.mark.parametrize(("name", "make", "told"), CASES.values(), ids=CASES)
def test_source_is_refused_in_a_sentence(
    year_2019: Path, tmp_path: Path, name: str, make: Callable[[Path], object], told: str
) -> None:
    make(tmp_path / name)
    try:
        said = "\n".join(map(str, bring(tmp_path, [tmp_path / name], CHANNELS, "helpdesk_kanal").faults))
    except AnalysisError as error:
        said = str(error)
    assert told in said
    assert not year_2019.exists()


@pytest.mark.hostile("input")
@pytest.mark.parametrize(
    ("formula", "value", "told"),
    [
        ("=1/0", "#DIV/0!", "“#DIV/0!” sel tanpa nilai"),
        ("=SUM(1,2)", "", "“rumus tanpa nilai tersimpan” sel tanpa nilai"),
    ],
    ids=["failed", "not-computed"],
)
def test_a_formula_without_a_value_is_no_empty_cell(
    year_2019: Path, tmp_path: Path, formula: str, value: str, told: str
) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["peserta", "bidang", "kantor", "awal", "akhir"])
        sheet.write_row(1, 0, ["P01", "Kehumasan", "Kantor Pusat"])
        sheet.write_formula(1, 3, formula, None, value)
    if not value:  # xlsxwriter stores a value always
        drop_values(tmp_path / "a.xlsx")
    plan = "columns: {peserta: peserta, bidang: bidang, kantor: kantor, nilai_awal: awal, nilai_akhir: akhir}"
    result = bring(tmp_path, [tmp_path / "a.xlsx"], plan, "pelatihan")
    assert told in str(result.faults[0])
    assert "sel D2" in str(result.faults[0])


def drop_values(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content.replace(b"</f><v></v>", b"</f>").replace(b"</f><v/>", b"</f>"))


def test_dates_that_a_spreadsheet_may_have_exchanged_are_told(year_2019: Path, tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx", {"default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["nomor", "tanggal"])
        for number in range(1, 9):
            sheet.write(number, 0, f"{number:03d}")
            if number < 5:
                sheet.write_datetime(number, 1, dt.date(2019, 3, number))
            else:
                sheet.write(number, 1, f"{number + 10}/03/2019")
    plan = (
        "columns: {nomor: nomor, tanggal: {column: tanggal, date: dd/mm/yyyy}, topik: {constant: Karier dan kinerja}}"
    )
    result = bring(tmp_path, [tmp_path / "a.xlsx"], plan, "media_siaran_pers")
    assert len(rows(result)) == 8
    assert "hari dan bulannya mungkin tertukar" in result.warnings[0]


@pytest.mark.hostile("input")
def test_an_expression_that_would_not_end_is_refused(year_2019: Path, tmp_path: Path) -> None:
    plan = 'columns: {kanal: {column: Kanal, take: "(a+)+b"}, permohonan: Jumlah}'
    with pytest.raises(AnalysisError, match="pengulangan di dalam pengulangan"):
        bring(tmp_path, f"Kanal,Jumlah\n{'a' * 40},1\n", plan, "helpdesk_kanal")


def test_a_hidden_sheet_is_not_read_unasked(year_2019: Path, tmp_path: Path) -> None:
    path = sheets(tmp_path / "a.xlsx", Data=[["Kanal", "Jumlah"], ["Surat", 1]])
    assert rows(bring(tmp_path, [path], CHANNELS, "helpdesk_kanal")) == [["Surat", "1"]]


def test_how_long_a_cell_may_be_is_as_before_when_an_import_ended(year_2019: Path, tmp_path: Path) -> None:
    before = csv.field_size_limit()
    bring(tmp_path, f"Kanal,Jumlah,Isi\nSurat,1,{'a' * 2 * before}\n", CHANNELS, "helpdesk_kanal")
    assert csv.field_size_limit() == before
