"""Complaints by month of arrival and class: how many kept the limit, and by week, how long the closed ones took."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.complaints.classes import ClassSpeeds
from analysis.complaints.contract import WBS
from analysis.complaints.log import UNIT, Log
from analysis.complaints.params import ComplaintClass
from analysis.complaints.waiting import cohort
from laporan.core.formatting import month_name, number
from laporan.data.disclosure import FEWEST, is_small
from laporan.facts.printed import persen
from laporan.facts.quantity import Quantity, count_where, share, summed
from laporan.facts.tables import Cell, Table, table

__all__ = ["DaysByClass", "MonthsByClass", "days_by_class", "months_by_class", "week_names"]

WEEK, WEEKS = 5, 9  # working days; what takes longer than all of these weeks stands in one last group
YEAR = "Setahun"


@dataclass(frozen=True)
class MonthsByClass:
    """The share that was settled within its class's limit, by month of arrival.

    Parameters
    ----------
    classes : tuple of str
        In the order of the parameters; those of which something was due.
    months : dict of str to tuple of Quantity or None
        By month's short name, a share for each class; None where fewer than five were due, or it would tell of a few
        that stay at home.
    year : tuple of Quantity or None
        The share of the whole year, for each class.
    """

    classes: tuple[str, ...]
    months: dict[str, tuple[Quantity | None, ...]]
    year: tuple[Quantity | None, ...]

    @property
    def told(self) -> dict[str, tuple[Quantity | None, ...]]:
        """Months that say something of one class at least, and the whole year."""
        known = {name: shares for name, shares in self.months.items() if any(part is not None for part in shares)}
        return {**known, YEAR: self.year}

    def table(self) -> Table:
        """Table of the shares: a row a month, a column a class, the whole year last."""
        rows = [
            (name, *(None if part is None else persen(part) for part in shares)) for name, shares in self.told.items()
        ]
        return table(
            ("Bulan masuk", *self.classes),
            rows,
            total=True,
            how="Persentase laporan jatuh tempo yang selesai dalam batas kelasnya, menurut bulan masuknya. Bulan "
            f"dengan kurang dari {number(FEWEST)} laporan jatuh tempo kosong: persentasenya terlalu mudah berubah. "
            f"Kosong pula bulan yang menyebut kurang dari {number(FEWEST)} laporan WBS.",
        )


def months_by_class(log: Log, speeds: ClassSpeeds) -> MonthsByClass:
    """The share within the limit of each class, by month of arrival.

    Parameters
    ----------
    log : Log
        The log of the year.
    speeds : ClassSpeeds
        Its classes.
    """
    judged = [(item, item.rule) for item in speeds.judged if item.rule is not None]
    return MonthsByClass(
        tuple(item.name for item, _ in judged),
        {
            month_name(month, "abbreviated"): tuple(_within(log, rule, month) for _, rule in judged)
            for month in range(1, 13)
        },
        tuple(item.cohort.within_limit for item, _ in judged),
    )


def _within(log: Log, rule: ComplaintClass, month: int) -> Quantity | None:
    chosen = (log.frame["category"] == rule.name) & (log.frame["arrival"] == month)
    found = cohort(log, rule.limit_working_days, chosen)
    if found.due < FEWEST:
        return None
    few = any(is_small(int(part.value)) for part in (found.in_time, found.due - found.in_time))
    return None if few and (log.frame.loc[chosen, "channel"] == WBS).all() else found.within_limit


def week_names() -> list[str]:
    """Names of the groups of working days: '0–5', '6–10', …, 'lebih dari 45'."""
    firsts = range(0, WEEK * WEEKS, WEEK)
    return [f"{first + 1 if first else 0}–{first + WEEK}" for first in firsts] + [f"lebih dari {WEEK * WEEKS}"]


@dataclass(frozen=True)
class DaysByClass:
    """How many working days closed complaints took, counted by weeks.

    Parameters
    ----------
    classes : tuple of ComplaintClass
        With their limits, in the order of the parameters.
    weeks : tuple of tuple of Quantity
        For each class, how many were closed within each week of five working days; last, how many took longer.
    """

    classes: tuple[ComplaintClass, ...]
    weeks: tuple[tuple[Quantity, ...], ...]

    @property
    def soon(self) -> Quantity:
        """Share of the closed that took ten working days, two weeks, at most."""
        closed = summed((count for counts in self.weeks for count in counts), UNIT)
        return share(summed((count for counts in self.weeks for count in counts[:2]), UNIT), closed)

    def table(self) -> Table:
        """Table of the counts: a row a week, a column a class."""
        rows: list[tuple[Cell, ...]] = [
            (name, *(counts[place] for counts in self.weeks)) for place, name in enumerate(week_names())
        ]
        return table(
            ("Hari kerja", *(rule.name for rule in self.classes)),
            [*rows, ("Batas (hari kerja)", *(rule.limit_working_days for rule in self.classes))],
            how="Laporan yang masuk dan selesai pada tahun ini, menurut banyaknya hari kerja sejak hari sesudah masuk. "
            "Yang belum selesai tidak ada di sini; lamanya menunggu diperhitungkan dalam median.",
        )


def days_by_class(log: Log, speeds: ClassSpeeds, channel: str) -> DaysByClass:
    """Count by weeks how long the closed complaints of one channel took, class by class.

    Parameters
    ----------
    log : Log
        The log of the year.
    speeds : ClassSpeeds
        Its classes.
    channel : str
        Of which channel. Counts so fine are told of none whose rows stay at home. Classes of which fewer than five
        were closed are left out.
    """
    rows = log.frame
    closed = log.is_answered & (rows["channel"] == channel)
    classes = tuple(rule for rule in speeds.rules if (closed & (rows["category"] == rule.name)).sum() >= FEWEST)
    week = ((rows["working_days"] - 1).clip(lower=0) // WEEK).clip(upper=WEEKS)
    return DaysByClass(
        classes,
        tuple(
            tuple(count_where(rows, closed & (rows["category"] == rule.name) & (week == place), UNIT) for place in
                  range(WEEKS + 1))
            for rule in classes
        ),
    )  # fmt: skip
