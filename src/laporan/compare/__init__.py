"""One report beside another: year and year, unit and unit, build and build."""

from __future__ import annotations

from dataclasses import dataclass

from laporan.compare.blocks import CellChange, FigurePair, TableChange, compare_tables, pair_figures
from laporan.compare.facts import FactChange, compare_facts, parameters_of
from laporan.facts.ledger import Side, open_side
from laporan.project.parameters import CompareParameters

__all__ = ["CellChange", "Comparison", "FactChange", "FigurePair", "Side", "TableChange", "compare"]


@dataclass(frozen=True)
class Comparison:
    """Everything that differs between two reports; `figures` holds those that do not, too."""

    before: Side
    after: Side
    parameters: CompareParameters
    changes: tuple[FactChange, ...]
    tables: tuple[TableChange, ...]
    figures: tuple[FigurePair, ...]

    def of_kind(self, kind: str) -> list[FactChange]:
        return [change for change in self.changes if change.kind == kind]

    @property
    def called_out(self) -> list[FactChange]:
        return [change for change in self.changes if change.called_out]


def compare(before: str, after: str) -> Comparison:
    """Two reports, each named as '2017', '2018/kanreg-10', or by the path of a build. ReportError for one not built."""
    old, new = open_side(before), open_side(after)
    parameters = parameters_of(new)
    return Comparison(
        old, new, parameters,
        tuple(compare_facts(old, new, parameters)),
        tuple(compare_tables(old.page, new.page)),
        tuple(pair_figures(old.page, new.page)),
    )  # fmt: skip
