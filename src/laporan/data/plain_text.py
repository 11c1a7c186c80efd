"""A text as it reads, whatever signs it is written with: how people, and programs, hide a number or an address.

Full-width digits, dashes of all kinds, joiners that nobody sees, and escapes hide nothing from a reader, and everything
from a search.
"""

from __future__ import annotations

import html
import re
import unicodedata
from urllib.parse import unquote

# Signs that nobody sees: joiners, marks of direction, selectors, fillers, the box around a keycap.
UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u20e3\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]"
)
COLOURS = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")  # of a terminal
DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−⁃⸺⸻﹘﹣～〜∼"), "-")
DOTS = dict.fromkeys(map(ord, "·•‧∙⋅・․"), ".")
SLASHES = dict.fromkeys(map(ord, "⁄∕╱"), "/")
LINES = dict.fromkeys(map(ord, "\x85\u2028\u2029"), "\n")
SIGNS = DASHES | DOTS | SLASHES | LINES
DIGIT = re.compile(r"\d")
ESCAPED = re.compile(r"\\u00([0-9a-fA-F]{2})|\\x([0-9a-fA-F]{2})")  # of JSON and JavaScript
WRAPPED = re.compile(r"(?<=-)[ \t]*\r?\n[ \t]*(?=\d)")  # a number that goes on in the next line


def plain(text: str) -> str:
    """The text with ordinary digits, dashes and spaces, without signs that nobody sees, escapes resolved.

    Examples
    --------
    >>> plain("１２–34%20a\u200b(at)b")
    '12-34 a(at)b'
    """
    if "\x1b" in text:
        text = COLOURS.sub("", text)
    if "%" in text:
        text = unquote(text, errors="replace")
    if "&#" in text:
        text = html.unescape(text)
    if "\\" in text:
        text = ESCAPED.sub(lambda match: chr(int(match[1] or match[2], 16)), text)
    if not text.isascii():
        text = unicodedata.normalize("NFKC", UNSEEN.sub("", text)).translate(SIGNS)
        text = DIGIT.sub(lambda match: str(unicodedata.decimal(match[0])), text)
    return WRAPPED.sub("", UNSEEN.sub("", text))
