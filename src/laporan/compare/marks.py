"""A copy of the newer report's page with marks: what changed since an older one, in its place, with what stood there.

Numbers and cells have their old value beside them, a text that changed unfolds what it was, and what is gone is
listed at the top with links to every change. It is a reader's aid and no report: it says so, and no file of the report
changes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from html import escape
from pathlib import Path

import lxml.html
from lxml.html import HtmlElement

from laporan.compare import Comparison, FactChange
from laporan.compare.blocks import DRAWING, FigurePair, cells_of, words_of
from laporan.core.errors import ReportError
from laporan.page.write import digest_of

HERE = Path(__file__).parent
TEXTS = (
    "//main//section[not(h2[@id='asal-angka'])]/*[self::p or self::blockquote]"
    " | //main//section[not(h2[@id='asal-angka'])]/*[self::ul or self::ol][not(contains(@class, 'daftar'))]/li"
)
HEADINGS = ("h2", "h3", "h4", "h5", "h6")
ALIKE = 0.5  # of the letters of two texts, from which one is taken for the other changed
LONGEST = 140  # letters of a line in the list
STANDS_IN = re.compile(r'<img data-lukisan="(\d+)">')


@dataclass
class Marks:
    """What was marked.

    Parameters
    ----------
    links : list of (str, str)
        Of each change the anchor of its place and what it is, in the page's order.
    gone : list of str
        What only the older report has.
    """

    links: list[tuple[str, str]] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)


def marked_page(comparison: Comparison, since: str) -> str:
    """The newer page with its changes marked.

    Parameters
    ----------
    comparison : Comparison
        Of both reports; both must have a page.
    since : str
        What the older one is called: 'terbit/2017/pusat/1'.

    Raises
    ------
    ReportError
        Where one of them is a ledger alone.
    """
    for side in (comparison.before, comparison.after):
        if not side.page:
            raise ReportError(f"{side.name}: hanya ada buku faktanya, tanpa laporan.html. Sebutkan folder laporannya")
    drawings: list[str] = []
    page, before = _parsed(comparison.after.page, drawings), _parsed(comparison.before.page, [])
    marks = Marks()
    _mark_texts(before, page, marks)
    _mark_numbers(page, comparison, marks)
    _mark_cells(page, comparison, marks)
    _mark_figures(page, comparison.figures, drawings, marks)
    _in_order(page, marks)
    _add_summary(page, marks, since)
    _add_style(page)
    html = lxml.html.tostring(page.getroottree(), encoding="unicode", doctype="<!doctype html>")
    return STANDS_IN.sub(lambda match: drawings[int(match[1])], html) + "\n"


def _parsed(page: str, drawings: list[str]) -> HtmlElement:
    """The page without its drawings, whose attributes an HTML parser would lower."""

    def stand_in(match: re.Match[str]) -> str:
        drawings.append(match[0])
        return f'<img data-lukisan="{len(drawings) - 1}">'

    parser = lxml.html.HTMLParser(huge_tree=True, encoding="utf-8")
    return lxml.html.document_fromstring(DRAWING.sub(stand_in, page).encode(), parser=parser)


def _mark_texts(before: HtmlElement, page: HtmlElement, marks: Marks) -> None:
    """Paragraphs and items that are new, changed or gone; one in which only numbers changed is left to these."""
    old, new = before.xpath(TEXTS), page.xpath(TEXTS)
    was, now = [_without_numbers(one) for one in old], [_without_numbers(one) for one in new]
    for kind, i, j, m, n in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        pairs = dict(_pairs(was[i:j], now[m:n]))
        for place in range(m, n):
            if place - m in pairs:
                _mark(new[place], "berubah", marks, f"kalimat berubah: {words_of(new[place])}")
                _unfold(new[place], words_of(old[i + pairs[place - m]]))
            else:
                _mark(new[place], "baru", marks, f"baru: {words_of(new[place])}")
        kept = set(pairs.values())
        marks.gone += [words_of(old[place]) for place in range(i, j) if place - i not in kept and was[place].strip()]


def _pairs(was: list[str], now: list[str]) -> Iterator[tuple[int, int]]:
    """Of each new text the old one that it was, in order."""
    first = 0
    for place, text in enumerate(now):
        alike = [(SequenceMatcher(None, one, text).ratio(), k) for k, one in enumerate(was[first:], first)]
        score, found = max(alike, key=lambda one: (one[0], -one[1]), default=(0.0, 0))
        if score >= ALIKE:
            yield place, found
            first = found + 1


def _without_numbers(element: HtmlElement) -> str:
    """The words of a text; numbers are told by their facts, and “Gambar 9” is not another text than “Gambar 10”."""
    text = words_of(element)
    for number in element.xpath(".//a[contains(@class, 'angka') or @class='ref']"):
        text = text.replace(words_of(number), "#", 1)
    return text


def _mark_numbers(page: HtmlElement, comparison: Comparison, marks: Marks) -> None:
    changed = {change.id: change for change in comparison.of_kind("changed")}
    for number in page.xpath("//main//a[contains(concat(' ', @class, ' '), ' angka ')]"):
        change = changed.get(number.get("href", "").removeprefix("#a-"))
        if change is None or number.xpath("ancestor::section[h2[@id='asal-angka']]"):
            continue
        was, now = _printed(change, 0), _printed(change, 1)
        if was == now and change.obstacle != "method":
            continue
        why = ", metode berganti" if change.obstacle == "method" else ""
        _mark(number, "berubah", marks, f"{now}, semula {was}{why}")
        _stand_behind(number, f"{was}{why}")
    gone = [change for change in comparison.of_kind("vanished") if change.fact.get("block") is None]
    marks.gone += [f"angka {change.fact['text']} ({change.id})" for change in gone]


def _printed(change: FactChange, side: int) -> str:
    fact = (change.before, change.after)[side]
    return str(fact["text"]) if fact else ""


def _mark_cells(page: HtmlElement, comparison: Comparison, marks: Marks) -> None:
    """Cells of words, new tables and what tables have lost; cells of numbers were marked by their facts."""
    tables = {table.get("id"): table for table in page.xpath("//table[starts-with(@id, 'tbl-')]")}
    for change in comparison.tables:
        table = tables.get(change.label)
        if table is None:
            marks.gone.append(f"tabel: {change.caption}")
            continue
        if change.one_sided:
            _mark(table, "baru", marks, f"tabel baru: {change.caption}")
            continue
        cells = dict(cells_of(table))
        for one in change.cells:
            place = cells.get((one.row, one.column))
            if one.after is None or place is None:
                marks.gone.append(f"{change.caption}: {one.row}, {one.column}: {one.before}")
            elif not place.xpath(".//*[contains(@class, 'semula')]"):
                _mark(place, "baru" if one.before is None else "berubah", marks, f"{change.caption}: {one.row}")
                if one.before:
                    place.append(_old(one.before))


def _mark_figures(page: HtmlElement, pairs: tuple[FigurePair, ...], drawings: list[str], marks: Marks) -> None:
    figures = {figure.get("id"): figure for figure in page.xpath("//figure[starts-with(@id, 'fig-')]")}
    for pair in pairs:
        figure = figures.get(pair.label)
        if figure is None:
            marks.gone.append(f"gambar: {pair.captions[0]}")
        elif not pair.drawings[0] and pair.drawings[1]:
            _mark(figure, "baru", marks, f"gambar baru: {pair.captions[1]}")
        elif not pair.same:
            _mark(figure, "berubah", marks, f"gambar berubah: {pair.captions[1]}")
            drawings.append(pair.drawings[0])
            _unfold(figure, pair.captions[0], f'<div class="bagan"><img data-lukisan="{len(drawings) - 1}"></div>')


def _mark(element: HtmlElement, kind: str, marks: Marks, said: str) -> None:
    element.set("class", f"{element.get('class', '')} tanda-{kind}".strip())
    if not element.get("id"):
        element.set("id", f"perubahan-{len(marks.links) + 1}")
    text = said if len(said) <= LONGEST else f"{said[: LONGEST - 1].rsplit(' ', 1)[0]} …"
    marks.links.append((element.get("id"), text))


def _old(text: str) -> HtmlElement:
    told = lxml.html.fragment_fromstring('<span class="semula"><span class="tak-tampak"> semula </span></span>')
    told[0].tail = text
    return told


def _stand_behind(number: HtmlElement, text: str) -> None:
    old, tail = _old(text), number.tail
    number.tail = None
    number.addnext(old)
    old.tail = tail


def _unfold(element: HtmlElement, text: str, drawing: str = "") -> None:
    """What stood there, folded, below it; inside of an item of a list, which has nothing but items beside it."""
    told = f'<details class="semula-isi"><summary>Semula</summary>{drawing}<p>{escape(text)}</p></details>'
    fold = lxml.html.fragment_fromstring(told)
    if element.tag == "p":
        fold.tail, element.tail = element.tail, None
        element.addnext(fold)
    else:
        element.append(fold)


def _in_order(page: HtmlElement, marks: Marks) -> None:
    """As the page has them, each behind the number of the section that it stands in."""
    where = ""
    places: dict[str, tuple[int, str]] = {}
    for element in page.xpath("//main//*[@id]"):
        if element.tag in HEADINGS:
            number = element.find("span[@class='nomor']")
            where = words_of(element if number is None else number).rstrip(".")
        places[element.get("id")] = (len(places), where)
    marks.links.sort(key=lambda link: places.get(link[0], (0, ""))[0])
    marks.links[:] = [(to, ": ".join(filter(None, (places.get(to, (0, ""))[1], said)))) for to, said in marks.links]


def _add_summary(page: HtmlElement, marks: Marks, since: str) -> None:
    """Above all: that it is a copy, what changed with links, and what is gone."""
    for one in page.xpath("//p[@class='unduhan'] | //footer/p[@class='kecil'][.//a]"):
        one.drop_tree()  # files beside the report, which are not beside this copy
    links = "".join(f'<li><a href="#{escape(to)}">{escape(said)}</a></li>' for to, said in marks.links)
    gone = "".join(f"<li>{escape(text)}</li>" for text in marks.gone)
    said = (
        f"Salinan halaman laporan dengan tanda perubahan sejak {escape(since)}; bukan laporan itu sendiri. "
        f"{len(marks.links)} perubahan ditandai di tempatnya, {len(marks.gone)} hal tidak ada lagi."
    )
    parts = [
        f'<section class="sejak"><h2 id="sejak">Apa yang berubah</h2><p>{said}</p>',
        f"<details><summary>Daftar perubahan ({len(marks.links)})</summary><ol>{links}</ol></details>" if links else "",
        f"<details><summary>Yang tidak ada lagi ({len(marks.gone)})</summary><ul>{gone}</ul></details>" if gone else "",
        "</section>",
    ]
    page.xpath("//main")[0].insert(0, lxml.html.fragment_fromstring("".join(parts)))


def _add_style(page: HtmlElement) -> None:
    """The style of the marks, which the page's policy is told of."""
    css = (HERE / "marks.css").read_text(encoding="utf-8")
    style = lxml.html.Element("style")
    style.text = css
    page.head.append(style)
    for rule in page.xpath("//meta[@http-equiv='Content-Security-Policy']"):
        rule.set("content", rule.get("content").replace("style-src ", f"style-src {digest_of(css)} "))
