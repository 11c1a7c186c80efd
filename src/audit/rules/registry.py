"""The register of audit rules. A rule is a function from a document to findings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from audit.document import ContentBlock, SourceDocument, SourceLocation
from audit.finding import Finding

AuditRule = Callable[[SourceDocument], Iterator[Finding]]
RULES: dict[str, AuditRule] = {}
QUOTE_LENGTH = 240


def rule(function: AuditRule) -> AuditRule:
    """Register a rule under its function's name."""
    RULES[function.__name__] = function
    return function


def finding(
    kind: str, severity: str, place: SourceLocation, quote: str, computed: str, message: str, also: tuple[int, ...] = ()
) -> Finding:
    """Make a finding at a place, its quote shortened to what a reader needs to find it again.

    Parameters
    ----------
    kind, severity, computed, message : str
        As in `Finding`.
    place : SourceLocation
        Where it is.
    quote : str
        The words of the report, of any length.
    also : tuple of int
        Lines or pages of further places of the same fault.
    """
    quote = " ".join(quote.split())
    if len(quote) > QUOTE_LENGTH:
        quote = quote[: QUOTE_LENGTH - 1] + "…"
    return Finding(kind, severity, place.line, place.page, quote, computed, message, also)


def finding_at(
    kind: str, severity: str, block: ContentBlock, match: re.Match[str], computed: str, message: str, width: int
) -> Finding:
    """Make a finding of a match in the text of a block.

    Parameters
    ----------
    kind, severity, computed, message : str
        As in `Finding`.
    block : ContentBlock
        The block that was searched.
    match : re.Match
        What was found in its text.
    width : int
        Letters that are quoted on either side of the match.
    """
    return finding(
        kind, severity, block.place(match.start()), around(block.text, *match.span(), width), computed, message
    )


def around(text: str, start: int, end: int, width: int = 110) -> str:
    """Quote a piece of text with the words around it, cut at spaces.

    Parameters
    ----------
    text : str
        The whole text.
    start, end : int
        The piece is text[start:end].
    width : int
        Letters on either side of it.

    Returns
    -------
    str
        With "…" at the ends where something was cut off.

    Examples
    --------
    >>> around("Sebanyak 235 responden mengisi survei itu.", 9, 12, width=10)
    'Sebanyak 235…'
    """
    left, right = max(0, start - width), min(len(text), end + width)
    piece = text[left:right]
    if left:
        piece = "…" + piece.partition(" ")[2]
    if right < len(text):
        piece = piece.rpartition(" ")[0] + "…"
    return piece
