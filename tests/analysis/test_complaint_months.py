"""Complaints by month and class: what is told of few, what the parts add up to, and that both charts draw it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from fractions import Fraction

import pytest

from analysis.complaints import month_charts, months
from analysis.complaints.classes import ClassSpeeds, class_speeds
from analysis.complaints.contract import CHANNELS, CLASSES, WBS
from analysis.complaints.log import Log, of_report
from laporan.charts.canvas import FULL, HALF, Canvas, Chart
from laporan.charts.svg import draw_svg
from laporan.data.disclosure import FEWEST
from laporan.notebook.report import open_report

REPORTS = [(2017, "pusat"), (2018, "kanreg-10")]


@pytest.fixture(scope="module", params=REPORTS, ids=lambda asked: f"{asked[0]}-{asked[1]}")
def log(request: pytest.FixtureRequest) -> Log:
    return of_report(open_report(*request.param))


@pytest.fixture(scope="module")
def speeds(log: Log) -> ClassSpeeds:
    return class_speeds(log)


def test_the_year_says_what_the_table_of_classes_says(log: Log, speeds: ClassSpeeds) -> None:
    found = months.months_by_class(log, speeds)
    assert found.year == tuple(item.cohort.within_limit for item in speeds.judged)


def test_a_month_of_fewer_than_five_says_nothing(log: Log, speeds: ClassSpeeds) -> None:
    rows = log.frame[~log.frame["carried_over"]]
    limits = {rule.name: rule.limit_working_days for rule in speeds.rules}
    due = Counter(
        (row.arrival, row.category) for row in rows.itertuples() if row.watched >= limits.get(row.category, 10_000)
    )
    found = months.months_by_class(log, speeds)
    told = {
        (month, name): share is not None
        for month, shares in enumerate(found.months.values(), start=1)
        for name, share in zip(found.classes, shares, strict=True)
    }
    assert told == {place: due[place] >= FEWEST for place in told}
    assert set(found.told) - {months.YEAR} == {
        name for name, shares in found.months.items() if any(share is not None for share in shares)
    }


@pytest.mark.parametrize(("channel", "told"), [(WBS, False), ("LAPORBKN!", True)])
def test_a_month_that_leaves_a_few_whistleblowers_says_nothing(channel: str, told: bool) -> None:
    log = of_report(open_report(2018))
    rows = log.frame
    chosen = rows.index[(rows["arrival"] == 2) & (rows["category"] == CLASSES[0])]
    assert len(chosen) > FEWEST
    rows = rows.loc[chosen].assign(channel=channel, working_days=1, watched=200, state="closed")
    rows.loc[rows.index[:2], "working_days"] = 150
    found = months.months_by_class(replace(log, frame=rows), class_speeds(replace(log, frame=rows)))
    assert (list(found.months.values())[1][found.classes.index(CLASSES[0])] is not None) is told


def test_weeks_add_up_to_what_was_closed_through_that_channel(log: Log, speeds: ClassSpeeds) -> None:
    found = months.days_by_class(log, speeds, CHANNELS[0])
    rows = log.frame[log.is_answered & (log.frame["channel"] == CHANNELS[0])]
    closed = {rule.name: int((rows["category"] == rule.name).sum()) for rule in speeds.rules}
    assert {rule.name: sum(map(int, counts)) for rule, counts in zip(found.classes, found.weeks, strict=True)} == {
        name: count for name, count in closed.items() if count >= FEWEST
    }
    named = rows[rows["category"].isin([rule.name for rule in found.classes])]
    assert found.soon == Fraction(int((named["working_days"] <= 10).sum()), len(named))


def test_no_row_of_another_channel_stands_behind_a_week(log: Log, speeds: ClassSpeeds) -> None:
    found = months.days_by_class(log, speeds, CHANNELS[0])
    rows = {row for counts in found.weeks for count in counts for kept in count.basis.rows.values() for row in kept}
    assert set(log.frame.loc[sorted(rows), "channel"]) == {CHANNELS[0]}


@pytest.mark.parametrize("canvas", [FULL, HALF], ids=lambda canvas: canvas.name)
def test_the_heat_map_prints_every_share_and_the_histogram_no_other_number(
    log: Log, speeds: ClassSpeeds, canvas: Canvas
) -> None:
    by_month = months.months_by_class(log, speeds)
    shown = Counter(numbers_in(month_charts.within_limit(by_month), canvas))
    assert shown == Counter(str(cell) for row in by_month.table().rows for cell in row[1:] if cell is not None)
    taken = months.days_by_class(log, speeds, CHANNELS[0])
    limits = {str(rule.limit_working_days) for rule in taken.classes}
    assert set(numbers_in(month_charts.days_taken(taken), canvas)) <= limits


def numbers_in(chart: Chart, canvas: Canvas) -> list[str]:
    """What the drawing says, without its rulers and the names of classes."""
    svg = draw_svg(chart, canvas, "uji")
    texts = re.findall(r"<text(?![^>]*skala)[^>]*>([^<]*)", svg)
    return [found for text in texts for found in re.findall(r"\d+%?", text)]
