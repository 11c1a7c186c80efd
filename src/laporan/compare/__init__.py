"""Compares two reports: two years, two units, or two builds of one."""

from __future__ import annotations

from dataclasses import dataclass

from laporan.compare.blocks import CellChange, FigurePair, TableChange, compare_tables, pair_figures
from laporan.compare.facts import FactChange, compare_facts, parameters_of
from laporan.facts.ledger import Side, open_side
from laporan.project.indicators import directions
from laporan.project.parameters import CompareParameters

__all__ = ["CellChange", "Comparison", "FactChange", "FigurePair", "Side", "TableChange", "compare", "compare_sides"]


@dataclass(frozen=True)
class Comparison:
    """Everything that differs between two reports.

    Parameters
    ----------
    before, after : Side
        The reports.
    parameters : CompareParameters
        Of the newer report.
    changes : tuple of FactChange
        Facts that are not the same, in the order of the newer report.
    tables : tuple of TableChange
        Tables that are not the same.
    figures : tuple of FigurePair
        All figures, those that are the same too.
    """

    before: Side
    after: Side
    parameters: CompareParameters
    changes: tuple[FactChange, ...]
    tables: tuple[TableChange, ...]
    figures: tuple[FigurePair, ...]

    @property
    def names(self) -> tuple[str, str]:
        """What both are called; of two builds of one report, which is which."""
        before, after = self.before.name, self.after.name
        return (before, after) if before != after else (f"{before} (lama)", f"{after} (baru)")

    def of_kind(self, kind: str) -> list[FactChange]:
        """The changes of one kind: 'appeared', 'vanished' or 'changed'."""
        return [change for change in self.changes if change.kind == kind]

    @property
    def not_compared(self) -> list[FactChange]:
        """Facts of both reports that may not be held against each other, as by another method."""
        return [change for change in self.changes if change.obstacle]

    @property
    def called_out(self) -> list[FactChange]:
        """The changes that are large enough to want a note."""
        return [change for change in self.changes if change.called_out]


def compare(before: str, after: str) -> Comparison:
    """Compare two reports.

    Parameters
    ----------
    before, after : str
        Each '2017', '2018/<unit>', or the path of a build.

    Raises
    ------
    ReportError
        For a report that was not built.
    """
    return compare_sides(open_side(before), open_side(after))


def compare_sides(old: Side, new: Side) -> Comparison:
    """Compare two reports that were opened.

    Parameters
    ----------
    old, new : Side
        The older and the newer.
    """
    parameters = parameters_of(new)
    changes = compare_facts(old, new, parameters, directions())
    obstacles = {change.id: change.obstacle for change in changes if change.obstacle}
    return Comparison(
        old, new, parameters,
        tuple(changes),
        tuple(compare_tables(old.page, new.page, obstacles)),
        tuple(pair_figures(old.page, new.page)),
    )  # fmt: skip
