"""The book's drawings and photographs as files. A drawing is there twice, under one name.

As SVG for pages and typst; as PNG for Word, which reads no SVG that nobody has painted for it. The SVG carries the
letters that it uses; typst, which takes no font from an SVG, finds the whole fonts in the project.
"""

from __future__ import annotations

import base64
import html
import io
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from laporan import charts
from laporan.document.ast import DocumentTree, Figure, blocks_of
from laporan.writers.docx.pictures import paint, photograph

FONTS = Path(charts.__file__).with_name("fonts")
PICTURES, LETTERS = "gambar", "huruf"
FAMILY = "Laporan Sans"
WEIGHTS = {400: "LaporanSans-Regular.ttf", 600: "LaporanSans-Semibold.ttf"}
ROOT = re.compile(r"<svg\b[^>]*>")
TAG = re.compile(r"<[^>]*>")


def picture_name(figure: Figure) -> str:
    """The file as the book's text names it; of a drawing without an ending, which each format chooses."""
    ending = "" if figure["svg"] else f".{'png' if 'png' in figure['image'].partition(',')[0] else 'jpg'}"
    return f"{PICTURES}/{figure['anchor']}{ending}"


def write_pictures(tree: DocumentTree, folder: Path) -> Iterator[Path]:
    """Write all pictures of a report, and the fonts of its drawings.

    Parameters
    ----------
    tree : DocumentTree
        The report.
    folder : Path
        The book's.

    Yields
    ------
    Path
        Each file that was written.
    """
    figures: list[Figure] = [block for block in blocks_of(tree) if block["t"] == "figure" and not block["missing"]]
    drawings = [figure for figure in figures if figure["svg"]]
    if figures:
        (folder / PICTURES).mkdir(exist_ok=True)
    for figure, png in zip(drawings, paint(drawings), strict=True):
        place = folder / picture_name(figure)
        yield _put(place.with_name(f"{place.name}.svg"), with_letters(figure["svg"]).encode())
        yield _put(place.with_name(f"{place.name}.png"), png)
    for figure in figures:
        if not figure["svg"]:
            yield _put(folder / picture_name(figure), photograph(figure))
    if drawings:
        (folder / LETTERS).mkdir(exist_ok=True)
        for font in sorted(FONTS.iterdir()):
            yield Path(shutil.copyfile(font, folder / LETTERS / font.name))


def _put(place: Path, content: bytes) -> Path:
    place.write_bytes(content)
    return place


def with_letters(svg: str) -> str:
    """A drawing as a file of its own, with the letters that it uses: no reader's font is as wide as ours.

    Parameters
    ----------
    svg : str
        The drawing.
    """
    used = html.unescape(TAG.sub(" ", svg))
    faces = "".join(_face(weight, used) for weight in WEIGHTS)
    begin = ROOT.search(svg)
    place = begin.end() if begin else 0
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{svg[:place]}<style>{faces}</style>{svg[place:]}\n'


def _face(weight: int, text: str) -> str:
    font = TTFont(FONTS / WEIGHTS[weight], recalcTimestamp=False)
    subsetter = Subsetter(Options(notdef_outline=True))
    subsetter.populate(text=text)
    subsetter.subset(font)
    font.flavor = "woff"
    buffer = io.BytesIO()
    font.save(buffer)
    data = base64.b64encode(buffer.getvalue()).decode()
    return f"@font-face{{font-family:'{FAMILY}';font-weight:{weight};src:url(data:font/woff;base64,{data})}}"
