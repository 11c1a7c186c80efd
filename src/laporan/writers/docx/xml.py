"""The few elements of WordprocessingML that the report is made of, with their children in the schema's order."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

Element = Any
TWIPS_A_MM = 1440 / 25.4

# Word refuses a file whose properties stand in another order than this.
PARAGRAPH_ORDER = (
    "pStyle", "keepNext", "keepLines", "pageBreakBefore", "widowControl", "numPr", "pBdr", "shd", "tabs", "spacing",
    "ind", "jc", "outlineLvl", "sectPr",
)  # fmt: skip


def twips(mm: float) -> int:
    """Millimetres as Word counts them."""
    return round(mm * TWIPS_A_MM)


def el(tag: str, /, *children: Element, **attributes: Any) -> Element:
    """`el("tab", val="right")` is `<w:tab w:val="right"/>`."""
    element = OxmlElement(f"w:{tag}")
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), str(value))
    element.extend(children)
    return element


def text(words: str) -> Element:
    """Words whose spaces count."""
    element = el("t")
    element.text = words
    element.set(qn("xml:space"), "preserve")
    return element


def run(*children: Element, style: str = "", lang: str = "", bold: bool = False) -> Element:
    """A run of words or field marks; `style` is a character style's id."""
    properties = []
    if style:
        properties.append(el("rStyle", val=style))
    if bold:
        properties.append(el("b"))
    if lang:
        properties.append(el("lang", val=lang))
    head = [el("rPr", *properties)] if properties else []
    return el("r", *head, *children)


def field(code: str, *shown: Element, style: str = "") -> list[Element]:
    """A live field with what it shows until Word computes it again."""
    instruction = el("instrText")
    instruction.text = f" {code} "
    instruction.set(qn("xml:space"), "preserve")
    return [
        run(el("fldChar", fldCharType="begin"), style=style),
        run(instruction, style=style),
        run(el("fldChar", fldCharType="separate"), style=style),
        *shown,
        run(el("fldChar", fldCharType="end"), style=style),
    ]


def paragraph(style: str, content: Iterable[Element] = (), *properties: Element) -> Element:
    """A paragraph in a named style; properties of its own are rare, and put in order here."""
    ordered = sorted(properties, key=lambda one: PARAGRAPH_ORDER.index(one.tag.rpartition("}")[2]))
    return el("p", el("pPr", el("pStyle", val=style), *ordered), *content)


def tabs(*stops: tuple[str, float]) -> Element:
    """Tab stops, as (alignment, millimetres)."""
    return el("tabs", *(el("tab", val=kind, pos=twips(at)) for kind, at in stops))


class Bookmarks:
    """Names and numbers of the places that fields point to."""

    def __init__(self) -> None:
        self.count = 0

    def around(self, name: str, *content: Element) -> list[Element]:
        """The content between a bookmark's two ends."""
        self.count += 1
        return [el("bookmarkStart", id=self.count, name=name), *content, el("bookmarkEnd", id=self.count)]


def place_name(anchor: str) -> str:
    """The bookmark of a whole heading or caption: Word allows forty letters and no hyphen."""
    return f"_Toc{sha256(anchor.encode()).hexdigest()[:16]}"


def number_name(anchor: str) -> str:
    """The bookmark of a caption's number ('Gambar 6'), which REF fields repeat."""
    return f"_Ref{sha256(anchor.encode()).hexdigest()[:16]}"
