"""HTML files, by lxml: headings, paragraphs, lists, captions and tables in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from lxml import etree, html

from audit.document import ContentBlock, FileContent, SourceLocation, TableRow, Unread
from audit.finding import AuditError
from audit.readers.grids import as_table, spanned
from audit.readers.markup import one_line
from audit.readers.passes import settled
from audit.readers.shapes import LISTING, contents_line, shape_of

_SKIP = {"script", "style", "head", "svg", "template", "noscript", "button", "select", "math"}
_UNSHOWN = ("template", "noscript")
_BLOCKS = {"address", "article", "aside", "blockquote", "body", "dd", "details", "div", "dl", "dt", "figure", "footer",
           "form", "header", "html", "li", "main", "nav", "ol", "p", "pre", "section", "table", "ul", "figcaption",
           "caption", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "summary"}  # fmt: skip

LEAST_WORDS = 30  # a page of fewer that has a script is most likely written by it


def read_html(path: Path) -> FileContent:
    """Blocks of an HTML page; places are source lines. Frames, pictures and what a script would write are not read.

    Raises
    ------
    AuditError
        For a file that is no HTML, or nested deeper than can be read.
    """
    parser = html.HTMLParser(encoding=_encoding(path), huge_tree=True)
    try:
        root = html.fromstring(path.read_bytes() or b"<p/>", parser=parser)
    except (etree.ParserError, ValueError, LookupError) as error:
        raise AuditError(f"{path.name}: HTML tidak terbaca ({error}). Buka dan simpan ulang di peramban.") from error
    if any(fault.type_name == "ERR_RESOURCE_LIMIT" for fault in parser.error_log):
        raise AuditError(
            f"{path.name}: HTML-nya bersarang terlalu dalam, sehingga sebagian tidak terbaca. Simpan ulang."
        )
    pictures = sum(1 for _ in root.iter("img", "svg", "canvas", "picture"))
    return FileContent(settled(tuple(_classified(_walk(root)))), tuple(_unread(root)), pictures)


def _unread(root: Any) -> Iterator[Unread]:
    """What the page shows and its file does not say: frames, embedded files, all of a page that a script writes.

    Also the numbers of what it shows only with a script, or only without one.
    """
    for frame in root.iter("iframe", "frame", "object", "embed"):
        if frame.get("src") or frame.get("data") or frame.get("srcdoc"):
            yield Unread(f"isi bingkai <{frame.tag}>", SourceLocation(line=frame.sourceline))
    scripts = [script for script in root.iter("script") if (script.get("type") or "javascript").endswith("javascript")]
    for hidden in root.iter(*_UNSHOWN):
        if any(map(str.isdigit, hidden.text_content())):
            yield Unread(f"isi <{hidden.tag}>", SourceLocation(line=hidden.sourceline))
    if scripts and len(one_line(_text(root)).split()) < LEAST_WORDS:
        yield Unread("isi yang ditulis oleh skrip", SourceLocation(line=scripts[0].sourceline))


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
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    if b"\0" in head:
        raise AuditError(f"{path.name}: isinya bukan teks UTF-8. Simpan ulang sebagai HTML UTF-8.")
    match = re.search(rb"charset=[\"']?([\w-]+)", head)
    return match[1].decode("ascii") if match else "utf-8"


def _walk(root: Any) -> Iterator[tuple[str, str, SourceLocation, Any]]:
    """(tag, text, place, node) of each leaf block; mixed content is split around its blocks."""
    holders = _holders(root)
    # Nodes, and leaves that are ready: a stack, for pages are nested deeper than calls can be.
    waiting: list[Any] = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, tuple):
            yield node
        elif isinstance(node.tag, str) and node.tag not in _SKIP:
            waiting += reversed(list(_parts(node, holders)))


def _holders(root: Any) -> set[Any]:
    """The nodes that have a block below them."""
    holders: set[Any] = set()
    for block in root.iter("table", "p", "li"):
        node = block.getparent()
        while node is not None and node not in holders:
            holders.add(node)
            node = node.getparent()
    return holders


def _is_grid(table: Any) -> bool:
    """Whether a table has cells beside each other; one that holds tables or a single cell is there for its frame."""
    cells = table.iterdescendants("td", "th")
    return next(table.iterdescendants("table"), None) is None and len(list(islice(cells, 2))) > 1


def _parts(node: Any, holders: set[Any]) -> Iterator[Any]:
    """A node's leaves, and the nodes below it that have some, in reading order."""
    place = SourceLocation(line=node.sourceline)
    if node.tag == "table" and _is_grid(node):
        caption = node.find("caption")
        if caption is not None:
            yield "caption", one_line(_text(caption)), SourceLocation(line=caption.sourceline), caption
        yield "table", "", place, node
        return
    nested = [isinstance(child.tag, str) and (child.tag in _BLOCKS or child in holders) for child in node]
    if not any(nested):
        yield from ((node.tag, text, place, node) for piece in _text(node).split("\n\x00") if (text := one_line(piece)))
        return
    run = node.text or ""
    for child, is_block in zip(node, nested, strict=True):
        if is_block:
            if text := one_line(run):
                yield node.tag, text, place, node
            run = ""
            yield child
        elif isinstance(child.tag, str) and child.tag not in _SKIP:
            run += _text(child)
        run += child.tail or ""
    if text := one_line(run):
        yield "p", text, place, node


