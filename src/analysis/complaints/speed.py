"""How fast complaints are settled in a year, and beside the year before.

The mean of what was closed is the measure of the published report. It leaves out what is still open, so that it is the
shorter the more a year leaves open; the median of `waiting` and the share of `cohort` leave nothing out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from analysis.complaints.flow import Flow
from analysis.complaints.log import UNIT, Log, of_report
from analysis.complaints.waiting import Cohort, Waiting, cohort, waiting
from laporan.facts.identity import Identity, parts
from laporan.facts.printed import angka, hitungan, persen
from laporan.facts.quantity import (
    CALENDAR_DAYS,
    WORKING_DAYS,
    Quantity,
    count_where,
    given,
    mean,
    median,
    relative_change,
)
from laporan.facts.rules import made_by
from laporan.facts.tables import Cell, Table, table
from laporan.notebook.report import Report

__all__ = ["Speed", "SpeedChange", "by_year", "change", "curve_table", "speed", "speed_table"]

Question = tuple[str, Callable[["Speed"], Cell]]

ANSWERED = "laporan yang masuk dan selesai pada tahun yang sama"
WEEK = 7
WEEKS = 13  # shown of the curve: what is open after a quarter of a year moves little any more


@dataclass(frozen=True)
class Speed:
    """Days from arrival until complaints were settled, in one year.

    Parameters
    ----------
    year : int
        The year.
    limit : int
        Working days within which a complaint must be closed.
    answered : Quantity
        How many were received and closed within the year; of these alone are the next four.
    mean, mean_working : Quantity
        Mean calendar days, as published, and mean working days.
    closed_median, closed_nine_tenths : Quantity
        Calendar days within which half and nine tenths of them were closed.
    mean_of_all : Quantity
        Mean calendar days of everything closed in the year, with what was carried over.
    old_closed : Quantity
        How many of those carried over were closed.
    cohort : Cohort
        Those whose limit had run out by the year's end, and how many of them were settled within it.
    waiting, waiting_working : Waiting
        Calendar and working days until what came in was settled, with what is still open.
    """

    year: int
    limit: int
    answered: Quantity
    mean: Quantity
    mean_working: Quantity
    closed_median: Quantity
    closed_nine_tenths: Quantity
    mean_of_all: Quantity
    old_closed: Quantity
    cohort: Cohort
    waiting: Waiting
    waiting_working: Waiting


@dataclass(frozen=True)
class SpeedChange:
    """The speed of this year beside that of the year before."""

    before: Speed
    now: Speed

    @property
    def mean(self) -> Quantity:
        """Relative change of the mean calendar days of what was closed, as published."""
        return relative_change(self.before.mean, self.now.mean).called("perubahan rata-rata lama penyelesaian")


def speed(log: Log) -> Speed | None:
    """Days until the complaints of a log were settled.

    Returns
    -------
    Speed or None
        None where nothing was both received and closed within the year.
    """
    rows, limit, is_answered = log.frame, log.params.limit_working_days.value, log.is_answered
    waited, waited_working = waiting(log), waiting(log, "working_days")
    if waited is None or waited_working is None or not is_answered.any():
        return None
    is_closed, answered = rows["state"] == "closed", count_where(rows, is_answered, UNIT).called(ANSWERED)
    days = rows.loc[is_answered, "days"]
    nine_tenths = int(np.quantile(days.to_numpy(), 0.9, method="inverted_cdf"))
    return Speed(
        log.year,
        limit,
        answered,
        mean(days, CALENDAR_DAYS, answered.basis),
        mean(rows.loc[is_answered, "working_days"], WORKING_DAYS, answered.basis),
        median(days, CALENDAR_DAYS, answered.basis).called("median lama penyelesaian laporan yang selesai"),
        given(nine_tenths, CALENDAR_DAYS, answered).called("lama penyelesaian sembilan dari sepuluh yang selesai"),
        mean(rows.loc[is_closed, "days"], CALENDAR_DAYS),
        count_where(rows, is_closed & rows["carried_over"], UNIT).called("sisa awal yang selesai"),
        made_by(f"batas {limit} hari kerja", cohort(log, limit), UNIT),
        waited,
        waited_working,
    )


def identities(found: Speed, flow: Flow) -> list[Identity]:
    """Identities: what is due and what is too young are all that came in; new, older and archived all that was settled.

    Parameters
    ----------
    found : Speed
        The speed of a year.
    flow : Flow
        All complaints of the same year.
    """
    section, year = "evaluasi-lapor", str(found.year)
    closed = [found.answered, found.old_closed, flow.archived]
    law = "Masuk dan selesai + sisa awal yang selesai + diarsipkan = selesai"
    judged = [found.cohort.due, found.cohort.young]
    return [
        parts(section, "Jatuh tempo + terlalu baru = laporan masuk", year, judged, flow.received),
        parts(section, law, year, closed, flow.closed),
    ]


def by_year(report: Report) -> tuple[Speed, ...]:
    """The speeds of the year before and of a report's own year, as far as there is data, oldest first."""
    years = [year for year in report.years_with("pengaduan") if year >= report.year - 1]
    found = [speed(of_report(report.in_year(year))) for year in years]
    return tuple(item for item in found if item is not None)


