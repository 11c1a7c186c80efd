"""The portal in a browser: by everyone, at every width, light and dark; its filters; without a script and a network."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from laporan.portal.page import write_portal
from tests.axe import faults

from .portals import many_reports, portal_project, survey_facts, write_report

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

WIDTHS = {"narrow": 320, "phone": 390, "tablet": 768, "desk": 1280, "wide": 1440}


@pytest.fixture(scope="module")
def portals(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Addresses of two portals: of many reports, and of the three of two offices."""
    top = tmp_path_factory.mktemp("portal")
    few = portal_project(top / "sedikit")
    for year, unit, index in ((2017, "unit-01", 78.7), (2018, "unit-01", 79.4), (2018, "unit-02", 81.6)):
        write_report(few, year, unit, survey_facts(index, 12, 200, f"Aturan {year}"))
    (few / "outputs/2018/rusak").mkdir()
    many = many_reports(top / "banyak", 9, range(2022, 2026))
    for root in (few, many):
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("LAPORAN_ROOT", str(root))
            write_portal()
    return {root.name: (root / "outputs/index.html").as_uri() for root in (few, many)}


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """An empty page that writes down what it asks for and what goes wrong."""
    page = chromium.new_page()
    page.requests, page.troubles = [], []  # type: ignore[attr-defined]
    page.on("request", lambda sent: page.requests.append(sent.url))  # type: ignore[attr-defined]
    page.on("pageerror", lambda error: page.troubles.append(str(error)))  # type: ignore[attr-defined]
    page.on("console", lambda said: page.troubles.append(said.text) if said.type == "error" else None)  # type: ignore[attr-defined]
    yield page
    page.close()


@pytest.mark.parametrize("name", ["sedikit", "banyak"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    portals: dict[str, str], page: Page, name: str, scheme: str
) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(portals[name])
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    for size, width in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), size
        if size in ("narrow", "wide"):
            assert faults(page) == [], size
    assert page.troubles == []  # type: ignore[attr-defined]
    assert page.requests == [portals[name]]  # type: ignore[attr-defined]


def shown(page: Page) -> list[str]:
    """Address of each report that is shown."""
    rows = page.locator(".kantor tr[data-tahun] th a").all()
    return [str(row.get_attribute("href")).removesuffix("/laporan.html") for row in rows if row.is_visible()]


def test_filters_stay_in_the_address(portals: dict[str, str], page: Page) -> None:
    page.goto(portals["banyak"])
    assert shown(page) == []  # of many reports the offices are folded
    page.get_by_label("Satuan kerja", exact=True).fill("unit 03")
    page.get_by_label("Tahun", exact=True).select_option("2024")
    assert shown(page) == ["2024/unit-03"]
    assert page.get_by_role("status").inner_text() == "1 dari 36 laporan"
    assert page.url.endswith("#?unit=unit+03&tahun=2024")
    assert page.locator(".petak tbody tr:visible").count() == 1
    page.reload()
    assert shown(page) == ["2024/unit-03"]
    page.get_by_role("button", name="Hapus saringan").click()
    page.wait_for_url(lambda address: "#" not in address)
    assert page.get_by_role("status").inner_text() == ""
    assert page.locator(".petak tbody tr:visible").count() == 9


@pytest.mark.parametrize(
    "asked", ["kota  UNIT-03", "únit 03", "03 unit"], ids=["code and place", "accents", "any order"]
)
def test_an_office_is_found_by_words_of_its_name_code_or_place(portals: dict[str, str], page: Page, asked: str) -> None:
    page.goto(portals["banyak"])
    page.get_by_label("Satuan kerja", exact=True).fill(asked)
    assert {address.partition("/")[2] for address in shown(page)} == {"unit-03"}


@pytest.mark.parametrize(
    ("address", "many"),
    [
        pytest.param("#?tahun=2023", 9, id="year"),
        pytest.param("#?keadaan=draf", 18, id="stage"),
        pytest.param("#?keadaan=final&tahun=2022", 9, id="both"),
        pytest.param("#?keadaan=usang", 0, id="none"),
        pytest.param("#?tahun=1999", 36, id="unknown year"),
    ],
)
def test_an_address_that_was_sent_shows_what_it_says(
    portals: dict[str, str], page: Page, address: str, many: int
) -> None:
    page.goto(portals["banyak"] + address)
    page.evaluate("document.querySelectorAll('.kantor:not([hidden])').forEach(d => d.open = true)")
    assert len(shown(page)) == many


def test_the_matrix_leads_to_the_report_and_to_the_office(portals: dict[str, str], page: Page) -> None:
    page.goto(portals["banyak"])
    cell = page.get_by_role("link", name="Unit 02 2023: final")
    assert cell.get_attribute("href") == "2023/unit-02/laporan.html"
    box = cell.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 24
    page.locator(".petak").get_by_role("link", name="Unit 02", exact=True).click()
    assert shown(page) == [f"{year}/unit-02" for year in (2025, 2024, 2023, 2022)]


def test_the_keyboard_reaches_everything_and_shows_where_it_is(portals: dict[str, str], page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(portals["sedikit"])
    stops, where = set(), "document.activeElement"
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate(f"{where} === document.body"):
            break
        assert page.evaluate(f"getComputedStyle({where}).outlineStyle") != "none"
        stops.add(page.evaluate(f"{where}.getAttribute('href') ?? {where}.id ?? ''"))
    assert {"#isi", "saring-unit", "saring-tahun", "2018/unit-02/laporan.html", "2017/unit-01/laporan.pdf"} <= stops


@pytest.mark.parametrize("width", [320, 390])
def test_on_a_phone_only_the_matrix_scrolls(portals: dict[str, str], page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(portals["banyak"] + "#?tahun=2025")
    page.evaluate("document.querySelectorAll('.kantor').forEach(d => d.open = true)")
    wide = "[...document.querySelectorAll('.gulir')].filter(one => one.scrollWidth > one.clientWidth)"
    assert page.evaluate(f"{wide}.every(one => one.querySelector('.petak'))")
    row = page.locator(".banding-unit tbody tr").first
    drawing = row.locator("svg").bounding_box()
    assert drawing is not None
    assert drawing["width"] > 0.8 * (width - 32)


@pytest.mark.parametrize("name", ["sedikit", "banyak"])
def test_without_a_script_every_report_is_there(portals: dict[str, str], chromium: Browser, name: str) -> None:
    page = chromium.new_context(java_script_enabled=False).new_page()
    page.goto(portals[name])
    assert not page.locator(".saring").is_visible()
    for office in page.locator(".kantor").all():
        if office.get_attribute("open") is None:
            office.locator("summary").click()
    assert len(shown(page)) == {"sedikit": 3, "banyak": 36}[name]
    page.context.close()
