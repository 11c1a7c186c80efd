"""A form's cover: whose it is, until when and to whom, how it is filled in; written, and read when it came back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from openpyxl.worksheet.worksheet import Worksheet as ReadSheet
from xlsxwriter.worksheet import Worksheet

from laporan.core.formatting import long_date
from laporan.data.contracts import Contract
from laporan.forms.layout import FIRST_ROW, FormCode, columns_digest
from laporan.forms.styles import BIG, ENTRY, GREY, HEAD, Styles, on_paper, protect

NOT_SAID = "(belum ditetapkan; tanyakan kepada pengirim formulir ini)"
UNTIL, SEND_TO, YEAR, OFFICE, CODE = "Paling lambat", "Dikirim kepada", "Tahun data", "Satuan kerja", "Kode formulir"
LETTER, LETTER_DATE = "Nomor surat pengantar", "Tanggal surat pengantar"
TABLE_HEADS = ("Lembar", "Data", "Sidik kolom")
HOW, STEPS = (
    "Cara mengisi",
    (
        f"Isi lembar data mulai baris {FIRST_ROW}, satu baris untuk satu hal. Baris CONTOH tidak pernah dibaca.",
        "Judul, petunjuk, dan contoh dikunci. Pakai daftar pilihan bila ada; ketik tanggal sebagai tanggal.",
        "Jangan menambah kolom, menggabungkan sel, atau mengganti nama lembar. Biarkan kosong lembar tanpa data.",
        "Jangan menulis nama, NIK, NIP, nomor telepon, atau alamat surel orang di mana pun.",
        "Isi nomor dan tanggal surat pengantar di atas, simpan tetap sebagai XLSX, lalu kirimkan.",
    ),
)
WIDTHS, STEP_HEIGHT = (4, 28, 56, 18), 18
LABEL_COLUMN, VALUE_COLUMN, DIGEST_COLUMN = 1, 2, 3
EARLIEST, LATEST = dt.date(2000, 1, 1), dt.date(2100, 12, 31)
LAST_READ = 200  # rows of a cover that came back


@dataclass(frozen=True)
class FormOrder:
    """What a form is to ask of an office.

    Parameters
    ----------
    code : FormCode
        Year and unit.
    office : str
        The unit's name.
    contracts : sequence of Contract
        The datasets.
    until : date, optional
        The last day.
    send_to : str
        To whom; '' where nobody says.
    """

    code: FormCode
    office: str
    contracts: Sequence[Contract]
    until: dt.date | None = None
    send_to: str = ""


@dataclass(frozen=True)
class ReadCover:
    """What the cover of a form that came back says.

    Parameters
    ----------
    code : FormCode, optional
        Whose it is; None where it says nothing.
    letter : str
        The number of the letter that came with it.
    letter_date : str
        Its day as TTTT-BB-HH, or what was written in its place.
    digests : mapping of str to str
        Of the columns of each dataset, as they were when the form was made.
    """

    code: FormCode | None
    letter: str = ""
    letter_date: str = ""
    digests: Mapping[str, str] = field(default_factory=dict)


def write_cover(sheet: Worksheet, order: FormOrder, styles: Styles) -> None:
    """Fill the first sheet of a form.

    Parameters
    ----------
    sheet : Worksheet
        Empty.
    order : FormOrder
        What the form asks.
    styles : Styles
        Of the workbook.
    """
    for place, width in enumerate(WIDTHS):
        sheet.set_column(place, place, width)
    sheet.hide_gridlines(2)
    sheet.write(0, LABEL_COLUMN, f"Formulir data {order.code.year}", styles(**BIG | {"font_size": 18}))
    sheet.write(1, LABEL_COLUMN, order.office, styles(**BIG))
    below = _facts(sheet, 3, order, styles)
    below = _steps(sheet, below + 1, styles)
    for place, title in enumerate(TABLE_HEADS, LABEL_COLUMN):
        sheet.write(below + 1, place, title, styles(**HEAD))
    for row, contract in enumerate(order.contracts, below + 2):
        link = styles(underline=1)
        sheet.write_url(row, LABEL_COLUMN, f"internal:'{contract.name}'!B{FIRST_ROW}", link, contract.name)
        sheet.write(row, VALUE_COLUMN, contract.title, styles(text_wrap=True))
        sheet.write(row, DIGEST_COLUMN, columns_digest(contract), styles(font_color=GREY))
    on_paper(sheet)
    protect(sheet)


def _facts(sheet: Worksheet, first: int, order: FormOrder, styles: Styles) -> int:
    """What the cover tells and asks; the row below."""
    told = {
        UNTIL: long_date(order.until) if order.until else NOT_SAID,
        SEND_TO: order.send_to or NOT_SAID,
        YEAR: str(order.code.year),
        OFFICE: order.office,
        CODE: str(order.code),
    }
    for row, (name, text) in enumerate(told.items(), first):
        sheet.write(row, LABEL_COLUMN, name, styles(bold=True))
        sheet.write(row, VALUE_COLUMN, text, styles(text_wrap=True, bold=name == UNTIL))
    entry = {"locked": False, "bg_color": ENTRY, "border": 1, "border_color": GREY, "align": "left"}
    row = first + len(told)
    for below, (name, shape) in enumerate(((LETTER, "@"), (LETTER_DATE, "yyyy-mm-dd")), row):
        sheet.write(below, LABEL_COLUMN, name, styles(bold=True))
        sheet.write_blank(below, VALUE_COLUMN, None, styles(**entry, num_format=shape))
    rule = {"validate": "date", "criteria": "between", "minimum": EARLIEST, "maximum": LATEST}
    sheet.data_validation(row + 1, VALUE_COLUMN, row + 1, VALUE_COLUMN, rule)
    return row + 2


def _steps(sheet: Worksheet, first: int, styles: Styles) -> int:
    """How the form is filled in; the row below."""
    sheet.write(first, LABEL_COLUMN, HOW, styles(**BIG))
    for number, step in enumerate(STEPS, 1):
        sheet.write(first + number, 0, f"{number}.", styles(align="right"))
        sheet.write(first + number, LABEL_COLUMN, step, styles())
        sheet.set_row(first + number, STEP_HEIGHT)
    return first + len(STEPS) + 1


def read_cover(sheet: ReadSheet) -> ReadCover:
    """What a cover says.

    Parameters
    ----------
    sheet : Worksheet
        Of openpyxl, read only or not.
    """
    rows = [tuple(map(_text, row)) for row in sheet.iter_rows(max_row=LAST_READ, max_col=len(WIDTHS), values_only=True)]
    rows = [row + ("",) * (len(WIDTHS) - len(row)) for row in rows]
    told = {row[LABEL_COLUMN]: row[VALUE_COLUMN] for row in reversed(rows)}
    table = next((place for place, row in enumerate(rows) if row[LABEL_COLUMN:] == TABLE_HEADS), len(rows))
    digests = {row[LABEL_COLUMN]: row[DIGEST_COLUMN] for row in rows[table + 1 :] if row[LABEL_COLUMN]}
    code = FormCode.parse(told.get(CODE, ""))
    return ReadCover(code, told.get(LETTER, ""), told.get(LETTER_DATE, ""), digests)


def _text(cell: object) -> str:
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    return "" if cell is None else str(cell).strip()
