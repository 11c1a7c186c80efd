"""The lists before the chapters, as fields that Word can update, filled already."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from docx.oxml.ns import qn

from laporan.document.ast import DocumentTree, Figure, HeadingNode, LineNode, TableNode, plain
from laporan.writers.docx.xml import Element, el, field, paragraph, place_name, run, text
from laporan.writers.lists import DEEPEST, Listing, lists_of, opening_pages

WORDS = {"figure": "Gambar", "table": "Tabel"}
APART = 560  # twentieths of a point above a list that goes on where the one before ends
FROM_PDF = "Nomor halaman di daftar ini dari PDF. Nomor halaman Word sendiri: tekan Ctrl+A, lalu F9."


class Listings:
    """Makes the lists of a report.

    Parameters
    ----------
    tree : DocumentTree
        The report.
    """

    def __init__(self, tree: DocumentTree) -> None:
        self.lists = lists_of(tree)
        self.entries: list[tuple[str, Element]] = []

    def paragraphs(self) -> Iterator[Element]:
        """The paragraphs of all lists; the entries are links. `fill` adds their pages."""
        for one, opens in zip(self.lists, opening_pages(self.lists), strict=True):
            own = [] if opens else [el("pageBreakBefore", val=0), el("spacing", before=APART)]
            yield paragraph("JudulDaftar", [run(text(one.title))], *own)
            yield from self._entries(one)

    def _entries(self, one: Listing) -> Iterator[Element]:
        code = f'\\o "1-{DEEPEST}"' if one.kind == "heading" else f'\\c "{WORDS[one.kind]}"'
        start, instruction, separator, end = field(f"TOC \\h \\z {code}")
        for place, (anchor, number, line, style) in enumerate(map(entry_of, one.entries)):
            words = [run(text(number + plain(line)))]
            link = el("hyperlink", *words, run(el("tab")), anchor=place_name(anchor), history=1)
            self.entries.append((anchor, link))
            opening = [start, instruction, separator] if place == 0 else []
            closing = [end] if place == len(one.entries) - 1 else []
            yield paragraph(style, [*opening, link, *closing])

    def fill(self, pages: Mapping[str, str]) -> None:
        """Give each entry its page, as a PAGEREF field.

        Parameters
        ----------
        pages : mapping of str to str
            The printed page of each anchor.
        """
        if pages and self.entries:
            first = self.entries[0][1].getparent()
            opening = first.findall(qn("w:r"))[:3]  # are moved: the note stands within the field, and goes with it
            first.addprevious(paragraph("CatatanDaftar", [*opening, run(text(FROM_PDF))]))
        for anchor, link in self.entries:
            if page := pages.get(anchor):
                link.extend(field(f"PAGEREF {place_name(anchor)} \\h", run(text(page))))


def entry_of(block: HeadingNode | Figure | TableNode) -> tuple[str, str, LineNode, str]:
    """Anchor, number, words and style of a list's entry."""
    if block["t"] == "heading":
        return block["anchor"], f"{block['number']} ".lstrip(), block["c"], f"TOC{block['level']}"
    return block["anchor"], f"{block['number']}. ", block["caption"], "TableofFigures"
