"""Plots that authors draw with matplotlib, pandas or seaborn, in the report's look: Indonesian numbers and titles.

`use_style` of `canvas` sets fonts, colours and sizes; this sets what no style sheet can.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure
from matplotlib.scale import LinearScale, register_scale
from matplotlib.ticker import ScalarFormatter

from laporan.charts.canvas import use_style

YEARS = range(1945, 2101)  # numbers of these alone, along an axis, are years: 2017, and not 2.017
WRITTEN_OUT = (-5, 15)  # powers of ten
OF_LIBRARIES = {
    "Count": "Banyaknya",
    "count": "Banyaknya",
    "Frequency": "Banyaknya",
    "Density": "Kepadatan",
    "Probability": "Peluang",
    "Proportion": "Bagian",
    "proportion": "Bagian",
    "Percent": "Persen",
}
SIGNS = str.maketrans(",.", ".,")


class IndonesianFormatter(ScalarFormatter):
    """matplotlib's own numbers along an axis, with a decimal comma and points between thousands."""

    places: Sequence[float] = ()

    def __init__(self) -> None:
        """Numbers are written out: no power of ten, and nothing to add, at the end of the axis."""
        super().__init__(useOffset=False)
        self.set_powerlimits(WRITTEN_OUT)

    def set_locs(self, locs: Any) -> None:
        """matplotlib's hook: where the ticks are that will be told."""
        super().set_locs(locs)
        self.places = locs

    def __call__(self, x: float, pos: int | None = None) -> str:
        """The number at a tick: '1.250', '0,5'; of years '2017', and nothing between them."""
        text = str(super().__call__(x, pos))
        if all(YEARS.start <= place < YEARS.stop for place in self.places):
            return text.partition(".")[0] if x == round(x) else ""
        whole, point, rest = text.partition(".")
        digits = whole.lstrip("\N{MINUS SIGN}-")
        grouped = f"{int(digits):,}".translate(SIGNS) if digits.isdecimal() else digits
        return f"{whole[: len(whole) - len(digits)]}{grouped}{',' if point else ''}{rest}"


class IndonesianScale(LinearScale):
    """matplotlib's linear scale, whose ticks are told in Indonesian unless the author formats them."""

    def __init__(self, *_axis: Any) -> None:  # matplotlib 3.10 hands its axis in, 3.11 does not
        """matplotlib makes it."""

    def set_default_locators_and_formatters(self, axis: Any) -> None:
        """matplotlib's hook for an axis that begins to be linear."""
        super().set_default_locators_and_formatters(axis)
        axis.set_major_formatter(IndonesianFormatter())


def use_report_look() -> None:
    """From now on all plots of this process look like the report's: style, fonts, and numbers along axes."""
    use_style()
    register_scale(IndonesianScale)


def use_look_in_seaborn() -> None:
    """The same for `seaborn.objects`, which has a theme of its own; where it was imported, else nothing happens."""
    objects = sys.modules.get("seaborn.objects")
    if objects is not None:
        theme = objects.Plot.config.theme
        theme.update({key: value for key, value in mpl.rcParams.items() if key in theme})


def tell_in_indonesian(figure: Figure, titles: Mapping[str, str]) -> None:
    """Give axes and legends that are called by a column its title, and axes that seaborn formatted their numbers.

    What libraries call by themselves, as the "Count" of a histogram, is told in Indonesian.

    Parameters
    ----------
    figure : Figure
        What the author drew. What is not the name of a column stays.
    titles : mapping of str to str
        Titles by the names of columns.
    """
    told = {**OF_LIBRARIES, **titles}
    for axes in figure.axes:
        for axis in (axes.xaxis, axes.yaxis):
            if type(axis.get_major_formatter()) is ScalarFormatter:
                axis.set_major_formatter(IndonesianFormatter())
            if (text := axis.get_label_text()) in told:
                axis.set_label_text(told[text])
        if (title := axes.get_title()) in titles:
            axes.set_title(titles[title])
    legends = [*(axes.get_legend() for axes in figure.axes), *figure.legends]
    for legend in filter(None, legends):
        for entry in (legend.get_title(), *legend.get_texts()):
            entry.set_text(told.get(entry.get_text(), entry.get_text()))
