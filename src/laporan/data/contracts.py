"""What a dataset must look like: its columns as they stand in the raw file, and its checks.

Contracts are declared by the subjects, each in its `contract.py`. `read` turns a file into
text, `parse` here turns text into values by the declared format, `validate` holds the checks
through pandera. Every fault of a file is collected; nothing is guessed or silently converted.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

import pandas as pd

from laporan.core.errors import Fault

Kind = Literal["text", "integer", "decimal", "date"]
INTEGER = re.compile(r"-?\d+")
MEND = "Perbaiki sel itu di berkas asalnya"
DECIMAL = re.compile(r"-?\d+(,\d+)?")


@dataclass(frozen=True)
class Column:
    """name : in code, English; header : in the raw file, Indonesian
    kind : text (kept letter by letter, zeros and all), integer (digits only), decimal (comma), date
    date_format : how a date is written in the file
    optional : an empty cell is a missing value instead of a fault
    choices, minimum, maximum, pattern, unique : checks on the parsed value
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

    @property
    def rule(self) -> str:
        """The declared format and checks in words, for messages and the codebook."""
        words = {
            "text": "teks",
            "integer": "bilangan bulat (angka saja)",
            "decimal": "bilangan dengan koma desimal",
            "date": f"tanggal {example_date(self.date_format)}",
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
        return words + (", tidak boleh berulang" if self.unique else "") + (", boleh kosong" if self.optional else "")


@dataclass(frozen=True)
class RowCheck:
    """A rule across columns. `holds` takes the parsed frame, compact or not, and gives one bool a row (missing
    values are its own affair); `rule` and `remedy` are Indonesian and go back to the office."""

    column: str
    holds: Callable[[pd.DataFrame], pd.Series]
    rule: str
    remedy: str


@dataclass(frozen=True)
class Contract:
    """One dataset. `key` columns together are unique. `sheet` names a workbook's sheet."""

    name: str
    title: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    checks: tuple[RowCheck, ...] = ()
    sheet: str | None = None
    personal: bool = field(default=False)

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)


def repeated_words(contract: Contract) -> list[str]:
    """Columns of text that the same words may stand in again and again."""
    return [column.name for column in contract.columns if column.kind == "text" and not column.unique]


def compact(frame: pd.DataFrame, contract: Contract) -> pd.DataFrame:
    """The frame with repeated words as categories in alphabetical order: a tenth of the memory, the same values."""
    return frame.astype({name: "category" for name in repeated_words(contract) if name in frame})


def inflate(frame: pd.DataFrame) -> pd.DataFrame:
    """A compact frame with all words written out."""
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


def _shown(value: Any) -> str:
    return str(value).replace(".", ",")


def parse(text: pd.DataFrame, contract: Contract, file: str) -> tuple[pd.DataFrame, list[Fault]]:
    """Values by their declared format from a frame of text (index: row in the file).

    Returns the parsed frame, with code names, and the faults; a faulty cell is missing in the frame.
    Dates are datetime64, integers Int64 where optional and int64 otherwise, decimals Decimal objects.
    """
    parsed, faults = {}, []
    for column in contract.columns:
        cells = text[column.header].str.strip()
        empty = cells == ""
        if not column.optional:
            faults += _faults(cells[empty], column, contract, file, f"sel kosong, padahal wajib diisi {column.rule}")
        values, ok = parse_cells(cells.where(~empty), column)
        faults += _faults(cells[~empty & ~ok], column, contract, file, f"bukan {column.rule}")
        parsed[column.name] = values
    return pd.DataFrame(parsed, index=text.index), faults


def parse_cells(cells: pd.Series, column: Column) -> tuple[pd.Series, pd.Series]:
    """Parsed values, and where the text had the declared form. cells : stripped, missing where empty"""
    match column.kind:
        case "text":
            return cells, cells.notna()
        case "integer":
            ok = cells.str.fullmatch(INTEGER.pattern).fillna(False).astype(bool)
            return pd.to_numeric(cells.where(ok)).astype("Int64"), ok
        case "decimal":
            ok = cells.str.fullmatch(DECIMAL.pattern).fillna(False).astype(bool)
            return cells.where(ok).map(lambda c: Decimal(c.replace(",", ".")), na_action="ignore").astype(object), ok
        case "date":
            # strptime alone would accept 2017-1-5 for %Y-%m-%d: the declared form has leading zeros
            shaped = cells.str.len() == len(example_date(column.date_format))
            values = pd.to_datetime(cells.where(shaped), format=column.date_format, errors="coerce")
            return values, values.notna()


