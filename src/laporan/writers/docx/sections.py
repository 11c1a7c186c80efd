"""Sections of the Word file, which have pages of their own: cover, front matter, lists, chapters, turned pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

from laporan.document.ast import Front
from laporan.writers.docx.xml import Element, el, field, paragraph, run, text, twips

A4 = (210.0, 297.0)
MARGINS = {"top": 28.0, "right": 25.0, "bottom": 25.0, "left": 25.0}
EDGE_DISTANCE = 13.0
# name: heading that the running head repeats ('' for no head), numerals, turned sideways
KINDS = {
    "cover": ("", "", False),
    "front": ("Heading 1", "lowerRoman", False),
    "lists": ("Judul Daftar", "lowerRoman", False),
    "chapters": ("Heading 1", "decimal", False),
    "sideways": ("Heading 1", "decimal", True),
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
        self.references: dict[str, list[Element]] = {}
        self.counted: set[str] = set()

    def properties(self, kind: str) -> Element:
        """A `w:sectPr`. Page numbers begin at one where their kind of numerals first occurs.

        Parameters
        ----------
        kind : str
            A key of `KINDS`.
        """
        _, numerals, sideways = KINDS[kind]
        width, height = reversed(A4) if sideways else A4
        element = el("sectPr", *map(_copy, self._references(kind)), el("type", val="nextPage"))
        element.append(el("pgSz", w=twips(width), h=twips(height), **({"orient": "landscape"} if sideways else {})))
        edges = {side: twips(mm) for side, mm in MARGINS.items()}
        distance = twips(EDGE_DISTANCE)
        element.append(el("pgMar", **edges, header=distance, footer=distance, gutter=0))
        if numerals:
            begins = {} if numerals in self.counted else {"start": 1}
            self.counted.add(numerals)
            element.append(el("pgNumType", fmt=numerals, **begins))
        return element

    def _references(self, kind: str) -> list[Element]:
        if kind not in self.references:
            heading, _, sideways = KINDS[kind]
            self.references[kind] = self._make(heading, sideways) if heading else []
        return self.references[kind]

    def _make(self, heading: str, sideways: bool) -> list[Element]:
        wide = "Lebar" if sideways else ""
        name = f"{self.front['title']} {self.front['year']}"
        head = [*field(f'STYLEREF "{heading}"', run(text(""))), run(el("tab"))]
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


def _copy(element: Element) -> Element:
    from copy import deepcopy

    return deepcopy(element)
