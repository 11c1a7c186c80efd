"""A dataset as its canonical file: CSV in the form that its contract declares, and Frictionless's schema of that."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from laporan.data.contracts import Column, Contract, example_date
from laporan.data.csv_text import BATCH, write_header, write_rows

FIELD_TYPES = {"text": "string", "integer": "integer", "decimal": "number", "date": "date"}


def table_schema(contract: Contract) -> dict[str, Any]:
    """The contract's columns as a Table Schema, for the dataset's entry in `datapackage.json`."""
    fields = [
        {"name": column.header, "type": FIELD_TYPES[column.kind], "description": column.rule} | _format(column)
        for column in contract.columns
    ]
    return {"fields": fields}


def _format(column: Column) -> dict[str, str]:
    if column.kind == "date":
        return {"format": column.date_format, "example": example_date(column.date_format)}
    return {"decimalChar": ","} if column.kind == "decimal" else {}


def write_csv(frame: pd.DataFrame, contract: Contract, path: Path) -> None:
    """Write a dataset as its canonical file, batch by batch, so that a log of millions is never text as a whole.

    Parameters
    ----------
    frame : pd.DataFrame
        Columns by their raw headers; values as text, or as the declared kind.
    contract : Contract
        The declared columns, in the file's order.
    path : Path
        The file.
    """
    with path.open("wb") as file:
        write_header([column.header for column in contract.columns], file)
        for start in range(0, len(frame), BATCH):
            write_rows(_as_text(frame.iloc[start : start + BATCH], contract), file)


def _as_text(frame: pd.DataFrame, contract: Contract) -> pd.DataFrame:
    return pd.DataFrame({column.header: _text_column(frame[column.header], column) for column in contract.columns})


def _text_column(cells: pd.Series, column: Column) -> pd.Series:
    """Cells in the column's declared form; what is repeated is formed once where the type allows it."""
    if isinstance(cells.dtype, pd.CategoricalDtype) or pd.api.types.is_datetime64_any_dtype(cells):
        codes, distinct = pd.factorize(cells)
        words = pd.array([*(_cell(value, column) for value in distinct), ""], dtype="str")
        return pd.Series(words.take(np.where(codes < 0, len(distinct), codes)), index=cells.index)
    if column.kind == "text" and cells.dtype == "str":
        return cells.fillna("")
    return cells.map(lambda cell: _cell(cell, column)).astype("str")


def _cell(value: Any, column: Column) -> str:
    if value is None or pd.isna(value):
        return ""
    if column.kind == "date" and not isinstance(value, str):
        return str(pd.Timestamp(value).strftime(column.date_format))
    if column.kind == "integer":
        return str(int(value))  # a column with gaps holds floats
    if column.kind == "decimal":
        return str(value).replace(".", ",")
    return str(value)