def _text(node: Any) -> str:
    """Text of a node without scripts; a line break becomes a block break."""
    parts: list[str] = []
    skipped = None
    for event, part in etree.iterwalk(node, events=("start", "end", "comment", "pi")):
        if event == "start" and skipped is None:
            if part is not node and part.tag in _SKIP:
                skipped = part
            else:
                parts.append("\n\x00" if part.tag == "br" else part.text or "")
        elif event != "start":
            skipped = None if part is skipped else skipped
            if skipped is None and part is not node:
                parts.append(part.tail or "")
    return "".join(parts)


def _classified(leaves: Iterator[tuple[str, str, SourceLocation, Any]]) -> Iterator[ContentBlock]:
    listing, counted = "", dict[Any, int]()
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
            yield ContentBlock("item", shape.text, places, shape.marker or _list_marker(node, counted))
        elif shape.kind in ("heading", "item"):
            listing = "" if shape.kind == "heading" else listing
            yield ContentBlock(shape.kind, shape.text, places, shape.marker, level=shape.level)
        else:
            yield ContentBlock("paragraph", text, places)


def _linked(node: Any) -> bool:
    return any(str(link.get("href", "")).startswith("#") for link in node.iter("a"))


def _list_marker(node: Any, counted: dict[Any, int]) -> str:
    """The number that a browser shows for an item of an ordered list, "-" for a bullet.

    Parameters
    ----------
    node : HtmlElement
    counted : dict of HtmlElement to int
        The places of items in their lists, of the lists that were met before.
    """
    while node is not None and node.tag != "li":
        node = node.getparent()
    parent = node.getparent() if node is not None else None
    if parent is None or parent.tag != "ol":
        return "-"
    if node not in counted:
        counted.update({item: place for place, item in enumerate(parent.iterchildren("li"))})
    start = parent.get("start", "1").strip()
    return f"{counted[node] + (int(start) if re.fullmatch(r'[0-9]{1,9}', start) else 1)}."


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
            cells.extend([""] * (spanned(cell.get("colspan")) - 1))
            for index in range(start, len(cells)):
                spans[index] = spanned(cell.get("rowspan")) - 1
        while pending.get(len(cells), 0) > 0:
            cells.append("")
        pending = {i: n for i in range(len(cells)) if (n := spans.get(i, pending.get(i, 0) - 1)) > 0}
        if cells:
            yield TableRow(tuple(cells), SourceLocation(line=row.sourceline))
