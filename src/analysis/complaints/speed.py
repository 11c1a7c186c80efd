"""How fast complaints are closed: days to close, limits by class, and one year against the last."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.complaints.flow import Flow
from analysis.complaints.log import UNIT, Log, of_report
from analysis.complaints.params import ComplaintClass
from laporan.facts.identity import Identity, parts
from laporan.facts.printed import angka, hitungan
from laporan.facts.quantity import (
    CALENDAR_DAYS,
    WORKING_DAYS,
    Quantity,
    count_where,
    given,
    mean,
    median,
    relative_change,
    share,
)
from laporan.facts.tables import Cell, Table, table
from laporan.notebook.report import Report

WEEK = 7
LAST_WEEK = 12  # weeks drawn one by one; what took longer is one bar


@dataclass(frozen=True)
class Speed:
    """Days from arrival to closing in one year.

    Unless something else is said, these are complaints that were received and closed within the year.

    Parameters
    ----------
    year : int
        The year.
    limit : int
        Working days within which a complaint must be closed.
    answered : Quantity
        How many were received and closed.
    mean, median : Quantity
        Calendar days.
    mean_working, median_working : Quantity
        Working days.
    nine_tenths : Quantity
        Calendar days within which nine tenths were closed.
    within_limit : Quantity
        Share that was closed within the limit.
    due_within_limit : Quantity
        Share of all that fell due in the year that was closed within the limit; what is open and past the limit
        counts as late.
    mean_of_all : Quantity
        Mean calendar days of everything closed in the year, with what was carried over.
    old_closed : Quantity
        How many of those carried over were closed.
    weeks : tuple of Quantity
        How many were closed in each week after arrival; the last holds whatever took longer.
    """

    year: int
    limit: int
    answered: Quantity
    mean: Quantity
    median: Quantity
    mean_working: Quantity
    median_working: Quantity
    nine_tenths: Quantity
    within_limit: Quantity
    due_within_limit: Quantity
    mean_of_all: Quantity
    old_closed: Quantity
    weeks: tuple[Quantity, ...]


@dataclass(frozen=True)
class ClassSpeed:
    """How fast complaints of one class are closed, against the limit of the class.

    Parameters
    ----------
    rule : ComplaintClass
        The class and its limit.
    answered : Quantity
        How many were received and closed within the year.
    within_limit : Quantity
        Share of these that was closed within the limit.
    mean, median : Quantity
        Working days to close.
    open_late : Quantity or None
        Share of the open ones that is past the limit; None where none is open.
    """

    rule: ComplaintClass
    answered: Quantity
    within_limit: Quantity
    mean: Quantity
    median: Quantity
    open_late: Quantity | None

    @property
    def name(self) -> str:
        """Name of the class."""
        return self.rule.name


@dataclass(frozen=True)
class SpeedChange:
    """The speed of this year beside that of the year before."""

    before: Speed
    now: Speed

    @property
    def mean(self) -> Quantity:
        """Relative change of the mean calendar days."""
        return relative_change(self.before.mean, self.now.mean)

    @property
    def median(self) -> Quantity:
        """Relative change of the median calendar days."""
        return relative_change(self.before.median, self.now.median)


def speed(log: Log) -> Speed | None:
    """Days to close of a log.

    Returns
    -------
    Speed or None
        None where nothing was both received and closed within the year.
    """
    rows, limit, is_answered = log.rows, log.params.limit_working_days.value, log.is_answered
    if not is_answered.any():
        return None
    is_closed, is_late = rows["state"] == "closed", rows["working_days"] > limit
    answered = count_where(rows, is_answered, UNIT)
    on_time = count_where(rows, is_answered & ~is_late, UNIT)
    due = count_where(rows, ~rows["carried_over"] & (is_closed | is_late), UNIT)
    days, working_days = rows.loc[is_answered, "days"], rows.loc[is_answered, "working_days"]
    return Speed(
        log.year,
        limit,
        answered,
        mean(days, CALENDAR_DAYS, answered.basis),
        median(days, CALENDAR_DAYS, answered.basis),
        mean(working_days, WORKING_DAYS, answered.basis),
        median(working_days, WORKING_DAYS, answered.basis),
        given(int(np.quantile(days.to_numpy(), 0.9, method="inverted_cdf")), CALENDAR_DAYS, answered),
        share(on_time, answered),
        share(on_time, due),
        mean(rows.loc[is_closed, "days"], CALENDAR_DAYS),
        count_where(rows, is_closed & rows["carried_over"], UNIT),
        _weeks(rows, is_answered),
    )


def identities(found: Speed, flow: Flow) -> list[Identity]:
    """Identities: weeks add up to what was received and closed; with older ones, to all that was closed.

    Parameters
    ----------
    found : Speed
        The speed of a year.
    flow : Flow
        All complaints of the same year.
    """
    section = "evaluasi-lapor"
    closed = [found.answered, found.old_closed, flow.archived]
    law = "Masuk dan selesai + sisa awal yang selesai + diarsipkan = selesai"
    return [
        parts(section, "Jumlah minggu = laporan masuk dan selesai", str(found.year), found.weeks, found.answered),
        parts(section, law, str(found.year), closed, flow.closed),
    ]


def by_year(report: Report) -> tuple[Speed, ...]:
    """The speeds of the year before and of a report's own year, as far as there is data, oldest first."""
    years = [year for year in report.years_with("pengaduan") if year >= report.year - 1]
    found = [speed(of_report(report.in_year(year))) for year in years]
    return tuple(item for item in found if item is not None)


def change(speeds: tuple[Speed, ...]) -> SpeedChange | None:
    """The last two speeds beside each other; None where there is only one."""
    return SpeedChange(*speeds[-2:]) if len(speeds) > 1 else None


