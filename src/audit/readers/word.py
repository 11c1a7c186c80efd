"""Word files, by python-docx: paragraphs and tables in document order, contents and captions included.

Word keeps no line or page; the place of a block is its ordinal among paragraphs and table
rows, counted from 1. Numbers that Word makes itself (automatic lists) are counted here.
"""

from __future__ import annotations

import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
from docx.oxml.ns import qn

from audit.document import ContentBlock, FileContent, SourceLocation, TableRow, Unread
from audit.finding import AuditError
from audit.readers.grids import as_table, spanned
from audit.readers.markup import one_line
from audit.readers.passes import settled
from audit.readers.shapes import LISTING, contents_line, shape_of

UNREAD_PARTS = {
    "dokumen yang disisipkan (altChunk)": qn("w:altChunk"),
    "objek yang disisipkan": qn("w:object"),
}
PICTURES = (qn("a:blip"), qn("c:chart"), "{urn:schemas-microsoft-com:vml}imagedata")
UNPACKED_LIMIT = 300 * 2**20  # a small zip can unpack to gigabytes


def read_docx(path: Path) -> FileContent:
    """Blocks of a Word file; places are the ordinals of paragraphs and rows.

    Raises
    ------
    AuditError
        For a file that is no Word file, locked, broken or too large.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(info.file_size for info in archive.infolist()) > UNPACKED_LIMIT:
                raise AuditError(f"{path.name}: isinya melebihi {UNPACKED_LIMIT // 2**20} MB setelah dibuka.")  # noqa: TRY301
        document = docx.Document(str(path))
    except AuditError:
        raise
    except Exception as error:  # python-docx raises KeyError, ValueError, BadZipFile, XMLSyntaxError ...
        raise AuditError(f"{path.name}: berkas Word tidak terbaca ({error}). Simpan ulang sebagai .docx.") from error
    try:
        blocks = settled(tuple(_Reader(document).blocks()))
    except (ValueError, TypeError, KeyError, AttributeError) as error:  # what the schema of Word files does not allow
        raise AuditError(f"{path.name}: berkas Word rusak ({error}). Simpan ulang sebagai .docx.") from error
    body = document.element.body
    return FileContent(blocks, tuple(_unread(body)), sum(1 for _ in body.iter(*PICTURES)))


def _unread(body: Any) -> Iterator[Unread]:
    """Parts that show words which do not stand in the text: embedded documents and objects."""
    for what, tag in UNREAD_PARTS.items():
        if found := sum(1 for _ in body.iter(tag)):
            yield Unread(f"{found} {what}")


class _Reader:
    """One pass over the body, with the counters of places and automatic lists."""

    def __init__(self, document: Any) -> None:
        self.body = document.element.body
        self.styles = {style.style_id: style.name for style in document.styles}
        self.formats = _list_formats(document)
        self.counters: dict[tuple[str, int], int] = defaultdict(int)
        self.ordinal = 0
        self.listing = ""

    def blocks(self) -> Iterator[ContentBlock]:
        for element in _content(self.body):
            if element.tag == qn("w:tbl"):
                rows = tuple(self._rows(element))
                if rows:
                    yield ContentBlock("table", "", ((0, rows[0].place),), table=as_table(rows))
            else:
                self.ordinal += 1
                for piece in _text(element).split("\n"):
                    if text := piece.strip():
                        yield self._paragraph(element, text)

    def _paragraph(self, element: Any, raw: str) -> ContentBlock:
        places = ((0, SourceLocation(line=self.ordinal)),)
        style = self._style(element)
        text = one_line(raw)
        if match := LISTING.match(text):
            self.listing = (match[1] or "isi").lower()
            return ContentBlock("heading", text, places, level=1)
        is_contents = style.startswith(("toc", "table of figures")) or self.listing
        if is_contents and (entry := contents_line(raw, tight=True)):
            listing = self.listing or ("isi" if style.startswith("toc") else "gambar")
            return ContentBlock("contents", " ".join(entry[0].split()), places, entry[1], listing=listing)
        shape = shape_of(text)
        heading = re.match(r"(?:heading|judul)\s*(\d)", style)
        if heading or style == "title":
            self.listing = ""
            marker = shape.marker.rstrip(".)") if shape.kind in ("heading", "item") else ""
            level = shape.level or (int(heading[1]) if heading else 1)
            return ContentBlock("heading", shape.text if marker else text, places, marker, level=level)
        if shape.kind == "caption" or style == "caption":
            return ContentBlock("caption", shape.text, places, shape.marker)
        if shape.kind == "text" and (marker := self._automatic(element)):
            return ContentBlock("item", text, places, marker)
        if shape.kind == "heading":
            self.listing = ""
            return ContentBlock("heading", shape.text, places, shape.marker, level=shape.level)
        return ContentBlock("paragraph" if shape.kind == "text" else shape.kind, shape.text, places, shape.marker)

    def _style(self, element: Any) -> str:
        found = element.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        return str(self.styles.get(found.get(qn("w:val")), "") or "").lower() if found is not None else ""

    def _automatic(self, element: Any) -> str:
        """The marker that Word would print for an automatic list item, "" for none."""
        number = element.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        style = self._style(element)
        if number is None:
            return "-" if style.startswith("list") else ""
        id_node, level_node = number.find(qn("w:numId")), number.find(qn("w:ilvl"))
        list_id = id_node.get(qn("w:val")) if id_node is not None else "0"
        level = int(level_node.get(qn("w:val"))) if level_node is not None else 0
        if self.formats.get((list_id, level), "decimal") == "bullet":
            return "-"
        self.counters[list_id, level] += 1
        return f"{self.counters[list_id, level]}."

    def _rows(self, table: Any) -> Iterator[TableRow]:
        for row in table.iter(qn("w:tr")):
            self.ordinal += 1
            cells: list[str] = []
            for cell in row.iter(qn("w:tc")):
                properties = cell.find(qn("w:tcPr"))
                span = properties.find(qn("w:gridSpan")) if properties is not None else None
                merge = properties.find(qn("w:vMerge")) if properties is not None else None
                goes_on = merge is not None and merge.get(qn("w:val"), "continue") == "continue"
                texts = (one_line(_text(paragraph)) for paragraph in cell.iter(qn("w:p")))
                cells.append("" if goes_on else "\n".join(text for text in texts if text))
                cells.extend([""] * (spanned(span.get(qn("w:val"))) - 1 if span is not None else 0))
            if cells:
                yield TableRow(tuple(cells), SourceLocation(line=self.ordinal))


def _content(node: Any) -> Iterator[Any]:
    """Paragraphs and tables of the body, also inside content controls (Word's contents is one)."""
    for child in node.iterchildren():
        if child.tag in (qn("w:p"), qn("w:tbl")):
            yield child
        elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:smartTag")):
            yield from _content(child)


def _text(paragraph: Any) -> str:
    """The words that Word shows: runs, fields' results and links; not deleted text or field codes."""
    parts = []
    for node in paragraph.iter(qn("w:t"), qn("w:tab"), qn("w:br"), qn("w:noBreakHyphen")):
        if node.tag == qn("w:t"):
            parts.append(node.text or "")
        elif node.tag == qn("w:noBreakHyphen"):
            parts.append("-")
        elif node.getparent().tag == qn("w:r"):  # w:tab also declares tab stops
            parts.append("\t" if node.tag == qn("w:tab") else "\n")
    return "".join(parts)


def _list_formats(document: Any) -> dict[tuple[str, int], str]:
    """(list id, level) to number format ("decimal", "bullet", ...); empty when there are no lists."""
    try:
        root = document.part.numbering_part.element
    except (KeyError, NotImplementedError, AttributeError):
        return {}
    abstract = {
        node.get(qn("w:abstractNumId")): {
            int(level.get(qn("w:ilvl"))): (
                fmt.get(qn("w:val")) if (fmt := level.find(qn("w:numFmt"))) is not None else ""
            )
            for level in node.iter(qn("w:lvl"))
        }
        for node in root.iter(qn("w:abstractNum"))
    }
    formats = {}
    for number in root.iter(qn("w:num")):
        link = number.find(qn("w:abstractNumId"))
        for level, fmt in abstract.get(link.get(qn("w:val")) if link is not None else "", {}).items():
            formats[number.get(qn("w:numId")), level] = fmt
    return formats
