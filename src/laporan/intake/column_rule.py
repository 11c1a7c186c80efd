"""What a map says of a column of the dataset: what it is made from, and how a cell is read."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from laporan.intake.map_values import (
    DateForms,
    Form,
    Number,
    OneOrMore,
    Pattern,
    Text,
    TextList,
    Words,
    Zone,
    checked_ranges,
)
from laporan.project.models import Positive, Strict

Aggregate = Literal["sum", "mean", "count", "smallest", "largest", "first", "last"]


class CellReading(Strict):
    """How one value is made from a cell. The keys work in this order, whatever order they are written in.

    Parameters
    ----------
    empty : list of str
        Words that mean nothing, beside those of the whole map.
    split, item : str, int
        The cell is parted at `split`, and the piece `item` taken (1 the first, -1 the last).
    take : str
        A regular expression for the whole cell; what stands in its brackets is taken.
    words : dict or str
        What each word means; or the name of a table in the map's `words`. '*' in a word stands for any letters.
    otherwise : str
        What every other word means. Without it a word that is not listed is a fault.
    number : str
        How numbers are written, by an example: '1.234,5', '1,234', '90,4%', 'Rp 1.234'.
    times, round : decimal, int
        The number is multiplied, then rounded half up to so many places.
    date : str or list of str
        How dates are written: 'dd/mm/yyyy', 'd mmmm yyyy HH:MM'.
    stored_in : str
        The zone of times that do not tell theirs, such as UTC; the date is that of the map's `zone`.
    part : str
        Of the date: only its year, quarter, month, day.
    bands : dict of str to str
        Names of ranges of numbers: {'30–39 tahun': '30..39'}; a bound may be left out.
    pad, prefix, suffix : int, str, str
        Zeros in front until it is so long; what is put before and behind.
    """

    empty: TextList = []
    split: str = ""
    item: int = 1
    take: Pattern | None = None
    words: Words | str | None = None
    otherwise: Text | None = None
    number: Form | None = None
    times: Number | None = None
    round: Annotated[int, Field(ge=0)] | None = None
    date: DateForms | None = None
    stored_in: Zone = ""
    part: Literal["year", "quarter", "month", "day"] | None = None
    bands: Annotated[Words, AfterValidator(checked_ranges)] | None = None
    pad: Positive | None = None
    prefix: str = ""
    suffix: str = ""


class SourceKey(CellReading):
    """A value that is made from one column: of a key, of an order.

    Parameters
    ----------
    column : str or list of str
        Its head, or several by which it may be called.
    """

    column: OneOrMore


class TickedColumns(Strict):
    """Columns of which some are ticked; the value lists the places of those, from 1.

    Parameters
    ----------
    columns : str
        'Jan..Des': all from one head to another.
    ticks : list of str
        What counts as a tick; any other word is a fault.
    joined_by : str
        What stands between two places.
    """

    columns: str
    ticks: OneOrMore
    joined_by: str = "; "


class ColumnRule(CellReading):
    """How a column of the dataset is filled: from one of `column`, `each`, `join`, `added`, `constant`, `serial`,
    `marked`, `lookup`.

    Parameters
    ----------
    column : str or list of str
        A head of the source, or several by which it may be called.
    each : str
        Of several columns at once ('U1..U9'): the heads in the order of the file, as a range 'H1..H9' or with '*';
        `{n}` is the number of the column.
    join, joined_by : list of str, str
        Several columns in one, and what stands between them.
    added : str or list of str
        Numbers of several columns, added up: their heads, a range, or a head with '*'.
    constant : str
        The same in every row.
    serial : str
        The rows that are used, counted: 'R001', 'R002', … by the form of the first.
    marked : TickedColumns
        Places of the ticked ones of several columns.
    lookup, by : str, SourceKey
        From another table of the map's `lookups`, by this key.
    aggregate : str
        With `group_by`: what becomes of the rows of a group.
    ordered_by : SourceKey
        What 'first' and 'last' go by.
    """

    column: TextList = []
    each: str = ""
    join: list[str] = []
    joined_by: str = " "
    added: str | list[str] = ""
    constant: Text | None = None
    serial: str = ""
    marked: TickedColumns | None = None
    lookup: str = ""
    by: SourceKey | None = None
    aggregate: Aggregate | None = None
    ordered_by: SourceKey | None = None

    @property
    def names(self) -> list[str]:
        """All heads of the source that the rule names."""
        added = [self.added] if isinstance(self.added, str) else self.added
        others = [key.column for key in (self.by, self.ordered_by) if key]
        marked = [self.marked.columns] if self.marked else []
        return [*self.column, self.each, *self.join, *added, *marked, *(name for names in others for name in names)]

    @model_validator(mode="after")
    def _one_origin(self) -> Self:
        given = {
            "column": self.column, "each": self.each, "join": self.join, "added": self.added,
            "constant": self.constant is not None,
            "serial": self.serial, "marked": self.marked, "lookup": self.lookup,
        }  # fmt: skip
        named = [name for name, value in given.items() if value]
        if len(named) != 1 and not (self.aggregate == "count" and not named):
            written = ", ".join(named) or "tidak ada"
            raise ValueError(f"sebut tepat satu asal dari {', '.join(given)} (tertulis: {written})")
        if self.lookup and not self.by:
            raise ValueError("lookup perlu by: kolom sumber yang dicari di tabel itu")
        if self.aggregate in ("first", "last") and not self.ordered_by:
            raise ValueError(f"aggregate: {self.aggregate} perlu ordered_by: kolom yang menentukan urutannya")
        return self
