"""The page in a real browser: accessible, quiet on the network, whole on a phone, in the dark and on paper."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from laporan.core import paths
from tests.axe import faults_of_colours, faults_of_structure

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SIZES = {"narrow": (320, 640), "phone": (390, 844), "tablet": (768, 1024), "desk": (1280, 900), "wide": (1440, 900)}


# Two sizes on the same side of every width that the style sheets name: colours are those of the size that is named here.
COLOURED_AS = {"narrow": "phone", "wide": "desk"}


@pytest.fixture
def opened(chromium: Browser, report_2017: Path, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The 2017 report at the size and in the scheme that the test asks for; requests are written down."""
    width, height = SIZES[getattr(request, "param", ("desk", "light"))[0]]
    scheme = getattr(request, "param", ("desk", "light"))[1]
    page = chromium.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
    page.requests, page.troubles = [], []  # type: ignore[attr-defined]
    page.on("request", lambda sent: page.requests.append(sent.url))  # type: ignore[attr-defined]
    page.on("pageerror", lambda error: page.troubles.append(str(error)))  # type: ignore[attr-defined]
    page.on("console", lambda said: page.troubles.append(said.text) if said.type == "error" else None)  # type: ignore[attr-defined]
    page.goto((report_2017 / "laporan.html").as_uri())
    yield page
    page.close()


VIEWS = [(size, scheme) for size in SIZES for scheme in ("light", "dark")]


@pytest.mark.parametrize(
    ("opened", "view"), [(view, view) for view in VIEWS], indirect=["opened"], ids=map("-".join, VIEWS)
)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(opened: Page, view: tuple[str, str]) -> None:
    size, scheme = view
    if scheme == "light":
        assert faults_of_structure(opened) == []
    if size not in COLOURED_AS:
        assert faults_of_colours(opened) == []
    assert opened.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert opened.troubles == []  # type: ignore[attr-defined]


def test_in_the_dark_nothing_but_colours_is_another() -> None:
    parts = [path for path in (paths.LIBRARY / "page").rglob("*") if path.suffix in (".css", ".js", ".j2")]
    texts = "".join(path.read_text(encoding="utf-8") for path in parts)
    (_before, _name, behind) = texts.partition("(prefers-color-scheme: dark) {\n  :root {")
    assert re.fullmatch(r"(\s*--[\w-]+: #[0-9a-f]{6};)+\s*", behind.partition("}")[0])
    assert re.match(r"\s*}\s", behind.partition("}")[2])
    assert texts.count("prefers-color-scheme") == 1


def test_sizes_of_one_colouring_lie_between_the_same_widths() -> None:
    sheets = "".join(path.read_text(encoding="utf-8") for path in (paths.LIBRARY / "page").rglob("*.css"))
    named = [16 * float(width) for width in re.findall(r"-width: ([\d.]+)rem", sheets)]
    assert len(named) > 5
    for size, other in COLOURED_AS.items():
        low, high = sorted((SIZES[size][0], SIZES[other][0]))
        assert [width for width in named if low < width <= high] == []


def test_axe_finds_nothing_with_everything_unfolded(opened: Page) -> None:
    opened.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert faults_of_structure(opened) + faults_of_colours(opened) == []


@pytest.mark.parametrize("opened", [pytest.param(("phone", "light"), id="phone")], indirect=True)
def test_what_is_unfolded_on_a_phone_widens_nothing(opened: Page) -> None:
    opened.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert opened.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("opened", [pytest.param(("phone", "light"), id="phone")], indirect=True)
def test_the_bar_of_contents_is_one_line_below_the_longest_title(opened: Page) -> None:
    bar = opened.locator("#daftar-isi summary")
    short, words = bar.bounding_box(), "Pengolahan data indeks kepuasan masyarakat menurut kanal dan kelas"
    opened.evaluate("words => document.querySelector('.kini').textContent = words", words)
    assert bar.bounding_box()["height"] == short["height"]  # type: ignore[index]


