"""Parquet, as a data warehouse writes it; read group by group."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from laporan.core.errors import DataError, Fault
from laporan.intake.cells import Cell, CompositeCell
from laporan.intake.grid import Grid, Label

BATCH = 10_000  # rows at a time
MEND = "Minta berkasnya sekali lagi"


def parquet_grid(path: Path, file: str) -> Grid:
    """The rows of a Parquet file, counted from 1.

    Parameters
    ----------
    path : Path
        The file.
    file : str
        As messages name it.

    Raises
    ------
    DataError
        For a file that is broken or cut off.
    """
    try:
        table = pq.ParquetFile(path)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise DataError([Fault(file, "Parquet rusak atau terpotong", MEND)]) from error
    return Grid(file, _rows(table, file), titles=_flat(table.schema_arrow.empty_table()).column_names, said=["Parquet"])


def _rows(table: Any, file: str) -> Iterator[tuple[Label, Sequence[Cell]]]:
    number = 0
    try:
        for batch in table.iter_batches(batch_size=BATCH):
            columns = [column.to_pylist() for column in _flat(batch).columns]
            for cells in zip(*columns, strict=True):
                number += 1
                yield number, [plain(cell) for cell in cells]
    except (pa.ArrowException, OSError) as error:
        raise DataError([Fault(file, "Parquet rusak atau terpotong", MEND)]) from error
    finally:
        table.close()


def _text(value: bytes) -> Cell:
    try:
        return value.decode()
    except UnicodeDecodeError:
        return CompositeCell("[…]")


def _flat(table: Any) -> Any:
    """A table whose objects are columns of their own: 'institution.name'. table : of pyarrow, or a batch of one"""
    table = pa.Table.from_batches([table]) if isinstance(table, pa.RecordBatch) else table
    while any(pa.types.is_struct(column.type) for column in table.schema):
        table = table.flatten()
    return table


def plain(value: Any) -> Cell:
    """A value of a typed source as a cell; bytes are text where they can be, a list or an object is no value."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        if math.isnan(value):
            return None
        return int(value) if value.is_integer() else Decimal(str(value)) if math.isfinite(value) else str(value)
    if isinstance(value, Decimal) and not value.is_finite():
        return str(value)
    if isinstance(value, bytes):
        return _text(value)
    if isinstance(value, list | dict | tuple):
        return CompositeCell("[…]") if value else None
    return None if value == "" else value
