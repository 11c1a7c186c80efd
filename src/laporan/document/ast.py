"""The plain tree that the official writers read: dicts, lists and strings, so that it can travel as JSON.

`tree` makes it from the semantic document. A node's `t` says what it is; `c` are its contents.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypedDict


class Marked(TypedDict):
    """Words with a mark. `part` is the quieter second line of a table cell; `lang` of foreign words."""

    t: Literal["em", "strong", "sub", "sup", "part"]
    c: list[Inline]
    lang: str | None


class Link(TypedDict):
    """`ref` goes to an anchor of the report, `link` to an address."""

    t: Literal["ref", "link"]
    to: str
    c: list[Inline]


class NumberNode(TypedDict):
    """A number of the ledger, as it is printed."""

    t: Literal["number"]
    fact: str
    synthetic: bool
    c: list[Inline]


class StatusNode(TypedDict):
    """A verdict: its mark and its word."""

    t: Literal["status"]
    kind: str
    mark: str
    c: list[Inline]


class Code(TypedDict):
    """A short piece of code within a line."""

    t: Literal["code"]
    c: list[Inline]


class Break(TypedDict):
    """A line that ends before its margin."""

    t: Literal["br"]


Inline = str | Marked | Link | NumberNode | StatusNode | Code | Break
LineNode = list[Inline]


class Paragraph(TypedDict):
    """A paragraph of prose."""

    t: Literal["paragraph"]
    c: LineNode


class HeadingNode(TypedDict):
    """level : 1 for a BAB; number : 'BAB II', '2.2.1.' or ''; anchor : '' for a heading that no list shows"""

    t: Literal["heading"]
    level: int
    number: str
    anchor: str
    c: LineNode


class Items(TypedDict):
    """A list; each item is a list of blocks."""

    t: Literal["list"]
    ordered: bool
    start: int
    items: list[list[BlockNode]]


class Quote(TypedDict):
    """Words of another, set apart."""

    t: Literal["quote"]
    c: list[BlockNode]


class Preformatted(TypedDict):
    """Lines whose spaces count."""

    t: Literal["pre"]
    text: str


class Figure(TypedDict):
    """svg : a drawing of `width` mm; image : a photograph as data URI; missing : what the empty frame of a
    photograph says. One of the three is not empty."""

    t: Literal["figure"]
    anchor: str
    number: str
    caption: LineNode
    alt: str
    svg: str
    width: float
    image: str
    missing: list[str]
    notes: list[LineNode]
    sources: list[LineNode]


class CellNode(TypedDict):
    """rows, columns : how many it spans; scope : '' unless it is a heading"""

    c: LineNode
    rows: int
    columns: int
    scope: Literal["", "col", "row", "colgroup", "rowgroup"]
    numeric: bool


class Row(TypedDict):
    """A table's row; `total` where it sums the others."""

    total: bool
    cells: list[CellNode]


class TableNode(TypedDict):
    """numeric : of each column; wide : the page lets it scroll, so it may want a wide page"""

    t: Literal["table"]
    anchor: str
    number: str
    caption: LineNode
    head: list[Row]
    body: list[Row]
    numeric: list[bool]
    wide: bool
    notes: list[LineNode]
    sources: list[LineNode]


class KeyFigureNode(TypedDict):
    """What is counted, the number, and what it means."""

    label: LineNode
    value: LineNode
    notes: list[LineNode]


class KeyFiguresNode(TypedDict):
    """The report's few headline numbers."""

    t: Literal["key-figures"]
    items: list[KeyFigureNode]


class SignatureNode(TypedDict):
    """Place, date and office above the room to sign; the name below."""

    t: Literal["signature"]
    above: list[LineNode]
    name: LineNode


BlockNode = Paragraph | HeadingNode | Items | Quote | Preformatted | Figure | TableNode | KeyFiguresNode | SignatureNode


class SectionNode(TypedDict):
    """A BAB with all that is below it, a part of the front matter, or an annex."""

    kind: Literal["front", "chapter", "annex"]
    anchor: str
    blocks: list[BlockNode]


class Front(TypedDict):
    """The cover. `date` is as printed, `day` as ISO; `synthetic` names the made-up data, '' for none."""

    title: str
    year: int
    group: str
    agency: str
    place: str
    date: str
    day: str
    office: str
    name: str
    synthetic: str


class DocumentTree(TypedDict):
    """One report."""

    front: Front
    sections: list[SectionNode]


def blocks_of(tree: DocumentTree) -> Iterator[BlockNode]:
    """Every block in reading order, those within lists and quotes too."""
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


def plain(line: LineNode) -> str:
    """The words of a line without their marks."""
    return "".join(_plain_one(node) for node in line)


def _plain_one(node: Inline) -> str:
    if isinstance(node, str):
        return node
    if node["t"] == "br":
        return " "
    words = plain(node["c"])
    return f" {words}" if node["t"] == "part" else words


def numeric_columns(head: list[Row], body: list[Row]) -> list[bool]:
    """Which columns hold numbers: those whose every body cell of one column's width is marked so."""
    columns = sum(cell["columns"] for cell in head[0]["cells"])
    numeric: dict[int, bool] = {}
    for _row, column, cell in placed(body):
        if cell["columns"] == 1:
            numeric[column] = numeric.get(column, True) and cell["numeric"]
    return [numeric.get(column, False) for column in range(columns)]


def placed(rows: list[Row]) -> Iterator[tuple[int, int, CellNode]]:
    """Each cell with its row and the first column that it covers, spans from above reckoned in."""
    taken: dict[int, int] = {}  # column: rows that a cell from above still covers
    for number, row in enumerate(rows):
        column = 0
        below: dict[int, int] = {place: rows_left - 1 for place, rows_left in taken.items() if rows_left > 1}
        for cell in row["cells"]:
            while column in taken:
                column += 1
            yield number, column, cell
            for place in range(column, column + cell["columns"]):
                if cell["rows"] > 1:
                    below[place] = cell["rows"] - 1
            column += cell["columns"]
        taken = below
