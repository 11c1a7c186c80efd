"""The lists before the chapters: contents, figures, tables. One of a single entry tells nothing, and is left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from laporan.document.ast import DocumentTree, Figure, HeadingNode, TableNode, blocks_of

DEEPEST = 4  # level of headings that the contents show
FEWEST = 2  # entries


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
