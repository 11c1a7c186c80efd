"""The Word file's styles. Everything in it has one, so that it is restyled by changing them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

from laporan.writers.docx.xml import Element, el, twips

BOX = ("top", "left", "bottom", "right")
SERIF, SANS, MONO = "Cambria", "Calibri", "Consolas"  # on every machine that has Word
INK, SOFT, MUTED, RULE, EDGE, DEEP, WARN = "1B1F24", "434A53", "59616B", "DDE1E5", "868E97", "12486B", "9A4708"
LINE = 240  # of single spacing
CELL_MARGIN = twips(1.7)
NORMAL, BODY = "Normal", "BodyText"
HEADINGS = 2  # the numbering of headings; numbering.py says what it looks like


@dataclass(frozen=True)
class Style:
    """A paragraph style. What is left at its default comes from the style that it is based on.

    Parameters
    ----------
    id, name, base, next : str
        Its id, what Word calls it, and the ids of the styles that it is based on and that follows it.
    font, colour : str
        Of its letters; the colour as six hex digits.
    size : float
        Of its letters, in points.
    bold : bool, optional
        Whether its letters are bold.
    before, after : float, optional
        Space above and below, in points.
    line : float
        Height of a line, as a multiple of its usual height.
    align : {'', 'both', 'left', 'right', 'center'}
        How lines are aligned.
    indent, hanging, right : float
        Indents from the left, of the first line to the left, and from the right, in mm.
    keep : bool
        Whether it stays whole, and on the page of what follows.
    new_page : bool
        Whether it begins a page.
    level : int, optional
        Of the outline, from 0; 9 for none.
    counted : bool
        Whether Word numbers it, at its level of the outline.
    edges : tuple of (str, int, str)
        Borders: side, width in eighths of a point, colour.
    fill : str
        Colour behind it.
    right_tab, cleared_tab : float
        A tab stop at the right, and one of the base style that is removed, in mm.
    leader : str
        What fills the space before the tab stop.
    spread : int
        Space between letters, in twentieths of a point.
    """

    id: str
    name: str
    base: str = NORMAL
    font: str = ""
    size: float = 0
    colour: str = ""
    bold: bool | None = None
    before: float | None = None
    after: float | None = None
    line: float = 0
    align: str = ""
    indent: float | None = None
    hanging: float = 0
    right: float = 0
    keep: bool = False
    new_page: bool = False
    level: int | None = None
    counted: bool = False
    edges: tuple[tuple[str, int, str], ...] = ()
    fill: str = ""
    right_tab: float = 0
    cleared_tab: float = 0
    leader: str = "none"
    spread: int = 0
    next: str = ""


STYLES = (
    Style(BODY, "Body Text", size=11, after=8, line=1.2, align="both"),
    Style("Heading1", "heading 1", font=SERIF, size=22, bold=True, after=18, keep=True, new_page=True, level=0,
          counted=True, next=BODY),
    Style("Heading2", "heading 2", font=SERIF, size=16, bold=True, before=20, after=8, keep=True, level=1,
          counted=True, next=BODY),
    Style("Heading3", "heading 3", font=SERIF, size=13, bold=True, before=16, after=7, keep=True, level=2,
          counted=True, next=BODY),
    Style("Heading4", "heading 4", font=SANS, size=11, bold=True, before=13, after=6, keep=True, level=3,
          counted=True, next=BODY),
    Style("Heading5", "heading 5", font=SANS, size=10.5, bold=True, before=12, after=5, keep=True, level=4, next=BODY),
    Style("JudulKecil", "Judul Kecil", font=SANS, size=11, bold=True, before=12, after=5, keep=True, next=BODY),
    Style("JudulKecil2", "Judul Kecil 2", base="JudulKecil", font=SERIF, size=16, before=20, after=8, next=BODY),
    Style("JudulKecil3", "Judul Kecil 3", base="JudulKecil", font=SERIF, size=13, before=16, after=7, next=BODY),
    Style("JudulDaftar", "Judul Daftar", font=SERIF, size=22, bold=True, after=18, keep=True, new_page=True, level=0),
    Style("Title", "Title", font=SERIF, size=34, bold=True, after=10, align="left"),
    Style("Subtitle", "Subtitle", font=SANS, size=16, colour=SOFT, after=130),
    Style("SampulInstansi", "Sampul Instansi", font=SANS, size=12, colour=SOFT, bold=True, before=84, after=120,
          spread=12),
    Style("SampulInstansiDraf", "Sampul Instansi Draf", base="SampulInstansi", after=36),
    Style("SampulDraf", "Sampul Draf", font=SANS, size=13, colour=WARN, bold=True, after=52, indent=1.6, right=80,
          align="center", edges=tuple((side, 9, WARN) for side in BOX)),
    Style("SampulInstansiKoreksi", "Sampul Instansi Koreksi", base="SampulInstansi", before=48, after=18),
    Style("SampulKoreksi", "Sampul Koreksi", base="SampulDraf", after=4, right=40),
    Style("SampulPerubahan", "Sampul Perubahan", font=SANS, size=8.5, colour=SOFT, after=1, align="left"),
    Style("SampulPerubahanAkhir", "Sampul Perubahan Akhir", base="SampulPerubahan", after=16),
    Style("SubjudulKoreksi", "Subjudul Koreksi", base="Subtitle", after=70),
    Style("LogoSampul", "Logo Sampul", base="SampulInstansi", before=0, after=16),
    Style("SampulKeterangan", "Sampul Keterangan", font=SANS, size=10.5, after=3, indent=38, hanging=38),
    Style("SampulCatatan", "Sampul Catatan", font=SANS, size=8.5, colour=MUTED, before=8),
    Style("ListBullet", "List Bullet", base=BODY, after=4, indent=7, hanging=5),
    Style("ListNumber", "List Number", base=BODY, after=4, indent=8, hanging=6),
    Style("Quote", "Quote", base=BODY, indent=8, colour=SOFT),
    Style("Kode", "Kode", font=MONO, size=9, after=8, edges=(("left", 12, RULE),)),
    Style("Caption", "caption", font=SANS, size=9.5, colour=SOFT, before=4, after=3, align="left"),
    Style("KeteranganTabel", "Keterangan Tabel", base="Caption", before=12, after=4, keep=True),
    Style("Temuan", "Temuan", font=SANS, size=10.5, bold=True, before=10, after=2, keep=True, align="left"),
    Style("Gambar", "Gambar", before=8, after=2, keep=True, align="left"),
    Style("Sumber", "Sumber", font=SANS, size=8.5, colour=MUTED, before=1, after=1, align="left"),
    Style("Sela", "Sela", font=SANS, size=5, before=0, after=6),
    Style("SelTabel", "Sel Tabel", font=SANS, size=9, before=1.5, after=1.5, align="left"),
    Style("KepalaTabel", "Kepala Tabel", base="SelTabel", bold=True, keep=True),
    Style("JumlahTabel", "Jumlah Tabel", base="SelTabel", bold=True),
    Style("AngkaPokok", "Angka Pokok", font=SERIF, size=24, before=0, after=2, align="left"),
    Style("LabelAngkaPokok", "Label Angka Pokok", font=SANS, size=9, bold=True, before=4, after=2, align="left",
          keep=True),
    Style("KeteranganAngkaPokok", "Keterangan Angka Pokok", font=SANS, size=9, colour=MUTED, align="left"),
    Style("TandaTangan", "Tanda Tangan", size=11, after=2, align="left", indent=88, keep=True),
    Style("NamaPenandaTangan", "Nama Penanda Tangan", size=11, bold=True, before=62, align="left", indent=88,
          edges=(("top", 4, EDGE),)),
    Style("TOC1", "toc 1", font=SANS, size=10, bold=True, before=9, after=1, indent=0, right=12, right_tab=160,
          leader="dot"),
    Style("TOC2", "toc 2", font=SANS, size=10, after=1, indent=6, right=12, right_tab=160, leader="dot"),
    Style("TOC3", "toc 3", font=SANS, size=10, after=1, indent=12, right=12, right_tab=160, leader="dot"),
    Style("TOC4", "toc 4", font=SANS, size=10, after=1, indent=18, right=12, right_tab=160, leader="dot"),
    Style("TableofFigures", "table of figures", font=SANS, size=9.5, after=1, indent=8, hanging=8, right=12,
          right_tab=160, leader="dot"),
    Style("CatatanDaftar", "Catatan Daftar", font=SANS, size=8.5, colour=MUTED, after=4, align="left"),
    Style("Header", "header", font=SANS, size=8.5, colour=MUTED, right_tab=160, edges=(("bottom", 4, RULE),)),
    Style("HeaderLebar", "Header Lebar", base="Header", cleared_tab=160, right_tab=247),
    Style("Footer", "footer", font=SANS, size=8.5, colour=MUTED, right_tab=160),
    Style("FooterLebar", "Footer Lebar", base="Footer", cleared_tab=160, right_tab=247),
)  # fmt: skip

CHARACTERS: dict[str, tuple[str, list[tuple[str, dict[str, str | int]]]]] = {  # id: name, run properties
    "IstilahAsing": ("Istilah Asing", [("i", {})]),
    "Strong": ("Strong", [("b", {})]),
    "NomorJudul": ("Nomor Judul", [("b", {"val": 0}), ("color", {"val": MUTED})]),
    "NomorBab": ("Nomor Bab", [("b", {}), ("color", {"val": DEEP})]),
    "TahunSampul": ("Tahun Sampul", [("b", {"val": 0}), ("color", {"val": DEEP})]),
    "NomorKeterangan": ("Nomor Keterangan", [("b", {}), ("color", {"val": INK})]),
    "Acuan": ("Acuan", [("color", {"val": DEEP})]),
    "Hyperlink": ("Hyperlink", [("color", {"val": DEEP}), ("u", {"val": "single"})]),
    "AngkaSintetis": ("Angka Sintetis", [("u", {"val": "dotted", "color": EDGE})]),
    "Bagian": ("Bagian", [("color", {"val": MUTED})]),
    "Status": ("Status", [("b", {})]),
    "StatusMendesak": ("Status Mendesak", [("b", {}), ("color", {"val": WARN})]),
    "Sintetis": ("Sintetis", [("b", {}), ("color", {"val": WARN})]),
    "KodeSebaris": ("Kode Sebaris", [("rFonts", {"ascii": MONO, "hAnsi": MONO}), ("sz", {"val": 18})]),
    "Atas": ("Atas", [("vertAlign", {"val": "superscript"})]),
    "Bawah": ("Bawah", [("vertAlign", {"val": "subscript"})]),
}


def set_styles(document: Any) -> None:
    """Replace the styles that python-docx brings along by the report's own, so that an editor sees no others."""
    root = document.styles.element
    for style in root.findall(qn("w:style")):
        if style.get(qn("w:styleId")) not in ("Normal", "DefaultParagraphFont", "TableNormal", "NoList"):
            root.remove(style)
    latent = root.find(qn("w:latentStyles"))
    if latent is not None:
        root.remove(latent)
    _set_defaults(root)
    for style in STYLES:
        root.append(_paragraph_style(style))
    for identifier, (name, properties) in CHARACTERS.items():
        marks = [el(tag, **attributes) for tag, attributes in properties]
        root.append(_style("character", identifier, name, "DefaultParagraphFont", el("rPr", *marks)))
    root.append(_table_style())


