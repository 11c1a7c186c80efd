"""Marks of every test, how laws are tried, and a real browser, where there is one."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
# No sandbox: CI is root in a container. The rest keeps Chromium from asking the network by itself.
CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
SUBJECTS = Path(__file__).with_name("analysis")
# What a test asks for says of which kind it is: the browser, or the four whole reports of `tests/laporan/conftest.py`.
MARK_OF_FIXTURE = {"chromium": pytest.mark.browser, "whole_reports": pytest.mark.slow}
# Of the catalogue: what hostile cases try, and what `pytest.mark.hostile` is given.
KINDS = frozenset({"input", "document", "escape", "fault", "person"})

# Laws are tried on some dozens of cases, however slow the machine is at that moment.
settings.register_profile("laws", deadline=None, max_examples=50)
settings.load_profile("laws")


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Thousands of collected tests are no garbage: the interpreter need not search them for it, now or later."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        gc.freeze()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test that asks for the browser or for whole reports; refuse unknown kinds; order the files.

    The first that asks for whole reports comes first, as they are built then, and the others last of the slow ones, so
    that no worker waits for them. Files of subjects come last: with a long one at the end, one of two workers would
    wait for the other.
    """
    for item in items:
        for name in MARK_OF_FIXTURE.keys() & getattr(item, "fixturenames", ()):
            item.add_marker(MARK_OF_FIXTURE[name])
        for mark in item.iter_markers("hostile"):
            if len(mark.args) != 1 or mark.args[0] not in KINDS:
                raise pytest.UsageError(f"{item.nodeid}: hostile(kind) takes one of {', '.join(sorted(KINDS))}")
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    whole = {item.path for item in items if "whole_reports" in getattr(item, "fixturenames", ())}
    builds = min(whole, default=None)
    items.sort(
        key=lambda item: (item.path != builds, item.path not in slow, item.path in whole, item.path.parent == SUBJECTS)
    )


# One browser a module and no longer: Playwright's event loop runs as long as the browser does,
# and a test that starts a loop of its own (a kernel, nbclient) fails beside it.
@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Headless Chromium: `page = chromium.new_page()`, or `new_context(...)` for a phone or the dark."""
    from playwright.sync_api import sync_playwright

    executable = find_chromium()
    if executable is None:
        pytest.skip("no Chromium: install chromium or google-chrome, or name its path in CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(CHROMIUM_FLAGS))
        yield browser
        browser.close()


def find_chromium() -> str | None:
    """Path of the browser: what CHROMIUM names (and then it must be there), or the first on PATH."""
    named = os.environ.get("CHROMIUM")
    if named:
        found = shutil.which(named)
        if found is None:
            raise FileNotFoundError(f"CHROMIUM={named} is not a program; correct it or unset it")
        return found
    return next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
