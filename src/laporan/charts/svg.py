"""Figures as SVG that a page can take in as it is.

Text stays text in the page's own font: readers search it, enlarge it, and page.css recolours it
for the dark. No `style` attribute (the page's policy forbids them), ids of its own, few decimals.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from io import StringIO

import matplotlib as mpl
from matplotlib.figure import Figure

from laporan.charts.canvas import FULL, Canvas, Chart, use_style

FONT_STACK = "'Laporan Sans', 'Source Sans 3', 'Segoe UI', Roboto, sans-serif"
SVG = "{http://www.w3.org/2000/svg}"
XLINK = "{http://www.w3.org/1999/xlink}"
COORDINATES = {"d", "x", "y", "x1", "x2", "y1", "y2", "transform", "width", "height", "points"}
POINTS_A_MM = 72 / 25.4
WIDTH = re.compile(r'<svg [^>]*?\bwidth="([\d.]+)pt"')
COASTLINE = 40  # more straight pieces than this in one path, and no curve: one decimal will do


def draw_svg(chart: Chart, canvas: Canvas, prefix: str, height: float | None = None) -> str:
    """A chart drawn in one width, as an `<svg>` element; the same chart gives the same bytes.

    Parameters
    ----------
    chart : Chart
        What is drawn.
    canvas : Canvas
        In which width.
    prefix : str
        Begins the ids in the drawing, so that they are unique in the page.
    height : float, optional
        In inches, where it is not to have the chart's own.
    """
    use_style()
    buffer = StringIO()
    with mpl.rc_context({"svg.hashsalt": prefix}):
        figure = chart.draw(canvas)
        if height is not None:
            figure.set_figheight(height)
        figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    return clean_svg(buffer.getvalue(), f"{prefix}-{canvas.name}")


def plain_svg(figure: Figure, prefix: str) -> str:
    """A figure that was drawn without our style, as an `<svg>` element no wider than the page's measure.

    Parameters
    ----------
    figure : Figure
        What an author drew with matplotlib.
    prefix : str
        Begins the ids in the drawing, so that they are unique in the page.
    """
    buffer = StringIO()
    with mpl.rc_context({"svg.hashsalt": prefix, "svg.fonttype": "none"}):
        figure.savefig(buffer, format="svg", bbox_inches="tight", metadata={"Date": None, "Creator": None})
    svg = clean_svg(buffer.getvalue(), prefix)
    factor = min(FULL.width / width_of(svg), 1.0)
    opening, rest = svg.split(">", 1)
    sized = re.sub(r'\b(width|height)="([\d.]+)pt"', lambda m: f'{m[1]}="{float(m[2]) * factor:.2f}pt"', opening)
    return f"{sized}>{rest}"


def width_of(svg: str) -> float:
    """How wide a drawing is, in mm."""
    width = WIDTH.search(svg)
    return float(width[1]) / POINTS_A_MM if width else FULL.width


def clean_svg(text: str, prefix: str) -> str:
    """matplotlib's SVG made fit for the page: styles as attributes, short coordinates, ids with a prefix.

    Parameters
    ----------
    text : str
        An SVG file that matplotlib wrote.
    prefix : str
        Begins every id.

    Returns
    -------
    str
        The `<svg>` element.
    """
    ET.register_namespace("", SVG[1:-1])
    ET.register_namespace("xlink", XLINK[1:-1])
    root = ET.fromstring(text)  # noqa: S314 (matplotlib wrote it a moment ago)
    _drop(root, {f"{SVG}metadata", f"{SVG}style"})
    for marker in root.iterfind(f".//{SVG}defs/{SVG}path"):
        # CSS can't reach into <use>: a marker takes its colour from the use, by inheritance
        marker.set("style", re.sub(r"\b(fill|stroke):[^;]*;?", "", marker.get("style", "")))
    _mark_scales(root)
    for node in root.iter():
        _clean_node(node, prefix)
    root.set("stroke-linejoin", "round")
    root.set("font-family", FONT_STACK)
    root.attrib.pop("version", None)
    out = re.sub(r"\s*\n\s*", "\n", ET.tostring(root, encoding="unicode"))
    return re.sub(r"<(\w+)([^<>]*)></\1>", r"<\1\2/>", out)


def _drop(root: ET.Element, tags: set[str]) -> None:
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag in tags:
                parent.remove(child)
        if parent.tag == f"{SVG}defs" and not len(parent):
            parent.text = None


def _mark_scales(root: ET.Element) -> None:
    """Numbers of an axis are a ruler, no data: they carry class `skala`."""
    for group in root.iterfind(f".//{SVG}g"):
        if re.match(r"[xy]tick_", group.get("id", "")):
            for text in group.iter(f"{SVG}text"):
                text.set("class", "skala")


def _clean_node(node: ET.Element, prefix: str) -> None:
    for name in COORDINATES & node.attrib.keys():
        node.set(name, _short(node.get(name, "")))
    for name, value in _declarations(node.attrib.pop("style", "")):
        node.set(name, value)
    identifier = node.attrib.pop("id", None)
    if identifier and node.tag not in (f"{SVG}g", f"{SVG}svg"):
        node.set("id", f"{prefix}-{identifier}")
    for name in (f"{XLINK}href", "clip-path"):
        if name in node.attrib:
            node.set(name, node.attrib[name].replace("#", f"#{prefix}-"))


def _short(coordinates: str) -> str:
    """Two decimals are plenty for a drawing (one for a coastline). Never for its text: there '1.405' means 1405."""
    coastline = coordinates.count("L") > COASTLINE and not re.search("[CQ]", coordinates)
    places = 1 if coastline else 2
    text = re.sub(r"-?\d+\.\d+", lambda m: f"{float(m[0]):.{places}f}".rstrip("0").rstrip("."), coordinates)
    return re.sub(r"\s+L ", " ", text.strip()) if coastline else text


def _declarations(style: str) -> Iterator[tuple[str, str]]:
    """Style declarations as presentation attributes; the font family is the root's."""
    for part in filter(None, (part.strip() for part in style.split(";"))):
        name, value = (side.strip() for side in part.split(":", 1))
        if name == "font":
            shorthand = re.match(r"(?:(italic|oblique) )?(?:(\d{3}|bold) )?([\d.]+)px", value)
            if shorthand:
                for attribute, text in zip(("font-style", "font-weight", "font-size"), shorthand.groups(), strict=True):
                    if text:
                        yield attribute, text
        elif name != "font-family":
            yield name, value.removesuffix("px") if name == "font-size" else value
