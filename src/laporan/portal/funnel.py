"""Funnel plots: which of several offices lie further from their common mean than their samples' sizes explain.

Spiegelhalter, Funnel plots for comparing institutional performance, Statistics in Medicine 24 (2005) 1185–1202: an
office is held against limits around the mean of all, as wide as its own precision makes them, and is not ranked. 95 %
and 99.8 % are his limits (two and three standard errors); he takes the normal distribution, and so do we.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import NormalDist

WARNING, ALARM = 0.95, 0.998  # what lies between the limits where all offices are alike, as fractions of one
FEWEST = 5  # offices; the mean of fewer is largely each office itself, so that none could lie far from it
FEWEST_CASES = 5  # expected on either side of a share; with fewer its distribution is too skew for these limits


class Position(StrEnum):
    """Where an office lies."""

    INSIDE = "inside"
    BETWEEN = "between"  # the two limits
    ABOVE = "above"  # the outer limit
    BELOW = "below"


@dataclass(frozen=True)
class Estimate:
    """What was found out in one office by asking some.

    Parameters
    ----------
    value : float
        A mean, or a share as a fraction of one.
    error : float
        Its standard error; more than zero.
    respondents : int
        How many answered.
    """

    value: float
    error: float
    respondents: int


@dataclass(frozen=True)
class Funnel:
    """The limits around the mean of all respondents.

    Parameters
    ----------
    centre : float
        That mean: each office counts by its respondents.
    deviation : float
        Standard deviation of one answer, pooled over the offices.
    """

    centre: float
    deviation: float

    def size(self, estimate: Estimate) -> float:
        """How many respondents with the pooled deviation would give the estimate's standard error.

        Limits that are drawn over it are those of each office's own error; of a share it is the number that answered.
        """
        return (self.deviation / estimate.error) ** 2

    def limits(self, size: float, level: float) -> tuple[float, float]:
        """What lies between them where all offices are alike.

        Parameters
        ----------
        size : float
            As `size` tells it.
        level : float
            A fraction of one.
        """
        reach = _quantile(level) * self.deviation / math.sqrt(size)
        return self.centre - reach, self.centre + reach

    def position(self, estimate: Estimate) -> Position:
        """Where an estimate lies. On a limit it lies within it."""
        away = (estimate.value - self.centre) / estimate.error
        if abs(away) > _quantile(ALARM):
            return Position.ABOVE if away > 0 else Position.BELOW
        return Position.BETWEEN if abs(away) > _quantile(WARNING) else Position.INSIDE


def funnel(estimates: Sequence[Estimate]) -> Funnel:
    """The limits for several offices.

    Parameters
    ----------
    estimates : sequence of Estimate
        At least one. An office is part of the mean that it is held against, which makes the limits a little wide.

    Examples
    --------
    >>> funnel([Estimate(80, 1, 100), Estimate(82, 2, 100)]).centre
    81.0
    """
    everyone = sum(one.respondents for one in estimates)
    centre = sum(one.respondents * one.value for one in estimates) / everyone
    variance = sum(one.respondents**2 * one.error**2 for one in estimates) / everyone
    return Funnel(centre, math.sqrt(variance))


def shares(counts: Sequence[tuple[int, int] | None]) -> list[Estimate | None]:
    """Shares of offices as estimates, whose errors are those that they have if all offices are alike.

    Parameters
    ----------
    counts : sequence of (int, int) or None
        Of each office how many are counted, and of how many; None where that is not known.

    Returns
    -------
    list of Estimate or None
        None also where so few are counted, or so many, that the normal distribution is too far off.
    """
    everyone = sum(whole for _, whole in filter(None, counts))
    pooled = sum(part for part, _ in filter(None, counts)) / everyone if everyone else 0.0
    return [_share(*count, pooled) if count else None for count in counts]


def _share(part: int, whole: int, pooled: float) -> Estimate | None:
    usable = whole * min(pooled, 1 - pooled) >= FEWEST_CASES
    return Estimate(part / whole, math.sqrt(pooled * (1 - pooled) / whole), whole) if usable else None


def standard_error(value: float, low: float, high: float, level: float, respondents: int) -> float:
    """The standard error that a printed interval of a mean was made from, by Student's t.

    Parameters
    ----------
    value, low, high : float
        The mean, and its interval. One that was cut at an end of the scale tells its width by its other half.
    level : float
        Of the interval, a fraction of one.
    respondents : int
        At least two.

    Examples
    --------
    >>> round(standard_error(80, 78, 82, 0.95, 101), 3)
    1.008
    """
    from scipy.special import stdtrit  # not for every build: it takes as long to load as the portal to write

    return max(value - low, high - value) / float(stdtrit(respondents - 1, (1 + level) / 2))


def expected_outside(offices: int, level: float) -> float:
    """How many of so many offices lie outside the limits by chance alone, on average."""
    return offices * (1 - level)


def _quantile(level: float) -> float:
    return NormalDist().inv_cdf((1 + level) / 2)
