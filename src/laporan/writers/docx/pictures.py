"""Drawings for Word as images: typst, which is installed already, paints the same SVG as in the PDF.

PNG and not SVG: Word draws an SVG's words in whatever font it finds, and labels then run over each other.
"""

from __future__ import annotations

import base64
import json
from functools import cache
from importlib.metadata import version
from typing import Any

import typst

from laporan.cache.digest import content_hash, file_hash
from laporan.cache.store import Store
from laporan.core.errors import ReportError
from laporan.document.ast import Figure
from laporan.writers.columns import FONTS

PICTURES = Store("pictures")  # drawings that were painted before
PNG = b"\x89PNG\r\n\x1a\n"
RESOLUTION = 220  # dots an inch: what Word itself keeps when it saves
PAGE_EACH = b"""
#let drawings = json(bytes(sys.inputs.drawings))
#set page(width: auto, height: auto, margin: 0pt, fill: white)
#for (place, svg) in drawings.enumerate() {
  if place > 0 { pagebreak() }
  image(bytes(svg), format: "svg")
}
"""


def paint(figures: list[Figure]) -> list[bytes]:
    """The drawings as PNG, in their order. Those that were painted before come from the cache."""
    keys = {figure["svg"]: content_hash([figure["svg"], _brush()]) for figure in figures}
    known = {svg: png for svg, key in keys.items() if (png := _known(key))}
    new = [svg for svg in keys if svg not in known]
    painted = dict(zip(new, _painted(new), strict=True))
    for svg, png in painted.items():
        PICTURES.write(keys[svg], png)
    return [(known | painted)[figure["svg"]] for figure in figures]


def _known(key: str) -> bytes | None:
    png = PICTURES.read(key)
    if png is not None and not png.startswith(PNG):
        PICTURES.throw_away(key)
        return None
    return png


@cache
def _brush() -> list[str]:
    """What a painting follows from beside its drawing."""
    fonts = [file_hash(path) for path in sorted(FONTS.iterdir())]
    return [PAGE_EACH.decode(), str(RESOLUTION), version("typst"), *fonts]


def _painted(drawings: list[str]) -> list[bytes]:
    if not drawings:
        return []
    options: dict[str, Any] = {"font_paths": [str(FONTS)], "sys_inputs": {"drawings": json.dumps(drawings)}}
    try:
        painted = typst.compile(PAGE_EACH, format="png", ppi=RESOLUTION, ignore_system_fonts=True, **options)
    except typst.TypstError as error:
        raise ReportError(f"gambar untuk Word tidak dapat dibuat: {error.message}") from error
    pages = painted if isinstance(painted, list) else [painted]
    return [bytes(page) for page in pages]


def photograph(figure: Figure) -> bytes:
    """A photograph's bytes, from its data URI."""
    return base64.b64decode(figure["image"].partition(",")[2])
