"""Inline markup and spaces removed from a line, so that rules see words only."""

from __future__ import annotations

import html
import re
import unicodedata

_TAGS = re.compile(
    r"</?(?:i|b|em|strong|u|sub|sup|span|td|tr|th|font|small|a|code|mark|p|div|center)(?:\s[^>]*)?>", re.IGNORECASE
)
_LINK = re.compile(r"!?\[([^\]]*)\]\((?:[^()\s]|\([^)]*\))*\)")
_STARS = re.compile(r"(?<![\w*])(\*{1,3})(?=\S)(.+?)(?<=\S)\1(?![\w*])")
_UNDERSCORES = re.compile(r"(?<![\w_])(_{1,2})(?=\S)(.+?)(?<=\S)\1(?![\w_])")
_SPACES = re.compile(r"[ \u00a0\u2007\u202f\u2009]+")


def plain(text: str) -> str:
    """Markup (tags, Markdown emphasis and links, entities) removed, spaces single, text NFC.

    Tabs and line breaks are kept: tables and cells are told by them.
    """
    text = unicodedata.normalize("NFC", html.unescape(text)).replace("\u00ad", "").replace("\u200b", "")
    text = _TAGS.sub("", re.sub(r"<br\s*/?>", "\n", text, flags=re.IGNORECASE))
    text = _LINK.sub(r"\1", text)
    for pattern in (_STARS, _UNDERSCORES):
        text = pattern.sub(r"\2", text)
    return _SPACES.sub(" ", text.replace("`", "")).strip(" ")


def one_line(text: str) -> str:
    """`plain`, with every run of white space made one space."""
    return " ".join(plain(text).split())
