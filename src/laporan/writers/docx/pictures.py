"""Pictures of the Word file. A drawing is an SVG, and for programs that draw none a PNG, which typst paints as in PDF.

The SVG's words are outlines: Word draws words in whatever font it finds, and labels then run over each other.
"""

from __future__ import annotations

import base64
import io
import json
from functools import cache
from importlib.metadata import version
from typing import Any

import typst
from docx.image.exceptions import UnrecognizedImageError
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.text.paragraph import Paragraph
from lxml import etree

from laporan.cache.digest import content_hash, file_hash
from laporan.cache.store import Store
from laporan.core.errors import ReportError
from laporan.document.ast import DocumentTree, Figure, blocks_of
from laporan.writers.columns import UPRIGHT
from laporan.writers.docx.xml import Element, paragraph
from laporan.writers.outlines import outlined
from laporan.writers.text_widths import FONTS

PICTURES = Store("pictures")  # drawings that were painted before
PNG = b"\x89PNG\r\n\x1a\n"
SVG_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"  # Word's own, since 2016
SVG_NAMESPACE = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
LOGO_HEIGHT = 24  # mm
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


class Pictures:
    """Puts pictures into a file.

    Parameters
    ----------
    document : docx.Document
        What is written to.
    tree : DocumentTree
        The report.
    """

    def __init__(self, document: Any, tree: DocumentTree) -> None:
        self.document = document
        drawn = [block for block in blocks_of(tree) if block["t"] == "figure" and block["svg"]]
        self.drawings = {block["anchor"]: png for block, png in zip(drawn, paint(drawn), strict=True)}
        self.count = 0

    def logo(self, content: bytes, alt: str) -> Element:
        """A paragraph with the logo of the cover."""
        return self._paragraph("LogoSampul", content, {"height": Mm(LOGO_HEIGHT)}, alt, "Logo")

    def of(self, figure: Figure) -> Element:
        """A paragraph with the picture of a figure.

        Raises
        ------
        ReportError
            For an image that Word does not know.
        """
        drawing = self.drawings.get(figure["anchor"])
        size = {"width": Mm(min(figure["width"], UPRIGHT))}
        holder = self._paragraph("Gambar", drawing or photograph(figure), size, figure["alt"], figure["number"])
        if drawing:
            add_drawing(self.document, holder, figure["svg"], figure["anchor"])
        return holder

    def _paragraph(self, style: str, content: bytes, size: dict[str, Any], alt: str, name: str) -> Element:
        holder = paragraph(style)
        place = Paragraph(holder, self.document._body)  # noqa: SLF001 - python-docx has no other way in
        try:
            place.add_run().add_picture(io.BytesIO(content), **size)
        except UnrecognizedImageError as error:
            raise ReportError(f"{name}: bukan gambar yang dikenal Word. Simpan sebagai PNG atau JPEG") from error
        for inline in holder.iter(qn("wp:inline")):
            for side in ("distT", "distB", "distL", "distR"):  # left out, LibreOffice moves the picture by 3 mm
                inline.set(side, "0")
        self.count += 1
        for properties in holder.iter(qn("wp:docPr"), qn("pic:cNvPr")):
            properties.set("id", str(self.count))
            properties.set("name", name)
            properties.set("descr", alt)
        return holder


def add_drawing(document: Any, holder: Element, svg: str, name: str) -> None:
    """Put the SVG beside the PNG that a paragraph holds.

    Parameters
    ----------
    document : docx.Document
        What is written to.
    holder : Element
        The paragraph.
    svg : str
        The drawing.
    name : str
        Of its file.
    """
    own = document.part
    part = Part(PackURI(f"/word/media/{name}.svg"), "image/svg+xml", outlined(svg).encode(), own.package)
    (blip,) = holder.iter(qn("a:blip"))
    extension = etree.SubElement(etree.SubElement(blip, qn("a:extLst")), qn("a:ext"), uri=SVG_EXTENSION)
    drawing = etree.SubElement(extension, f"{{{SVG_NAMESPACE}}}svgBlip", nsmap={"asvg": SVG_NAMESPACE})
    drawing.set(qn("r:embed"), own.relate_to(part, RELATIONSHIP_TYPE.IMAGE))


def photograph(figure: Figure) -> bytes:
    """A photograph's bytes, from its data URI."""
    return base64.b64decode(figure["image"].partition(",")[2])
