"""Fills in forms as an office does: what a column holds as a number or a date is typed as one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from openpyxl import load_workbook

from laporan.data.contracts import Column, Contract
from laporan.forms.ask import form_orders
from laporan.forms.cover import LETTER, LETTER_DATE
from laporan.forms.form_workbook import write_form
from laporan.forms.layout import COVER, FIRST_ROW, asked_columns

Rows = Sequence[Sequence[str]]
COUNTERS = (("A", "Sangat puas", "12"), ("A", "Puas", "30"), ("B", "Tidak puas", "2"))
COMPLAINTS = (
    (
        "01180000001",
        "LAPORBKN!",
        "Berkadar pengawasan",
        "Mutasi",
        "Biro Humas",
        "2018-02-03",
        "2018-02-10",
        "Selesai",
        "",
    ),
    ("01180000002", "WBS", "Berkadar pengawasan", "Mutasi", "Inspektorat", "2018-03-05", "", "Dalam proses", "Berkas"),
)


def typed(text: str, column: Column) -> str | int | float | dt.date | None:
    """A cell as a spreadsheet holds what was typed."""
    if not text:
        return None
    match column.kind:
        case "integer":
            return int(text)
        case "decimal":
            return float(text.replace(",", "."))
        case "date":
            return dt.datetime.strptime(text, column.date_format).date()  # noqa: DTZ007 - a day, nowhere
        case "text":
            return text


def fill(path: Path, contract: Contract, rows: Rows, first: int = FIRST_ROW) -> None:
    """Write rows into one sheet of a form."""
    book = load_workbook(path)
    for number, row in enumerate(rows, first):
        for place, (text, column) in enumerate(zip(row, asked_columns(contract), strict=True), 2):
            cell = book[contract.name].cell(number, place)
            cell.value = typed(text, column)
            if column.kind == "text" and text:
                cell.data_type = "s"  # the column is formatted as text: a sign in front makes no formula
    book.save(path)


def say_letter(path: Path, letter: str | None, day: dt.date | str | None) -> None:
    """Fill in the two cells of the cover."""
    book = load_workbook(path)
    for row in book[COVER].iter_rows():
        if row[1].value == LETTER:
            row[2].value = letter
        if row[1].value == LETTER_DATE:
            row[2].value = day
    book.save(path)


def filled_form(path: Path, unit: str, **sheets: Rows) -> Path:
    """The form of a unit for 2018 with rows in its sheets, by their names."""
    (order,) = form_orders(2018, [unit])
    write_form(order, path)
    for contract in order.contracts:
        if rows := sheets.get(contract.name):
            fill(path, contract, rows)
    return path
