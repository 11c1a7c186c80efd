"""The figures of a published report, each with the words, the year and the table cell that say what it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from audit.document import Sentence, SourceDocument, SourceLocation
from audit.grid import NumberGrid, grids
from audit.ledger import clause, context, label
from audit.numbers import NumberMention, PrintedValue, numbers, worded
from audit.rules.registry import around
from audit.words import COUNTED

_YEAR = re.compile(r"(?<![\d/])(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True)
class ReportedFigure:
    """A figure of the report, with what tells what it is.

    Parameters
    ----------
    text, value : str, PrintedValue
        Its print, and what that stands for.
    unit : str
        The noun behind it, "%" for a share, "" for none.
    near, wide : frozenset of str
        The telling words of its clause, and of its sentence.
    year : str
        The year named before it, else after it, else the report's own; "" when none is known.
    place, quote : SourceLocation, str
        Where it stands, and the words around it.
    behind : str
        The text right behind it, for units of several words.
    approx : str
        "hampir", "sekitar" and the like in front of it.
    cell : tuple of str
        Row and column of a table, as `ledger.label` writes them; () in prose.
    base : ReportedFigure or None
        The count that this share stands behind, as in "3.852 laporan (90,4%)".
    ends : tuple of PrintedValue
        The figures in front of it in its sentence that are no shares.
    """

    text: str
    value: PrintedValue
    unit: str
    near: frozenset[str]
    wide: frozenset[str]
    year: str
    place: SourceLocation
    quote: str
    behind: str = ""
    approx: str = ""
    cell: tuple[str, ...] = ()
    base: ReportedFigure | None = None
    ends: tuple[PrintedValue, ...] = ()


def figures(document: SourceDocument) -> Iterator[ReportedFigure]:
    """Figures of the sentences, then of the tables."""
    for sentence in document.sentences:
        yield from _of_sentence(sentence, str(document.year or ""))
    for grid in grids(document):
        for row in range(len(grid.cells)):
            yield from _of_row(grid, row, str(document.year or ""))


def _of_sentence(sentence: Sentence, year: str) -> Iterator[ReportedFigure]:
    """Digits, and counts in words; a share in brackets knows the count that it stands behind."""
    text, wide = sentence.text, context(sentence.text)
    last: ReportedFigure | None = None
    ends: tuple[PrintedValue, ...] = ()
    found = [*numbers(text), *(number for number in worded(text) if number.unit in COUNTED)]
    for number in sorted(found, key=lambda one: one.start):
        bracket = re.search(r"\s*\(\s*$", text[: number.start])
        inside = bracket is not None
        start = bracket.start() if bracket else number.start  # what a bracket adds belongs to the words before it
        left, right = clause(text, start, start if bracket else number.end)
        figure = ReportedFigure(
            number.text,
            number.value,
            _unit(number),
            context(text[left:right]),
            wide,
            _year_of(text, number.start) or year,
            sentence.place(number.start),
            around(text, number.start, number.end, 70),
            text[number.end :].strip().lower(),
            number.approx,
            base=last if inside and number.percent else None,
            ends=ends,
        )
        yield figure
        ends += () if number.percent else (number.value,)
        last = None if number.percent else figure


def _unit(number: NumberMention) -> str:
    """A noun that is counted; a verb behind the figure ("356 masih dalam proses") is no unit."""
    return number.unit if number.unit in COUNTED or number.unit == "%" else ""


def _year_of(text: str, start: int) -> str:
    before = _YEAR.findall(text[:start])
    after = _YEAR.findall(text[start:])
    return before[-1] if before else after[0] if after else ""


def _of_row(grid: NumberGrid, row: int, year: str) -> Iterator[ReportedFigure]:
    """The cells of a row; a share printed beside its count in one cell stands behind it."""
    for column in grid.numeric:
        cell = grid.cells[row][column]
        words = context(f"{grid.labels[row]} {grid.name(column)} {grid.table.caption}")
        names = (label(grid.labels[row]), label(grid.name(column)))
        named = _YEAR.findall(f"{grid.name(column)} {grid.labels[row]} {grid.table.caption}")
        count = None
        for value, text in zip((cell.count, cell.share), _prints(cell.text), strict=True):
            if value is None:
                continue
            figure = ReportedFigure(
                text,
                value,
                "%" if value.percent else "",
                words,
                words,
                named[0] if named else year,
                grid.place(row),
                grid.quote(row),
                cell=names,
                base=count if value.percent else None,
            )
            yield figure
            count = figure


def _prints(text: str) -> tuple[str, str]:
    """The count's and the share's print in a cell: "724 (69%)" is "724" and "69%"."""
    pair = re.fullmatch(r"([\d.,]+)\D*?([\d.,]+\s*%)\W*", text)
    return (pair[1], pair[2]) if pair else (text, text)
