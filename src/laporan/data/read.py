"""Raw files in, text out: the one way in which a data file is opened. Nothing is interpreted here.

A file is split into cells by what suits it (`split_plain`, `split_csv`, `split_workbook`); whichever it was, the
result is a `TextTable`, and the checks of its shape are the same.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path

import numpy as np
import pandas as pd

from laporan.core.errors import DataError, Fault
from laporan.core.paths import relative
from laporan.data import split_csv, split_plain, split_workbook
from laporan.data.contracts import Contract
from laporan.data.headers import header_faults, not_asked
from laporan.data.text_table import STRICT, Cells, FileLayout, TextTable, gather

MAX_CSV_BYTES = 2_000_000_000


def read_table(path: Path, contract: Contract) -> TextTable:
    """A dataset's file as columns of text.

    Raises
    ------
    DataError
        No file, too large, not a CSV or XLSX, wrong encoding, a missing or unknown or repeated column, a row
        with too many or too few cells, an unclosed quotation mark, no row below the header.
    """
    table = _well_formed(split(path, contract, relative(path)), contract)
    if not len(table.rows):
        remedy = "Isi datanya; bila memang tidak ada, hapus berkas itu dari datapackage.json"
        raise DataError([Fault(table.file, "hanya berisi baris judul", remedy, table.sheet)])
    return table


def split(path: Path, contract: Contract, file: str, layout: FileLayout = STRICT) -> TextTable:
    """A file's cells, whatever its header says.

    Parameters
    ----------
    path : Path
        Ends in .csv or .xlsx; a lenient layout takes every other name for a text file.
    contract : Contract
        What the splitters ask: columns that repeat no text, the sheet and date formats of a workbook.
    file : str
        As faults name it.
    layout : FileLayout
        Delimiters, and what is let pass.

    Raises
    ------
    DataError
        As `read_table`, but for columns and ragged rows, which the table tells.
    """
    if not path.is_file():
        raise DataError(
            [Fault(file, "berkas tidak ada", "Letakkan berkas itu di sana, atau hapus dari datapackage.json")]
        )
    suffix = path.suffix.lower()
    if suffix == ".xlsx":
        return split_workbook.split(path, contract, file, layout)
    if suffix != ".csv" and not layout.lenient:
        raise DataError([Fault(file, f"jenis berkas {path.suffix} tidak dibaca", "Simpan sebagai CSV atau XLSX")])
    if path.stat().st_size > MAX_CSV_BYTES:
        raise DataError([Fault(file, "lebih dari 2 GB", "Pecah berkas itu menurut bulan")])
    plain = split_plain.split(path, contract, file, layout)
    return split_csv.split(path, contract, file, layout) if plain is None else plain


def read_text(path: Path, contract: Contract) -> pd.DataFrame:
    """The file's columns as text, without the personal ones, all cells written out, indexed by row in the file.

    Raises
    ------
    DataError
        As `read_table`.
    """
    return _written_out(read_table(path, contract), contract)


def read_rows(path: Path, contract: Contract, rows: Sequence[int]) -> pd.DataFrame:
    """Some rows of a file, by their numbers, as `read_table` has them; a CSV is read only as far as they go.

    Parameters
    ----------
    path : Path
        The file.
    contract : Contract
        Its columns.
    rows : sequence of int
        As a spreadsheet counts them: the header is row 1.

    Raises
    ------
    DataError
        As `read_table`, for what it comes upon.
    """
    if path.suffix == ".csv" and rows:
        wanted = {1, *rows}
        with suppress(UnicodeDecodeError, csv.Error), path.open(encoding="utf-8-sig", newline="") as file:
            lines = enumerate(islice(csv.reader(file, strict=True), max(rows)), 1)
            table = gather((line if row in wanted else [] for row, line in lines), contract, relative(path))
            if table is not None:
                return _written_out(_well_formed(table, contract), contract)
    text = read_text(path, contract)
    return text.loc[text.index.intersection(list(rows))]


def _well_formed(table: TextTable, contract: Contract) -> TextTable:
    faults = header_faults(table, contract) or table.ragged
    if faults:
        raise DataError(faults)
    return fill_not_asked(table, contract)


def fill_not_asked(table: TextTable, contract: Contract) -> TextTable:
    """The table with the columns that it rightly lacks, empty; its header stays as it is.

    Parameters
    ----------
    table : TextTable
        With all other columns.
    contract : Contract
        Its columns.
    """
    for title in not_asked(table, contract):
        table.columns[title] = Cells(pd.Series([""], dtype="str"), np.zeros(len(table.rows), dtype="uint8"))
    return table


def _written_out(table: TextTable, contract: Contract) -> pd.DataFrame:
    kept = {column.header for column in contract.kept}
    columns = {title: cells.spread(cells.texts.array) for title, cells in table.columns.items() if title in kept}
    return pd.DataFrame(columns, index=table.rows)
