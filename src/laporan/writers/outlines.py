"""Drawings whose words are outlines: where the report's fonts are missing, labels would run over each other."""

from __future__ import annotations

import re
from functools import cache

from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont
from lxml import etree

from laporan.writers.text_widths import FONTS

SVG = "{http://www.w3.org/2000/svg}"
BOLD_FROM = 550  # weights from here on are drawn semibold
SHIFT = {"start": 0.0, "": 0.0, "middle": 0.5, "end": 1.0}
DIGITS = 2  # of coordinates, which are points
OF_WORDS = {"x", "y", "dx", "dy", "font-size", "font-weight", "font-style", "font-family", "text-anchor"}


def outlined(svg: str) -> str:
    """The drawing with paths in place of its words; what it says of itself stays.

    Parameters
    ----------
    svg : str
        A drawing of ours: each text has its size, anchor and place in attributes.
    """
    root = etree.fromstring(svg.encode())
    for text in list(root.iter(f"{SVG}text")):
        words = " ".join("".join(text.itertext()).split())
        path = etree.Element(f"{SVG}path", {"d": _drawn(text, words)})
        path.attrib.update({key: value for key, value in text.attrib.items() if key not in OF_WORDS})
        path.tail = text.tail
        text.getparent().replace(text, path)
    return etree.tostring(root, encoding="unicode")


def _drawn(text: etree._Element, words: str) -> str:
    bold = _weight(_inherited(text, "font-weight")) >= BOLD_FROM
    style = ("Semibold" if bold else "") + ("Italic" if _inherited(text, "font-style") == "italic" else "")
    font = _Font.of(style or "Regular")
    size = float(re.sub(r"(px|pt)$", "", _inherited(text, "font-size") or "10"))
    scale = size / font.em
    left = float(text.get("x", 0)) + float(text.get("dx", 0))
    left -= SHIFT[_inherited(text, "text-anchor")] * sum(map(font.advance, words)) * scale
    base = float(text.get("y", 0)) + float(text.get("dy", 0))
    pen = SVGPathPen(font.glyphs, ntos=lambda value: f"{value:.{DIGITS}f}".rstrip("0").rstrip("."))
    for letter in words:
        name = font.names.get(ord(letter), ".notdef")
        font.glyphs[name].draw(TransformPen(pen, (scale, 0, 0, -scale, left, base)))
        left += font.advance(letter) * scale
    return pen.getCommands()


def _inherited(element: etree._Element | None, name: str) -> str:
    """An attribute of an element, or of the nearest one around it that has it."""
    while element is not None:
        if element.get(name):
            return str(element.get(name))
        element = element.getparent()
    return ""


def _weight(told: str) -> int:
    return {"bold": 700}.get(told, int(told) if told.isdigit() else 400)


class _Font:
    """A style of Laporan Sans: its glyphs and their widths."""

    def __init__(self, style: str) -> None:
        font = TTFont(FONTS / f"LaporanSans-{style}.ttf")
        self.em = int(font["head"].unitsPerEm)
        self.names, self.glyphs, self.widths = font.getBestCmap(), font.getGlyphSet(), font["hmtx"]

    @staticmethod
    @cache
    def of(style: str) -> _Font:
        return _Font(style)

    def advance(self, letter: str) -> int:
        return int(self.widths[self.names.get(ord(letter), ".notdef")][0])
