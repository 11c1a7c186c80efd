"""Which HTML and SVG a report may hold: a list of what is allowed, so that what nobody thought of is refused.

Chapters may hold HTML of their own (a notebook's Markdown passes it on, libraries show it). What is not on the list is
a fault with its place rather than left out in silence: a report says what its chapters say, or is not built.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from lxml import etree
from lxml.html import HtmlElement

TAGS = {
    "a", "abbr", "b", "blockquote", "br", "caption", "code", "data", "dd", "del", "details", "div", "dl", "dt", "em",
    "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "li", "ol", "p", "pre", "section",
    "small", "span", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul",
}  # fmt: skip
ATTRIBUTES = {
    "alt", "class", "colspan", "hidden", "href", "id", "lang", "role", "rowspan", "scope", "src", "start", "tabindex",
    "title", "value",
}  # fmt: skip
OURS = re.compile(r"(?:aria|data)-[a-z-]+")  # they load nothing and run nothing
LINK = re.compile(r"#|https?://|mailto:", re.IGNORECASE)
PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]+")
SHAPES = {
    "circle", "clipPath", "defs", "desc", "ellipse", "g", "image", "line", "linearGradient", "marker", "mask", "path",
    "pattern", "polygon", "polyline", "radialGradient", "rect", "stop", "svg", "symbol", "text", "title", "tspan",
    "use",
}  # fmt: skip
ELSEWHERE = re.compile(r"url\(\s*['\"]?(?!#)|javascript:", re.IGNORECASE)
SVG = "http://www.w3.org/2000/svg"


def foreign_markup(body: HtmlElement, drawings: Sequence[str]) -> Iterator[tuple[HtmlElement | None, str]]:
    """What of a document's markup is not on the list.

    Parameters
    ----------
    body : HtmlElement
        The document.
    drawings : sequence of str
        The SVG that stands in for its pictures.

    Yields
    ------
    (HtmlElement or None, str)
        The element at fault, None for a drawing, and what is wrong in Indonesian.
    """
    for element in body.iter(etree.Element):
        if element.tag not in TAGS:
            yield element, f"elemen <{element.tag}> tidak diizinkan"
            continue
        for name, value in element.items():
            if name not in ATTRIBUTES and not OURS.fullmatch(name):
                yield element, f"atribut {name} pada <{element.tag}> tidak diizinkan"
            elif name == "href" and not LINK.match(value):
                yield (
                    element,
                    f"tautan “{value[:40]}” tidak diizinkan; pakai https://, mailto:, atau #label",
                )
            elif name == "src" and not PICTURE.fullmatch(value):
                yield element, f"gambar “{value[:40]}” tidak berada di dalam laporan; gambar dari luar tidak diizinkan"
        if (place := element.get("data-lukisan")) and not (place.isdecimal() and int(place) < len(drawings)):
            yield element, f"lukisan {place} tidak ada"
    for drawing in drawings:
        yield from ((None, f"lukisan: {why}") for why in _foreign_shapes(drawing))


def _foreign_shapes(drawing: str) -> Iterator[str]:
    try:
        root = etree.fromstring(drawing, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    except etree.XMLSyntaxError as error:
        yield f"bukan SVG yang utuh ({error})"
        return
    for node in root.iter():
        name = etree.QName(node) if isinstance(node.tag, str) else None
        if name is None or name.namespace not in (SVG, None) or name.localname not in SHAPES:
            yield f"elemen <{name.localname if name is not None else 'komentar'}> tidak diizinkan"
            continue
        for key, value in node.attrib.items():
            yield from _foreign_attribute(name.localname, etree.QName(key).localname, str(value))


def _foreign_attribute(tag: str, name: str, value: str) -> Iterator[str]:
    inner = value.startswith("#") or (tag == "image" and PICTURE.fullmatch(value))
    if name.lower().startswith("on") or name in ("style", "src") or (name == "href" and not inner):
        yield f"atribut {name} pada <{tag}> tidak diizinkan"
    elif not OURS.fullmatch(name) and ELSEWHERE.search(value):
        yield f"atribut {name} pada <{tag}> menunjuk ke luar laporan"


def without_comments(body: Any) -> None:
    """Take comments out of a document: their authors did not mean to publish them."""
    etree.strip_tags(body, etree.Comment, etree.ProcessingInstruction)
