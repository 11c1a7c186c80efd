"""The document's AST, which the official writers read: dicts, lists and strings, so that it can be sent as JSON.

`parse` makes it from the HTML document. A node's `t` says what it is; `c` are its contents.
"""

from laporan.document.ast.blocks import (
    BlockNode,
    DocumentTree,
    Figure,
    HeadingNode,
    Items,
    KeyFigureNode,
    KeyFiguresNode,
    Paragraph,
    Preformatted,
    Quote,
    SectionNode,
    SignatureNode,
    blocks_of,
)
from laporan.document.ast.cover import ContactPoint, CorrectionNote, Front, NotedChange, issuer
from laporan.document.ast.tables import CellNode, Row, TableNode, numeric_columns, placed
from laporan.document.ast.words import Break, Code, Inline, LineNode, Link, Marked, NumberNode, StatusNode, plain

__all__ = [
    "BlockNode",
    "Break",
    "CellNode",
    "Code",
    "ContactPoint",
    "CorrectionNote",
    "DocumentTree",
    "Figure",
    "Front",
    "HeadingNode",
    "Inline",
    "Items",
    "KeyFigureNode",
    "KeyFiguresNode",
    "LineNode",
    "Link",
    "Marked",
    "NotedChange",
    "NumberNode",
    "Paragraph",
    "Preformatted",
    "Quote",
    "Row",
    "SectionNode",
    "SignatureNode",
    "StatusNode",
    "TableNode",
    "blocks_of",
    "issuer",
    "numeric_columns",
    "placed",
    "plain",
]
