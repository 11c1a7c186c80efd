"""What charts are drawn on: two widths, one style, Indonesian numbers; what colours mean is in `palette`.

A chart is a function `draw(canvas) -> Figure` that draws itself for the width it is given:
FULL (160 mm, a page's measure) or HALF (77 mm: two to a page, and phones). Its finding stands above it
(`fig-title`), what it shows below (`fig-cap`); it has no frame, and names its series beside them. Nothing is
scaled afterwards.
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

from laporan.charts.palette import INK
from laporan.core.formatting import Number, month_name, number, percent
from laporan.facts.tables import Table

T = TypeVar("T")
HERE = Path(__file__).parent
MM = 1 / 25.4

MONTHS = tuple(month_name(month, "abbreviated") for month in range(1, 13))


@dataclass(frozen=True)
class Canvas:
    """One of the two widths that a chart is drawn in. Heights are the chart's own.

    Parameters
    ----------
    name : str
        Its class in the page: 'penuh' or 'setengah'.
    width : float
        In mm.
    """

    name: str
    width: float

    @property
    def narrow(self) -> bool:
        """Whether it is the half width."""
        return self.width < 100

    def pick(self, wide: T, narrow: T) -> T:
        """The one of two values that suits this width."""
        return narrow if self.narrow else wide

    def axes(
        self, height: float, *, left: float = 0, right: float = 0, top: float = 0, bottom: float = 6
    ) -> tuple[Figure, Axes]:
        """A figure with one pair of axes, whose margins are given in mm so that all charts' edges line up on the page.

        Parameters
        ----------
        height : float
            Of the figure, in mm.
        left, right, top, bottom : float
            Margins in mm.

        Returns
        -------
        tuple of (Figure, Axes)
            The figure is as wide as the canvas.
        """
        figure = Figure(figsize=(self.width * MM, height * MM))
        box = (left / self.width, bottom / height, 1 - (left + right) / self.width, 1 - (top + bottom) / height)
        return figure, figure.add_axes(box)


FULL, HALF = Canvas("penuh", 160), Canvas("setengah", 77)


@dataclass(frozen=True)
class Chart:
    """A drawing and the data behind it.

    Parameters
    ----------
    draw : callable
        Takes a `Canvas`, returns a matplotlib `Figure`.
    data : Table
        The numbers that are drawn: shown one click away, and the source of every number that the drawing prints.
    how : str
        How it was computed, in Markdown, for "Cara dihitung".
    widths : tuple of Canvas
        Both widths, or one where a chart is only ever small.
    """

    draw: Callable[[Canvas], Figure]
    data: Table
    how: str = ""
    widths: tuple[Canvas, ...] = (FULL, HALF)


@cache
def use_style() -> None:
    """Set matplotlib's style and fonts to the report's. The fonts are the package's own: all machines draw the same."""
    for name in ("Regular", "Semibold", "Italic"):
        font_manager.fontManager.addfont(HERE / "fonts" / f"LaporanSans-{name}.ttf")
    style.use(HERE / "laporan.mplstyle")


def whole(value: Number, _position: object = None) -> str:
    """A number without decimals, as the formatter of an axis: 16912 is '16.912'."""
    return number(value, 0)


def decimals(value: Number, places: int = 2) -> str:
    """A number with decimals, for labels: 80.891 is '80,89'."""
    return number(value, places)


def share_text(value: Number, _position: object = None) -> str:
    """A share as percent, for axes and labels: 0.437 is '44%'.

    The sign is dropped: a share that is drawn to the left is negative in the drawing only.
    """
    return percent(-value if value < 0 else value)


def note(ax: Axes, x: float, y: float, text: str, *, across: str | None = None, **style: Any) -> None:
    """Write a text at data coordinates.

    Parameters
    ----------
    ax : Axes
        Where to write.
    x, y : float
        The place, in data coordinates.
    text : str
        What is written.
    across : {'x', 'y'}, optional
        Which coordinate is a fraction of the axes instead.
    **style : Any
        Further properties of matplotlib's `Text`.
    """
    transform = {
        None: ax.transData,
        "x": blended_transform_factory(ax.transAxes, ax.transData),
        "y": blended_transform_factory(ax.transData, ax.transAxes),
    }[across]
    ax.text(x, y, text, transform=transform, **{"color": INK, "va": "center"} | style)


def key(ax: Axes, x: float, y: float, text: str, colour: str) -> None:
    """Name a series beside the series itself, with a swatch of its colour: pale colours can't be read as text.

    Parameters
    ----------
    ax : Axes
        Where to write.
    x, y : float
        Place of the swatch, in data coordinates.
    text : str
        The name.
    colour : str
        Of the swatch.
    """
    ax.plot(x, y, "s", color=colour, ms=6, clip_on=False)
    ax.annotate(text, (x, y), (6, 0), textcoords="offset points", va="center", color=INK, annotation_clip=False)
