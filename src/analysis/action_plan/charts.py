"""Chart of the action plan: months planned, and months with evidence."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import fill
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.action_plan.results import ActionPlan, Activity
from laporan.charts.canvas import MONTHS, Canvas, Chart, note
from laporan.charts.palette import MAIN, MUTED, OTHER, PAPER, REST, RULE, SHORT

__all__ = ["UNDATED", "months"]

ROW, NAMES, RIGHT = 8.0, 58.0, 3.0  # mm
UNDATED_AT = 13.4  # x of the column of undated evidence, one empty step after December
PLANNED, MET, RECORDED = "Rencana tanpa bukti", "Rencana berbukti", "Rencana berdata"
OUTSIDE, UNDATED = "Bukti di luar rencana", "Bukti tanpa bulan"
MARKS: dict[str, dict[str, Any]] = {
    PLANNED: {"marker": "s", "mfc": PAPER, "mec": SHORT, "mew": 0.9},
    MET: {"marker": "s", "mfc": MAIN, "mec": MAIN, "mew": 0.9},
    RECORDED: {"marker": "s", "mfc": OTHER, "mec": OTHER, "mew": 0.9},
    OUTSIDE: {"marker": "D", "mfc": REST, "mec": MAIN, "mew": 0.9},
    UNDATED: {"marker": "o", "mfc": PAPER, "mec": MAIN, "mew": 1.2},
}


def months(plan: ActionPlan) -> Chart:
    """Chart of the plan as a matrix: one row a detail, one column a month.

    Evidence that names no month has a column of its own.
    """

    def draw(canvas: Canvas) -> Figure:
        items = plan.activities
        top = canvas.pick(15, 24)
        height = canvas.pick(ROW, ROW * 1.3) * len(items) + top
        figure, ax = canvas.axes(height, left=canvas.pick(NAMES, 1), right=RIGHT, top=top, bottom=0)
        for row, item in enumerate(reversed(items)):
            _row(ax, row, item, canvas)
        ax.set(xlim=(0.4, UNDATED_AT + 0.6), ylim=(-0.5, len(items) - 0.5))
        ax.set_yticks([])
        ax.set_xticks([*range(1, 13)], [name[0] if canvas.narrow else name for name in MONTHS])
        ax.xaxis.tick_top()
        ax.tick_params(axis="x", length=0, pad=2)
        ax.grid(False)
        ax.spines["bottom"].set_visible(False)
        note(ax, UNDATED_AT, len(items) - 0.5, "tanpa\nbulan", ha="center", va="bottom", color=MUTED, linespacing=0.95)
        _legend(figure, canvas)
        return figure

    return Chart(draw, plan.evidence_table())


def _row(ax: Axes, row: int, item: Activity, canvas: Canvas) -> None:
    at = row - canvas.pick(0.0, 0.2)
    start = canvas.pick(-NAMES / (canvas.width - NAMES - RIGHT), 0)  # the figure's left edge
    ax.axhline(row - 0.5, xmin=start, color=RULE, lw=0.6, clip_on=False)
    name = item.name if canvas.narrow else fill(item.name, 36)
    note(ax, start, row + canvas.pick(0, 0.24), name, across="x", linespacing=0.95)
    for kind, numbers in _marks(item).items():
        ax.plot(numbers, [at] * len(numbers), ls="", ms=canvas.pick(8.2, 6.4) - 1.4 * (kind == OUTSIDE), **MARKS[kind])


def _marks(item: Activity) -> dict[str, Sequence[float]]:
    open_months = [month for month in item.planned if month not in item.on_plan]
    return {
        PLANNED: open_months,
        MET: item.named,
        RECORDED: item.on_data,
        OUTSIDE: item.outside,
        UNDATED: [UNDATED_AT] * bool(item.undated),
    }


def _legend(figure: Figure, canvas: Canvas) -> None:
    ax = figure.axes[0]
    handles = [ax.plot([], [], ls="", ms=6, **style)[0] for style in MARKS.values()]
    figure.legend(
        handles,
        list(MARKS),
        ncols=canvas.pick(5, 2),
        loc="upper left",
        bbox_to_anchor=(0, 1),
        borderpad=0,
        labelspacing=0.35,
    )
