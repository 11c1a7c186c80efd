"""Reads a form that came back: whose it is, what stands in its sheets, and each fault, as `laporan check` has them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from laporan.cache.digest import file_hash
from laporan.core.errors import DataError, Fault
from laporan.data.catalogue import contracts
from laporan.data.checks import check
from laporan.data.contracts import Contract
from laporan.data.headers import header_faults
from laporan.data.read import fill_not_asked
from laporan.data.split_workbook import cell_text, opened_workbook
from laporan.data.text_table import TextTable, gather
from laporan.data.workbook_faults import workbook_faults
from laporan.forms.cover import CODE, LETTER, LETTER_DATE, ReadCover, read_cover
from laporan.forms.guidance import example_text
from laporan.forms.layout import (
    CHOICES,
    COVER,
    EXAMPLE_MARK,
    FAULTS,
    HEADS_MARK,
    HEADS_ROW,
    VERSION,
    FormCode,
    columns_digest,
)
from laporan.intake.grid import letters
from laporan.intake.map_model import Handover
from laporan.project.parameters import load_units

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

ISO = "%Y-%m-%d"
ASK_AGAIN = "Minta atau buat formulir baru dengan laporan form, lalu salin datanya ke sana"
CELL = re.compile(r"\bsel ([A-Z]{1,3}[0-9]+)\b")
LAST_HEADS = 20  # rows in which the heads are looked for


@dataclass(frozen=True)
class ReturnedSheet:
    """One dataset of a form.

    Parameters
    ----------
    contract : Contract
        Of the dataset.
    heads : tuple of str
        Headings of its columns: those of the contract, but for what nobody was asked.
    lines : tuple of tuple of str
        The cells of its rows below these; empty where nobody filled it in.
    faults : tuple of Fault
        What is wrong with it.
    """

    contract: Contract
    heads: tuple[str, ...] = ()
    lines: tuple[tuple[str, ...], ...] = ()
    faults: tuple[Fault, ...] = ()

    @property
    def is_filled(self) -> bool:
        """Whether anything was written in it."""
        return bool(self.lines or self.faults)


@dataclass(frozen=True)
class ReturnedForm:
    """A form that came back.

    Parameters
    ----------
    path : Path
        The file.
    name : str
        As messages name it.
    code : FormCode, optional
        Whose it is; None where it can't be told.
    sha256 : str
        Of its bytes.
    handover : Handover
        The letter that came with it.
    sheets : tuple of ReturnedSheet
        The datasets.
    faults : tuple of Fault
        What is wrong with the file as a whole; nothing of it is used where there is an error.
    """

    path: Path
    name: str
    code: FormCode | None = None
    sha256: str = ""
    handover: Handover = field(default_factory=Handover)
    sheets: tuple[ReturnedSheet, ...] = ()
    faults: tuple[Fault, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether nothing of it is used."""
        return any(fault.level == "error" for fault in self.faults)


@dataclass(frozen=True)
class _UnjudgedSheet:
    """A table that is still to be held against its contract. found : what was wrong with cells and rows before that"""

    contract: Contract
    table: TextTable
    found: tuple[Fault, ...]


SheetOrTable = ReturnedSheet | _UnjudgedSheet


def read_form(path: Path, name: str, year: int) -> ReturnedForm:
    """What is in a file that came back.

    Parameters
    ----------
    path : Path
        An XLSX file.
    name : str
        As faults name it.
    year : int
        Of the data that is collected.

    Returns
    -------
    ReturnedForm
        With its faults; a file that is no form has nothing else.
    """
    try:
        with opened_workbook(path, name) as book:
            form, found = _read(book, path, name, year)
    except DataError as error:
        return ReturnedForm(path, name, faults=tuple(error.faults))
    return replace(form, sheets=tuple(_judged(one) if isinstance(one, _UnjudgedSheet) else one for one in found))


def _read(book: Workbook, path: Path, name: str, year: int) -> tuple[ReturnedForm, list[SheetOrTable]]:
    """The form without its sheets, and these: their tables, where they have any."""
    tables = {sheet.title: sheet for sheet in book.worksheets}
    cover = read_cover(tables[COVER]) if COVER in tables else ReadCover(None)
    sha256 = file_hash(path)
    if stranger := _not_ours(cover.code, name, year):
        return ReturnedForm(path, name, cover.code, sha256, faults=(stranger,)), []
    handover, faults = _handover(cover, name)
    if not cover.digests:
        faults.append(Fault(name, "daftar lembar di sampul hilang", ASK_AGAIN, COVER))
    asked = {one.name: replace(one, sheet=one.name) for one in contracts(year) if one.name in cover.digests}
    rule, remedy = "lembar ini bukan bagian formulir, dan tidak dibaca", "Pindahkan datanya ke lembar formulir"
    strange = [title for title in tables if title not in {COVER, CHOICES, FAULTS, *asked}]
    faults += [Fault(name, rule, remedy, title, level="warning") for title in strange]
    sheets = [
        _sheet(tables.get(title), contract, cover.digests[title], path, name, year) for title, contract in asked.items()
    ]
    return ReturnedForm(path, name, cover.code, sha256, handover, faults=tuple(faults)), sheets


