"""Reads the HTML document into the document's AST, for the writers that are no browser.

Strict: an element that the AST has no node for is refused by name, never skipped or guessed, so that
nothing the page says can be missing from the official files. What is only for the page (the details that
unfold below figures and tables, the drawing for phones) is left out here and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, Literal, cast

from lxml.html import HtmlElement

from laporan.core.errors import ContractError
from laporan.document.ast import (
    BlockNode,
    CellNode,
    DocumentTree,
    Figure,
    Front,
    HeadingNode,
    Inline,
    Items,
    KeyFigureNode,
    KeyFiguresNode,
    LineNode,
    Marked,
    Row,
    SectionNode,
    SignatureNode,
    TableNode,
    numeric_columns,
    plain,
)
from laporan.document.html import Document, is_synthetic

MARKS: dict[str, Literal["em", "strong", "sub", "sup"]] = {
    "i": "em", "em": "em", "b": "strong", "strong": "strong", "sub": "sub", "sup": "sup",
}  # fmt: skip
STATUS_MARKS = {
    "normal": "○", "watch": "◆", "act": "▲", "match": "✓", "recomputed": "✓", "calibrated": "○", "copied": "○",
    "mismatch": "▲", "ambiguous": "◆", "absent": "○",
}  # fmt: skip
HEADINGS = ("h2", "h3", "h4", "h5", "h6")
DRAWING_WIDTH = re.compile(r'<svg\b[^>]*?\bwidth="([\d.]+)pt"')
NUMBERED = re.compile(r"(Gambar|Tabel|Subbab|Bab) [0-9A-Z.]+")
MM_A_POINT = 25.4 / 72
OUTSIDE = re.compile(r"(https?|mailto):")


def build_tree(document: Document, facts: dict[str, dict[str, Any]], front: Front) -> DocumentTree:
    """The report's AST: its front matter, then the document's sections.

    Parameters
    ----------
    document : Document
        The stitched document.
    facts : dict of str to dict
        The ledger by id.
    front : Front
        The cover.

    Raises
    ------
    ContractError
        For an element, link or order of headings that the AST can't express.
    """
    return {
        "front": front,
        "sections": [section for section in _sections(document, facts) if section["blocks"]],
    }


def _sections(document: Document, facts: dict[str, dict[str, Any]]) -> Iterator[SectionNode]:
    reader = Reader(document, facts)
    for element in elements(document.body):
        if element.tag != "section":
            raise fault(element, "di luar bab mana pun")
        blocks = reader.blocks(element)
        headings = [block for block in blocks if block["t"] == "heading"]
        _check_levels(headings)
        number = headings[0]["number"]
        kind: Literal["front", "chapter", "annex"] = "annex"
        if not number:
            kind = "front"
        elif number.startswith("BAB"):
            kind = "chapter"
        yield {"kind": kind, "anchor": headings[0]["anchor"], "blocks": blocks}


def _check_levels(headings: list[HeadingNode]) -> None:
    """A level that is skipped would be refused by the PDF, far from where it was written."""
    for before, after in pairwise(headings):
        if after["level"] > before["level"] + 1:
            raise ContractError(
                f"judul “{plain(after['c'])}” dua tingkat di bawah “{plain(before['c'])}”. Pakai tingkat di antaranya"
            )


def elements(parent: HtmlElement) -> Iterator[HtmlElement]:
    """The element's children that are elements themselves.

    Raises
    ------
    ContractError
        For loose words between them.
    """
    if (parent.text or "").strip():
        raise fault(parent, f"memuat teks lepas “{parent.text.strip()[:40]}”")
    for child in parent:
        if (child.tail or "").strip():
            raise fault(parent, f"memuat teks lepas “{child.tail.strip()[:40]}”")
        if isinstance(child.tag, str):
            yield child


def fault(element: HtmlElement, why: str) -> ContractError:
    """The error for an element that the AST can't express.

    Parameters
    ----------
    element : HtmlElement
        What is at fault; the message names it and its first words.
    why : str
        In Indonesian, as it stands after the element's tag.
    """
    words = " ".join(element.text_content().split())
    attributes = "".join(
        f' {name}="{value[:40]}"' for name, value in element.items() if name in ("class", "id", "href")
    )
    return ContractError(f"<{element.tag}{attributes}> {why}, di “{words[:60]}”")


def has_class(element: HtmlElement, name: str) -> bool:
    """Whether one of the element's classes is `name`."""
    return name in (element.get("class") or "").split()


