"""Targets against the year's results."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.methods.grounds import grounds, heading, verdict
from analysis.methods.precision import Interval
from analysis.overview.intervals import interval_of
from analysis.overview.params import Target
from laporan.core.errors import ParameterError
from laporan.facts.printed import Printed, angka, persen
from laporan.facts.quantity import SHARE, Quantity, exact, given
from laporan.facts.tables import Cell, Status, Table, table
from laporan.notebook.results import Results

__all__ = ["Achievement", "Achievements", "achievements", "as_read"]

REACHED, MISSED = Status("match", "Tercapai"), Status("mismatch", "Belum tercapai")
UNCERTAIN = Status("ambiguous", "Belum pasti terlampaui")


@dataclass(frozen=True)
class Achievement:
    """One target, and the result of the year.

    Parameters
    ----------
    target : Target
        What was to be reached.
    actual : Quantity
        What was reached.
    interval : Interval or None
        Of the result, where it was estimated from respondents.
    """

    target: Target
    actual: Quantity
    interval: Interval | None = None

    @property
    def outcome(self) -> Status:
        """Reached, or equal to it; not reached; or uncertain, where the target lies within the interval."""
        if self.interval is not None and self.interval.holds(self.target.value):
            return UNCERTAIN
        value, goal = exact(self.actual.value), exact(self.target.value)
        return REACHED if (value >= goal if self.target.direction == "at least" else value <= goal) else MISSED

    def row(self) -> tuple[Cell, ...]:
        """Its row in `Achievements.table`."""
        bound = "paling sedikit" if self.target.direction == "at least" else "paling banyak"
        goal = given(self.target.value, self.actual.unit)
        interval = self.interval.printed if self.interval else None
        return (
            self.target.name,
            verdict(self.outcome, self.target),
            as_read(self.actual, goal),
            interval,
            bound,
            as_read(goal),
        )


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
        return self._with(REACHED)

    @property
    def missed(self) -> tuple[Achievement, ...]:
        """Those that were not reached."""
        return self._with(MISSED)

    @property
    def uncertain(self) -> tuple[Achievement, ...]:
        """Those whose target lies within the interval of the result."""
        return self._with(UNCERTAIN)

    def _with(self, outcome: Status) -> tuple[Achievement, ...]:
        return tuple(item for item in self.items if item.outcome == outcome)

    def table(self) -> Table:
        """Table of the targets: whether reached, result, and target."""
        targets = [item.target for item in self.items]
        how = "Realisasi dihitung dari data laporan ini; target tertulis di params (targets). "
        how += "“Belum pasti terlampaui” berarti target terletak di dalam selang hasil survei. "
        rows = [item.row() for item in self.items]
        return table(
            ("Sasaran", "Status", "Realisasi", "Selang", "Batas", heading("Target", targets)),
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

    Raises
    ------
    ParameterError
        For the target of a share that is none.
    """
    found = [(target, results.measure(target.measure)) for target in targets]
    for target, actual in found:
        if actual is not None and actual.unit == SHARE and not 0 <= target.value <= 1:
            entry = target.entry_of("value")
            place = f"{entry.path}: {entry.key}" if entry else f"target “{target.name}”"
            raise ParameterError(f"{place}: {target.value} bukan bagian dari satu. Tulis 0.9 untuk 90%")
    return Achievements(
        tuple(
            Achievement(target, actual, interval_of(results, target.measure))
            for target, actual in found
            if actual is not None
        )
    )


def as_read(quantity: Quantity, goal: Quantity | None = None) -> Printed:
    """A quantity as it is printed beside its target: a share with one decimal, anything else as usual.

    Parameters
    ----------
    quantity : Quantity
        What was reached.
    goal : Quantity, optional
        What it is held against: where rounding would contradict the verdict, there are more decimals.
    """
    return persen(quantity, 1, goal) if quantity.unit == SHARE else angka(quantity, beside=goal)
