"""Charts of social media: reach by month beside the year before, and followers by age and sex."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from analysis.media.contract import AGES, SEXES
from analysis.media.results import Audience, Monthly, Reach, months_table
from laporan.charts.canvas import MONTHS, Canvas, Chart, note, whole
from laporan.charts.palette import BEFORE, MAIN, MUTED, OTHER, PAPER, SOFT
from laporan.facts.printed import persen

__all__ = ["audience", "engaged", "impressions"]


def impressions(reach: Reach) -> Chart:
    """Chart of Twitter impressions by month, beside those of the year before."""
    return _by_month(reach.now.impressions, reach.before.impressions if reach.before else None, "impresi per bulan")


def engaged(reach: Reach) -> Chart:
    """Chart of people who engaged on Facebook on an average day, by month, beside those of the year before."""
    return _by_month(reach.now.engaged, reach.before.engaged if reach.before else None, "orang per hari")


def _by_month(now: Monthly, before: Monthly | None, unit: str) -> Chart:
    """Bars for this year, grey ones beside them for the year before; the peak has its number, in the axis's unit."""
    top = max(float(value) for year in (now, before) if year for value in year.months.values())
    digits = len(whole(top))

    def draw(canvas: Canvas) -> Figure:
        figure, ax = canvas.axes(canvas.pick(62, 58), left=1.6 * digits + 1.5, right=1, top=canvas.pick(6, 11))
        shift = 0.21 if before else 0.0
        if before:
            _bars(ax, before, -shift, BEFORE)
        _bars(ax, now, shift, MAIN)
        ax.set(xlim=(0.4, 12.6), xticks=range(1, 13))
        ax.set_xticklabels([name if canvas.pick(True, index % 2 == 0) else "" for index, name in enumerate(MONTHS)])
        ax.set_ylim(0, top * 1.12)
        ax.yaxis.set_major_locator(MaxNLocator(4, steps=[1, 2, 5, 10]))
        ax.yaxis.set_major_formatter(FuncFormatter(whole))
        peak = whole(now.months[now.peak].value)
        note(ax, now.peak + shift, float(now.months[now.peak]) + top * 0.02, peak, ha="center", va="bottom", weight=600,
             bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 0.6})  # fmt: skip
        _heading(figure, ax, unit, canvas)
        return figure

    return Chart(draw, months_table([year for year in (before, now) if year]))


def _bars(ax: Axes, year: Monthly, shift: float, colour: str) -> None:
    places = [month + shift for month in year.months]
    heights = [float(value) for value in year.months.values()]
    ax.bar(places, heights, 0.4 if shift else 0.7, color=colour, label=str(year.year))


def _heading(figure: Figure, ax: Axes, unit: str, canvas: Canvas) -> None:
    """The unit above the axis, and which year is which."""
    handles, labels = ax.get_legend_handles_labels()
    figure.text(0, 1, unit, color=MUTED, va="top")
    anchor: tuple[float, float] = (0, 1 - 4.5 / 58) if canvas.narrow else (1, 1)
    place: Literal["upper left", "upper right"] = "upper left" if canvas.narrow else "upper right"
    figure.legend(handles, labels, ncols=2, loc=place, bbox_to_anchor=anchor, borderpad=0)


def audience(followers: Audience) -> Chart:
    """Chart of the share of all followers by age: women to the left, men to the right."""

    def draw(canvas: Canvas) -> Figure:
        figure, ax = canvas.axes(62, left=canvas.pick(8, 1), right=canvas.pick(8, 1), top=7, bottom=0)
        largest = max(float(followers.part(age, sex)) for age in AGES for sex in SEXES)
        gap = largest * canvas.pick(0.14, 0.3)
        for sex, side, colour in zip(SEXES, (-1, 1), (OTHER, MAIN), strict=True):
            shares = [float(followers.part(age, sex)) for age in AGES]
            ax.barh(range(len(AGES)), [side * part for part in shares], 0.68, left=side * gap, color=colour)
            for row, (age, part) in enumerate(zip(AGES, shares, strict=True)):
                ax.annotate(
                    str(persen(followers.part(age, sex), 1)), (side * (gap + part), row), (side * 4, 0),
                    textcoords="offset points", ha="left" if side > 0 else "right", va="center", color=SOFT,
                )  # fmt: skip
            name = f"{sex} {persen(followers.sex(sex), 1)}"
            note(ax, side * gap, len(AGES) - 0.15, name, ha="left" if side > 0 else "right", weight=600)
        _ages(ax, AGES)
        reach = gap + largest * canvas.pick(1.12, 1.42)
        ax.set(xlim=(-reach, reach), ylim=(-0.5, len(AGES) - 0.4), xticks=[], yticks=[])
        ax.grid(False)
        ax.spines["bottom"].set_visible(False)
        return figure

    return Chart(draw, followers.table())


def _ages(ax: Axes, ages: Sequence[str]) -> None:
    for row, age in enumerate(ages):
        note(ax, 0, row, age, ha="center", color=SOFT)
