"""Chart of the SSCN helpdesk: problems by frequency."""

from __future__ import annotations

from matplotlib.figure import Figure

from analysis.helpdesk.results import Problems
from laporan.charts.canvas import Canvas, Chart, note, whole
from laporan.charts.palette import INK, MAIN, MUTED, REST, SOFT
from laporan.facts.printed import persen

__all__ = ["problem_types"]


def problem_types(problems: Problems) -> Chart:
    """Chart of cases by type, with the running share; the types that make up four fifths are dark."""

    def draw(canvas: Canvas) -> Figure:
        left, right = canvas.pick(53, 0), canvas.pick(26, 26)
        step = canvas.pick(5.6, 10.0)
        figure, ax = canvas.axes(step * len(problems.types) + 6, left=left, right=right, top=6, bottom=0)
        edge = 1 + right / (canvas.width - left - right)
        for place, problem in enumerate(problems.types, start=1):
            row, value = -float(place), float(problem.cases)
            dark = place <= problems.enough
            bar = row - canvas.pick(0, 0.12)
            ax.barh(bar, value, canvas.pick(0.66, 0.38), color=MAIN if dark else REST, edgecolor=MAIN, lw=0.5)
            ax.annotate(whole(problem.cases.value), (value, bar), (5, 0), textcoords="offset points", va="center",
                        weight=600 if dark else 400, color=INK)  # fmt: skip
            running = str(persen(problems.first(place), 1))
            note(ax, edge, bar, running, across="x", ha="right", color=INK if place == problems.enough else SOFT)
            if canvas.narrow:
                note(ax, 0, row + 0.26, problem.name, across="x", color=SOFT)
            else:
                ax.annotate(problem.name, (0, bar), (-5, 0), textcoords="offset points", ha="right", va="center",
                            color=SOFT)  # fmt: skip
        ax.set(xlim=(0, float(problems.types[0].cases)), ylim=(-len(problems.types) - 0.5, -0.45))
        ax.set(xticks=[], yticks=[])
        ax.grid(False)
        ax.spines["bottom"].set_visible(False)
        figure.text(1, 1, "kumulatif", ha="right", va="top", color=MUTED)
        figure.text(left / canvas.width, 1, "kasus", va="top", color=MUTED)
        return figure

    return Chart(draw, problems.table())
