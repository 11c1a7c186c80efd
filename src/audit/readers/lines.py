"""Lines of text to blocks: what plain text, Markdown and PDF have in common."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from audit.document import ContentBlock, SourceLocation, TableRow
from audit.readers.grids import as_table, take_table
from audit.readers.markup import LONGEST, LONGEST_WORD, bounded, in_pieces, one_line, plain
from audit.readers.passes import rejoined, settled, with_bare_headings
from audit.readers.shapes import LISTING, contents_line, shape_of

_WRAP = 45  # a shorter line is not a wrapped one, unless the next goes on in lower case


@dataclass(frozen=True)
class TextLine:
    """One line with its place; `rows` when the reader already knows that a table stands here."""

    text: str
    place: SourceLocation
    rows: tuple[TableRow, ...] = ()


@dataclass
class _Builder:
    """Collects blocks; an open block takes further lines until something closes it."""

    blocks: list[ContentBlock] = field(default_factory=list)
    kind: str = ""
    text: str = ""
    marker: str = ""
    level: int = 0
    places: list[tuple[int, SourceLocation]] = field(default_factory=list)
    tail: str = ""

    def open(self, kind: str, text: str, place: SourceLocation, marker: str = "", level: int = 0) -> None:
        self.close()
        self.kind, self.text, self.marker, self.level = kind, text, marker, level
        self.places, self.tail = [(0, place)], text

    def extend(self, text: str, place: SourceLocation) -> None:
        hyphen = re.search(r"[a-z]-$", self.text[-2:]) and re.match(r"[a-z]+", text)
        glue = "" if hyphen else " "
        if hyphen and _divided(self.text, text):
            self.text = self.text[:-1]
        self.places.append((len(self.text) + len(glue), place))
        self.text += glue + text
        self.tail = text

    def close(self) -> None:
        if self.kind and (self.text or self.marker):
            self.blocks.append(ContentBlock(self.kind, self.text, tuple(self.places), self.marker, level=self.level))
        self.kind = self.text = self.tail = ""

    def add(self, block: ContentBlock) -> None:
        self.close()
        self.blocks.append(block)


def _divided(text: str, following: str) -> bool:
    """Whether a hyphen at a line's end divides a word ("kependu-dukan"), and is none of its own ("laki-laki", "non-PNS")."""
    first = (re.findall(r"[A-Za-z]+", text[-LONGEST_WORD:]) or [""])[-1].lower()
    second = (re.findall(r"[A-Za-z]+", following[:LONGEST_WORD]) or [""])[0].lower()
    doubled = second.startswith(first[:4]) or first[-4:] == second[-4:]
    return (
        len(second) >= 2
        and not doubled
        and first not in ("e", "non", "anti", "pra", "pasca", "antar", "sub", "ke", "di")
    )


def blocks_from(lines: Sequence[TextLine]) -> tuple[ContentBlock, ...]:
    """Blocks of consecutive lines; "" lines separate. Tables take the caption above or below them."""
    lines = [piece for line in lines for piece in _pieces(line)]
    builder, index, listing = _Builder(), 0, ""
    while index < len(lines):
        line = lines[index]
        if line.rows:
            builder.add(_table_block(line.rows))
            index += 1
            continue
        if listing and (entry := _contents_entry(lines, index)):
            block, index = entry
            builder.add(ContentBlock("contents", block.text, block.places, block.marker, listing=listing))
            continue
        if not listing and (taken := take_table([(one.text, one.place) for one in lines[index : index + 400]])):
            rows, used = taken
            builder.add(_table_block(rows))
            index += used
            continue
        listing = _take_line(builder, line, listing)
        index += 1
    builder.close()
    return settled(with_bare_headings(rejoined(builder.blocks)))


def _pieces(line: TextLine) -> list[TextLine]:
    """A line that is too long to be read in one go, in several; the row of a table stays whole."""
    if line.rows or len(line.text) <= LONGEST or "|" in line.text or "\t" in line.text:
        return [line]
    return [TextLine(piece, line.place) for piece in in_pieces(bounded(line.text))]


