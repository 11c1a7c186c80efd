"""A copy of a file that came back, with its faults in it: a comment at each cell, and a sheet that lists them all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from openpyxl import load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from laporan.core.errors import Fault
from laporan.data.check import HEADINGS, WIDTHS, fault_cells
from laporan.forms.layout import COVER, FAULTS, HEADS_MARK

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

AUTHOR = "laporan collect"
MARKED = PatternFill("solid", fgColor="FFF4B6B6")
NONE = PatternFill()
MOST_MARKED = 2_000  # cells; the sheet lists all
NAMED = re.compile(r"\bsel ([A-Z]{1,3})[0-9]+")  # how faults of a workbook name a cell
COMMENT_SIZE = (160, 320)  # pixels


def write_marked_copy(source: Path, faults: Sequence[Fault], place: Path) -> None:
    """Write a copy with its faults; marks of an earlier copy are taken out first.

    Parameters
    ----------
    source : Path
        A workbook that could be read.
    faults : sequence of Fault
        Of this file.
    place : Path
        Where the copy is written.
    """
    book = load_workbook(source)
    _unmark(book)
    for cell, found in _by_cell(book, faults):
        text = "\n".join(f"{fault.rule}. {fault.remedy}" for fault in found)
        cell.comment = Comment(_harmless(text), AUTHOR, *COMMENT_SIZE)
        cell.fill = MARKED
    _list_faults(book, faults)
    place.parent.mkdir(parents=True, exist_ok=True)
    new = place.with_name(f"{place.name}.baru")
    book.save(new)
    new.replace(place)


def _unmark(book: Workbook) -> None:
    if FAULTS in book.sheetnames:
        book.remove(book[FAULTS])
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.comment and cell.comment.author == AUTHOR:
                    cell.comment, cell.fill = None, NONE


def _by_cell(book: Workbook, faults: Iterable[Fault]) -> list[tuple[Cell, list[Fault]]]:
    found: dict[tuple[str, str], tuple[Cell, list[Fault]]] = {}
    for fault in faults:
        cell = _cell_of(book, fault)
        if cell is not None:
            found.setdefault((cell.parent.title, cell.coordinate), (cell, []))[1].append(fault)
    return list(found.values())[:MOST_MARKED]


def _cell_of(book: Workbook, fault: Fault) -> Cell | None:
    """Where a fault is marked: at its cell, else at the beginning of its row."""
    if fault.sheet not in book.sheetnames or fault.row is None:
        return None
    sheet = book[fault.sheet]
    named = NAMED.search(fault.rule)
    column = named[1] if named else _letter(sheet, fault.column)
    cell = sheet[f"{column}{fault.row}"]
    return None if isinstance(cell, MergedCell) else cell


def _letter(sheet: Worksheet, heading: str | None) -> str:
    heads = next((row for row in sheet.iter_rows(max_row=20) if row[0].value == HEADS_MARK), ())
    found = next((cell.column for cell in heads if str(cell.value).strip() == heading), 1)
    return get_column_letter(found)


def _list_faults(book: Workbook, faults: Iterable[Fault]) -> None:
    sheet = book.create_sheet(FAULTS, 1 if COVER in book.sheetnames else 0)
    for column, (title, width) in enumerate(zip(HEADINGS, WIDTHS, strict=True), 1):
        _write(sheet, 1, column, title).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = width
    for row, fault in enumerate(faults, 2):
        for column, text in enumerate(fault_cells(fault), 1):
            _write(sheet, row, column, text).alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    book.active = book.sheetnames.index(FAULTS)
    for each in book.worksheets:
        each.sheet_view.tabSelected = each.title == FAULTS


def _write(sheet: Worksheet, row: int, column: int, text: str | int) -> Cell:
    """A cell of text, whatever it begins with: what an office typed can't become a formula."""
    cell: Cell = sheet.cell(row, column)
    cell.value = _harmless(text) if isinstance(text, str) else text
    if isinstance(text, str):
        cell.data_type = "s"
    return cell


def _harmless(text: str) -> str:
    return ILLEGAL_CHARACTERS_RE.sub("�", text)
