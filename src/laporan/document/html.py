"""The report as one HTML document: captions numbered, references resolved, numbers linked to the ledger.

Everything that is written (page, PDF, Word, spreadsheet) is written from this, so that all of
them say the same. A document with faults is refused.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from html import escape
from typing import Any

import lxml.html
from lxml.html import HtmlElement

from laporan.core.errors import ContractError
from laporan.document.markup import foreign_markup, without_comments
from laporan.document.terms import fill_lists, spell_out_once
from laporan.project.terms import Terms

CAPTIONED = ".//figure[@id] | .//table[@id]"
LABEL = re.compile(r"(?:fig|tbl)-[\w-]{1,80}")  # files of tables and drawings are named by it
TEXTS = "./p | ./ul | ./ol | ./dl | ./blockquote"  # what a cell tells, beside figures and tables: a comment finds it
WORDS = {"figure": "Gambar", "table": "Tabel"}
LEFT_OUT = "bab lain, yang tidak dimuat dalam laporan ini"
LONGEST_SHOWN = 60
HIDDEN = {"Cc", "Cf", "Co", "Cs"}  # categories of Unicode: control, format, private use, surrogates
REFERENCE_BY_CODE = re.compile(r"&#(x?)0*([0-9a-f]{1,8});?", re.IGNORECASE)
DRAWING = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
DRAWN = re.compile(r'<img data-lukisan="(\d+)"[^>]*>')
ALTERNATIVE = re.compile(r'aria-label="([^"]*)"')


@dataclass(frozen=True)
class ListEntry:
    """A line of the contents, or of a list of figures or tables.

    Parameters
    ----------
    anchor : str
        What it leads to.
    number : str
        'BAB II', '2.1.', 'Gambar 6'; '' for front matter.
    level : int
        Of the heading; 0 for figures and tables.
    html : str
        The title with its markup.
    """

    anchor: str
    number: str
    level: int
    html: str


@dataclass
class Document:
    """The whole report.

    Parameters
    ----------
    body : HtmlElement
        One `<div>`; its children are the sections.
    drawings : list of str
        The SVG of each `<img data-lukisan="n">` in the body: an HTML parser would spoil it.
    awaited_photos : list of str
        Files of photographs that have not arrived. They are told to who builds the report, and stand in none of it.
    contents, figures, tables : list of ListEntry
        Headings, figures and tables, in reading order.
    """

    body: HtmlElement
    drawings: list[str] = field(default_factory=list)
    awaited_photos: list[str] = field(default_factory=list)
    contents: list[ListEntry] = field(default_factory=list)
    figures: list[ListEntry] = field(default_factory=list)
    tables: list[ListEntry] = field(default_factory=list)

    def html(self) -> str:
        """The body as HTML, with the drawings back in their places."""
        return DRAWN.sub(lambda match: self.drawings[int(match[1])], inner_html(self.body))


def build_document(
    html: str, facts: dict[str, dict[str, Any]], terms: Terms | None = None, left_out: Collection[str] = ()
) -> Document:
    """The body as a document that keeps what every report promises.

    Parameters
    ----------
    html : str
        As `semantic_body` makes it.
    facts : dict of str to dict
        The ledger by id.
    terms : Terms, optional
        Abbreviations, which the prose spells out once, and what is explained in the lists of words.
    left_out : collection of str
        Anchors of sections that other reports have and this one has not: references to them become words.

    Raises
    ------
    ContractError
        With every fault: a missing alt text, a reference to nothing, a doubled id, a `th` without scope, a number
        that the ledger does not know.
    """
    html, drawings = _set_drawings_aside(_visible(html))
    body = lxml.html.fragment_fromstring(html, create_parent="div")
    without_comments(body)
    document = Document(body, drawings)
    _unwrap_cells(body)
    foreign = [f"{why}, {_place(element)}" for element, why in foreign_markup(body, drawings)]
    if foreign:
        raise ContractError("\n".join(foreign))
    document.awaited_photos += [photo.attrib.pop("data-berkas") for photo in body.xpath(".//figure[@data-berkas]")]
    if terms:
        spell_out_once(body, terms)
        fill_lists(body, drawings, terms)
    _number_captions(document)
    _collect_contents(document)
    _place_code(body)
    _mark_foreign_words(body)
    faults = [*_resolve_references(document, left_out), *_link_facts(body, facts), *contract_faults(body)]
    if faults:
        raise ContractError("\n".join(faults))
    _make_sections(body)
    return document


def _visible(html: str) -> str:
    """Control and format characters (a right-to-left override in what the public wrote) shown by their code.

    So are those that no XML can hold, which neither Word nor a drawing could repeat, however they are written.
    """
    for hidden in filter(_is_hidden, set(html)):  # most often none: to translate by an empty table takes as long
        html = html.replace(hidden, f"[U+{ord(hidden):04X}]")
    return REFERENCE_BY_CODE.sub(_shown_reference, html)


def _is_hidden(character: str) -> bool:
    code = ord(character)
    no_character = code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
    return no_character or (unicodedata.category(character) in HIDDEN and character not in "\n\t\r\u00ad")


def _shown_reference(match: re.Match[str]) -> str:
    """'&#8238;' is the override itself once it is parsed; what is beyond Unicode is none."""
    code = int(match[2], 16 if match[1] else 10)
    return f"[U+{code:04X}]" if code > sys.maxunicode or not code or _is_hidden(chr(code)) else match[0]


def _set_drawings_aside(html: str) -> tuple[str, list[str]]:
    """An HTML parser would lower the case of SVG's attributes, and take its time."""
    drawings: list[str] = []

    def stand_in(match: re.Match[str]) -> str:
        drawings.append(match[0])
        label = ALTERNATIVE.search(match[0][: match[0].index(">")])
        return f'<img data-lukisan="{len(drawings) - 1}" alt="{label[1] if label else ""}">'

    return DRAWING.sub(stand_in, html), drawings


