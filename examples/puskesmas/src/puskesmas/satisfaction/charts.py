"""The index of each unsur, the best above."""

from __future__ import annotations

from matplotlib.figure import Figure

from laporan.charts.canvas import Canvas, Chart, decimals, note
from laporan.charts.palette import MAIN, MUTED, SHORT
from puskesmas.satisfaction.results import Survey

FLOOR = 60  # where the axis begins, or lower where an index does: dots may, bars might not


def unsur(survey: Survey) -> Chart:
    """A mark an unsur on the scale of the index, square where it lies below the survey's own, which a line shows."""
    floor = min(FLOOR, *(int(float(score.index)) - 5 for score in survey.scores))

    def draw(canvas: Canvas) -> Figure:
        figure, ax = canvas.axes(canvas.pick(62, 66), left=canvas.pick(36, 32), right=canvas.pick(12, 10))
        ranked, line = survey.ranked[::-1], float(survey.ikm)
        ax.set(xlim=(floor, 100), ylim=(-0.8, len(ranked) - 0.4))
        ax.axvline(line, color=MUTED, lw=0.8, ls=(0, (3, 2)), zorder=1)
        for row, score in enumerate(ranked):
            below = float(score.index) < line
            ax.plot(float(score.index), row, "s" if below else "o", color=SHORT if below else MAIN, ms=5)
            note(ax, 1 + canvas.pick(0.11, 0.26), row, decimals(score.index.value), across="x", ha="right")
        note(ax, line + 0.8, -0.5, f"IKM {decimals(survey.ikm.value)}", color=MUTED)
        ax.set_yticks(range(len(ranked)), [score.unsur.short for score in ranked])
        ax.grid(axis="y", visible=False)
        return figure

    return Chart(draw, survey.table())
