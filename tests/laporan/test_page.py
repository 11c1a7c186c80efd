"""The page in a real browser: accessible, quiet on the network, whole on a phone, in the dark and on paper."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SIZES = {"phone": (360, 740), "tablet": (768, 1024), "desk": (1280, 900), "wide": (1920, 1080)}


@pytest.fixture
def opened(chromium: Browser, report_2017: Path, request: pytest.FixtureRequest) -> Page:
    """The 2017 report at the size and in the scheme that the test asks for; requests are written down."""
    width, height = SIZES[getattr(request, "param", ("desk", "light"))[0]]
    scheme = getattr(request, "param", ("desk", "light"))[1]
    page = chromium.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
    page.requests, page.troubles = [], []  # type: ignore[attr-defined]
    page.on("request", lambda sent: page.requests.append(sent.url))  # type: ignore[attr-defined]
    page.on("pageerror", lambda error: page.troubles.append(str(error)))  # type: ignore[attr-defined]
    page.on("console", lambda said: page.troubles.append(said.text) if said.type == "error" else None)  # type: ignore[attr-defined]
    page.goto((report_2017 / "laporan.html").as_uri())
    return page


VIEWS = [pytest.param((size, scheme), id=f"{size}-{scheme}") for size in SIZES for scheme in ("light", "dark")]


@pytest.mark.parametrize("opened", VIEWS, indirect=True)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(opened: Page) -> None:
    found = Axe().run(opened)
    assert [(v["id"], [n["html"][:120] for n in v["nodes"]][:3]) for v in found.response["violations"]] == []
    assert opened.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert opened.troubles == []  # type: ignore[attr-defined]


def test_axe_finds_nothing_with_everything_unfolded(opened: Page) -> None:
    opened.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    found = Axe().run(opened)
    assert [(v["id"], [n["html"][:120] for n in v["nodes"]][:3]) for v in found.response["violations"]] == []


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
    code, data = block.locator("details", has_text="Kode"), block.locator("details", has_text="Data")
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
    assert not opened.locator("#tenang").is_visible()
    assert opened.locator("#sec-penutup").is_visible()
    assert opened.pdf(format="A4")[:4] == b"%PDF"
