"""The words of a line, with their marks."""

from __future__ import annotations

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
