"""Lines of text to blocks: what plain text, Markdown and PDF have in common."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ..document import Block, Place, Row, Table
from .grids import take_table
from .markup import one_line, plain
from .shapes import LISTING, CAPTION, contents_line, shape_of

_WRAP = 45  # a shorter line is not a wrapped one, unless the next goes on in lower case


@dataclass(frozen=True)
class Line:
    """One line with its place; `rows` when the reader already knows that a table stands here."""

    text: str
    place: Place
    rows: tuple[Row, ...] = ()


@dataclass
class _Builder:
    """Collects blocks; an open block takes further lines until something closes it."""

    blocks: list[Block] = field(default_factory=list)
    kind: str = ""
    text: str = ""
    marker: str = ""
    level: int = 0
    places: list[tuple[int, Place]] = field(default_factory=list)
    tail: str = ""

    def open(self, kind: str, text: str, place: Place, marker: str = "", level: int = 0) -> None:
        self.close()
        self.kind, self.text, self.marker, self.level = kind, text, marker, level
        self.places, self.tail = [(0, place)], text

    def extend(self, text: str, place: Place) -> None:
        hyphen = re.search(r"[a-z]-$", self.text) and re.match(r"[a-z]", text)
        glue = "" if hyphen else " "
        self.places.append((len(self.text) + len(glue), place))
        self.text += glue + text
        self.tail = text

    def close(self) -> None:
        if self.kind and self.text:
            self.blocks.append(Block(self.kind, self.text, tuple(self.places), self.marker, level=self.level))
        self.kind = self.text = self.tail = ""

    def add(self, block: Block) -> None:
        self.close()
        self.blocks.append(block)


def blocks_from(lines: Sequence[Line]) -> tuple[Block, ...]:
    """Blocks of consecutive lines; "" lines separate. Tables take the caption above or below them."""
    builder, index, listing = _Builder(), 0, ""
    while index < len(lines):
        line = lines[index]
        if line.rows:
            builder.add(_table_block(line.rows))
            index += 1
            continue
        if listing and (entry := _contents_entry(lines, index)):
            block, index = entry
            builder.add(Block("contents", block.text, block.places, block.marker, listing=listing))
            continue
        if not listing and (taken := take_table([(one.text, one.place) for one in lines[index : index + 400]])):
            rows, used = taken
            builder.add(_table_block(rows))
            index += used
            continue
        listing = _take_line(builder, line, listing)
        index += 1
    builder.close()
    return _with_captions(_with_bare_headings(_rejoined(builder.blocks)))


def _take_line(builder: _Builder, line: Line, listing: str) -> str:
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
    if builder.kind == "heading":
        return builder.text == "" or (builder.marker.startswith("BAB") and len(builder.text) < 1)
    if len(builder.tail) > 170:
        return False
    if text[:1].islower() or builder.tail.endswith((",", "-")):
        return True
    if builder.kind == "caption":
        return False
    return len(builder.tail) >= _WRAP and not (builder.tail.endswith((".", ":")) and len(builder.tail) < 60)


def _contents_entry(lines: Sequence[Line], index: int) -> tuple[Block, int] | None:
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
            return Block("contents", label, ((0, lines[index].place),), marker=entry[1]), used + 1
    return None


def _table_block(rows: Sequence[Row]) -> Block:
    from .grids import as_table

    return Block("table", "", ((0, rows[0].place),), table=as_table(rows))


def _with_bare_headings(blocks: list[Block]) -> list[Block]:
    """Short lines alone above prose or a list ("Dasar Hukum", "Saran") are headings without a number."""
    result = list(blocks)
    for index, block in enumerate(blocks[:-1]):
        short = (
            block.kind == "paragraph"
            and len(block.places) == 1
            and len(block.text) < 60
            and len(block.text.split()) <= 8
        )
        if (
            short
            and re.match(r"[A-Z][^\d.,:;!?]+$", block.text)
            and blocks[index + 1].kind in ("paragraph", "item", "table")
        ):
            if blocks[index + 1].table is not None or len(blocks[index + 1].text) > len(block.text):
                result[index] = Block("heading", block.text, block.places, level=1)
    return result


def _rejoined(blocks: list[Block]) -> list[Block]:
    """A paragraph that a page break or a figure cut in two is made one again.

    Only when the first part stops without an end ("serta", "Untuk pelayanan") and the
    next piece of prose is the very next block.
    """
    joined: list[Block] = []
    for block in blocks:
        last = joined[-1] if joined else None
        if (
            last is not None
            and last.kind == "paragraph" == block.kind
            and len(last.text) > 60
            and last.text[-1] not in '.:;!?”")'
            and (
                block.text[:1].islower()
                or re.search(r"(?:,|\b(?:dan|serta|atau|yang|di|dengan|melalui|oleh))$", last.text)
            )
        ):
            shift = len(last.text) + 1
            places = last.places + tuple((start + shift, place) for start, place in block.places)
            joined[-1] = Block("paragraph", f"{last.text} {block.text}", places)
        else:
            joined.append(block)
    return joined


def _with_captions(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Tables get the words of their caption: the "Tabel n" right above, else right below."""
    result = list(blocks)
    for index, block in enumerate(result):
        if block.table is None or block.text:
            continue
        for near in (index - 1, index - 2, index + 1):
            if 0 <= near < len(result) and result[near].kind == "caption" and result[near].marker.startswith("Tabel"):
                caption = f"{result[near].marker}. {result[near].text}"
                table = Table(block.table.header, block.table.body, caption)
                result[index] = Block("table", caption, block.places, table=table)
                break
    return tuple(result)


__all__ = ["CAPTION", "Line", "blocks_from"]
