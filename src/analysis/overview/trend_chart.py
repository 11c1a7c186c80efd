"""Chart of measures through the years."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import ceil, isnan, nan
from textwrap import fill
from typing import TypeVar

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.overview.achievements import as_read
from analysis.overview.trend import Series, Trend
from laporan.charts.canvas import MM, Canvas, Chart
from laporan.charts.palette import MAIN, MUTED, RULE, SOFT
from laporan.facts.quantity import SHARE
from laporan.facts.rules import kinds_of

__all__ = ["by_year"]

T = TypeVar("T")

PANEL, NAME, GAP = 34.0, 9.0, 6.0  # mm: a panel, the name above it, what lies between two
ROOM = 0.28  # of the highest line's span, kept free above and below it for the values


def by_year(trend: Trend) -> Chart:
    """Chart of the measures, a small panel each: its line through the years, and its value at every mark.

    All panels are as tall as the same number of points, so that lines may be compared by their slope; where a panel
    begins is its own. Shares are drawn in percent, indices as they are. Only what was made by one rule is joined by a
    line; it is dashed where two years are data of different kinds.
    """
    lines = [line for line in trend.series if line.known]
    heights = [_heights(line) for line in lines]
    spans = [max(known) - min(known) for line in heights if (known := [value for value in line if not isnan(value)])]
    tall = max(*spans, 1.0) * (1 + 2 * ROOM)

    def draw(canvas: Canvas) -> Figure:
        columns = min(canvas.pick(4, 2), len(lines))
        rows = ceil(len(lines) / columns)
        height = rows * (NAME + PANEL + GAP) - GAP + 5
        figure = Figure(figsize=(canvas.width * MM, height * MM))
        wide = (canvas.width - GAP * (columns - 1)) / columns
        for number, (line, values) in enumerate(zip(lines, heights, strict=True)):
            row, column = divmod(number, columns)
            left, top = column * (wide + GAP), row * (NAME + PANEL + GAP)
            figure.text(left / canvas.width, 1 - top / height, fill(line.name, int(wide / 1.75)), va="top",
                        color=SOFT, weight=600, linespacing=1.05)  # fmt: skip
            box = (left / canvas.width, 1 - (top + NAME + PANEL) / height, wide / canvas.width, PANEL / height)
            _panel(figure.add_axes(box), trend.years, line, values, tall)
        return figure

    return Chart(draw, trend.table())


def _panel(ax: Axes, years: tuple[int, ...], line: Series, values: Sequence[float], tall: float) -> None:
    known = [value for value in values if not isnan(value)]
    middle = (max(known) + min(known)) / 2
    wide = max(years[-1] - years[0], 1)
    ax.set(xlim=(years[0] - 0.25 * wide, years[-1] + 0.25 * wide), ylim=(middle - tall / 2, middle + tall / 2))
    ax.set(xticks=years, yticks=[])
    ax.set_xticklabels([str(year) for year in years])
    ax.grid(visible=False)
    ax.vlines(years, *ax.get_ylim(), color=RULE, lw=0.6, zorder=0)
    for run in line.runs:
        for first, second in pairwise(run):
            style = "-" if kinds_of(line.values[first]) == kinds_of(line.values[second]) else (0, (3, 2))
            ax.plot(_at(years, first, second), _at(values, first, second), color=MAIN, ls=style)
        ax.plot(_at(years, *run), _at(values, *run), color=MAIN, marker="o", ms=4.4, ls="none")
    for place, (year, quantity) in enumerate(zip(years, line.values, strict=True)):
        if quantity is not None:
            last, side = year == years[-1], _free_side(values, place)
            ax.annotate(str(as_read(quantity)), (year, values[place]), (0, 5 * side), textcoords="offset points",
                        ha="center", va="bottom" if side > 0 else "top",
                        color=MAIN if last else MUTED, weight=600 if last else 400)  # fmt: skip


def _free_side(values: Sequence[float], place: int) -> int:
    """Above a mark (1), or below it (-1) where its line comes from higher or goes up."""
    beside = [values[other] for other in (place - 1, place + 1) if 0 <= other < len(values)]
    return -1 if any(value > values[place] for value in beside) else 1


def _at(things: Sequence[T], *places: int) -> list[T]:
    return [things[place] for place in places]


def _heights(line: Series) -> list[float]:
    """Shares in percent, indices as they are; NaN where a year has none."""
    return [nan if v is None else float(v) * (100 if v.unit == SHARE else 1) for v in line.values]
