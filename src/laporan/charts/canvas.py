"""Where charts are drawn: two widths, one style, one palette, Indonesian numbers.

A chart is a function `draw(canvas) -> Figure` that draws itself for the width it is given:
FULL (160 mm, a page's measure) or HALF (77 mm: two to a page, and phones). It has no title (the
caption says it), no frame, and names its series beside them. Nothing is scaled afterwards.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from matplotlib import font_manager, style
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.transforms import blended_transform_factory

from laporan.core.formatting import Number, month_name, number, percent
from laporan.facts.tables import Table

T = TypeVar("T")
HERE = Path(__file__).parent
MM = 1 / 25.4

# Each colour keeps its place in grey: ink < deep < orange < mid < grey < pale, and orange only
# ever meets blue where shape or position tells them apart too. Orange, deep and the inks are
# at least 4,5 : 1 on paper and may be text; mid and grey are 3 : 1; sand, pale and the first
# steps are fills, with a value or an edge that carries them. page.css gives each its dark partner.
INK, SOFT, MUTED, RULE, BAND = "#1b1f24", "#434a53", "#59616b", "#dde1e5", "#f1f3f5"
DEEP, MID, PALE = "#12486b", "#3d86b0", "#b7d5e7"
ORANGE, SAND = "#ad5007", "#e5b173"
GREY, PAPER = "#868e97", "#ffffff"
STEPS = ("#d3e3ed", "#a6c9df", "#6ea6c8", "#357ca3", "#12486b")
MONTHS = tuple(month_name(month, "abbreviated") for month in range(1, 13))


@dataclass(frozen=True)
class Canvas:
    """One of the two widths, in mm. Heights are the chart's own."""

    name: str
    width: float

    @property
    def narrow(self) -> bool:
        return self.width < 100

    def pick(self, wide: T, narrow: T) -> T:
        return narrow if self.narrow else wide

    def axes(
        self, height: float, *, left: float = 0, right: float = 0, top: float = 0, bottom: float = 6
    ) -> tuple[Figure, Axes]:
        """One axes with margins in mm, so that every chart's edges line up on the page."""
        figure = Figure(figsize=(self.width * MM, height * MM))
        box = (left / self.width, bottom / height, 1 - (left + right) / self.width, 1 - (top + bottom) / height)
        return figure, figure.add_axes(box)


FULL, HALF = Canvas("penuh", 160), Canvas("setengah", 77)


@dataclass(frozen=True)
class Chart:
    """A drawing and the data behind it.

    draw : canvas -> Figure
    data : the numbers that are drawn, as a table: shown one click away, and the source of every
        number that the drawing prints
    how : how it was computed, Markdown, for "Cara dihitung"
    widths : both widths, or one where a chart is only ever small
    """

    draw: Callable[[Canvas], Figure]
    data: Table
    how: str = ""
    widths: tuple[Canvas, ...] = (FULL, HALF)


@cache
def use_style() -> None:
    """The report's one look: fonts from the project, so that every machine draws the same."""
    for name in ("Regular", "Semibold", "Italic"):
        font_manager.fontManager.addfont(HERE / "fonts" / f"LaporanSans-{name}.ttf")
    style.use(HERE / "laporan.mplstyle")


def whole(value: Number, _position: object = None) -> str:
    """For axes: 16912 -> '16.912'."""
    return number(value, 0)


def decimals(value: Number, places: int = 2) -> str:
    """For labels: 80.891 -> '80,89'."""
    return number(value, places)


def share_text(value: Number, _position: object = None) -> str:
    """For axes and labels: 0.437 -> '44%'; the sign of a share drawn to the left is dropped."""
    return percent(-value if value < 0 else value)


def note(ax: Axes, x: float, y: float, text: str, *, across: str | None = None, **style: Any) -> None:
    """Text at data coordinates; `across='x'|'y'` makes that one a fraction of the axes."""
    transform = {
        None: ax.transData,
        "x": blended_transform_factory(ax.transAxes, ax.transData),
        "y": blended_transform_factory(ax.transData, ax.transAxes),
    }[across]
    ax.text(x, y, text, transform=transform, **{"color": INK, "va": "center"} | style)


def key(ax: Axes, x: float, y: float, text: str, colour: str) -> None:
    """A series' name beside the series itself, with a swatch: pale colours can't be read as text."""
    ax.plot(x, y, "s", color=colour, ms=6, clip_on=False)
    ax.annotate(text, (x, y), (6, 0), textcoords="offset points", va="center", color=INK, annotation_clip=False)