def _not_ours(code: FormCode | None, name: str, year: int) -> Fault | None:
    """Why a file is not read at all."""
    if code is None:
        remedy = "Berkas lain dimasukkan dengan laporan import; formulir dibuat dengan laporan form"
        return Fault(name, f"bukan formulir: di lembar {COVER} tidak ada “{CODE}”", remedy)
    if code.version != VERSION:
        return Fault(name, f"formulir versi {code.version}, yang dibaca versi {VERSION}", ASK_AGAIN, value=str(code))
    if code.year != year:
        remedy = f"Kumpulkan dengan laporan collect --year {code.year}, atau keluarkan berkas itu dari folder"
        return Fault(name, f"formulir tahun {code.year}, yang dikumpulkan tahun {year}", remedy, value=str(code))
    if code.unit not in (known := load_units()):
        rule = f"satuan kerja {code.unit} tidak ada di params/units.yml"
        return Fault(name, rule, f"Yang ada: {', '.join(known)}", value=str(code))
    return None


def _handover(cover: ReadCover, name: str) -> tuple[Handover, list[Fault]]:
    """The letter that the cover names, whole or not at all; and what is wrong with it."""
    told = (cover.letter, cover.letter_date)
    if not any(told):
        return Handover(), []
    if not all(told):
        rule = f"{LETTER if cover.letter else LETTER_DATE} diisi, {LETTER_DATE if cover.letter else LETTER} tidak"
        return Handover(), [Fault(name, rule, "Isi keduanya di sampul, atau kosongkan keduanya", COVER)]
    try:
        day = dt.datetime.strptime(cover.letter_date, ISO).date()  # noqa: DTZ007 - a day, nowhere
    except ValueError:
        remedy = "Ketik sebagai tanggal, misalnya 2019-01-31"
        return Handover(), [Fault(name, f"{LETTER_DATE} bukan tanggal", remedy, COVER, value=cover.letter_date)]
    return Handover(by=load_units()[cover.code.unit].name if cover.code else "", date=day, letter=cover.letter), []


def _sheet(sheet: Worksheet | None, contract: Contract, digest: str, path: Path, name: str, year: int) -> SheetOrTable:
    title = contract.name
    if digest != columns_digest(contract):
        rule = "kolom data ini berubah sejak formulir dibuat"
        return ReturnedSheet(contract, faults=(Fault(name, rule, ASK_AGAIN, title),))
    if sheet is None:
        remedy = f"Kembalikan lembar “{title}”, walaupun kosong"
        return ReturnedSheet(contract, faults=(Fault(name, "lembar ini hilang dari formulir", remedy, title),))
    return _rows(sheet, contract, path, name, year)


def _rows(sheet: Worksheet, contract: Contract, path: Path, name: str, year: int) -> SheetOrTable:
    """The rows below the heads, as text."""
    sheet.reset_dimensions()  # what the file says of its size need not be true
    title = contract.sheet or ""
    top = sheet.iter_rows(max_row=LAST_HEADS, values_only=True)
    above = [[cell_text(cell, ISO).strip() for cell in row] for row in top]
    heads_row = next((number for number, row in enumerate(above, 1) if row[:1] == [HEADS_MARK]), None)
    if heads_row is None:
        rule = f"baris judul kolom tidak ada: kolom A baris {HEADS_ROW} seharusnya “{HEADS_MARK}”"
        return ReturnedSheet(contract, faults=(Fault(name, rule, ASK_AGAIN, title),))
    heads = above[heads_row - 1][1:]
    while heads and not heads[-1]:
        heads.pop()
    declared = {column.header: column for column in contract.columns}
    found = list(workbook_faults(path, title, [None, *map(declared.get, heads)], name))
    cells = sheet.iter_rows(min_row=heads_row + 1, max_col=len(heads) + 1, values_only=True)
    lines = _lines(heads, heads_row, cells, contract, _Example.of(contract, name, year), found)
    table = gather(lines, contract, name)
    if table is None:
        return ReturnedSheet(contract, faults=tuple(found))
    shape = [replace(fault, row=heads_row) for fault in header_faults(table, contract)]
    found += [*shape, *table.ragged]
    if shape or not len(table.rows):
        return ReturnedSheet(contract, faults=tuple(found))
    return _UnjudgedSheet(contract, table, tuple(found))


