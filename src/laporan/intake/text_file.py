"""Text files in whatever dialect Excel writes: semicolons or tabs, UTF-8, cp1252 or UTF-16, quoted or not."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from laporan.core.csv_limit import cells_up_to
from laporan.core.errors import DataError, Fault
from laporan.intake.cells import Cell
from laporan.intake.grid import Grid, Label
from laporan.intake.source_shape import SourceShape

CHUNK = 1 << 20
SEPARATORS = ";,\t|"
SAMPLE = 1 << 16  # characters from which the separator is found
WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
SEP_LINE = re.compile(r"\"?sep=([;,\t|])\"?")  # by which a file tells Excel what parts its cells; no row of the sheet
LONGEST_CELL = 1_000_000  # Python's own limit, 131.072, is less than a page of complaints that was pasted
NAMES = {"utf-8-sig": "utf-8"}
MEND = "Minta ekspor yang utuh; kutip di dalam sel ditulis dua kali"


def text_grid(path: Path, shape: SourceShape, file: str) -> Grid:
    """A text file as rows; it is read as it is asked for, so that it may be of any length.

    Parameters
    ----------
    path : Path
        The file.
    shape : SourceShape
        Encoding and separator, where the map says them.
    file : str
        As messages name it.

    Raises
    ------
    DataError
        For an empty file, zero bytes, another encoding or separator than the map says.
    """
    encoding = _encoding(path, shape, file)
    line = _head_line(path, encoding, shape.header[-1])
    declared = SEP_LINE.fullmatch(_head_line(path, encoding, 1).strip())
    separator = shape.separator or (declared and declared[1]) or _most_frequent("".join(line.split('"')[::2])) or ","
    if not declared and (other := _most_frequent(line)) and _is_one_cell(line, separator):
        rule = f"hanya satu kolom ditemukan dengan pemisah “{_named(separator)}”; di dalamnya ada “{_named(other)}”"
        quoted = "Setiap baris terkutip menjadi satu sel: minta ekspor aslinya, sebelum dibuka dan disimpan Excel"
        remedy = quoted if other == separator else f"Tulis separator: '{other}' di source peta"
        raise DataError([Fault(file, rule, remedy)])
    if shape.encoding in ("cp1252", "latin-1") and encoding == "utf-8-sig":
        rule = f"berkas ini UTF-8 dengan pemisah “{_named(separator)}”, bukan {shape.encoding} seperti di peta"
        raise DataError([Fault(file, rule, "Hapus encoding dari source peta, atau tulis encoding: utf-8")])
    said = [f"{NAMES.get(encoding, encoding)}, pemisah “{_named(separator)}”"]
    rows = _rows(path, encoding, separator, file)
    return Grid(file, islice(rows, 1, None) if declared else rows, fixed=not shape.missing_cells, said=said)


def _named(separator: str) -> str:
    return "tab" if separator == "\t" else separator


def _encoding(path: Path, shape: SourceShape, file: str) -> str:
    with path.open("rb") as stream:
        start = stream.read(4096)
    if not start.strip():
        raise DataError([Fault(file, "berkas kosong", "Minta berkasnya sekali lagi")])
    if start.startswith(WIDE) or shape.encoding == "utf-16":
        return _decodable(path, "utf-16" if start.startswith(WIDE) else _wide(start), file)
    if b"\0" in start:
        if _looks_wide(start):
            return _decodable(path, _wide(start), file)
        raise DataError([Fault(file, "memuat bita nol: bukan berkas teks", "Minta sebagai CSV atau XLSX")])
    if shape.encoding in ("cp1252", "latin-1"):
        if not start.isascii() and _decodes(path, "utf-8"):
            return "utf-8-sig"
        return _decodable(path, shape.encoding, file)
    if _decodes(path, "utf-8"):
        return "utf-8-sig"
    return _decodable(path, "cp1252" if not shape.encoding else "utf-8", file)


def _looks_wide(start: bytes) -> bool:
    """Whether every other byte is zero, as in UTF-16 of Latin letters."""
    return max(start[0::2].count(0), start[1::2].count(0)) > len(start) // 4


def _wide(start: bytes) -> str:
    return "utf-16-le" if start[1::2].count(0) >= start[0::2].count(0) else "utf-16-be"


def _decodes(path: Path, encoding: str) -> bool:
    return _undecodable(path, encoding) is None


def _decodable(path: Path, encoding: str, file: str) -> str:
    place = _undecodable(path, encoding)
    if place is not None:
        raise DataError(
            [Fault(file, f"bukan {encoding} (bita ke-{place})", "Tulis encoding yang benar di source peta")]
        )
    return encoding


def _undecodable(path: Path, encoding: str) -> int | None:
    decoder, done = codecs.getincrementaldecoder(encoding)(), 0
    with path.open("rb") as stream:
        while True:
            chunk = stream.read(CHUNK)
            try:
                decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as error:
                return done + error.start
            if not chunk:
                return None
            done += len(chunk)


def _head_line(path: Path, encoding: str, head: int) -> str:
    with path.open(encoding=encoding, newline="") as stream:
        lines = list(islice(io.StringIO(stream.read(SAMPLE), newline=None), max(head, 1)))
    return lines[-1] if lines else ""


def _most_frequent(text: str) -> str:
    """The sign that may part cells and stands there most often; '' where there is none."""
    best, times = Counter({sign: text.count(sign) for sign in SEPARATORS}).most_common(1)[0]
    return best if times else ""


def _is_one_cell(line: str, separator: str) -> bool:
    return not next(csv.reader([line], delimiter=separator), [])[1:]


def _rows(path: Path, encoding: str, separator: str, file: str) -> Iterator[tuple[Label, Sequence[Cell]]]:
    row = 0
    with path.open(encoding=encoding, newline="") as stream, cells_up_to(LONGEST_CELL):
        try:
            for row, cells in enumerate(csv.reader(stream, delimiter=separator, strict=True), 1):
                yield row, cells
        except csv.Error as error:
            place = f"setelah baris {row}" if row else "di baris pertama"
            rule = f"tanda kutip tidak tertutup atau salah letak {place} ({error})"
            raise DataError([Fault(file, rule, MEND)]) from error
