"""Writes columns of text as CSV, batch by batch, so that a log of millions is never text as a whole."""

from __future__ import annotations

from pathlib import Path
from typing import IO

import pandas as pd
import pyarrow as pa
import pyarrow.csv as pa_csv

from laporan.data.contracts import Column
from laporan.data.text_table import TextTable
from laporan.facts.row_set import NO_ROWS, RowSet

BATCH = 500_000  # rows that are text at one time


def write_header(headers: list[str], file: IO[bytes]) -> None:
    """The first line.

    Parameters
    ----------
    headers : list of str
        Titles of the columns.
    file : binary file
        Where it is written.
    """
    file.write(pd.DataFrame(columns=headers).to_csv(index=False, lineterminator="\n").encode())


def write_rows(text: pd.DataFrame, file: IO[bytes]) -> None:
    """Rows by Arrow, which writes either no quotation mark or one around every cell; where one needs it, by pandas.

    Parameters
    ----------
    text : DataFrame
        Cells as text, empty where there is none.
    file : binary file
        Where they are written.
    """
    bare = pa_csv.WriteOptions(include_header=False, quoting_style="none")
    made = pa.BufferOutputStream()
    try:
        pa_csv.write_csv(pa.Table.from_pandas(text, preserve_index=False), made, bare)
    except pa.ArrowInvalid:
        text.to_csv(file, index=False, header=False, lineterminator="\n")
    else:
        file.write(made.getvalue())


def write_columns(table: TextTable, columns: tuple[Column, ...], path: Path, without: RowSet = NO_ROWS) -> None:
    """Some columns of a file.

    Parameters
    ----------
    table : TextTable
        The file.
    columns : tuple of Column
        Which, in this order.
    path : Path
        The CSV to write.
    without : RowSet
        Rows that are left out.
    """
    leaving = ~table.rows.isin(list(without))
    headers = [column.header for column in columns]
    with path.open("wb") as file:
        write_header(headers, file)
        for start in range(0, len(table.rows), BATCH):
            cells = {header: table.columns[header].batch(slice(start, start + BATCH)) for header in headers}
            write_rows(pd.DataFrame(cells)[leaving[start : start + BATCH]], file)