def _judged(sheet: _UnjudgedSheet) -> ReturnedSheet:
    """A table held against its contract; of a cell that something was wrong with already, no more is told."""
    contract, table = sheet.contract, _without_unasked(sheet.table, sheet.contract)
    known = {match[1] for fault in sheet.found if (match := CELL.search(fault.rule))}
    heads = tuple(column.header for column in contract.columns if column.header in table.columns)
    rows = _written_out(table, heads)
    more = [
        fault for fault in check(fill_not_asked(table, contract), contract)[1] if _cell_of(fault, table) not in known
    ]
    return ReturnedSheet(contract, heads, rows, (*sheet.found, *more))


def _cell_of(fault: Fault, table: TextTable) -> str:
    """'D5', as faults of a workbook name a cell; '' for a fault of none."""
    column = fault.column
    return f"{letters(table.header.index(column) + 1)}{fault.row}" if column in table.header else ""


@dataclass(frozen=True)
class _Example:
    """The example row as the form has it. texts : by heading; file, sheet : as faults name them"""

    texts: dict[str, str]
    file: str
    sheet: str | None

    @classmethod
    def of(cls, contract: Contract, file: str, year: int) -> _Example:
        texts = {column.header: example_text(column, year) for column in contract.kept}
        return cls(texts, file, contract.sheet)

    def fault(self, mark: str, heads: Sequence[str], cells: Sequence[str], row: int) -> Fault | None:
        """Why a row that has a mark is not simply left out; None for the example as it was."""
        if mark != EXAMPLE_MARK:
            return Fault(self.file, "kolom A bukan tempat data", "Kosongkan sel itu", self.sheet, row, "A", mark)
        if any(self.texts.get(head, "") != cell.strip() for head, cell in zip(heads, cells, strict=True)):
            rule = f"baris {EXAMPLE_MARK} diubah, padahal tidak dibaca"
            return Fault(self.file, rule, "Tulis datanya di baris kosong di bawahnya", self.sheet, row)
        return None


def _lines(
    heads: Sequence[str],
    heads_row: int,
    cells: Iterator[tuple[object, ...]],
    contract: Contract,
    example: _Example,
    found: list[Fault],
) -> Iterator[list[str]]:
    """The heads, then a line for each row of the sheet, so that each is counted as the sheet counts it.

    Personal columns, which no form has, are there and empty.
    """
    formats = {column.header: column.date_format for column in contract.columns}
    unasked = [column.header for column in contract.columns if column.personal]
    yield [*heads, *unasked]
    yield from [[]] * (heads_row - 1)
    for number, row in enumerate(cells, heads_row + 1):
        mark, *line = [cell_text(cell, ISO) for cell in row[:1]] + [
            cell_text(cell, formats.get(head, ISO)) for head, cell in zip(heads, row[1:], strict=False)
        ]
        line += [""] * (len(heads) - len(line))
        if mark.strip():
            found += filter(None, [example.fault(mark.strip(), heads, line, number)])
            yield []
        else:
            yield [*line, *([""] * len(unasked) if any(map(str.strip, line)) else [])]


def _without_unasked(table: TextTable, contract: Contract) -> TextTable:
    """The table without the columns that may be absent, where nobody wrote anything in any of them."""
    unasked = {column.header for column in contract.columns if column.may_be_absent} & table.columns.keys()
    if any((table.columns[head].texts.astype("str").str.strip() != "").any() for head in unasked):
        return table
    columns = {head: cells for head, cells in table.columns.items() if head not in unasked}
    return replace(table, header=list(columns), columns=columns)


def _written_out(table: TextTable, heads: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    columns = [table.columns[head] for head in heads]
    texts = [cells.spread(cells.texts.astype("str").str.strip().array) for cells in columns]
    return tuple(zip(*texts, strict=True))


def year_of(path: Path) -> int | None:
    """The year of a form; None for what is none. path : an XLSX file"""
    try:
        with opened_workbook(path, path.name) as book:
            code = read_cover(book[COVER]).code if COVER in book.sheetnames else None
    except DataError:
        return None
    return code.year if code else None