def _unwrap_cells(body: HtmlElement) -> None:
    """Cells were wrapped so that minor headings know their chapter's level."""
    for cell in body.xpath("./div[@class='sel']"):
        level = int(cell.get("data-level"))
        for heading in cell.xpath("./h2 | ./h3"):
            heading.tag = f"h{min(level + int(heading.tag[1]) - 1, 6)}"
        if cell.get("data-sel"):
            for place, paragraph in enumerate(cell.xpath("./p[not(@id)]"), 1):
                paragraph.set("id", f"p-{cell.get('data-bab', '')}-{cell.get('data-sel')}-{place}")
        for block in cell.xpath(TEXTS + " | .//div[@class='blok']"):
            block.set("data-bab", cell.get("data-bab", ""))
            block.set("data-sel", cell.get("data-sel", ""))
        cell.drop_tag()


def _number_captions(document: Document) -> None:
    """Figures and tables are counted through the whole report, as the published one does."""
    for element in document.body.xpath(CAPTIONED):
        entries = document.figures if element.tag == "figure" else document.tables
        caption = element.find(".//figcaption" if element.tag == "figure" else "./caption/span")
        number = f"{WORDS[element.tag]} {len(entries) + 1}"
        if caption is None:
            continue  # the contract reports it
        _drop_full_stop(caption)
        entries.append(ListEntry(element.get("id"), number, 0, inner_html(caption)))
        label = lxml.html.fragment_fromstring(f"<b>{number}.</b>")
        label.tail = " " + (caption.text or "")
        caption.text = None
        caption.insert(0, label)


def _drop_full_stop(caption: HtmlElement) -> None:
    """A caption is a title: the full stop of a single sentence is left out, as in the lists."""
    text = caption.text_content().rstrip()
    if not text.endswith(".") or ". " in text:
        return
    if len(caption) == 0:
        caption.text = text.removesuffix(".")
    elif (tail := (caption[-1].tail or "").rstrip()).endswith("."):
        caption[-1].tail = tail.removesuffix(".")


