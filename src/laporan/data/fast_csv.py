"""The quick way to a validated table: for CSV files that are plainly well formed and without a single fault.

Arrow splits the lines and keeps each different text of a column once; each is parsed, once, by the same code as
always (`contracts.parse_cells`), and the checks are asked of them. Whatever is odd, wrong or merely unusual gives
None, and the careful way (`read`, `parse`, `validate`) reads the file again and explains. What this way accepts, the
careful way accepts, with the same values.
"""

from __future__ import annotations

import csv
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv

from laporan.data.contracts import Column, Contract, comparable, parse_cells
from laporan.data.read import FIRST_ROW, MAX_CSV_BYTES, header_faults

PIECE = 1 << 22  # bytes that are looked at together
BLOCK = 1 << 23  # bytes that Arrow parses together
REPEATED = pa.dictionary(pa.int32(), pa.string())
AT_ONCE = 2  # columns that are parsed together: of a log one is most of the work

# The different texts of a column, and which of them each row has; None where each row has its own.
Cells = tuple[pd.Series, np.ndarray | None]


def read_plainly(path: Path, contract: Contract) -> pd.DataFrame | None:
    """The parsed and validated frame, compact (see `compact`), or None where the file needs the careful way."""
    if path.suffix != ".csv" or not path.is_file() or path.stat().st_size > MAX_CSV_BYTES or not _is_plain(path):
        return None
    header = _header(path)
    if header is None or header_faults(header, contract, path.name):
        return None
    try:
        cells = _read(path, header, contract)
    except pa.ArrowException:  # ragged rows, empty lines, bytes that are no UTF-8
        return None
    return _validated(cells, contract) if _are_usual(cells) else None


def _is_plain(path: Path) -> bool:
    """No quotation mark, so that a comma always divides; no zero byte; each line ends in \\n or \\r\\n."""
    last = b""
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            piece = last[-1:] + piece
            if b'"' in piece or b"\0" in piece:
                return False
            if b"\r" in piece and piece.count(b"\r") - piece.endswith(b"\r") != piece.count(b"\r\n"):
                return False
            last = piece
    return bool(last) and not last.endswith(b"\r")


def _header(path: Path) -> list[str] | None:
    with path.open("rb") as file:
        line = file.readline(PIECE)
    try:
        return [title.strip() for title in line.decode("utf-8-sig").rstrip("\r\n").split(",")]
    except UnicodeDecodeError:
        return None


def _read(path: Path, header: list[str], contract: Contract) -> dict[str, Cells]:
    """Text by column: where cells may repeat, each different one once, and codes."""
    alone = {column.header for column in contract.columns if column.unique}
    types = {title: pa.string() if title in alone else REPEATED for title in header}
    table = pa_csv.read_csv(
        path,
        pa_csv.ReadOptions(skip_rows=1, column_names=header, block_size=BLOCK),
        pa_csv.ParseOptions(quote_char=False, escape_char=False, ignore_empty_lines=False),
        pa_csv.ConvertOptions(column_types=types, strings_can_be_null=False, check_utf8=True),
    )
    table = table.unify_dictionaries()
    return {column.name: _distinct(table[column.header]) for column in contract.columns}


def _are_usual(cells: dict[str, Cells]) -> bool:
    """Whether no row is empty from end to end (such rows are left out), and no cell longer than `csv` reads."""
    texts = sorted((distinct for distinct, _codes in cells.values()), key=len)
    some_column_is_full = any(all(value.strip() for value in distinct) for distinct in texts)
    return some_column_is_full and all(_longest(distinct) <= csv.field_size_limit() for distinct in texts)


def _longest(texts: pd.Series) -> int:
    """Bytes of the longest text."""
    return int(pc.max(pc.binary_length(pa.array(texts, pa.large_string()))).as_py() or 0)