def trim(line: LineNode) -> LineNode:
    """The line without space at its ends and behind a break, and without empty strings."""
    line = [node for node in line if node != ""]
    for before, (place, node) in zip(line, enumerate(line[1:], 1), strict=False):
        if isinstance(node, str) and not isinstance(before, str) and before["t"] == "br":
            line[place] = node.lstrip()
    if line and isinstance(line[0], str):
        line[0] = line[0].lstrip()
    if line and isinstance(line[-1], str):
        line[-1] = line[-1].rstrip()
    return [node for node in line if node != ""]


class Reader:
    """Reads a document's HTML elements into nodes of the AST.

    Parameters
    ----------
    document : Document
        The stitched document: its drawings, and the numbers of its figures and tables.
    facts : dict of str to dict
        The ledger by id.
    """

    def __init__(self, document: Document, facts: dict[str, dict[str, Any]]) -> None:
        self.drawings = document.drawings
        self.numbers = {entry.anchor: entry.number for entry in (*document.figures, *document.tables)}
        self.facts = facts

    def blocks(self, parent: HtmlElement) -> list[BlockNode]:
        """The blocks within an element, in reading order."""
        return [block for child in elements(parent) for block in self.block(child)]

    def block(self, element: HtmlElement) -> list[BlockNode]:
        """The element's blocks: one, or none for an empty paragraph.

        Raises
        ------
        ContractError
            For an element that the AST has no node for.
        """
        if element.tag in HEADINGS:
            return [self.heading(element)]
        if element.tag == "p":
            line = self.line(element)
            return [{"t": "paragraph", "c": line}] if line else []
        if element.tag in ("ul", "ol"):
            return [self.items(element)]
        if element.tag == "blockquote":
            return [{"t": "quote", "c": self.blocks(element)}]
        if element.tag == "pre":
            return [{"t": "pre", "text": element.text_content().strip("\n")}]
        if element.tag == "dl" and has_class(element, "pokok"):
            return [self.key_figures(element)]
        if element.tag == "div":
            return self.division(element)
        raise fault(element, "tidak dikenal penulis PDF dan Word")

    def division(self, element: HtmlElement) -> list[BlockNode]:
        if has_class(element, "tanda-tangan"):
            return [self.signature(element)]
        if has_class(element, "blok"):
            shown = element.find("./figure")
            if shown is not None:
                return [self.figure(element, shown)]
            shown = element.find(".//table[@id]")
            if shown is not None:
                return [self.table(element, shown)]
        raise fault(element, "tidak dikenal penulis PDF dan Word")

    def heading(self, element: HtmlElement) -> HeadingNode:
        number = element.find("span[@class='nomor']")
        return {
            "t": "heading", "level": int(element.tag[1]) - 1, "anchor": element.get("id") or "",
            "number": "" if number is None else number.text_content().strip(),
            "c": self.line(element, skip=number),
        }  # fmt: skip

    def items(self, element: HtmlElement) -> Items:
        items = []
        for item in elements(element):
            if item.tag != "li":
                raise fault(item, "tidak dikenal di dalam daftar")
            items.append(self.item(item))
        return {"t": "list", "ordered": element.tag == "ol", "start": int(element.get("start") or 1), "items": items}

    def item(self, element: HtmlElement) -> list[BlockNode]:
        """The blocks of a list's item: its words, if it begins with some, then paragraphs and lists within it."""
        inner = [child for child in element if child.tag in ("p", "ul", "ol", "pre", "blockquote")]
        words: LineNode = [self.words(element.text)]
        for child in element:
            if child not in inner:
                words += self.one(child)
            if (child.tail or "").strip() and child in inner:
                raise fault(element, "memuat teks sesudah daftar di dalamnya")
            words.append(self.words(child.tail))
        head: list[BlockNode] = [{"t": "paragraph", "c": trim(words)}] if trim(words) else []
        return head + [block for child in inner for block in self.block(child)]

    def line(self, element: HtmlElement, skip: HtmlElement | None = None) -> LineNode:
        """The words of an element with their marks.

        Parameters
        ----------
        element : HtmlElement
            What holds the words.
        skip : HtmlElement, optional
            A child that is left out; the words behind it stay.
        """
        line: LineNode = [self.words(element.text)]
        for child in element:
            if child is not skip:
                line += self.one(child)
            line.append(self.words(child.tail))
        return trim(line)

    def one(self, element: HtmlElement) -> LineNode:
        """An inline element as nodes.

        Raises
        ------
        ContractError
            For an element that the AST has no node for.
        """
        if not isinstance(element.tag, str):
            return []  # a comment
        if element.tag == "a":
            return [self.link(element)]
        if element.tag == "br":
            return [{"t": "br"}]
        if element.tag == "code":
            return [{"t": "code", "c": [element.text_content()]}]
        if element.tag in MARKS:
            return [self.marked(element)]
        if element.tag == "span":
            return self.span(element)
        raise fault(element, "tidak dikenal di dalam kalimat")

    def marked(self, element: HtmlElement) -> Marked:
        return {"t": MARKS[element.tag], "c": self.inner(element), "lang": element.get("lang")}

    def span(self, element: HtmlElement) -> LineNode:
        if has_class(element, "status"):
            kind = next(name for name in element.get("class").split() if name != "status")
            return [{"t": "status", "kind": kind, "mark": STATUS_MARKS[kind], "c": self.inner(element)}]
        if has_class(element, "bagian"):
            return [{"t": "part", "c": self.inner(element), "lang": None}]
        if element.get("lang"):
            return [{"t": "em", "c": self.inner(element), "lang": element.get("lang")}]
        return self.inner(element)

    def inner(self, element: HtmlElement) -> LineNode:
        """Like `line`, but with the space at its ends: the words around it need it."""
        line: LineNode = [self.words(element.text)]
        for child in element:
            line += [*self.one(child), self.words(child.tail)]
        return [node for node in line if node != ""]

    def link(self, element: HtmlElement) -> Inline:
        """A link as a node: a number of the ledger, a reference within the report, or an address.

        Raises
        ------
        ContractError
            For an address that is neither http(s) nor mailto.
        """
        target = element.get("href") or ""
        if has_class(element, "angka"):
            fact = target.removeprefix("#a-")
            return {"t": "number", "fact": fact, "synthetic": is_synthetic(self.facts[fact]), "c": self.inner(element)}
        if target.startswith("#"):
            return {"t": "ref", "to": target[1:], "c": [unbroken(one) for one in self.inner(element)]}
        if OUTSIDE.match(target):
            return {"t": "link", "to": target, "c": self.inner(element)}
        raise fault(element, "menunjuk alamat yang tidak diizinkan")

    @staticmethod
    def words(text: str | None) -> str:
        """A text with every run of white space as one space."""
        return re.sub(r"[ \t\r\n]+", " ", text or "")

    def caption(self, element: HtmlElement) -> LineNode:
        """A caption without its number, which `document.html` wrote before it."""
        return self.line(element, skip=element.find("./b"))

    def about(self, block: HtmlElement) -> tuple[list[LineNode], list[LineNode]]:
        """Notes and sources below a figure or table, a line each."""
        notes: list[LineNode] = []
        sources: list[LineNode] = []
        for child in elements(block):
            if child.tag == "p" and has_class(child, "sumber"):
                (notes if has_class(child, "catatan") else sources).append(self.line(child))
            elif not (child.tag in ("figure", "table") or has_class(child, "gulir") or has_class(child, "alat")):
                raise fault(child, "tidak dikenal di bawah gambar atau tabel")
        return notes, sources

    def figure(self, block: HtmlElement, element: HtmlElement) -> Figure:
        notes, sources = self.about(block)
        anchor, title = element.get("id"), element.find("./p[@class='temuan']")
        figure: Figure = {
            "t": "figure", "anchor": anchor, "number": self.numbers[anchor], "alt": "", "svg": "", "width": 160.0,
            "title": [] if title is None else self.line(title),
            "caption": self.caption(element.find(".//figcaption")), "image": "", "missing": False,
            "notes": notes, "sources": sources,
        }  # fmt: skip
        pictures = list(element.iter("img"))
        if not pictures and has_class(element, "potret"):
            figure["missing"], figure["alt"] = True, element.get("aria-label")
        elif pictures and pictures[0].get("data-lukisan"):
            drawings = [self.drawings[int(picture.get("data-lukisan"))] for picture in pictures]
            figure["svg"] = max(drawings, key=drawing_width)
            figure["width"] = round(drawing_width(figure["svg"]), 2)
            figure["alt"] = pictures[0].get("alt")
        elif pictures and pictures[0].get("src", "").startswith("data:image/"):
            figure["image"], figure["alt"] = pictures[0].get("src"), pictures[0].get("alt")
        else:
            raise fault(element, "tanpa lukisan atau foto")
        return figure

    def table(self, block: HtmlElement, element: HtmlElement) -> TableNode:
        notes, sources = self.about(block)
        anchor = element.get("id")
        head = [self.row(row) for row in element.iterfind("./thead/tr")]
        body = [self.row(row) for row in element.iterfind("./tbody/tr")]
        if not head or not body or element.xpath("./tfoot | ./tr | ./colgroup"):
            raise fault(element, "harus punya thead dan tbody, dan tidak lebih")
        return {
            "t": "table", "anchor": anchor, "number": self.numbers[anchor],
            "caption": self.caption(element.find("./caption/span")), "head": head, "body": body,
            "numeric": numeric_columns(head, body), "wide": has_class(element, "lebar"),
            "shares": [int(share) for share in element.get("data-lebar", "").split()],
            "notes": notes, "sources": sources,
        }  # fmt: skip

    def row(self, element: HtmlElement) -> Row:
        return {"total": has_class(element, "jumlah"), "cells": [self.cell(cell) for cell in elements(element)]}

    def cell(self, element: HtmlElement) -> CellNode:
        if element.tag not in ("td", "th"):
            raise fault(element, "tidak dikenal di dalam baris tabel")
        scope = element.get("scope") if element.tag == "th" else ""
        return {
            "c": self.line(element), "rows": int(element.get("rowspan", 1)), "columns": int(element.get("colspan", 1)),
            "scope": cast(Literal["", "col", "row", "colgroup", "rowgroup"], scope), "numeric": has_class(element, "n"),
        }  # fmt: skip

    def key_figures(self, element: HtmlElement) -> KeyFiguresNode:
        items: list[KeyFigureNode] = []
        for group in elements(element):
            values = [part for part in elements(group) if has_class(part, "besar")]
            if group.tag != "div" or len(values) != 1 or group.find("dt") is None:
                raise fault(group, "harus berisi dt, dd.besar dan dd")
            notes = [self.line(part) for part in group.iterfind("dd") if part is not values[0]]
            items.append({"label": self.line(group.find("dt")), "value": self.line(values[0]), "notes": notes})
        return {"t": "key-figures", "items": items}

    def signature(self, element: HtmlElement) -> SignatureNode:
        parts = [part for part in elements(element) if not has_class(part, "ruang")]
        if not parts or any(part.tag != "p" for part in parts) or not has_class(parts[-1], "nama"):
            raise fault(element, "harus berisi p tempat dan jabatan, lalu p.nama")
        return {"t": "signature", "above": [self.line(part) for part in parts[:-1]], "name": self.line(parts[-1])}


def unbroken(node: Inline) -> Inline:
    """The words of a reference: those that are a kind and a number ('Tabel 5') stay on one line.

    Parameters
    ----------
    node : Inline
        A part of the reference.
    """
    return node.replace(" ", "\u00a0") if isinstance(node, str) and NUMBERED.fullmatch(node) else node


def drawing_width(svg: str) -> float:
    """The width that a drawing was made for, in mm; 0 where it does not say."""
    found = DRAWING_WIDTH.match(svg)
    return float(found[1]) * MM_A_POINT if found else 0.0