@pytest.mark.parametrize("opened", [pytest.param(("phone", "light"), id="phone")], indirect=True)
def test_a_table_of_words_is_a_card_a_row_on_a_phone(opened: Page) -> None:
    groups = opened.locator("#tbl-rencana-aksi tbody th[rowspan]")
    assert {round(box["x"]) for cell in groups.all() if (box := cell.bounding_box())} == {16}
    assert opened.locator("#tbl-data.kartu").count()
    table = opened.locator("#tbl-ews")
    row = table.locator("tbody tr").first
    name, *cells = row.locator(":scope > *").all()
    below = [cell.bounding_box()["y"] for cell in (name, *cells)]  # type: ignore[index]
    assert below == sorted(below)
    assert len(set(below)) == len(below)
    assert table.bounding_box()["width"] <= 360  # type: ignore[index]
    head = cells[0].evaluate("cell => getComputedStyle(cell, '::before').content")
    assert head == '"Status"'
    assert opened.get_by_role("columnheader", name="Status").count()


@pytest.mark.parametrize("opened", [pytest.param(("phone", "light"), id="phone")], indirect=True)
def test_a_table_of_numbers_keeps_the_names_of_its_rows_on_a_phone(opened: Page) -> None:
    for table in ("tbl-kelas", "tbl-pengaduan", "tbl-skm-ipa"):
        names = opened.locator(f"#{table} .nama")
        names.first.evaluate("cell => { cell.closest('.gulir').scrollLeft = 200 }")
        assert {round(box["x"]) for cell in names.all() if (box := cell.bounding_box())} == {16}, table


@pytest.mark.parametrize(
    ("opened", "tables"),
    [(("desk", "light"), "table[id]"), (("phone", "light"), "table[id]:not(.lebar)")],
    indirect=["opened"],
    ids=["desk", "phone"],
)
def test_only_tables_of_many_numbers_scroll_and_only_on_a_phone(opened: Page, tables: str) -> None:
    wide = "e => e.filter(one => one.scrollWidth > one.clientWidth + 1).map(one => one.querySelector('table').id)"
    assert opened.eval_on_selector_all(f"main .gulir:has(> {tables})", wide) == []


def test_a_table_shows_which_cells_were_made_up_only_when_marks_are_asked_for(opened: Page) -> None:
    cell, sentence = opened.locator("td a.angka.sintetis").first, opened.locator("p > a.angka.sintetis").first
    colour = "e => getComputedStyle(e).textDecorationColor"
    assert cell.evaluate(colour) == "rgba(0, 0, 0, 0)" != sentence.evaluate(colour)
    opened.get_by_role("button", name="Tampilkan tanda angka").click()
    assert cell.evaluate(colour) == sentence.evaluate(colour)


def test_the_only_request_is_the_file_itself(opened: Page) -> None:
    opened.mouse.wheel(0, 20_000)
    opened.wait_for_load_state("networkidle")
    sent = [url for url in opened.requests if not url.startswith(("data:", "blob:"))]  # type: ignore[attr-defined]
    assert sent == [opened.url]


def test_the_contents_follow_the_reading(opened: Page) -> None:
    opened.locator("#sec-pengaduan").scroll_into_view_if_needed()
    opened.evaluate("document.getElementById('sec-pengaduan').scrollIntoView({behavior: 'instant'})")
    opened.wait_for_selector("#daftar-isi a[aria-current][href='#sec-pengaduan']")


def test_reference_leads_to_its_figure(opened: Page) -> None:
    link = opened.locator("a.ref[href='#fig-pkt']").first
    assert link.inner_text().startswith("Gambar")
    link.click()
    assert opened.url.endswith("#fig-pkt")


def test_code_and_data_are_hidden_and_one_click_away(opened: Page) -> None:
    block = opened.locator(".blok", has=opened.locator("#fig-pkt"))
    code, data = (
        block.locator("details", has=chosen)
        for chosen in map(block.page.locator, ("summary:text('Kode')", "summary:text('Data')"))
    )
    assert not code.locator("pre").is_visible()
    code.locator("summary").click()
    assert "ratings" in code.locator("pre").inner_text()
    data.locator("summary").click()
    assert "724" in data.locator("table").inner_text()


@pytest.mark.parametrize("opened", [("phone", "light")], indirect=True)
def test_a_phone_gets_the_small_drawings(opened: Page) -> None:
    drawings = opened.locator("#fig-pkt svg")
    assert drawings.count() == 2
    assert [drawings.nth(n).get_attribute("class") for n in range(2) if drawings.nth(n).is_visible()] == ["setengah"]


def test_paper_has_no_controls_and_every_section(opened: Page) -> None:
    opened.emulate_media(media="print")
    assert not opened.locator("#tanda").is_visible()
    assert opened.locator("#sec-penutup").is_visible()
    assert opened.pdf(format="A4")[:4] == b"%PDF"


