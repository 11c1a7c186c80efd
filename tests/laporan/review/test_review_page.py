"""Reviewing in the page: comments by mouse and keyboard, kept, taken out and in, and found again after a rebuild."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.axe import faults

from . import browsing

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

NO_STORAGE = (
    "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError') } })"
)


@pytest.fixture
def report(small_project: Path) -> Path:
    return small_project / "outputs/2017/pusat/laporan.html"


@pytest.fixture
def page(chromium: Browser) -> Page:
    return chromium.new_page(viewport={"width": 1280, "height": 900})


def test_who_does_not_review_sees_one_button(page: Page, report: Path) -> None:
    page.goto(report.as_uri())
    assert page.locator("#tinjau").is_visible()
    assert page.locator("#tinjauan, .tinjau-tambah, .tinjau-melayang").count() == 0
    page.locator("#tinjau").click()
    page.get_by_role("button", name="Tutup").first.click()
    assert page.locator("#tinjauan, .tinjau-tambah, .tinjau-melayang").count() == 0
    assert page.locator("#tinjau").evaluate("button => button === document.activeElement")


def test_the_keyboard_alone_comments(page: Page, report: Path) -> None:
    browsing.begin(page, report)
    assert page.evaluate("document.activeElement.id") == "tinjauan-judul"
    stops = page.locator('.tinjau-tambah[tabindex="0"]')
    assert stops.count() == 1
    stops.focus()
    first = page.evaluate("document.activeElement.ariaLabel")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.ariaLabel") != first
    page.keyboard.press("End")
    page.keyboard.press("Home")
    assert page.evaluate("document.activeElement.ariaLabel") == first
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.localName") == "textarea"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.ariaLabel") == first
    page.keyboard.press("Enter")
    browsing.write(page, "Dari papan ketik.")
    (told,) = browsing.listed(page)
    assert "Dari papan ketik." in told
    assert page.locator("#tinjauan .komentar > li").evaluate("line => line.contains(document.activeElement)")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.className") == "tinjau-tambah ada"


def test_a_comment_without_words_or_name_is_not_saved(page: Page, report: Path) -> None:
    browsing.begin(page, report)
    page.locator(".tinjau-tambah").first.click()
    page.keyboard.press("Control+Enter")
    assert page.locator(".kabar").inner_text() == "Komentar masih kosong."
    page.keyboard.type("Tanpa nama.")
    page.keyboard.press("Control+Enter")
    assert "Tulis nama Anda" in page.locator(".kabar").inner_text()
    assert browsing.listed(page) == []


def test_comments_stay_in_the_browser(page: Page, report: Path) -> None:
    browsing.begin(page, report)
    browsing.comment_on(page, page.locator(browsing.PARAGRAPH).first, "Tetap ada.")
    browsing.begin(page, report)
    assert "Tetap ada." in browsing.listed(page)[0]
    assert page.locator("#tinjauan input[type=text]").input_value() == browsing.NAME


def test_a_browser_that_keeps_nothing_says_so(chromium: Browser, report: Path) -> None:
    page = chromium.new_page()
    page.add_init_script(NO_STORAGE)
    browsing.begin(page, report)
    browsing.comment_on(page, page.locator(browsing.PARAGRAPH).first, "Hanya di sini.")
    assert "Hanya di sini." in browsing.listed(page)[0]
    assert "tidak mengizinkan penyimpanan" in page.locator("#tinjauan-isi").inner_text()
    assert len(browsing.exported(page)["items"]) == 1


def test_what_is_exported_is_a_page_of_web_annotations(page: Page, report: Path) -> None:
    browsing.begin(page, report)
    paragraph = page.locator(browsing.PARAGRAPH).first
    number = paragraph.locator("a.angka").first
    browsing.comment_on(page, page.locator(".blok[data-sel]").first, "Tentang gambar atau tabel.")
    browsing.comment_on_number(page, number, "Tentang angka.")
    browsing.comment_on_words(page, paragraph, 2, 30, "Tentang kata.")
    made = browsing.exported(page)
    assert made["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    assert (made["type"], made["laporan:laporan"]) == ("AnnotationPage", "2017/pusat")
    block, of_number, words = made["items"]
    for item in made["items"]:
        assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", item["id"])
        assert (item["type"], item["motivation"], item["laporan:keadaan"]) == ("Annotation", "commenting", "terbuka")
        assert item["creator"] == {"type": "Person", "name": browsing.NAME}
        assert item["target"]["laporan:sel"].startswith("pkt-")
        assert item["target"]["selector"][0]["type"] == "TextQuoteSelector"
    assert block["target"]["laporan:jenis"] in ("gambar", "tabel")
    assert block["target"]["selector"][1]["value"][:4] in ("fig-", "tbl-")
    assert of_number["target"]["laporan:angka"] == number.get_attribute("href").removeprefix("#a-")  # type: ignore[union-attr]
    quote = words["target"]["selector"][0]["exact"]
    assert quote in " ".join(paragraph.inner_text().split())
    assert not re.search(r"\w" + re.escape(quote) + r"|" + re.escape(quote) + r"\w", paragraph.inner_text())


def test_each_number_of_a_table_is_chosen_by_a_name_of_its_own(page: Page, report: Path) -> None:
    browsing.begin(page, report)
    block = page.locator(".blok[data-sel]:has(table a.angka)").first
    block.locator(".tinjau-tambah").focus()
    page.keyboard.press("Enter")
    names = page.locator("#tinjauan form select").first.locator("option").all_inner_texts()
    assert len(names) == len(set(names)) == 1 + block.locator("a.angka").count()
    row = block.locator("tr:has(a.angka) th").first.inner_text()
    assert any(name.endswith(row) for name in names)


def test_a_finger_comments_on_a_paragraph_and_on_a_number(chromium: Browser, report: Path) -> None:
    phone = chromium.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = phone.new_page()
    page.goto(f"{report.as_uri()}#tinjauan")
    paragraph = page.locator(browsing.PARAGRAPH).first
    paragraph.locator(".tinjau-tambah").tap()
    for words in ("Tentang paragraf.", "Tentang angka."):
        page.locator("#tinjauan textarea").fill(words)
        page.locator("#tinjauan input[type=text]").fill(browsing.NAME)
        page.locator("#tinjauan").get_by_role("button", name="Simpan").tap()
        paragraph.locator("a.angka").first.tap()
        page.locator("#tanya").get_by_role("button", name="Komentari").tap()
    assert len(browsing.listed(page)) == 2
    phone.close()


LONG = " ".join(f"Kalimat {number} tentang layanan loket itu." for number in range(1, 24))
SEVERAL = (
    "<p data-sel='a-1' id='p-a-1-1'>Awal yang dipilih sampai akhir kalimat.</p><h3>Sela</h3>{}"
    f"<p data-sel='a-2' id='p-a-2-1'>{LONG}</p><p data-sel='a-3' id='p-a-3-1'>Penutup yang juga ikut dipilih.</p>"
)
MARKED = "[...CSS.highlights.values()].flatMap(one => [...one]).map(one => one.toString().trim()).join(' ')"


def with_several_blocks(report: Path, file: Path, change: Callable[[str], str] = str) -> tuple[Path, str]:
    """The report with blocks of ours ahead of its first paragraph, one of its own tables among them; its id."""
    html = report.read_text(encoding="utf-8")
    at, table = (
        re.search(r"<p [^>]*data-sel=", html),
        re.search(r'<div class="blok[^>]*>.*?<table id="(tbl-[a-z-]+)', html, re.DOTALL),
    )
    assert at
    assert table
    block = (
        f"<div class='blok' data-sel='a-1'><table id='{table[1]}-dua'><tr><td>Loket</td><td>12</td></tr></table></div>"
    )
    file.write_text(html[: at.start()] + change(SEVERAL.format(block)) + html[at.start() :], encoding="utf-8")
    return file, f"{table[1]}-dua"


def test_a_comment_on_several_blocks_is_whole_and_finds_each_of_them_again(
    page: Page, report: Path, tmp_path: Path
) -> None:
    before, table = with_several_blocks(report, tmp_path / "dahulu.html")
    browsing.begin(page, before)
    browsing.select(page.locator("#p-a-1-1"), 5, page.locator("#p-a-3-1"), 12)
    page.locator(".tinjau-melayang").click()
    assert page.locator("#tinjauan .kabar").inner_text() == ""
    browsing.write(page, "Semuanya.")
    first, of_table, *long, last = browsing.exported(page)["items"][0]["target"]
    assert first["selector"][0]["exact"] == "yang dipilih sampai akhir kalimat."
    assert (of_table["laporan:jenis"], of_table["selector"][1]["value"]) == ("tabel", table)
    assert " ".join(one["selector"][0]["exact"] for one in long) == LONG
    assert (last["laporan:sel"], last["selector"][0]["exact"]) == ("a-3", "Penutup yang")
    assert page.evaluate(MARKED) == f"yang dipilih sampai akhir kalimat. {LONG} Penutup yang"
    made = browsing.exported(page)
    for change, told in (
        (lambda html: html, ""),
        (
            lambda html: html.replace("Penutup yang juga ikut dipilih.", ""),
            "Sebagian yang dikomentari tidak ada lagi: Penutup yang",
        ),
        (
            lambda html: html.replace("12</td>", "13</td>"),
            "Isinya berubah sejak dikomentari: semula Loket 12; kini Loket 13",
        ),
    ):
        after, _ = with_several_blocks(report, tmp_path / "kini.html", change)
        page.evaluate("localStorage.clear()")
        browsing.begin(page, after)
        assert browsing.take_in(page, made) == "1 baru, 0 diperbarui."
        (line,) = browsing.listed(page)
        assert told in line
        assert bool(re.search("berubah|tidak ada lagi|tempat", line)) is bool(told)


def test_of_a_changed_text_what_changed_is_shown(page: Page, report: Path, tmp_path: Path) -> None:
    ours = LONG[:380].rpartition(" ")[0]
    before, _ = with_several_blocks(report, tmp_path / "dahulu.html", lambda html: html.replace(LONG, ours))
    browsing.begin(page, before)
    browsing.comment_on(page, page.locator("#p-a-2-1"), "Yang mana?")
    made = browsing.exported(page)
    other = ours.replace("Kalimat 8", "Kalimat kedelapan")
    after, _ = with_several_blocks(report, tmp_path / "kini.html", lambda html: html.replace(LONG, other))
    page.evaluate("localStorage.clear()")
    browsing.begin(page, after)
    browsing.take_in(page, made)
    (line,) = browsing.listed(page)
    assert re.search(r"semula … .*Kalimat 8 tentang.*; kini … .*Kalimat kedelapan tentang", line)


def test_what_is_too_long_for_one_comment_is_told(page: Page, report: Path) -> None:
    browsing.begin(page, report)
    one = page.locator("main p[data-sel]").first
    browsing.select(one, 0, page.locator("main p[data-sel]").last, 5)
    page.locator(".tinjau-melayang").click()
    told = "yang ditandai hanya bagian awalnya" in page.locator("#tinjauan .kabar").inner_text()
    browsing.write(page, "Semuanya.")
    parts = browsing.exported(page)["items"][0]["target"]
    assert told is (len(parts) == 20)
    assert len(parts) > 3


def test_the_address_opens_the_review_whenever_it_is_given(page: Page, report: Path) -> None:
    page.goto(report.as_uri())
    page.evaluate("location.hash = '#tinjauan'")
    page.locator("#tinjauan").wait_for()
    page.get_by_role("button", name="Tutup").first.click()
    page.evaluate("location.hash = '#isi'")
    page.goto(f"{report.as_uri()}#tinjauan")
    assert page.locator("#tinjauan").is_visible()


def _unchanged(html: str, _: dict[str, str]) -> str:
    return html


def _one_word_more(html: str, known: dict[str, str]) -> str:
    return html.replace(known["start"], known["start"] + "sungguh ", 1)


def _other_number(html: str, known: dict[str, str]) -> str:
    href, text = known["href"], known["text"]
    return re.sub(f'(<a class="angka[^>]*href="{re.escape(href)}">){re.escape(text)}<', r"\g<1>987654<", html)


def _gone(html: str, known: dict[str, str]) -> str:
    start = html.index(f'id="{known["id"]}"')
    begin, end = html.rindex("<p", 0, start), html.index("</p>", start) + 4
    return html[:begin] + html[end:]


REBUILDS = [
    pytest.param(_unchanged, ["", "", ""], id="unchanged"),
    pytest.param(_one_word_more, ["Teks berubah sedikit", "", "Teks berubah sedikit"], id="one word more"),
    pytest.param(_other_number, ["Teks berubah sedikit", "Angka berubah", ""], id="another number"),
    pytest.param(_gone, ["Kehilangan tempat", "Kehilangan tempat", "Kehilangan tempat"], id="gone"),
]


@pytest.mark.parametrize(("rebuild", "told"), REBUILDS)
def test_a_comment_finds_its_place_in_another_build_or_says_that_it_lost_it(
    page: Page, report: Path, rebuild: Callable[[str, dict[str, str]], str], told: list[str], tmp_path: Path
) -> None:
    browsing.begin(page, report)
    paragraph = page.locator(browsing.PARAGRAPH).first
    number = paragraph.locator("a.angka").first
    start = str(paragraph.evaluate("p => p.firstChild.data")).split(" ")
    known = {
        "id": str(paragraph.get_attribute("id")), "start": " ".join(start[:2]) + " ",
        "href": str(number.get_attribute("href")), "text": number.inner_text(),
    }  # fmt: skip
    browsing.comment_on(page, paragraph, "PARAGRAF")
    browsing.comment_on_number(page, number, "ANGKA")
    browsing.comment_on_words(page, paragraph, 0, len(" ".join(start[:5])), "KATA")
    made = browsing.exported(page)
    other = tmp_path / "laporan.html"
    other.write_text(rebuild(report.read_text(encoding="utf-8"), known), encoding="utf-8")
    page.evaluate("localStorage.clear()")
    browsing.begin(page, other)
    browsing.take_in(page, made)
    lines = {word: line for line in browsing.listed(page) for word in ("PARAGRAF", "ANGKA", "KATA") if word in line}
    for word, expected in zip(("PARAGRAF", "ANGKA", "KATA"), told, strict=True):
        found = re.search("Teks berubah sedikit|Teks banyak berubah|Angka berubah|Kehilangan tempat", lines[word])
        assert (found[0] if found else "") == expected, word


SHORT = (
    "<p data-sel='a-1' id='p-a-1-1'>{}</p><p data-sel='a-1' id='p-a-1-2'>Rapat dan kunjungan, lalu sosialisasi dan pelatihan dimulai.</p>"
    "<p data-sel='a-2' id='p-a-2-1'>Syaratnya jelas dan biayanya pasti bagi setiap pemohon yang datang.</p>"
)
WAS = "Syarat layanan itu harus jelas, biayanya pasti, dan urusannya selesai tepat waktu."
SHORT_QUOTES = [
    pytest.param(WAS, "", id="unchanged"),
    pytest.param(WAS.replace("tepat waktu", "dengan cepat"), "", id="changed farther on"),
    pytest.param(WAS.replace("urusannya selesai tepat waktu", "tidak ada pungutan lain"), "", id="changed behind"),
    pytest.param(WAS.replace("dan urusannya", "serta urusannya"), "Kehilangan tempat", id="the word is gone"),
    pytest.param("Kantor ini melayani dan membina.", "Kehilangan tempat", id="the sentence is gone"),
]


@pytest.mark.parametrize(("now", "told"), SHORT_QUOTES)
def test_a_word_that_stands_everywhere_is_known_by_the_words_around_it(
    page: Page, report: Path, now: str, told: str, tmp_path: Path
) -> None:
    html = report.read_text(encoding="utf-8")
    place = re.search(r"<p [^>]*data-sel=", html)
    assert place
    pages = [tmp_path / name for name in ("dahulu.html", "kini.html")]
    for made, text in zip(pages, (WAS, now), strict=True):
        made.write_text(html[: place.start()] + SHORT.format(text) + html[place.start() :], encoding="utf-8")
    browsing.begin(page, pages[0])
    at = WAS.index("dan")
    browsing.comment_on_words(page, page.locator("#p-a-1-1"), at, at + 3, "KATA")
    made = browsing.exported(page)
    page.evaluate("localStorage.clear()")
    browsing.begin(page, pages[1])
    browsing.take_in(page, made)
    (line,) = browsing.listed(page)
    found = re.search("Teks [a-z]+ berubah|Kehilangan tempat", line)
    assert (found[0] if found else "") == told
    block = "[...CSS.highlights.values()].flatMap(one => [...one])[0]?.startContainer.parentElement.id"
    assert page.evaluate(block) == (None if told else "p-a-1-1")


def test_a_lost_comment_is_put_elsewhere(page: Page, report: Path) -> None:
    browsing.begin(page, report)
    browsing.comment_on(page, page.locator(browsing.PARAGRAPH).first, "Pindah.")
    made = browsing.exported(page)
    (item,) = made["items"]
    item["modified"] = "2999-01-01T00:00:00Z"
    item["target"]["selector"] = [
        {"type": "TextQuoteSelector", "exact": "Kalimat yang sudah tidak ada di mana pun juga."}
    ]
    assert browsing.take_in(page, made) == "0 baru, 1 diperbarui."
    page.get_by_role("button", name="Pasang ulang").click()
    page.locator(".tinjau-tambah").last.click()
    assert "Kehilangan tempat" not in browsing.listed(page)[0]


FILES: list[Any] = [
    pytest.param("{", "bukan JSON", id="no JSON"),
    pytest.param([], "bukan halaman anotasi", id="a list"),
    pytest.param("null", "bukan halaman anotasi", id="null"),
    pytest.param(
        {"type": "AnnotationPage", "laporan:laporan": "2016/pusat", "items": []}, "laporan lain", id="another"
    ),
    pytest.param(" " * 5_000_001, "lebih dari 5 MB", id="too large"),
]


@pytest.mark.hostile("input")
@pytest.mark.parametrize(("content", "said"), FILES)
def test_a_file_that_is_none_of_comments_is_refused(page: Page, report: Path, content: Any, said: str) -> None:
    browsing.begin(page, report)
    assert said in browsing.take_in(page, content)
    assert browsing.listed(page) == []


@pytest.mark.hostile("input")
def test_nobody_takes_over_the_comment_of_somebody_else(page: Page, report: Path) -> None:
    browsing.begin(page, report)
    browsing.comment_on(page, page.locator(browsing.PARAGRAPH).first, "Asli.")
    made = browsing.exported(page)
    (item,) = made["items"]
    item |= {"modified": "2999-01-01T00:00:00Z", "creator": {"name": "Peninjau B"}, "body": {"value": "Diganti."}}
    said = browsing.take_in(page, made)
    assert said == "0 baru, 0 diperbarui, 1 ditolak karena id-nya sudah dipakai orang lain."
    assert "Asli." in browsing.listed(page)[0]


@pytest.mark.hostile("escape")
def test_what_a_file_holds_is_shown_as_words(page: Page, report: Path) -> None:
    evil = "<img src=x onerror='document.title = 1'><script>document.title = 2</script>"
    browsing.begin(page, report)
    title = page.title()
    browsing.comment_on(page, page.locator(browsing.PARAGRAPH).first, "Asli.")
    made = browsing.exported(page)
    (item,) = made["items"]
    bad = json.loads(json.dumps(item)) | {"id": "urn:uuid:1", "creator": {"name": evil}, "body": {"value": evil}}
    bad["target"] = {
        "laporan:jenis": evil,
        "laporan:sel": evil,
        "selector": {"type": "TextQuoteSelector", "exact": evil},
    }
    junk: list[Any] = [
        None,
        1,
        {},
        item | {"id": evil},
        item | {"created": "kemarin"},
        item | {"body": {"value": ["x"]}},
    ]
    said = browsing.take_in(page, made | {"items": [bad, *junk]})
    assert said == "1 baru, 0 diperbarui, 6 ditolak karena bukan komentar yang utuh."
    page.locator("[data-lihat=semua]").click()
    assert page.title() == title
    assert page.locator("#tinjauan img, #tinjauan script").count() == 0
    assert any(evil in line for line in browsing.listed(page))


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1280, "light"), (1280, "dark")])
def test_axe_finds_nothing_in_panel_and_form(chromium: Browser, report: Path, width: int, scheme: Any) -> None:
    page = chromium.new_page(viewport={"width": width, "height": 844}, color_scheme=scheme)
    browsing.begin(page, report)
    browsing.comment_on(page, page.locator(browsing.PARAGRAPH).first, "Satu.")
    page.locator("#tinjauan").get_by_role("button", name="Jawab").click()
    browsing.write(page, "Jawaban.")
    page.locator(".tinjau-tambah").nth(1).click()
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_paper_has_nothing_of_a_review(page: Page, report: Path) -> None:
    browsing.begin(page, report)
    browsing.comment_on(page, page.locator(browsing.PARAGRAPH).first, "Tidak tercetak.")
    page.emulate_media(media="print")
    shown = (
        "[...document.querySelectorAll('#tinjau, #tinjauan, .tinjau-tambah')].filter(e => e.checkVisibility()).length"
    )
    assert page.evaluate(shown) == 0
