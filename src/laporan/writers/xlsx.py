"""Writes `tabel.xlsx`: every table, and the data of every figure, as numbers that can be computed with.

Laid out as government statisticians advise for readers who hear a spreadsheet: one table a sheet,
its title in A1, what stands above it said in whole lines, no merged cell, no blank row, a header
row that is marked as such, links from a list of contents. Text is always written as text: nothing
that the data says can become a formula or a link.
"""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from pathlib import Path
from textwrap import wrap
from typing import Any

import xlsxwriter
from xlsxwriter.utility import quote_sheetname

from laporan.core.formatting import as_decimal, number
from laporan.document.ast import Front
from laporan.document.front import UNSIGNED, contact_line, corrected, titled
from laporan.writers.grids import MISSING, DataGrid, Value

COVER, CONTENTS = "Sampul", "Daftar isi"
FONT, SIZE = "Arial", 12  # the guidance asks for a common sans serif of at least 12 points
NARROWEST, WIDEST = 12, 56  # characters
SHORTEST_LINE = 72  # characters of the lines above a narrow table; longer ones would make it tiny on paper
INDONESIAN, LANGUAGE = "[$-421]", "id-ID"
UNAVAILABLE, INAPPLICABLE = "[x]", "[z]"  # as statistical offices mark them for those who hear a spreadsheet
PRINTED = re.compile(r"([+−]?)(\d{1,3}(?:\.\d{3})*|\d+)(?:,(\d+))?(%?)((?: [^\W\d]+)*)")
GAPS = {UNAVAILABLE: "tidak tersedia", INAPPLICABLE: "tidak berlaku"}
NOTES = (
    "Angka disimpan utuh, tanpa pembulatan; yang tampak dibulatkan seperti pada laporan.",
    "Jumlah dan persentasenya, juga kedua ujung suatu selang, ditulis dalam dua kolom.",
    f"{UNAVAILABLE}: tidak tersedia; laporan mencetak {MISSING} di sana.",
    f"{INAPPLICABLE}: tidak berlaku; baris itu tidak punya persentase atau pasangan, atau menjumlahkan baris lain.",
    "Gambar yang tidak digambar dari angka (foto) tidak mempunyai lembar.",
)


def write_xlsx(grids: list[DataGrid], front: Front, path: Path) -> None:
    """Write the workbook; the same grids and cover give the same bytes.

    Parameters
    ----------
    grids : list of DataGrid
        A sheet each.
    front : Front
        The cover.
    path : Path
        The file to write.
    """
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(str(path), options)
    book.set_properties(_properties(front))
    writer = Workbook(book)
    writer.cover(front)
    writer.contents(grids)
    mark = f" ({front['mark']})" if front["mark"] else ""
    report = f"Dari {front['title']} {front['year']}, {front['agency']}{mark}."
    for grid in grids:
        writer.grid(grid, report)
    book.close()
    _set_language(path)


