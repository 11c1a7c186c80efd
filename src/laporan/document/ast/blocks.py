"""The blocks of a report, and the report itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypedDict

from laporan.document.ast.cover import Front
from laporan.document.ast.tables import TableNode
from laporan.document.ast.words import LineNode


class Paragraph(TypedDict):
    """A paragraph of prose."""

    t: Literal["paragraph"]
    c: LineNode


class HeadingNode(TypedDict):
    """A heading.

    Parameters
    ----------
    t : {'heading'}
        The kind of node.
    level : int
        1 for a BAB.
    number : str
        'BAB II', '2.2.1.' or ''.
    anchor : str
        What references lead to; '' for a heading that no list shows.
    c : list of Inline
        The title.
    """

    t: Literal["heading"]
    level: int
    number: str
    anchor: str
    c: LineNode


class Items(TypedDict):
    """A list of items.

    Parameters
    ----------
    t : {'list'}
        The kind of node.
    ordered : bool
        Whether its items are numbered.
    start : int
        The first number.
    items : list of list of BlockNode
        The blocks of each item.
    """

    t: Literal["list"]
    ordered: bool
    start: int
    items: list[list[BlockNode]]


class Quote(TypedDict):
    """A quotation that is set apart."""

    t: Literal["quote"]
    c: list[BlockNode]


class Preformatted(TypedDict):
    """Lines whose spaces count, such as code."""

    t: Literal["pre"]
    text: str


class Figure(TypedDict):
    """A figure: a drawing, a photograph, or the caption of a photograph that is missing.

    Parameters
    ----------
    t : {'figure'}
        The kind of node.
    anchor, number : str
        What references lead to, and 'Gambar 6'.
    title : list of Inline
        What the figure shows, above it; [] for none.
    caption : list of Inline
        Without the number.
    alt : str
        The description for those who don't see it.
    svg : str
        A drawing; '' for a photograph.
    width : float
        That the drawing was made for, in mm.
    image : str
        A photograph as data URI; '' for a drawing.
    missing : bool
        Whether it is a photograph that has not arrived: its caption says so, and nothing is drawn.
    notes, sources : list of list of Inline
        The lines below.
    """

    t: Literal["figure"]
    anchor: str
    number: str
    title: LineNode
    caption: LineNode
    alt: str
    svg: str
    width: float
    image: str
    missing: bool
    notes: list[LineNode]
    sources: list[LineNode]


class KeyFigureNode(TypedDict):
    """One headline number.

    Parameters
    ----------
    label : list of Inline
        What is counted.
    value : list of Inline
        The number.
    notes : list of list of Inline
        What it is counted from, or what it means.
    """

    label: LineNode
    value: LineNode
    notes: list[LineNode]


class KeyFiguresNode(TypedDict):
    """The report's headline numbers."""

    t: Literal["key-figures"]
    items: list[KeyFigureNode]


class SignatureNode(TypedDict):
    """The signature block.

    Parameters
    ----------
    t : {'signature'}
        The kind of node.
    above : list of list of Inline
        Place, date and office, above the room to sign.
    name : list of Inline
        Below it.
    """

    t: Literal["signature"]
    above: list[LineNode]
    name: LineNode


BlockNode = Paragraph | HeadingNode | Items | Quote | Preformatted | Figure | TableNode | KeyFiguresNode | SignatureNode


class SectionNode(TypedDict):
    """A BAB with all that is below it, a part of the front matter, or an annex.

    Parameters
    ----------
    kind : {'front', 'chapter', 'annex'}
        Which of them.
    anchor : str
        Of its first heading.
    blocks : list of BlockNode
        In reading order, headings included.
    """

    kind: Literal["front", "chapter", "annex"]
    anchor: str
    blocks: list[BlockNode]


class DocumentTree(TypedDict):
    """One report.

    Parameters
    ----------
    front : Front
        The cover.
    sections : list of SectionNode
        In reading order.
    """

    front: Front
    sections: list[SectionNode]


def blocks_of(tree: DocumentTree) -> Iterator[BlockNode]:
    """Every block of the report in reading order, those within lists and quotations too."""
    for section in tree["sections"]:
        yield from _with_inner(section["blocks"])


def _with_inner(blocks: list[BlockNode]) -> Iterator[BlockNode]:
    for block in blocks:
        yield block
        if block["t"] == "list":
            for item in block["items"]:
                yield from _with_inner(item)
        elif block["t"] == "quote":
            yield from _with_inner(block["c"])
