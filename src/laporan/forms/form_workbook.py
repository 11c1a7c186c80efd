"""Writes a form: a cover, a sheet for each dataset, and the words of its drop-down lists."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from laporan.data.contracts import MOST_DIGITS, Column
from laporan.forms.cover import FormOrder, write_cover
from laporan.forms.guidance import example_of, note_of
from laporan.forms.layout import (
    CHOICES,
    COVER,
    EXAMPLE_MARK,
    EXAMPLE_ROW,
    FIRST_ROW,
    HEADS_MARK,
    HEADS_ROW,
    NOTES_MARK,
    NOTES_ROW,
    TITLE_ROW,
    asked_columns,
)
from laporan.forms.styles import BIG, GREY, HEAD, PALE, Styles, on_paper, protect

LAST_ROW = 1_048_576  # of a sheet
DATE_LETTERS = {"%Y": "yyyy", "%m": "mm", "%d": "dd", "%B": "mmmm"}
WIDTHS = {"integer": 14, "decimal": 14, "date": 20, "text": 26}
WIDEST, MARK_WIDTH, LINE_HEIGHT = 44, 12, 13
PROMPT, PROMPT_TITLE = 255, 32  # letters that Excel shows of a column's message, and of its title
MADE = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)  # of every form: the same inputs give the same bytes
SAFE = {"strings_to_formulas": False, "strings_to_urls": False}
Lists = Mapping[tuple[str, ...], str]


def write_form(order: FormOrder, path: Path) -> None:
    """Write one office's form; what was at its place is replaced once it is whole.

    Parameters
    ----------
    order : FormOrder
        What it asks.
    path : Path
        The file.

    Raises
    ------
    ParameterError
        For a dataset that can't be asked without personal data.
    """
    asked = {contract: asked_columns(contract) for contract in order.contracts}
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f"{path.name}.baru")
    with Workbook(new, SAFE) as book:
        book.set_properties({"title": f"Formulir data {order.code.year}, {order.office}", "created": MADE})
        styles = Styles(book)
        write_cover(book.add_worksheet(COVER), order, styles)
        sheets = [book.add_worksheet(contract.name) for contract in asked]
        lists = _choices(book.add_worksheet(CHOICES), list(asked.values()))
        for sheet, (contract, columns) in zip(sheets, asked.items(), strict=True):
            title = f"{contract.title} {order.code.year}, {order.office}"
            sheet.write(TITLE_ROW - 1, 1, title, styles(**BIG))
            _data_sheet(sheet, columns, order.code.year, lists, styles)
    new.replace(path)


def _choices(sheet: Worksheet, asked: Sequence[Sequence[Column]]) -> Lists:
    """The words of all drop-down lists, a column each; where each list stands."""
    different = dict.fromkeys(column.choices for columns in asked for column in columns if column.choices)
    places = {}
    for place, words in enumerate(different):
        sheet.write_column(0, place, words)
        letter = xl_col_to_name(place)
        places[words] = f"='{CHOICES}'!${letter}$1:${letter}${len(words)}"
    sheet.hide()
    protect(sheet)
    return places


def _data_sheet(sheet: Worksheet, columns: Sequence[Column], year: int, lists: Lists, styles: Styles) -> None:
    """Below the title notes, heads and an example; the first cell of each of these rows says what it is."""
    mark = styles(font_color=GREY, italic=True, font_size=9)
    for row, text in ((NOTES_ROW, NOTES_MARK), (HEADS_ROW, HEADS_MARK), (EXAMPLE_ROW, EXAMPLE_MARK)):
        sheet.write(row - 1, 0, text, mark)
    sheet.set_column(0, 0, MARK_WIDTH, styles(bg_color=PALE))
    for place, column in enumerate(columns, 1):
        shape = number_format(column)
        sheet.set_column(place, place, _width(column), styles(locked=False, num_format=shape))
        sheet.write(NOTES_ROW - 1, place, note_of(column), styles(text_wrap=True, font_size=9, font_color=GREY))
        sheet.write(HEADS_ROW - 1, place, column.header, styles(**HEAD, border=1))
        example = styles(num_format=shape, italic=True, font_color=GREY, bg_color=PALE)
        sheet.write(EXAMPLE_ROW - 1, place, example_of(column, year), example)
        sheet.data_validation(FIRST_ROW - 1, place, LAST_ROW - 1, place, _entry_rule(column, lists))
    lines = max(math.ceil(len(note_of(column)) / _width(column)) for column in columns)
    sheet.set_row(NOTES_ROW - 1, LINE_HEIGHT * (lines + 1))
    sheet.freeze_panes(EXAMPLE_ROW, 1)
    sheet.repeat_rows(HEADS_ROW - 1)
    sheet.set_landscape()
    on_paper(sheet)
    protect(sheet)


def _width(column: Column) -> int:
    longest = max((len(word) for word in (column.header, *column.choices)), default=0)
    return max(WIDTHS[column.kind], min(longest + 3, WIDEST))


def number_format(column: Column) -> str:
    """How a spreadsheet shows a column: text keeps its zeros, a date has the form of the contract.

    Parameters
    ----------
    column : Column
        Of a contract.
    """
    if column.kind == "date":
        shape = column.date_format
        for code, letters in DATE_LETTERS.items():
            shape = shape.replace(code, letters)
        return shape
    return {"text": "@", "integer": "0", "decimal": "General"}[column.kind]


def _entry_rule(column: Column, lists: Lists) -> dict[str, Any]:
    """What a cell of the column accepts, with the message that stands beside it."""
    rule: dict[str, Any] = {"validate": "any"}
    if column.choices:
        rule = {"validate": "list", "source": lists[column.choices]}
    elif column.kind != "text":
        rule = {"validate": column.kind, **_bounds(column)}
    note = note_of(column)[:PROMPT]
    return rule | {
        "input_title": column.header[:PROMPT_TITLE],
        "input_message": note,
        "error_title": "Tidak sesuai petunjuk",
        "error_message": note,
    }


def _bounds(column: Column) -> dict[str, Any]:
    least, most = column.minimum, column.maximum
    if least is not None and most is not None:
        return {"criteria": "between", "minimum": least, "maximum": most}
    if most is not None:
        return {"criteria": "<=", "value": most}
    return {"criteria": ">=", "value": 1 - 10**MOST_DIGITS if least is None else least}
