"""Chart of measures through the years."""

from __future__ import annotations

from matplotlib.figure import Figure

from analysis.overview.achievements import Series, Trend, as_read
from laporan.charts.canvas import DEEP, GREY, MID, ORANGE, SOFT, Canvas, Chart, note
from laporan.charts.labels import apart
from laporan.facts.quantity import SHARE

COLOURS = (DEEP, MID, ORANGE, GREY)
READABLE = {GREY: SOFT, MID: DEEP}  # a line may be paler than the text that names it
MARKERS = "osD^"
TOP = 101  # a full 100 keeps its marker


def by_year(trend: Trend) -> Chart:
    """Chart of up to four measures on one scale from 0 to 100, each named at its last value.

    Shares are drawn in percent, indices as they are.
    """
    lines = trend.series[: len(COLOURS)]
    points = [
        [(year, height) for year, height in zip(trend.years, _heights(line), strict=True) if height is not None]
        for line in lines
    ]
    low = max(10 * (min(height for line in points for _, height in line) // 10) - 5, 0)

    def draw(canvas: Canvas) -> Figure:
        figure, ax = canvas.axes(
            canvas.pick(70, 84), left=8, right=canvas.pick(56, 31), top=canvas.pick(3, 4), bottom=6
        )
        for line, colour, marker in zip(points, COLOURS, MARKERS, strict=False):
            ax.plot(*zip(*line, strict=True), color=colour, marker=marker, ms=4.4)
        ax.set(xlim=(trend.years[0] - 0.12, trend.years[-1] + 0.08), ylim=(low, TOP), xticks=trend.years)
        last = sorted((line[-1][1], number) for number, line in enumerate(points))
        room = canvas.pick(3.6, 6.6) * (TOP - low) / 60
        for y, (_, number) in zip(apart([height for height, _ in last], room), last, strict=True):
            named = lines[number]
            text = canvas.pick("{}  {}", "{}\n{}").format(as_read(named.known[-1]), named.name)
            colour = READABLE.get(COLOURS[number], COLOURS[number])
            note(ax, 1.02, y, text, across="x", color=colour, weight=600, linespacing=1.0)
        return figure

    return Chart(draw, trend.table())


def _heights(line: Series) -> list[float | None]:
    """Shares in percent, indices as they are."""
    return [None if v is None else float(v) * (100 if v.unit == SHARE else 1) for v in line.values]
