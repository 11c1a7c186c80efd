"""A file as columns of text: what each splitter makes of it, whether it is CSV or XLSX.

Every cell is the text that the file holds: `0042` keeps its zeros, `NA` stays a word, `3,52` its comma. Where the
cells of a column may repeat, each different text is kept once, so that it is also parsed and checked once.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import numpy as np
import pandas as pd

from laporan.core.errors import Fault
from laporan.data.contracts import Contract

FIRST_ROW = 2  # as a spreadsheet counts: the header is row 1
LONGEST_TOLD = 40  # letters of a cell that a fault repeats
LONGEST_CELL = 131_072  # letters, as `csv` has it where nobody changed it
BATCH = 200  # rows that are turned into columns together: as many as a processor has at hand


@dataclass(frozen=True)
class FileLayout:
    """How strictly a file must be laid out.

    Attributes
    ----------
    delimiters : str
        What may part cells; the one that the first line holds most often does.
    lenient : bool
        Whether blank lines above the header, blank cells beyond its end, columns that nobody declared and
        text files of any name are taken as they come, instead of being faults.
    """

    delimiters: str = ","
    lenient: bool = False

    def delimiter_of(self, line: str) -> str:
        """The delimiter of a file whose first line is `line`."""
        return max(self.delimiters, key=line.count)


STRICT = FileLayout()


@dataclass(frozen=True)
class Cells:
    """A column of text.

    Attributes
    ----------
    texts : pd.Series
        The different texts, in the order in which the file has them first; each is in some row.
    codes : np.ndarray or None
        Which of the texts each row has; None where `texts` has one for each row.
    """

    texts: pd.Series
    codes: np.ndarray | None

    def spread(self, values: Any) -> Any:
        """What belongs to each text, given to each row. values : an array, of numpy or pandas"""
        return values if self.codes is None else values[self.codes]  # `take` would write the codes out as 64 bits

    def batch(self, rows: slice) -> Any:
        """The texts of some rows, written out."""
        return self.texts.array[rows] if self.codes is None else self.texts.array.take(self.codes[rows])

    def only(self, rows: np.ndarray) -> Cells:
        """The column of the rows of a mask, with the texts that these have and no other."""
        if self.codes is None:
            return Cells(self.texts[rows].reset_index(drop=True), None)
        codes = self.codes[rows]
        used = np.bincount(codes, minlength=len(self.texts)) > 0
        return Cells(self.texts[used].reset_index(drop=True), narrowed((np.cumsum(used) - 1)[codes], used.sum()))


@dataclass(frozen=True)
class TextTable:
    """A file that was split into cells and not interpreted.

    Attributes
    ----------
    file, sheet : str, str or None
        As faults name them.
    header : list of str
        Titles in the order of the file, stripped.
    columns : dict of str to Cells
        By title. Whoever parses a column takes it out, so that none is in memory twice.
    rows : pd.Index
        The row of the file that each row of the columns is; rows without any text are left out.
    ragged : list of Fault
        Rows with too many or too few cells, or a line break in a cell that may have none. They are not in the columns.
    """

    file: str
    sheet: str | None
    header: list[str]
    columns: dict[str, Cells]
    rows: pd.Index
    ragged: list[Fault] = field(default_factory=list)


class Collector:
    """Cells of one column, batch by batch. Where they may repeat, each different text is kept once."""

    def __init__(self, *, repeated: bool) -> None:
        self.codes = array("q") if repeated else None
        self.places: defaultdict[str, int] = defaultdict()
        self.places.default_factory = self.places.__len__  # a text that is new gets the next number
        self.all: list[str] = []

    def extend(self, cells: Iterable[str]) -> None:
        """Add the cells of the next rows."""
        if self.codes is None:
            self.all.extend(cells)
        else:
            self.codes.extend(map(self.places.__getitem__, cells))

    def cells(self) -> Cells:
        """The column that was collected."""
        if self.codes is None:
            return Cells(pd.Series(self.all, dtype="str"), None)
        return Cells(pd.Series(list(self.places), dtype="str"), narrowed(np.array(self.codes), len(self.places)))


def narrowed(codes: np.ndarray, texts: int) -> np.ndarray:
    """Codes as the smallest integers that can number so many texts."""
    return codes.astype(np.min_scalar_type(texts))


def row_index(rows: Sequence[int] | np.ndarray) -> pd.Index:
    """Rows of a file as an index, which takes no memory where none is left out."""
    count = len(rows)
    if not count or rows[-1] - rows[0] + 1 == count:
        start = int(rows[0]) if count else FIRST_ROW
        return pd.RangeIndex(start, start + count, name="baris")
    return pd.Index(np.asarray(rows, dtype="int64"), name="baris")


def lone_titles(contract: Contract) -> set[str]:
    """Columns in which no text repeats."""
    return {column.header for column in contract.columns if column.unique}


def gather(lines: Iterable[list[str]], contract: Contract, file: str, layout: FileLayout = STRICT) -> TextTable | None:
    """The table of a file that comes line by line, the header first.

    Parameters
    ----------
    lines : iterable of list of str
        The cells of each line, blank lines included: they are counted.
    contract : Contract
        Says which columns repeat no text, and the sheet that faults name.
    file : str
        As faults name it.

    Returns
    -------
    TextTable or None
        None where there is no header.
    """
    numbered = enumerate(lines, 1)
    header = next(([*map(str.strip, line)] for _, line in numbered if not layout.lenient or _is_filled(line)), None)
    if header is None:
        return None
    alone = lone_titles(contract)
    collectors = [Collector(repeated=title not in alone) for title in header]
    rows, ragged = array("q"), list[Fault]()
    one_line = {place for place, title in enumerate(header) if not layout.lenient and title not in many_lines(contract)}
    while batch := list(islice(numbered, BATCH)):
        regular = []
        for row, line in filter(lambda each: _is_filled(each[1]), batch):
            if not _fits(line, len(header), layout):
                ragged.append(_ragged(row, len(line), len(header), file, contract.sheet))
            elif broken := [place for place in one_line if _has_break(line[place])]:
                ragged += [_broken(row, header[place], line[place], file, contract) for place in sorted(broken)]
            else:
                rows.append(row)
                regular.append(line)
        for collector, cells in zip(collectors, zip(*regular, strict=False), strict=False):
            collector.extend(cells)
    columns = {title: collector.cells() for title, collector in zip(header, collectors, strict=True)}
    return TextTable(file, contract.sheet, header, columns, row_index(rows), ragged)


def many_lines(contract: Contract) -> set[str]:
    """Columns whose cells may hold several lines."""
    return {column.header for column in contract.columns if column.lines}


def _has_break(cell: str) -> bool:
    return "\n" in cell or "\r" in cell


def _broken(row: int, title: str, cell: str, file: str, contract: Contract) -> Fault:
    lines = cell.splitlines()
    told = contract.told(lines[0])
    rule = f"berisi {len(lines)} baris dalam satu sel"
    remedy = "Tutup tanda kutip yang terbuka sebelum baris berikutnya, atau hapus ganti baris di dalam sel itu"
    return Fault(file, rule, remedy, contract.sheet, row, title, told and f"{told[:LONGEST_TOLD]}…")


def _is_filled(line: list[str]) -> bool:
    return any(map(str.strip, line))


def _fits(line: list[str], width: int, layout: FileLayout) -> bool:
    return len(line) == width or (layout.lenient and len(line) > width and not _is_filled(line[width:]))


def _ragged(row: int, cells: int, width: int, file: str, sheet: str | None) -> Fault:
    remedy = "Periksa tanda pemisah dan tanda kutip di baris itu"
    return Fault(file, f"berisi {cells} sel, seharusnya {width}", remedy, sheet, row)
