"""Labels beside points, placed so that they hide nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.transforms import Bbox

from laporan.charts.palette import EDGE

GAPS = (5, 9, 14, 20, 28)  # points between a point and its label; from the second on a hairline joins them
SIDES = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1))
CROWD = 60  # points: what is nearer counts as a neighbour, and the most crowded are placed first

LabelPlace = tuple[Bbox, float]  # a label's box, and how far it is from its point


@dataclass(frozen=True)
class Label:
    """A text that belongs to a point.

    Parameters
    ----------
    x, y : float
        The point, in data coordinates.
    text : str
        What is written beside it.
    style : dict
        Further properties of matplotlib's `Text`.
    """

    x: float
    y: float
    text: str
    style: dict[str, Any]


def place_labels(ax: Axes, labels: Sequence[Label], blocks: Iterable[Bbox] = ()) -> None:
    """Write each label where it hides no point, no other label and nothing else that is drawn.

    Parameters
    ----------
    ax : Axes
        Where to write; its limits must be final.
    labels : sequence of Label
        One a point. The same labels always find the same places.
    blocks : iterable of Bbox
        Other areas to keep free, in pixels.

    Notes
    -----
    Greedy: points with many neighbours come first; each tries the places around it at growing distance, and
    takes the first that is free, else the one that hides least.
    """
    figure = ax.get_figure(root=True)
    assert figure is not None  # noqa: S101  # an axes of ours always has one
    figure.draw_without_rendering()
    px = figure.dpi / 72
    spots = ax.transData.transform([(label.x, label.y) for label in labels])
    dots = [Bbox.from_bounds(x - 3 * px, y - 3 * px, 6 * px, 6 * px) for x, y in spots]
    frame, taken = ax.get_window_extent(), list(blocks)
    crowd = [sum(np.hypot(*(a - b)) < CROWD * px for b in spots) for a in spots]
    for i in sorted(range(len(labels)), key=lambda i: (-crowd[i], spots[i][0])):
        size = _size(ax, labels[i])
        others = dots[:i] + dots[i + 1 :]
        places = (_beside(spots[i], size, side, gap * px) for gap, side in product(GAPS, SIDES))
        box, gap = _first_best((_hidden(place[0], taken, others, frame, px), place) for place in places)
        taken.append(box)
        offset = ((box.x0 + box.x1) / 2 - spots[i][0]) / px, ((box.y0 + box.y1) / 2 - spots[i][1]) / px
        _write(ax, labels[i], offset, joined=gap > GAPS[1] * px)


def apart(heights: Sequence[float], room: float) -> list[float]:
    """Heights pushed apart, as little as it takes, until neighbours have `room` between them.

    Parameters
    ----------
    heights : sequence of float
        From the lowest to the highest.
    room : float
        What neighbours need between them, in the same unit.
    """
    placed = list(heights)
    for _ in range(60):
        for (i, a), (j, b) in pairwise(enumerate(placed)):
            if (push := room - (b - a)) > 1e-9:
                placed[i], placed[j] = a - push / 2, b + push / 2
    return placed


def _first_best(places: Iterable[tuple[int, LabelPlace]]) -> LabelPlace:
    """The nearest place that hides nothing, else the nearest of those that hide least; they come nearest first."""
    tried: list[tuple[int, LabelPlace]] = []
    for hidden, place in places:
        tried.append((hidden, place))
        if not hidden:
            break
    return min(tried, key=lambda one: one[0])[1]


def _size(ax: Axes, label: Label) -> tuple[float, float]:
    probe = ax.text(0, 0, label.text, **label.style)
    extent = probe.get_window_extent()
    probe.remove()
    return extent.width, extent.height


def _beside(spot: Sequence[float], size: tuple[float, float], side: tuple[int, int], gap: float) -> LabelPlace:
    (width, height), (dx, dy) = size, side
    x = spot[0] + dx * gap * (0.75 if dy else 1) + (dx - 1) * width / 2
    y = spot[1] + dy * gap + (dy - 1) * height / 2
    return Bbox.from_bounds(x, y, width, height), gap


def _hidden(box: Bbox, taken: Sequence[Bbox], dots: Sequence[Bbox], frame: Bbox, px: float) -> int:
    """How much a label would hide there; leaving the frame is worst."""
    grown = box.padded(1.5 * px)
    inside = frame.x0 <= box.x0 and box.x1 <= frame.x1 and frame.y0 <= box.y0 and box.y1 <= frame.y1
    return 3 * sum(grown.overlaps(b) for b in taken) + 2 * sum(grown.overlaps(d) for d in dots) + 10 * (not inside)


def _write(ax: Axes, label: Label, offset: tuple[float, float], *, joined: bool) -> None:
    """`offset` in points, from the point to the middle of the text."""
    line = {"arrowstyle": "-", "color": EDGE, "lw": 0.6, "shrinkA": 1, "shrinkB": 3}
    ax.annotate(
        label.text,
        (label.x, label.y),
        offset,
        textcoords="offset points",
        ha="center",
        va="center",
        arrowprops=line if joined else None,
        **label.style,
    )