def _validated(cells: dict[str, Cells], contract: Contract) -> pd.DataFrame | None:
    """The frame, or None; `cells` are used up, so that no column is long in memory twice."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        values = list(pool.map(lambda column: _values(*cells.pop(column.name), column), contract.columns))
    if any(value is None for value in values):
        return None
    names = [column.name for column in contract.columns]
    index = pd.RangeIndex(FIRST_ROW, len(values[0]) + FIRST_ROW, name="baris")
    frame = pd.DataFrame(dict(zip(names, values, strict=True)), index=index, copy=False)
    return frame if _rows_hold(frame, contract) and _keys_differ(frame, contract) else None


def holds(frame: pd.DataFrame, contract: Contract) -> bool:
    """Whether a parsed frame is without a fault that `validate` would find, without saying which.

    It spares those who have nothing to explain the library that explains, which takes long to import.
    """
    return (
        all(_in_bounds(frame[column.name].dropna(), column) for column in contract.columns)
        and _rows_hold(frame, contract)
        and _keys_differ(frame, contract)
    )


def _distinct(cells: pa.ChunkedArray) -> Cells:
    if not pa.types.is_dictionary(cells.type):
        return cells.to_pandas(), None
    distinct = cells.chunk(0).dictionary.to_pandas()
    smallest = np.min_scalar_type(len(distinct))
    return distinct, np.concatenate([chunk.indices.to_numpy().astype(smallest) for chunk in cells.chunks])


def _values(distinct: pd.Series, codes: np.ndarray | None, column: Column) -> Any:
    """Every row's value; None where one of them is at fault."""
    parsed = _parsed(distinct, column)
    return None if parsed is None else _spread(parsed, codes, column)


def _spread(parsed: pd.Series, codes: np.ndarray | None, column: Column) -> Any:
    """Of words the category."""
    if codes is None:
        return parsed.array
    if column.kind != "text":
        return parsed.array.take(codes)
    places, words = pd.factorize(parsed, sort=True)
    return pd.Categorical.from_codes(places[codes], words, validate=False)


def _parsed(distinct: pd.Series, column: Column) -> pd.Series | None:
    """Values of the different texts; None where one of them is at fault."""
    cells = distinct.astype("str").str.strip()
    empty = cells == ""
    values, ok = parse_cells(cells.where(~empty), column)
    if (empty.any() and not column.optional) or not (ok | empty).all():
        return None
    return values if _in_bounds(values.dropna(), column) else None


def _in_bounds(known: pd.Series, column: Column) -> bool:
    """What `validate` has pandera check, column by column."""
    checks = []
    if column.choices:
        checks.append(known.isin(column.choices))
    if column.pattern:
        checks.append(known.str.match(f"^(?:{column.pattern})$"))
    if column.minimum is not None:
        checks.append(known >= comparable(column.minimum))
    if column.maximum is not None:
        checks.append(known <= comparable(column.maximum))
    return all(bool(check.all()) for check in checks)


def _rows_hold(frame: pd.DataFrame, contract: Contract) -> bool:
    """Whether every check across columns holds in every row; one that can't tell is left to the careful way."""
    for check in contract.checks:
        try:
            holds = check.holds(frame)
        except Exception:  # noqa: BLE001 - pandera makes a fault of whatever a check stumbles over
            return False
        if holds.isna().any() or not holds.all():
            return False
    return True


def _keys_differ(frame: pd.DataFrame, contract: Contract) -> bool:
    alone = [column.name for column in contract.columns if column.unique]
    if not all(_all_differ(frame[name].dropna()) for name in alone):
        return False
    return not contract.key or not frame[list(contract.key)].dropna().duplicated().any()


def _all_differ(known: pd.Series) -> bool:
    """Texts that are different numbers are different texts, and numbers are compared ten times as fast."""
    if known.dtype == "str":
        with suppress(pa.ArrowInvalid):
            numbers = np.sort(pc.cast(pa.array(known), pa.int64()).to_numpy())
            if (numbers[1:] != numbers[:-1]).all():
                return True
    return not known.duplicated().any()
