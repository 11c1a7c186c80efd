"""The lists before the chapters: contents, figures, tables. One of a single entry tells nothing, and is left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from laporan.document.ast import DocumentTree, Figure, HeadingNode, TableNode, blocks_of, plain

DEEPEST = 4  # level of headings that the contents show
FEWEST = 2  # entries
LINE, PAGE, TITLE = 90, 46, 5  # about: letters of a line, lines of a page, and lines that a title takes


@dataclass(frozen=True)
class Listing:
    """One list.

    Parameters
    ----------
    kind : {'heading', 'figure', 'table'}
        Of what.
    title : str
        Its heading.
    entries : tuple of HeadingNode, Figure or TableNode
        In the report's order.
    """

    kind: Literal["heading", "figure", "table"]
    title: str
    entries: tuple[HeadingNode | Figure | TableNode, ...]


def lists_of(tree: DocumentTree) -> list[Listing]:
    """The lists of a report; none in a short chapter.

    Parameters
    ----------
    tree : DocumentTree
        The report.
    """
    headings, figures, tables = [], [], []
    for block in blocks_of(tree):
        if block["t"] == "heading" and block["anchor"] and block["level"] <= DEEPEST:
            headings.append(block)
        elif block["t"] == "figure":
            figures.append(block)
        elif block["t"] == "table":
            tables.append(block)
    found = [
        Listing("heading", "Daftar Isi", tuple(headings)),
        Listing("figure", "Daftar Gambar", tuple(figures)),
        Listing("table", "Daftar Tabel", tuple(tables)),
    ]
    return [one for one in found if len(one.entries) >= FEWEST]


def opening_pages(lists: list[Listing]) -> list[bool]:
    """Which lists open a page: those of which little would stand on the page before.

    Estimated, as typst can't ask where on a page something stands and break the page there: that may never settle.

    Parameters
    ----------
    lists : list of Listing
        In their order.
    """
    opens, used = [], PAGE
    for one in lists:
        lines = sum(1 + len(_words(entry)) // LINE for entry in one.entries)
        opens.append(used + TITLE + min(lines, PAGE // 3) > PAGE)
        used = (TITLE + lines + (0 if opens[-1] else used)) % PAGE
    return opens


def _words(entry: HeadingNode | Figure | TableNode) -> str:
    return f"{entry['number']} {plain(entry['c'] if entry['t'] == 'heading' else entry['caption'])}"
