"""Pages set in two columns: where the gutter is, and the words of the page in reading order.

A gutter is a strip in the middle of the page that the lines on both sides of it leave free, with
running words on either side. Tables without rules leave such strips too, but have few words beside
them: they stay whole.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

Word = dict[str, Any]
LEAST_GUTTER = 7  # points; justified text has gaps of 3 to 6 between words
LEAST_LINES = 6
LEAST_WORDS = 4


def in_columns(words: list[Word], width: float) -> list[list[Word]]:
    """The words of a page in stretches to be read one after another.

    Parameters
    ----------
    words : list of dict
        Of pdfplumber: "text", "x0", "x1", "top", "bottom".
    width : float
        Of the page, in points.

    Returns
    -------
    list of list of dict
        What spans the page, the left column, the right one, and so on; all words as one where there are no columns.
    """
    lines = _lines(words)
    gutter = _gutter(lines, width)
    if gutter is None:
        return [words]
    edges = [line for line, far in ((lines[0], _apart(lines[:2])), (lines[-1], _apart(lines[-2:]))) if far]
    stretches: list[list[Word]] = []
    left: list[Word] = []
    right: list[Word] = []
    for line in lines:
        if line in edges or _spans(line, gutter):
            stretches += [left, right, line]
            left, right = [], []
        else:
            left += [word for word in line if word["x1"] <= gutter]
            right += [word for word in line if word["x0"] >= gutter]
    return [stretch for stretch in (*stretches, left, right) if stretch]


def _lines(words: list[Word]) -> list[list[Word]]:
    """Words on one base line, lines from top to bottom, words from left to right."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda w: (w["bottom"], w["x0"])):
        if lines and abs(lines[-1][0]["bottom"] - word["bottom"]) < 3:
            lines[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line, key=lambda w: w["x0"]) for line in lines]


def _gutter(lines: list[list[Word]], width: float) -> float | None:
    """The x in the middle of the page that the fewest lines run across; None for a page of one column."""
    best: tuple[int, float] | None = None
    for step in range(38, 63):
        x = width * step / 100
        across = sum(_spans(line, x) for line in lines)
        if across <= len(lines) * 0.3 and _runs(lines, x) and (best is None or across < best[0]):
            best = (across, x)
    return best[1] if best else None


def _spans(line: list[Word], x: float) -> bool:
    """Whether a line runs across x: a word lies over it, or an ordinary space between two words."""
    return any(word["x0"] < x < word["x1"] for word in line) or any(
        a["x1"] <= x <= b["x0"] and b["x0"] - a["x1"] < LEAST_GUTTER for a, b in pairwise(line)
    )


def _runs(lines: list[list[Word]], x: float) -> bool:
    """Whether running words stand on both sides: enough lines with four words or more that do not cross."""
    beside = [line for line in lines if not _spans(line, x)]
    sides = ([sum(w["x1"] <= x for w in line) for line in beside], [sum(w["x0"] >= x for w in line) for line in beside])
    return all(sum(count >= LEAST_WORDS for count in side) >= LEAST_LINES for side in sides)


def _apart(pair: list[list[Word]]) -> bool:
    """Whether two neighbouring lines stand further apart than lines of a text: one is a running head."""
    if len(pair) < 2:
        return False
    height = pair[0][0]["bottom"] - pair[0][0]["top"]
    return bool(min(w["top"] for w in pair[1]) - max(w["bottom"] for w in pair[0]) > height)
