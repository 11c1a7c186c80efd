"""The map of an import: what an analyst declares of a source, as strict models.

docs/impor.md tells each key to analysts. A map only says; `pipeline` does it.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from laporan.intake.dates import check_format, zone_of
from laporan.intake.numerals import NumeralForm, number_form, number_range
from laporan.intake.patterns import check_pattern
from laporan.project.models import Day, Positive, Strict


def as_text(value: Any) -> Any:
    """A scalar of YAML as the text that stands in a cell; what YAML may have changed on the way is refused."""
    if value is None:
        return ""
    if isinstance(value, bool | float):
        raise ValueError(f"tulis {value} di antara tanda kutip, persis seperti di selnya")  # noqa: TRY004 - pydantic's
    return value.isoformat() if isinstance(value, dt.date) else str(value) if isinstance(value, int) else value


def _separator(value: Any) -> Any:
    return "\t" if value == "tab" else value


def _listed(value: Any) -> Any:
    return value if isinstance(value, list) else [value]


def _word_table(value: Any) -> Any:
    return {as_text(word): as_text(meant) for word, meant in value.items()} if isinstance(value, dict) else value


def _decimal(value: Any) -> Any:
    return Decimal(str(value)) if isinstance(value, int | float | str) and not isinstance(value, bool) else value


def _number_form(value: Any) -> Any:
    return number_form(value) if isinstance(value, str) else value


def _ranges(bands: dict[str, str]) -> dict[str, str]:
    for told in bands.values():
        number_range(told)
    return bands


def _zone(name: str) -> str:
    if name:
        zone_of(name)
    return name


def _column_rule(value: Any) -> Any:
    return {"column": value} if isinstance(value, str | list) else value


Zone = Annotated[str, AfterValidator(_zone)]
Text = Annotated[str, BeforeValidator(as_text)]
OneOrMore = Annotated[list[Text], BeforeValidator(_listed), Field(min_length=1)]
Words = Annotated[dict[str, str], BeforeValidator(_word_table)]
Pattern = Annotated[str, AfterValidator(check_pattern)]
DateForms = Annotated[list[Annotated[str, AfterValidator(check_format)]], BeforeValidator(_listed)]
Form = Annotated[NumeralForm, BeforeValidator(_number_form)]
Number = Annotated[Decimal, BeforeValidator(_decimal)]
SourceKind = Literal["csv", "workbook", "html", "json", "parquet", "sql"]
Aggregate = Literal["sum", "mean", "count", "smallest", "largest", "first", "last"]


class SourceShape(Strict):
    """Where the table is in the source, and how it is written.

    Parameters
    ----------
    kind : str
        What it is; by the content where it is left out.
    file : str
        Of a folder: the files that belong to it, such as 'rekap *.csv'.
    encoding, separator : str
        Of a text file; found where they are left out, and told. 'tab' is a separator, too.
    sheet : str or list of str
        Of a workbook; '*' stands for any letters. Rows of several sheets follow each other.
    table : int
        Of a page of HTML: which table, from 1.
    header : int or list of int
        The row of the heads, or two and more; 0 where there are none: columns are then A, B, C.
    records, total : str
        Of JSON: JMESPath to the list of records, and to the number of records that there must be.
    fields : dict of str to str
        Of JSON: further columns by JMESPath within a record.
    database : str
        The environment variable that has the address of the database.
    query : str
        One SELECT; `:year` and `:unit` are given.
    key : str
        The column that names a row in messages, where a row has no number.
    timeout : int
        Seconds that the query may take.
    """

    kind: SourceKind | None = None
    file: str = ""
    encoding: Literal["", "utf-8", "cp1252", "latin-1", "utf-16"] = ""
    separator: Annotated[Literal["", ",", ";", "\t", "|"], BeforeValidator(_separator)] = ""
    sheet: Annotated[list[Text], BeforeValidator(_listed)] = []
    table: Annotated[int, Field(ge=0)] = 0
    header: Annotated[list[Annotated[int, Field(ge=0)]], BeforeValidator(_listed), Field(min_length=1)] = [1]
    records: str = ""
    total: str = ""
    fields: dict[str, str] = {}
    database: str = ""
    query: str = ""
    key: str = ""
    timeout: Positive = 60

    @model_validator(mode="after")
    def _header_is_a_block(self) -> Self:
        rows = self.header
        if (len(rows) > 1 and rows != list(range(rows[0], rows[0] + len(rows)))) or (len(rows) > 1 and rows[0] == 0):
            raise ValueError(f"header: baris judul harus berurutan, misalnya [5, 6] (tertulis {rows})")
        return self


class Condition(Strict):
    """What a row is chosen by; all that is said must hold.

    Parameters
    ----------
    column : str or list of str
        Its head, or several by which it may be called.
    any_of, none_of : list of str
        Words that the cell is, or is not.
    matches : str
        A regular expression for the whole cell.
    empty, number : bool
        Whether the cell is empty, a number.
    before, after : date
        The cell's date is earlier or later; `written` tells how it is written.
    written : str or list of str
        Form of the date.
    below, above : decimal
        The cell's number is less or more; `number_form` tells by an example how it is written.
    number_form : str
        As `number` of a column.
    """

    column: OneOrMore
    any_of: OneOrMore | None = None
    none_of: OneOrMore | None = None
    matches: Pattern | None = None
    empty: bool | None = None
    number: bool | None = None
    before: Day | None = None
    after: Day | None = None
    written: DateForms = []
    below: Number | None = None
    above: Number | None = None
    number_form: Form | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        asked = (self.any_of, self.none_of, self.matches, self.empty, self.number, self.before, self.after)
        if all(part is None for part in (*asked, self.below, self.above)):
            raise ValueError(
                "sebut syaratnya: any_of, none_of, matches, empty, number, before, after, below, atau above"
            )
        return self


class LeaveOut(Strict):
    """Rows that are not data, with the reason; the first rule that fits a row counts.

    Parameters
    ----------
    reason : str
        In Indonesian: it stands in the record, the annex and the quarantine file.
    where : Condition or list of Condition
        All hold.
    rows : list of int
        Or these rows.
    and_below : bool
        From the first such row on, everything.
    """

    reason: Annotated[str, Field(min_length=1)]
    where: Annotated[list[Condition], BeforeValidator(_listed)] = []
    rows: Annotated[list[int], BeforeValidator(_listed)] = []
    and_below: bool = False

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        if bool(self.where) == bool(self.rows):
            raise ValueError("sebut where (syarat) atau rows (nomor baris), salah satu")
        return self


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

    empty: Annotated[list[Text], BeforeValidator(_listed)] = []
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
    bands: Annotated[Words, AfterValidator(_ranges)] | None = None
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

    column: Annotated[list[Text], BeforeValidator(_listed)] = []
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
    columns : str
        A range 'Jan..Des', or heads with '*'.
    name : str or list of str
        The column that comes of the heads (of what '*' stood for); of heads over several rows a column for each.
    value : str
        The column that comes of the cells.
    skip_empty : bool
        Whether an empty cell gives no row.
    """

    columns: str
    name: OneOrMore
    value: str
    skip_empty: bool = False


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
    """

    columns: OneOrMore
    keep: Literal["first", "last"] | None = None


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

    where: Annotated[list[Condition], BeforeValidator(_listed), Field(min_length=1)]
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
    empty: Annotated[list[Text], BeforeValidator(_listed)] = []
    personal: Annotated[list[str], BeforeValidator(_listed)] = []
    fill_down: Annotated[list[str], BeforeValidator(_listed)] = []
    leave_out: list[LeaveOut] = []
    one_per: OnePer | None = None
    unpivot: Unpivot | None = None
    pivot: Pivot | None = None
    words: dict[str, Words] = {}
    lookups: dict[str, Lookup] = {}
    columns: dict[str, Annotated[ColumnRule, BeforeValidator(_column_rule)]] = Field(min_length=1)
    group_by: Annotated[list[str], BeforeValidator(_listed)] = []
    fill_groups: bool = False
    every_day: EveryDay | None = None
    total: TotalRow | None = None
    faulty_rows: Literal["refuse", "leave-out"] = "refuse"
    keep_original: bool = False
    handed_over: Handover = Handover()

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
            alike = rule.aggregate or rule.constant is not None or rule.lookup or name in self.group_by
            if self.group_by and not alike:
                raise ValueError(f"columns.{name}: sebut aggregate, atau masukkan ke group_by")
        if self.fill_groups and not self.group_by:
            raise ValueError("fill_groups perlu group_by")
        return self


def _known(named: dict[str, Any]) -> str:
    return f"yang ada: {', '.join(named) or 'belum ada'}"