def change(speeds: tuple[Speed, ...]) -> SpeedChange | None:
    """The last two speeds beside each other; None where there is only one."""
    return SpeedChange(*speeds[-2:]) if len(speeds) > 1 else None


def speed_table(speeds: tuple[Speed, ...]) -> Table:
    """Table of all measures of speed, a column a year: of all that came in first, of what was closed after."""
    came_in: tuple[Question, ...] = (
        ("Laporan masuk", lambda s: s.waiting.received),
        ("Selesai sampai akhir tahun", lambda s: hitungan(s.waiting.settled, 1)),
        ("Median, dengan yang terbuka (hari kalender)", lambda s: s.waiting.printed_days),
        ("Selang kepercayaan median (hari kalender)", lambda s: s.waiting.interval),
        ("Median, dengan yang terbuka (hari kerja)", lambda s: s.waiting_working.printed_days),
    )
    due: tuple[Question, ...] = (
        ("Jatuh tempo", lambda s: s.cohort.due),
        ("Selesai dalam batas, dari yang jatuh tempo", _within_limit),
        ("Terlalu baru untuk dinilai", lambda s: s.cohort.young),
    )
    settled: tuple[Question, ...] = (
        ("Masuk dan selesai pada tahun itu", lambda s: s.answered),
        ("Rata-rata, hanya yang selesai (hari kalender)", lambda s: angka(s.mean, 2)),
        ("Rata-rata, hanya yang selesai (hari kerja)", lambda s: angka(s.mean_working, 2)),
        ("Median, hanya yang selesai (hari kalender)", lambda s: angka(s.closed_median, 1)),
        ("Sembilan dari sepuluh yang selesai (hari kalender)", lambda s: s.closed_nine_tenths),
        ("Rata-rata semua yang selesai, dengan sisa awal (hari kalender)", lambda s: angka(s.mean_of_all, 2)),
    )
    grouped = (("Semua yang masuk", came_in), ("Yang jatuh tempo", due), ("Yang selesai saja", settled))
    rows = [
        (group, question, *(answer(item) for item in speeds))
        for group, questions in grouped
        for question, answer in questions
    ]
    return table(
        ("Dari", "Laju tindak lanjut", *(str(item.year) for item in speeds)),
        rows,
        named_by=1,
        merged=1,
        how="Laju adalah jarak tanggal masuk ke tanggal selesai. Median dengan yang terbuka dihitung menurut Kaplan "
        "dan Meier dari semua laporan yang masuk pada tahun itu: yang masih terbuka ikut dihitung selama menunggu, dan "
        "yang diarsipkan dihitung selesai. Laporan jatuh tempo adalah laporan yang batasnya habis sebelum "
        "tahun berakhir, sudah selesai atau belum. Rata-rata hanya yang selesai adalah ukuran laporan "
        "terbitan; laporan yang diarsipkan tidak ikut.",
    )


def curve_table(speeds: tuple[Speed, ...]) -> Table:
    """Table of the share that is settled by the end of each week after arrival, a pair of columns a year."""
    rows: list[tuple[Cell, ...]] = []
    for day in range(WEEK, WEEK * WEEKS + 1, WEEK):
        cells: list[Cell] = []
        for item in speeds:
            found = item.waiting.settled_by(day)
            cells += [None if found is None else persen(found, 1), item.waiting.open_on(day)]
        rows.append((f"{day} hari", *cells))
    head = [f"{name}, {item.year}" for item in speeds for name in ("Selesai", "Masih diamati")]
    how = (
        "Persentase laporan yang selesai sampai hari itu, menurut Kaplan dan Meier, dan banyaknya laporan yang pada "
        "hari itu masih terbuka dan masih terlihat sebelum tahun berakhir."
    )
    return table(("Sejak laporan masuk", *head), rows, how=how)


def _within_limit(item: Speed) -> Cell:
    within = item.cohort.within_limit
    return None if within is None else hitungan(within, 1)
