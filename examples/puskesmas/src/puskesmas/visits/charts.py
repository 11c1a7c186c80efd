"""Visits through the year, clinic upon clinic."""

from __future__ import annotations

from matplotlib.figure import Figure

from laporan.charts.canvas import MONTHS, Canvas, Chart, whole
from laporan.charts.palette import STEPS
from puskesmas.visits.results import Year

COLOURS = STEPS[::-1]  # the most visited is the darkest


def by_month(year: Year) -> Chart:
    """A column a month; its pieces are the clinics, the most visited at the foot."""

    def draw(canvas: Canvas) -> Figure:
        figure, ax = canvas.axes(canvas.pick(68, 74), left=canvas.pick(12, 11), right=1, top=canvas.pick(9, 14))
        feet = [0.0] * len(MONTHS)
        for clinic, colour in zip(year.ranked, COLOURS, strict=True):
            heights = [float(visits) for visits in clinic.months.values()]
            ax.bar(range(len(MONTHS)), heights, 0.72, bottom=feet, color=colour, label=clinic.name)
            feet = [foot + height for foot, height in zip(feet, heights, strict=True)]
        names = canvas.pick(MONTHS, tuple(name[0] for name in MONTHS))
        ax.set_xticks(range(len(MONTHS)), names)
        ax.yaxis.set_major_formatter(whole)
        ax.grid(axis="x", visible=False)
        figure.legend(ncols=canvas.pick(5, 3), loc="upper left", bbox_to_anchor=(0, 1), borderpad=0)
        return figure

    return Chart(draw, year.by_month())
