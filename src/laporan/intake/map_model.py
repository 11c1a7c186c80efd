"""The map of an import: what an analyst declares of a source, as strict models.

docs/impor.md tells each key to analysts. A map only says; `pipeline` does it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from laporan.intake.column_rule import ColumnRule, SourceKey
from laporan.intake.map_values import DateForms, Form, OneOrMore, TextList, Words, Zone, as_list
from laporan.intake.row_rules import Condition, LeaveOut
from laporan.intake.source_shape import SourceShape
from laporan.project.models import Day, Strict


def _column_rule(value: Any) -> Any:
    return {"column": value} if isinstance(value, str | list) else value


class Lookup(Strict):
    """Another table of the source, such as codes and their words.

    Parameters
    ----------
    source : SourceShape
        Where it is; `file` names it in the folder of the source.
    key, value : SourceKey
        What is looked up, and what is found.
    leave_out : list of LeaveOut
        Its rows that are no data.
    counted : bool
        Whether its rows are data, too, that count as read and used.
    """

    source: SourceShape
    key: SourceKey
    value: SourceKey
    leave_out: list[LeaveOut] = []
    counted: bool = False


class Unpivot(Strict):
    """Columns become rows: from each row one for each of these columns.

    Parameters
    ----------
    columns : str or list of str
        A range 'Jan..Des', heads with `*`, or the heads themselves.
    name : str or list of str
        The column that comes of the heads (of what `*` stood for); of heads over several rows a column for each.
    value : str or dict of str to str
        The column that comes of the cells; or, of columns with several measures, one for each: by the lowest head, or
        by the head with `*` for what goes into `name`.
    skip_empty : bool
        Whether an empty cell gives no row.
    """

    columns: OneOrMore
    name: OneOrMore
    value: str | Words
    skip_empty: bool = False

    @property
    def measures(self) -> Words:
        """Heads of measures and the columns that they become; none where there is one measure."""
        return {} if isinstance(self.value, str) else self.value

    @property
    def made(self) -> list[str]:
        """The columns that come of it."""
        return [*self.name, *([self.value] if isinstance(self.value, str) else self.value.values())]


class Pivot(Strict):
    """Rows become columns: the rows of one key become one, with a column for each name.

    Parameters
    ----------
    by : list of str
        The columns whose values together are the key.
    name, value : str
        The column whose words become heads, and the one that fills them.
    """

    by: OneOrMore
    name: str
    value: str


class OnePer(Strict):
    """Nobody counts twice: what tells rows of the same person apart from others.

    Parameters
    ----------
    columns : str or list of str
        May be personal: they are compared, and never written.
    keep : {"first", "last"}
        Which one counts. Without it, two rows of one person are a fault.
    ordered_by : SourceKey
        What 'first' and 'last' go by; without it, the order of the source.
    """

    columns: OneOrMore
    keep: Literal["first", "last"] | None = None
    ordered_by: SourceKey | None = None

    @model_validator(mode="after")
    def _order_is_of_use(self) -> Self:
        if self.ordered_by and not self.keep:
            raise ValueError("ordered_by perlu keep: first atau last")
        return self


class EveryDay(Strict):
    """No day may be missing between the first and the last.

    Parameters
    ----------
    column : str or list of str
        The column of dates.
    date : str or list of str
        How they are written.
    first, last : date
        The period; by default the whole year.
    """

    column: OneOrMore
    date: DateForms = []
    first: Day | None = None
    last: Day | None = None


class TotalRow(Strict):
    """A row that says what a column adds up to.

    Parameters
    ----------
    where : Condition or list of Condition
        Which row it is.
    column : str or list of str
        The column that is added up.
    number : str
        How its numbers are written.
    """

    where: Annotated[list[Condition], BeforeValidator(as_list), Field(min_length=1)]
    column: OneOrMore
    number: Form | None = None


class Handover(Strict):
    """Who handed the source over; what the command names counts first.

    Parameters
    ----------
    by : str
        The office.
    date : date
        When.
    letter : str
        The letter or minutes.
    """

    by: str = ""
    date: Day | None = None
    letter: str = ""


class ImportMap(Strict):
    """One file of `params/import`.

    Parameters
    ----------
    to : str
        The dataset.
    about : str
        In a line: what the source is.
    source : SourceShape
        Where the table is.
    zone : str
        Where the dates of the report are: a time with a zone becomes a date there.
    empty : list of str
        Words that mean nothing, such as '-'.
    personal : list of str
        Heads (or with '*') of columns about persons: dropped before anything is written or told.
    fill_down : list of str
        Columns in which an empty cell is the one above: merged cells.
    leave_out : list of LeaveOut
        Rows that are no data.
    one_per : OnePer
        Nobody counts twice.
    unpivot, pivot : Unpivot, Pivot
        From wide to long, or from long to wide.
    words : dict of str to dict
        Tables of words that several columns share.
    lookups : dict of str to Lookup
        Other tables of the source.
    columns : dict of str to ColumnRule
        How each column of the dataset is filled.
    group_by : list of str
        Columns of the dataset: rows with the same values become one.
    fill_groups : bool
        Whether a combination without rows is written, with 0.
    every_day : EveryDay
        No day may be missing.
    total : TotalRow
        What a column must add up to.
    faulty_rows : {"refuse", "leave-out"}
        Whether a row with a fault refuses the import, or is left out with its reason.
    keep_original : bool
        Whether a copy of the source stays in the project.
    handed_over : Handover
        Who handed it over.
    """

    to: str = ""
    about: str = ""
    source: SourceShape = SourceShape()
    zone: Zone = "Asia/Jakarta"
    empty: TextList = []
    personal: TextList = []
    fill_down: TextList = []
    leave_out: list[LeaveOut] = []
    one_per: OnePer | None = None
    unpivot: Unpivot | None = None
    pivot: Pivot | None = None
    words: dict[str, Words] = {}
    lookups: dict[str, Lookup] = {}
    columns: dict[str, Annotated[ColumnRule, BeforeValidator(_column_rule)]] = Field(min_length=1)
    group_by: TextList = []
    fill_groups: bool = False
    every_day: EveryDay | None = None
    total: TotalRow | None = None
    faulty_rows: Literal["refuse", "leave-out"] = "refuse"
    keep_original: bool = False
    handed_over: Handover = Handover()

    def uses(self) -> Iterator[tuple[str, Sequence[str]]]:
        """Columns of the source that the dataset is made from, by the key of the map that names them."""
        yield "source.key", [self.source.key]
        if self.pivot:
            yield "pivot", [*self.pivot.by, self.pivot.name, self.pivot.value]
        if self.unpivot:
            yield "unpivot.columns", self.unpivot.columns
        for name, rule in self.columns.items():
            yield f"columns.{name}", rule.names

    @model_validator(mode="after")
    def _names_are_known(self) -> Self:
        for name, rule in self.columns.items():
            if isinstance(rule.words, str) and rule.words not in self.words:
                raise ValueError(f"columns.{name}: words: tabel “{rule.words}” tidak ada; {_known(self.words)}")
            if rule.lookup and rule.lookup not in self.lookups:
                raise ValueError(f"columns.{name}: lookup “{rule.lookup}” tidak ada; {_known(self.lookups)}")
        return self

    @model_validator(mode="after")
    def _groups_are_whole(self) -> Self:
        for name in self.group_by:
            if name not in self.columns or self.columns[name].aggregate:
                raise ValueError(f"group_by: “{name}” harus kolom di columns tanpa aggregate")
        for name, rule in self.columns.items():
            if rule.aggregate and not self.group_by:
                raise ValueError(f"columns.{name}: aggregate perlu group_by")
            if rule.serial and self.group_by:
                raise ValueError(f"columns.{name}: serial menomori baris sumber, jadi tidak dapat bersama group_by")
            alike = rule.aggregate or rule.constant is not None or rule.lookup or name in self.group_by
            if self.group_by and not alike:
                raise ValueError(f"columns.{name}: sebut aggregate, atau masukkan ke group_by")
        if self.fill_groups and not self.group_by:
            raise ValueError("fill_groups perlu group_by")
        return self


def _known(named: dict[str, Any]) -> str:
    return f"yang ada: {', '.join(named) or 'belum ada'}"