def _set_language(path: Path) -> None:
    """Say which language the workbook is in, which xlsxwriter has no word for."""
    with zipfile.ZipFile(path) as made:
        parts = [(info, made.read(info)) for info in made.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for info, content in parts:
            told = f"<dc:language>{LANGUAGE}</dc:language></cp:coreProperties>".encode()
            said = info.filename == "docProps/core.xml"
            packed.writestr(info, content.replace(b"</cp:coreProperties>", told) if said else content)


def _properties(front: Front) -> dict[str, Any]:
    day = dt.date.fromisoformat(front["day"])
    return {
        "title": f"{titled(front)}: tabel dan data gambar", "author": front["agency"],
        "subject": front["group"] or front["agency"], "comments": front["mark"],
        "created": dt.datetime(day.year, day.month, day.day, 12),  # noqa: DTZ001 - the file format knows no zone
    }  # fmt: skip


class Workbook:
    """Writes sheets in the workbook's few styles.

    Parameters
    ----------
    book : xlsxwriter.Workbook
        What is written to.
    """

    def __init__(self, book: Any) -> None:
        self.book = book
        plain = {"font_name": FONT, "font_size": SIZE}
        cell = plain | {"valign": "top"}
        book.formats[0].set_font_name(FONT)
        book.formats[0].set_font_size(SIZE)
        self.line = book.add_format(plain)
        self.title = book.add_format(plain | {"bold": True, "font_size": 16})
        head = plain | {"bold": True, "bottom": 1, "text_wrap": True, "valign": "bottom"}
        self.head, self.number_head = book.add_format(head), book.add_format(head | {"align": "right", "indent": 1})
        self.words = book.add_format(cell | {"text_wrap": True})
        self.total_words = book.add_format(cell | {"text_wrap": True, "bold": True})
        self.gap = book.add_format(cell | {"align": "right", "indent": 1})
        self.link = book.add_format(cell | {"font_color": "#0b4f8a", "underline": 1})
        self.cell = cell
        self.numbers: dict[tuple[str, bool], Any] = {}

    def cover(self, front: Front) -> None:
        """The first sheet: what the workbook is."""
        sheet = self._sheet(COVER)
        lines = [
            f"{front['group']}, {front['agency']}",
            f"{front['place']}, {front['date']}",
            "Buku kerja ini memuat tabel dan data gambar laporan itu, satu tabel pada setiap lembar.",
            *NOTES,
        ]
        lines += [] if front["final"] else [f"{UNSIGNED}."]
        lines += corrected(front)
        lines += [f"Pertanyaan: {contact_line(front)}."] if front["contacts"] else []
        lines += [front["synthetic"]] if front["synthetic"] else []
        self._lines(sheet, f"{titled(front)}: tabel dan data gambar", lines, self.words)
        sheet.write_url(len(lines) + 1, 0, _inside(CONTENTS), self.link, f"Buka {CONTENTS}")
        sheet.set_column(0, 0, 100)

    def contents(self, grids: list[DataGrid]) -> None:
        """The second sheet: the other sheets, with links."""
        sheet = self._sheet(CONTENTS)
        self._lines(sheet, CONTENTS, [f"Lembar ini memuat satu tabel: daftar {len(grids)} lembar berikutnya."])
        head = ("Lembar", "Judul", "Sumber")
        for row, grid in enumerate(grids, 3):
            sheet.write_url(row, 0, _inside(grid.number), self.link, grid.number)
            sheet.write_string(row, 1, grid.title, self.words)
            sheet.write_string(row, 2, "; ".join(map(_without_label, grid.sources)) or INAPPLICABLE, self.words)
        self._mark(sheet, 2, len(grids), head, [self.head] * 3, "daftar_isi")
        for column, width in enumerate((14, 90, 60)):
            sheet.set_column(column, column, width)

    def grid(self, grid: DataGrid, report: str) -> None:
        """One table on a sheet of its own, which says what it needs to be read alone, and of which report it is."""
        sheet = self._sheet(grid.number)
        widths = [_width(head, [row[column] for row in grid.rows]) for column, head in enumerate(grid.head)]
        lines = [part for line in _about(grid, report) for part in wrap(line, max(SHORTEST_LINE, sum(widths)))]
        self._lines(sheet, f"{grid.number}. {grid.title}", lines)
        top = len(lines) + 2
        sheet.write_url(top - 1, 0, _inside(CONTENTS), self.link, f"Kembali ke {CONTENTS}")
        numeric = [_is_numeric(grid, column) for column in range(len(grid.head))]
        for place, row in enumerate(grid.rows, 1):
            total = grid.total and place == len(grid.rows)
            for column, value in enumerate(row):
                self._cell(sheet, top + place, column, value, numeric[column], total)
        heads = [self.number_head if is_number else self.head for is_number in numeric]
        self._mark(sheet, top, len(grid.rows), grid.head, heads, grid.number.lower().replace(" ", "_"))
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{top + len(grid.rows) + 1}"})

    def _sheet(self, name: str) -> Any:
        sheet = self.book.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.hide_gridlines(2)
        return sheet

    def _lines(self, sheet: Any, title: str, lines: list[str], style: Any = None) -> None:
        sheet.write_string(0, 0, title, self.title)
        for row, line in enumerate(lines, 1):
            sheet.write_string(row, 0, line, style or self.line)

    def _mark(self, sheet: Any, top: int, rows: int, head: tuple[str, ...], formats: list[Any], name: str) -> None:
        """Mark the header row and the rows below it as a table, so that assistive technology announces headers."""
        columns = [{"header": text, "header_format": style} for text, style in zip(head, formats, strict=True)]
        sheet.add_table(
            top, 0, top + max(rows, 1), len(head) - 1,
            {"columns": columns, "name": name, "autofilter": False, "style": None},
        )  # fmt: skip
        sheet.repeat_rows(top)

    def _cell(self, sheet: Any, row: int, column: int, value: Value, numeric: bool, total: bool) -> None:
        if value.number is not None:
            sheet.write_number(row, column, value.number, self._number(number_format(value), total))
        else:
            words = self.total_words if total else self.words
            text = _gap(value, total) if value.missing else value.text
            sheet.write_string(row, column, text, self.gap if numeric else words)

    def _number(self, code: str, bold: bool) -> Any:
        if (code, bold) not in self.numbers:
            self.numbers[code, bold] = self.book.add_format(
                self.cell | {"num_format": code, "bold": bold, "align": "right", "indent": 1}
            )
        return self.numbers[code, bold]


def _about(grid: DataGrid, report: str) -> list[str]:
    """What stands above a sheet's table, a line each."""
    gaps = {_gap(value, grid.total and row is grid.rows[-1]) for row in grid.rows for value in row if value.missing}
    return [
        f"Lembar ini memuat satu tabel, {len(grid.rows)} baris.",
        report,
        *([f"Temuan: {grid.finding}."] if grid.finding else []),
        *grid.sources,
        *grid.notes,
        *([f"Cara dihitung: {grid.how}"] if grid.how else []),
        *(f"{mark}: {GAPS[mark]}." for mark in GAPS if mark in gaps),
    ]


def _gap(value: Value, total: bool) -> str:
    """The mark of an empty cell.

    Parameters
    ----------
    value : Value
        The cell.
    total : bool
        Whether its row sums the others: what is not summed does not apply to it.
    """
    return INAPPLICABLE if total or not value.text else UNAVAILABLE


def number_format(value: Value) -> str:
    """The spreadsheet's format that prints the number as the page does.

    Examples
    --------
    >>> number_format(Value("+1.250,5", 1250.5))
    '[$-421]"+"#,##0.0;[$-421]"−"#,##0.0;[$-421]#,##0.0'
    >>> number_format(Value("92%", 0.915, "%")), number_format(Value("329 laporan", 329, "laporan"))
    ('[$-421]#,##0%;[$-421]"−"#,##0%', '[$-421]#,##0" laporan";[$-421]"−"#,##0" laporan"')
    """
    found = PRINTED.fullmatch(value.text)
    if found is None or not _prints(value, found):
        return f'"{value.text.replace(chr(34), "")}"'  # 'tiga', or a number as another report misprinted it
    sign, _, decimals, percent, unit = found.groups()
    body = "#,##0" + (f".{'0' * len(decimals)}" if decimals else "") + percent + (f'"{unit}"' if unit else "")
    # a negative number that is printed without its sign was rounded to zero, or is a size
    minus = "" if sign != "−" and (value.number or 0) < 0 else '"−"'
    sections = ['"+"' + body, minus + body, body] if sign == "+" else [body, minus + body]
    return ";".join(INDONESIAN + section for section in sections)


def _prints(value: Value, found: re.Match[str]) -> bool:
    """Whether the digits are those of the number, so that a format of places and signs can say them."""
    _, digits, decimals, percent, _ = found.groups()
    size = abs(as_decimal(value.number or 0)) * (100 if percent else 1)
    return number(size, len(decimals or "")) == digits + (f",{decimals}" if decimals else "")


def _inside(sheet: str) -> str:
    return f"internal:{quote_sheetname(sheet)}!A1"


def _without_label(source: str) -> str:
    return source.removeprefix("Sumber: ")


def _is_numeric(grid: DataGrid, column: int) -> bool:
    cells = [row[column] for row in grid.rows if not row[column].missing]
    return bool(cells) and all(cell.number is not None for cell in cells)


def _width(head: str, values: list[Value]) -> int:
    """Room for the longest value and the longest word of the head."""
    longest = max([len(value.text) for value in values] + [max(map(len, head.split()))], default=0)
    return max(NARROWEST, min(WIDEST, longest + 3))
