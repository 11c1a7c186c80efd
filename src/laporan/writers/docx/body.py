"""Writes the Word file's body, from the cover to the annexes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from laporan.document.ast import BlockNode, DocumentTree, Figure, HeadingNode, Items, TableNode, blocks_of
from laporan.writers.columns import lay_out
from laporan.writers.docx.cover import cover
from laporan.writers.docx.inline import Words
from laporan.writers.docx.kept import Kept
from laporan.writers.docx.listings import Listings
from laporan.writers.docx.numbering import BULLET_LIST, ITEM_INDENT, LEVELS, NO_NUMBER, counted_by_word, start_list
from laporan.writers.docx.pictures import Pictures
from laporan.writers.docx.sections import GAP, Sections, drop_last_gap
from laporan.writers.docx.tables import make_key_figures, make_table
from laporan.writers.docx.xml import (
    Bookmarks,
    Element,
    el,
    field,
    number_name,
    paragraph,
    place_name,
    run,
    text,
    twips,
)

LARGE = (2, 3)  # levels of headings that no list shows, but which are as large as those that it does


class Body:
    """Writes a report into a python-docx document.

    Parameters
    ----------
    document : docx.Document
        What is written to.
    tree : DocumentTree
        The report.
    """

    def __init__(self, document: Any, tree: DocumentTree) -> None:
        self.document, self.tree = document, tree
        self.root = document.element.body
        blocks = list(blocks_of(tree))
        captions = {block["anchor"] for block in blocks if block["t"] == "figure" or block["t"] == "table"}
        self.counted = counted_by_word(block for block in blocks if block["t"] == "heading")
        self.words = Words(captions, self.counted, self._relate)
        self.sections = Sections(document, tree["front"])
        self.bookmarks = Bookmarks()
        self.listings = Listings(tree)
        self.pictures = Pictures(document, tree)
        self.kept = Kept(tree)
        self.part = "front"  # what is being written: a key of `sections.KINDS`

    def _relate(self, address: str) -> str:
        return str(self.document.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))

    def add(self, element: Element) -> Element:
        """Append an element to the body, and return it."""
        self.root.append(element)
        return element

    def write(self, logo: Path | None) -> None:
        """Write cover, executive summary, lists and chapters, each part with its own numbering of pages.

        Parameters
        ----------
        logo : Path, optional
            An image for the cover.
        """
        self.root.extend(cover(self.tree["front"], logo, self.pictures))
        self.end("cover")
        front = [section for section in self.tree["sections"] if section["kind"] == "front"]
        for section in front:
            self.blocks(section["blocks"])
        if front:
            self.end("front")
        self.lists()
        chapters = [section for section in self.tree["sections"] if section["kind"] != "front"]
        for section in chapters:
            if section["kind"] != self.part and section is not chapters[0]:
                self.end(self.part)
            self.part = section["kind"]
            self.blocks(section["blocks"])
        drop_last_gap(self.root)
        self.root.append(self.sections.properties(self.part))

    def end(self, kind: str, sideways: bool = False) -> None:
        """End a part of the file: its properties stand in its last paragraph, so that a table gets one behind it.

        Parameters
        ----------
        kind : str
            Of the part that ends: a key of `sections.KINDS`.
        sideways : bool
            Whether its pages are turned.
        """
        drop_last_gap(self.root)
        last = self.root[-1] if len(self.root) else None
        if last is None or last.tag != qn("w:p") or last.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None:
            last = self.add(paragraph(GAP))
        last.find(qn("w:pPr")).append(self.sections.properties(kind, sideways))

    def lists(self) -> None:
        """Write the lists before the chapters."""
        if made := list(self.listings.paragraphs()):
            self.root.extend(made)
            self.end("lists")

    def fill(self, pages: Mapping[str, str]) -> None:
        """Give each entry of the lists its page.

        Parameters
        ----------
        pages : mapping of str to str
            The printed page of each anchor.
        """
        self.listings.fill(pages)

    def blocks(self, blocks: list[BlockNode], depth: int = 0, number: int = 0, style: str = "BodyText") -> None:
        """Write blocks of one kind of text.

        Parameters
        ----------
        blocks : list of BlockNode
            The blocks.
        depth : int
            Of the list that they stand in, 0 for none.
        number : int
            Of the list whose mark the first paragraph has.
        style : str
            Of their paragraphs.
        """
        for block in blocks:
            begins = len(self.root)
            self.block(block, depth, number, style)
            self.kept.keep(block, self.root[begins:])
            number = 0

    def block(self, block: BlockNode, depth: int, number: int, style: str) -> None:
        if block["t"] == "paragraph":
            self.add(paragraph(style, self.words.runs(block["c"]), *_of_item(depth, number)))
        elif block["t"] == "heading":
            self.heading(block)
        elif block["t"] == "figure":
            self.figure(block)
        elif block["t"] == "table":
            self.table(block)
        elif block["t"] == "list":
            self.items(block, depth)
        elif block["t"] == "quote":
            self.blocks(block["c"], style="Quote")
        elif block["t"] == "pre":
            lines = block["text"].split("\n")
            content = [part for line in lines for part in (run(text(line)), run(el("br")))][:-1]
            self.add(paragraph("Kode", content))
        elif block["t"] == "key-figures":
            self.add(make_key_figures(block, self.words))
            self.add(paragraph(GAP))
        else:
            for line in block["above"]:
                self.add(paragraph("TandaTangan", self.words.runs(line)))
            self.add(paragraph("NamaPenandaTangan", self.words.runs(block["name"])))

    def heading(self, head: HeadingNode) -> None:
        content = self.words.runs(head["c"])
        if not head["anchor"]:
            style = f"JudulKecil{head['level']}" if head["level"] in LARGE else "JudulKecil"
            self.add(paragraph(style, content, el("outlineLvl", val=head["level"] - 1)))
            return
        own = []
        if head["anchor"] not in self.counted:
            own = [el("numPr", el("numId", val=NO_NUMBER))] if head["level"] <= LEVELS else []
            mark = "NomorBab" if head["level"] == 1 else "NomorJudul"
            content = [run(text(f"{head['number']} "), style=mark), *content] if head["number"] else content
        marked = self.bookmarks.around(place_name(head["anchor"]), *content)
        self.add(paragraph(f"Heading{head['level']}", marked, *own))

    def items(self, items: Items, depth: int) -> None:
        """Write a list. The first block of an item has its mark; further ones are only indented."""
        number = start_list(self.document, depth, items["start"]) if items["ordered"] else BULLET_LIST
        style = "ListNumber" if items["ordered"] else "ListBullet"
        for item in items["items"]:
            self.blocks(item, depth + 1, number, style)

    def caption(self, block: Figure | TableNode, style: str) -> None:
        """Write a caption: 'Gambar 6. …', the number as a SEQ field, between bookmarks for lists and references."""
        word, _, count = block["number"].partition(" ")
        mark = "NomorKeterangan"
        sequence = field(f"SEQ {word} \\* ARABIC", run(text(count), style=mark), style=mark)
        number = self.bookmarks.around(number_name(block["anchor"]), run(text(f"{word}\u00a0"), style=mark), *sequence)
        whole = [*number, run(text(". "), style=mark), *self.words.quiet(block["caption"])]
        own = [el("keepNext")] if block["t"] == "figure" and (block["notes"] or block["sources"]) else []
        self.add(paragraph(style, self.bookmarks.around(place_name(block["anchor"]), *whole), *own))

    def about(self, block: Figure | TableNode) -> None:
        lines = [*block["notes"], *block["sources"]]
        for place, line in enumerate(lines, 1):
            own = [el("keepNext")] if place < len(lines) else []
            self.add(paragraph("Sumber", self.words.quiet(line), *own))

    def figure(self, figure: Figure) -> None:
        if figure["title"]:
            self.add(paragraph("Temuan", self.words.quiet(figure["title"])))
        if not figure["missing"]:
            self.add(self.pictures.of(figure))
        self.caption(figure, "Caption")
        self.about(figure)
        self.add(paragraph(GAP))

    def table(self, table: TableNode) -> None:
        layout = lay_out(table)
        if layout.sideways:
            self.end(self.part)
        self.caption(table, "KeteranganTabel")
        self.add(make_table(table, layout, self.words, closing=self.kept.closes(table)))
        self.about(table)
        if layout.sideways:
            self.end(self.part, sideways=True)
        else:
            self.add(paragraph(GAP))


def _of_item(depth: int, number: int) -> list[Element]:
    """What a paragraph is to the list that it stands in: an item's first has its mark, others are indented alone."""
    if depth and number:
        return [el("numPr", el("ilvl", val=depth - 1), el("numId", val=number))]
    return [el("ind", left=twips(ITEM_INDENT * depth), firstLine=0)] if depth else []
