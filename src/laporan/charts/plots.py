"""Plots that authors draw with matplotlib, pandas or seaborn, in the report's look and words.

`use_style` of `canvas` sets fonts, colours and sizes; this sets what no style sheet can. `axis_texts` has the axes.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.scale import register_scale
from matplotlib.text import Text

from laporan.charts.axis_texts import IndonesianScale, are_years, in_indonesian, tell_axis
from laporan.charts.canvas import use_style

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
FACET = re.compile(r"(?:(?<= \| )|^)(\w+)(?= = )")  # seaborn heads parts so: 'channel = WBS | status = Selesai'
NUMBER = re.compile(r"[-+\N{MINUS SIGN}]?(\d+)(?:\.(\d+))?\s?%?")


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


def close_empty_figures() -> None:
    """Close the figures of pyplot that nothing is drawn in: a call that failed leaves one, and it would be shown."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is None:
        return
    for figure in map(pyplot.figure, pyplot.get_fignums()):
        if not any(axes.has_data() for axes in figure.axes):
            pyplot.close(figure)


def tell_in_indonesian(figure: Figure, titles: Mapping[str, str]) -> None:
    """Give axes, legends and parts that are called by a column its title, and numbers and days their Indonesian form.

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
            tell_axis(axis, titles)
            if (text := axis.get_label_text()) in told:
                axis.set_label_text(told[text])
        _tell_title(axes, titles)
        _tell_numbers(axes.texts)
        if axes.images:
            axes.grid(visible=False)  # its lines would cross the picture
    legends = [*(axes.get_legend() for axes in figure.axes), *figure.legends]
    for legend in filter(None, legends):
        for entry in (legend.get_title(), *legend.get_texts()):
            entry.set_text(told.get(entry.get_text(), entry.get_text()))
        _tell_numbers(legend.get_texts())


def _tell_title(axes: Axes, titles: Mapping[str, str]) -> None:
    title = axes.get_title()
    told = titles.get(title) or FACET.sub(lambda column: titles.get(column[1], column[1]), title)
    if told != title:
        axes.set_title(told)


def _tell_numbers(texts: Iterable[Text]) -> None:
    """Numbers that a library wrote, as on bars, in cells, slices and legends; what may be Indonesian already stays."""
    written = [(text, found) for text in texts if (found := NUMBER.fullmatch(text.get_text().strip()))]
    decimals = [found[2] for _text, found in written if found[2]]
    if not written or (decimals and all(len(places) == len("000") for places in decimals)):
        return
    if not decimals and are_years([int(found[1]) for _text, found in written]):
        return
    for text, _found in written:
        _rewrite(text, in_indonesian(text.get_text().strip()))


def _rewrite(text: Text, told: str) -> None:
    if told != text.get_text():
        text.set_text(told)
