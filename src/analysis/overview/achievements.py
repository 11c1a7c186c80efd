"""Targets against the year's results, and results against those of earlier years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.overview.grounds import grounds, heading, verdict
from analysis.overview.params import Target
from laporan.facts.printed import Printed, angka, arah, persen
from laporan.facts.quantity import SHARE, Quantity, exact, given
from laporan.facts.tables import Cell, Status, Table, table
from laporan.notebook.results import Results

REACHED, MISSED = Status("match", "Tercapai"), Status("mismatch", "Belum tercapai")


@dataclass(frozen=True)
class Achievement:
    """One target, and the result of the year.

    Parameters
    ----------
    target : Target
        What was to be reached.
    actual : Quantity
        What was reached.
    """

    target: Target
    actual: Quantity

    @property
    def reached(self) -> bool:
        """Whether the result is on the right side of the target, or equal to it."""
        value, goal = exact(self.actual.value), exact(self.target.value)
        return value >= goal if self.target.direction == "at least" else value <= goal

    def row(self) -> tuple[Cell, ...]:
        """Its row in `Achievements.table`."""
        bound = "paling sedikit" if self.target.direction == "at least" else "paling banyak"
        goal = given(self.target.value, self.actual.unit)
        outcome = verdict(REACHED if self.reached else MISSED, self.target)
        return self.target.name, outcome, as_read(self.actual), bound, as_read(goal)


@dataclass(frozen=True)
class Achievements:
    """All targets for which the unit has data, in the order of the parameters."""

    items: tuple[Achievement, ...]

    @property
    def official(self) -> Achievements:
        """Those whose target is official: only they say how the year went."""
        return Achievements(tuple(item for item in self.items if item.target.official))

    @property
    def examples(self) -> Achievements:
        """Those whose target is an example."""
        return Achievements(tuple(item for item in self.items if not item.target.official))

    @property
    def reached(self) -> tuple[Achievement, ...]:
        """Those that were reached."""
        return tuple(item for item in self.items if item.reached)

    @property
    def missed(self) -> tuple[Achievement, ...]:
        """Those that were not reached."""
        return tuple(item for item in self.items if not item.reached)

    def table(self) -> Table:
        """Table of the targets: whether reached, result, and target."""
        targets = [item.target for item in self.items]
        how = "Realisasi dihitung dari data laporan ini; target tertulis di params (targets). "
        rows = [item.row() for item in self.items]
        return table(
            ("Sasaran", "Capaian", "Realisasi", "Batas", heading("Target", targets)),
            rows,
            how=how + grounds("Target", targets),
        )


@dataclass(frozen=True)
class Series:
    """One measure through the years.

    Parameters
    ----------
    name : str
        What the report calls it.
    values : tuple of Quantity or None
        A value a year; None where the year has no data for it.
    """

    name: str
    values: tuple[Quantity | None, ...]

    @property
    def known(self) -> tuple[Quantity, ...]:
        """The values of years that have data."""
        return tuple(value for value in self.values if value is not None)

    @property
    def direction(self) -> str:
        """How the printed value changed from the first year to the last: "naik", "turun" or "tetap"."""
        first, last = (str(as_read(value)) for value in (self.known[0], self.known[-1]))
        return "tetap" if first == last else arah(self.known[0], self.known[-1])


@dataclass(frozen=True)
class Trend:
    """Several measures through the years.

    Parameters
    ----------
    years : tuple of int
        The years, oldest first.
    series : tuple of Series
        The measures. All have a value a year, and are drawn on one scale from 0 to 100.
    """

    years: tuple[int, ...]
    series: tuple[Series, ...]

    def table(self) -> Table:
        """Table of the measures, a column a year."""
        rows = [(line.name, *(None if v is None else as_read(v) for v in line.values)) for line in self.series]
        how = "Setiap tahun dihitung dari data dan metode tahun itu; perubahan metode dapat mengubah angka."
        return table(("Ukuran", *map(str, self.years)), rows, how=how)


def achievements(targets: Sequence[Target], results: Results) -> Achievements:
    """Set each target against a report's results.

    Parameters
    ----------
    targets : sequence of Target
        Targets of the parameters; those without data are left out.
    results : Results
        Results of the report.
    """
    found = [(target, results.measure(target.measure)) for target in targets]
    return Achievements(tuple(Achievement(target, actual) for target, actual in found if actual is not None))


def trend(measures: dict[str, str], years: dict[int, Results]) -> Trend:
    """Collect measures through the years.

    Parameters
    ----------
    measures : dict of str to str
        Name in the report to name of the measure; those without any data are left out.
    years : dict of int to Results
        Results by year, oldest first.
    """
    lines = [Series(name, tuple(results.measure(key) for results in years.values())) for name, key in measures.items()]
    return Trend(tuple(years), tuple(line for line in lines if line.known))


def as_read(quantity: Quantity) -> Printed:
    """A quantity as it is printed beside its target: a share with one decimal, anything else as usual."""
    return persen(quantity, 1) if quantity.unit == SHARE else angka(quantity)
