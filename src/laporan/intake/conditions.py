"""Which rows a map leaves out: its conditions, asked of the cells of a row."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence

from laporan.intake.cell_dates import as_date
from laporan.intake.cell_reading import as_number
from laporan.intake.cells import Cell, CellError, shown
from laporan.intake.grid import Label
from laporan.intake.heads import OF_FILE, OF_SHEET, Heads
from laporan.intake.numerals import PLAIN, is_number
from laporan.intake.row_rules import Condition, LeaveOut

Cells = Sequence[Cell]
Asked = Callable[[Cells], bool]


def holds(conditions: Sequence[Condition], heads: Heads, zone: str) -> Asked:
    """Whether a row keeps all conditions.

    Parameters
    ----------
    conditions : sequence of Condition
        What is asked.
    heads : Heads
        Of the table.
    zone : str
        Where dates are asked.

    Raises
    ------
    DataError
        For a column that there is not.
    """
    asked = [_asked(condition, heads, zone) for condition in conditions]
    return lambda cells: all(ask(cells) for ask in asked)


def _asked(condition: Condition, heads: Heads, zone: str) -> Asked:
    tests, title = _tests(condition, zone), condition.column[0]
    made = {OF_FILE: heads.file, OF_SHEET: heads.sheet}
    place = -1 if title in made else heads.place(condition.column)
    title = title if title in made else heads.titles[place]

    def ask(cells: Cells) -> bool:
        cell = made[title] if place < 0 else cells[place] if place < len(cells) else None
        try:
            return all(test(cell) for test in tests)
        except CellError as error:
            error.value, error.head = error.value or shown(cell), title
            raise

    return ask


def _tests(condition: Condition, zone: str) -> list[Callable[[Cell], bool]]:
    tests: list[Callable[[Cell], bool]] = []
    if condition.any_of is not None:
        tests.append(_among(condition.any_of, wanted=True))
    if condition.none_of is not None:
        tests.append(_among(condition.none_of, wanted=False))
    if condition.matches is not None:
        fits = re.compile(condition.matches).fullmatch
        tests.append(lambda cell: bool(fits(shown(cell))))
    if condition.empty is not None:
        tests.append(lambda cell: (not shown(cell)) == condition.empty)
    if condition.number is not None:
        tests.append(lambda cell: is_number(cell) == condition.number)
    if condition.below is not None or condition.above is not None:
        tests.append(lambda cell: _between(cell, condition))
    if condition.before or condition.after:
        tests.append(lambda cell: _within(cell, condition, zone))
    return tests


def _among(words: Sequence[str], *, wanted: bool) -> Callable[[Cell], bool]:
    known = {word.strip().casefold() for word in words}
    return lambda cell: (shown(cell).casefold() in known) == wanted


def _between(cell: Cell, condition: Condition) -> bool:
    """Whether a number is less or more; an empty cell is neither."""
    number = as_number(condition.number_form or PLAIN, None if not shown(cell) else cell)
    if number is None:
        return False
    below, above = condition.below, condition.above
    return (below is None or number < below) and (above is None or number > above)  # type: ignore[operator]


def _within(cell: Cell, condition: Condition, zone: str) -> bool:
    """Whether a date lies before or after; an empty cell does neither.

    What is no date of the form that is written is no answer: the row would be kept, or left out, by mistake.
    """
    day = as_date(condition.written, "", zone, None, None if not shown(cell) else cell)
    if not isinstance(day, dt.date):
        return False
    before, after = condition.before, condition.after
    return (before is None or day < before) and (after is None or day > after)


class LeavingOut:
    """The rules of a map by which rows are left out; the first that fits counts.

    Parameters
    ----------
    rules : sequence of LeaveOut
        In the order of the map.
    heads : Heads
        Of the table.
    zone : str
        Where dates are asked.
    """

    def __init__(self, rules: Sequence[LeaveOut], heads: Heads, zone: str) -> None:
        self._rules = [(rule, holds(rule.where, heads, zone) if rule.where else None) for rule in rules]
        self._below = ""

    def reason(self, label: Label, cells: Cells) -> str:
        """Why a row is left out; '' for one that is data.

        Raises
        ------
        CellError
            For a cell that must be a date and is none.
        """
        if self._below:
            return self._below
        for rule, ask in self._rules:
            if ask(cells) if ask else label in rule.rows:
                self._below = rule.reason if rule.and_below else ""
                return rule.reason
        return ""
