"""Steps of somebody who reviews a report in the browser."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

NAME = "Peninjau A"
PARAGRAPH = "main p[data-sel]:has(a.angka)"


def begin(page: Page, report: Path) -> None:
    """Open the page, and turn reviewing on as the keyboard does."""
    page.goto(report.as_uri())
    page.locator("#tinjau").focus()
    page.keyboard.press("Enter")


def write(page: Page, text: str) -> None:
    """Write into the form, which has the focus, and save."""
    page.keyboard.type(text)
    page.locator("#tinjauan input[type=text]").fill(NAME)
    page.locator("#tinjauan textarea").press("Control+Enter")


def comment_on(page: Page, block: Locator, text: str) -> None:
    block.locator(".tinjau-tambah").first.click()
    write(page, text)


def comment_on_words(page: Page, block: Locator, first: int, last: int, text: str) -> None:
    """Select some letters of a block's first run of text, and comment on them."""
    select(block, first, block, last)
    page.locator(".tinjau-melayang").click()
    write(page, text)


def select(start: Locator, first: int, end: Locator, last: int) -> None:
    """Select from a letter of one block's first run of text to a letter of another's."""
    start.evaluate(
        """(start, [first, end, last]) => {
            const range = document.createRange();
            range.setStart(start.firstChild, first);
            range.setEnd(end.firstChild, last);
            getSelection().removeAllRanges();
            getSelection().addRange(range);
        }""",
        [first, end.element_handle(), last],
    )


def comment_on_number(page: Page, number: Locator, text: str) -> None:
    """As the card of a number offers it."""
    number.click()
    page.locator("#tanya").get_by_role("button", name="Komentari").click()
    write(page, text)


def exported(page: Page) -> dict[str, Any]:
    with page.expect_download() as saved:
        page.get_by_role("button", name="Ekspor").click()
    return json.loads(Path(saved.value.path()).read_text(encoding="utf-8"))


def take_in(page: Page, content: Any) -> str:
    """Import a file; what the page said."""
    text = content if isinstance(content, str) else json.dumps(content)
    buffer = {"name": "komentar.jsonld", "mimeType": "application/json", "buffer": text.encode()}
    page.locator("#tinjauan .kabar").evaluate("told => { told.textContent = '' }")
    page.locator("#tinjauan input[type=file]").set_input_files(buffer)  # type: ignore[arg-type]
    page.locator("#tinjauan .kabar:not(:empty)").wait_for()  # no script of a test's own: the page's policy refuses it
    return page.locator("#tinjauan .kabar").inner_text()


def listed(page: Page) -> list[str]:
    return page.locator("#tinjauan .komentar > li").all_inner_texts()
