"""Chart of measures through the years."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import isnan, nan
from typing import TypeVar

from matplotlib.figure import Figure

from analysis.overview.achievements import as_read
from analysis.overview.trend import Series, Trend
from laporan.charts.canvas import DEEP, GREY, MID, ORANGE, SOFT, Canvas, Chart, note
from laporan.charts.labels import apart
from laporan.facts.quantity import SHARE
from laporan.facts.rules import kinds_of

T = TypeVar("T")

COLOURS = (DEEP, MID, ORANGE, GREY)
READABLE = {GREY: SOFT, MID: DEEP}  # a line may be paler than the text that names it
MARKERS = "osD^"
TOP = 101  # a full 100 keeps its marker


def by_year(trend: Trend) -> Chart:
    """Chart of up to four measures on one scale from 0 to 100, each named at its last value.

    Shares are drawn in percent, indices as they are. Only what was made by one rule is joined by a line; the line is
    broken where two years are data of different kinds.
    """
    lines = [line for line in trend.series if line.known][: len(COLOURS)]
    heights = [_heights(line) for line in lines]
    low = max(10 * (min(value for line in heights for value in line if not isnan(value)) // 10) - 5, 0)

    def draw(canvas: Canvas) -> Figure:
        figure, ax = canvas.axes(
            canvas.pick(70, 84), left=8, right=canvas.pick(56, 31), top=canvas.pick(3, 4), bottom=6
        )
        for line, values, colour, marker in zip(lines, heights, COLOURS, MARKERS, strict=False):
            for run in line.runs:
                for first, second in pairwise(run):
                    style = "-" if kinds_of(line.values[first]) == kinds_of(line.values[second]) else (0, (3, 2))
                    ax.plot(_at(trend.years, first, second), _at(values, first, second), color=colour, ls=style)
                ax.plot(_at(trend.years, *run), _at(values, *run), color=colour, marker=marker, ms=4.4, ls="none")
        ax.set(xlim=(trend.years[0] - 0.12, trend.years[-1] + 0.08), ylim=(low, TOP), xticks=trend.years)
        last = sorted((value, number) for number, line in enumerate(heights) if not isnan(value := line[-1]))
        room = canvas.pick(3.6, 6.6) * (TOP - low) / 60
        for y, (_, number) in zip(apart([height for height, _ in last], room), last, strict=True):
            named = lines[number]
            text = canvas.pick("{}  {}", "{}\n{}").format(as_read(named.known[-1]), named.name)
            colour = READABLE.get(COLOURS[number], COLOURS[number])
            note(ax, 1.02, y, text, across="x", color=colour, weight=600, linespacing=1.0)
        return figure

    return Chart(draw, trend.table())


def _at(things: Sequence[T], *places: int) -> list[T]:
    return [things[place] for place in places]


def _heights(line: Series) -> list[float]:
    """Shares in percent, indices as they are; NaN where a year has none."""
    return [nan if v is None else float(v) * (100 if v.unit == SHARE else 1) for v in line.values]
