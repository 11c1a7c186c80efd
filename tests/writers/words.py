"""The words of a report, as each of its outputs has them: for tests that they all say the same."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from copy import deepcopy
from pathlib import Path
from typing import Any

import lxml.etree
import pdfplumber

from laporan.core.formatting import roman
from laporan.document.html import Document

WORD = re.compile(r"[^\W_]+(?:[.,][0-9]+)*%?")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


INLINE = {"a", "b", "i", "em", "strong", "code", "sub", "sup", "span"}


def words(text: str) -> Counter[str]:
    return Counter(WORD.findall(text))


def squeezed(text: str) -> str:
    """Letters alone: a word that a line's end has parted is whole again."""
    return re.sub(r"[\s\u200b\u00ad-]", "", text)


def page_words(document: Document) -> Counter[str]:
    """What the page says, without what is only for the page."""
    body = deepcopy(document.body)
    for aid in body.xpath(".//div[@class='alat']"):
        aid.getparent().remove(aid)
    for element in body.iter():
        if element.tag not in INLINE or element.get("class") == "bagian":
            element.text = " " + (element.text or "")
            element.tail = " " + (element.tail or "")
    return words(body.text_content())


def drawn_words(document: Document) -> Counter[str]:
    """Words inside the drawings for the full width, which a PDF has as text."""
    svgs = [svg for svg in document.drawings if 'class="setengah"' not in svg[:200]]
    return sum((words(" ".join(lxml.etree.fromstring(svg).itertext())) for svg in svgs), Counter())


def pdf_text(path: Path) -> str:
    """What a screen reader gets of the summary and the chapters: no running heads, no cover, no lists."""
    found = []
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages[1:]:
            text = page.filter(is_said).extract_text(x_tolerance=1.5) or ""
            if not re.match(r"Daftar (Isi|Gambar|Tabel)\n", text):
                found.append(text)
    return "\n".join(found)


def is_said(thing: dict[str, Any]) -> bool:
    """Not an artifact: those are decoration, and repeated heads."""
    return thing.get("object_type") != "char" or thing.get("tag") != "Artifact"


def docx_text(path: Path) -> str:
    """What Word shows of the summary and the chapters: fields by their shown value, cover and lists left out."""
    with zipfile.ZipFile(path) as packed:
        root, numbering = (lxml.etree.fromstring(packed.read(f"word/{name}.xml")) for name in ("document", "numbering"))
    numbers = heading_numbers(root, numbering)
    lines = []
    for paragraph in root.iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val")
        if not style.startswith(
            ("TOC", "Sampul", "Title", "Subtitle", "JudulDaftar", "CatatanDaftar", "TableofFigures")
        ):
            parts = [
                node.text or "" if node.tag == f"{W}t" else " " for node in paragraph.iter(f"{W}t", f"{W}tab", f"{W}br")
            ]
            lines.append(f"{numbers.get(paragraph, '')} {''.join(parts)}".lstrip())
    return "\n".join(lines)


def heading_numbers(document: Any, numbering: Any) -> dict[Any, str]:
    """The numbers that Word shows before headings, which it counts by the numbering of their styles.

    document, numbering : the roots of both parts
    """
    (outline,) = (kind for kind in numbering.iterfind(f"{W}abstractNum") if kind.find(f"{W}lvl/{W}pStyle") is not None)
    levels = {level.find(f"{W}pStyle").get(f"{W}val"): level for level in outline.iterfind(f"{W}lvl")}
    counts, found = [0] * len(levels), {}
    for paragraph in document.iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val")
        own = paragraph.find(f"{W}pPr/{W}numPr/{W}numId")
        if style not in levels or (own is not None and own.get(f"{W}val") == "0"):
            continue
        place = int(levels[style].get(f"{W}ilvl"))
        counts = [*counts[:place], counts[place] + 1, *[0] * (len(levels) - place - 1)]
        legal = levels[style].find(f"{W}isLgl") is not None
        shown = [str(count) if legal else roman(count) for count in counts]
        mark = levels[style].find(f"{W}lvlText").get(f"{W}val")
        found[paragraph] = re.sub("%([1-9])", lambda which, shown=shown: shown[int(which[1]) - 1], mark)
    return found


def check_same_words(
    said: str, expected: Counter[str], also: Counter[str], shown_by_code: str = "", parted: str = ""
) -> None:
    """Every word of the page is said as often as there; no number is said that the page doesn't have.

    also : words that only this output has (inside drawings); shown_by_code : letters that no font has;
    parted : a word of narrow columns, whose syllables stand in different lines of the text
    """
    found = words(said.replace("\u200b", "").replace("\u00ad", ""))
    missing = {word for word, times in expected.items() if found[word] < times and word != parted}
    letters = squeezed(said)
    gone = {word for word in missing if squeezed(word) not in letters and not set(word) & set(shown_by_code)}
    assert not gone, gone
    short = {word for word in missing if len(word) < 10 and not set(word) & set(shown_by_code)}
    assert not short, short  # only long words may be parted
    numbers = [word for word in found - expected - also if word[0].isdigit() or word[-1] == "%"]
    assert not numbers, numbers
