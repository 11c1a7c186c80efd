"""What a dataset must look like: its columns as they stand in the raw file, and the rules that its values keep.

Each subject declares its contracts in its `contract.py`. A contract only says; `read` turns a file into text, and
`checks` text into values, with every fault of the file.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

import pandas as pd

from laporan.data.identifiers import identifiers

Kind = Literal["text", "integer", "decimal", "date"]
MOST_DIGITS = 15  # of a whole number: a spreadsheet and a float hold no more of them exactly

ABSENT = "kolomnya boleh tidak ada"
# Of a date: year, month, day; hours, minutes, seconds.
DATE_PARTS = {"%Y": "TTTT", "%m": "BB", "%d": "HH", "%B": "(nama bulan)", "%H": "JJ", "%M": "MM", "%S": "DD"}


@dataclass(frozen=True)
class Column:
    """One column of a dataset.

    Attributes
    ----------
    name : str
        In code, English.
    header : str
        In the raw file, Indonesian.
    kind : {"text", "integer", "decimal", "date"}
        Text is kept letter by letter, zeros and all; integers are digits only, at most 15; decimals have a comma.
    date_format : str
        How a date is written in the file.
    optional : bool
        Whether an empty cell is a missing value instead of a fault.
    choices, pattern, minimum, maximum
        Rules that every value keeps; a pattern describes the whole text, and its `\\d` means 0 to 9. Of dates that
        declare no bounds, `catalogue` says which are plausible in a year.
    unique : bool
        Whether no value may stand in two rows.
    may_be_absent : bool
        Whether a file may lack the column, and with it every other that may be absent: what was not asked. Its values
        are missing then; where it is there, it is filled in.
    lines : bool
        Whether a cell may hold several lines. Elsewhere a line break is a fault: most often it is a quotation mark that
        somebody opened by mistake, which makes one cell of all rows down to the next one.
    public : bool
        Of text without `choices`: whether its words may leave, because an office wrote them to be read. What the
        public wrote is not, and stays at home: a machine finds numbers in it, but no names.
    personal : bool
        Whether it names or reaches a person: name, NIK, NIP, telephone, e-mail, address. Its cells are checked and
        then dropped; they are in no frame, cache, message or file that leaves.
    note, example : str
        For those who fill in a form, in Indonesian: what the column means, and how a value of it looks. A pattern is
        no help to them.

    Raises
    ------
    ValueError
        For a column that is personal and public, or whose example its pattern or its choices refuse.
    """

    name: str
    header: str
    kind: Kind = "text"
    date_format: str = "%Y-%m-%d"
    optional: bool = False
    choices: tuple[str, ...] = ()
    minimum: int | Decimal | dt.date | None = None
    maximum: int | Decimal | dt.date | None = None
    pattern: str | None = None
    unique: bool = False
    may_be_absent: bool = False
    lines: bool = False
    public: bool = False
    personal: bool = False
    note: str = ""
    example: str = ""

    def __post_init__(self) -> None:
        if self.personal and self.public:
            raise ValueError(f"{self.header}: a column of personal data can't be public")
        if self.example and not self._may_be(self.example):
            raise ValueError(f"{self.header}: the example {self.example!r} is none")

    def _may_be(self, text: str) -> bool:
        return (not self.choices or text in self.choices) and bool(re.fullmatch(self.pattern or "(?s).*", text))

    @property
    def stays_home(self) -> bool:
        """Whether its cells leave in no file: personal data, and free words that were not written to be read."""
        return self.personal or (self.kind == "text" and not self.choices and not self.public)

    @property
    def rule(self) -> str:
        """The declared format and checks in words, for messages and the codebook."""
        words = {
            "text": "teks",
            "integer": "bilangan bulat (angka saja)"
            if self.maximum is not None
            else f"bilangan bulat (angka saja, paling banyak {MOST_DIGITS})",
            "decimal": "bilangan dengan koma desimal",
            "date": f"tanggal yang ditulis {date_form(self.date_format)} (misalnya {example_date(self.date_format)})",
        }[self.kind]
        if self.choices:
            words = "salah satu dari: " + ", ".join(self.choices)
        if self.pattern:
            words += f" berpola {self.pattern}"
        if self.minimum is not None and self.maximum is not None:
            words += f", {_shown(self.minimum)} sampai {_shown(self.maximum)}"
        elif self.minimum is not None:
            words += f", paling kecil {_shown(self.minimum)}"
        elif self.maximum is not None:
            words += f", paling besar {_shown(self.maximum)}"
        told = ((self.unique, "tidak boleh berulang"), (self.optional, "boleh kosong"), (self.may_be_absent, ABSENT))
        return ", ".join([words, *(word for holds, word in told if holds)])


@dataclass(frozen=True)
class RowCheck:
    """A rule across columns.

    Attributes
    ----------
    column : str
        The column, by its name in code, that a fault is told of.
    holds : callable
        From the parsed frame, compact or not, to one bool a row; missing values are its own affair.
    rule, remedy : str
        In Indonesian: they go back to the office.
    known : callable, optional
        Of a rule that wants a known name: all of them, so that the fault tells the nearest.
    """

    column: str
    holds: Callable[[pd.DataFrame], pd.Series]
    rule: str
    remedy: str
    known: Callable[[], Iterable[str]] = tuple


@dataclass(frozen=True)
class RowsAtHome:
    """Which rows of a dataset leave in no form, while the others do.

    Attributes
    ----------
    column : str
        By its name in code; it has `choices`.
    words : tuple of str
        A row with one of them there stays at home.
    counted_in : str
        The unit in which the report counts such rows: it tells of none, or of at least `disclosure.FEWEST`.
    why : str
        In Indonesian, for the reader: 'siapa yang melapor lewat kanal itu tidak boleh dapat dicari'.
    """

    column: str
    words: tuple[str, ...]
    counted_in: str
    why: str


@dataclass(frozen=True)
class Leftover:
    """What a year's file is to begin with: rows that the file of the year before left open.

    A source of one year may not have them; whoever imports it may append them as the year before left them.

    Attributes
    ----------
    key : str
        The column, by its name in code, that tells in both files that a row is the same.
    is_left : callable
        From the frame of the year before to one bool a row: whether it is left open.
    is_old : callable
        From this year's frame to one bool a row: whether it is of a year before.
    as_now : callable
        From rows of the year before to the same as this year writes them.
    """

    key: str
    is_left: Callable[[pd.DataFrame], pd.Series]
    is_old: Callable[[pd.DataFrame], pd.Series]
    as_now: Callable[[pd.DataFrame], pd.DataFrame]


@dataclass(frozen=True)
class Contract:
    """One dataset.

    Attributes
    ----------
    name, title : str
        In code and package; in words.
    columns : tuple of Column
    key : tuple of str
        Columns, by their names in code, whose values together stand in no two rows.
    checks : tuple of RowCheck
    sheet : str or None
        A workbook's sheet; the first one without it.
    soft_checks : tuple of RowCheck
        What is no fault, but hard to believe: it wants a note in the parameters; see `soft_checks`.
    counted_in : tuple of str
        Units in which the report counts its persons and their answers ('responden', 'jawaban'), where a row is a
        person. Such rows stay at home; see `disclosure`.
    rows_at_home : RowsAtHome, optional
        Rows that leave in no form: they could point to somebody, though the others don't.
    compared : bool or 'next year'
        Whether reports of later years read it too, to compare themselves with it; or only the next year's does.
    since, until : int, optional
        The first and the last year that has such data.
    leftover : Leftover, optional
        Which rows the year before leaves to this one.

    Raises
    ------
    ValueError
        For a soft check of a personal column, which it would never see; for rows at home that no choice of a column
        tells, or where rows are persons, all of which stay there.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    checks: tuple[RowCheck, ...] = ()
    soft_checks: tuple[RowCheck, ...] = ()
    sheet: str | None = None
    counted_in: tuple[str, ...] = ()
    rows_at_home: RowsAtHome | None = None
    compared: bool | Literal["next year"] = False
    since: int | None = None
    until: int | None = None
    leftover: Leftover | None = None

    def __post_init__(self) -> None:
        dropped = {column.name for column in self.columns if column.personal}
        if unseen := dropped.intersection(check.column for check in self.soft_checks):
            raise ValueError(f"{self.name}: soft checks see no personal column, {', '.join(sorted(unseen))}")
        if rule := self.rows_at_home:
            known = {word for column in self.kept if column.name == rule.column for word in column.choices}
            if self.personal or not rule.words or not known.issuperset(rule.words):
                raise ValueError(f"{self.name}: rows at home are told by choices of a column, where others leave")

    def is_of(self, year: int) -> bool:
        """Whether a year has such data."""
        return (self.since or year) <= year <= (self.until or year)

    @property
    def personal(self) -> bool:
        """Whether a row is a person."""
        return bool(self.counted_in)

    @property
    def kept(self) -> tuple[Column, ...]:
        """The columns of the validated frame: all that are not personal."""
        return tuple(column for column in self.columns if not column.personal)

    @property
    def leaving(self) -> tuple[Column, ...]:
        """The columns whose cells may leave, where rows may."""
        return tuple(column for column in self.columns if not column.stays_home)

    def column(self, name: str) -> Column:
        """The column of a name in code."""
        return next(column for column in self.columns if column.name == name)

    def told(self, text: str) -> str | None:
        """What a message may repeat of a cell; None where it identifies a person, or might.

        Where a column is personal no cell is repeated: one missing comma moves a name into any column of its row.
        """
        return None if len(self.kept) < len(self.columns) or any(identifiers(text)) else text


