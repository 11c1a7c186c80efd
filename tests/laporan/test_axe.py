"""Our way to ask axe finds what axe finds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.axe import faults_of_colours, faults_of_structure

if TYPE_CHECKING:
    from playwright.sync_api import Browser

TITLE = "<title>Uji</title><style>p { background: white; color: black } .pucat { color: #bbb }</style>"
ALIKE = "<p>satu <b>2</b> <b>25</b></p>" * 50
PALE = {
    "the last of many": "<p><b class=pucat>25</b></p>",
    "behind one letter": "<p><b class=pucat>2</b><b class=pucat>25</b></p>",
    "inside": "<p class=pucat><i><b>25</b></i></p>",
    "half transparent": "<p style='opacity: 0.3'><b>25</b></p>",
    "on another ground": "<p style='background: #444'><b>25</b></p>",
    "a link among words": "<p>satu dua tiga <a href='#' style='color: #333; text-decoration: none'>empat</a> lima</p>",
    "small": "<p style='color: #8a8a8a; font-size: 30px'><b>25</b></p><p style='color: #8a8a8a'><b>25</b></p>",
}


@pytest.mark.parametrize("pale", PALE.values(), ids=PALE)
def test_what_is_pale_is_found_among_what_is_not(chromium: Browser, pale: str) -> None:
    page = chromium.new_page()
    page.set_content(f"<html lang=id>{TITLE}<main><h1>Uji</h1>{ALIKE}{pale}{ALIKE}</main>")
    assert len(faults_of_colours(page)) == 1
    assert faults_of_structure(page) == []
    page.close()


def test_where_nothing_is_pale_nothing_is_found(chromium: Browser) -> None:
    page = chromium.new_page()
    page.set_content(f"<html lang=id>{TITLE}<main><h1>Uji</h1>{ALIKE}<p hidden class=pucat>3</p></main>")
    assert faults_of_colours(page) == []
    page.close()


def test_structure_is_asked_of_all_that_is_there(chromium: Browser) -> None:
    page = chromium.new_page()
    page.set_content(f"<html lang=id>{TITLE}<main><h1>Uji</h1>{ALIKE}<img src='data:,'></main>")
    assert [rule for rule, _where in faults_of_structure(page)] == ["image-alt"]
    page.close()
