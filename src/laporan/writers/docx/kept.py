"""What stays together on a page of the Word file."""

from __future__ import annotations

from docx.oxml.ns import qn

from laporan.document.ast import BlockNode, CellNode, DocumentTree, TableNode
from laporan.writers.columns import ColumnLayout
from laporan.writers.docx.sections import GAP
from laporan.writers.docx.xml import Element, el
from laporan.writers.endings import chapters, closing, tail
from laporan.writers.together import SHORT, TALLEST, bound_rows, leading

NEXT, LINES = "keepNext", "keepLines"


class Kept:
    """Knows which blocks of a report stay with what follows, or whole.

    Parameters
    ----------
    tree : DocumentTree
        The report.
    """

    def __init__(self, tree: DocumentTree) -> None:
        tails = [tail(chapter) for chapter in chapters(tree)]
        self.staying = {id(block) for blocks in tails for block in blocks[:-1]} | set(map(id, leading(tree)))
        self.closing = {id(closing(chapter)) for chapter in chapters(tree)}
        self.whole = {id(block) for blocks in tails for block in blocks}

    def closes(self, table: TableNode) -> bool:
        """Whether a chapter ends with this table."""
        return id(table) in self.closing

    def keep(self, block: BlockNode, written: list[Element]) -> None:
        """Say so of the paragraphs that a block was written as.

        Parameters
        ----------
        block : BlockNode
            The block.
        written : list of Element
            What stands for it in the file.
        """
        stays, whole = id(block) in self.staying, id(block) in self.whole
        if not (stays or whole):
            return
        paragraphs = [one for element in written for one in element.iter(qn("w:p"))]
        if not stays:  # the gap below it is at the end of the chapter
            paragraphs = paragraphs[: -2 if _style(paragraphs[-1]) == GAP else -1]
        for one in paragraphs:
            _add(one, NEXT)
        if whole:
            for element in written:
                for one in element.iter(qn("w:p")):
                    _add(one, LINES)


def _style(paragraph: Element) -> str:
    return str(paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}").get(qn("w:val")))


def _add(paragraph: Element, mark: str) -> None:
    """A mark where the schema wants it: behind the style, `keepNext` before `keepLines`."""
    properties = paragraph.find(qn("w:pPr"))
    if properties.find(qn(f"w:{mark}")) is None:
        before = properties.find(qn(f"w:{NEXT}")) if mark == LINES else None
        (properties[0] if before is None else before).addnext(el(mark))


def kept_rows(
    layout: ColumnLayout, heads: int, grid: list[dict[int, tuple[CellNode, bool]]], about: bool, closing: bool = False
) -> set[int]:
    """The rows of a table that stay on the page of the next.

    Parameters
    ----------
    layout : ColumnLayout
        How it is laid out.
    heads : int
        How many of its rows are its head.
    grid : list of dict
        The cells of each row, by column, with True for one that goes on from the row above.
    about : bool
        Whether lines follow the table, which must not stand alone on the next page.
    closing : bool
        Whether the table closes a chapter.
    """
    count = len(grid)
    if layout.height <= SHORT:
        kept = set(range(count - 1))
    else:
        first, last = bound_rows(layout.rows[heads:], closing=closing)
        kept = set(range(heads + first - 1)) | set(range(count - last, count - 1))
    for number, row in enumerate(grid):
        for cell, continued in row.values():
            if not continued and sum(layout.rows[number : number + cell["rows"]]) <= TALLEST:
                kept |= set(range(number, number + cell["rows"] - 1))
    return kept | ({count - 1} if about else set())
