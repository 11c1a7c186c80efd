"""Rows of a source on their way: those that are data, those that are none, and what became of all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from laporan.intake.cells import Cell
from laporan.intake.grid import Grid, Label
from laporan.intake.heads import Heads


@dataclass
class DataRow:
    """One row of data. labels : the rows of the source that it is; cells : what stands in it"""

    labels: list[Label]
    cells: list[Cell]


@dataclass(frozen=True)
class AsideRow:
    """A row that is no data. file, sheet, label : where it is; reason : why"""

    file: str
    sheet: str | None
    label: Label
    reason: str


@dataclass
class RowAccount:
    """What became of the rows of a source: read = used + left out.

    Parameters
    ----------
    read, used : int
        Counts.
    aside : list of AsideRow
        Those that were left out.
    warnings : list of str
        What is hard to believe, and stops nothing.
    """

    read: int = 0
    used: int = 0
    aside: list[AsideRow] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def leave_out(self, grid: Grid, label: Label, reason: str) -> None:
        """Count a row as left out."""
        self.aside.append(AsideRow(grid.file, grid.sheet, label, reason))

    @property
    def left_out(self) -> dict[str, list[AsideRow]]:
        """By reason."""
        found: dict[str, list[AsideRow]] = {}
        for row in self.aside:
            found.setdefault(row.reason, []).append(row)
        return found


Table = tuple[Grid, Heads, Iterator[DataRow]]
