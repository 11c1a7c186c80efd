"""A table as data: what a subject hands to the page, the PDF, the Word file and the spreadsheet.

Subjects build tables; `cells` shows them in a notebook with the caption of the cell.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from laporan.core.formatting import long_date
from laporan.facts.lineage import Basis
from laporan.facts.printed import Printed, angka
from laporan.facts.quantity import Quantity

StatusKind = Literal["normal", "watch", "act", "match", "mismatch", "ambiguous", "absent"]
STATUS_WORDS: dict[str, str] = {
    "normal": "Wajar",
    "watch": "Waspada",
    "act": "Perlu tindakan",
    "match": "Cocok",
    "mismatch": "Bertentangan",
    "ambiguous": "Mendua",
    "absent": "Tanpa angka",
}


@dataclass(frozen=True)
class Status:
    """A verdict: a mark and a word, never colour alone."""

    kind: StatusKind
    text: str = ""

    def __str__(self) -> str:
        return self.text or STATUS_WORDS[self.kind]


Cell = str | int | Quantity | Printed | Status | dt.date | None


@dataclass(frozen=True)
class Table:
    """head : column headings, the first stands over the row headings
    rows : cells of each row, the first is the row's heading; all as long as `head`
    total : the last row is a sum
    merged : leading columns whose repeated cells are drawn as one spanning cell
    widths : relative column widths for narrow media, empty for automatic
    how : how it was computed, Markdown, for "Cara dihitung"
    rests_on : what its words and dates were read from: only quantities bring their rows along
    """

    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: bool = False
    merged: int = 0
    widths: tuple[int, ...] = ()
    how: str = ""
    rests_on: Basis = field(default_factory=Basis)

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row) != len(self.head):
                raise ValueError(f"baris {row[0]!r} berisi {len(row)} sel, kepala tabel {len(self.head)}")

    def __getitem__(self, place: tuple[str, str]) -> Cell:
        """The cell at (row heading, column heading): how a trace names it."""
        heading, column = place
        row = next(row for row in self.rows if str(row[0]) == heading)
        return row[self.head.index(column)]

    @property
    def basis(self) -> Basis:
        return Basis.of(self.rests_on, *(cell for row in self.rows for cell in row))

    def is_numeric(self, column: int) -> bool:
        """True where the column holds numbers (and nothing but numbers and gaps)."""
        cells = [row[column] for row in self.rows if row[column] is not None]
        return column > 0 and bool(cells) and all(isinstance(cell, Quantity | Printed | int) for cell in cells)


def table(head: Sequence[str], rows: Sequence[Sequence[Cell]], **options: Any) -> Table:
    """A `Table` from any sequences; a table of words says `rests_on=Basis.of(frame)`."""
    return Table(tuple(head), tuple(tuple(row) for row in rows), **options)


def printed_cell(cell: Cell) -> Printed | str | Status:
    """The cell as it is shown; an empty one is a dash."""
    if cell is None:
        return "–"
    if isinstance(cell, Quantity | int):
        return angka(cell)
    if isinstance(cell, dt.date):
        return long_date(cell)
    return cell