def _collect_contents(document: Document) -> None:
    for heading in document.body.iter("h2", "h3", "h4", "h5", "h6"):
        if heading.get("id"):
            number = heading.find("span[@class='nomor']")
            shown = "" if number is None else number.text_content()
            title = (
                inner_html(heading)
                if number is None
                else escape(number.tail or "", quote=False) + "".join(map(_outer, heading[1:]))
            )
            document.contents.append(ListEntry(heading.get("id"), shown, int(heading.tag[1]), title.strip()))


def _place_code(body: HtmlElement) -> None:
    """The code of a figure or table becomes one more thing to unfold below it; an aid names what it belongs to."""
    for code in body.xpath("./pre[@class='kode']"):
        block = code.getprevious()
        name = _block_name(block)
        code.drop_tree()
        tools = block.xpath("./div[@class='alat']")
        for region in block.xpath(".//div[@class='gulir'][@aria-label]"):
            region.set("aria-label", f"Data {name}")
            for grid in region.iter("table"):
                grid.set("aria-label", f"Data {name}")
        if tools:
            details = lxml.html.fragment_fromstring(
                "<details><summary>Kode</summary><div class='buka'></div></details>"
            )
            code.attrib.pop("class")
            code.attrib.update({"tabindex": "0", "role": "group", "aria-label": f"Kode {name}"})
            code.tail = None
            details[1].append(code)
            tools[0].append(details)
            for summary in tools[0].xpath("./details/summary"):
                aid = lxml.html.fragment_fromstring(f"<span class='tak-tampak'> {name}</span>")
                summary.append(aid)


def _block_name(block: HtmlElement) -> str:
    label = block.find(".//figcaption/b")
    if label is None:
        label = block.find(".//caption/span/b")
    return "" if label is None else label.text_content().rstrip(".")


def _mark_foreign_words(body: HtmlElement) -> None:
    """The report's italics are foreign words: a screen reader must say them so."""
    for word in body.iter("em", "i"):
        word.tag = "i"
        word.set("lang", "en")


def _resolve_references(document: Document, left_out: Collection[str]) -> Iterator[str]:
    named = {entry.anchor: entry.number for entry in (*document.figures, *document.tables)}
    named |= {entry.anchor: _section_name(entry) for entry in document.contents}
    for link in document.body.xpath(".//a[@class='ref']"):
        anchor = link.get("href").removeprefix("#")
        if anchor in named:
            link.text = named[anchor]
        elif anchor in left_out:
            _as_words(link)
        else:
            yield f"acuan @{anchor} tidak menunjuk apa pun, di “{_around(link)}”"


def _as_words(link: HtmlElement) -> None:
    """A reference to what the report leaves out: nothing where it stands alone in brackets, elsewhere words."""
    before, behind = link.getprevious(), link.tail or ""
    told = (link.getparent().text if before is None else before.tail) or ""
    alone = told.endswith("(") and behind.startswith(")")
    kept = told.removesuffix("(").rstrip() if alone else told + LEFT_OUT
    if before is None:
        link.getparent().text = kept
    else:
        before.tail = kept
    link.tail = behind.removeprefix(")") if alone else behind
    link.text = None
    link.drop_tag()


def _section_name(entry: ListEntry) -> str:
    if entry.number.startswith("BAB"):
        return entry.number.replace("BAB", "Bab")
    if entry.number[:1].isdigit():
        return f"Subbab {entry.number.rstrip('.')}"
    return str(lxml.html.fragment_fromstring(entry.html, create_parent="span").text_content())


def _link_facts(body: HtmlElement, facts: dict[str, dict[str, Any]]) -> Iterator[str]:
    """Numbers become links to their entry in the annex; dotted where they rest on made-up data."""
    for number in body.iter("data"):
        identifier = number.attrib.pop("data-fakta", None)
        if identifier not in facts:
            yield f"angka “{number.text_content()}” tidak tercatat di buku fakta, di “{_around(number)}”"
            continue
        number.attrib.pop("value", None)
        number.tag = "a"
        number.set("class", mark_of(facts[identifier]))
        number.set("href", f"#a-{identifier}")


def mark_of(fact: dict[str, Any]) -> str:
    """The classes of a number: whether it was made up, or is a constant, which rests on no data."""
    if is_synthetic(fact):
        return "angka sintetis"
    return "angka" if fact["datasets"] else "angka tetapan"


