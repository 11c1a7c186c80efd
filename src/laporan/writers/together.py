"""Which paragraphs stay on one page with what follows them: those that lead to something, and the first of an item."""

from __future__ import annotations

from collections.abc import Iterator

from laporan.document.ast import BlockNode, DocumentTree, Paragraph

LED_TO = ("list", "key-figures")


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
