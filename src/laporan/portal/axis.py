"""A range of values that several drawings share, with round numbers on it."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from laporan.core.formatting import number, percent
from laporan.portal.readings import IndicatorReading

MOST_TICKS = 7
AIR = 0.06  # of the range, beyond its outermost values
LEAST_SPREAD = 1e-6  # of the values themselves; below it they are drawn as one


@dataclass(frozen=True)
class Axis:
    """A range of values.

    Parameters
    ----------
    low, high : float
        Its ends; they differ.
    share : bool
        Whether its values are fractions of one, which print as percent.
    """

    low: float
    high: float
    share: bool = False

    def place(self, value: float) -> float:
        """Where a value lies: 0 at the lower end, 1 at the upper."""
        return (value - self.low) / (self.high - self.low)

    def ticks(self) -> list[tuple[float, str]]:
        """Round values within the range, a handful, each as it is printed.

        Examples
        --------
        >>> Axis(0.942, 0.987, share=True).ticks()
        [(0.95, '95%'), (0.96, '96%'), (0.97, '97%'), (0.98, '98%')]
        """
        step = _round_step((self.high - self.low) / (MOST_TICKS - 1))
        shown = step * 100 if self.share else step
        places = max(0, -math.floor(math.log10(shown) + 1e-9))
        counts = range(math.ceil(self.low / step - 1e-9), math.floor(self.high / step + 1e-9) + 1)
        values = [round(count * step, 12) for count in counts]
        return [(value, percent(value, places) if self.share else number(value, places)) for value in values]


def _round_step(least: float) -> float:
    """1, 2 or 5 times a power of ten, the smallest that is not below `least`."""
    power = 10.0 ** math.floor(math.log10(least))
    return next(power * times for times in (1, 2, 5, 10) if power * times >= least * (1 - 1e-9))


def shared_axis(readings: Iterable[IndicatorReading], *more: float) -> Axis:
    """The range that holds all readings with their intervals.

    Parameters
    ----------
    readings : iterable of IndicatorReading
        At least one, all of one unit.
    *more : float
        Other values that must be within.
    """
    known = list(readings)
    values = [reading.value for reading in known] + list(more)
    values += [end for one in known if one.interval for end in (one.interval.low, one.interval.high)]
    low, high = min(values), max(values)
    spread, size = high - low, max(abs(low), abs(high))
    air = (spread if spread > size * LEAST_SPREAD else size or 1.0) * AIR
    return Axis(low - air, high + air, known[0].is_share)
