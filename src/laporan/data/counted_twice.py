"""Rows that would be counted twice: those whose key stands in another row, and a table's own total below it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from laporan.core.errors import Fault
from laporan.data.contracts import Column, Contract, as_written
from laporan.data.text_table import TextTable

ONE_OF_THEM = "Hapus salah satu baris, atau perbaiki kodenya"
WHOLE = r"(?:total|semua|seluruh\w*|keseluruhan|akhir|umum|besar|[0-9]{4})"
TOTAL = re.compile(rf"\W*(?:(?:grand|sub)?[ -]?total|sub ?jumlah|jumlah)(?: {WHOLE})*\W*", re.IGNORECASE)


def faults_of_rows_counted_twice(frame: pd.DataFrame, contract: Contract, table: TextTable) -> Iterator[Fault]:
    """Faults of repeated keys and of total rows.

    Parameters
    ----------
    frame : DataFrame
        The parsed columns by their names in code, compact or not, without a cell that could not be read.
    contract : Contract
        Its keys, and which of its columns are numbers.
    table : TextTable
        The file, as faults name it.
    """
    yield from _totals(frame, contract, table)
    keys = [(column.name,) for column in contract.columns if column.unique] + ([contract.key] if contract.key else [])
    for key in keys:
        yield from _repetitions(frame, [contract.column(name) for name in key], table)


def is_total(text: str) -> bool:
    """Whether words head a row of sums.

    Examples
    --------
    >>> is_total("Jumlah seluruhnya"), is_total("Jumlah pegawai")
    (True, False)
    """
    return TOTAL.fullmatch(text) is not None


def _totals(frame: pd.DataFrame, contract: Contract, table: TextTable) -> Iterator[Fault]:
    """The last rows of many a table are its sums, which would be added once more."""
    if not any(column.kind in ("integer", "decimal") for column in contract.columns):
        return
    for column in contract.columns:
        if column.kind == "text" and not column.choices and not column.pattern and not column.personal:
            values = frame[column.name]
            totals = [text for text in values.dropna().unique() if is_total(text)]
            found = values[values.isin(totals)] if totals else values.iloc[:0]
            rule = "tampak seperti baris jumlah: angkanya akan terhitung dua kali"
            for row, text in zip(found.index.tolist(), found, strict=True):
                yield Fault(table.file, rule, "Hapus baris itu", table.sheet, row, column.header, text)


def _repetitions(frame: pd.DataFrame, columns: list[Column], table: TextTable) -> Iterator[Fault]:
    header = " + ".join(column.header for column in columns)
    repeated = _repeated(frame[[column.name for column in columns]])
    first: dict[tuple[Any, ...], int] = {}
    same = {row: first.setdefault(tuple(values), row) for row, *values in repeated.itertuples(name=None)}
    again = [row for row, before in same.items() if row != before]
    written = [[as_written(value, column) for value in frame.loc[again, column.name]] for column in columns]
    for row, texts in zip(again, zip(*written, strict=True), strict=True):
        rule = f"sama dengan baris {same[row]}"
        yield Fault(table.file, rule, ONE_OF_THEM, table.sheet, row, header, " + ".join(texts))


def _repeated(keys: pd.DataFrame) -> pd.DataFrame:
    """The rows whose key stands in another row, too; a key with a missing value is none.

    Words are the same in capitals and small letters, and however many spaces stand between them.
    """
    known = keys if keys.notna().all(axis=None) else keys.dropna()
    if known.shape[1] == 1 and _differ_as_numbers(known.iloc[:, 0]):
        return known.iloc[:0]
    known = known.apply(lambda column: column.map(_folded) if column.dtype in ("str", "category") else column)
    return known[known.duplicated(keep=False)] if known.duplicated().any() else known.iloc[:0]


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _differ_as_numbers(known: pd.Series) -> bool:
    """Texts that are different numbers are different texts, and numbers are compared ten times as fast."""
    if known.dtype == "str":
        with suppress(pa.ArrowInvalid):
            numbers = np.sort(pc.cast(pa.array(known), pa.int64()).to_numpy())
            return bool((numbers[1:] != numbers[:-1]).all())
    return False
