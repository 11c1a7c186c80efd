"""Charts of the satisfaction survey: score of each unsur, and importance against performance."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.ticker import MultipleLocator
from matplotlib.transforms import Bbox

from analysis.methods.regulations import Band
from analysis.satisfaction.index import IndexResult
from analysis.satisfaction.priorities import PriorityResult, Quadrant
from laporan.charts.canvas import MM, Canvas, Chart, decimals, note
from laporan.charts.labels import Label, place_labels
from laporan.charts.palette import BAND, INK, MAIN, MUTED, PAPER, SHORT, SOFT

__all__ = ["importance_performance", "unsur_scores"]

EMPHASIS = {"color": SHORT, "weight": 600}
LINE = 4.2  # mm from one line of text to the next
QUADRANTS = {  # corner of the axes, and where the name is anchored
    Quadrant.FIRST: (0.012, 0.985, "left", "top"),
    Quadrant.KEEP: (0.988, 0.985, "right", "top"),
    Quadrant.LOW: (0.012, 0.02, "left", "bottom"),
    Quadrant.EXCESS: (0.988, 0.02, "right", "bottom"),
}


# --- score of each unsur ------------------------------------------------------------------------------


def unsur_scores(result: IndexResult) -> Chart:
    """Chart of each unsur's index with its interval, over the bands of mutu; the best at the top.

    The lowest stands out, with those that can't be told from it.
    """
    ranked = result.ranked
    scores = [float(unsur.index) for unsur in ranked]
    ends = [
        (float(u.interval.low), float(u.interval.high)) if u.interval else (s, s)
        for u, s in zip(ranked, scores, strict=True)
    ]
    rows = np.arange(len(ranked))

    def draw(canvas: Canvas) -> Figure:
        height = 16 + canvas.pick(5.3, 5.8) * len(ranked)
        figure, ax = canvas.axes(height, left=canvas.pick(42, 34), right=canvas.pick(12, 10), top=6, bottom=6)
        low = 5 * np.floor((min(start for start, _ in ends) - canvas.pick(12, 6)) / 5)
        ax.set(xlim=(low, 100), ylim=(-0.7, len(ranked) - 0.3))
        _bands(ax, result.rule.bands, canvas)
        ax.axvline(float(result.ikm), color=MUTED, lw=0.8, ls=(0, (3, 2)), zorder=1)
        last = np.array([unsur in result.lowest_together for unsur in ranked])
        colours = [SHORT if lowest else MAIN for lowest in last]
        ax.hlines(rows, [start for start, _ in ends], [end for _, end in ends], color=colours, lw=1.2)
        ax.plot(np.array(scores)[~last], rows[~last], "o", color=MAIN, ms=canvas.pick(4.6, 3.4))
        ax.plot(np.array(scores)[last], rows[last], "s", color=SHORT, ms=canvas.pick(4.6, 3.6))
        edge = 1 + canvas.pick(0.11, 0.29)
        for row, value in enumerate(scores):
            note(ax, edge, row, decimals(value), across="x", ha="right", **(EMPHASIS if last[row] else {}))
        # beside the dashed line, at the foot of the chart, where the lowest unsur lies to the left of it
        note(ax, float(result.ikm) + 0.8, -0.35, f"IKM {decimals(result.ikm.value)}", color=SOFT)
        ax.set_yticks(rows, [unsur.short for unsur in ranked])
        for name in np.array(ax.get_yticklabels())[last]:
            name.set(**EMPHASIS)
        ax.grid(False)
        ax.xaxis.set_major_locator(MultipleLocator(canvas.pick(10, 20)))
        return figure

    return Chart(draw, result.score_table())


def _bands(ax: Axes, bands: Sequence[Band], canvas: Canvas) -> None:
    """The categories as quiet fields, named at the top: in words where there is room, else by letter."""
    low, high = ax.get_xlim()
    width = high - low
    for number, band in enumerate(bands):
        start, end = max(float(band.ikm_from), low), min(float(band.ikm_to), high)
        if end <= start:
            continue
        if number % 2 == 0:
            ax.axvspan(start, end, color=BAND, zorder=0)
        words = f"{band.letter}  {band.name}" if not canvas.narrow and end - start > 0.17 * width else band.letter
        note(ax, (start + end) / 2, 1.01, words, across="y", color=MUTED, ha="center", va="bottom")


# --- importance and performance -----------------------------------------------------------------------


def importance_performance(result: PriorityResult) -> Chart:
    """Chart of importance (upwards) against performance (to the right), cut into quadrants.

    Unsur of quadrant I, which should be improved first, stand out; marks of those whose quadrant is not settled are
    hollow.
    """
    first = {unsur.code for unsur in result.within(Quadrant.FIRST)}

    def draw(canvas: Canvas) -> Figure:
        names = canvas.pick(0, LINE * ceil(len(result.unsur) / 2) + 3)  # mm, below: a narrow plot has room for codes
        figure, ax = canvas.axes(canvas.pick(104, 84) + names, left=9, right=3, top=5, bottom=11 + names)
        across, along = float(result.performance), float(result.importance)
        _frame(ax, result, canvas)
        ax.grid(False)
        left, top = ax.get_xlim()[0], ax.get_ylim()[1]
        ax.add_patch(Rectangle((left, along), across - left, top - along, color=BAND, zorder=0))
        ax.axvline(across, color=MUTED, lw=0.7, zorder=1)
        ax.axhline(along, color=MUTED, lw=0.7, zorder=1)
        for unsur in result.unsur:
            marker, colour = ("s", SHORT) if unsur.code in first else ("o", MAIN)
            fill = colour if unsur.settled else PAPER
            ax.plot(float(unsur.performance), float(unsur.importance), marker, color=colour, mfc=fill, ms=4.6)
        labels = [
            Label(
                float(unsur.performance),
                float(unsur.importance),
                unsur.code if canvas.narrow else f"{unsur.code} {unsur.short}",
                EMPHASIS if unsur.code in first else {"color": INK},
            )
            for unsur in result.unsur
        ]
        place_labels(ax, labels, [*_quadrant_names(ax), *_lines(ax, across, along)])
        ax.set_xlabel("Kinerja (rata-rata) →", loc="right", labelpad=2)
        note(ax, 0, 1.012, "↑ Kepentingan (rata-rata)", across="y", color=MUTED, va="bottom")
        ax.texts[-1].set_x(ax.get_xlim()[0])
        if canvas.narrow:
            _names_below(figure, result, first)
        return figure

    return Chart(draw, result.quadrant_table())


def _names_below(figure: Figure, result: PriorityResult, first: set[str]) -> None:
    """What each code stands for, in two columns at the foot of the figure."""
    rows = ceil(len(result.unsur) / 2)
    for number, unsur in enumerate(result.unsur):
        column, row = divmod(number, rows)
        y = LINE * (rows - row - 0.5) * MM / figure.get_figheight()
        figure.text(column / 2, y, f"{unsur.code}  {unsur.short}", va="center",
                    **(EMPHASIS if unsur.code in first else {"color": SOFT}))  # fmt: skip


def _frame(ax: Axes, result: PriorityResult, canvas: Canvas) -> None:
    """Limits that hold every point and the cross-hairs, with room for labels; ticks at tenths."""
    x = [float(result.performance), *(float(unsur.performance) for unsur in result.unsur)]
    y = [float(result.importance), *(float(unsur.importance) for unsur in result.unsur)]
    wide, tall = max(max(x) - min(x), 0.1), max(max(y) - min(y), 0.1)
    ax.set(
        xlim=(min(x) - 0.11 * wide, max(x) + canvas.pick(0.15, 0.11) * wide),
        ylim=(min(y) - 0.20 * tall, max(y) + 0.20 * tall),
    )
    for axis, span in ((ax.xaxis, wide), (ax.yaxis, tall)):
        axis.set_major_formatter(lambda value, _: decimals(value, 1))
        axis.set_major_locator(MultipleLocator(0.1 if span < canvas.pick(1.2, 0.8) else 0.5))


def _quadrant_names(ax: Axes) -> list[Bbox]:
    boxes = []
    for quadrant, (x, y, ha, va) in QUADRANTS.items():
        words = f"{quadrant.value}  {quadrant.label.capitalize()}"
        made = ax.text(x, y, words, transform=ax.transAxes, ha=ha, va=va, color=MUTED)
        boxes.append(made.get_window_extent().padded(2))
    return boxes


def _lines(ax: Axes, across: float, along: float) -> list[Bbox]:
    frame, (x, y) = ax.get_window_extent(), ax.transData.transform((across, along))
    return [Bbox([[x - 1, frame.y0], [x + 1, frame.y1]]), Bbox([[frame.x0, y - 1], [frame.x1, y + 1]])]