def _faults(cells: pd.Series, column: Column, contract: Contract, file: str, rule: str) -> list[Fault]:
    remedy = MEND
    return [
        Fault(file, rule, remedy, contract.sheet, row, column.header, str(value))
        for row, value in zip(cells.index.tolist(), cells, strict=True)
    ]


def validate(frame: pd.DataFrame, contract: Contract, file: str) -> list[Fault]:
    """Faults of the parsed values against the contract's checks, found by pandera, all at once."""
    import pandera.pandas as pa  # most runs read validated data: they need not wait for this import

    declared: dict[str, tuple[str, str]] = {}
    columns = {column.name: pa.Column(checks=_checks(column, pa), nullable=True) for column in contract.columns}
    whole = []
    for number, check in enumerate(contract.checks):
        declared[f"row-{number}"] = (check.column, check.rule)
        whole.append(pa.Check(check.holds, name=f"row-{number}", error=f"row-{number}"))
    try:
        pa.DataFrameSchema(columns, checks=whole).validate(frame, lazy=True)
    except pa.errors.SchemaErrors as error:
        return _declared_faults(error.failure_cases, frame, contract, file) + _key_faults(frame, contract, file)
    return _key_faults(frame, contract, file)


def _checks(column: Column, pa: Any) -> list[Any]:
    checks = []
    if column.choices:
        checks.append(pa.Check.isin(column.choices, error="format"))
    if column.pattern:
        checks.append(pa.Check.str_matches(f"^(?:{column.pattern})$", error="format"))
    if column.minimum is not None:
        checks.append(pa.Check.ge(comparable(column.minimum), error="format"))
    if column.maximum is not None:
        checks.append(pa.Check.le(comparable(column.maximum), error="format"))
    return checks


def comparable(value: Any) -> Any:
    """A declared bound as parsed values can be held against it."""
    return pd.Timestamp(value) if isinstance(value, dt.date) else value


def _declared_faults(cases: pd.DataFrame, frame: pd.DataFrame, contract: Contract, file: str) -> list[Fault]:
    faults = []
    seen: set[tuple[str, int]] = set()
    for case in cases.itertuples():
        check = str(case.check)
        if check.startswith("row-"):
            row_check = contract.checks[int(check.removeprefix("row-"))]
            column, rule, remedy = contract.column(row_check.column), row_check.rule, row_check.remedy
        else:
            column = contract.column(str(case.column))
            rule, remedy = f"bukan {column.rule}", MEND
        row = int(case.index)  # type: ignore[call-overload]  # a column of pandera hides tuple.index
        if (check + column.name, row) in seen:  # a check of the whole frame fails once for every column
            continue
        seen.add((check + column.name, row))
        faults.append(
            Fault(
                file, rule, remedy, contract.sheet, row, column.header, as_written(frame.at[row, column.name], column)
            )
        )
    return faults


def _key_faults(frame: pd.DataFrame, contract: Contract, file: str) -> list[Fault]:
    keys = [(column.name,) for column in contract.columns if column.unique] + ([contract.key] if contract.key else [])
    faults = []
    for key in keys:
        known = frame[list(key)].dropna()
        for row in known.index[known.duplicated(keep="first")]:
            headers = " + ".join(contract.column(name).header for name in key)
            same = known.index[(known == known.loc[row]).all(axis=1)][0]
            value = " + ".join(as_written(known.at[row, name], contract.column(name)) for name in key)
            faults.append(
                Fault(
                    file,
                    f"sama dengan baris {same}",
                    "Hapus salah satu baris, atau perbaiki kodenya",
                    contract.sheet,
                    int(row),
                    headers,
                    value,
                )
            )
    return faults


def as_written(value: Any, column: Column) -> str:
    """A parsed value in the form in which the file writes it."""
    if pd.isna(value):
        return ""
    if column.kind == "date":
        return str(value.strftime(column.date_format))
    return _shown(value) if column.kind == "decimal" else str(value)
