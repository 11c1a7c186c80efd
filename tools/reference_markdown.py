"""Markdown that the reference pages are made of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

UNSAFE = re.compile(r"[<>\[\]{}$|*_#]")
CODE = re.compile("(`[^`]+`)")


def heading(text: str, level: int, anchor: str = "") -> str:
    """A heading, and before it the anchor that links name.

    Parameters
    ----------
    text : str
        Plain words.
    level : int
        1 for the page's title.
    anchor : str
        A name that no other heading of the site has; '' for none.
    """
    target = f"({anchor})=\n" if anchor else ""
    return f"{target}{'#' * level} {text}\n"


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of Markdown, its cells as they stand; '' without rows."""
    lines = ["| " + " | ".join(cells) + " |" for cells in rows]
    return "\n".join([f"| {' | '.join(header)} |", "|---" * len(header) + "|", *lines, ""]) if lines else ""


def code(text: str) -> str:
    """Literal text in a cell of a table."""
    return f"`{text}`".replace("|", "\\|") if text else ""


def prose(text: str) -> str:
    """Words on one line; what stands between backticks stays literal, all else means what it says."""
    pieces = CODE.split(" ".join(text.split()))
    plain = (UNSAFE.sub(lambda sign: f"\\{sign[0]}", piece) for piece in pieces[::2])
    literal = (piece.replace("|", "\\|") for piece in pieces[1::2])
    return "".join(part for pair in zip(plain, [*literal, ""], strict=True) for part in pair)
