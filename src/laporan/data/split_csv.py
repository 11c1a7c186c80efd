"""CSV files of any shape, split by Python's `csv`, which is strict about quotation marks."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path

from laporan.core.csv_limit import cells_up_to
from laporan.core.errors import DataError, Fault
from laporan.data.contracts import Contract
from laporan.data.text_table import LONGEST_CELL, STRICT, FileLayout, TextTable, gather


def split(path: Path, contract: Contract, file: str, layout: FileLayout = STRICT) -> TextTable:
    """The file's cells.

    Parameters
    ----------
    path : Path
        A text file that exists.
    contract : Contract
        Says which columns repeat no text, and the sheet that faults name.
    file : str
        As faults name it.

    Raises
    ------
    DataError
        For another encoding than UTF-8, a zero byte, a quotation mark that is not closed, an empty file.
    """
    data = path.read_bytes()
    _refuse_odd_bytes(data, file)
    text = io.TextIOWrapper(io.BytesIO(data), encoding="utf-8-sig", newline="")
    with text as lines, cells_up_to(LONGEST_CELL):
        first = next((line for line in lines if line.strip()), "")
        lines.seek(0)
        reader = csv.reader(lines, delimiter=layout.delimiter_of(first), strict=True)
        table = gather(_told(reader, file), contract, file, layout) if first else None
    if table is None:
        raise DataError([Fault(file, "berkas kosong", "Isi dengan baris judul dan data")])
    return table


def _refuse_odd_bytes(data: bytes, file: str) -> None:
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DataError([Fault(file, f"bukan UTF-8 (bita ke-{error.start})", "Simpan sebagai CSV UTF-8")]) from error
    if b"\0" in data:
        raise DataError([Fault(file, "memuat bita nol: bukan berkas teks", "Simpan sebagai CSV UTF-8")])


def _told(lines: Iterable[list[str]], file: str) -> Iterator[list[str]]:
    """The lines; what `csv` stumbles over becomes a fault that says after which row."""
    row = 0
    try:
        for row, line in enumerate(lines, 1):  # noqa: B007 - the last row is told below
            yield line
    except csv.Error as error:
        place = f"setelah baris {row}" if row else "di baris pertama"
        if "field limit" in str(error):
            why = f"sel lebih panjang dari {LONGEST_CELL} huruf {place}"
            raise DataError([Fault(file, why, "Periksa tanda kutip di sekitarnya, atau pendekkan sel itu")]) from error
        raise DataError(
            [
                Fault(
                    file,
                    f"tanda kutip tidak tertutup atau salah letak {place} ({error})",
                    "Tutup tanda kutip itu; kutip di dalam sel ditulis dua kali",
                )
            ]
        ) from error
