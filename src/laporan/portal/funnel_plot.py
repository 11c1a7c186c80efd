"""Draws a funnel plot: offices by how precise they are and what was measured, with the limits around their mean.

Its places across are percentages, so that it fills any width while its letters keep their size; the curves stand in a
frame of their own, which stretches.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup, escape

from laporan.portal.axis import Axis, shared_axis
from laporan.portal.comparison import ComparedUnit, UnitComparison
from laporan.portal.funnel import ALARM, WARNING, Funnel, Position

LEFT, RIGHT = 11.0, 97.0  # of the frame, in percent of the width
TOP, BOTTOM, FOOT = 12, 300, 340  # of the frame and of the whole, in pixels
STEPS = 60  # of a curve
OUTSIDE = (Position.ABOVE, Position.BELOW)


@dataclass(frozen=True)
class _Frame:
    """Where sizes and values stand in the drawing."""

    across: Axis
    up: Axis

    def x(self, size: float) -> float:
        return LEFT + (RIGHT - LEFT) * self.across.place(size)

    def y(self, value: float) -> float:
        return BOTTOM - (BOTTOM - TOP) * self.up.place(value)


def funnel_plot(comparison: UnitComparison, told: str) -> Markup:
    """The plot of one comparison.

    Parameters
    ----------
    comparison : UnitComparison
        Its offices and limits; without limits there is nothing to draw.
    told : str
        What it shows, in words.
    """
    limits = comparison.funnel
    if limits is None:
        return Markup("")
    points = [(limits.size(one.estimate), one) for one in comparison.judged if one.estimate]
    frame = _frame(limits, points)
    curves = "".join(_curve(limits, level, frame) for level in (WARNING, ALARM))
    inner = (
        f'<svg x="{LEFT}%" y="{TOP}" width="{RIGHT - LEFT}%" height="{BOTTOM - TOP}" viewBox="0 0 1000 1000" '
        f'preserveAspectRatio="none">{curves}</svg>'
    )
    dots = "".join(_dot(comparison, size, one, frame) for size, one in points)
    return Markup(
        f'<svg class="corong" width="100%" height="{FOOT}" role="img" aria-label="{escape(told)}">'
        f"{''.join(_axes(limits, frame))}{inner}{dots}</svg>"
    )


def _frame(limits: Funnel, points: list[tuple[float, ComparedUnit]]) -> _Frame:
    """All offices, and of the limits what lies about them: at the least precise office they would reach too far."""
    sizes = sorted(size for size, _ in points)
    reach = limits.limits(sizes[len(sizes) // 4], ALARM)
    values = [one.estimate.value for _, one in points if one.estimate]
    up = shared_axis([points[0][1].reading], *values, *reach)
    return _Frame(Axis(0, sizes[-1] * 1.06), up)


def _curve(limits: Funnel, level: float, frame: _Frame) -> str:
    """Both sides of a limit; denser where it is steep, and cut off by the frame."""
    kind = "batas-luar" if level == ALARM else "batas-dalam"
    sizes = [frame.across.high * (step / STEPS) ** 2 for step in range(1, STEPS + 1)]
    paths = []
    for side in (0, 1):
        values = (limits.limits(size, level)[side] for size in sizes)
        spots = (
            f"{1000 * frame.across.place(size):.1f} {1000 - 1000 * frame.up.place(value):.1f}"
            for size, value in zip(sizes, values, strict=True)
        )
        paths.append(f'<path class="{kind}" vector-effect="non-scaling-stroke" d="M{"L".join(spots)}"/>')
    return "".join(paths)


def _dot(comparison: UnitComparison, size: float, one: ComparedUnit, frame: _Frame) -> str:
    if one.estimate is None:
        return ""
    outside = comparison.position(one) in OUTSIDE
    x, y = frame.x(size), frame.y(one.estimate.value)
    dot = f'<circle class="{"luar" if outside else "kosong"}" cx="{x:.2f}%" cy="{y:.1f}" r="5"/>'
    if not outside:
        return dot
    anchor, shift = ("end", -9) if x > (LEFT + RIGHT) / 2 else ("start", 9)
    where = f'x="{x:.2f}%" y="{y + 4:.1f}" dx="{shift}" text-anchor="{anchor}"'
    return f'{dot}<text class="kuat" {where}>{escape(one.name)}</text>'


def _axes(limits: Funnel, frame: _Frame) -> Iterator[str]:
    for value, text in frame.up.ticks():
        y = frame.y(value)
        yield f'<line class="sumbu" x1="{LEFT}%" x2="{RIGHT}%" y1="{y:.1f}" y2="{y:.1f}"/>'
        yield f'<text x="{LEFT}%" dx="-6" y="{y + 4:.1f}" text-anchor="end">{text}</text>'
    for size, text in frame.across.ticks():
        yield f'<text x="{frame.x(size):.2f}%" y="{BOTTOM + 18}" text-anchor="middle">{text}</text>'
    middle = frame.y(limits.centre)
    yield f'<line class="tengah" x1="{LEFT}%" x2="{RIGHT}%" y1="{middle:.1f}" y2="{middle:.1f}"/>'
    yield f'<text x="{RIGHT}%" y="{FOOT - 4}" text-anchor="end">responden setara</text>'
    for level, words in ((WARNING, "95%"), (ALARM, "99,8%")):
        y = frame.y(limits.limits(frame.across.high, level)[1])
        yield f'<text x="{RIGHT}%" y="{y - 4:.1f}" text-anchor="end">{words}</text>'
