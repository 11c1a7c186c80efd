"""How long something takes where some of it is not over yet: the product-limit estimator of Kaplan and Meier.

What is still open has waited at least so long. Leaving it out would count the quick ones alone; the estimator keeps
it among those at risk until the last day on which it was seen. Sources: `params/methods.yml`, `survival`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
from scipy.special import ndtri

__all__ = ["Survival", "kaplan_meier"]

Counts = npt.NDArray[np.int64]  # one for each day from day 0
Shares = npt.NDArray[np.float64]  # the same; fractions of one


@dataclass(frozen=True, eq=False)
class Survival:
    """The product-limit estimate from whole days.

    Parameters
    ----------
    ended : ndarray of int
        How many cases ended on each day, counted from day 0, the day on which each began.
    at_risk : ndarray of int
        How many had neither ended nor left sight before that day.
    """

    ended: Counts
    at_risk: Counts

    @property
    def cases(self) -> int:
        """How many cases were followed."""
        return int(self.at_risk[0]) if len(self.at_risk) else 0

    @cached_property
    def open(self) -> Shares:
        """Share that is still open at the end of each day, S(t)."""
        return np.cumprod(1 - self.ended / self.at_risk, dtype=np.float64)

    def ended_by(self, day: int) -> float | None:
        """Share that has ended by the end of a day; None beyond the last day on which a case was in sight."""
        return 1 - float(self.open[day]) if day < len(self.open) else None

    def watched_on(self, day: int) -> int:
        """How many cases were in sight and open when a day began."""
        return int(self.at_risk[day]) if day < len(self.at_risk) else 0

    def quantile(self, share: float = 0.5) -> int | None:
        """The first day by whose end a share of the cases has ended.

        Parameters
        ----------
        share : float
            A fraction of one; 0.5 is the median.

        Returns
        -------
        int or None
            None where so many never ended while they were in sight: the quantile is not reached.
        """
        return _first(self.open, 1 - share)

    def interval(self, share: float = 0.5, level: float = 0.95) -> tuple[int | None, int | None]:
        """Confidence interval of a quantile, after Brookmeyer and Crowley.

        Parameters
        ----------
        share : float
            A fraction of one; 0.5 is the median.
        level : float
            Level of confidence, a fraction of one.

        Returns
        -------
        tuple of int or None
            The days on which the lower and the upper bound of S(t) fall to 1 − share; None for one that is not reached.
        """
        low, high = self.bounds(level)
        return _first(low, 1 - share), _first(high, 1 - share)

    def bounds(self, level: float = 0.95) -> tuple[Shares, Shares]:
        """Pointwise confidence limits of S(t), by Greenwood's variance of log(−log S(t)).

        Parameters
        ----------
        level : float
            Level of confidence, a fraction of one.

        Returns
        -------
        tuple of ndarray
            Lower and upper limits. Until the first case ends both are 1. Where all have ended the formula has no value:
            the lower limit is 0, the upper that of the day before.
        """
        left = self.at_risk - self.ended
        inside = (self.open < 1) & (left > 0)
        with np.errstate(divide="ignore", invalid="ignore"):
            variance = np.cumsum(np.where(left > 0, self.ended / (self.at_risk * left), 0))
            reach = float(ndtri((1 + level) / 2)) * np.sqrt(variance) / np.abs(np.log(self.open))
        low, high = np.where(self.open < 1, 0.0, 1.0), np.ones_like(self.open)
        low[inside] = self.open[inside] ** np.exp(reach[inside])
        high[inside] = self.open[inside] ** np.exp(-reach[inside])
        return low, np.minimum.accumulate(np.where(inside, high, 1.0))


def kaplan_meier(days: npt.ArrayLike, has_ended: npt.ArrayLike) -> Survival:
    """Follow cases from the day on which each began.

    Parameters
    ----------
    days : array of int
        Whole days from a case's begin to its end, or to the last day on which it was seen to be open.
    has_ended : array of bool
        Whether it ended.

    Returns
    -------
    Survival
        From day 0 to the longest. Cases that left sight on a day count among those at risk on it.

    Notes
    -----
    Cases are counted by day first, so that four million of them cost two passes over the data. Nobody may leave sight
    *because* it takes long; the end of a year, which stops the watch over all that is open, is no such reason.
    """
    lasted, ended = np.asarray(days, dtype=np.int64), np.asarray(has_ended, dtype=bool)
    leaving = np.bincount(lasted)
    return Survival(np.bincount(lasted[ended], minlength=len(leaving)), leaving[::-1].cumsum()[::-1])


def _first(shares: Shares, bound: float) -> int | None:
    """The first day on which a falling share is at or below a bound, but for the rounding of a product."""
    below = np.flatnonzero(shares <= bound + 1e-12)
    return int(below[0]) if len(below) else None
