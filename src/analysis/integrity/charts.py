"""Charts of the integrity survey: how often each answer was given, by dimension; the mean of each question."""

from __future__ import annotations

from textwrap import fill

import numpy as np
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.ticker import FuncFormatter, MaxNLocator

from analysis.integrity.index import IntegrityResult
from analysis.integrity.items import IntegrityItems
from laporan.charts.canvas import Canvas, Chart, decimals, note, share_text, whole
from laporan.charts.labels import apart
from laporan.charts.palette import EDGE, INK, MAIN, PAPER, SHORT, SOFT, STEPS

__all__ = ["answers", "item_dots"]

WRAP = 33  # letters of a dimension's name beside its bar


def answers(result: IntegrityResult) -> Chart:
    """Chart of the share of each answer, a bar a dimension: answers of the scale's lower half left of zero.

    It needs a scale of four answers, two of them on each side; the higher the answer, the darker. Where an answer is
    too rare to be told, the bar has only the two sides.
    """
    colours: tuple[str, ...]
    if result.each_answer_told:
        steps = list(result.rule.scale.steps)
        shares = np.array([[float(d.shares[step]) for step in steps] for d in result.dimensions])
        words, colours = [f"Jawaban {step}" for step in steps], (STEPS[0], STEPS[1], STEPS[3], STEPS[4])
    else:
        words, colours = ["Paruh bawah", "Paruh atas"], (STEPS[1], STEPS[4])
        shares = np.array([[float(d.doubtful), float(d.approving)] for d in result.dimensions])
    names = [dimension.name for dimension in result.dimensions]

    def draw(canvas: Canvas) -> Figure:
        height = canvas.pick(9, 14) + canvas.pick(11.5, 17.5) * len(shares)
        figure, ax = canvas.axes(height, left=canvas.pick(54, 0), top=canvas.pick(7, 12), bottom=0)
        thick = canvas.pick(0.62, 0.36)
        _bars(ax, shares, colours, thick, canvas)
        rows = np.arange(len(shares))
        doubt, approve = _totals(ax, rows, shares)
        ax.vlines(np.zeros(len(rows)), rows - thick / 2 - 0.08, rows + thick / 2 + 0.08, color=INK, lw=0.9)
        room = canvas.pick(0.09, 0.15)
        ax.set(xlim=(-doubt - room, approve + room), ylim=(len(shares) - canvas.pick(0.55, 0.55), -0.45), xticks=[])
        ax.set(xlabel="", ylabel="")
        if canvas.narrow:
            ax.set(yticks=[], ylim=(len(shares) - 0.7, -0.7))
            for row, name in enumerate(names):
                note(ax, 0, row - thick / 2 - 0.05, fill(name, 48), across="x", va="bottom", linespacing=1.0)
        else:
            ax.set_yticks(rows, [fill(name, WRAP) for name in names])
        ax.spines["bottom"].set_visible(False)
        ax.grid(visible=False)
        figure.legend(
            [Rectangle((0, 0), 1, 1, color=colour) for colour in colours],
            words,
            ncols=canvas.pick(4, 2),
            loc="upper left",
            bbox_to_anchor=(0, 1),
            borderpad=0,
            labelspacing=0.35,
        )
        return figure

    return Chart(draw, result.answer_table())


def _bars(ax: Axes, shares: np.ndarray, colours: tuple[str, ...], thick: float, canvas: Canvas) -> None:
    """The bars, each with its share where it is wide enough to hold it and no side of its own.

    On either side the longest is drawn first, and the shorter ones over it.
    """
    middle = shares.shape[1] // 2
    rows = [str(row) for row in range(len(shares))]
    left, right = range(middle), range(shares.shape[1] - 1, middle - 1, -1)
    for side, steps in ((-1, left), (1, right)):
        for step in steps:
            inner = slice(step, middle) if side < 0 else slice(middle, step + 1)
            ends = side * shares[:, inner].sum(axis=1)
            sns.barplot(x=ends, y=rows, color=colours[step], width=thick, saturation=1, orient="h", ax=ax)
            for row, (end, part) in enumerate(zip(ends, shares[:, step], strict=True)):
                if middle > 1 and part >= canvas.pick(0.04, 0.085):
                    text = PAPER if colours[step] in STEPS[3:] else INK
                    note(ax, end - side * part / 2, row, share_text(part), ha="center", color=text)


def _totals(ax: Axes, rows: np.ndarray, shares: np.ndarray) -> tuple[float, float]:
    """The sum of each side at its end; returns the longest of either side."""
    middle = shares.shape[1] // 2
    doubt, approve = shares[:, :middle].sum(axis=1), shares[:, middle:].sum(axis=1)
    for row, left, right in zip(rows, doubt, approve, strict=True):
        for at, part, side, shift in ((-left, left, "right", -4), (right, right, "left", 4)):
            ax.annotate(
                share_text(part), (at, row), (shift, 0), textcoords="offset points", ha=side, va="center", weight=600
            )
    return float(doubt.max()), float(approve.max())


def item_dots(result: IntegrityItems) -> Chart:
    """Chart of the mean of each question, a row a dimension, beside the dimension's own index (a bar).

    The lowest question stands out, with those that can't be told from it, unless most can't.
    """
    told = {name: items for name, items in result.told.items() if items}
    scores = {dimension.name: float(dimension.index) for dimension in result.found.dimensions}
    low = result.lowest_together if result.stands_out else ()

    def draw(canvas: Canvas) -> Figure:
        row = canvas.pick(12.5, 17.5)
        figure, ax = canvas.axes(row * len(told) + 9, left=canvas.pick(56, 1), right=canvas.pick(12, 1), bottom=7)
        known = [float(item.index) for items in told.values() for item in items]
        ax.set_xlim(min(known) - 1, max(known) + 1)
        ax.set_ylim(len(told) - canvas.pick(0.5, 0.4), canvas.pick(-0.5, -0.75))
        for line, (name, items) in enumerate(told.items()):
            ax.axhline(line, color=EDGE, lw=0.5, zorder=0)
            ax.vlines(scores[name], line, line + 0.28, color=INK, lw=1.6, zorder=1)
            ordered = sorted(items, key=lambda item: float(item.index))
            values = [float(item.index) for item in ordered]
            colours = {item.code: SHORT if item in low else MAIN for item in ordered}
            sns.stripplot(
                x=values, y=[line] * len(values), hue=list(colours), palette=colours, legend=False, jitter=False,
                size=5.4, native_scale=True, orient="h", ax=ax, zorder=3,
            )  # fmt: skip
            room = canvas.pick(0.045, 0.07) * (ax.get_xlim()[1] - ax.get_xlim()[0])
            for (code, colour), at in zip(colours.items(), apart(values, room), strict=True):
                note(ax, at, line - canvas.pick(0.27, 0.2), code, ha="center", color=colour)
            if canvas.narrow:
                note(ax, 0, line - 0.5, fill(name, 48), across="x", color=SOFT, linespacing=0.95)
            else:
                note(ax, -56 / (canvas.width - 68), line, fill(name, WRAP), across="x", color=SOFT, linespacing=1.0)
                note(ax, 1 + 12 / (canvas.width - 68), line, decimals(scores[name]), across="x", ha="right", weight=600)
        ax.set(xlabel="", ylabel="", yticks=[])
        ax.xaxis.set_major_locator(MaxNLocator(canvas.pick(8, 4), integer=True))
        ax.xaxis.set_major_formatter(FuncFormatter(whole))
        ax.grid(visible=False)
        return figure

    return Chart(draw, result.table())
