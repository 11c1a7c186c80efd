"""Writes the page: one file that works offline. It asks nothing of the network, and its policy forbids it."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import lxml.html
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from laporan.core.formatting import number
from laporan.document.ast import Front, issuer
from laporan.document.front import UNSIGNED, change_lines, contact_line, corrected, full_list, titled
from laporan.document.html import Document, ListEntry, inner_html, is_synthetic
from laporan.page.companions import ALONE, Companions, described
from laporan.page.origins import Register, register
from laporan.page.unbroken import unbroken

HERE = Path(__file__).parent
TEMPLATE = Environment(
    loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True
).get_template("page.html.j2")
FONTS = (
    ("Laporan Serif", "normal", "400 600", "LaporanSerif-Roman"),
    ("Laporan Serif", "italic", "400 600", "LaporanSerif-Italic"),
    ("Laporan Sans", "normal", "400 700", "LaporanSans-Roman"),
    ("Laporan Sans", "italic", "400 600", "LaporanSans-Italic"),
)
SCRIPTS = (
    "contents.js", "card.js", "marks.js", "blocks.js", "search.js",
    "review/places.js", "review/notes.js", "review/list.js", "review/review.js",
)  # fmt: skip
DATA_LIST, OWN_LIST = "tbl-data", "asal-angka"  # where the report lists its data files: its table, or our own annex


def render_page(
    document: Document, facts: dict[str, dict[str, Any]], front: Front, companions: Companions = ALONE
) -> str:
    """The whole page as HTML.

    Parameters
    ----------
    document : Document
        The stitched report.
    facts : dict of str to dict
        The ledger by id, in reading order.
    front : Front
        The cover.
    companions : Companions, optional
        What stands beside the page; nothing where it stands alone.
    """
    css, js = stylesheet() + review_style(), script()
    css = css.replace("JUDUL_LARI", css_string(f"{front['title']} {front['year']}"))
    css = css.replace("TANDA_LARI", css_string(front["mark"]))
    before, rest = _front_and_rest(document)
    known = register(facts.values())
    return TEMPLATE.render(
        policy=policy(css, js), css=Markup(css), js=Markup(js), front=front, title=titled(front), issuer=issuer(front),
        unsigned=UNSIGNED, corrected=corrected(front), changed=change_lines(front), full_list=full_list(front),
        contents=_contents(document), before=Markup(unbroken(before)), lines=_lines(facts.values()),
        rest=Markup(unbroken(rest)), register=_register(document, known), origins=known.origins, entries=known.entries,
        subtitle=subtitle(front), contacts=contact_line(front), companions=companions,
        described=described(front, companions), build=build_name(document),
        data_list=next((entry.anchor for entry in document.tables if entry.anchor == DATA_LIST), OWN_LIST),
        lists=(
            ("Daftar gambar", "senarai-gambar", _marked(document.figures)),
            ("Daftar tabel", "senarai-tabel", _marked(document.tables)),
        ),
    )  # fmt: skip


def build_name(document: Document) -> str:
    """Which build a page is of, so that a comment tells on what it was made: a digest of the text, as no clock is."""
    return hashlib.sha256(document.html().encode()).hexdigest()[:12]


def css_string(text: str) -> str:
    """What stands between the quotation marks of a string in CSS; no sign of it can end the string or the style.

    Examples
    --------
    >>> print(css_string("RB </style>"))
    RB \\3c \\2f style\\3e
    """
    return "".join(sign if sign.isalnum() or sign == " " else f"\\{ord(sign):x} " for sign in text)


def subtitle(front: Front) -> str:
    """What stands below the title: who reports, where and when."""
    return " · ".join(filter(None, (front["group"], f"{front['place']}, {front['date']}")))


@cache
def script() -> str:
    """The page's script, a subject a file."""
    return "\n".join((HERE / "scripts" / name).read_text(encoding="utf-8") for name in SCRIPTS)


@cache
def stylesheet() -> str:
    """page.css with the fonts in it, as data URIs."""
    faces = "".join(
        f'@font-face{{font-family:"{family}";font-style:{style};font-weight:{weight};font-display:swap;'
        f'src:url(data:font/woff2;base64,{_base64(HERE / "fonts" / f"{name}.woff2")}) format("woff2")}}'
        for family, style, weight, name in FONTS
    )
    return (HERE / "page.css").read_text(encoding="utf-8").replace("/* FONT_FACES */", faces)


@cache
def review_style() -> str:
    """review.css: what a page has while somebody comments on it."""
    return (HERE / "review.css").read_text(encoding="utf-8")


def policy(css: str, js: str) -> str:
    """A Content-Security-Policy that allows this page's own style, script and pictures, and nothing else.

    Parameters
    ----------
    css, js : str
        The style and the script, exactly as they stand in the page.
    """

    return (
        f"default-src 'none'; img-src data:; font-src data:; style-src {digest_of(css)}; script-src {digest_of(js)}; "
        "base-uri 'none'; form-action 'none'"
    )


def digest_of(text: str) -> str:
    """How a policy names a style or a script: by the digest of exactly its text."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _base64(path: Path) -> str:
    return base64.b64encode(path.read_bytes()).decode()


def _front_and_rest(document: Document) -> tuple[str, str]:
    """Sections before the lists (the executive summary), and those after."""
    numbered = {entry.anchor for entry in document.contents if entry.number}
    html = document.html()
    for section in document.body.iter("section"):
        if section.get("aria-labelledby") in numbered:
            mark = f'<section aria-labelledby="{section.get("aria-labelledby")}"'
            before, mark, after = html.partition(mark)
            return before, mark + after
    return html, ""


def _marked(entries: Iterable[ListEntry]) -> list[ListEntry]:
    return [
        ListEntry(entry.anchor, entry.number, entry.level, Markup(unbroken(plain_links(entry.html))))
        for entry in entries
    ]


def plain_links(html: str) -> str:
    """A caption as a list shows it: its links become words, for a link can't stand in a link."""
    holder = lxml.html.fragment_fromstring(html, create_parent="span")
    for link in list(holder.iter("a", "data")):
        link.drop_tag()
    return inner_html(holder)


def _contents(document: Document) -> list[ListEntry]:
    """Front matter, the lists, the chapters, the annexes: in the page's order."""
    entries = _marked(document.contents)
    lists = ListEntry("daftar-gambar", "", 2, "Daftar gambar dan tabel")
    first = next((place for place, entry in enumerate(entries) if entry.number), len(entries))
    origin = ListEntry("asal-angka", "", 2, "Asal angka")
    return [*entries[:first], lists, *entries[first:], origin]


def _lines(facts: Iterable[dict[str, Any]]) -> str:
    """What the line below a number means, where the report has one."""
    return "Garis titik-titik menandai data sintetis" if any(map(is_synthetic, facts)) else ""


def _register(document: Document, known: Register) -> list[dict[str, Any]]:
    """The annex by chapter, each under its number and title."""
    titles = {entry.anchor: entry for entry in document.contents}
    chapters = []
    for name, groups in known.chapters.items():
        entry = titles.get(f"sec-{name}")
        title = Markup(f"{entry.number} {plain_links(entry.html)}") if entry else name
        count = number(sum(len(group.entries) for group in groups))
        chapters.append({"title": title, "count": count, "groups": groups})
    return chapters