@pytest.mark.parametrize("opened", [("phone", "light"), ("desk", "light")], indirect=True)
def test_the_summary_stands_on_the_first_screen(opened: Page) -> None:
    title, first = (
        opened.locator("#sec-ringkasan").bounding_box(),
        opened.locator("main section p").first.bounding_box(),
    )
    assert title
    assert first
    assert title["y"] + title["height"] < opened.viewport_size["height"] / 2  # type: ignore[index]
    assert first["y"] + first["height"] < opened.viewport_size["height"]  # type: ignore[index]


def test_a_screen_reader_has_few_landmarks_and_no_internal_names(opened: Page) -> None:
    landmarks = "header.sampul, nav, main, footer, [role=search], [role=region], section[aria-labelledby], form, aside"
    assert opened.locator(landmarks).count() <= 12
    labels = opened.evaluate("[...document.querySelectorAll('[aria-label]')].map(e => e.getAttribute('aria-label'))")
    assert [label for label in labels if label.startswith(("fig-", "tbl-")) or "Data fig-" in label] == []


def test_lists_of_figures_and_tables_are_folded(opened: Page) -> None:
    assert not opened.locator("#senarai-gambar").is_visible()
    opened.locator("#daftar-gambar").click()
    assert opened.locator("#senarai-gambar").is_visible()


def test_what_can_be_taken_along_is_there(opened: Page, report_2017: Path) -> None:
    offered = opened.evaluate("[...document.querySelectorAll('.unduhan a')].map(a => a.getAttribute('href'))")
    assert {"laporan.pdf", "laporan.docx", "tabel.xlsx", "fakta.json", "data/datapackage.json"} == set(offered)
    assert [name for name in offered if not (report_2017 / name).is_file()] == []
    others = opened.evaluate("[...document.querySelectorAll('.kaki a')].map(a => a.getAttribute('href'))")
    assert [name for name in others if not (report_2017 / name).is_file()] == []
    assert "../../2016/pusat/laporan.html" in others


def test_catalogues_learn_what_the_page_is(opened: Page) -> None:
    told = json.loads(opened.locator("script[type='application/ld+json']").inner_text())
    assert (told["@type"], told["temporalCoverage"], told["creativeWorkStatus"]) == ("Report", "2017", "Draft")
    assert "datePublished" not in told


@pytest.mark.parametrize(
    ("asked", "kinds"),
    [("pensiun", {"Gambar", "Tabel", "Angka"}), ("latar belakang", {"Bagian"}), ("4.208", {"Angka"}), ("zzz", set())],
    ids=["word", "heading", "number", "nothing"],
)
def test_the_page_can_be_searched(opened: Page, asked: str, kinds: set[str]) -> None:
    opened.fill("#cari", asked)
    opened.locator("#cari-banyak:not(:empty)").wait_for()
    heads = opened.locator("#cari-hasil > p").all_inner_texts()
    assert {head.partition(":")[0] for head in heads} == kinds
    if "Angka" in kinds:
        opened.locator("#cari-hasil ul").last.locator("a").first.click()
        assert opened.locator(".ditemukan").is_visible()


def test_a_figure_can_be_taken_along_as_picture_and_data(opened: Page) -> None:
    block = opened.locator(".blok", has=opened.locator("#fig-pkt"))
    block.locator("summary", has_text="Unduh").click()
    with opened.expect_download() as picture:
        block.locator("button", has_text="PNG").click()
    content = Path(picture.value.path()).read_bytes()
    assert (picture.value.suggested_filename, content[:8]) == ("fig-pkt.png", b"\x89PNG\r\n\x1a\n")
    assert int.from_bytes(content[16:20], "big") == 1600
    with opened.expect_download() as data:
        block.locator("button", has_text="CSV").click()
    rows = list(csv.reader(Path(data.value.path()).read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))
    assert len({len(row) for row in rows}) == 1
    assert rows[1][1].startswith("724")
    assert opened.troubles == []  # type: ignore[attr-defined]


def test_headings_and_paragraphs_have_addresses(opened: Page) -> None:
    addresses = opened.evaluate("[...document.querySelectorAll('main p[id]')].map(p => p.id)")
    assert len(addresses) == len(set(addresses)) > 50
    opened.goto(f"{opened.url}#{addresses[20]}")
    assert opened.locator(f"[id='{addresses[20]}']").is_visible()