BUILT_IN = {
    "Body Text", "heading 1", "heading 2", "heading 3", "heading 4", "heading 5", "Title", "Subtitle", "List Bullet",
    "List Number", "Quote", "caption", "toc 1", "toc 2", "toc 3", "toc 4", "table of figures", "header", "footer",
    "Strong", "Hyperlink",
}  # fmt: skip


def _style(kind: str, identifier: str, name: str, base: str, *content: Element, following: str = "") -> Element:
    element = el("style", el("name", val=name), el("basedOn", val=base), type=kind, styleId=identifier)
    if name not in BUILT_IN:
        element.set(qn("w:customStyle"), "1")
    if following:
        element.append(el("next", val=following))
    element.append(el("qFormat"))
    element.extend(content)
    return element


def _set_defaults(root: Element) -> None:
    root.remove(root.find(qn("w:docDefaults")))
    fonts = el("rFonts", ascii=SERIF, hAnsi=SERIF, eastAsia=SERIF, cs=SERIF)
    language = el("lang", val="id-ID", eastAsia="id-ID", bidi="ar-SA")
    runs = el("rPr", fonts, el("color", val=INK), el("sz", val=22), el("szCs", val=22), language)
    spacing = el("spacing", before=0, after=0, line=LINE, lineRule="auto")
    paragraphs = el("pPr", el("widowControl"), spacing)
    root.insert(0, el("docDefaults", el("rPrDefault", runs), el("pPrDefault", paragraphs)))


