"""Passes over a whole list of blocks, when what follows is known: contents, captions, cut paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from audit.document import ContentBlock, SourceTable
from audit.readers.shapes import LISTING, contents_line


def settled(blocks: Sequence[ContentBlock]) -> tuple[ContentBlock, ...]:
    """Blocks with their lists of contents told from the text, and their tables with captions."""
    return _with_captions(_with_whole_tables(_with_contents(_with_captions_of_two_lines(blocks))))


_NUMBER_ALONE = re.compile(r"^(Tabel|Gambar|Grafik|Diagram|Bagan)\s+(\d+(?:[.-]\d+)*)\s*[.:]?$", re.IGNORECASE)


def _with_captions_of_two_lines(blocks: Sequence[ContentBlock]) -> list[ContentBlock]:
    """ "Tabel 1" alone on its line, its title on the next, right above a table, or below a figure's place."""
    result: list[ContentBlock] = []
    for index, block in enumerate(blocks):
        last = result[-1] if result else None
        number = _NUMBER_ALONE.match(last.text) if last is not None and last.kind == "paragraph" else None
        title = block.kind in ("paragraph", "heading") and not block.marker and len(block.text) <= 140
        titled = number is not None and title and not block.text.endswith((".", ":", ";"))
        below = blocks[index + 1] if index + 1 < len(blocks) else None
        is_table = below is not None and below.table is not None
        if number is not None and last is not None and titled and (is_table or number[1].lower() != "tabel"):
            result[-1] = ContentBlock("caption", block.text, last.places, f"{number[1].title()} {number[2]}")
        else:
            result.append(block)
    return result


def _with_whole_tables(blocks: Sequence[ContentBlock]) -> list[ContentBlock]:
    """A table that a page break cut in two is made one again; a heading row that is repeated is dropped."""
    result: list[ContentBlock] = []
    for block in blocks:
        last = result[-1] if result else None
        if block.table is None or last is None or last.table is None or not last.table.body:
            result.append(block)
            continue
        above, below = last.table, block.table
        next_page = (block.place().page or 0) - (above.rows[-1].place.page or 0) == 1
        if not next_page or above.width != below.width:
            result.append(block)
            continue
        rows = below.rows
        if rows and above.header and rows[0].cells == above.header[0].cells:
            rows = rows[len(above.header) :]
        result[-1] = replace(last, table=SourceTable(above.header, above.body + rows, above.caption))
    return result


def _with_contents(blocks: Sequence[ContentBlock]) -> list[ContentBlock]:
    """Lines under "Daftar Isi" that a reader took for headings or captions become lines of contents.

    A page number without leaders, or none at all, hides them; that the same number comes again
    further on gives them away.
    """
    result, listing = list(blocks), ""
    for index, block in enumerate(blocks):
        if match := LISTING.match(block.text) if block.kind == "heading" else None:
            listing = (match[1] or "isi").lower()
        elif listing and block.kind != "contents":
            text = f"{block.marker} {block.text}".strip()
            again = block.marker and any(b.marker == block.marker and b.kind == block.kind for b in blocks[index + 1 :])
            entry = contents_line(text, tight=True) if len(text) < 180 else None
            plain = block.kind == "heading" and not block.marker and block.text.isupper()
            if block.kind in ("heading", "caption") and (again or (entry and (block.marker or plain))):
                label, page = entry or (text, "")
                result[index] = replace(block, kind="contents", text=label, marker=page, listing=listing, level=0)
            elif (
                block.kind == "heading"
                and plain
                and any(
                    b.marker and any(c.marker == b.marker for c in blocks[index + 2 :])
                    for b in blocks[index + 1 : index + 2]
                )
            ):
                result[index] = replace(block, kind="contents", marker="", listing=listing, level=0)
            else:
                listing = ""
    return result


def with_bare_headings(blocks: list[ContentBlock]) -> list[ContentBlock]:
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
        ) and (blocks[index + 1].table is not None or len(blocks[index + 1].text) > len(block.text)):
            result[index] = ContentBlock("heading", block.text, block.places, level=1)
    return result


def rejoined(blocks: list[ContentBlock]) -> list[ContentBlock]:
    """A paragraph that a page break or a figure cut in two is made one again.

    Only when the first part stops without an end ("serta", "Untuk pelayanan") and the
    next piece of prose is the very next block.
    """
    joined: list[ContentBlock] = []
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
            joined[-1] = ContentBlock("paragraph", f"{last.text} {block.text}", places)
        else:
            joined.append(block)
    return joined


def _with_captions(blocks: Sequence[ContentBlock]) -> tuple[ContentBlock, ...]:
    """Tables get the words of their caption: the "Tabel n" right above, else right below."""
    result = list(blocks)
    for index, block in enumerate(result):
        if block.table is None or block.text:
            continue
        for near in (index - 1, index - 2, index + 1):
            if 0 <= near < len(result) and result[near].kind == "caption" and result[near].marker.startswith("Tabel"):
                caption = f"{result[near].marker}. {result[near].text}"
                table = SourceTable(block.table.header, block.table.body, caption)
                result[index] = ContentBlock("table", caption, block.places, table=table)
                break
    return tuple(result)
