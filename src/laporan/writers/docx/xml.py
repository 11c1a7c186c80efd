"""The few elements of WordprocessingML that the report needs, with their children in the schema's order."""

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
    """Millimetres in Word's unit, a twentieth of a point."""
    return round(mm * TWIPS_A_MM)


def el(tag: str, /, *children: Element, **attributes: Any) -> Element:
    """An element of WordprocessingML: `el("tab", val="right")` is `<w:tab w:val="right"/>`.

    Parameters
    ----------
    tag : str
        Its name without prefix.
    *children : Element
        What it contains.
    **attributes : Any
        Its attributes, without prefix.
    """
    element = OxmlElement(f"w:{tag}")
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), str(value))
    element.extend(children)
    return element


def text(words: str) -> Element:
    """A `w:t` with these words, spaces kept."""
    element = el("t")
    element.text = words
    element.set(qn("xml:space"), "preserve")
    return element


def run(*children: Element, style: str = "", lang: str = "", bold: bool = False) -> Element:
    """A run of words or field marks.

    Parameters
    ----------
    *children : Element
        What it contains.
    style : str
        Id of a character style.
    lang : str
        The language, if not Indonesian.
    bold : bool
        Whether it is bold without a style.
    """
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
    """A field with what it shows until Word computes it again.

    Parameters
    ----------
    code : str
        What Word computes: 'PAGE', 'REF …'.
    *shown : Element
        Runs.
    style : str
        Character style of the field's marks.
    """
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
    """A paragraph in a named style.

    Parameters
    ----------
    style : str
        Id of a paragraph style.
    content : iterable of Element
        Its runs.
    *properties : Element
        The rare properties of its own, in any order.
    """
    ordered = sorted(properties, key=lambda one: PARAGRAPH_ORDER.index(one.tag.rpartition("}")[2]))
    return el("p", el("pPr", el("pStyle", val=style), *ordered), *content)


def tabs(*stops: tuple[str, float]) -> Element:
    """Tab stops, each given as (alignment, mm from the left)."""
    return el("tabs", *(el("tab", val=kind, pos=twips(at)) for kind, at in stops))


class Bookmarks:
    """Makes the bookmarks that fields point to, with numbers that are unique in the file."""

    def __init__(self) -> None:
        self.count = 0

    def around(self, name: str, *content: Element) -> list[Element]:
        """The content between a bookmark's two ends."""
        self.count += 1
        return [el("bookmarkStart", id=self.count, name=name), *content, el("bookmarkEnd", id=self.count)]


def place_name(anchor: str) -> str:
    """The name of the bookmark around a heading or caption: Word allows forty letters and no hyphen."""
    return f"_Toc{sha256(anchor.encode()).hexdigest()[:16]}"


def number_name(anchor: str) -> str:
    """The name of the bookmark around a caption's number ('Gambar 6'), which REF fields repeat."""
    return f"_Ref{sha256(anchor.encode()).hexdigest()[:16]}"
