"""Which numbers of a page are unrecorded: every one that is no fact, no declared form and no name of a class."""

from __future__ import annotations

from typing import Any

import pytest

from laporan.document.coverage import drawn_texts, find_unrecorded
from laporan.document.html import build_document
from laporan.facts.tables import QUOTED

FACTS = {
    "loket.a": {"id": "loket.a", "text": "724", "block": None, "datasets": []},
    "loket.fig-loket.b": {"id": "loket.fig-loket.b", "text": "44%", "block": "fig-loket", "datasets": []},
    "loket.fig-lain.c": {"id": "loket.fig-lain.c", "text": "91%", "block": "fig-lain", "datasets": []},
}
HEADING = '<h2 id="sec-loket"><span class="nomor">BAB II</span> Loket</h2>'


def unrecorded(inner: str, facts: dict[str, dict[str, Any]] = FACTS) -> list[str]:
    return [number.text for number in find_unrecorded(build_document(HEADING + inner, facts), facts)]


def figure(texts: str = "", alt: str = "Bagan.", tools: str = "") -> str:
    svg = f'<svg class="penuh" role="img" aria-label="{alt}" xmlns="http://www.w3.org/2000/svg">{texts}</svg>'
    return (
        f'<div class="blok"><figure id="fig-loket"><div class="bagan">{svg}</div><figcaption>Penilaian</figcaption>'
        f'</figure><div class="alat">{tools}</div></div>'
    )


def table(head: str, row: str) -> str:
    return (
        '<div class="blok"><table id="tbl-loket"><caption><span>Judul</span></caption>'
        f"<thead><tr>{head}</tr></thead><tbody><tr>{row}</tr></tbody></table></div>"
    )


LINKED = '<data class="angka" data-fakta="loket.a">724</data>'
PHOTO = (
    "<div class='blok'><figure id='fig-foto-x' class='potret' data-berkas='foto/rapat-1.600.jpg' "
    "aria-label='Foto belum diserahkan: rapat'><figcaption>Rapat</figcaption></figure></div>"
)
TH, ROW = '<th scope="col">Umur</th><th scope="col">Laporan</th>', '<th scope="row">31–90 hari</th>'

CASES = {
    "a linked number is at home": (f"<p>Ada {LINKED} responden.</p>", []),
    "a typed one beside it is not": (f"<p>Ada {LINKED} dari 1.057 responden (68%).</p>", ["1.057", "68%"]),
    "forms are no data": ("<p>UU 25/2009, 21 <em>Mei</em> 2018, skala 1–4, Tabel 2.</p>", []),
    "list": ("<ul><li>Ada 12 loket</li><li>tanpa</li></ul>", ["12"]),
    "a paragraph in a list is counted once": ("<ul><li><p>Ada 12 loket</p></li></ul>", ["12"]),
    "section heading": ("<h3 id='sec-x'>Ada 12 loket</h3>", ["12"]),
    "cell of a table": (table(TH, f"{ROW}<td>16.912</td>"), ["16.912"]),
    "a class is named by its heading": (table(TH, f"{ROW}<td>{LINKED}</td>"), []),
    "the words of its chapter may name it": (table(TH, f"{ROW}<td>–</td>") + "<p>Terbanyak 31–90 hari.</p>", []),
    "but no other limits": (table(TH, f"{ROW}<td>–</td>") + "<p>Paling banyak 31–95 hari.</p>", ["31", "95"]),
    "a share in a heading is a datum": (table(TH, '<th scope="row">Puas 90%</th><td>–</td>'), ["90%"]),
    "a large count in a heading is a datum": (table(TH, '<th scope="row">dari 1.057</th><td>–</td>'), ["1.057"]),
    "a column that counts the rows": (table(TH.replace("Umur", "No."), "<td>1</td><td>Surat</td>"), []),
    "what a figure draws is a fact of it": (figure('<text class="nilai">44%</text>'), []),
    "a fact of another figure does not count": (figure("<text>91%</text>"), ["91%"]),
    "the axes are a ruler": (figure('<text class="skala">50%</text><text>U1</text><text>2017</text>'), []),
    "alternative text": (figure(alt="Tertinggi 44%, terendah 12%."), ["12%"]),
    "method": (figure(tools="<details><summary>Cara dihitung</summary><div class='buka'>kali 5</div></details>"), []),
    "data table of a figure": (
        figure(tools=f"<details><div><table><tr>{TH}</tr><tr>{ROW}<td>12</td></tr></table></div></details>"),
        ["12"],
    ),
    "note of a figure": ("<div class='blok'><p class='sumber catatan'>Catatan: 42 responden</p></div>", ["42"]),
    "code is no text": ("<p>Rumus <code>x * 25</code></p>", []),
    "a photograph that is missing": (PHOTO, []),
}  # fmt: skip


@pytest.mark.parametrize(("html", "expected"), CASES.values(), ids=CASES.keys())
def test_unrecorded_are_the_numbers_that_the_ledger_does_not_know(html: str, expected: list[str]) -> None:
    assert unrecorded(html) == expected


def test_an_unrecorded_number_says_where_it_is() -> None:
    document = build_document(HEADING + table(TH, f"{ROW}<td>16.912 laporan</td>"), FACTS)
    (number,) = find_unrecorded(document, FACTS)
    assert number.place == "loket, tbl-loket"
    assert number.around == "16.912 laporan"


def test_texts_of_a_drawing_are_read_whole() -> None:
    texts = '<g><text>a <tspan>12</tspan></text><text class="skala">5</text></g>'
    assert drawn_texts(f'<svg xmlns="http://www.w3.org/2000/svg">{texts}</svg>') == ["a 12"]


@pytest.mark.parametrize(("classes", "expected"), [(QUOTED, []), ("n", ["5", "71"])], ids=["quoted", "told"])
def test_what_a_table_quotes_of_another_file_is_no_finding(classes: str, expected: list[str]) -> None:
    assert unrecorded(table(TH, f"{ROW}<td class='{classes}'>Surat 5/KR.X. 71 baris dibaca</td>")) == expected
