"""Targets against the year's results."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.overview.grounds import grounds, heading, verdict
from analysis.overview.params import Target
from laporan.facts.printed import Printed, angka, persen
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


def as_read(quantity: Quantity) -> Printed:
    """A quantity as it is printed beside its target: a share with one decimal, anything else as usual."""
    return persen(quantity, 1) if quantity.unit == SHARE else angka(quantity)
