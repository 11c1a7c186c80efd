"""How long complaints of a year wait until they are settled, those still open included."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from analysis.complaints.log import UNIT, Log
from analysis.methods.statistics import load_methods
from analysis.methods.survival import Survival, kaplan_meier
from laporan.core.formatting import number
from laporan.facts.printed import Piece, Printed, satuan
from laporan.facts.quantity import CALENDAR_DAYS, SHARE, WORKING_DAYS, Quantity, count_where, given, share

__all__ = ["Cohort", "Waiting", "cohort", "waiting"]

COLUMNS = {"days": CALENDAR_DAYS, "working_days": WORKING_DAYS}
NOT_REACHED = "tidak tercapai"
MEDIAN = (
    "median lama menunggu, dengan yang masih terbuka",
    "batas bawah selang median lama menunggu",
    "batas atas selang median lama menunggu",
)


@dataclass(frozen=True)
class Waiting:
    """Days from arrival until a complaint is settled, by Kaplan and Meier: those still open count as long as they wait.

    Parameters
    ----------
    received : Quantity
        All that came in during the year.
    settled : Quantity
        Share of these that was closed or archived by the year's end.
    median : Quantity or None
        Days within which half of all that came in was settled; None where that was not reached by the year's end.
    low, high : Quantity or None
        Confidence interval of the median; None for an end that was not reached.
    level : Quantity
        Its level of confidence.
    curve : Survival
        The estimate, day by day.
    """

    received: Quantity
    settled: Quantity
    median: Quantity | None
    low: Quantity | None
    high: Quantity | None
    level: Quantity
    curve: Survival

    @property
    def printed(self) -> Printed:
        """The median with its unit, or that it was not reached."""
        return Printed((Piece(NOT_REACHED),)) if self.median is None else satuan(self.median)

    @property
    def printed_days(self) -> Printed:
        """The median without its unit, as a cell whose column names it."""
        return Printed(self.printed.pieces[:1])

    @property
    def interval(self) -> Printed:
        """The confidence interval of the median: "13–15", "13 atau lebih", or that it was not reached."""
        if self.low is None:
            return Printed((Piece(NOT_REACHED),))
        low = Piece(number(self.low.value), self.low, "bawah")
        if self.high is None:
            return Printed((low, Piece(" atau lebih")))
        return Printed((low, Piece("–"), Piece(number(self.high.value), self.high, "atas")))

    def settled_by(self, day: int) -> Quantity | None:
        """Estimated share that is settled by the end of a day after arrival; None where nobody was in sight so long.

        Parameters
        ----------
        day : int
            Calendar or working days, as the curve counts.
        """
        found = self.curve.ended_by(day)
        return None if found is None else given(found, SHARE, self.received)

    def open_on(self, day: int) -> Quantity:
        """How many were open and in sight when a day after arrival began.

        Parameters
        ----------
        day : int
            Calendar or working days, as the curve counts.
        """
        return given(self.curve.watched_on(day), UNIT, self.received)


@dataclass(frozen=True)
class Cohort:
    """Complaints of a year whose limit had run out by its end, and how many of them were settled within it.

    Parameters
    ----------
    due : Quantity
        Those that came in early enough for the limit to run out by the year's end, open or not.
    in_time : Quantity
        How many of these were settled within the limit.
    young : Quantity
        Those that came in too late to be judged, open or not.
    """

    due: Quantity
    in_time: Quantity
    young: Quantity

    @property
    def within_limit(self) -> Quantity | None:
        """Share of what was due that was settled within the limit; None where nothing was due."""
        return share(self.in_time, self.due) if self.due else None


def waiting(log: Log, kind: str = "days", chosen: pd.Series | None = None) -> Waiting | None:
    """Follow the complaints that came in during a year until they were settled, or to the year's end.

    Parameters
    ----------
    log : Log
        The log of the year.
    kind : {"days", "working_days"}
        Which days are counted.
    chosen : Series of bool, optional
        Only these rows, as those of a class.

    Returns
    -------
    Waiting or None
        None where nothing came in.
    """
    is_new, is_settled = _is_new(log, chosen), log.is_settled
    received = count_where(log.frame, is_new, UNIT).called("laporan masuk")
    if not received:
        return None
    followed = is_new.to_numpy()
    curve = kaplan_meier(log.frame[kind].to_numpy()[followed], is_settled.to_numpy()[followed])
    level = load_methods().survival_interval.level
    ends = (curve.quantile(), *curve.interval(level=float(level)))
    median, low, high = (
        None if end is None else given(end, COLUMNS[kind], received).called(name)
        for end, name in zip(ends, MEDIAN, strict=True)
    )
    settled = count_where(log.frame, is_new & is_settled, UNIT).called("laporan masuk yang selesai sampai akhir tahun")
    sure = given(level, SHARE).called("tingkat kepercayaan selang")
    return Waiting(received, share(settled, received), median, low, high, sure, curve)


def cohort(log: Log, limit: int | pd.Series, chosen: pd.Series | None = None) -> Cohort:
    """Hold the complaints that came in during a year against a limit.

    Parameters
    ----------
    log : Log
        The log of the year.
    limit : int or Series of int
        Working days within which a complaint must be settled; one for all, or one a row.
    chosen : Series of bool, optional
        Only these rows, as those of a class.

    Notes
    -----
    What came in during the last days of the year is left out whether it was settled or not: to take only its settled
    ones would flatter the share.
    """
    rows, is_new = log.frame, _is_new(log, chosen)
    is_due = is_new & (rows["watched"] >= limit)
    due = count_where(rows, is_due, UNIT).called("laporan yang jatuh tempo")
    settled = is_due & log.is_settled & (rows["working_days"] <= limit)
    in_time = count_where(rows, settled, UNIT).called("laporan yang selesai dalam batas")
    young = count_where(rows, is_new & ~is_due, UNIT).called("laporan yang terlalu baru untuk dinilai")
    return Cohort(due, in_time, young)


def _is_new(log: Log, chosen: pd.Series | None) -> pd.Series:
    is_new = ~log.frame["carried_over"]
    return is_new if chosen is None else is_new & chosen
