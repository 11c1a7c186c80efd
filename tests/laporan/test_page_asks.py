"""Every number on the page can be asked: by mouse, key and touch; where it comes from, and the rows behind it."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from laporan.data.disclosure import is_small
from tests.axe import faults_of_colours, faults_of_structure

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

SHOWN = "main a.angka:visible"
SAMPLE = 40
ROOT = Path(__file__).resolve().parents[2]
OPEN = "document.querySelector('#tanya').matches(':popover-open')"
HERE = "document.activeElement.getAttribute('href')"


@pytest.fixture
def facts(report_2017: Path) -> dict[str, dict[str, Any]]:
    ledger = json.loads((report_2017 / "fakta.json").read_text(encoding="utf-8"))
    return {fact["id"]: fact for fact in ledger["facts"]}


@pytest.fixture
def page(chromium: Browser, report_2017: Path) -> Iterator[Page]:
    opened = chromium.new_page(viewport={"width": 1280, "height": 900})
    troubles: list[str] = []
    opened.on("pageerror", lambda error: troubles.append(str(error)))
    opened.on("console", lambda said: troubles.append(said.text) if said.type == "error" else None)
    opened.goto((report_2017 / "laporan.html").as_uri())
    yield opened
    opened.close()
    assert troubles == []


def shown(page: Page) -> list[str]:
    """Where the numbers lead that a reader sees, in reading order."""
    hrefs: list[str] = page.evaluate(
        "[...document.querySelectorAll('main a.angka')].filter(a => a.checkVisibility()).map(a => a.getAttribute('href'))"
    )
    return hrefs


def some(page: Page) -> Iterator[Locator]:
    """Numbers spread over the whole page."""
    hrefs = shown(page)
    assert len(hrefs) > SAMPLE
    for href in hrefs[:: len(hrefs) // SAMPLE]:
        yield at(page, href)


def at(page: Page, href: str) -> Locator:
    return page.locator(f"main a.angka[href='{href}']:visible").first


def fact_of(number: Locator, facts: dict[str, dict[str, Any]]) -> dict[str, Any]:
    return facts[(number.get_attribute("href") or "").removeprefix("#a-")]


def card(page: Page) -> dict[str, list[str]]:
    """What the card says, by its terms."""
    said: dict[str, list[str]] = {}
    for term, text in page.evaluate(
        "[...document.querySelectorAll('#tanya-isi dt')].map(dt => [dt.textContent, dt.nextElementSibling.textContent])"
    ):
        said.setdefault(term, []).append(text)
    return said


def test_every_number_leads_to_its_entry_its_rows_and_its_cell(page: Page, report_2017: Path) -> None:
    lost = page.evaluate(
        "[...document.querySelectorAll('a.angka, .sel li a')].filter(a => !document.getElementById(a.hash.slice(1)))"
        ".map(a => a.hash)"
    )
    assert lost == []
    assert page.locator("a.angka").count() > 1500
    cells = page.evaluate("[...document.querySelectorAll('.sel p > span:first-child')].map(cell => cell.textContent)")
    known = {
        f"notebooks/{path.name} · {cell['id']}"
        for path in (report_2017 / "notebooks").glob("*.ipynb")
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
    }
    assert set(cells) <= known
    assert page.locator("a[href*='.ipynb']").count() == 0  # the page is mailed alone


def test_a_click_tells_expression_value_data_and_rows(page: Page, facts: dict[str, dict[str, Any]]) -> None:
    for number in some(page):
        fact = fact_of(number, facts)
        number.click()
        told = card(page)
        assert page.inner_text("#tanya-judul") == number.inner_text()
        assert told.get("Ekspresi", [""]) == [fact["expression"]]
        assert told["Sebelum dibulatkan"][0].startswith(fact["exact"].replace(".", ","))
        assert told["Sel"] == [f"{fact['notebook']} · {fact['cell']}"]
        for used, data, rows in zip(fact["datasets"], told.get("Data", []), told.get("Baris dipakai", []), strict=True):
            assert data.startswith(f"{used['path']} {used['sha256'][:8]}")
            assert rows.startswith(f"{used['rows_used']:,} baris".replace(",", "."))
        for entry, file, key in zip(fact["params"], told.get("Tertulis di", []), told.get("Kunci", []), strict=True):
            assert (file, key.partition(":")[0]) == (entry["path"], entry["key"])
        page.keyboard.press("Escape")
        assert page.evaluate(OPEN) is False
        assert page.evaluate(HERE) == number.get_attribute("href")


def test_the_keyboard_opens_closes_and_comes_back(page: Page) -> None:
    number = page.locator(SHOWN).first
    number.focus()
    page.keyboard.press("Enter")
    assert page.evaluate(OPEN)
    assert page.evaluate("document.activeElement.id") == "tanya"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Tutup"
    page.keyboard.press("Enter")
    assert page.evaluate(OPEN) is False
    assert page.evaluate(HERE) == number.get_attribute("href")


def test_a_click_beside_the_card_closes_it(page: Page) -> None:
    page.locator(SHOWN).first.click()
    assert page.evaluate(OPEN)
    page.mouse.click(5, 890)
    assert page.evaluate(OPEN) is False


def test_a_finger_opens_a_sheet_that_fits_the_phone(chromium: Browser, report_2017: Path) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 740}, has_touch=True)
    page = context.new_page()
    page.goto((report_2017 / "laporan.html").as_uri())
    page.locator(SHOWN).nth(3).tap()
    box = page.locator("#tanya").bounding_box()
    assert box is not None
    assert (box["x"], box["width"]) == (0, 360)
    assert box["y"] + box["height"] == pytest.approx(740, abs=1)
    context.close()


def test_a_table_is_one_stop_and_the_arrows_walk_it(page: Page, facts: dict[str, dict[str, Any]]) -> None:
    page.click("#tanda")
    stops = page.evaluate(
        "[...document.querySelectorAll('main table')].map(t => [...t.querySelectorAll('a.angka')])"
        ".filter(all => all.length).map(all => all.filter(a => a.tabIndex === 0).length)"
    )
    assert set(stops) == {1}
    table = page.locator("table.lebar:visible").filter(has=page.locator("td a.angka")).first
    first = table.locator("tbody tr").nth(0).locator("td a.angka")
    second = table.locator("tbody tr").nth(1).locator("td a.angka")
    first.first.focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate(HERE) == first.nth(1).get_attribute("href")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowDown")
    assert page.evaluate(HERE) == second.first.get_attribute("href")
    assert page.evaluate("document.activeElement.tabIndex") == 0
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    assert page.inner_text("#tanya-judul") == table.locator("a.angka").last.inner_text()
    page.keyboard.press("Escape")
    page.keyboard.press("Home")
    assert page.evaluate(HERE) == table.locator("a.angka").first.get_attribute("href")


STOPS = "[...document.querySelectorAll('main a.angka')].filter(a => a.tabIndex === 0).length"


def test_numbers_are_quiet_until_their_marks_are_asked_for(page: Page) -> None:
    assert page.evaluate(STOPS) == 0
    page.click("#tanda")
    groups = page.evaluate(
        "new Set([...document.querySelectorAll('main a.angka')]"
        ".map(a => a.closest('table') || a.closest('p, li, dd, figcaption') || a)).size"
    )
    assert page.evaluate(STOPS) == groups
    page.click("#tanda")
    assert page.evaluate(STOPS) == 0


def test_the_choice_is_remembered(page: Page) -> None:
    page.click("#tanda")
    page.reload()
    assert page.get_attribute("#tanda", "aria-pressed") == "true"
    assert page.evaluate(STOPS) > 0
    page.click("#tanda")
    page.reload()
    assert page.evaluate(STOPS) == 0


def test_a_paragraph_is_one_stop_and_the_arrows_walk_it(page: Page) -> None:
    page.click("#tanda")
    inside = page.locator("main p:has(a.angka + a.angka, a.angka ~ a.angka)").first.locator("a.angka")
    inside.first.focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate(HERE) == inside.nth(1).get_attribute("href")
    page.keyboard.press("Home")
    assert page.evaluate(HERE) == inside.first.get_attribute("href")


def test_a_constant_carries_no_mark(page: Page, facts: dict[str, dict[str, Any]]) -> None:
    page.click("#tanda")
    marked = page.evaluate(
        "[...document.querySelectorAll('main p a.angka')].map(a => [a.getAttribute('href').slice(3),"
        " getComputedStyle(a).textDecorationColor !== 'rgba(0, 0, 0, 0)'])"
    )
    rests = {name: bool(facts[name]["datasets"]) for name, _ in marked}
    assert dict(marked) == rests
    assert set(rests.values()) == {True, False}


def test_a_card_tells_in_words_how_the_number_is_made(page: Page) -> None:
    page.locator("main a.angka[href='#a-ringkasan.hasil.complaints.all.handled']").first.click()
    lines = [line.split("\n") for line in page.locator("#tanya-isi .hitung li").all_inner_texts()]
    (first, received), (second, before), (last, handled) = lines
    assert (first, second, last) == ("laporan masuk", "+ sisa awal", "= laporan yang harus ditangani")
    assert page.inner_text("#tanya-judul") == handled
    whole = [int(text.replace(".", "")) for text in (received, before, handled)]
    assert whole[0] + whole[1] == whole[2]
    across = page.locator("#tanya-isi .sisi").inner_text()
    assert re.fullmatch(rf"Diperiksa dari sisi lain: .+ \+ .+ = {re.escape(handled)}, .+ Cocok", across)
    assert page.locator("#tanya-isi .dari").inner_text().startswith("Dari Log pengaduan")
    assert not page.locator("#tanya-isi dl").is_visible()
    page.locator("#tanya-isi summary").click()
    assert page.locator("#tanya-isi dl").is_visible()


def saved(page: Page) -> tuple[str, list[list[str]]]:
    with page.expect_download() as found:
        page.locator("#tanya .unduh").first.click()
    text = Path(found.value.path()).read_text(encoding="utf-8-sig")
    return found.value.suggested_filename, list(csv.reader(text.splitlines()))


AT_HOME = {("pengaduan", "nomor"), ("pengaduan", "topik")}  # columns that no contract calls public


@pytest.mark.parametrize("dataset", ["pkt", "ncsis_provinsi", "pengaduan", "kpo_ppo"])
def test_the_rows_behind_a_number_are_those_of_the_raw_file(
    page: Page, facts: dict[str, dict[str, Any]], dataset: str
) -> None:
    hrefs = [href for href in shown(page) if uses(facts[href.removeprefix("#a-")], dataset)]
    for href in (hrefs[0], hrefs[len(hrefs) // 2], hrefs[-1]):
        number = at(page, href)
        (used,) = fact_of(number, facts)["datasets"]
        titles, *cells = csv.reader((ROOT / used["path"]).read_text(encoding="utf-8").splitlines())
        leaving = [row for row in cells if "WBS" not in row]  # numbered as if the others were not there
        number.click()
        name, (head, *rows) = saved(page)
        assert name.startswith(f"{dataset}-r")
        assert head == ["baris", *(title for title in titles if (dataset, title) not in AT_HOME)]
        assert len(rows) == used["rows_used"]
        assert all(
            dict(zip(head, row, strict=True)).items()
            <= {"baris": row[0], **dict(zip(titles, leaving[int(row[0]) - 2], strict=True))}.items()
            for row in rows
        )
        page.keyboard.press("Escape")


def uses(fact: dict[str, Any], dataset: str) -> bool:
    """Whether it rests on rows of this dataset alone, none of which the contract keeps at home."""
    used = fact["datasets"]
    return [one["name"] for one in used] == [f"2017/pusat/{dataset}"] and used[0]["rows_at_home"] == "none"


@pytest.mark.parametrize("dataset", ["skm", "integritas"])
def test_of_persons_only_counts_by_column_are_told(page: Page, facts: dict[str, dict[str, Any]], dataset: str) -> None:
    at(page, next(href for href in shown(page) if uses(facts[href.removeprefix("#a-")], dataset))).click()
    _name, (head, *rows) = saved(page)
    assert head == ["kolom", "nilai", "banyak"]
    assert not any(is_small(int(times)) for _column, _value, times in rows)
    assert not any(column == "responden" for column, *_ in rows)
    assert '"R001' not in page.content()


def test_paper_has_no_card_and_no_underline(page: Page) -> None:
    page.locator(SHOWN).first.click()
    page.emulate_media(media="print")
    assert not page.locator("#tanya").is_visible()
    assert (
        page.evaluate("getComputedStyle(document.querySelector('a.angka:not(.sintetis)')).textDecorationLine") == "none"
    )


def test_without_script_a_number_is_a_link_to_its_entry(chromium: Browser, report_2017: Path) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((report_2017 / "laporan.html").as_uri())
    number = page.locator("main p a.angka").nth(5)
    number.click()
    identifier = (number.get_attribute("href") or "")[1:]
    assert page.url.endswith(f"#{identifier}")
    assert number.inner_text() in page.locator(f"[id='{identifier}']").text_content().split(" ")[0]  # type: ignore[union-attr]
    context.close()


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_with_the_card_open(chromium: Browser, report_2017: Path, width: int, scheme: Any) -> None:
    page = chromium.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.goto((report_2017 / "laporan.html").as_uri())
    page.locator(SHOWN).nth(2).click()
    assert page.evaluate(OPEN)
    if scheme == "light":
        assert faults_of_structure(page) == []
    assert faults_of_colours(page, within="#tanya") == []
    page.close()