def _take_line(builder: _Builder, line: TextLine, listing: str) -> str:
    """One line of text into the builder; returns the list of contents that is open after it."""
    text = one_line(re.sub(r"^\s*(#{1,6}|>)\s+", "", line.text))
    hashes = re.match(r"\s*(#{1,6})\s", line.text)
    if not text or re.fullmatch(r"[-=_*~\s]{3,}|\d{1,4}|-\s*\d+\s*-", text):
        builder.close()
        return listing
    shape = shape_of(text)
    if shape.kind == "listing":
        match = LISTING.match(text)
        builder.open("heading", text, line.place, level=1)
        builder.close()
        return (match[1] or "isi").lower() if match else "isi"
    if hashes and shape.kind in ("text", "item", "heading"):
        marker = shape.marker.rstrip(".)") if shape.kind != "text" else ""
        builder.open("heading", shape.text, line.place, marker, shape.level or len(hashes[1]))
        builder.close()
        return ""
    if shape.kind == "text":
        if builder.kind and _continues(builder, text):
            builder.extend(text, line.place)
        else:
            builder.open("paragraph", text, line.place)
        return "" if len(text) > 100 else listing
    if shape.kind == "heading" and builder.kind == "paragraph" and builder.tail[-1:] in ",(":
        builder.extend(text, line.place)  # a number that happens to begin a wrapped line
        return ""
    if shape.kind == "item" and _goes_on(builder, shape.marker):
        builder.extend(text, line.place)  # "(4)" of a running enumeration, at the head of a wrapped line
        return listing
    builder.open(shape.kind, shape.text, line.place, shape.marker, shape.level)
    return "" if shape.kind == "heading" else listing


def _goes_on(builder: _Builder, marker: str) -> bool:
    """Whether an item's marker only happens to begin a wrapped line: its predecessor stands in the open block."""
    body = marker.strip("().")
    if builder.kind not in ("paragraph", "item") or len(builder.tail) < _WRAP or builder.tail.endswith((".", ":", ";")):
        return False
    if body.isdigit() and int(body) > 1:
        before = str(int(body) - 1)
    elif len(body) == 1 and body.isalpha() and body.lower() > "a":
        before = chr(ord(body) - 1)
    else:
        return marker.startswith("(") and builder.tail.endswith(("yaitu", "yakni", "adalah", "meliputi"))
    return marker.replace(body, before) in builder.text


def _continues(builder: _Builder, text: str) -> bool:
    """Whether `text` goes on with the open block: hard-wrapped lines of one paragraph."""
    if len(builder.text) > LONGEST:
        return False
    if builder.kind == "heading":
        wrapped = len(builder.tail) >= _WRAP and len(text) <= 80 and not text.endswith((".", ":", ",", ";"))
        if not builder.text:
            return len(text) <= 90 and not text.endswith(".")
        return bool(builder.marker) and wrapped
    if len(builder.tail) > 170:
        return False
    if text[:1].islower() or builder.tail.endswith((",", "-")):
        return True
    if builder.kind == "caption":
        return False
    return len(builder.tail) >= _WRAP and not (builder.tail.endswith((".", ":")) and len(builder.tail) < 60)


def _contents_entry(lines: Sequence[TextLine], index: int) -> tuple[ContentBlock, int] | None:
    """A line of contents at `index`, also when its title is wrapped over two or three lines."""
    text = ""
    for used in range(index, min(index + 3, len(lines))):
        piece = plain(re.sub(r"^\s*[-*+]\s+", "", lines[used].text)).strip("| ")
        if not piece or lines[used].rows or LISTING.match(piece) or len(piece) > 200:
            return None
        if used > index and re.match(r"(?:\d+(?:\.\d+)*\.?\s|BAB\s|Gambar\s|Tabel\s)", piece):
            return None
        text = f"{text} {piece}".strip()
        if entry := contents_line(text, tight=True):
            label = " ".join(entry[0].split())
            return ContentBlock("contents", label, ((0, lines[index].place),), marker=entry[1]), used + 1
    return None


def _table_block(rows: Sequence[TableRow]) -> ContentBlock:
    return ContentBlock("table", "", ((0, rows[0].place),), table=as_table(rows))