def is_synthetic(fact: dict[str, Any]) -> bool:
    """Whether any row that the fact rests on was made up."""
    return any(dataset["kind"] == "synthetic" for dataset in fact["datasets"])


def contract_faults(body: HtmlElement) -> Iterator[str]:
    """What a document must not have, a message each.

    Doubled ids, dead links, figures and tables without caption or alt text, and tables whose
    headers or spans are wrong.
    """
    identifiers = Counter(element.get("id") for element in body.xpath(".//*[@id]"))
    for identifier, times in identifiers.items():
        if times > 1:
            yield f"id “{identifier}” dipakai {times} kali. Beri label yang berbeda"
    for link in body.xpath(".//a[starts-with(@href, '#') and not(contains(@class, 'angka'))]"):
        if link.get("href")[1:] not in identifiers:
            yield f"tautan {link.get('href')} tidak menunjuk apa pun"
    yield from _unreadable_figures(body)
    yield from _unreadable_tables(body)


def _unreadable_figures(body: HtmlElement) -> Iterator[str]:
    for element in body.xpath(CAPTIONED):
        if not LABEL.fullmatch(element.get("id")):
            yield f"label “{element.get('id')}”: tulis fig-… atau tbl-… dengan huruf, angka, dan tanda hubung"
        caption = element.find(".//figcaption" if element.tag == "figure" else "./caption")
        if caption is None or len(caption.text_content().strip()) <= len("Gambar 1."):
            yield f"{element.get('id')}: tanpa judul. Isi fig-cap atau tbl-cap"
    for picture in body.xpath(".//img | .//*[@role='img']"):
        if not (picture.get("aria-label") or picture.get("alt") or "").strip():
            yield f"gambar tanpa teks alternatif dekat “{_around(picture)}”. Isi fig-alt"


def _unreadable_tables(body: HtmlElement) -> Iterator[str]:
    for head in body.iter("th"):
        if head.get("scope") not in ("row", "col", "rowgroup", "colgroup"):
            yield f"kepala tabel “{head.text_content()}” tanpa scope"
    for table in body.iter("table"):
        yield from _ragged(table)


def _ragged(table: HtmlElement) -> Iterator[str]:
    widths: set[int] = set()
    spanning: list[int] = []
    for row in table.iter("tr"):
        cells = [(int(cell.get("colspan", 1)), int(cell.get("rowspan", 1))) for cell in row]
        widths.add(len(spanning) + sum(columns for columns, _ in cells))
        spanning = [rows - 1 for rows in spanning if rows > 1]
        spanning += [rows - 1 for columns, rows in cells for _ in range(columns) if rows > 1]
    if len(widths) > 1:
        yield f"tabel {table.get('id') or ''}: baris tidak sama panjang ({', '.join(map(str, sorted(widths)))} sel)"


def _make_sections(body: HtmlElement) -> None:
    """Each BAB, front matter or annex is a `<section>`, all but annexes named by their heading."""
    section = None
    for child in list(body):
        if child.tag == "h2":
            section = lxml.html.Element("section")
            number = child.find("span[@class='nomor']")
            if number is None or not number.text_content().startswith("Lampiran"):  # few landmarks, so no annex is one
                section.set("aria-labelledby", child.get("id"))
            child.addprevious(section)
        if section is not None:
            section.append(child)


def _place(element: HtmlElement | None) -> str:
    return "dalam salah satu gambar" if element is None else f"dekat “{_around(element)}”"


def _around(element: HtmlElement) -> str:
    """The words around an element: how a person finds it."""
    holder = element
    while holder.getparent() is not None and len(holder.text_content().split()) < 6:
        holder = holder.getparent()
    text = re.sub(r"\s+", " ", holder.text_content()).strip()
    return text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN] + "…"


def inner_html(element: HtmlElement) -> str:
    """The HTML between the element's tags."""
    return escape(element.text or "", quote=False) + "".join(map(_outer, element))


def _outer(element: HtmlElement) -> str:
    return str(lxml.html.tostring(element, encoding="unicode"))
