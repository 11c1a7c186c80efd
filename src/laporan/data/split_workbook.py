"""XLSX workbooks, split by openpyxl. Nothing big or odd is opened unseen: 645 kB can unpack to 264 MB."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from laporan.core.errors import DataError, Fault
from laporan.data.contracts import Contract
from laporan.data.text_table import STRICT, FileLayout, TextTable, gather

MAX_BYTES = 50_000_000
MAX_UNPACKED_BYTES = 200_000_000


def split(path: Path, contract: Contract, file: str, layout: FileLayout = STRICT) -> TextTable:
    """The cells of one sheet as a CSV of ours would write them.

    Parameters
    ----------
    path : Path
        A file that exists.
    contract : Contract
        Names the sheet (the first one without it) and the date format of each column.
    file : str
        As faults name it.

    Raises
    ------
    DataError
        For a file that is no workbook, is too large or holds macros; a sheet that is not there, or is empty.
    """
    from openpyxl import load_workbook

    _refuse_odd_workbook(path, file)
    book = load_workbook(path, read_only=True, data_only=True)
    try:
        sheet = contract.sheet or book.sheetnames[0]
        if sheet not in book.sheetnames:
            remedy = f"Lembar yang ada: {', '.join(book.sheetnames)}"
            raise DataError([Fault(file, f"lembar “{sheet}” tidak ada", remedy)])
        table = gather(_lines(book[sheet].iter_rows(values_only=True), contract), contract, file, layout)
    finally:
        book.close()
    if table is None:
        raise DataError([Fault(file, "lembar kosong", "Isi dengan baris judul dan data", sheet)])
    return table


def _refuse_odd_workbook(path: Path, file: str) -> None:
    if path.stat().st_size > MAX_BYTES:
        raise DataError([Fault(file, "buku kerja lebih dari 50 MB", "Simpan sebagai CSV")])
    if not zipfile.is_zipfile(path):
        raise DataError(
            [Fault(file, "bukan buku kerja XLSX (isinya bukan arsip)", "Simpan ulang dari aplikasi pengolah lembar")]
        )
    with zipfile.ZipFile(path) as archive:
        unpacked = sum(item.file_size for item in archive.infolist())
        if unpacked > MAX_UNPACKED_BYTES:
            raise DataError([Fault(file, f"isinya {unpacked // 1_000_000} MB setelah dibuka", "Simpan sebagai CSV")])
        if any(item.filename.endswith("vbaProject.bin") for item in archive.infolist()):
            raise DataError([Fault(file, "memuat makro", "Simpan sebagai XLSX tanpa makro")])


def _lines(rows: Iterable[tuple[object, ...]], contract: Contract) -> Iterator[list[str]]:
    """The header up to its last title, and every row as wide as it."""
    formats = {column.header: column.date_format for column in contract.columns}
    shapes: list[str] = []
    for number, row in enumerate(rows):
        if number == 0:
            header = [_cell_text(cell, "") for cell in row]
            while header and not header[-1]:
                header.pop()
            shapes = [formats.get(title, "%Y-%m-%d") for title in header]
            yield header
        else:
            cells = [_cell_text(cell, shape) for cell, shape in zip(row, shapes, strict=False)]
            yield cells + [""] * (len(shapes) - len(cells))


def _cell_text(cell: object, date_format: str) -> str:
    if cell is None:
        return ""
    if isinstance(cell, dt.datetime | dt.date):
        return cell.strftime(date_format)
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell).replace(".", ",")
    return str(cell)
