"""Chart of what changed since the year before: a dot an indicator, with its interval where it was estimated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import fill

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import FuncFormatter, MultipleLocator

from analysis.overview.changes import BETTER, WORSE, IndicatorChange, YearlyChanges
from laporan.charts.canvas import MM, Canvas, Chart, note, whole
from laporan.charts.palette import EDGE, INK, MAIN, MUTED, PAPER, SHORT, SOFT
from laporan.core.formatting import Number
from laporan.facts.printed import Printed
from laporan.facts.quantity import SHARE, Quantity
from laporan.facts.tables import table

__all__ = ["Dot", "dots", "fitting_reach"]

REACHES = {25: 10, 50: 25, 100: 50}  # points or percent to either side of zero, and from tick to tick
ROW, HEAD, AXIS, GAP = 7.6, 5.5, 7.0, 4.0  # mm: a row, the head of a panel, its axis, what lies between two panels
NAMES, VALUES = 58, 30  # mm beside the axis


@dataclass(frozen=True)
class Dot:
    """A row of the chart.

    Parameters
    ----------
    name, value : str
        What is written beside it.
    at : float or None
        Its place on the axis, in points or percent; None where only a number can be told.
    interval : tuple of float, optional
        The ends of the interval of a difference that respondents stand behind.
    colour, fill : str
        What the change means.
    """

    name: str
    value: str
    at: float | None
    interval: tuple[float, float] | None
    colour: str
    fill: str


def dots(changes: YearlyChanges) -> Chart:
    """Chart of all indicators that may be compared, on one scale around zero: points above, percent below.

    What respondents were asked has the interval of its difference, which counted things lack. What lies beyond the
    scale is an arrow. A hollow mark is no verdict: not told apart from the year before, or without a good direction.
    """
    panels = [
        (
            "Persentase dan indeks: selisih dalam poin",
            [_dot(item) for item in changes.compared if not _is_relative(item)],
        ),
        (
            f"Banyaknya dan lamanya: persen dari {changes.year - 1}",
            [_dot(item) for item in changes.compared if _is_relative(item)],
        ),
    ]
    panels = [(head, rows) for head, rows in panels if rows]
    reach = fitting_reach([row.at for _head, rows in panels for row in rows if row.at is not None])

    def draw(canvas: Canvas) -> Figure:
        row = canvas.pick(ROW, 13.5)
        key = canvas.pick(7.5, 16.0)
        height = key + sum(HEAD + row * len(rows) + AXIS for _head, rows in panels) + GAP * (len(panels) - 1)
        figure = Figure(figsize=(canvas.width * MM, height * MM))
        _legend(figure, canvas)
        left, wide = canvas.pick(NAMES, 0), canvas.width - canvas.pick(NAMES + VALUES, 0)
        top = height - key
        for head, rows in panels:
            figure.text(0, top / height, head, va="top", weight=600, color=SOFT)
            tall = row * len(rows)
            top -= HEAD + tall
            ax = figure.add_axes((left / canvas.width, top / height, wide / canvas.width, tall / height))
            _panel(ax, rows, reach, canvas)
            top -= AXIS + GAP
        return figure

    head = ("Indikator", "Selisih", "Hasil")
    return Chart(draw, table(head, [(row[0], row[3], row[4]) for row in (item.row() for item in changes.compared)]))


def fitting_reach(values: Sequence[float]) -> int:
    """The smallest of `REACHES` that holds at least half of the values; beyond it they are arrows.

    Examples
    --------
    >>> fitting_reach([1, -3, 80]), fitting_reach([1, 40, -45, 300]), fitting_reach([150, 300])
    (25, 50, 100)
    """
    for reach in REACHES:
        if 2 * sum(abs(value) <= reach for value in values) >= len(values):
            return reach
    return max(REACHES)


def _is_relative(item: IndicatorChange) -> bool:
    """Whether it is told in percent of the year before, or of few in numbers; else in points."""
    now = item.series.now
    return item.series.difference is None and (now is None or now.unit != SHARE)


def _dot(item: IndicatorChange) -> Dot:
    shift, sure, shown = item.shift, item.series.difference, item.difference
    value = "".join(piece.text for piece in shown.pieces) if isinstance(shown, Printed) else str(shown)
    drawn = shift is not None and (not _is_relative(item) or shift.unit == SHARE)
    colour = SHORT if item.outcome == WORSE else MAIN
    hollow = item.outcome not in (BETTER, WORSE)
    return Dot(
        item.indicator.name,
        value,
        _place(shift) if drawn and shift is not None else None,
        (_place(sure.low), _place(sure.high)) if sure is not None else None,
        colour,
        PAPER if hollow else colour,
    )


def _place(shift: Quantity) -> float:
    return float(shift) * (100 if shift.unit == SHARE else 1)


def _panel(ax: Axes, rows: Sequence[Dot], reach: int, canvas: Canvas) -> None:
    ax.set(xlim=(-1.1 * reach, 1.1 * reach), ylim=(len(rows) - 0.5, -0.5), yticks=[])
    ax.grid(visible=False)
    ax.xaxis.set_major_locator(MultipleLocator(REACHES[reach]))
    ax.xaxis.set_major_formatter(FuncFormatter(_signed))
    shift = canvas.pick(0, 0.22)  # below its own words, where names stand above the marks
    for line, row in enumerate(rows):
        ax.vlines(0, line + (0.0 if canvas.narrow else -0.5), line + 0.5, color=EDGE, lw=0.8, zorder=0)
        if canvas.narrow:
            note(ax, 0, line - 0.22, fill(row.name, 34), across="x", color=INK, linespacing=0.95)
            note(ax, 1, line - 0.22, row.value, across="x", color=INK, ha="right", weight=600)
        else:
            wide = canvas.width - NAMES - VALUES
            note(ax, -NAMES / wide, line, fill(row.name, 40), across="x", color=INK, linespacing=0.95)
            note(ax, 1 + VALUES / wide, line, row.value, across="x", color=INK, ha="right")
        _mark(ax, row, line + shift, reach)


def _mark(ax: Axes, row: Dot, line: float, reach: int) -> None:
    if row.at is None:
        note(ax, 0.02 * reach, line, "hanya selisihnya", color=MUTED)
        return
    if row.interval is not None:
        low, high = (max(-reach, min(reach, end)) for end in row.interval)
        ax.errorbar((low + high) / 2, line, xerr=(high - low) / 2, color=row.colour, lw=1.2, capsize=2.6, capthick=1.2)
    beyond = abs(row.at) > reach
    at = max(-reach, min(reach, row.at))
    if row.interval is None:
        ax.plot([0, at], [line, line], color=row.colour, lw=0.8, zorder=1)
    marker = "o" if not beyond else ">" if at > 0 else "<"
    ax.plot(at, line, marker, color=row.colour, mfc=row.fill, ms=5.4 if beyond else 4.8, clip_on=False, zorder=3)


def _signed(value: Number, _position: object = None) -> str:
    return f"+{whole(value)}" if value > 0 else whole(value)


def _legend(figure: Figure, canvas: Canvas) -> None:
    marks = [
        Line2D([], [], color=MAIN, marker="o", ms=4.8, lw=0),
        Line2D([], [], color=SHORT, marker="o", ms=4.8, lw=0),
        Line2D([], [], color=MAIN, marker="o", mfc=PAPER, ms=4.8, lw=0),
        Line2D([], [], color=MAIN, marker="|", ms=5.5, mew=1.2, lw=1.2),
        Line2D([], [], color=MAIN, marker=">", ms=5.4, lw=0),
    ]
    words = ["membaik", "memburuk", "tanpa putusan", "selang selisih", "di luar sumbu"]
    figure.legend(marks, words, loc="upper left", bbox_to_anchor=(0, 1), ncols=canvas.pick(5, 2), borderpad=0,
                  handlelength=1.6, labelspacing=0.35)  # fmt: skip
