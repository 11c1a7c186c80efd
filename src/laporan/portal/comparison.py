"""Offices of one year beside each other, in the project's order and not by rank, with what chance alone explains."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from laporan.portal.funnel import FEWEST, Estimate, Funnel, Position, funnel, shares, standard_error
from laporan.portal.parameters import ShownIndicator
from laporan.portal.readings import IndicatorReading
from laporan.portal.shelf import Shelf


@dataclass(frozen=True)
class ComparedUnit:
    """One office among others.

    Parameters
    ----------
    name, page : str
        The office's name, and its report's page.
    reading : IndicatorReading
        With its interval.
    estimate : Estimate, optional
        What it is held against the limits by; None where it can't be.
    """

    name: str
    page: str
    reading: IndicatorReading
    estimate: Estimate | None = None


@dataclass(frozen=True)
class UnitComparison:
    """One indicator of several offices in one year.

    Parameters
    ----------
    indicator : ShownIndicator
        Which.
    year, rule : int, str
        When it was measured, and by which method.
    units : tuple of ComparedUnit
        In the project's order.
    apart : tuple of str
        Offices that measured it by another method in that year.
    funnel : Funnel, optional
        The limits; None where too few offices can be held against them.
    """

    indicator: ShownIndicator
    year: int
    rule: str
    units: tuple[ComparedUnit, ...]
    apart: tuple[str, ...] = ()
    funnel: Funnel | None = None

    @property
    def judged(self) -> tuple[ComparedUnit, ...]:
        """Those that are held against the limits."""
        return tuple(unit for unit in self.units if unit.estimate) if self.funnel else ()

    @property
    def unjudged(self) -> tuple[ComparedUnit, ...]:
        """Those that are not, though the others are."""
        return tuple(unit for unit in self.units if not unit.estimate) if self.funnel else ()

    def at(self, *positions: Position) -> tuple[ComparedUnit, ...]:
        """Offices that lie there."""
        return tuple(unit for unit in self.judged if self.position(unit) in positions)

    def position(self, unit: ComparedUnit) -> Position | None:
        """Where an office lies; None where it is not held against the limits."""
        return self.funnel.position(unit.estimate) if self.funnel and unit.estimate else None

    @property
    def synthetic(self) -> bool:
        """Whether any of it rests on made-up data."""
        return any(unit.reading.synthetic for unit in self.units)


def comparisons(shelf: Shelf) -> tuple[UnitComparison, ...]:
    """Of each indicator that respondents stand behind, the newest year in which two offices or more measured it.

    Parameters
    ----------
    shelf : Shelf
        All reports.
    """
    found = (_newest(shelf, place, indicator) for place, indicator in enumerate(shelf.indicators) if indicator.low)
    return tuple(one for one in found if one)


def _newest(shelf: Shelf, place: int, indicator: ShownIndicator) -> UnitComparison | None:
    for year in reversed(shelf.years):
        having = [
            ComparedUnit(shelf.units[report.unit].name, report.page, reading)
            for report in shelf.reports
            if report.year == year and (reading := report.readings[place]) and reading.interval
        ]
        if not having:
            continue
        (kind, many), *_ = Counter((one.reading.unit, one.reading.rule) for one in having).most_common()
        alike = [one for one in having if (one.reading.unit, one.reading.rule) == kind]
        if many > 1:
            apart = tuple(one.name for one in having if one not in alike)
            return _compared(indicator, year, alike, apart)
    return None


def _compared(
    indicator: ShownIndicator, year: int, alike: Sequence[ComparedUnit], apart: tuple[str, ...]
) -> UnitComparison:
    readings = [one.reading for one in alike]
    estimates = _estimates(readings) if len(readings) >= FEWEST else [None] * len(readings)
    units = tuple(
        ComparedUnit(one.name, one.page, one.reading, estimate) for one, estimate in zip(alike, estimates, strict=True)
    )
    usable = [estimate for estimate in estimates if estimate]
    limits = funnel(usable) if len(usable) >= FEWEST else None
    return UnitComparison(indicator, year, readings[0].rule, units, apart, limits)


def _estimates(readings: Sequence[IndicatorReading]) -> list[Estimate | None]:
    return _of_shares(readings) if readings[0].is_share else [_of_mean(reading) for reading in readings]


def _of_mean(reading: IndicatorReading) -> Estimate | None:
    """An index as an estimate, where the ledger has its interval, the interval's level and how many answered."""
    interval, level, answered = reading.interval, reading.level, reading.respondents
    if not (interval and level and 0 < level < 1 and answered and answered > 1 and interval.low < interval.high):
        return None
    error = standard_error(reading.value, interval.low, interval.high, level, answered)
    return Estimate(reading.value, error, answered)


def _of_shares(readings: Sequence[IndicatorReading]) -> list[Estimate | None]:
    """Shares as estimates, where the ledger has what they are counted from."""
    return shares([_count(reading) for reading in readings])


def _count(reading: IndicatorReading) -> tuple[int, int] | None:
    """How many a share counts, and of how many."""
    whole = reading.respondents
    return (round(reading.value * whole), whole) if whole and whole > 0 and 0 <= reading.value <= 1 else None
