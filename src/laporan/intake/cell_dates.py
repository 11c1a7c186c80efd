"""The date that a cell is, by the forms that the map declares."""

from __future__ import annotations

import datetime as dt

from laporan.intake.cells import Cell, CellError, shown
from laporan.intake.dates import ISO, Moment, forms_of, parse

MONTHS_OF_QUARTER = 3


def as_date(forms: list[str], stored_in: str, zone: str, part: str | None, cell: Cell) -> Cell:
    """The date that a cell is, or a part of it.

    Parameters
    ----------
    forms : list of str
        How dates in text are written; only year-month-day where there is none.
    stored_in, zone : str
        The zone of times that do not tell theirs, and the one in which the date is asked.
    part : {"year", "quarter", "month", "day"} or None
        What is wanted.
    cell : Cell
        The cell.

    Raises
    ------
    CellError
        For what is written otherwise, or can be read in two ways.
    """
    if cell is None:
        return None
    moment = moment_of(forms, cell)
    if part:
        return _part(moment, part, stored_in, zone)
    if None in (moment.year, moment.month, moment.day):
        raise CellError("date", "tidak menyebut hari, bulan, dan tahun", "Sebut part di peta, atau lengkapi tanggalnya")
    return moment.stored_in(stored_in, zone)


def moment_of(forms: list[str], cell: Cell) -> Moment:
    """What a cell says of a date.

    Parameters
    ----------
    forms : list of str
        How dates in text are written.
    cell : Cell
        The cell.

    Raises
    ------
    CellError
        For what is written otherwise, or can be read in two ways.
    """
    if isinstance(cell, dt.datetime):
        return Moment(cell.year, cell.month, cell.day, cell.timetz())
    if isinstance(cell, dt.date):
        return Moment(cell.year, cell.month, cell.day)
    text = shown(cell)
    found = {moment for form in forms or ISO if (moment := parse(text, form))}
    if len(found) == 1:
        return found.pop()
    if found:
        raise CellError("date", "dapat dibaca menurut dua bentuk tanggal di peta", "Sisakan satu bentuk di date")
    if forms:
        raise CellError(
            "date", f"bukan tanggal berbentuk {' atau '.join(forms)}", "Perbaiki sel itu, atau date di peta"
        )
    possible = " atau ".join(forms_of(text)[:2])
    rule = f"tanggal yang bentuknya tidak disebut peta{f' ({possible}?)' if possible else ''}"
    raise CellError("date", rule, "Tulis date di peta, misalnya date: dd/mm/yyyy")


def _part(moment: Moment, part: str, stored_in: str, zone: str) -> int:
    if moment.year and moment.month and moment.day:
        day = moment.stored_in(stored_in, zone)
        moment = Moment(day.year, day.month, day.day)
    quarter = moment.month and (moment.month - 1) // MONTHS_OF_QUARTER + 1
    found = quarter if part == "quarter" else getattr(moment, part)
    if not found:
        raise CellError("date", f"tidak menyebut {part}", "Perbaiki part di peta")
    return int(found)
