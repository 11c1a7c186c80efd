"""What stays together on a page: paragraphs with what they lead to, the first rows of a table, and its last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from laporan.document.ast import BlockNode, DocumentTree

LED_TO = ("list", "key-figures")
SHORT = 100.0  # mm: a table up to this is kept on one page, a taller one breaks with its head repeated
FEWEST_ROWS, ENOUGH = 3, 60.0  # rows of a table that stand together where it begins and ends; or fewer, of so many mm
CLOSING = 40.0  # mm of rows on the last page of a chapter that ends with a table
TALLEST = 150.0  # mm: rows that are taller together may part, as no page could hold them


def leading(tree: DocumentTree) -> Iterator[BlockNode]:
    """Every paragraph of a report that must not end a page, as it leads to what follows."""
    for section in tree["sections"]:
        yield from _leading(section["blocks"], of_item=False)


def _leading(blocks: list[BlockNode], *, of_item: bool) -> Iterator[BlockNode]:
    for place, (block, follows) in enumerate(zip(blocks, [*blocks[1:], None], strict=True)):
        if block["t"] == "paragraph" and follows is not None:
            if follows["t"] in LED_TO or (of_item and place == 0 and follows["t"] == "paragraph"):
                yield block
        elif block["t"] == "list":
            for item in block["items"]:
                yield from _leading(item, of_item=True)
        elif block["t"] == "quote":
            yield from _leading(block["c"], of_item=False)


def bound_rows(heights: Sequence[float], *, closing: bool = False) -> tuple[int, int]:
    """How many rows stand together where the body of a table begins, and how many where it ends.

    Parameters
    ----------
    heights : sequence of float
        Of the body's rows, in mm.
    closing : bool
        Whether the table closes a chapter: its last rows are then all that a page holds.

    Returns
    -------
    tuple of (int, int)
        All of them and none, for a body that is too short to be parted.

    Examples
    --------
    >>> bound_rows([8.0] * 20)
    (3, 3)
    >>> bound_rows([8.0] * 20, closing=True)
    (3, 5)
    >>> bound_rows([24.0] * 5)
    (5, 0)
    >>> bound_rows([50.0] * 20)
    (2, 2)
    """
    if len(heights) < 2 * FEWEST_ROWS and sum(heights) <= TALLEST:
        return len(heights), 0
    last = min(_enough(heights[::-1], CLOSING if closing else 0.0), len(heights) - 1)
    return min(_enough(heights, 0.0), len(heights) - last), last


def _enough(heights: Sequence[float], least: float) -> int:
    """How many of these rows, one after another, are enough, if they are to have so many mm."""
    for count in range(1, len(heights)):
        height = sum(heights[:count])
        if height >= ENOUGH or (count >= FEWEST_ROWS and height >= least):
            return count
    return len(heights)
