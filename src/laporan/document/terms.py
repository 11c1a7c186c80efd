"""One voice through the whole report: an abbreviation is spelled out once, and the lists of words name those in use.

Each chapter spells out what it uses, so that it can be read alone. Where chapters are put together, the first
"Badan Kepegawaian Negara (BKN)" stays, and those after it become "BKN".
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import lxml.html
from lxml.html import HtmlElement

from laporan.facts.tables import Table, table
from laporan.notebook.blocks import Block, table_html
from laporan.project.terms import Terms

PROSE = ".//p[not(ancestor::div[@class='blok'])] | .//li[not(ancestor::div[@class='blok'])]"
UNREAD = "self::pre or self::code or @class='alat'"  # what is not printed, or no sentence
PLACE = '<div data-daftar="istilah"></div>'  # where the outline wants the lists
PLACES = ".//div[@data-daftar='istilah']"
ABBREVIATIONS = ("tbl-singkatan", "Singkatan yang dipakai dalam laporan ini", ("Singkatan", "Kepanjangan"))
GLOSSARY = ("tbl-istilah", "Istilah yang dipakai dalam laporan ini", ("Istilah", "Arti"))
ENCLITIC = "(?:nya)?"


def spell_out_once(body: HtmlElement, terms: Terms) -> None:
    """Keep the first place of the prose that spells an abbreviation out; the others say the abbreviation alone.

    Parameters
    ----------
    body : HtmlElement
        Of one chapter or of all, in reading order; it is changed.
    terms : Terms
        The abbreviations, and how they are spelled out.
    """
    if not terms.abbreviations:
        return
    speller = _Speller(terms.abbreviations)
    for paragraph in body.xpath(PROSE):
        if paragraph.tag == "p" or paragraph.find("./p") is None:  # an item of paragraphs has its words in them
            speller.read(paragraph)


class _Speller:
    """Reads prose in order and remembers what was spelled out."""

    def __init__(self, abbreviations: Mapping[str, str]) -> None:
        self.spelled: set[str] = set()
        self.short = {_plain(words).casefold(): short for short, words in abbreviations.items()}
        either = "|".join(spaced(words) for words in sorted(self.short, key=len, reverse=True))
        self.pattern = re.compile(rf"\b({either})\s+\((\w[^()]*)\)", re.IGNORECASE)

    def read(self, element: HtmlElement) -> None:
        """Shorten within an element: its text, then each child and the words behind it."""
        element.text = self.pattern.sub(self._once, element.text or "") or None
        for child in list(element):
            if child.tag in ("em", "i") and self._marked(child):
                continue
            if child.tag not in ("ul", "ol"):  # their items are read by themselves
                self.read(child)
            child.tail = self.pattern.sub(self._once, child.tail or "") or None

    def _once(self, found: re.Match[str]) -> str:
        words, short = " ".join(found[1].split()), " ".join(found[2].split())
        if self.short[words.casefold()] != short:
            return found[0]
        if short in self.spelled:
            return short
        self.spelled.add(short)
        return found[0]

    def _marked(self, element: HtmlElement) -> bool:
        """Whether the element holds words in italics that were spelled out before; then it is gone."""
        words = " ".join(element.text_content().split())
        tail = element.tail or ""
        short = self.short.get(words.casefold(), "")
        behind = re.match(rf"\s+\({spaced(short)}\)", tail) if short else None
        if behind is None:
            return False
        if short not in self.spelled:
            self.spelled.add(short)
            return False
        element.tail = short + self.pattern.sub(self._once, tail[behind.end() :])
        element.clear(keep_tail=True)
        element.drop_tag()
        return True


def fill_lists(body: HtmlElement, drawings: Sequence[str], terms: Terms) -> None:
    """Put the list of abbreviations and the glossary where the outline wants them, with the words in use.

    Parameters
    ----------
    body : HtmlElement
        The whole report; it is changed.
    drawings : sequence of str
        Its figures, whose words count too.
    terms : Terms
        What may be listed.
    """
    for place in body.xpath(PLACES):
        said = _said(body, drawings)
        for (label, caption, head), entries, pattern in (
            (ABBREVIATIONS, terms.spelled_out, r"(?<![\w-]){}(?!\w)"),
            (GLOSSARY, terms.explained, rf"(?i:\b{{}}{ENCLITIC}\b)"),
        ):
            used = [(one, text) for one, text in entries.items() if re.search(pattern.format(spaced(one)), said)]
            if used:
                place.addprevious(_block(table(head, used), label, caption))
        place.drop_tree()


def _said(body: HtmlElement, drawings: Sequence[str]) -> str:
    """All that a reader of the printed report sees as words."""
    words = body.xpath(f".//text()[not(ancestor::*[{UNREAD}])]")
    return " ".join([*words, *(re.sub(r"<[^>]*>", " ", drawing) for drawing in drawings)]).replace("\u00ad", "")


def _block(shown: Table, label: str, caption: str) -> HtmlElement:
    html = table_html(shown, Block({"label": label, "tbl-cap": caption}, {}))
    return lxml.html.fragment_fromstring(html)


def _plain(words: str) -> str:
    return " ".join(words.replace("*", "").split())


def spaced(words: str) -> str:
    """A pattern for the words, whatever space is between them.

    Examples
    --------
    >>> bool(re.fullmatch(spaced("Biro Humas"), "Biro\\nHumas"))
    True
    """
    return r"\s+".join(map(re.escape, words.split()))
