"""Raw files in, text out. Nothing is interpreted here, and nothing big or odd is opened unseen.

Every cell arrives as the text that the file holds: `0042` keeps its zeros, `NA` stays a word,
`3,52` its comma. Sizes and kinds are checked before a workbook is unpacked (a file of 645 kB
can unpack to 264 MB).
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path

import pandas as pd

from laporan.core.errors import DataError, Fault
from laporan.core.paths import relative
from laporan.data.contracts import Contract

MAX_CSV_BYTES = 2_000_000_000
MAX_WORKBOOK_BYTES = 50_000_000
MAX_UNPACKED_BYTES = 200_000_000
FIRST_ROW = 2  # as a spreadsheet counts: the header is row 1


def read_text(path: Path, contract: Contract) -> pd.DataFrame:
    """The file's declared columns as text, indexed by row in the file.

    Raises DataError: no file, too large, not a CSV or XLSX, wrong encoding, a missing or unknown
    or repeated column, a row with too many or too few cells, an unclosed quotation mark.
    """
    name = relative(path)
    if not path.is_file():
        raise DataError(
            [Fault(name, "berkas tidak ada", "Letakkan berkas itu di sana, atau hapus dari datapackage.json")]
        )
    if path.suffix == ".csv":
        header, rows = _read_csv(path, name)
    elif path.suffix == ".xlsx":
        header, rows = _read_workbook(path, name, contract)
    else:
        raise DataError([Fault(name, f"jenis berkas {path.suffix} tidak dibaca", "Simpan sebagai CSV atau XLSX")])
    return _framed(header, rows, contract, name)


def read_rows(path: Path, contract: Contract, rows: Sequence[int]) -> pd.DataFrame:
    """Some rows of a file, by their numbers, as `read_text` has them; a CSV is read only as far as they go.

    Raises DataError as `read_text` does, for what it comes upon.
    """
    if path.suffix == ".csv" and rows:
        wanted, other = set(rows), list[str]()
        with (
            suppress(UnicodeDecodeError, csv.Error, StopIteration),
            path.open(encoding="utf-8-sig", newline="") as file,
        ):
            lines = islice(csv.reader(file, strict=True), max(rows))
            header = next(lines)
            found = [row if number in wanted else other for number, row in enumerate(lines, FIRST_ROW)]
            return _framed(header, found, contract, relative(path))
    text = read_text(path, contract)
    return text.loc[text.index.intersection(list(rows))]


def _read_csv(path: Path, name: str) -> tuple[list[str], list[list[str]]]:
    if path.stat().st_size > MAX_CSV_BYTES:
        raise DataError([Fault(name, "lebih dari 2 GB", "Pecah berkas itu menurut bulan")])
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DataError([Fault(name, f"bukan UTF-8 (bita ke-{error.start})", "Simpan sebagai CSV UTF-8")]) from error
    if "\x00" in text:
        raise DataError([Fault(name, "memuat bita nol: bukan berkas teks", "Simpan sebagai CSV UTF-8")])
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        raise DataError(
            [
                Fault(
                    name,
                    f"tanda kutip tidak tertutup atau salah letak ({error})",
                    "Tutup tanda kutip itu; kutip di dalam sel ditulis dua kali",
                )
            ]
        ) from error
    if not lines:
        raise DataError([Fault(name, "berkas kosong", "Isi dengan baris judul dan data")])
    return lines[0], lines[1:]


def _read_workbook(path: Path, name: str, contract: Contract) -> tuple[list[str], list[list[str]]]:
    from openpyxl import load_workbook

    _refuse_odd_workbook(path, name)
    book = load_workbook(path, read_only=True, data_only=True)
    try:
        wanted = contract.sheet or book.sheetnames[0]
        if wanted not in book.sheetnames:
            raise DataError(
                [Fault(name, f"lembar “{wanted}” tidak ada", f"Lembar yang ada: {', '.join(book.sheetnames)}")]
            )
        formats = {column.header: column.date_format for column in contract.columns}
        lines = list(book[wanted].iter_rows(values_only=True))
    finally:
        book.close()
    if not lines:
        raise DataError([Fault(name, "lembar kosong", "Isi dengan baris judul dan data", wanted)])
    header = [_cell_text(cell, "") for cell in lines[0]]
    while header and not header[-1]:
        header.pop()
    shapes = [formats.get(title, "%Y-%m-%d") for title in header]
    rows = [[_cell_text(cell, shape) for cell, shape in zip(line, shapes, strict=False)] for line in lines[1:]]
    return header, [row + [""] * (len(header) - len(row)) for row in rows]


def _refuse_odd_workbook(path: Path, name: str) -> None:
    if path.stat().st_size > MAX_WORKBOOK_BYTES:
        raise DataError([Fault(name, "buku kerja lebih dari 50 MB", "Simpan sebagai CSV")])
    if not zipfile.is_zipfile(path):
        raise DataError(
            [Fault(name, "bukan buku kerja XLSX (isinya bukan arsip)", "Simpan ulang dari aplikasi pengolah lembar")]
        )
    with zipfile.ZipFile(path) as archive:
        unpacked = sum(item.file_size for item in archive.infolist())
        if unpacked > MAX_UNPACKED_BYTES:
            raise DataError([Fault(name, f"isinya {unpacked // 1_000_000} MB setelah dibuka", "Simpan sebagai CSV")])
        if any(item.filename.endswith("vbaProject.bin") for item in archive.infolist()):
            raise DataError([Fault(name, "memuat makro", "Simpan sebagai XLSX tanpa makro")])


def _cell_text(cell: object, date_format: str) -> str:
    """A workbook's typed cell as a CSV of ours would write it."""
    if cell is None:
        return ""
    if isinstance(cell, dt.datetime | dt.date):
        return cell.strftime(date_format)
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell).replace(".", ",")
    return str(cell)


def _framed(header: list[str], rows: list[list[str]], contract: Contract, name: str) -> pd.DataFrame:
    header = [title.strip() for title in header]
    faults = header_faults(header, contract, name)
    if faults:
        raise DataError(faults)
    numbered = [(number, row) for number, row in enumerate(rows, FIRST_ROW) if any(cell.strip() for cell in row)]
    ragged = [
        Fault(
            name,
            f"berisi {len(row)} sel, seharusnya {len(header)}",
            "Periksa tanda pemisah dan tanda kutip di baris itu",
            contract.sheet,
            number,
        )
        for number, row in numbered
        if len(row) != len(header)
    ]
    if ragged:
        raise DataError(ragged)
    index = pd.Index([number for number, _ in numbered], name="baris", dtype="int64")
    return pd.DataFrame([row for _, row in numbered], columns=header, index=index, dtype=str)


def header_faults(header: list[str], contract: Contract, name: str) -> list[Fault]:
    """Columns that are missing, unknown or repeated."""
    wanted = [column.header for column in contract.columns]
    faults = [
        Fault(name, "kolom tidak ada", "Tambahkan kolom itu, judulnya ditulis persis sama", contract.sheet, 1, title)
        for title in wanted
        if title not in header
    ]
    faults += [
        Fault(
            name, "kolom tidak dikenal", f"Hapus kolom itu; yang dikenal: {', '.join(wanted)}", contract.sheet, 1, title
        )
        for title in header
        if title not in wanted
    ]
    faults += [
        Fault(name, "judul kolom berulang", "Hapus salah satunya", contract.sheet, 1, title)
        for title in dict.fromkeys(header)
        if header.count(title) > 1
    ]
    return faults
