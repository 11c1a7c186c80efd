"""How wide words are in the report's own letters, and where they may break."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from pathlib import Path

import pyphen
from fontTools.ttLib import TTFont

FONTS = Path(__file__).parent / "pdf" / "fonts"
MM_A_POINT = 25.4 / 72
LONG_WORD = 10  # letters: shorter words are never parted
LONGEST_WORD, PIECE = 32, 16  # letters after which an endless word may break, and how often
MAY_BREAK, SOFT_HYPHEN = "\u200b", "\u00ad"
WITHOUT_WIDTH = {MAY_BREAK, SOFT_HYPHEN}
VOWEL = re.compile("[aiueo]", re.IGNORECASE)


def words_of(text: str, tight: bool = False) -> list[str]:
    """The pieces of a text that are never broken: lines end at spaces, hyphens, and within endless words.

    Parameters
    ----------
    text : str
        A line of a cell.
    tight : bool
        Whether lines end at syllables, too.
    """
    words = [
        word for part in text.split(" ") for word in breakable(part).replace("-", f"-{MAY_BREAK}").split(MAY_BREAK)
    ]
    if not tight:
        return words
    return [f"{part}-" for word in words for part in syllables(word).split(SOFT_HYPHEN)]


def breakable(word: str) -> str:
    """The word with places where it may break, if it is longer than any column can hold (an address)."""
    if len(word) <= LONGEST_WORD:
        return word
    return MAY_BREAK.join(word[place : place + PIECE] for place in range(0, len(word), PIECE))


@cache
def syllables(word: str) -> str:
    """A long word with soft hyphens between its syllables: typst has no Indonesian patterns."""
    if len(word) < LONG_WORD:
        return word
    parts = dictionary().inserted(word, SOFT_HYPHEN).split(SOFT_HYPHEN)
    whole: list[str] = []
    for part in parts:  # the dictionary yields ma-sya-ra-k-at: no syllable is without a vowel
        if whole and not (VOWEL.search(whole[-1]) and VOWEL.search(part)):
            whole[-1] += part
        else:
            whole.append(part)
    return SOFT_HYPHEN.join(whole)


@cache
def dictionary() -> pyphen.Pyphen:
    """pyphen's Indonesian dictionary: where words may be parted."""
    return pyphen.Pyphen(lang="id_ID", left=2, right=3)


@cache
def advances(bold: bool) -> tuple[defaultdict[str, int], int]:
    """The widths of the characters of Laporan Sans.

    Parameters
    ----------
    bold : bool
        Of the semibold style.

    Returns
    -------
    tuple of (defaultdict, int)
        The advance of each character, one em for those that the font lacks; and how many units an em has.
    """
    font = TTFont(FONTS / f"LaporanSans-{'Semibold' if bold else 'Regular'}.ttf")
    metrics, em = font["hmtx"], int(font["head"].unitsPerEm)
    known = {chr(code): metrics[name][0] for code, name in font.getBestCmap().items()}
    return defaultdict(lambda: em, known | dict.fromkeys(WITHOUT_WIDTH, 0)), em


def width_of(text: str, size: float, bold: bool = False) -> float:
    """The width of a line in mm; a character that the font lacks counts as one em.

    Parameters
    ----------
    text : str
        The line.
    size : float
        Of the letters, in points.
    bold : bool
        Whether it is set semibold.
    """
    widths, em = advances(bold)
    return sum(map(widths.__getitem__, text)) / em * size * MM_A_POINT
