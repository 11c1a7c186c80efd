"""XLSX workbooks, split by openpyxl. Nothing big or odd is opened unseen: 645 kB can unpack to 264 MB."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from laporan.core.errors import AnalysisError, DataError, Fault
from laporan.data.contracts import Contract
from laporan.data.text_table import STRICT, FileLayout, TextTable, gather
from laporan.data.workbook_faults import workbook_faults

if TYPE_CHECKING:
    from openpyxl import Workbook

MAX_BYTES = 50_000_000
MAX_UNPACKED_BYTES = 200_000_000
LAST_HEADER = 20  # where a lenient layout still looks for the titles
COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")  # begins what Office wrote before XLSX, and what it encrypts


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
        For a file that is no workbook, is too large, locked or holds macros; a sheet that is not there, or is empty;
        what would be lost or misread, by cell (see `workbook_faults`).
    """
    with opened_workbook(path, file) as book:
        table = _table(book, path, contract, file, layout)
    if table is None:
        raise DataError([Fault(file, "lembar kosong", "Isi dengan baris judul dan data")])
    return table


@contextmanager
def opened_workbook(path: Path, file: str) -> Iterator[Workbook]:
    """A workbook to be read, once nothing about it is odd; whatever goes wrong while it is read is a fault of the file.

    Parameters
    ----------
    path : Path
        A file that exists.
    file : str
        As faults name it.

    Raises
    ------
    DataError
        For a file that is no workbook, is too large, locked or holds macros.
    """
    from openpyxl import load_workbook

    try:
        _refuse_odd_workbook(path, file)
        with path.open("rb") as stream:  # a broken one is left open by openpyxl where it opens it itself
            book = load_workbook(stream, read_only=True, data_only=True)
            try:
                yield book
            finally:
                book.close()
    except AnalysisError:
        raise
    except Exception as error:  # a file that is no workbook inside raises nearly anything, in openpyxl and below it
        why = f"isinya bukan buku kerja yang utuh ({type(error).__name__})"
        raise DataError([Fault(file, why, "Simpan ulang sebagai XLSX dari aplikasi lembar kerja")]) from error


def _table(book: Workbook, path: Path, contract: Contract, file: str, layout: FileLayout) -> TextTable | None:
    tables = [sheet.title for sheet in book.worksheets]  # a sheet of a chart has no cells
    name = contract.sheet or next(iter(tables), "")
    if name not in tables:
        remedy = f"Lembar yang ada: {', '.join(tables) or 'tidak ada'}"
        raise DataError([Fault(file, f"lembar “{name}” tidak ada", remedy)])
    sheet = book[name]
    sheet.reset_dimensions()  # what the file says of its size need not be true
    first, header = _header(sheet.iter_rows(max_row=LAST_HEADER if layout.lenient else 1, values_only=True))
    declared = {column.header: column for column in contract.columns}
    if faults := workbook_faults(path, name, [declared.get(title.strip()) for title in header], file):
        raise DataError(faults)
    rows = sheet.iter_rows(min_row=first + 1, max_col=len(header) or 1, values_only=True)
    return gather(_lines(first, header, rows, contract), contract, file, layout)


def _refuse_odd_workbook(path: Path, file: str) -> None:
    if path.stat().st_size > MAX_BYTES:
        raise DataError([Fault(file, "buku kerja lebih dari 50 MB", "Simpan sebagai CSV")])
    with path.open("rb") as opened:
        locked = opened.read(len(COMPOUND)) == COMPOUND
    if locked:
        why = "terkunci dengan kata sandi, atau berkas XLS lama"
        raise DataError([Fault(file, why, "Buka kuncinya dan simpan sebagai XLSX")])
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


def _header(rows: Iterable[tuple[object, ...]]) -> tuple[int, list[str]]:
    """Number and titles of the first row that has any, up to its last title; row 1 and none where there is no such."""
    for number, row in enumerate(rows, 1):
        header = [cell_text(cell, "") for cell in row]
        while header and not header[-1].strip():
            header.pop()
        if header:
            return number, header
    return 1, []


def _lines(
    first: int, header: list[str], rows: Iterable[tuple[object, ...]], contract: Contract
) -> Iterator[list[str]]:
    """Blank lines above the header, the header, and every row as wide as it."""
    formats = {column.header: column.date_format for column in contract.columns}
    shapes = [formats.get(title, "%Y-%m-%d") for title in header]
    yield from [[]] * (first - 1)
    yield header
    for row in rows:
        cells = [cell_text(cell, shape) for cell, shape in zip(row, shapes, strict=False)]
        yield cells + [""] * (len(shapes) - len(cells))


def cell_text(cell: object, date_format: str) -> str:
    """A cell as a CSV of ours would write it.

    Parameters
    ----------
    cell : object
        Its value, as openpyxl gives it.
    date_format : str
        Of the column.
    """
    if cell is None:
        return ""
    if isinstance(cell, dt.datetime | dt.date):
        return cell.strftime(date_format)
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell).replace(".", ",")
    return str(cell)
