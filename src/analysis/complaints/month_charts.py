"""Charts of complaints by class that seaborn draws: a heat map of months, and how many days the closed ones took."""

from __future__ import annotations

from math import isnan, nan
from textwrap import fill

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.colors import BoundaryNorm, ListedColormap
from matplotlib.figure import Figure

from analysis.complaints.months import WEEK, WEEKS, DaysByClass, MonthsByClass
from laporan.charts.canvas import Canvas, Chart, note, share_text, whole
from laporan.charts.palette import INK, MAIN, MUTED, PAPER, SHORT, SOFT, STEPS

__all__ = ["days_taken", "within_limit"]

LIMITS = np.linspace(0, 1, len(STEPS) + 1)  # a step of colour a fifth
DARK = 3  # from this step on, words in a cell are the colour of paper
NAMES = 46.0  # mm beside the cells


def within_limit(found: MonthsByClass) -> Chart:
    """Heat map of the share settled within the limit: classes by month of arrival, and the whole year apart.

    Where the page is narrow, months go downwards.
    """
    shares = pd.DataFrame(
        {name: [nan if share is None else float(share) for share in row] for name, row in found.told.items()},
        index=list(found.classes),
    )

    def draw(canvas: Canvas) -> Figure:
        shown = shares.T if canvas.narrow else shares
        rows = len(shown)
        top = canvas.pick(6, 14)
        height = canvas.pick(9.0, 5.4) * rows + top + 0.5
        figure, ax = canvas.axes(height, left=canvas.pick(NAMES, 17), right=canvas.pick(3, 0.5), top=top, bottom=0.5)
        sns.heatmap(
            shown, ax=ax, cmap=ListedColormap(list(STEPS)), norm=BoundaryNorm(LIMITS, len(STEPS)), cbar=False,
            linewidths=1.2, linecolor=PAPER, xticklabels=False, yticklabels=False,
        )  # fmt: skip
        ax.grid(visible=False)
        _write_shares(ax, shown.to_numpy())
        _name_cells(ax, shown, canvas)
        last = len(found.told) - 1
        (ax.axhline if canvas.narrow else ax.axvline)(last, color=PAPER, lw=4)
        return figure

    return Chart(draw, found.table())


def _write_shares(ax: Axes, shares: np.ndarray) -> None:
    for row, line in enumerate(shares):
        for column, share in enumerate(line):
            step = -1 if isnan(share) else int(np.searchsorted(LIMITS, share, side="right")) - 1
            text = "–" if isnan(share) else share_text(share)
            note(ax, column + 0.5, row + 0.5, text, ha="center", color=PAPER if step >= DARK else INK)


def _name_cells(ax: Axes, shown: pd.DataFrame, canvas: Canvas) -> None:
    """Names of rows and columns. They are no ticks: the numbers of a ruler are none of the ledger's."""
    for row, name in enumerate(shown.index):
        note(ax, -0.15 * len(shown.columns) / 12, row + 0.5, fill(str(name), 30), ha="right", color=SOFT)
    for column, name in enumerate(shown.columns):
        note(ax, column + 0.5, -0.15, fill(str(name), canvas.pick(30, 14)), ha="center", color=SOFT,
             va=canvas.pick("baseline", "bottom"), linespacing=1.0)  # fmt: skip


def days_taken(found: DaysByClass) -> Chart:
    """Histogram of the working days of closed complaints, a panel a class; the dashed line is the class's limit."""
    middles = np.arange(WEEKS + 1) * WEEK + WEEK / 2
    edges = np.arange(WEEKS + 2) * WEEK

    def draw(canvas: Canvas) -> Figure:
        count = len(found.classes)
        panel, gap = canvas.pick(38.0, 30.0), 12.0
        wide = canvas.pick((canvas.width - 3 - gap * (count - 1)) / count, canvas.width - 3)
        rows = canvas.pick(1, count)
        height = rows * (panel + 9) + (rows - 1) * 8 + 12
        figure = Figure(figsize=(canvas.width / 25.4, height / 25.4))
        for number, (rule, counts) in enumerate(zip(found.classes, found.weeks, strict=True)):
            column, row = (0, number) if canvas.narrow else (number, 0)
            left, top = column * (wide + gap) + 8, 9 + row * (panel + 17)
            box = left / canvas.width, 1 - (top + panel) / height, (wide - 8) / canvas.width, panel / height
            ax = figure.add_axes(box)
            sns.histplot(
                x=middles, weights=[float(value) for value in counts], bins=edges.tolist(), ax=ax, color=MAIN, alpha=1,
                edgecolor=PAPER, linewidth=0.8,
            )  # fmt: skip
            _finish_panel(ax, rule.limit_working_days, fill(rule.name, canvas.pick(24, 40)), rule.mark)
        figure.text(0, 0, "hari kerja sejak hari sesudah masuk", color=MUTED, va="bottom")
        return figure

    return Chart(draw, found.table())


def _finish_panel(ax: Axes, limit: int, name: str, mark: str) -> None:
    ax.set(xlim=(0, WEEK * (WEEKS + 1)), xlabel="", ylabel="")
    ax.set_xticks([0, 15, 30, WEEK * WEEKS + WEEK / 2], ["0", "15", "30", f">{WEEK * WEEKS}"])
    ax.yaxis.set_major_formatter(whole)
    ax.locator_params(axis="y", nbins=4, integer=True)
    top = ax.get_ylim()[1]
    if limit <= WEEK * WEEKS:
        ax.axvline(limit, color=SHORT, lw=1, ls=(0, (3, 2)))
        note(ax, limit + 0.8, top * 0.97, f"batas {limit} hari{mark}", color=SHORT, va="top")
    ax.text(0, 1.04, name, transform=ax.transAxes, va="bottom", color=SOFT, weight=600, linespacing=1.05)
