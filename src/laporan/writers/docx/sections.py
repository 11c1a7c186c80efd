"""Sections of the Word file, which have pages of their own: cover, front matter, lists, chapters, turned pages."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

from laporan.document.ast import Front
from laporan.writers.docx.xml import Element, el, field, paragraph, run, text, twips

A4 = (210.0, 297.0)
MARGINS = {"top": 28.0, "right": 25.0, "bottom": 25.0, "left": 25.0}
EDGE_DISTANCE = 13.0
GAP = "Sela"  # the style of the empty paragraph below a figure or table
# name: heading that the running head repeats ('' for no head), whether Word numbers it, numerals of the pages
KINDS = {
    "cover": ("", False, ""),
    "front": ("Heading 1", False, "lowerRoman"),
    "lists": ("Judul Daftar", False, "lowerRoman"),
    "chapter": ("Heading 1", True, "decimal"),
    "annex": ("Heading 1", False, "decimal"),
}


@dataclass
class Sections:
    """Makes the properties of sections; the header and footer of each kind are made once.

    Parameters
    ----------
    document : docx.Document
        What headers and footers are added to.
    front : Front
        What they print.
    """

    document: Any
    front: Front

    def __post_init__(self) -> None:
        self.references: dict[tuple[str, bool], list[Element]] = {}
        self.counted: set[str] = set()

    def properties(self, kind: str, sideways: bool = False) -> Element:
        """A `w:sectPr`. Page numbers begin at one where their kind of numerals first occurs.

        Parameters
        ----------
        kind : str
            A key of `KINDS`.
        sideways : bool
            Whether its pages are turned.
        """
        numerals = KINDS[kind][2]
        width, height = reversed(A4) if sideways else A4
        element = el("sectPr", *map(deepcopy, self._references(kind, sideways)), el("type", val="nextPage"))
        element.append(el("pgSz", w=twips(width), h=twips(height), **({"orient": "landscape"} if sideways else {})))
        edges = {side: twips(mm) for side, mm in MARGINS.items()}
        distance = twips(EDGE_DISTANCE)
        element.append(el("pgMar", **edges, header=distance, footer=distance, gutter=0))
        if numerals:
            begins = {} if numerals in self.counted else {"start": 1}
            self.counted.add(numerals)
            element.append(el("pgNumType", fmt=numerals, **begins))
        return element

    def _references(self, kind: str, sideways: bool) -> list[Element]:
        if (kind, sideways) not in self.references:
            heading, counted, _ = KINDS[kind]
            self.references[kind, sideways] = self._make(heading, counted, sideways) if heading else []
        return self.references[kind, sideways]

    def _make(self, heading: str, counted: bool, sideways: bool) -> list[Element]:
        wide = "Lebar" if sideways else ""
        name = f"{self.front['title']} {self.front['year']}"
        number = [*field(f'STYLEREF "{heading}" \\n', run(text(""))), run(text("\u2002"))] if counted else []
        head = [*number, *field(f'STYLEREF "{heading}"', run(text(""))), run(el("tab"))]
        if self.front["mark"]:
            head.append(run(text(self.front["mark"]), style="Sintetis"))
        foot = [run(text(name)), run(el("tab")), *field("PAGE", run(text("1")))]
        out = []
        for tag, style, content, add in (
            ("headerReference", "Header", head, self.document.part.add_header_part),
            ("footerReference", "Footer", foot, self.document.part.add_footer_part),
        ):
            part, relation = add()
            for old in list(part.element):
                part.element.remove(old)
            part.element.append(paragraph(style + wide, content))
            reference = el(tag, type="default")
            reference.set(qn("r:id"), relation)
            out.append(reference)
        return out


def drop_last_gap(root: Element) -> None:
    """Remove the gap below what a part ends with: it could open a page of its own, with nothing on it.

    Parameters
    ----------
    root : Element
        The file's body as far as it is written. A gap behind a table stays, as a part ends in a paragraph.
    """
    if len(root) < 2:
        return
    before, last = root[-2:]
    style = last.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    if before.tag != qn("w:p") or style is None or style.get(qn("w:val")) != GAP:
        return
    if all(one.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is None for one in (before, last)):
        root.remove(last)
