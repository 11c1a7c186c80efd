"""Charts of early warning: architecture of the system, and indicators against their thresholds."""

from __future__ import annotations

from itertools import pairwise
from textwrap import fill

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch, Rectangle

from analysis.overview.early_warning import EarlyWarning, Reading, diagram_table
from analysis.overview.params import Diagram, Layer
from laporan.charts.canvas import Canvas, Chart, note
from laporan.charts.palette import BAND, INK, MAIN, MUTED, PAPER, SHORT, SOFT, WATCH
from laporan.project.models import EXAMPLE

__all__ = ["architecture", "strips"]

BoxEdges = tuple[float, float, float, float]  # left, bottom, width, height in mm
ZONES = (("wajar", BAND), ("waspada", WATCH), ("tindak", SHORT))


def architecture(diagram: Diagram) -> Chart:
    """Chart of a diagram's layers as columns from left to right, with every arrow.

    Where the page is narrow, layers are panels from top to bottom, with one arrow from each panel to the next.
    """

    def draw(canvas: Canvas) -> Figure:
        places, height = _down(diagram, canvas) if canvas.narrow else _across(diagram, canvas)
        figure, ax = canvas.axes(height, bottom=0)
        ax.set(xlim=(0, canvas.width), ylim=(0, height))
        ax.set_axis_off()
        for layer in diagram.layers:
            _draw_layer(ax, layer, places, None if canvas.narrow else height)
        for start, end in _narrow_arrows(diagram, places) if canvas.narrow else _arrows(diagram, places):
            _arrow(ax, start, end)
        return figure

    return Chart(draw, diagram_table(diagram), how="Digambar dari daftar komponen dan arah aliran di params.")


def _arrows(diagram: Diagram, places: dict[str, BoxEdges]) -> list[tuple[BoxEdges, BoxEdges]]:
    nodes = [node for layer in diagram.layers for node in layer.nodes]
    return [(places[node.id], places[target]) for node in nodes for target in node.feeds]


def _narrow_arrows(diagram: Diagram, places: dict[str, BoxEdges]) -> list[tuple[BoxEdges, BoxEdges]]:
    """From box to box within a layer, and from each layer's panel to the next."""
    found = []
    for layer in diagram.layers:
        inner = {node.id for node in layer.nodes}
        found += [(places[n.id], places[target]) for n in layer.nodes for target in n.feeds if target in inner]
    panels = [_around([places[node.id] for node in layer.nodes]) for layer in diagram.layers]
    return found + list(pairwise(panels))


def _around(boxes: list[BoxEdges]) -> BoxEdges:
    left, low = min(box[0] for box in boxes), min(box[1] for box in boxes)
    return left, low, max(box[0] + box[2] for box in boxes) - left, max(box[1] + box[3] for box in boxes) - low


def _across(diagram: Diagram, canvas: Canvas) -> tuple[dict[str, BoxEdges], float]:
    """One column a layer; boxes spread over the height."""
    columns, gap = len(diagram.layers), 10.0
    wide = (canvas.width - gap * (columns - 1) - 1) / columns
    tall, most = 11.0, max(len(layer.nodes) for layer in diagram.layers)
    room = most * (tall + 4)
    places = {}
    for column, layer in enumerate(diagram.layers):
        step = room / len(layer.nodes)
        for row, node in enumerate(layer.nodes):
            middle = room - step * (row + 0.5)
            places[node.id] = (0.5 + column * (wide + gap), middle - tall / 2, wide, tall)
    return places, room + 8


def _down(diagram: Diagram, canvas: Canvas) -> tuple[dict[str, BoxEdges], float]:
    """One panel a layer, its boxes in lines of two, or below each other where they feed one another."""
    tall, between, apart = 10.0, 3.0, 10.0
    places: dict[str, BoxEdges] = {}
    top = 0.0
    for layer in diagram.layers:
        inner = {node.id for node in layer.nodes}
        chained = any(target in inner for node in layer.nodes for target in node.feeds)
        columns = 1 if chained or len(layer.nodes) == 1 else 2
        gap = apart - 4 if chained else between
        wide = (canvas.width - 1 - between * (columns - 1)) / columns
        top -= apart - between
        for number, node in enumerate(layer.nodes):
            line, column = divmod(number, columns)
            alone = number == len(layer.nodes) - 1 and column == 0
            room = canvas.width - 1 if alone else wide
            places[node.id] = (0.5 + column * (wide + between), top - tall - line * (tall + gap), room, tall)
        top = min(box[1] for box in places.values()) - between
    height = -top - between + 0.5
    return {name: (x, y + height, wide, tall) for name, (x, y, wide, tall) in places.items()}, height