def tightest(classes: tuple[ClassSpeed, ...]) -> ClassSpeed:
    """The class that was closed within its limit least often."""
    return min(classes, key=lambda item: item.within_limit.value)


def class_speeds(log: Log) -> tuple[ClassSpeed, ...]:
    """The speed of each class that occurs, against its national limit, in the order of the parameters."""
    found = (_class_speed(log, rule) for rule in log.params.classes)
    return tuple(item for item in found if item is not None)


def class_table(classes: tuple[ClassSpeed, ...]) -> Table:
    """Table of the classes: limits, how many were closed within them, mean and median working days."""
    head = (
        "Kelas laporan",
        "Batas (hari kerja)",
        "Selesai",
        "Dalam batas",
        "Rata-rata",
        "Median",
        "Terbuka, lewat batas",
    )
    rows = [
        (
            item.name,
            item.rule.limit_working_days,
            item.answered,
            hitungan(item.within_limit),
            angka(item.mean, 1),
            angka(item.median, 1),
            None if item.open_late is None else hitungan(item.open_late),
        )
        for item in classes
    ]
    return table(
        head,
        rows,
        how="Yang dihitung selesai adalah laporan yang masuk dan selesai pada tahun ini; rata-rata dan median dalam "
        "hari kerja sejak hari sesudah masuk. Hari kerja tidak mencakup Sabtu, Minggu, hari libur nasional, dan cuti "
        "bersama. Bagian yang terbuka dan lewat batas dihitung dari laporan terbuka kelas itu pada akhir tahun.",
    )


def speed_table(speeds: tuple[Speed, ...]) -> Table:
    """Table of all measures of speed, a column a year."""
    questions = (
        ("Laporan masuk dan selesai pada tahun itu", lambda s: s.answered),
        ("Rata-rata (hari kalender)", lambda s: angka(s.mean, 2)),
        ("Median (hari kalender)", lambda s: angka(s.median, 1)),
        ("Rata-rata (hari kerja)", lambda s: angka(s.mean_working, 2)),
        ("Median (hari kerja)", lambda s: angka(s.median_working, 1)),
        ("Sembilan dari sepuluh selesai dalam (hari kalender)", lambda s: s.nine_tenths),
        ("Selesai dalam batas, dari yang selesai", lambda s: hitungan(s.within_limit, 1)),
        ("Selesai dalam batas, dari yang jatuh tempo", lambda s: hitungan(s.due_within_limit, 1)),
        ("Rata-rata seluruh laporan selesai, termasuk sisa awal (hari kalender)", lambda s: angka(s.mean_of_all, 2)),
    )
    rows = [(question, *(answer(item) for item in speeds)) for question, answer in questions]
    return table(
        ("Laju tindak lanjut", *(str(item.year) for item in speeds)),
        rows,
        how="Laju adalah jarak tanggal masuk ke tanggal selesai. Laporan jatuh tempo adalah laporan masuk tahun "
        "itu yang sudah selesai, atau yang masih terbuka dan sudah melewati batas pada akhir tahun.",
    )


def week_table(speeds: tuple[Speed, ...]) -> Table:
    """Table of complaints closed by week after arrival, count and share, a column a year."""
    rows: list[tuple[Cell, ...]] = [
        (week_name(week), *(hitungan(share(item.weeks[week], item.answered), 1) for item in speeds))
        for week in range(LAST_WEEK + 1)
    ]
    rows.append(("Rata-rata (hari kalender)", *(angka(item.mean, 2) for item in speeds)))
    rows.append(("Median (hari kalender)", *(angka(item.median, 1) for item in speeds)))
    how = (
        "Minggu ke-1 berisi laporan yang selesai 0–6 hari kalender sejak masuk, minggu ke-2 7–13 hari, dan seterusnya."
    )
    return table(("Selesai dalam minggu ke-", *(str(item.year) for item in speeds)), rows, how=how)


def week_name(week: int) -> str:
    """What a week is called in a table: counted from one, and the last "13 atau sesudahnya".

    Parameters
    ----------
    week : int
        The week, counted from zero.
    """
    return f"{week + 1}" if week < LAST_WEEK else f"{LAST_WEEK + 1} atau sesudahnya"


def _class_speed(log: Log, rule: ComplaintClass) -> ClassSpeed | None:
    """None where nothing of the class was answered."""
    rows, mine = log.rows, log.rows["category"] == rule.name
    is_answered, is_late = log.is_answered & mine, rows["working_days"] > rule.limit_working_days
    if not is_answered.any():
        return None
    answered, working_days = count_where(rows, is_answered, UNIT), rows.loc[is_answered, "working_days"]
    return ClassSpeed(
        rule,
        answered,
        share(count_where(rows, is_answered & ~is_late, UNIT), answered),
        mean(working_days, WORKING_DAYS, answered.basis),
        median(working_days, WORKING_DAYS, answered.basis),
        _open_late(rows, log.is_open & mine, is_late),
    )


def _weeks(rows: pd.DataFrame, is_answered: pd.Series) -> tuple[Quantity, ...]:
    week = (rows["days"] // WEEK).clip(upper=LAST_WEEK).where(is_answered, -1).astype("int8")
    return tuple(count_where(rows, week == number, UNIT) for number in range(LAST_WEEK + 1))


def _open_late(rows: pd.DataFrame, is_open: pd.Series, is_late: pd.Series) -> Quantity | None:
    """Of what is open, what is past the limit; None where nothing is open."""
    if not is_open.any():
        return None
    return share(count_where(rows, is_open & is_late, UNIT), count_where(rows, is_open, UNIT))
