"""From text to values: each cell parsed by its declared form, each rule of the contract checked, all faults told.

Every check gives a mask of what breaks it, over the different texts of a column or over the rows. Where a mask has
nothing in it, that is all; where it has, the faults are written from it. So there is one way through a file, whether
it is right or wrong.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from laporan.core.errors import UNSEEN, Fault
from laporan.core.near import nearest
from laporan.data.cell_values import parse_cells
from laporan.data.contracts import Column, Contract, as_written
from laporan.data.counted_twice import faults_of_rows_counted_twice
from laporan.data.headers import not_asked
from laporan.data.identifiers import identifiers
from laporan.data.text_table import Cells, TextTable

AT_ONCE = 2  # columns that are parsed together: of a log one is most of the work
ANONYMISE = "Hapus dari sel itu sebelum berkas diserahkan: data pribadi tidak boleh ikut ke laporan"
MEND = "Perbaiki sel itu di berkas asalnya"

# A tab and the line breaks that a contract allows are neither unseen nor a command.
UNSEEN_IN_CELL = re.compile(UNSEEN.pattern.replace("\x00-\x1f", "\x00-\x08\x0b\x0c\x0e-\x1f"))

# What free words may not be: the raw file is handed out as it is, and its texts are shown on terminals.
HOSTILE = (
    (
        r"^[=@＝＠]|^[+\-＋－][^\s].*[(|!]",
        "dijalankan sebagai rumus oleh aplikasi lembar kerja",
        "Hapus tanda di depannya",
    ),
    (
        UNSEEN_IN_CELL.pattern,
        "memuat tanda kendali yang tidak terlihat",
        "Ketik ulang sel itu",
    ),
    (r"[^\D0-9]", "memuat angka dari aksara lain", "Ketik ulang dengan angka 0 sampai 9"),
)

# What a column may declare, and which of its known values break it.
CELL_CHECKS: dict[str, Callable[[pd.Series, Any], pd.Series]] = {
    "choices": lambda known, choices: ~known.isin(choices),
    "pattern": lambda known, pattern: ~known.str.fullmatch(f"(?:{pattern})", flags=re.ASCII if "\\" in pattern else 0),
    "minimum": lambda known, bound: known < _comparable(bound),
    "maximum": lambda known, bound: known > _comparable(bound),
}


@dataclass(frozen=True)
class Parsed:
    """One column. content : values of all rows; whole : whether every cell could be read; faults : of its cells"""

    content: Any
    whole: bool
    faults: list[Fault]


def check(table: TextTable, contract: Contract) -> tuple[pd.DataFrame, list[Fault]]:
    """The values of a table, and its faults.

    Parameters
    ----------
    table : TextTable
        Holds all columns of the contract. They are taken out of it, so that none is in memory twice.
    contract : Contract
        The declared forms and rules.

    Returns
    -------
    frame : pd.DataFrame
        Columns by their names in code, without the personal ones, compact: text that may repeat is categories in
        alphabetical order. Dates are datetime64, integers int64 (Int64 where optional), decimals Decimal objects.
        Faulty cells are missing.
    faults : list of Fault
        Of cells, column by column; of rows and keys, where every cell could be read. None repeats what identifies a
        person.
    """
    frame, faults = _checked(table, contract)
    if dropped := [column.name for column in contract.columns if column.personal]:
        frame = frame.drop(columns=dropped)
    return frame, [_discreet(fault, contract) for fault in faults]


def _discreet(fault: Fault, contract: Contract) -> Fault:
    return fault if fault.value is None else replace(fault, value=contract.told(fault.value))


def _checked(table: TextTable, contract: Contract) -> tuple[pd.DataFrame, list[Fault]]:
    """The values of all columns, and the faults as they are."""

    absent = not_asked(table, contract)
    asked = tuple(replace(one, optional=True) if one.header in absent else one for one in contract.columns)
    contract = replace(contract, columns=asked)

    def parse(column: Column) -> Parsed:
        return _parse_column(table.columns.pop(column.header), column, table)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        parsed = list(pool.map(parse, contract.columns))
    faults = [fault for each in parsed for fault in each.faults]
    values = {column.name: each.content for column, each in zip(contract.columns, parsed, strict=True)}
    frame = pd.DataFrame(values, index=table.rows, copy=False)
    if not all(each.whole for each in parsed):  # a rule across columns would only say the same again
        return frame, faults
    faults += [*_row_faults(frame, contract, table), *faults_of_rows_counted_twice(frame, contract, table)]
    return _settled(frame, contract), faults


def _parse_column(cells: Cells, column: Column, table: TextTable) -> Parsed:
    """Every row's value, and the faults of the column's cells."""
    texts = cells.texts.astype("str").str.strip()
    empty = texts == ""
    values, ok = parse_cells(texts.where(~empty) if empty.any() else texts, column)
    lacking = np.zeros(len(texts), dtype=bool) if column.optional else empty.to_numpy(dtype=bool)
    unread = ~(ok | empty).to_numpy(dtype=bool)
    found = (
        (lacking, f"sel kosong, padahal wajib diisi {column.rule}"),
        (unread | _breaking(values, column), f"bukan {column.rule}"),
    )
    faults = [fault for wrong, rule in found for fault in _cell_faults(cells, texts, wrong, rule, column, table)]
    if column.kind == "text" and not column.choices and not column.pattern and not column.personal:
        faults += _person_faults(cells, texts, column, table)
        for pattern, rule, remedy in HOSTILE:
            wrong = texts.str.contains(pattern).to_numpy(dtype=bool)
            faults += _cell_faults(cells, texts, wrong, rule, column, table, remedy)
    return Parsed(_spread(values, cells, column), not (lacking | unread).any(), faults)


def _breaking(values: pd.Series, column: Column) -> np.ndarray:
    """Which values break a rule of their column; what is missing breaks none."""
    breaking = np.zeros(len(values), dtype=bool)
    declared = {name: rule for name in CELL_CHECKS if (rule := getattr(column, name)) not in (None, ())}
    if declared:
        there = values.notna().to_numpy()
        known = values if there.all() else values[there]
        for name, rule in declared.items():
            breaking[there] |= CELL_CHECKS[name](known, rule).to_numpy(dtype=bool)
    return breaking


def _comparable(bound: Any) -> Any:
    """A declared bound as parsed values can be held against it."""
    return pd.Timestamp(bound) if isinstance(bound, dt.date) else bound


def _spread(values: pd.Series, cells: Cells, column: Column) -> Any:
    """The values of the rows; of words the category."""
    if cells.codes is None or column.kind != "text":
        return cells.spread(values.array)
    places, words = pd.factorize(values, sort=True)
    small = places.astype(np.min_scalar_type(-len(words) - 1))  # before there is one for each row
    return pd.Categorical.from_codes(cells.spread(small), words, validate=False)


def _cell_faults(
    cells: Cells, texts: pd.Series, wrong: np.ndarray, rule: str, column: Column, table: TextTable, remedy: str = MEND
) -> list[Fault]:
    """One fault a row whose text is marked."""
    if not wrong.any():
        return []
    places = np.flatnonzero(cells.spread(wrong))
    written = texts.array.take(places if cells.codes is None else cells.codes[places])
    return [
        Fault(table.file, rule, remedy, table.sheet, row, column.header, str(text))
        for row, text in zip(table.rows[places].tolist(), written, strict=True)
    ]


def _person_faults(cells: Cells, texts: pd.Series, column: Column, table: TextTable) -> list[Fault]:
    """Free words that hold what identifies a person. The fault does not repeat it: it would travel with the message."""
    told = {place: found for place, text in enumerate(texts) if (found := next(identifiers(text), None))}
    marked = np.zeros(len(texts), dtype=bool)
    marked[list(told)] = True
    places = np.flatnonzero(cells.spread(marked))
    origin = places if cells.codes is None else cells.codes[places]
    return [
        Fault(table.file, f"memuat {told[int(text)]}", ANONYMISE, table.sheet, row, column.header)
        for row, text in zip(table.rows[places].tolist(), origin.tolist(), strict=True)
    ]


def _row_faults(frame: pd.DataFrame, contract: Contract, table: TextTable) -> Iterator[Fault]:
    for check in contract.checks:
        holds = check.holds(frame).astype("boolean").fillna(True).to_numpy(dtype=bool)
        if not holds.all():
            column = contract.column(check.column)
            values, known = frame.loc[~holds, column.name], list(check.known())
            for row, value in zip(values.index.tolist(), values, strict=True):
                text = as_written(value, column)
                rule = f"{check.rule}{nearest(text, known)}"
                yield Fault(table.file, rule, check.remedy, table.sheet, row, column.header, text)


def _settled(frame: pd.DataFrame, contract: Contract) -> pd.DataFrame:
    """Whole columns of integers as plain int64: only optional ones can miss a value."""
    required = [column.name for column in contract.columns if column.kind == "integer" and not column.optional]
    return frame.astype(dict.fromkeys(required, "int64"))
