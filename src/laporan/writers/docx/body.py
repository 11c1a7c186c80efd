"""Writes the Word file's body, from the cover to the annexes."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from docx.image.exceptions import UnrecognizedImageError
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from laporan.core.errors import ReportError
from laporan.document.ast import (
    BlockNode,
    DocumentTree,
    Figure,
    HeadingNode,
    Items,
    LineNode,
    TableNode,
    blocks_of,
    plain,
)
from laporan.document.front import UNSIGNED, change_lines, contact_line, corrected, full_list
from laporan.writers.columns import UPRIGHT, lay_out
from laporan.writers.docx.inline import Words
from laporan.writers.docx.numbering import BULLET_LIST, ITEM_INDENT, LEVELS, NO_NUMBER, counted_by_word, start_list
from laporan.writers.docx.pictures import add_drawing, paint, photograph
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
from laporan.writers.lists import DEEPEST, lists_of
from laporan.writers.together import stays_with_next

WORDS = {"figure": "Gambar", "table": "Tabel"}
LOGO_HEIGHT = 24
FROM_PDF = "Nomor halaman di daftar ini dari PDF. Nomor halaman Word sendiri: tekan Ctrl+A, lalu F9."


def entry_of(block: HeadingNode | Figure | TableNode) -> tuple[str, str, LineNode, str]:
    """Anchor, number, words and style of a list's entry."""
    if block["t"] == "heading":
        return block["anchor"], f"{block['number']} ".lstrip(), block["c"], f"TOC{block['level']}"
    return block["anchor"], f"{block['number']}. ", block["caption"], "TableofFigures"


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
        self.entries: list[tuple[str, Element]] = []  # of the lists
        drawn = [block for block in blocks if block["t"] == "figure" and block["svg"]]
        self.drawings = {block["anchor"]: png for block, png in zip(drawn, paint(drawn), strict=True)}
        self.pictures = 0
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
        self.cover(logo)
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

    # ---- cover

    def cover(self, logo: Path | None) -> None:
        front = self.tree["front"]
        if logo:  # without it, the style below keeps the slot's room
            holder = self.add(paragraph("LogoSampul"))
            self.picture(holder, io.BytesIO(logo.read_bytes()), 0, f"Logo {front['agency']}", "Logo")
        told = corrected(front)
        mark = "Koreksi" if told else "" if front["final"] else "Draf"  # takes the room below it
        style = f"SampulInstansi{mark}"
        self.add(paragraph(style, [run(text(front["agency"].upper()))]))
        if not front["final"]:
            self.add(paragraph("SampulDraf", [run(text(UNSIGNED))]))
        if told:
            self.correction(told)
        year = run(text(str(front["year"])), style="TahunSampul")
        self.add(paragraph("Title", [run(text(f"{front['title']} ")), run(el("br")), year]))
        self.add(paragraph("SubjudulKoreksi" if told else "Subtitle", [run(text(front["group"]))]))
        for label, shown, style in (
            ("Tempat, tanggal", f"{front['place']}, {front['date']}", ""),
            ("Penanggung jawab", front["office"], ""),
            ("Pertanyaan", contact_line(front), ""),
            ("Status data", front["status"], "Sintetis"),
        ):
            if shown:
                line = [run(text(label), style="Bagian"), run(el("tab")), run(text(shown), style=style)]
                self.add(paragraph("SampulKeterangan", line))
        if front["synthetic"]:
            note = (
                f"{front['synthetic']} Setiap gambar dan tabel yang memakainya menyebutkannya di baris sumber, "
                "dan angkanya dalam kalimat bergaris bawah titik-titik."
            )
            self.add(paragraph("SampulCatatan", [run(text(note))]))

    def correction(self, told: list[str]) -> None:
        """What a correction says of itself: the lines that every first page has, and the first changes."""
        front = self.tree["front"]
        self.add(paragraph("SampulKoreksi", [run(text(told[0]))]))
        for line in (*told[1:], *change_lines(front)):
            self.add(paragraph("SampulPerubahan", [run(text(line))]))
        self.add(paragraph("SampulPerubahanAkhir", [run(text(full_list(front)))]))

    # ---- contents and lists

    def lists(self) -> None:
        made = lists_of(self.tree)
        for one in made:
            code = f'\\o "1-{DEEPEST}"' if one.kind == "heading" else f'\\c "{WORDS[one.kind]}"'
            self.listing(one.title, f"TOC \\h \\z {code}", [entry_of(block) for block in one.entries])
        if made:
            self.end("lists")

    def listing(self, title: str, code: str, rows: list[tuple[str, str, LineNode, str]]) -> None:
        """Write a list as a field that Word can update, filled already: its entries are links.

        Parameters
        ----------
        title : str
            Its heading.
        code : str
            The field's code.
        rows : list of (str, str, list of Inline, str)
            Anchor, number, words and paragraph style of each entry. `fill` adds the pages.
        """
        self.add(paragraph("JudulDaftar", [run(text(title))]))
        start, instruction, separator, end = field(code)
        for place, (anchor, number, line, style) in enumerate(rows):
            words = [run(text(number + plain(line)))]
            link = el("hyperlink", *words, run(el("tab")), anchor=place_name(anchor), history=1)
            self.entries.append((anchor, link))
            opening = [start, instruction, separator] if place == 0 else []
            closing = [end] if place == len(rows) - 1 else []
            self.add(paragraph(style, [*opening, link, *closing]))

    def fill(self, pages: Mapping[str, str]) -> None:
        """Give each entry of the lists its page, as a PAGEREF field.

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

    # ---- blocks

    def blocks(self, blocks: list[BlockNode], depth: int = 0, number: int = 0, style: str = "BodyText") -> None:
        for place, block in enumerate(blocks):
            self.block(block, depth, number, style, stays=stays_with_next(blocks, place))

    def block(self, block: BlockNode, depth: int, number: int, style: str, *, stays: bool = False) -> None:
        if block["t"] == "paragraph":
            self.add(paragraph(style, self.words.runs(block["c"]), *_of_item(depth, number), *_staying(stays)))
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
            self.add(paragraph("JudulKecil", content, el("outlineLvl", val=head["level"] - 1)))
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
            for place, block in enumerate(item):
                stays = stays_with_next(item, place, of_item=True)
                self.block(block, depth + 1, number if place == 0 else 0, style, stays=stays)

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
            holder = self.add(paragraph("Gambar"))
            png = self.drawings.get(figure["anchor"])
            width = min(figure["width"], UPRIGHT)
            self.picture(holder, io.BytesIO(png or photograph(figure)), width, figure["alt"], figure["number"])
            if png:
                add_drawing(self.document, holder, figure["svg"], figure["anchor"])
        self.caption(figure, "Caption")
        self.about(figure)
        self.add(paragraph(GAP))

    def picture(self, holder: Element, content: io.BytesIO, width: float, alt: str, name: str) -> None:
        """Add a picture to a paragraph.

        Parameters
        ----------
        holder : Element
            The paragraph.
        content : BytesIO
            The image.
        width : float
            In mm; 0 for a logo, which has a height instead.
        alt, name : str
            The description for those who don't see it, and its name in the file.

        Raises
        ------
        ReportError
            For an image that Word does not know.
        """
        place = Paragraph(holder, self.document._body)  # noqa: SLF001 - python-docx has no other way in
        try:
            size = {"width": Mm(width)} if width else {"height": Mm(LOGO_HEIGHT)}
            place.add_run().add_picture(content, **size)
        except UnrecognizedImageError as error:
            raise ReportError(f"{name}: bukan gambar yang dikenal Word. Simpan sebagai PNG atau JPEG") from error
        for inline in holder.iter(qn("wp:inline")):
            for side in ("distT", "distB", "distL", "distR"):  # left out, LibreOffice moves the picture by 3 mm
                inline.set(side, "0")
        self.pictures += 1
        for properties in holder.iter(qn("wp:docPr"), qn("pic:cNvPr")):
            properties.set("id", str(self.pictures))
            properties.set("name", name)
            properties.set("descr", alt)

    def table(self, table: TableNode) -> None:
        layout = lay_out(table)
        if layout.sideways:
            self.end(self.part)
        self.caption(table, "KeteranganTabel")
        self.add(make_table(table, layout, self.words))
        self.about(table)
        if layout.sideways:
            self.end(self.part, sideways=True)
        else:
            self.add(paragraph(GAP))


def _staying(stays: bool) -> list[Element]:
    return [el("keepNext")] if stays else []


def _of_item(depth: int, number: int) -> list[Element]:
    """What a paragraph is to the list that it stands in: an item's first has its mark, others are indented alone."""
    if depth and number:
        return [el("numPr", el("ilvl", val=depth - 1), el("numId", val=number))]
    return [el("ind", left=twips(ITEM_INDENT * depth), firstLine=0)] if depth else []
