"""The document's AST, which the official writers read: dicts, lists and strings, so that it can be sent as JSON.

`parse` makes it from the HTML document. A node's `t` says what it is; `c` are its contents.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypedDict


class Marked(TypedDict):
    """Words with a mark.

    Parameters
    ----------
    t : {'em', 'strong', 'sub', 'sup', 'part'}
        The mark; 'part' is the quieter second line of a table cell.
    c : list of Inline
        The words.
    lang : str or None
        Their language, for foreign words.
    """

    t: Literal["em", "strong", "sub", "sup", "part"]
    c: list[Inline]
    lang: str | None


class Link(TypedDict):
    """A link.

    Parameters
    ----------
    t : {'ref', 'link'}
        A reference within the report, or an address.
    to : str
        The anchor or the address.
    c : list of Inline
        The words.
    """

    t: Literal["ref", "link"]
    to: str
    c: list[Inline]


class NumberNode(TypedDict):
    """A number of the ledger, as it is printed.

    Parameters
    ----------
    t : {'number'}
        The kind of node.
    fact : str
        Its id in the ledger.
    synthetic : bool
        Whether it rests on made-up data.
    c : list of Inline
        The words.
    """

    t: Literal["number"]
    fact: str
    synthetic: bool
    c: list[Inline]


class StatusNode(TypedDict):
    """A verdict.

    Parameters
    ----------
    t : {'status'}
        The kind of node.
    kind : str
        A key of `facts.tables.STATUS_WORDS`.
    mark : str
        Its sign, such as '▲'.
    c : list of Inline
        Its word.
    """

    t: Literal["status"]
    kind: str
    mark: str
    c: list[Inline]


class Code(TypedDict):
    """A short piece of code within a line."""

    t: Literal["code"]
    c: list[Inline]


class Break(TypedDict):
    """A line break within a line of words."""

    t: Literal["br"]


Inline = str | Marked | Link | NumberNode | StatusNode | Code | Break
LineNode = list[Inline]


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


class CellNode(TypedDict):
    """A cell of a table.

    Parameters
    ----------
    c : list of Inline
        Its words.
    rows, columns : int
        How many it spans.
    scope : {'', 'col', 'row', 'colgroup', 'rowgroup'}
        What it is the heading of; '' for none.
    numeric : bool
        Whether it belongs to a column of numbers.
    """

    c: LineNode
    rows: int
    columns: int
    scope: Literal["", "col", "row", "colgroup", "rowgroup"]
    numeric: bool


class Row(TypedDict):
    """A row of a table.

    Parameters
    ----------
    total : bool
        Whether it sums the others.
    cells : list of CellNode
        Those that begin in it.
    """

    total: bool
    cells: list[CellNode]


class TableNode(TypedDict):
    """A table.

    Parameters
    ----------
    t : {'table'}
        The kind of node.
    anchor, number : str
        What references lead to, and 'Tabel 6'.
    caption : list of Inline
        Without the number.
    head, body : list of Row
        The rows of both.
    numeric : list of bool
        For each column whether it holds numbers.
    wide : bool
        Whether it has so many columns that the page lets it scroll; on paper it may want a wide page.
    shares : list of int
        What each column has of the width, in percent, where the author says so; else empty.
    notes, sources : list of list of Inline
        The lines below.
    """

    t: Literal["table"]
    anchor: str
    number: str
    caption: LineNode
    head: list[Row]
    body: list[Row]
    numeric: list[bool]
    wide: bool
    shares: list[int]
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


class NotedChange(TypedDict):
    """One thing that a correction changed.

    Parameters
    ----------
    what : str
        Which number, cell or figure.
    before, after : str
        In the published version, and now.
    """

    what: str
    before: str
    after: str


class CorrectionNote(TypedDict):
    """What the first page of a correction says.

    Parameters
    ----------
    version, corrects : int
        Its number, and that of the published version that it replaces.
    reason : str
        Why.
    counts : str
        How many numbers, cells and figures changed, in words; '' for none.
    changes : list of NotedChange
        The first of them, in the report's order.
    more : int
        How many are not in that list.
    all : str
        The file beside the report that has all of them.
    """

    version: int
    corrects: int
    reason: str
    counts: str
    changes: list[NotedChange]
    more: int
    all: str


class ContactPoint(TypedDict):
    """Where questions about the report are answered.

    Parameters
    ----------
    office : str
        Who answers.
    at : str
        The number or the address.
    """

    office: str
    at: str


class Front(TypedDict):
    """The cover.

    Parameters
    ----------
    title, group, agency, place, name : str
        As in `Cover`; `group` is '' where the agency itself reports, `name` is '' in a draft.
    office : str
        Who answers for the report: the office, and in a final report the name too, whether or not a chapter is signed.
    year : int
        The year reported on.
    date, day : str
        The cover's date as printed, which a draft does not have yet, and as ISO 8601.
    final : bool
        Whether the report is built to be signed; else it is a draft.
    synthetic, status : str
        A sentence that counts the made-up data, and the same in three words; '' for none.
    made_up : str
        How many of the data files were made up: '22 dari 34 berkas data'; '' for none.
    mark : str
        What stands in the head of every page: that it is a draft or a correction, that data was made up.
    correction : CorrectionNote, optional
        Of a report that corrects a published one.
    contacts : list of ContactPoint
        Where questions about the report are answered.
    """

    title: str
    year: int
    group: str
    agency: str
    place: str
    date: str
    day: str
    office: str
    name: str
    final: bool
    synthetic: str
    status: str
    made_up: str
    mark: str
    correction: CorrectionNote | None
    contacts: list[ContactPoint]


def issuer(front: Front) -> str:
    """Who reports: 'group, agency', or the agency alone."""
    return ", ".join(filter(None, (front["group"], front["agency"])))


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
    """Which columns hold numbers: those whose every body cell of one column's width is marked as numeric.

    Parameters
    ----------
    head : list of Row
        Its first row says how many columns there are.
    body : list of Row
        The rows below.
    """
    columns = sum(cell["columns"] for cell in head[0]["cells"])
    numeric: dict[int, bool] = {}
    for _row, column, cell in placed(body):
        if cell["columns"] == 1:
            numeric[column] = numeric.get(column, True) and cell["numeric"]
    return [numeric.get(column, False) for column in range(columns)]


def placed(rows: list[Row]) -> Iterator[tuple[int, int, CellNode]]:
    """Each cell with its row and its first column, both from 0; cells that span down from above are allowed for."""
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
