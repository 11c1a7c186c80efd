"""Targets against results, and results against the years before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.overview.params import Target
from laporan.facts.printed import Printed, angka, arah, persen
from laporan.facts.quantity import SHARE, Quantity, exact, given
from laporan.facts.tables import Cell, Status, Table, table
from laporan.notebook.results import Results

REACHED, MISSED = Status("match", "Tercapai"), Status("mismatch", "Belum tercapai")


@dataclass(frozen=True)
class Achievement:
    """One target and what the year came to."""

    target: Target
    actual: Quantity

    @property
    def reached(self) -> bool:
        value, goal = exact(self.actual.value), exact(self.target.value)
        return value >= goal if self.target.direction == "at least" else value <= goal

    def row(self) -> tuple[Cell, ...]:
        bound = "paling sedikit" if self.target.direction == "at least" else "paling banyak"
        goal = given(self.target.value, self.actual.unit)
        return self.target.name, REACHED if self.reached else MISSED, as_read(self.actual), bound, as_read(goal)


@dataclass(frozen=True)
class Achievements:
    """All targets that the unit's data can answer, in the parameters' order."""

    items: tuple[Achievement, ...]

    @property
    def reached(self) -> tuple[Achievement, ...]:
        return tuple(item for item in self.items if item.reached)

    @property
    def missed(self) -> tuple[Achievement, ...]:
        return tuple(item for item in self.items if not item.reached)

    def table(self) -> Table:
        """Verdict, result and target of each."""
        how = "Realisasi dihitung dari data laporan ini; target tertulis di params (targets)."
        rows = [item.row() for item in self.items]
        return table(("Sasaran", "Capaian", "Realisasi", "Batas", "Target"), rows, how=how)


@dataclass(frozen=True)
class Series:
    """One measure through the years; None where a year has no data for it."""

    name: str
    values: tuple[Quantity | None, ...]

    @property
    def known(self) -> tuple[Quantity, ...]:
        return tuple(value for value in self.values if value is not None)

    @property
    def direction(self) -> str:
        """From the first year to the last, as a reader of the printed numbers sees it."""
        first, last = (str(as_read(value)) for value in (self.known[0], self.known[-1]))
        return "tetap" if first == last else arah(self.known[0], self.known[-1])


@dataclass(frozen=True)
class Trend:
    """Measures of several years side by side. Shares and indices are all drawn from 0 to 100."""

    years: tuple[int, ...]
    series: tuple[Series, ...]

    def table(self) -> Table:
        """A row a measure, a column a year."""
        rows = [(line.name, *(None if v is None else as_read(v) for v in line.values)) for line in self.series]
        how = "Setiap tahun dihitung dari data dan metode tahun itu; perubahan metode dapat mengubah angka."
        return table(("Ukuran", *map(str, self.years)), rows, how=how)


def achievements(targets: Sequence[Target], results: Results) -> Achievements:
    """Targets against the report's own results; a target without data is left out."""
    found = [(target, results.measure(target.measure)) for target in targets]
    return Achievements(tuple(Achievement(target, actual) for target, actual in found if actual is not None))


def trend(measures: dict[str, str], years: dict[int, Results]) -> Trend:
    """`measures` (name in the report -> name of the measure) in each of `years`, oldest first."""
    lines = [Series(name, tuple(results.measure(key) for results in years.values())) for name, key in measures.items()]
    return Trend(tuple(years), tuple(line for line in lines if line.known))


def as_read(quantity: Quantity) -> Printed:
    """A share with one decimal, so that it can be told from its target; everything else as usual."""
    return persen(quantity, 1) if quantity.unit == SHARE else angka(quantity)
