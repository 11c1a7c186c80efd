"""Chart of the bureau's process map."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import fill
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, Rectangle

from analysis.procedures.contract import CORE, MANAGEMENT, SUPPORT
from analysis.procedures.results import Process, ProcessMap
from laporan.charts.canvas import Canvas, Chart, note
from laporan.charts.palette import BAND, INK, MAIN, MUTED, PAPER, REST

__all__ = ["ProcessBox", "process_map"]

ARROW: dict[str, Any] = {
    "arrowstyle": "-|>",
    "mutation_scale": 6,
    "color": MUTED,
    "lw": 0.8,
    "shrinkA": 0,
    "shrinkB": 0,
}
TITLE, GAP, INSET = 5.0, 6.0, 3.0  # mm: a title's line, between bands, inside the core's panel


@dataclass(frozen=True)
class ProcessBox:
    """A box of the process map, in mm from the upper left corner of the drawing."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right edge, in mm from the left."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge, in mm from the top."""
        return self.top + self.height

    @property
    def middle(self) -> tuple[float, float]:
        """Its middle, in mm from the left and from the top."""
        return self.left + self.width / 2, self.top + self.height / 2


def process_map(found: ProcessMap) -> Chart:
    """Chart of the processes: management above, a lane of core processes for each part, support below.

    Arrows show which process leads to which.
    """

    def draw(canvas: Canvas) -> Figure:
        tall = canvas.pick(9.0, 12.0)
        lane = tall + TITLE + 2
        panel = ProcessBox(0, TITLE + tall + GAP, canvas.width, TITLE + lane * len(found.parts) + INSET)
        support = panel.bottom + GAP
        figure, ax = canvas.axes(support + tall + TITLE + 0.5, bottom=0)
        ax.set(xlim=(-0.3, canvas.width + 0.3), ylim=(support + tall + TITLE + 0.5, 0))
        ax.set_axis_off()
        ax.add_patch(Rectangle((panel.left, panel.top), panel.width, panel.height, facecolor=BAND))
        boxes = {CORE: panel}
        boxes |= _lane(ax, found.of(MANAGEMENT), ProcessBox(0, TITLE, canvas.width, tall), REST)
        for number, part in enumerate(found.parts):
            top = panel.top + TITLE + number * lane + TITLE
            note(ax, INSET, top - 2.4, part, color=INK)
            boxes |= _lane(ax, found.of(CORE, part), ProcessBox(INSET, top, canvas.width - 2 * INSET, tall), MAIN)
        boxes |= _lane(ax, found.of(SUPPORT), ProcessBox(0, support, canvas.width, tall), REST)
        for title, left, at in (
            ("Proses manajemen", 0, 2.2),
            ("Proses inti", INSET, panel.top + 2.8),
            ("Proses pendukung", 0, support + tall + 3),
        ):
            note(ax, left, at, title, color=MUTED)
        for process in found.processes:
            if process.next:
                _link(ax, boxes[process.code], boxes[process.next])
        return figure

    return Chart(draw, found.table())


def _lane(ax: Axes, processes: tuple[Process, ...], band: ProcessBox, colour: str) -> dict[str, ProcessBox]:
    """The processes side by side in a band, each as a named box."""
    gap = band.width * 0.065
    width = (band.width - gap * (len(processes) - 1)) / max(len(processes), 1)
    boxes = {}
    for number, process in enumerate(processes):
        box = ProcessBox(band.left + number * (width + gap), band.top, width, band.height)
        ax.add_patch(Rectangle((box.left, box.top), width, box.height, facecolor=colour, edgecolor=MUTED, lw=0.5))
        text = fill(process.name, int(width / 1.7), break_long_words=False)
        note(ax, *box.middle, text, color=PAPER if colour == MAIN else INK, ha="center", linespacing=0.95)
        boxes[process.code] = box
    return boxes


def _link(ax: Axes, start: ProcessBox, goal: ProcessBox) -> None:
    """An arrow between facing edges: to the right along a lane, else straight up or down."""
    if start.top == goal.top:
        ends = ((start.right, start.middle[1]), (goal.left, goal.middle[1]))
    elif start.top < goal.top:
        ends = ((start.middle[0], start.bottom), (start.middle[0], goal.top))
    else:
        ends = ((start.middle[0], start.top), (start.middle[0], goal.bottom))
    ax.add_patch(FancyArrowPatch(*ends, **ARROW))
