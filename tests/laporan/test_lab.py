"""An analyst's day: a chapter opens in JupyterLab, Run All shows its prose, table and figure, and what is saved is the
chapter alone."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import nbformat
import psutil
import pytest
from nbconvert import HTMLExporter

from laporan.core.errors import ParameterError
from laporan.lab.chapters import find_chapter, start_page, write_start_page
from laporan.lab.saving import strip_chapter
from laporan.notebook.look import stylesheet

from .projects import ROOT, copy_project, run_laporan

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

LETTERS = "text => getComputedStyle(text).fontFamily + [...document.fonts].map(face => face.family + face.status)"
PATIENCE = 120_000  # milliseconds: a cold JupyterLab on a busy machine
PROGRAM = "from laporan.cli.__main__ import main; main()"


class Lab(NamedTuple):
    """root : the project; address : where its JupyterLab listens, with its token; chapter : its one notebook, as it was"""

    root: Path
    address: str
    chapter: str


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[Lab]:
    """`laporan lab pkt` on a copy of the project with one chapter. It ends with Ctrl-C, and nothing of it goes on."""
    root = copy_project(tmp_path / "proyek", "pkt", years=("2017",))
    chapter = root / "notebooks" / "pkt.ipynb"
    chapter.write_text(chapter.read_text(encoding="utf-8").replace('"source_hidden": true', '"source_hidden": false'))
    own = {name: str(tmp_path / name) for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR")}
    server = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, "lab", "pkt", "--no-browser"],
        cwd=root, env={**os.environ, "LAPORAN_ROOT": str(root), **own}, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert server.stderr
    address = next(found[0] for line in server.stderr if (found := re.search(r"http://localhost:\S+", line)))
    # a pipe that nobody reads fills up, and the server would wait for ever
    said: list[str] = []
    reader = threading.Thread(target=lambda: said.extend(server.stderr or ()))
    reader.start()
    try:
        yield Lab(root, address, chapter.read_text(encoding="utf-8"))
        kernels = psutil.Process(server.pid).children(recursive=True)
        assert kernels
        server.send_signal(signal.SIGINT)
        assert server.wait(60) == 0
        assert not psutil.wait_procs(kernels, timeout=30)[1]
        reader.join()
        assert "".join(said).strip() == "Ctrl-C mengakhirinya beserta semua kernelnya."
    finally:
        server.kill()
        server.wait()
        reader.join()
        server.stderr.close()


@pytest.mark.slow
def test_an_analysts_day(chromium: Browser, lab: Lab) -> None:
    page = chromium.new_page(viewport={"width": 1400, "height": 1000})
    page.set_default_timeout(PATIENCE)
    page.goto(lab.address)
    notebook = page.locator(".jp-Notebook")
    run_all(page)
    figure = notebook.locator("figure#fig-pkt")
    figure.scroll_into_view_if_needed()
    assert figure.locator("svg.penuh").is_visible()
    assert figure.locator("svg").count() == 2
    assert not figure.locator("svg.setengah").is_visible()  # a figure shows once, in the report's letters
    assert figure.locator("text").first.evaluate(
        "text => document.fonts.check('12px ' + getComputedStyle(text).fontFamily)"
    )
    assert notebook.locator("table#tbl-pkt td.n").first.evaluate("cell => getComputedStyle(cell).textAlign") == "right"
    # not its inner text: JupyterLab does not render what is out of sight
    assert "3.442" in (notebook.text_content() or "")
    assert notebook.locator("[data-mime-type='application/vnd.jupyter.error']").count() == 0
    assert notebook.locator("table#tbl-pkt").count() == 1
    assert page.locator(".jp-Dialog, .Toastify__toast").count() == 0  # no news, no question

    prose = notebook.locator(".cm-content[data-language='markdown']", has_text="%%narasi").first
    assert prose.locator(".narasi-jinja").first.text_content() == "{{ report.office.name }}"
    complete(page, prose, "{{ survei.all.content | perse", "persen")

    page.keyboard.press("Control+s")
    page.locator(".lm-TabBar-tab.jp-mod-current:not(.jp-mod-dirty)").first.wait_for()
    saved = json.loads((lab.root / "notebooks" / "pkt.ipynb").read_text(encoding="utf-8"))
    assert not any(cell.get("outputs") or cell.get("execution_count") for cell in saved["cells"])
    assert saved["metadata"] == json.loads(lab.chapter)["metadata"]  # git sees what the author changed
    assert figure.locator("svg.penuh").is_visible()


def test_a_figure_shows_once_in_programs_with_classes_of_their_own(chromium: Browser) -> None:
    """As VS Code, whose outputs stand in plain elements on a dark page."""
    page = chromium.new_page()
    svgs = "".join(f'<svg class="{width}" width="9" height="9"></svg>' for width in ("penuh", "setengah"))
    block = f'<div class="blok"><figure><div class="bagan">{svgs}</div><table><tr><td class="n">1</td></tr></table></figure></div>'
    page.set_content(f'<body style="background: #1e1e1e"><div><style>{stylesheet()}</style></div><div>{block}</div>')
    assert page.locator("svg.penuh").is_visible()
    assert not page.locator("svg.setengah").is_visible()
    assert page.locator("td").evaluate("cell => getComputedStyle(cell).textAlign") == "right"
    assert page.locator(".blok").evaluate("block => getComputedStyle(block).backgroundColor") == "rgb(255, 255, 255)"


def test_prose_wraps_where_nbconvert_shows_it(chromium: Browser) -> None:
    shown = nbformat.v4.new_output("display_data", {"text/html": f"<style>{stylesheet()}</style>"})
    cell = nbformat.v4.new_code_cell("%%narasi\n" + "kata " * 99, outputs=[shown])
    html, _resources = HTMLExporter().from_notebook_node(nbformat.v4.new_notebook(cells=[cell]))  # type: ignore[no-untyped-call]
    page = chromium.new_page()
    page.route("http*://**", lambda route: route.abort())  # its scripts come from the network
    page.set_content(html)
    assert page.locator(".highlight pre").evaluate("text => text.scrollWidth <= text.clientWidth")


def run_all(page: Page) -> None:
    page.locator(".jp-Notebook").wait_for()
    page.get_by_text("| Idle").first.wait_for()  # the kernel is there: before that, Run All is forgotten
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    page.locator("figure#fig-pkt svg.penuh").wait_for(state="attached")


def complete(page: Page, editor: Locator, typed: str, offered: str) -> None:
    """Tab at the end of a cell offers what completes what is typed there."""
    editor.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(typed)
    page.keyboard.press("Tab")
    page.locator(".jp-Completer-item", has_text=offered).wait_for()
    page.keyboard.press("Enter")
    editor.get_by_text(f"{typed.rpartition(' ')[0]} {offered}").wait_for()


@pytest.fixture
def in_project(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAPORAN_ROOT", str(ROOT))
    monkeypatch.chdir(ROOT / "docs")


@pytest.mark.usefixtures("in_project")
@pytest.mark.parametrize(
    "name", ["pkt", "230-pkt", "230-pkt.ipynb", "notebooks/230-pkt.ipynb", "../notebooks/230-pkt.ipynb"]
)
def test_a_chapter_is_found_by_what_one_calls_it(name: str) -> None:
    assert find_chapter(name) == ROOT / "notebooks" / "230-pkt.ipynb"


@pytest.mark.usefixtures("in_project")
@pytest.mark.parametrize(("name", "near"), [("pktt", "pkt"), ("230-ptk", "230-pkt"), ("notebooks/penutpu", "penutup")])
def test_of_another_chapter_the_nearest_is_named(name: str, near: str) -> None:
    with pytest.raises(ParameterError, match=f"bab “{name}” tidak ada di notebooks; yang terdekat “{near}”"):
        find_chapter(name)


@pytest.mark.usefixtures("in_project")
def test_the_start_page_leads_to_every_chapter() -> None:
    links = re.findall(r"\]\(([^)]+)\)", start_page())
    assert sorted((ROOT / "outputs" / link).resolve() for link in links) == sorted((ROOT / "notebooks").glob("*.ipynb"))


def test_broken_params_keep_nobody_from_the_chapters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "laporan.toml").write_text('content = "src/isi"', encoding="utf-8")
    for folder in ("params", "notebooks"):
        (tmp_path / folder).mkdir()
    (tmp_path / "params" / "2019.yml").write_text("kunci: {", encoding="utf-8")
    (tmp_path / "notebooks" / "110-kunjungan.ipynb").write_text("bukan JSON", encoding="utf-8")
    monkeypatch.setenv("LAPORAN_ROOT", str(tmp_path))
    assert "[110-kunjungan](../notebooks/110-kunjungan.ipynb)" in write_start_page().read_text(encoding="utf-8")
    assert find_chapter("kunjungan") == tmp_path / "notebooks" / "110-kunjungan.ipynb"


@pytest.mark.usefixtures("in_project")
@pytest.mark.parametrize(
    ("path", "kept"), [("notebooks/230-pkt.ipynb", False), ("outputs/2017/pusat/230-pkt.ipynb", True)]
)
def test_a_chapter_is_saved_without_outputs_and_nothing_else_is(path: str, kept: bool) -> None:
    ran = {"cell_type": "code", "id": "a", "source": "1", "execution_count": 3,
           "metadata": {"jupyter": {"source_hidden": True}, "execution": {"iopub.status.busy": "2026"}},
           "outputs": [{"output_type": "stream", "name": "stdout", "text": "3.442"}]}  # fmt: skip
    metadata = {
        "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
        "language_info": {"name": "python", "version": "3.13.1", "codemirror_mode": {"name": "ipython", "version": 3}},
        "penulis": "Biro Humas",
    }
    model: dict[str, Any] = {
        "type": "notebook",
        "content": {"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": [ran]},
    }
    strip_chapter(model=model, path=path, contents_manager=None)
    (cell,) = model["content"]["cells"]
    assert bool(cell["outputs"]) is kept
    assert bool(cell["execution_count"]) is kept
    assert ("execution" in cell["metadata"]) is kept
    assert (cell["id"], cell["metadata"]["jupyter"]) == ("a", {"source_hidden": True})
    of_chapters = nbformat.read(ROOT / "notebooks" / "230-pkt.ipynb", as_version=4).metadata
    assert model["content"]["metadata"] == (metadata if kept else {**of_chapters, "penulis": "Biro Humas"})


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [(("pktt",), 1, "yang terdekat “pkt”"), (("--port", "80"), 2, "1024"), (("--port", "TAKEN"), 1, "sedang dipakai")],
    ids=["no-chapter", "a-port-of-the-system", "a-port-that-is-taken"],
)
def test_what_cannot_be_opened_is_told_in_a_line(words: tuple[str, ...], code: int, told: str) -> None:
    import socket

    with socket.create_server(("localhost", 0)) as taken:
        port = str(taken.getsockname()[1])
        run = run_laporan(ROOT, "lab", "--no-browser", *(word.replace("TAKEN", port) for word in words))
    assert run.returncode == code
    assert told in run.stderr
    assert "Traceback" not in run.stderr
