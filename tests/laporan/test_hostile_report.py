"""A real report of hostile texts: in every file of it they are what they say, and nothing is asked, run or included."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import docx
import openpyxl
import pdfplumber
import pytest
from docx.oxml.ns import qn

from laporan.core.errors import UNSEEN

from .hostile_report import LINE, OPENINGS, PIECES, hostile_project
from .projects import run_laporan

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.hostile("escape"), pytest.mark.slow]
Built = tuple[Path, subprocess.CompletedProcess[str]]
pieces = pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES.keys())


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    root = hostile_project(tmp_path_factory.mktemp("musuh"))
    run = run_laporan(root, "build", "2017", "--bundle")
    assert run.returncode == 0, run.stderr
    return root / "outputs/2017/pusat", run


@pytest.fixture(scope="module")
def opened(chromium: Browser, built: Built) -> Iterator[Page]:
    page = chromium.new_page()
    page.events = []  # type: ignore[attr-defined]
    for event in ("request", "dialog", "pageerror", "popup", "download", "console"):
        page.on(event, lambda what, event=event: page.events.append((event, str(what))))  # type: ignore[attr-defined]
    page.goto((built[0] / "laporan.html").as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    page.wait_for_load_state("networkidle")
    yield page
    page.close()


def test_the_page_asks_nothing_runs_nothing_and_stays(opened: Page) -> None:
    assert [event for event, _ in opened.events] == ["request"]  # type: ignore[attr-defined]
    assert opened.url.endswith("/outputs/2017/pusat/laporan.html")


@pieces
def test_the_page_says_it_to_the_letter(opened: Page, piece: str) -> None:
    shown = opened.evaluate("document.body.textContent")
    assert shown.count(piece) > 20
    assert f"title {LINE} 2017" in opened.title()


def test_the_page_has_no_element_that_is_not_ours(opened: Page) -> None:
    foreign = "img[src^='http'], [onerror], a[href^='javascript'], a[href*='a.id'], iframe, form, object, main style"
    assert opened.locator(foreign).count() == 0
    assert opened.locator("meta[http-equiv]").count() == 1
    data = opened.locator("script[type='application/ld+json']")
    assert json.loads(data.inner_text())["@type"] == "Report"
    assert opened.locator("script:not([type='text/plain']):not([type='application/ld+json'])").count() == 1
    assert opened.evaluate("getComputedStyle(document.body).display") == "block"


@pytest.mark.parametrize("opening", OPENINGS)
def test_a_line_begins_as_it_was_written(opened: Page, opening: str) -> None:
    shown = " ".join(opened.evaluate("document.querySelector('main').textContent").split())
    words = " ".join(opening.split())
    assert f"{words} kata {words}" in shown


def test_a_chart_says_it_as_letters(opened: Page) -> None:
    assert LINE[:80] in opened.evaluate("document.querySelector('#fig-musuh svg').textContent")


@pytest.fixture(scope="module")
def pdf(built: Built) -> tuple[str, list[str]]:
    """The words of the PDF without its spaces and hyphens, and the addresses that its links lead to."""
    with pdfplumber.open(built[0] / "laporan.pdf") as opened:
        words = "".join(page.extract_text() for page in opened.pages)
        return joined(words), [link["uri"] for page in opened.pages for link in page.annots if link.get("uri")]


def joined(text: str) -> str:
    return re.sub(r"[\s\u00ad\u2010-]", "", text)


@pieces
def test_the_pdf_says_it_to_the_letter(pdf: tuple[str, list[str]], piece: str) -> None:
    assert pdf[0].count(joined(piece)) > 10
    assert pdf[1] == []


@pytest.fixture(scope="module")
def word(built: Built) -> Any:
    return docx.Document(str(built[0] / "laporan.docx"))


@pieces
def test_the_word_file_says_it_to_the_letter(word: Any, piece: str) -> None:
    assert "".join(text.text or "" for text in word.element.body.iter(qn("w:t"))).count(piece) > 10


def test_the_word_file_includes_nothing_and_leads_nowhere(word: Any, built: Built) -> None:
    fields = [code.text for code in word.element.body.iter(qn("w:instrText"))]
    assert not [code for code in fields if "a.id" in code or "INCLUDE" in code]
    with ZipFile(built[0] / "laporan.docx") as file:
        relations = b"".join(file.read(name) for name in file.namelist() if name.endswith(".rels"))
    assert b'TargetMode="External"' not in relations


def test_the_spreadsheet_computes_nothing(built: Built) -> None:
    book = openpyxl.load_workbook(built[0] / "tabel.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell.value for cell in cells if cell.data_type == "f" or (cell.hyperlink and cell.hyperlink.target)]
    assert sum(LINE in str(cell.value) for cell in cells) > 5
    assert {"=HYPERLINK(1)", "@SUM(A1)"} <= {cell.value for cell in cells}


def test_open_data_computes_nothing_in_a_spreadsheet(built: Built) -> None:
    lines = (built[0] / "data/tabel/tbl-musuh.csv").read_text(encoding="utf-8").splitlines()
    assert len(lines) > len(OPENINGS)
    assert not [line for line in lines if line[:1] in ("=", "@", "+", "\t")]


def test_json_holds_it_as_text(built: Built) -> None:
    for path in (built[0] / "fakta.json", built[0] / "manifest.json", built[0] / "data/datapackage.json"):
        json.loads(path.read_text(encoding="utf-8"))
    with ZipFile(built[0] / "laporan-2017-pusat.zip") as bundle:
        assert not [name for name in bundle.namelist() if name.startswith("/") or ".." in name or "\\" in name]
        entities = json.loads(bundle.read("ro-crate-metadata.json"))["@graph"]
    assert any(LINE in str(value) for entity in entities for value in entity.values())


def test_a_quarto_book_has_no_shortcode_and_no_html_of_it(built: Built) -> None:
    root = built[0].parents[2]
    run = run_laporan(root, "quarto", "2017")
    assert run.returncode == 0, run.stderr
    texts = {path.name: path.read_text(encoding="utf-8") for path in (root / "outputs/quarto").rglob("*.[qy]m[dl]")}
    assert texts
    for name, text in texts.items():
        markdown = re.sub(r"```\{=html\}.*?```|\{#fig-[^\n]*", "", text, flags=re.DOTALL)  # HTML, and attributes
        assert not re.search(r"(?<!\\)(?:<script|!\[b\]\(|`\{=html)", markdown), name
        assert "{{<" not in text, name


def test_the_terminal_is_told_no_control_codes(built: Built) -> None:
    assert not [line for line in (built[1].stdout + built[1].stderr).splitlines() if UNSEEN.search(line)]
