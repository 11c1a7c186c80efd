"""Characters that the report's fonts can draw; others are printed as their code and reported."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import Any

from fontTools.ttLib import TTFont

from laporan.core.errors import ReportError
from laporan.writers.text_widths import FONTS, LONGEST_WORD, breakable

FAMILIES = ("Serif", "Sans")
STYLES = ("Regular", "Italic", "Semibold", "SemiboldItalic")
INVISIBLE = frozenset(" \n\t\u00a0\u00ad\u200b")


@cache
def drawable() -> frozenset[str]:
    """The characters that can be printed in every style, and white space.

    Raises
    ------
    ReportError
        For a font file that is missing.
    """
    missing = [
        name
        for family in FAMILIES
        for style in STYLES
        if not (FONTS / (name := f"Laporan{family}-{style}.ttf")).is_file()
    ]
    if missing:
        raise ReportError(
            f"huruf tidak ada di src/laporan/writers/pdf/fonts: {', '.join(missing)}. Ambil lagi dari git"
        )
    covered = [
        frozenset().union(*(TTFont(FONTS / f"Laporan{family}-{style}.ttf").getBestCmap() for family in FAMILIES))
        for style in STYLES
    ]
    return frozenset(map(chr, frozenset.intersection(*covered))) | INVISIBLE


class Drawable:
    """Makes every string of an AST printable, and counts in `replaced` what it had to replace."""

    def __init__(self) -> None:
        self.replaced: Counter[str] = Counter()

    def tree(self, node: Any) -> Any:
        """A copy of a node in which all strings are printable."""
        if isinstance(node, str):
            return self.text(node)
        if isinstance(node, list):
            return [self.tree(one) for one in node]
        if isinstance(node, dict):
            return {
                key: self.drawing(value) if key == "svg" else value if key in KEYS else self.tree(value)
                for key, value in node.items()
            }
        return node

    def text(self, text: str) -> str:
        """The text with each character that no font has as its code ('😀' is '[U+1F600]'); long words may break."""
        shown = self.drawing(text)
        if len(shown) <= LONGEST_WORD:
            return shown
        return " ".join(map(breakable, shown.split(" ")))

    def drawing(self, text: str) -> str:
        """Like `text`, but without places to break: for an SVG, whose own syntax must stay."""
        for char in set(text) - drawable():
            self.replaced[char] += text.count(char)
            text = text.replace(char, f"[U+{ord(char):04X}]")
        return text


KEYS = {"t", "to", "anchor", "fact", "image", "kind", "lang", "scope", "day"}
