"""Finds unrecorded numbers: those on the page that the ledger does not know. There should be none.

A number is recorded when it is a link to its fact, when it has one of the forms that are no data
(`document.exempt_numbers`), or, where a link can't stand (in a drawing and in an alternative text), when the same
figure has a fact with that very text. The name of a class is no datum either: a heading of a table may say
'31–90 hari', and so may the words of its chapter. What "Cara dihitung" says is the method, with its constants. What a
column quotes of another file (`Table.quoted`) is that file's.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import lxml.etree
import lxml.html
from lxml.html import HtmlElement

from laporan.document.exempt_numbers import Token, data_numbers
from laporan.document.html import Document
from laporan.facts.tables import QUOTED

BLOCKS = {
    "p",
    "li",
    "td",
    "th",
    "figcaption",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "dt",
    "dd",
    "summary",
    "blockquote",
    "caption",
    "div",
}
# Not the report's findings: code, and the method below a figure.
UNREAD = (
    "ancestor-or-self::*[self::pre or self::code or self::script or self::style]"
    " | self::*[not(ancestor-or-self::table)]/ancestor::*[@class='alat']"
)
AT_HOME = ("angka", "ref", "nomor")  # classes of links to facts, links to sections, numbers of sections
NUMBERED = re.compile(r"(?:Gambar|Tabel) \d+\.")
SKIPPED = "\ufffc"  # stands for a number that is at home, so that the words around it stay apart
ORDINALS = ("No.", "No", "Nomor")  # heads of a column that only counts its rows
CLASS_LIMIT = re.compile(r"\d{1,3}")  # a whole number in a heading; a share, a mean or a large count is none
CONTEXT = 40


@dataclass(frozen=True)
class UnrecordedNumber:
    """A number on the page that the ledger does not know.

    Parameters
    ----------
    text : str
        As printed.
    place : str
        The section, and the figure or table.
    around : str
        The words beside it, by which a person finds it.
    """

    text: str
    place: str
    around: str

    def __str__(self) -> str:
        return f"“{self.text}” di {self.place}: {self.around}"


def find_unrecorded(document: Document, facts: dict[str, dict[str, Any]]) -> list[UnrecordedNumber]:
    """Every number of the document that the ledger does not know, in reading order.

    Parameters
    ----------
    document : Document
        The whole report, or one chapter.
    facts : dict of str to dict
        The ledger by id; a fact's `block` is the label of the figure or table that it stands in.
    """
    told = printed_in_blocks(facts.values())
    classes = class_names(document.body)
    found: list[UnrecordedNumber] = []
    place = ""
    for element in document.body.iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag in ("h2", "h3", "h4", "h5", "h6") and element.get("id"):
            place = element.get("id").removeprefix("sec-")
        if element.tag in BLOCKS:
            found += _in_words(element, place, classes[place])
        elif element.tag == "img" or element.get("role") == "img":
            found += _in_picture(element, document, told, place, classes[place])
    return found


def _unread(element: HtmlElement) -> bool:
    return bool(element.xpath(UNREAD))


def class_names(body: HtmlElement) -> dict[str, re.Pattern[str] | None]:
    """The names of classes in each chapter: headings of its tables that hold a number and more ('31–90 hari', '65+').

    Returns
    -------
    dict of str to Pattern or None
        By section; None, also for sections that are no key, where it has no such heading.
    """
    names: dict[str, set[str]] = defaultdict(set)
    place = ""
    for element in body.iter("h2", "h3", "h4", "h5", "h6", "th"):
        if element.tag != "th":
            place = (element.get("id") or place).removeprefix("sec-")
        elif re.search(r"\d\D|\D\d", text := " ".join(element.text_content().split())):
            names[place].add(text)
    patterns = defaultdict[str, re.Pattern[str] | None](lambda: None)
    for chapter, texts in names.items():
        longest_first = sorted(texts, key=len, reverse=True)
        patterns[chapter] = re.compile(rf"(?<!\d)(?:{'|'.join(map(re.escape, longest_first))})(?![\d%])")
    return patterns


def printed_in_blocks(facts: Iterable[dict[str, Any]]) -> dict[str, set[str]]:
    """The printed texts of the facts in each figure and table, without their sign.

    Parameters
    ----------
    facts : iterable of dict
        The ledger's entries.

    Returns
    -------
    dict of str to set of str
        By label; '' has the facts of prose.
    """
    told: dict[str, set[str]] = defaultdict(set)
    for fact in facts:
        told[fact.get("block") or ""] |= {_bare(fact["text"])}
    return told


def _in_words(element: HtmlElement, place: str, classes: re.Pattern[str] | None) -> Iterator[UnrecordedNumber]:
    words = _own_words(element)
    tokens = _data(words, None if element.tag == "th" else classes)
    if not tokens or _unread(element) or _counts_rows(element) or QUOTED in element.get("class", "").split():
        return
    block = element.xpath("ancestor-or-self::*[@class='blok'][1]//*[self::figure or self::table][@id]/@id")
    where = f"{place}, {block[0]}" if block else place
    for token in tokens:
        if element.tag == "th" and CLASS_LIMIT.fullmatch(token.text):
            continue
        yield UnrecordedNumber(token.text, where, _around(words, token))


def _counts_rows(element: HtmlElement) -> bool:
    """A cell of the first column, where the column's head says that it is a row's number."""
    if element.tag not in ("td", "th") or element.getprevious() is not None:
        return False
    head = element.xpath("string(ancestor::table[1]/thead/tr[1]/th[1])").strip()
    return head in ORDINALS


def _own_words(element: HtmlElement) -> str:
    """The text of a block without that of the blocks in it; numbers that are at home are set aside."""
    parts = [element.text or ""]
    for child in element:
        if not isinstance(child.tag, str) or child.tag in (
            *BLOCKS,
            "table",
            "ul",
            "ol",
            "figure",
            "details",
            "pre",
            "code",
        ):
            parts.append("\n")
        elif set((child.get("class") or "").split()) & set(AT_HOME) or NUMBERED.fullmatch(child.text_content()):
            parts.append(SKIPPED)
        else:
            parts.append(_own_words(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _data(text: str, classes: re.Pattern[str] | None) -> list[Token]:
    return data_numbers(classes.sub(lambda match: SKIPPED * len(match[0]), text) if classes else text)


def _in_picture(
    element: HtmlElement, document: Document, told: dict[str, set[str]], place: str, classes: re.Pattern[str] | None
) -> Iterator[UnrecordedNumber]:
    figure = next(iter(element.xpath("ancestor::figure[1]/@id")), "")
    known = told.get(figure, set())
    alternative = element.get("alt") or element.get("aria-label") or ""
    texts = [alternative]
    if element.get("data-lukisan"):
        texts += drawn_texts(document.drawings[int(element.get("data-lukisan"))])
    for text in texts:
        for token in _data(text, classes):
            if _bare(token.text) not in known:
                kind = "teks alternatif" if text is alternative else "gambar"
                yield UnrecordedNumber(token.text, f"{place}, {figure or 'gambar'} ({kind})", _around(text, token))


def drawn_texts(svg: str) -> list[str]:
    """Texts of a drawing, but for the numbers of its axes (class `skala`): those are a ruler."""
    root = lxml.etree.fromstring(svg, lxml.etree.XMLParser(resolve_entities=False))
    texts = root.xpath(".//*[local-name()='text'][not(contains(concat(' ', @class, ' '), ' skala '))]")
    return [" ".join("".join(text.itertext()).split()) for text in texts]


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text).lstrip("+−-")


def _around(text: str, token: Token) -> str:
    """The words beside a number: how a person finds it."""
    shown = text[max(token.start - CONTEXT, 0) : token.start + len(token.text) + CONTEXT].replace(SKIPPED, "…")
    return re.sub(r"\s+", " ", shown).strip()