def _draw_layer(ax: Axes, layer: Layer, places: dict[str, BoxEdges], title_at: float | None) -> None:
    """The layer's name (above its boxes, or on one line with the others) and its boxes."""
    boxes = [places[node.id] for node in layer.nodes]
    left, low, _, tall = _around(boxes)
    y = low + tall + 1.2 if title_at is None else title_at - 4
    ax.text(left, y, layer.name, color=MUTED, va="bottom")
    for node, (x, bottom, wide, high) in zip(layer.nodes, boxes, strict=True):
        last = not node.feeds
        ax.add_patch(
            FancyBboxPatch(
                (x, bottom),
                wide,
                high,
                boxstyle="round,pad=0,rounding_size=1",
                facecolor=MAIN if last else BAND,
                edgecolor=MAIN,
                lw=0.7,
            )
        )
        text = fill(node.label, max(int(wide / 1.8), 10))
        colour = PAPER if last else INK
        ax.text(x + wide / 2, bottom + high / 2, text, ha="center", va="center", color=colour, linespacing=1.05)


def _arrow(ax: Axes, start: BoxEdges, end: BoxEdges) -> None:
    """From the edge that faces the target: sideways to another column, downwards within one."""
    (x0, y0, w0, h0), (x1, y1, w1, h1) = start, end
    if x1 >= x0 + w0:
        tail, head = (x0 + w0, y0 + h0 / 2), (x1, y1 + h1 / 2)
    else:
        tail, head = (x0 + w0 / 2, y0), (x1 + w1 / 2, y1 + h1)
    ax.add_patch(
        FancyArrowPatch(tail, head, arrowstyle="-|>", mutation_scale=7, color=MUTED, lw=0.8, shrinkA=1, shrinkB=1)
    )


def strips(warning: EarlyWarning) -> Chart:
    """Chart of the indicators, a line each: three zones cut at the thresholds, and a mark at the value.

    The zones are of equal width, so each line has a scale of its own. Where all thresholds are examples the zones say
    so, else the names of those whose thresholds are.
    """
    some_official = bool(warning.official.readings)

    def draw(canvas: Canvas) -> Figure:
        step = canvas.pick(11.0, 15.0)
        left = canvas.pick(62.0, 0.0)
        figure, ax = canvas.axes(
            step * len(warning.readings) + 6, left=left, right=canvas.pick(26, 0.5), top=6, bottom=0
        )
        ax.set(xlim=(0, 3), ylim=(len(warning.readings) - 0.5, -0.5), xticks=[], yticks=[])
        ax.grid(visible=False)
        ax.spines["bottom"].set_visible(False)
        for row, reading in enumerate(warning.readings):
            _strip(ax, row, reading, reading.name + (reading.indicator.mark if some_official else ""), canvas)
        for zone, (name, _) in enumerate(ZONES):
            words = name if some_official else f"{name} ({EXAMPLE})"
            note(ax, zone + 0.5, 1 + 3 / (step * len(warning.readings)), words, across="y", ha="center", color=MUTED)
        return figure

    return Chart(
        draw,
        warning.table(),
        how="Setiap baris berskala sendiri: dari ambang waspada ke ambang tindak selebar satu lajur, dan nilai di luar "
        "gambar ditaruh di tepi.",
    )


def _strip(ax: Axes, row: int, reading: Reading, name: str, canvas: Canvas) -> None:
    thick, low = canvas.pick(0.34, 0.26), canvas.pick(-0.06, 0.12)
    for zone, (_, colour) in enumerate(ZONES):
        ax.add_patch(Rectangle((zone, row + low - thick / 2), 0.985, thick, facecolor=colour, edgecolor="none"))
    x = min(max(reading.position, 0.06), 2.94)
    urgent = reading.status == "act"
    ax.plot(x, row + low, "D", ms=6, color=MAIN, mec=PAPER, mew=0.7, clip_on=False)
    for at, limit in zip((1, 2), reading.limits, strict=True):
        note(ax, at, row + low + thick / 2 + 0.16, str(limit), ha="center", color=MUTED)
    style = {"weight": 600, "color": SHORT if urgent else INK}
    if canvas.narrow:
        note(ax, 0, row + low - thick / 2 - 0.2, name, across="x")
        note(ax, 1, row + low - thick / 2 - 0.2, str(reading.printed), across="x", ha="right", **style)
    else:
        note(ax, -0.02, row + low, fill(name, 36), across="x", ha="right", color=SOFT)
        note(ax, 1.02, row + low, str(reading.printed), across="x", **style)
