"""How far the cells of a workbook reach, found before it is opened.

calamine holds a sheet as a rectangle: a single cell at its far corner takes more memory than there is, which ends the
process without a word.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import IO, Any

from lxml import etree

from laporan.core.errors import DataError, Fault
from laporan.intake.grid import place_of

MOST_CELLS = 20_000_000  # of a sheet's rectangle
LARGEST = 1_000_000_000  # bytes of a workbook when it is unpacked
CHUNK, OVERLAP = 1 << 20, 64
REFERENCE = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"')
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
FAR = "Hapus sel jauh di luar tabel, atau minta sebagai CSV"


def refuse_endless(path: Path, file: str) -> None:
    """Refuse a workbook that is too large to be opened; one that is broken is left to who opens it.

    Parameters
    ----------
    path : Path
        The workbook.
    file : str
        As messages name it.

    Raises
    ------
    DataError
        For one that is too large unpacked, reaches too far, or is of the binary kind, whose reach can't be told.
    """
    if not zipfile.is_zipfile(path):
        return
    with zipfile.ZipFile(path) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > LARGEST:
            raise DataError([Fault(file, "lebih dari 1 GB bila dibongkar", "Minta sebagai CSV")])
        for name in archive.namelist():
            if name.startswith("xl/worksheets/") and name.endswith(".bin"):
                raise DataError([Fault(file, "buku kerja biner (XLSB)", "Simpan sebagai XLSX")])
            if name.startswith("xl/worksheets/") or name == "content.xml":
                with archive.open(name) as stream:
                    reach = _of_calc(stream) if name == "content.xml" else _of_excel(stream)
                if reach > MOST_CELLS:
                    raise DataError([Fault(file, "lembar yang selnya terlalu jauh", FAR)])


def _of_excel(stream: IO[bytes]) -> int:
    """Rows times columns of the rectangle that holds all cells of a sheet of XLSX."""
    rows = columns = 0
    rest = b""
    while chunk := stream.read(CHUNK):
        for letters, row in REFERENCE.findall(rest + chunk):
            rows, columns = max(rows, int(row)), max(columns, place_of(letters.decode()) + 1)
        rest = chunk[-OVERLAP:]
    return rows * columns


def _of_calc(stream: IO[bytes]) -> int:
    """The same of the widest sheet of ODS, whose cells and rows may be repeated."""
    largest = rows = columns = 0
    wide = 0  # of the row that is being read: up to its last cell with content
    place = 0
    ends = (f"{TABLE}table-cell", f"{TABLE}covered-table-cell", f"{TABLE}table-row", f"{TABLE}table")
    for _event, element in etree.iterparse(stream, tag=ends, resolve_entities=False, no_network=True, huge_tree=True):
        if element.tag == ends[-1]:
            largest, rows, columns = max(largest, rows * columns), 0, 0
        elif element.tag == f"{TABLE}table-row":
            rows += _repeated(element, "rows") if wide else 1
            columns, wide, place = max(columns, wide), 0, 0
            element.clear()
        else:
            place += _repeated(element, "columns")
            wide = place if len(element) else wide
    return largest


def _repeated(element: Any, what: str) -> int:
    said = element.get(f"{TABLE}number-{what}-repeated") or "1"
    return int(said) if said.isascii() and said.isdigit() and len(said) < 9 else 1
