"""Charts of complaints: flow and stock by month, age of what is open, days to settle."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from analysis.complaints.backlog import Backlog
from analysis.complaints.flow import Review
from analysis.complaints.speed import WEEK, WEEKS, Speed, curve_table
from laporan.charts.canvas import MONTHS, Canvas, Chart, decimals, key, note, share_text, whole
from laporan.charts.labels import apart
from laporan.charts.palette import BEFORE, BEFORE_RANGE, MAIN, MUTED, OTHER, REST, SHORT, SOFT

__all__ = ["ages", "days_to_settle", "flow_and_stock"]

CHANNEL_COLOURS = (MAIN, REST)
CURVE_COLOURS = ((MAIN, REST), (BEFORE, BEFORE_RANGE))  # this year, the year before: the curve and its limits
WORDS = 24  # days that the words beside a median take, about
READABLE = {MAIN: MAIN, BEFORE: MUTED}  # a curve may be paler than the text that names it


def flow_and_stock(review: Review) -> Chart:
    """Chart of complaints received by channel (up) and closed (down) in each month; below, those open at its end."""

    def draw(canvas: Canvas) -> Figure:
        height = 94
        figure, flow = canvas.axes(height, left=11, right=canvas.pick(31, 1), top=canvas.pick(6, 14), bottom=38)
        box = flow.get_position()
        stock = figure.add_axes((box.x0, 6 / height, box.width, 21 / height))
        _draw_flow(flow, review, canvas)
        _draw_stock(stock, review, canvas)
        return figure

    return Chart(draw, review.monthly_table())


def _draw_flow(ax: Axes, review: Review, canvas: Canvas) -> None:
    x, base = np.arange(12), np.zeros(12)
    series = []
    for (channel, counts), colour in zip(review.monthly.items(), CHANNEL_COLOURS, strict=False):
        values = np.array([float(count) for count in counts])
        ax.bar(x, values, 0.72, bottom=base, color=colour, edgecolor=MAIN, lw=0.5)
        series.append((f"{channel} masuk", colour, base[-1] + values[-1] / 2))
        base += values
    closed = np.array([float(month.closed) for month in review.months])
    ax.bar(x, -closed, 0.72, color=OTHER)
    ax.axhline(0, color=MUTED, lw=0.7)
    series.append(("Selesai", OTHER, -closed[-1] / 2))
    ax.yaxis.set_major_formatter(lambda value, _: whole(abs(value)))
    ax.set(xlim=(-0.6, 11.6), xticks=[], ylim=(-closed.max() * 1.06, base.max() * 1.08))
    ax.locator_params(axis="y", nbins=6, integer=True)
    ax.spines["bottom"].set_visible(False)
    if canvas.narrow:
        handles = [Rectangle((0, 0), 1, 1, color=colour) for _, colour, _ in series]
        names = [name for name, _, _ in series]
        ax.legend(handles, names, ncols=2, loc="lower left", bbox_to_anchor=(-0.16, 1.0), labelspacing=0.35)
        return
    least = (closed.max() + base.max()) * 0.09  # room of one line, so that names never touch
    places: list[float] = []
    for name, colour, y in series[:-1]:
        places.append(max(y, places[-1] + least) if places else y)
        key(ax, 12.0, places[-1], name, colour)
    key(ax, 12.0, min(series[-1][2], places[0] - least), *series[-1][:2])
    ax.text(0, 1.02, "laporan per bulan", transform=ax.transAxes, color=MUTED, va="bottom")


def _draw_stock(ax: Axes, review: Review, canvas: Canvas) -> None:
    x, stock = np.arange(12), np.array([float(month.open) for month in review.months])
    top = stock.max() * 1.22
    ax.plot(x, stock, color=MAIN, marker="o", ms=3.2)
    ax.set(xlim=(-0.6, 11.6), ylim=(0, top))
    ax.locator_params(axis="y", nbins=3, integer=True)
    ax.yaxis.set_major_formatter(whole)
    ax.set_xticks(x, [name[0] for name in MONTHS] if canvas.narrow else MONTHS)
    note(ax, -0.6, 1.12, "Belum selesai pada akhir bulan", across="y", color=MAIN, weight=600, va="bottom")
    ends = {0, 11}
    for month in sorted(ends):
        ax.annotate(
            whole(stock[month]),
            (month, stock[month]),
            (0, 5),
            textcoords="offset points",
            ha="center",
            color=MAIN,
            weight=600,
        )


def ages(backlog: Backlog) -> Chart:
    """Chart of open complaints by age, count and share; the oldest band stands out."""

    def draw(canvas: Canvas) -> Figure:
        right = canvas.pick(26, 22)
        figure, ax = canvas.axes(7 * len(backlog.ages) + 1, left=canvas.pick(34, 30), right=right, top=0.5, bottom=0.5)
        rows = range(len(backlog.ages))[::-1]
        values = [part.part or part for _, part in backlog.ages]
        last = len(backlog.ages) - 1
        ax.barh(rows, [float(v) for v in values], 0.66, color=[SHORT if i == last else MAIN for i in range(last + 1)])
        width = canvas.width - right - canvas.pick(34, 30)
        for row, value, (_, part) in zip(rows, values, backlog.ages, strict=True):
            ax.annotate(
                whole(float(value)), (float(value), row), (4, 0), textcoords="offset points", va="center", weight=600
            )
            note(ax, 1 + right / width, row, share_text(float(part)), across="x", ha="right", color=SOFT)
        _as_list(ax, rows, [name for name, _ in backlog.ages], max(float(v) for v in values))
        return figure

    return Chart(draw, backlog.age_table())


def days_to_settle(speeds: Sequence[Speed]) -> Chart:
    """Chart of the share that is settled by each day after arrival, a curve a year, with its confidence limits."""
    days = np.arange(WEEK * WEEKS + 1)

    def draw(canvas: Canvas) -> Figure:
        figure, ax = canvas.axes(canvas.pick(76, 72), left=9, right=canvas.pick(28, 22), top=5, bottom=11)
        ends: list[tuple[float, str, str]] = []
        medians: list[tuple[float, str]] = []
        for item, (colour, pale) in zip(reversed(speeds), CURVE_COLOURS, strict=False):
            curve = item.waiting.curve
            seen = days[: len(curve.open)]
            low, high = (limit[: len(seen)] for limit in curve.bounds(float(item.waiting.level)))
            ax.fill_between(seen, 1 - high, 1 - low, step="post", color=pale, lw=0)
            shares = 1 - curve.open[: len(seen)]
            ax.step(seen, shares, where="post", color=colour, lw=1.6)
            ends.append((float(shares[-1]), f"{item.year}\n{_one_decimal(shares[-1])}", colour))
            if item.waiting.median is not None:
                medians.append((float(item.waiting.median), colour))
        _mark_medians(ax, medians)
        ax.axhline(0.5, color=MUTED, lw=0.8, ls=(0, (3, 2)))
        ax.set(xlim=(0, days[-1]), ylim=(0, 1), xticks=days[:: canvas.pick(WEEK, 2 * WEEK)])
        ax.yaxis.set_major_formatter(share_text)
        ax.set_xlabel("hari kalender sejak laporan masuk", color=MUTED, loc="left")
        ends.sort()
        heights = apart([height for height, _, _ in ends], canvas.pick(0.17, 0.2))
        for height, (_, text, colour) in zip(heights, ends, strict=True):
            weight = 600 if colour == MAIN else 400
            note(ax, 1.02, height, text, across="x", color=READABLE[colour], weight=weight, linespacing=1.1)
        return figure

    return Chart(draw, curve_table(tuple(speeds)))


def _mark_medians(ax: Axes, medians: list[tuple[float, str]]) -> None:
    """The day on which half is settled, of each year that reached it; words of near ones stand above each other."""
    furthest = max((day for day, _ in medians), default=0.0)
    for place, (day, colour) in enumerate(sorted(medians)):
        ax.plot([day, day], [0, 0.5], color=colour, lw=1, ls=(0, (2, 2)))
        beside = furthest if furthest - day < WORDS else day
        note(ax, beside + 1, 0.04 + 0.1 * place, f"median {whole(day)}", color=READABLE[colour], weight=600)


def _one_decimal(part: object) -> str:
    return decimals(float(part) * 100, 1) + "%"  # type: ignore[arg-type]


def _as_list(ax: Axes, rows: Sequence[int], names: Sequence[str], widest: float) -> None:
    """Horizontal bars as a list: names at the left, no scale, no grid."""
    ax.set_yticks(list(rows), list(names))
    ax.grid(visible=False)
    ax.set(xticks=[], xlim=(0, widest * 1.02), ylim=(-0.5, len(names) - 0.5))
    ax.spines["bottom"].set_visible(False)
    ax.axvline(0, color=MUTED, lw=0.8)
