"""What stays together on a page: paragraphs with what they lead to, the first rows of a table, and its last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from laporan.document.ast import BlockNode, DocumentTree, Paragraph

LED_TO = ("list", "key-figures")
SHORT = 100.0  # mm: a table up to this is kept on one page, a taller one breaks with its head repeated
FEWEST_ROWS, ENOUGH = 3, 60.0  # rows of a table that stand together where it begins and ends; or fewer, of so many mm
TALLEST = 150.0  # mm: rows that are taller together may part, as no page could hold them


def stays_with_next(blocks: list[BlockNode], place: int, *, of_item: bool = False) -> bool:
    """Whether a block is a paragraph that must not end a page.

    Parameters
    ----------
    blocks : list of BlockNode
        Of a section, a quotation or an item.
    place : int
        Of the block among them.
    of_item : bool
        Whether they are those of an item of a list.
    """
    if blocks[place]["t"] != "paragraph" or place + 1 == len(blocks):
        return False
    follows = blocks[place + 1]["t"]
    return follows in LED_TO or (of_item and place == 0 and follows == "paragraph")


def staying(tree: DocumentTree) -> Iterator[Paragraph]:
    """Every paragraph of a report that stays with what follows."""
    for section in tree["sections"]:
        yield from _staying(section["blocks"], of_item=False)


def _staying(blocks: list[BlockNode], *, of_item: bool) -> Iterator[Paragraph]:
    for place, block in enumerate(blocks):
        if block["t"] == "paragraph" and stays_with_next(blocks, place, of_item=of_item):
            yield block
        elif block["t"] == "list":
            for item in block["items"]:
                yield from _staying(item, of_item=True)
        elif block["t"] == "quote":
            yield from _staying(block["c"], of_item=False)


def bound_rows(heights: Sequence[float]) -> tuple[int, int]:
    """How many rows stand together where the body of a table begins, and how many where it ends.

    Parameters
    ----------
    heights : sequence of float
        Of the body's rows, in mm.

    Returns
    -------
    tuple of (int, int)
        All of them and none, for a body that is too short to be parted.

    Examples
    --------
    >>> bound_rows([8.0] * 20)
    (3, 3)
    >>> bound_rows([24.0] * 5)
    (5, 0)
    >>> bound_rows([50.0] * 20)
    (2, 2)
    """
    if len(heights) < 2 * FEWEST_ROWS and sum(heights) <= TALLEST:
        return len(heights), 0
    last = min(_enough(heights[::-1]), len(heights) - 1)
    return min(_enough(heights), len(heights) - last), last


def _enough(heights: Sequence[float]) -> int:
    """How many of these rows, one after another, are enough."""
    for count in range(1, FEWEST_ROWS):
        if sum(heights[:count]) >= ENOUGH:
            return count
    return FEWEST_ROWS
