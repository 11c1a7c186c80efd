"""Small drawings as SVG, without words of their own: a line through the years, an interval in a row of a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from markupsafe import Markup

from laporan.portal.axis import Axis
from laporan.portal.readings import IndicatorReading

WIDTH, HEIGHT, MARGIN = 120, 40, 6  # of a line through the years
Series = Sequence[IndicatorReading | None]


def line_through_years(series: Series, axis: Axis) -> Markup:
    """A line through the years, broken where the method changed and where a year is missing.

    Parameters
    ----------
    series : sequence of IndicatorReading or None
        One for each year.
    axis : Axis
        Of this indicator in all offices.
    """
    size = f'viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}"'
    parts = (*_breaks(series), *_intervals(series, axis), *_lines(series, axis), *_dots(series, axis))
    return Markup(f'<svg class="garis-tahun" {size} aria-hidden="true">{"".join(parts)}</svg>')


def method_breaks(series: Series) -> list[tuple[int, int]]:
    """Places of readings that follow each other, and were made by different methods."""
    known = [(place, reading) for place, reading in enumerate(series) if reading]
    return [(before, after) for (before, one), (after, two) in pairwise(known) if not one.comparable(two)]


def _across(place: float, series: Series) -> float:
    return MARGIN + (WIDTH - 2 * MARGIN) * (place / (len(series) - 1) if len(series) > 1 else 0.5)


def _down(value: float, axis: Axis) -> float:
    return HEIGHT - MARGIN - (HEIGHT - 2 * MARGIN) * axis.place(value)


def _breaks(series: Series) -> Iterator[str]:
    for before, after in method_breaks(series):
        yield f'<path class="jeda" d="M{_across((before + after) / 2, series):.1f} 0V{HEIGHT}"/>'


def _intervals(series: Series, axis: Axis) -> Iterator[str]:
    for place, reading in enumerate(series):
        if reading and reading.interval:
            low, high = _down(reading.interval.low, axis), _down(reading.interval.high, axis)
            yield f'<path class="selang" d="M{_across(place, series):.1f} {low:.1f}V{high:.1f}"/>'


def _lines(series: Series, axis: Axis) -> Iterator[str]:
    for place, (one, two) in enumerate(pairwise(series)):
        if one and two and one.comparable(two):
            ends = ((place, one), (place + 1, two))
            told = (f"{_across(at, series):.1f} {_down(which.value, axis):.1f}" for at, which in ends)
            yield f'<path class="garis" d="M{"L".join(told)}"/>'


def _dots(series: Series, axis: Axis) -> Iterator[str]:
    for place, reading in enumerate(series):
        if reading:
            x, y = _across(place, series), _down(reading.value, axis)
            yield f'<circle class="titik" cx="{x:.1f}" cy="{y:.1f}" r="2.5"/>'


def interval_in_row(reading: IndicatorReading, axis: Axis, centre: float | None, *, outside: bool) -> Markup:
    """A dot with its interval, as wide as its cell: rows of a table share the axis.

    Parameters
    ----------
    reading : IndicatorReading
        With its interval.
    axis : Axis
        Of all rows.
    centre : float, optional
        The mean of all, a line through all rows.
    outside : bool
        Whether it lies outside the outer limits.
    """
    parts = []
    if centre is not None:
        middle = _percent(centre, axis)
        parts.append(f'<line class="tengah" x1="{middle}" x2="{middle}" y1="-4" y2="28"/>')
    if reading.interval:
        low, high = _percent(reading.interval.low, axis), _percent(reading.interval.high, axis)
        parts.append(f'<line class="selang" x1="{low}" x2="{high}" y1="12" y2="12"/>')
    kind, middle = "luar" if outside else "titik", _percent(reading.value, axis)
    parts.append(f'<circle class="{kind}" cx="{middle}" cy="12" r="4.5"/>')
    return Markup(f'<svg class="selang-baris" width="100%" height="24" aria-hidden="true">{"".join(parts)}</svg>')


def axis_above_rows(axis: Axis) -> Markup:
    """The numbers above a column of `interval_in_row`."""
    parts = [
        f'<text x="{_percent(value, axis)}" y="12" text-anchor="middle">{text}</text>'
        f'<line class="sumbu" x1="{_percent(value, axis)}" x2="{_percent(value, axis)}" y1="16" y2="20"/>'
        for value, text in axis.ticks()
    ]
    return Markup(f'<svg class="sumbu-baris" width="100%" height="20" aria-hidden="true">{"".join(parts)}</svg>')


def _percent(value: float, axis: Axis) -> str:
    return f"{100 * axis.place(value):.2f}%"
