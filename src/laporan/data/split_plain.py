"""CSV files without a quotation mark, split by Arrow: a log of millions of rows in a few seconds.

Only files in which a delimiter always divides and a line end always ends a row are split here. For any other,
`split` gives None, and `split_csv` does it.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv

from laporan.data.contracts import Contract
from laporan.data.text_table import (
    FIRST_ROW,
    LONGEST_CELL,
    STRICT,
    Cells,
    FileLayout,
    TextTable,
    lone_titles,
    narrowed,
    row_index,
)

PIECE = 1 << 22  # bytes that are looked at together
BLOCK = 1 << 23  # bytes that Arrow parses together
REPEATED = pa.dictionary(pa.int32(), pa.string())


def split(path: Path, contract: Contract, file: str, layout: FileLayout = STRICT) -> TextTable | None:
    """The file's cells, as `split_csv.split` would give them.

    Parameters
    ----------
    path : Path
        A CSV file that exists.
    contract : Contract
        Says which columns repeat no text, and the sheet that faults name.
    file : str
        As faults name it.

    Returns
    -------
    TextTable or None
        None where the file is not plain: quotation marks, zero bytes, other line ends, other encodings, ragged
        rows, nothing below the header, cells longer than `csv` reads.
    """
    line = _first_line(path) if _is_plain(path) else ""
    if not line.strip():
        return None
    delimiter = layout.delimiter_of(line)
    header = [title.strip() for title in line.split(delimiter)]
    try:
        columns = _columns(path, header, delimiter, lone_titles(contract))
    except pa.ArrowException:
        return None
    pa.default_memory_pool().release_unused()  # the table's, before its columns are parsed
    if columns is None or not all(_is_short(cells.texts) for cells in columns):
        return None
    columns, rows = _filled_rows(columns)
    return TextTable(file, contract.sheet, header, dict(zip(header, columns, strict=True)), rows)


def _is_plain(path: Path) -> bool:
    """No quotation mark, no zero byte, and each line ends in \\n or \\r\\n."""
    last = b""
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            piece = last[-1:] + piece
            if b'"' in piece or b"\0" in piece:
                return False
            if b"\r" in piece and piece.count(b"\r") - piece.endswith(b"\r") != piece.count(b"\r\n"):
                return False
            last = piece
    return bool(last) and not last.endswith(b"\r")


def _first_line(path: Path) -> str:
    """The header without its line end; '' where it is not UTF-8."""
    with path.open("rb") as file:
        line = file.readline()
    try:
        return line.decode("utf-8-sig").rstrip("\r\n")
    except UnicodeDecodeError:
        return ""


def _columns(path: Path, header: list[str], delimiter: str, alone: set[str]) -> list[Cells] | None:
    """The columns in the order of the file, None where there is no row. Raises ArrowException for ragged rows."""
    names = [str(place) for place in range(len(header))]  # titles may be repeated
    types = [pa.string() if title in alone else REPEATED for title in header]
    table = pa_csv.read_csv(
        path,
        pa_csv.ReadOptions(skip_rows=1, column_names=names, block_size=BLOCK),
        pa_csv.ParseOptions(delimiter=delimiter, quote_char=False, escape_char=False, ignore_empty_lines=False),
        pa_csv.ConvertOptions(
            column_types=dict(zip(names, types, strict=True)), strings_can_be_null=False, check_utf8=True
        ),
    )
    if not table.num_rows:
        return None
    table = table.unify_dictionaries()
    return [_cells(table[name]) for name in names]


def _cells(column: pa.ChunkedArray) -> Cells:
    if not pa.types.is_dictionary(column.type):
        return Cells(column.to_pandas(), None)
    texts = column.chunk(0).dictionary.to_pandas()
    return Cells(texts, np.concatenate([narrowed(chunk.indices.to_numpy(), len(texts)) for chunk in column.chunks]))


def _is_short(texts: pd.Series) -> bool:
    """Whether `csv` would read every one of the texts; it counts letters, and a letter is at least a byte."""
    longest = pc.max(pc.binary_length(pa.array(texts, pa.large_string()))).as_py() or 0
    return int(longest) <= LONGEST_CELL


def _filled_rows(columns: list[Cells]) -> tuple[list[Cells], pd.Index]:
    """The columns without the rows that have no text in any of them, and the rows that are left."""
    some = _has_text(columns)
    if some is None:
        count = len(columns[0].texts) if columns[0].codes is None else len(columns[0].codes)
        return columns, pd.RangeIndex(FIRST_ROW, FIRST_ROW + count, name="baris")
    return [cells.only(some) for cells in columns], row_index(np.flatnonzero(some) + FIRST_ROW)


def _has_text(columns: list[Cells]) -> np.ndarray | None:
    """Which rows have any text; None where one column alone shows that all have."""
    some = None
    for cells in sorted(columns, key=lambda cells: len(cells.texts)):
        filled = np.array([bool(text.strip()) for text in cells.texts])
        if filled.all():
            return None
        some = cells.spread(filled) if some is None else some | cells.spread(filled)
    return some
