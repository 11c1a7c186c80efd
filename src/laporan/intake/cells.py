"""Cells of a source as they are read from it, and what is wrong with one."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Literal

Cell = str | int | Decimal | dt.date | dt.time | None  # a datetime is a date; None is an empty cell
SPACES = re.compile(r"[\s\u00a0]+")
NO_WIDTH = re.compile("[\u00ad\u200b\u2060\ufeff]")  # nothing that anybody sees: copied from a web page or a PDF
MOST_DIGITS = 17  # of a whole number; a dataset has 15 at most
FaultKind = Literal["word", "number", "date", "form"]


class BrokenCell(str):
    """A cell of a workbook that holds no value: its formula failed, or was never computed. The text says which."""

    __slots__ = ()


class CompositeCell(BrokenCell):
    """A cell that holds a list or an object, of which no map says what is meant."""

    __slots__ = ()


class CellError(Exception):
    """A cell that can't be read as the map says.

    Parameters
    ----------
    kind : {"word", "number", "date", "form"}
        What sort of fault: faults of one sort, column and value are told together.
    rule, remedy : str
        As in `core.errors.Fault`.
    value : str
        The cell as written.
    """

    def __init__(self, kind: FaultKind, rule: str, remedy: str, value: str = "") -> None:
        self.kind: FaultKind = kind
        self.head = ""  # of the column, where the one who tells can't know it
        self.rule, self.remedy, self.value = rule, remedy, value
        super().__init__(f"{value}: {rule}")


def no_value(cell: BrokenCell) -> CellError:
    """What is said of a cell that holds no value."""
    if isinstance(cell, CompositeCell):
        remedy = "Sebut bagiannya: di fields (JSON), di query (basis data), atau pakai buku catatan sendiri"
        return CellError("form", "sel berisi daftar atau objek atau bita, bukan satu nilai", remedy, str(cell))
    return CellError("form", "sel tanpa nilai", "Perbaiki rumusnya di lembar kerja, lalu simpan", str(cell))


def squeezed(text: str) -> str:
    """The text with every run of spaces and line breaks as one space, and without signs that have no width."""
    return SPACES.sub(" ", NO_WIDTH.sub("", text)).strip()


def shown(cell: Cell) -> str:
    """A cell as text, as near to what its file shows as can be."""
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        if not cell.is_finite() or cell.adjusted() > MOST_DIGITS:
            return str(cell)
        return format(cell.normalize(), "f")
    if isinstance(cell, dt.datetime):
        whole = cell.tzinfo is None and cell.time() == dt.time()
        return cell.date().isoformat() if whole else cell.isoformat(sep=" ")
    return cell.isoformat() if isinstance(cell, dt.date | dt.time) else squeezed(str(cell))
