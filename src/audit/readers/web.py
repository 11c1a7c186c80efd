"""HTML files, by lxml: headings, paragraphs, lists, captions and tables in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree, html

from audit.document import ContentBlock, SourceLocation, TableRow
from audit.finding import AuditError
from audit.readers.grids import as_table
from audit.readers.markup import one_line
from audit.readers.passes import settled
from audit.readers.shapes import LISTING, contents_line, shape_of

_SKIP = {"script", "style", "head", "svg", "template", "noscript", "button", "select", "math"}
_BLOCKS = {"address", "article", "aside", "blockquote", "body", "dd", "details", "div", "dl", "dt", "figure", "footer",
           "form", "header", "html", "li", "main", "nav", "ol", "p", "pre", "section", "table", "ul", "figcaption",
           "caption", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "summary"}  # fmt: skip


def read_html(path: Path) -> tuple[ContentBlock, ...]:
    """Blocks of an HTML page; places are source lines.

    Raises
    ------
    AuditError
        For a file that is no HTML.
    """
    try:
        root = html.fromstring(path.read_bytes() or b"<p/>", parser=html.HTMLParser(encoding=_encoding(path)))
    except (etree.ParserError, ValueError) as error:
        raise AuditError(f"{path.name}: HTML tidak terbaca ({error}). Buka dan simpan ulang di peramban.") from error
    return settled(tuple(_classified(_walk(root))))


def rows_of_markup(markup: str, first_line: int) -> tuple[TableRow, ...]:
    """Rows of the first table in a piece of HTML that begins at `first_line` of its file."""
    tables = html.fragment_fromstring(markup, create_parent="div").xpath(".//table")
    if not tables:
        return ()
    return tuple(
        TableRow(row.cells, SourceLocation(line=first_line + (row.place.line or 1) - 1)) for row in _rows(tables[0])
    )


def _encoding(path: Path) -> str:
    head = path.read_bytes()[:2048]
    match = re.search(rb"charset=[\"']?([\w-]+)", head)
    return match[1].decode("ascii") if match else "utf-8"


def _walk(node: Any) -> Iterator[tuple[str, str, SourceLocation, Any]]:  # noqa: C901 - one case a kind of node
    """(tag, text, place, node) of each leaf block; mixed content is split around its blocks."""
    if not isinstance(node.tag, str) or node.tag in _SKIP:
        return
    place = SourceLocation(line=node.sourceline)
    if node.tag == "table" and not node.xpath(".//table"):
        caption = node.find("caption")
        if caption is not None:
            yield "caption", one_line(_text(caption)), SourceLocation(line=caption.sourceline), caption
        yield "table", "", place, node
        return
    inner = [child for child in node.iterchildren() if isinstance(child.tag, str)]
    if not any(child.tag in _BLOCKS or child.xpath(".//table|.//p|.//li") for child in inner):
        for piece in _text(node).split("\n\x00"):
            if text := one_line(piece):
                yield node.tag, text, place, node
        return
    run = node.text or ""
    for child in node.iterchildren():
        nested = isinstance(child.tag, str) and (child.tag in _BLOCKS or child.xpath(".//table|.//p|.//li"))
        if nested:
            if text := one_line(run):
                yield node.tag, text, place, node
            run = ""
            yield from _walk(child)
        elif isinstance(child.tag, str) and child.tag not in _SKIP:
            run += _text(child)
        run += child.tail or ""
    if text := one_line(run):
        yield "p", text, place, node


def _text(node: Any) -> str:
    """Text of a node without scripts; a line break becomes a block break."""
    parts = [node.text or ""]
    for child in node.iterchildren():
        if isinstance(child.tag, str) and child.tag == "br":
            parts.append("\n\x00")
        elif isinstance(child.tag, str) and child.tag not in _SKIP:
            parts.append(_text(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _classified(leaves: Iterator[tuple[str, str, SourceLocation, Any]]) -> Iterator[ContentBlock]:
    listing = ""
    for tag, text, place, node in leaves:
        places = ((0, place),)
        if tag == "table":
            if rows := tuple(_rows(node)):
                yield ContentBlock("table", "", places, table=as_table(rows))
            continue
        if match := LISTING.match(text):
            listing = (match[1] or "isi").lower()
            yield ContentBlock("heading", text, places, level=1)
            continue
        shape = shape_of(text)
        in_contents = listing and (tag in ("li", "a", "p", "div", "td") and len(text) < 200)
        if in_contents and (entry := contents_line(text, tight=True) or (_linked(node) and (text, ""))):
            yield ContentBlock("contents", entry[0], places, marker=entry[1], listing=listing)
            continue
        if re.fullmatch(r"h[1-6]", tag):
            listing = ""
            marker = shape.marker.rstrip(".)") if shape.kind in ("heading", "item") else ""
            yield ContentBlock(
                "heading", shape.text if marker else text, places, marker, level=shape.level or int(tag[1])
            )
        elif tag in ("caption", "figcaption") or shape.kind == "caption":
            yield ContentBlock("caption", shape.text, places, shape.marker)
        elif tag == "li":
            yield ContentBlock("item", shape.text, places, shape.marker or _list_marker(node))
        elif shape.kind in ("heading", "item"):
            listing = "" if shape.kind == "heading" else listing
            yield ContentBlock(shape.kind, shape.text, places, shape.marker, level=shape.level)
        else:
            yield ContentBlock("paragraph", text, places)


def _linked(node: Any) -> bool:
    return any(str(link.get("href", "")).startswith("#") for link in node.iter("a"))


def _list_marker(node: Any) -> str:
    """The number that a browser shows for an item of an ordered list, "-" for a bullet."""
    while node is not None and node.tag != "li":
        node = node.getparent()
    parent = node.getparent() if node is not None else None
    if parent is None or parent.tag != "ol":
        return "-"
    items = [child for child in parent.iterchildren() if child.tag == "li"]
    start = parent.get("start", "1")
    return f"{items.index(node) + (int(start) if start.isdigit() else 1)}."


def _rows(table: Any) -> Iterator[TableRow]:
    """Rows with spans laid out: a spanned column holds its words once, further cells are blank."""
    pending: dict[int, int] = {}
    for row in table.iter("tr"):
        cells: list[str] = []
        spans: dict[int, int] = {}
        for cell in (child for child in row if child.tag in ("td", "th")):
            while pending.get(len(cells), 0) > 0:
                cells.append("")
            start = len(cells)
            parts = (one_line(part) for part in _text(cell).split("\n\x00"))
            cells.append("\n".join(part for part in parts if part))
            cells.extend([""] * (_span(cell, "colspan") - 1))
            for index in range(start, len(cells)):
                spans[index] = _span(cell, "rowspan") - 1
        while pending.get(len(cells), 0) > 0:
            cells.append("")
        pending = {i: n for i in range(len(cells)) if (n := spans.get(i, pending.get(i, 0) - 1)) > 0}
        if cells:
            yield TableRow(tuple(cells), SourceLocation(line=row.sourceline))


def _span(cell: Any, name: str) -> int:
    value = cell.get(name, "1")
    return min(int(value), 100) if value.isdigit() and int(value) > 0 else 1