def _paragraph_style(style: Style) -> Element:
    properties = el("pPr", *_paragraph_properties(style)), el("rPr", *_run_properties(style))
    return _style("paragraph", style.id, style.name, style.base, *properties, following=style.next)


def _table_style() -> Element:
    """Lines above, below and under the head; hairlines between rows; no verticals, no stripes."""

    def line(side: str, size: int, colour: str) -> Element:
        return el(side, val="single", sz=size, space=0, color=colour)

    borders = el("tblBorders", line("top", 8, INK), line("bottom", 8, INK), line("insideH", 4, RULE))
    margins = el("tblCellMar", el("left", w=CELL_MARGIN, type="dxa"), el("right", w=CELL_MARGIN, type="dxa"))
    head = el("tblStylePr", el("tcPr", el("tcBorders", line("bottom", 8, INK))), type="firstRow")
    return _style("table", "TabelLaporan", "Tabel Laporan", "TableNormal", el("tblPr", borders, margins), head)


def _paragraph_properties(style: Style) -> list[Element]:
    """In the schema's order."""
    out = [el(name) for name in ("keepNext", "keepLines") if style.keep]
    out += [el("pageBreakBefore")] if style.new_page else []
    if style.counted and style.level is not None:
        out.append(el("numPr", el("ilvl", val=style.level), el("numId", val=HEADINGS)))
    if style.edges:
        edges = [el(side, val="single", sz=size, space=4, color=colour) for side, size, colour in style.edges]
        out.append(el("pBdr", *edges))
    if style.fill:
        out.append(el("shd", val="clear", color="auto", fill=style.fill))
    if style.right_tab:
        cleared = [el("tab", val="clear", pos=twips(style.cleared_tab))] if style.cleared_tab else []
        out.append(el("tabs", *cleared, el("tab", val="right", leader=style.leader, pos=twips(style.right_tab))))
    return out + _spaces(style)


def _spaces(style: Style) -> list[Element]:
    out = []
    given = {"before": style.before, "after": style.after, "line": style.line * LINE / 20 or None}
    spacing = {key: round(value * 20) for key, value in given.items() if value is not None}
    if spacing:
        out.append(el("spacing", **spacing))
    if style.indent is not None:
        more = {"right": style.right, "hanging": style.hanging}
        out.append(el("ind", left=twips(style.indent), **{key: twips(mm) for key, mm in more.items() if mm}))
    if style.align:
        out.append(el("jc", val=style.align))
    if style.level is not None:
        out.append(el("outlineLvl", val=style.level))
    return out


def _run_properties(style: Style) -> list[Element]:
    out = []
    if style.font:
        out.append(el("rFonts", ascii=style.font, hAnsi=style.font, eastAsia=style.font, cs=style.font))
    if style.bold is not None:
        out.append(el("b", val=int(style.bold)))
    if style.colour:
        out.append(el("color", val=style.colour))
    if style.spread:
        out.append(el("spacing", val=style.spread))
    if style.size:
        out += [el("sz", val=round(style.size * 2)), el("szCs", val=round(style.size * 2))]
    return out
