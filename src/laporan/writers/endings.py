"""How a chapter ends: not with a few lines on a page of their own, nor with a figure alone.

Estimated, as what stands where is known only when a page is set; so are the heights here.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Set

from laporan.document.ast import BlockNode, DocumentTree, Figure, plain
from laporan.writers.columns import UPRIGHT, lay_out
from laporan.writers.together import SHORT

LEAST = 60.0  # mm that the last page of a chapter holds
LETTERS, LINE, APART = 92, 5.6, 4.0  # of a line of prose, mm of one, and between paragraphs
HEADING, CAPTION, PHOTOGRAPH, NUMBERS, SIGNATURE = 14.0, 14.0, 110.0, 40.0, 45.0  # mm; a caption with its sources
VIEW = re.compile(r'viewBox="[\d.-]+ [\d.-]+ ([\d.]+) ([\d.]+)"')


def chapters(tree: DocumentTree) -> Iterator[list[BlockNode]]:
    """The blocks of each chapter: of what begins with a title of the first level, which opens a page."""
    for section in tree["sections"]:
        begins = [
            place
            for place, block in enumerate(section["blocks"])
            if place and block["t"] == "heading" and block["level"] == 1
        ]
        for first, end in zip([0, *begins], [*begins, len(section["blocks"])], strict=True):
            yield section["blocks"][first:end]


def closing(chapter: list[BlockNode]) -> BlockNode | None:
    """The table that a chapter ends with, if it may be parted."""
    last = chapter[-1] if chapter else None
    return last if last and last["t"] == "table" and not height_of(last) else None


def tail(chapter: list[BlockNode], floating: Set[str] = frozenset()) -> list[BlockNode]:
    """The last blocks of a chapter, which stay whole and together, so that its last page holds enough, and words.

    Parameters
    ----------
    chapter : list of BlockNode
        Its blocks.
    floating : set of str
        Anchors of figures that don't stand where they are told.
    """
    found: list[BlockNode] = []
    room = 0.0
    for block in reversed(chapter):
        if block["t"] == "figure" and block["anchor"] in floating:
            continue
        height = height_of(block)
        enough = room >= LEAST and any(one["t"] != "figure" for one in found)
        if enough or not 0 < height <= SHORT:
            break
        found.append(block)
        room += height
    return found[::-1]


def standing(chapter: list[BlockNode]) -> set[str]:
    """Anchors of figures that are not to float.

    One that closes a chapter may else come to stand alone on its last page, and one before a table that is parted
    between the rows of the table.

    Parameters
    ----------
    chapter : list of BlockNode
        The blocks of a chapter.
    """
    found = set()
    heights = [height_of(block) for block in chapter]
    behind = 0.0  # mm
    for place in reversed(range(len(chapter))):
        block, height = chapter[place], heights[place]
        parted = heights[place + 1 : place + 2] == [0.0]
        if block["t"] == "figure" and (parted or max(height, behind) <= SHORT):
            found.add(block["anchor"])
        behind += height or math.inf
    return found


def height_of(block: BlockNode) -> float:
    """About how high a block is, in mm; 0 for a table that may be parted, or has a page of its own."""
    if block["t"] == "paragraph":
        return math.ceil(len(plain(block["c"])) / LETTERS) * LINE + APART
    if block["t"] == "list":
        return sum(height_of(inner) for item in block["items"] for inner in item)
    if block["t"] == "quote":
        return sum(map(height_of, block["c"]))
    if block["t"] == "pre":
        return (block["text"].count("\n") + 1) * LINE + APART
    if block["t"] == "table":
        layout = lay_out(block)
        height = layout.height
        return height + CAPTION if height <= SHORT and not layout.sideways else 0.0
    if block["t"] == "figure":
        return drawing(block) + CAPTION
    return {"heading": HEADING, "key-figures": NUMBERS, "signature": SIGNATURE}[block["t"]]


def drawing(figure: Figure) -> float:
    """About how high a figure's picture is, in mm."""
    if figure["missing"]:
        return 0.0
    view = VIEW.search(figure["svg"])
    return (figure["width"] or UPRIGHT) * float(view[2]) / float(view[1]) if view else PHOTOGRAPH
