"""What Word counts by itself: items of lists, and headings, so that one that is inserted renumbers all that follow."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from docx.oxml.ns import qn

from laporan.core.formatting import roman
from laporan.document.ast import HeadingNode
from laporan.writers.docx.styles import DEEP, HEADINGS, MUTED
from laporan.writers.docx.xml import Element, el, twips

BULLETS, ITEMS, OUTLINE = 1, 2, 3  # kinds of numbering
BULLET_LIST, NO_NUMBER = 1, 0  # numberings that paragraphs refer to; that of headings: styles.HEADINGS
ITEM_INDENT = 7.0  # mm, for each level of a list
LEVELS = 4  # of headings that are numbered
CHAPTER = "BAB %1"


def set_numbering(document: Any) -> None:
    """Define bullets, numbers and the numbers of headings, of four levels each.

    An ordered list counts on a `w:num` of its own, so that each begins anew.

    Parameters
    ----------
    document : docx.Document
        What is written to.
    """
    root = document.part.numbering_part.element
    for child in list(root):
        root.remove(child)
    for identifier, kind, mark in ((BULLETS, "bullet", "•"), (ITEMS, "decimal", "%{}.")):
        kinds = [numbering_level(level, kind, mark.format(level + 1)) for level in range(4)]
        root.append(el("abstractNum", el("multiLevelType", val="hybridMultilevel"), *kinds, abstractNumId=identifier))
    levels = [heading_level(level) for level in range(LEVELS)]
    root.append(el("abstractNum", el("multiLevelType", val="multilevel"), *levels, abstractNumId=OUTLINE))
    root.append(el("num", el("abstractNumId", val=BULLETS), numId=BULLET_LIST))
    root.append(el("num", el("abstractNumId", val=OUTLINE), numId=HEADINGS))


def numbering_level(level: int, kind: str, mark: str) -> Element:
    """One level of a list.

    Parameters
    ----------
    level : int
        From 0; deeper ones are indented more.
    kind : str
        WordprocessingML's name of the numerals: 'bullet', 'decimal'.
    mark : str
        What stands before an item: '•', '%1.'.
    """
    indent = el("ind", left=twips(ITEM_INDENT * (level + 1)), hanging=twips(5.5))
    return el(
        "lvl", el("start", val=1), el("numFmt", val=kind), el("lvlText", val=mark), el("lvlJc", val="left"),
        el("pPr", indent), ilvl=level,
    )  # fmt: skip


def heading_level(level: int) -> Element:
    """One level of the headings' numbers: 'BAB II', below it '2.1.', '2.1.1.'.

    Parameters
    ----------
    level : int
        From 0.
    """
    mark = "".join(f"%{above}." for above in range(1, level + 2)) if level else CHAPTER
    arabic = [el("isLgl")] if level else []  # 2.1. below BAB II
    look = [el("color", val=MUTED)] if level else [el("color", val=DEEP)]
    return el(
        "lvl", el("start", val=1), el("numFmt", val="decimal" if level else "upperRoman"),
        el("pStyle", val=f"Heading{level + 1}"), *arabic, el("suff", val="space"), el("lvlText", val=mark),
        el("lvlJc", val="left"), el("pPr", el("ind", left=0, firstLine=0)),
        el("rPr", el("b", val=int(not level)), *look), ilvl=level,
    )  # fmt: skip


def start_list(document: Any, level: int, start: int) -> int:
    """A numbering of its own for an ordered list.

    Parameters
    ----------
    document : docx.Document
        What is written to.
    level : int
        Of the list, from 0.
    start : int
        Its first number.
    """
    root = document.part.numbering_part.element
    number = len(root.findall(qn("w:num"))) + 1
    override = el("lvlOverride", el("startOverride", val=start), ilvl=level)
    root.append(el("num", el("abstractNumId", val=ITEMS), override, numId=number))
    return number


def counted_by_word(headings: Iterable[HeadingNode]) -> dict[str, str]:
    """The numbers of those headings that Word gets to by itself, by anchor; others keep theirs as words.

    Parameters
    ----------
    headings : iterable of HeadingNode
        In the report's order.
    """
    found, counts = {}, [0] * LEVELS
    for head in headings:
        level = head["level"]
        if level > LEVELS or not head["anchor"]:
            continue
        next_counts = [*counts[: level - 1], counts[level - 1] + 1, *[0] * (LEVELS - level)]
        number = f"BAB {roman(next_counts[0])}" if level == 1 else "".join(f"{one}." for one in next_counts[:level])
        if number == head["number"]:
            counts, found[head["anchor"]] = next_counts, number
    return found
