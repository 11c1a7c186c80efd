"""Charts of complaints: flow and stock by month, age of what is open, days to close, limits by class."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from analysis.complaints.backlog import Backlog
from analysis.complaints.flow import Review
from analysis.complaints.speed import LAST_WEEK, WEEK, ClassSpeed, Speed, class_table, week_table
from laporan.charts.canvas import (
    DEEP,
    GREY,
    INK,
    MONTHS,
    MUTED,
    ORANGE,
    PALE,
    PAPER,
    SOFT,
    Canvas,
    Chart,
    decimals,
    key,
    note,
    share_text,
    whole,
)

CHANNEL_COLOURS = (DEEP, PALE)


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
    for channel, colour in zip(review.channels, CHANNEL_COLOURS, strict=False):
        values = np.array([float(month.received[channel.name]) for month in review.months])
        ax.bar(x, values, 0.72, bottom=base, color=colour, edgecolor=DEEP, lw=0.5)
        series.append((f"{channel.name} masuk", colour, base[-1] + values[-1] / 2))
        base += values
    closed = np.array([float(month.closed) for month in review.months])
    ax.bar(x, -closed, 0.72, color=GREY)
    ax.axhline(0, color=MUTED, lw=0.7)
    series.append(("Selesai", GREY, -closed[-1] / 2))
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
    ax.plot(x, stock, color=ORANGE, marker="o", ms=3.2)
    ax.set(xlim=(-0.6, 11.6), ylim=(0, top))
    ax.locator_params(axis="y", nbins=3, integer=True)
    ax.yaxis.set_major_formatter(whole)
    ax.set_xticks(x, [name[0] for name in MONTHS] if canvas.narrow else MONTHS)
    note(ax, -0.6, 1.12, "Belum selesai pada akhir bulan", across="y", color=ORANGE, weight=600, va="bottom")
    ends = {0, 11}
    for month in sorted(ends):
        ax.annotate(
            whole(stock[month]),
            (month, stock[month]),
            (0, 5),
            textcoords="offset points",
            ha="center",
            color=ORANGE,
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
        ax.barh(rows, [float(v) for v in values], 0.66, color=[ORANGE if i == last else DEEP for i in range(last + 1)])
        width = canvas.width - right - canvas.pick(34, 30)
        for row, value, (_, part) in zip(rows, values, backlog.ages, strict=True):
            ax.annotate(
                whole(float(value)), (float(value), row), (4, 0), textcoords="offset points", va="center", weight=600
            )
            note(ax, 1 + right / width, row, _one_decimal(part), across="x", ha="right", color=SOFT)
        _as_list(ax, rows, [name for name, _ in backlog.ages], max(float(v) for v in values))
        return figure

    return Chart(draw, backlog.age_table())


def days_to_close(speeds: Sequence[Speed]) -> Chart:
    """Chart of the share closed in each week after arrival, one panel a year, with mean and median."""
    top = max(float(week) / float(item.answered) for item in speeds for week in item.weeks)

    def draw(canvas: Canvas) -> Figure:
        panel, gap, bottom = canvas.pick(29, 30), 5, 12
        height = len(speeds) * (panel + gap) + bottom
        figure = Figure(figsize=(canvas.width / 25.4, height / 25.4))
        for number, item in enumerate(reversed(speeds)):
            low = bottom + number * (panel + gap)
            box = (9 / canvas.width, low / height, 1 - 12 / canvas.width, panel / height)
            ax = figure.add_axes(box)
            _draw_year(ax, item, top, canvas)
            if number:
                ax.tick_params(labelbottom=False)
        figure.axes[0].set_xlabel("hari kalender sejak laporan masuk", color=MUTED, loc="left")
        return figure

    return Chart(draw, week_table(tuple(speeds)))


def _draw_year(ax: Axes, item: Speed, top: float, canvas: Canvas) -> None:
    shares = [float(week) / float(item.answered) for week in item.weeks]
    starts = np.arange(LAST_WEEK + 1) * WEEK
    ax.bar(starts + WEEK / 2, shares, WEEK - 1, color=[DEEP] * LAST_WEEK + [PALE])
    end = (LAST_WEEK + 1) * WEEK
    ax.set(xlim=(0, end), ylim=(0, top * 1.5))
    ax.set_xticks(range(0, end, 2 * WEEK), [whole(day) for day in range(0, end, 2 * WEEK)])
    ax.set_yticks([0.1, 0.2, 0.3])
    ax.set_ylim(0, top * 1.5)
    ax.yaxis.set_major_formatter(share_text)
    middle, mean = float(item.median), float(item.mean)
    places = 1 if middle % 1 else 0
    labels = (
        (middle, f"median {decimals(middle, places)}", INK, "right"),
        (mean, f"rata-rata {decimals(mean)}", ORANGE, "left"),
    )
    for value, text, colour, side in labels:
        ax.plot([value, value], [0, top * 1.28], color=colour, lw=1.1, ls="-" if colour == ORANGE else (0, (3, 2)))
        shift = 3 if side == "left" else -3
        ax.annotate(text, (value, top * 1.3), (shift, 0), textcoords="offset points", ha=side, color=colour, weight=600)
    note(ax, 1, top * 1.36, str(item.year), across="x", ha="right", weight=600, color=SOFT)
    rest = "lebih\nlama" if canvas.narrow else "lebih lama"
    note(ax, end - WEEK / 2, shares[-1] + top * 0.05, rest, ha="center", va="bottom", color=MUTED, linespacing=1.0)


def limits(classes: Sequence[ClassSpeed]) -> Chart:
    """Chart of the share closed within each class's own limit and past it, as bars of equal length."""

    def draw(canvas: Canvas) -> Figure:
        figure, ax = canvas.axes(
            canvas.pick(11, 15) * len(classes) + 8, left=canvas.pick(54, 0), right=0.5, top=8, bottom=0
        )
        thick = canvas.pick(0.6, 0.36)
        rows = range(len(classes))[::-1]
        for row, item in zip(rows, classes, strict=True):
            inside = float(item.within_limit)
            ax.barh(row, inside, thick, color=DEEP)
            ax.barh(row, 1 - inside, thick, left=inside, color=ORANGE)
            note(ax, inside / 2, row, share_text(inside), ha="center", color=PAPER)
            limit = f"batas {item.rule.limit_working_days} hari kerja"
            if canvas.narrow:
                note(ax, 0, row + thick / 2 + 0.06, item.name, va="bottom")
                note(ax, 1, row + thick / 2 + 0.06, limit.removeprefix("batas "), ha="right", va="bottom", color=MUTED)
            else:
                note(ax, -0.02, row + 0.17, item.name, ha="right", color=SOFT)
                note(ax, -0.02, row - 0.19, limit, ha="right", color=MUTED)
        ax.set_yticks([])
        ax.set(xlim=(0, 1), xticks=[], ylim=(-0.4, len(classes) - canvas.pick(0.6, 0.3)))
        ax.grid(visible=False)
        ax.spines["bottom"].set_visible(False)
        handles = [Rectangle((0, 0), 1, 1, color=colour) for colour in (DEEP, ORANGE)]
        figure.legend(
            handles,
            ["dalam batas", "lewat batas"],
            ncols=2,
            loc="upper left",
            bbox_to_anchor=(0, 1),
            borderpad=0,
        )
        return figure

    return Chart(draw, class_table(tuple(classes)))


def _one_decimal(part: object) -> str:
    return decimals(float(part) * 100, 1) + "%"  # type: ignore[arg-type]


def _as_list(ax: Axes, rows: Sequence[int], names: Sequence[str], widest: float) -> None:
    """Horizontal bars as a list: names at the left, no scale, no grid."""
    ax.set_yticks(list(rows), list(names))
    ax.grid(visible=False)
    ax.set(xticks=[], xlim=(0, widest * 1.02), ylim=(-0.5, len(names) - 0.5))
    ax.spines["bottom"].set_visible(False)
    ax.axvline(0, color=MUTED, lw=0.8)
