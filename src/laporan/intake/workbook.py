"""Workbooks of spreadsheets: XLSX, XLS and ODS, by calamine, which reads their values as they were last computed."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import python_calamine as calamine
from lxml import etree

from laporan.core.errors import DataError, Fault
from laporan.intake.broken_cells import broken_cells
from laporan.intake.cells import BrokenCell, Cell, squeezed
from laporan.intake.extent import refuse_endless
from laporan.intake.grid import Grid, Label
from laporan.intake.patterns import ANY, wildcard
from laporan.intake.source_shape import SourceShape


def workbook_grids(path: Path, shape: SourceShape, file: str) -> list[Grid]:
    """The sheets that the map names; the only visible one where it names none.

    Parameters
    ----------
    path : Path
        The workbook.
    shape : SourceShape
        Names of sheets, or '*'.
    file : str
        As messages name it.

    Raises
    ------
    DataError
        For a workbook that is broken, locked or too large, and for a sheet that there is not.
    """
    book = _opened(path, file)
    names = _chosen(book, shape, file)
    try:
        broken = broken_cells(path)
    except (etree.LxmlError, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise DataError([Fault(file, _broken(path), "Minta berkasnya sekali lagi, atau sebagai CSV")]) from error
    said = f"lembar {', '.join(names)}"
    return [
        Grid(file, _rows(book, name, file, broken.get(name, {})), sheet=name, lettered=True, said=[said])
        for name in names
    ]


def _opened(path: Path, file: str) -> calamine.CalamineWorkbook:
    try:
        refuse_endless(path, file)
        return calamine.CalamineWorkbook.from_path(path)
    except calamine.PasswordError as error:
        raise DataError([Fault(file, "buku kerja terkunci dengan sandi", "Minta berkas tanpa sandi")]) from error
    except (DataError, KeyboardInterrupt):
        raise
    except BaseException as error:  # a panic of Rust is no Exception
        raise DataError([Fault(file, _broken(path), "Minta berkasnya sekali lagi, atau sebagai CSV")]) from error


def _broken(path: Path) -> str:
    with path.open("rb") as stream:
        start = stream.read(8)
    if start.startswith(b"\xd0\xcf\x11\xe0") and path.suffix.lower() in (".xlsx", ".xlsm", ".ods"):
        return "buku kerja terkunci dengan sandi, atau rusak"
    return "buku kerja rusak atau terpotong"


def _chosen(book: calamine.CalamineWorkbook, shape: SourceShape, file: str) -> list[str]:
    visible = [sheet.name for sheet in book.sheets_metadata if sheet.visible == calamine.SheetVisibleEnum.Visible]
    hidden = [name for name in book.sheet_names if name not in visible]
    there = f"lembar yang ada: {', '.join(visible)}" + (f" (tersembunyi: {', '.join(hidden)})" if hidden else "")
    if not shape.sheet:
        if len(visible) == 1:
            return visible
        raise DataError(
            [Fault(file, f"{len(visible)} lembar, dan peta tidak menyebut yang mana", f"Tulis sheet; {there}")]
        )
    found = []
    for wanted in shape.sheet:
        fits = wildcard(wanted).fullmatch
        named = [name for name in visible if ANY in wanted and fits(name)] or [
            name for name in book.sheet_names if squeezed(name) == squeezed(wanted)
        ]
        if not named:
            raise DataError([Fault(file, f"lembar “{wanted}” tidak ada", f"Perbaiki sheet di source peta; {there}")])
        found += [name for name in named if name not in found]
    return found


def _rows(
    book: calamine.CalamineWorkbook, name: str, file: str, broken: Mapping[tuple[int, int], str]
) -> Iterator[tuple[Label, Sequence[Cell]]]:
    try:
        sheet = book.get_sheet_by_name(name)
        lines = sheet.to_python(skip_empty_area=False)
    except (calamine.CalamineError, ValueError) as error:
        raise DataError([Fault(file, "lembar rusak", "Minta berkasnya sekali lagi, atau sebagai CSV", name)]) from error
    failed = {row for row, _column in broken}
    for row, line in enumerate(lines, 1):
        cells = [_cell(value) for value in line]
        if row in failed:
            cells = [BrokenCell(broken[row, at]) if (row, at) in broken else cell for at, cell in enumerate(cells)]
        yield row, cells


def _cell(value: Any) -> Cell:
    """A value as the spreadsheet has it; a number without decimals is an integer, an empty text nothing."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return int(value) if value.is_integer() else Decimal(str(value))
    if isinstance(value, dt.timedelta):
        return str(value)
    return None if value == "" else value
