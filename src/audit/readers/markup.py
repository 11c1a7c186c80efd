"""Inline markup and spaces removed from a line, so that rules see words only."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator

_TAGS = re.compile(
    r"</?(?:i|b|em|strong|u|sub|sup|span|td|tr|th|font|small|a|code|mark|p|div|center)(?:\s[^>]*)?>", re.IGNORECASE
)
_LINK = re.compile(r"!?\[([^\]]*)\]\((?:[^()\s]|\([^)]*\))*\)")
_STARS = re.compile(r"(?<![\w*])(\*{1,3})(?=\S)(.+?)(?<=\S)\1(?![\w*])")
_UNDERSCORES = re.compile(r"(?<![\w_])(_{1,2})(?=\S)(.+?)(?<=\S)\1(?![\w_])")
_SPACES = re.compile(r"[ \u00a0\u2007\u202f\u2009]+")
LONGEST = 3000  # letters that are read in one go: time grows with their square, and no paragraph of a report has more
LONGEST_WORD = 200
CUT = "…"
_RUN = re.compile(r"([^\w\n])\1{80,}")  # leaders of contents are dots, underlines underscores
_WORD = re.compile(rf"([^\s|]{{{LONGEST_WORD}}})[^\s|]+")
_END = re.compile(r"[.!?;][”\"')\]]*\s+")


def bounded(text: str) -> str:
    """The text without words that no language has: each ends in "…" after its two hundredth letter.

    Examples
    --------
    >>> len(bounded("1" * 1_000_000))
    201
    """
    return _WORD.sub(rf"\1{CUT}", _RUN.sub(lambda match: match[0][:80], text))


def in_pieces(text: str, longest: int = LONGEST) -> Iterator[str]:
    """A text in pieces that can be read in one go, cut behind a sentence, else behind a word.

    Parameters
    ----------
    text : str
    longest : int
        Letters that a piece has at most.
    """
    while len(text) > longest:
        ends = [match.end() for match in _END.finditer(text, longest // 2, longest)]
        cut = ends[-1] if ends else (text.rfind(" ", longest // 2, longest) + 1 or longest)
        yield text[:cut]
        text = text[cut:]
    yield text


def plain(text: str) -> str:
    """Markup (tags, Markdown emphasis and links, entities) removed, spaces single, text NFC.

    Tabs and line breaks are kept: tables and cells are told by them.
    """
    if len(text) > LONGEST:
        return _SPACES.sub(" ", " ".join(map(plain, in_pieces(text)))).strip(" ")
    text = unicodedata.normalize("NFC", html.unescape(bounded(text))).replace("\u00ad", "").replace("\u200b", "")
    text = _TAGS.sub("", re.sub(r"<br\s*/?>", "\n", text, flags=re.IGNORECASE))
    text = _LINK.sub(r"\1", text)
    for pattern in (_STARS, _UNDERSCORES):
        text = pattern.sub(r"\2", text)
    return _SPACES.sub(" ", text.replace("`", "")).strip(" ")


def one_line(text: str) -> str:
    """`plain`, with every run of white space made one space."""
    return " ".join(plain(text).split())
