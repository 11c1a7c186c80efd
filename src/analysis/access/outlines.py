"""Outlines of a map: SVG paths made into matplotlib paths, with no more points than print can show."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from matplotlib.path import Path
from svgpath2mpl import parse_path

__all__ = ["outline", "simplify"]

Outline = np.ndarray


@lru_cache(maxsize=256)
def outline(path: str, tolerance: float, smallest: float) -> Path:
    """Outline of a region as matplotlib draws it, simplified.

    Parameters
    ----------
    path : str
        The outline in the path language of SVG.
    tolerance : float
        How far a point may lie off the simplified line, in the map's units.
    smallest : float
        Islets of less area, in square units of the map, are left out; the largest island always stays.
    """
    rings = sorted(parse_path(path).to_polygons(closed_only=False), key=_area, reverse=True)
    kept = [ring for number, ring in enumerate(rings) if number == 0 or _area(ring) > smallest]
    return Path.make_compound_path(*(Path(_thinned(ring, tolerance), closed=True) for ring in kept))


def _thinned(ring: Outline, tolerance: float) -> Outline:
    """The ring simplified; one that would collapse into a line stays as it is."""
    half = len(ring) // 2  # a ring has no ends: its two halves are lines
    thin = np.vstack([simplify(ring[: half + 1], tolerance)[:-1], simplify(ring[half:], tolerance)])
    return ring if len(thin) < 4 else thin


def simplify(line: Outline, tolerance: float) -> Outline:
    """Leave out points of a line that are not needed to show its shape.

    Parameters
    ----------
    line : ndarray of float, shape (points, 2)
        Points as rows of x and y.
    tolerance : float
        How far a point that is left out may lie off the simplified line.

    Returns
    -------
    ndarray of float, shape (fewer points, 2)
        Both ends are kept.

    Notes
    -----
    Douglas and Peucker (1973): the point farthest from the chord is kept, and both halves are simplified in turn.
    """
    kept = np.zeros(len(line), dtype=bool)
    kept[:1] = kept[-1:] = True
    pieces = [(0, len(line) - 1)]
    while pieces:
        first, last = pieces.pop()
        if last - first < 2:
            continue
        offsets, chord = line[first + 1 : last] - line[first], line[last] - line[first]
        length = np.hypot(*chord)
        away = np.abs(chord[0] * offsets[:, 1] - chord[1] * offsets[:, 0]) / length if length else np.hypot(*offsets.T)
        farthest = int(away.argmax())
        if away[farthest] > tolerance:
            split = first + 1 + farthest
            kept[split] = True
            pieces += [(first, split), (split, last)]
    return line[kept]


def _area(ring: Outline) -> float:
    x, y = ring.T
    return abs(float(np.sum(x * np.roll(y, -1) - y * np.roll(x, -1)))) / 2
