"""What stays on one line of the page."""

from __future__ import annotations

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from laporan.page.unbroken import unbroken

TOGETHER = {
    "reference": ('<a class="ref" href="#tbl-a">Tabel 5</a>', "Tabel 5"),
    "section": ('<a class="ref" href="#sec-a">Subbab 2.3.4</a>', "Subbab 2.3.4"),
    "range": ("pada skala 1–4, lalu", "1–4"),
    "years": ("BKN 2015–2019", "2015–2019"),
    "below-zero": ("antara −3,13–1,30", "−3,13–1,30"),
    "shares": ("dari 4,3%–8,3% responden", "4,3%–8,3%"),
    "numbers": (
        '<a class="angka sintetis" href="#a-x">77,19</a>–<a class="angka sintetis" href="#a-y">80,10</a>',
        "77,19–80,10",
    ),
    "ordinal": ('baris ke-<a class="angka tetapan" href="#a-x">17</a>', "ke-17"),
    "said-twice": ("di bawah rata-rata ialah", "rata-rata"),
    "with-ending": ("rata-ratanya 3", "rata-ratanya"),
    "foreign": ('<i lang="en">e-government</i>', "e-government"),
    "day": ("sejak 29 September 2017", "29 September"),
    "months": ("<td>Jul–Okt</td>", "Jul–Okt"),
}
APART = {
    "title": '<a class="ref" href="#sec-a">Catatan Konsistensi</a>',
    "caption": "<b>Tabel 5.</b> Isi",
    "minus": "selisih −3,13 sampai 1,30",
    "dash": "satu – dua",
    "too-long": "Bali–NusaTenggaraBaratDanTimurJuga",
    "drawing": '<svg><text x="1">rata-rata 1–4</text></svg>',
    "code": "<pre>rata-rata</pre> <code>a-b</code>",
    "within-a-tag": '<p id="p-pkt-1" title="a > rata-rata 1–4">x</p>',
    "entity": "A &amp;–&lt; B",
}


@pytest.mark.parametrize(("html", "together"), TOGETHER.values(), ids=TOGETHER)
def test_these_stay_on_one_line(html: str, together: str) -> None:
    (kept,) = lxml.html.fragment_fromstring(unbroken(html), create_parent="div").xpath(".//span[@class='utuh']")
    assert kept.text_content() == together


@pytest.mark.parametrize("html", APART.values(), ids=APART)
def test_everything_else_is_left_as_it_is(html: str) -> None:
    assert unbroken(html) == html


@given(st.text("ab1–-,.% −&<>", max_size=40))
def test_no_text_is_changed(text: str) -> None:
    holder = lxml.html.Element("p", title=text)
    holder.text = text
    kept = lxml.html.fromstring(unbroken(lxml.html.tostring(holder, encoding="unicode")))
    assert (kept.text_content(), kept.get("title")) == (text, text)