def repeated_words(contract: Contract) -> list[str]:
    """Columns of text that the same words may stand in again and again."""
    return [column.name for column in contract.kept if column.kind == "text" and not column.unique]


def inflate(frame: pd.DataFrame) -> pd.DataFrame:
    """A compact frame (see `load`) with all words written out."""
    written = frame.copy(deep=False)  # and column by column: `astype` of a whole frame takes five times as long
    for name in categories_of(frame):
        written[name] = frame[name].astype("str")
    return written


def categories_of(frame: pd.DataFrame) -> list[str]:
    """Columns whose words are categories."""
    return [str(name) for name, dtype in frame.dtypes.items() if isinstance(dtype, pd.CategoricalDtype)]


def example_date(date_format: str) -> str:
    """The last day of 2017 in a date format: shows which part is the day."""
    return dt.date(2017, 12, 31).strftime(date_format)


def date_form(date_format: str) -> str:
    """A date format in words.

    Parameters
    ----------
    date_format : str
        As strptime has it.

    Examples
    --------
    >>> date_form("%Y-%m-%d")
    'TTTT-BB-HH'
    """
    for code, letters in DATE_PARTS.items():
        date_format = date_format.replace(code, letters)
    return date_format


def _shown(value: Any) -> str:
    return str(value).replace(".", ",")


def as_written(value: Any, column: Column) -> str:
    """A parsed value in the form in which the file writes it."""
    if pd.isna(value):
        return ""
    if column.kind == "date":
        return str(value.strftime(column.date_format))
    return _shown(value) if column.kind == "decimal" else str(value)
