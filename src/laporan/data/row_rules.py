"""Rules across columns that many contracts need: a written figure and its value, dates and what they follow."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pandas as pd

from laporan.core.formatting import MINUS, WORDS
from laporan.data.contracts import RowCheck
from laporan.project.subjects import registered

# A space that went astray after a comma belongs to the figure.
FIGURE = re.compile(r"[-−]?[0-9](?:[0-9.,]|(?<=[.,]) (?=[0-9]))*")
THOUSANDS = re.compile(r"-?[0-9]{1,3}(\.[0-9]{3})*(,[0-9]+)?|-?[0-9]+(,[0-9]+)?")  # as Indonesian writes: 3.852 · 18,23
POINT = re.compile(r"-?[0-9]+\.[0-9]+")  # a point for the comma, as publications write by mistake
PERCENT = re.compile(r"%|\bpersen\b")


def written_as(written: str, value: str) -> RowCheck:
    """The figure that one column prints is the value that another holds.

    Parameters
    ----------
    written : str
        The column, by its name in code, with the figure as it stands in print: '3.852', '90,4%', 'tiga'.
    value : str
        The column with its value; where it has none, anything may be written.
    """

    def holds(rows: pd.DataFrame) -> pd.Series:
        pairs = zip(rows[written], rows[value], strict=True)
        return pd.Series([_agree(text, number) for text, number in pairs], index=rows.index, dtype=bool)

    return RowCheck(
        written,
        holds,
        "angka yang tertulis berbeda dari nilainya",
        "Samakan keduanya dengan sumbernya; yang tidak memuat angka tidak bernilai",
    )


def _agree(text: Any, value: Any) -> bool:
    return pd.isna(text) or pd.isna(value) or Decimal(str(value)) in set(readings(str(text)))


def readings(text: str) -> Iterator[Decimal]:
    """Every value that the first figure of a text may stand for; none where there is no figure.

    Examples
    --------
    >>> [str(value) for value in readings("3.519 hari")]
    ['3519', '3.519']
    """
    found = FIGURE.search(text)
    if found is None:
        yield from (Decimal(value) for value, word in enumerate(WORDS) if text.strip().lower() == word)
        return
    figure, scale = found[0].rstrip(".,").replace(" ", "").replace(MINUS, "-"), 100 if PERCENT.search(text) else 1
    if THOUSANDS.fullmatch(figure):
        yield Decimal(figure.replace(".", "").replace(",", ".")) / scale
    if POINT.fullmatch(figure):
        yield Decimal(figure) / scale


def stands_with(column: str, *others: str) -> RowCheck:
    """A cell that is filled in wants the others of its row, too.

    Parameters
    ----------
    column : str
        The column, by its name in code.
    *others : str
        Those that it can't do without.
    """

    def holds(rows: pd.DataFrame) -> pd.Series:
        return rows[column].isna() | rows[list(others)].notna().all(axis="columns")

    return RowCheck(
        column,
        holds,
        "terisi, tetapi isian yang menyertainya di baris itu kosong",
        "Lengkapi baris itu, atau kosongkan kolom ini",
    )


def measure_of_a_subject(column: str) -> RowCheck:
    """A cell that is filled in names a number that a subject registers in its `MEASURES`.

    Parameters
    ----------
    column : str
        The column, by its name in code.
    """

    def known() -> dict[str, Any]:  # when rows are checked: subjects' results import their contracts
        return registered("results", "MEASURES")

    return RowCheck(
        column,
        lambda rows: rows[column].isna() | rows[column].isin([*known()]),
        "ukuran yang tidak dikenal",
        "Tulis nama ukuran sebagaimana terdaftar dalam MEASURES di results.py subjeknya, atau kosongkan",
        known,
    )


def follows(later: str, earlier: str, rule: str) -> RowCheck:
    """The date of a column is never before the event that it follows.

    Parameters
    ----------
    later, earlier : str
        Columns of dates, by their names in code; a missing date follows anything.
    rule : str
        What is wrong where it is, in Indonesian.
    """

    def holds(rows: pd.DataFrame) -> pd.Series:
        return ~(rows[later] < rows[earlier])

    return RowCheck(later, holds, rule, "Perbaiki salah satu dari kedua tanggal di baris itu")


def not_after(column: str, day: dt.date) -> RowCheck:
    """No date is after the day on which the report was signed: it could not have been known.

    Parameters
    ----------
    column : str
        A column of dates, by its name in code.
    day : date
        The report's date.
    """

    def holds(rows: pd.DataFrame) -> pd.Series:
        return ~(rows[column] > pd.Timestamp(day))

    return RowCheck(column, holds, f"sesudah tanggal laporan, {day}", "Perbaiki tanggal itu, atau cover.date di params")


def in_year(column: str, year: int) -> RowCheck:
    """Every date is of one year.

    Parameters
    ----------
    column : str
        A column of dates, by its name in code.
    year : int
        The year.
    """

    def holds(rows: pd.DataFrame) -> pd.Series:
        return rows[column].isna() | (rows[column].dt.year == year)

    return RowCheck(column, holds, f"bukan tanggal pada tahun {year}", "Perbaiki tanggal itu di berkas asalnya")
