"""A table as data: what a subject hands to the page, the PDF, the Word file and the spreadsheet.

Subjects build tables; a notebook shows them under the label and the caption of the cell.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import pandas as pd

from laporan.core.formatting import long_date
from laporan.facts.lineage import Basis
from laporan.facts.printed import Printed, angka
from laporan.facts.quantity import Quantity
from laporan.facts.table_frame import table_frame

QUOTED = "kutipan"  # the class of a cell of a quoted column
StatusKind = Literal[
    "normal", "watch", "act", "match", "recomputed", "calibrated", "copied", "mismatch", "ambiguous", "absent"
]
STATUS_WORDS: dict[str, str] = {
    "normal": "Wajar",
    "watch": "Waspada",
    "act": "Perlu tindakan",
    "match": "Cocok",
    "recomputed": "Dihitung ulang",
    "calibrated": "Disamakan (kalibrasi)",
    "copied": "Disalin",
    "mismatch": "Bertentangan",
    "ambiguous": "Mendua",
    "absent": "Tanpa angka",
}


@dataclass(frozen=True)
class Status:
    """A verdict, shown as a mark and a word, never by colour alone.

    Parameters
    ----------
    kind : str
        A key of `STATUS_WORDS`; it decides mark and colour.
    text : str
        The word that is shown; '' for the usual one of its kind.
    """

    kind: StatusKind
    text: str = ""

    def __str__(self) -> str:
        return self.text or STATUS_WORDS[self.kind]


Cell = str | int | Quantity | Printed | Status | dt.date | None


@dataclass(frozen=True)
class Table:
    """A table of a report.

    Parameters
    ----------
    head : tuple of str
        Column headings; the first stands over the headings of the rows.
    rows : tuple of tuple
        The cells of each row, as many as `head`; one of them, the first by default, is the row's heading.
    total : bool
        Whether the last row is a sum.
    named_by : int
        The column whose cell names a row: after it, not after a code or a rank beside it, are the row's facts called.
    merged : int
        How many leading columns draw repeated cells as one cell that spans rows.
    widths : tuple of int
        Relative widths of the columns in narrow media; empty for automatic ones.
    quoted : tuple of int
        Columns that repeat word by word what another file says, so that a number in them is that file's and no finding.
    how : str
        How it was computed, in Markdown, for "Cara dihitung".
    rests_on : Basis
        What its words and dates were read from. Quantities bring their own rows along.

    Raises
    ------
    ValueError
        For a row with more or fewer cells than `head`.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: bool = False
    named_by: int = 0
    merged: int = 0
    widths: tuple[int, ...] = ()
    quoted: tuple[int, ...] = ()
    how: str = ""
    rests_on: Basis = field(default_factory=Basis)

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row) != len(self.head):
                raise ValueError(f"baris {row[0]!r} berisi {len(row)} sel, kepala tabel {len(self.head)}")

    def __getitem__(self, place: tuple[str, str]) -> Cell:
        """The cell at (row heading, column heading): how a trace names it."""
        heading, column = place
        return self.rows[self.row_names.index(heading)][self.head.index(column)]

    @property
    def row_names(self) -> list[str]:
        """What each row is called: its heading, with those of its group before it where another row has the same."""
        names = [str(row[self.named_by]) for row in self.rows]
        times = Counter(names)
        groups = [[str(cell) for cell in row[: self.merged]] for row in self.rows]
        return [
            ": ".join((*group, name)) if times[name] > 1 else name for group, name in zip(groups, names, strict=True)
        ]

    def __str__(self) -> str:
        return self.to_frame().to_string(index=False)

    def to_frame(self) -> pd.DataFrame:
        """The table for pandas, a number a cell: see `table_frame`."""
        return table_frame(self.head, self.rows)

    @property
    def basis(self) -> Basis:
        """The rows of the raw files that the table rests on."""
        return Basis.of(self.rests_on, *(cell for row in self.rows for cell in row))

    def is_numeric(self, column: int) -> bool:
        """Whether the column holds numbers, and nothing but numbers and gaps.

        Parameters
        ----------
        column : int
            Counted from 0. The first column holds the headings of the rows and is never numeric.
        """
        cells = [row[column] for row in self.rows if row[column] is not None]
        return column > 0 and bool(cells) and all(isinstance(cell, Quantity | Printed | int) for cell in cells)


def table(head: Sequence[str], rows: Sequence[Sequence[Cell]], **options: Any) -> Table:
    """A `Table` from sequences of any kind.

    Parameters
    ----------
    head : sequence of str
        Column headings.
    rows : sequence of sequence
        The cells of each row.
    **options : Any
        Further fields of `Table`. A table of words says `rests_on=Basis.of(frame)`.
    """
    return Table(tuple(head), tuple(tuple(row) for row in rows), **options)


def printed_cell(cell: Cell) -> Printed | str | Status:
    """What a cell shows: numbers in their print, dates in full, a dash for an empty one."""
    if cell is None:
        return "–"
    if isinstance(cell, Quantity | int):
        return angka(cell)
    if isinstance(cell, dt.date):
        return long_date(cell)
    return cell
