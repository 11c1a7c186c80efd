"""An analyst's day: a chapter opens in JupyterLab, Run All shows its prose, table and figure, and no error."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from .projects import copy_project

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PATIENCE = 120_000  # milliseconds: a cold JupyterLab on a busy machine


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[str]:
    """Address of a JupyterLab on a copy of the project with one chapter."""
    root = copy_project(tmp_path / "proyek", "pkt", years=("2017",))
    command = [sys.executable, "-m", "jupyter", "lab", "--no-browser", "--allow-root", "--ip=127.0.0.1", "--port=0"]
    command += ["--IdentityProvider.token=uji", f"--ServerApp.root_dir={root}", "--LabApp.news_url=None"]
    command += ["--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"]
    env = {**os.environ, "LAPORAN_ROOT": str(root), "JUPYTER_CONFIG_DIR": str(tmp_path / "config")}
    server = subprocess.Popen(command, cwd=root, env=env, stderr=subprocess.PIPE, text=True)
    assert server.stderr
    address = next(found[0] for line in server.stderr if (found := re.search(r"http://127\.0\.0\.1:\d+", line)))
    # a pipe that nobody reads fills up, and the server would wait for ever
    reader = threading.Thread(target=server.stderr.read)
    reader.start()
    try:
        yield address
    finally:
        _stop(server)
        reader.join()
        server.stderr.close()


def _stop(server: subprocess.Popen[str]) -> None:
    server.terminate()
    try:
        server.wait(20)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


@pytest.mark.slow
def test_a_chapter_runs_in_jupyterlab(chromium: Browser, lab: str) -> None:
    page = chromium.new_page(viewport={"width": 1400, "height": 1000})
    page.set_default_timeout(PATIENCE)
    page.goto(f"{lab}/lab/tree/notebooks/pkt.ipynb?token=uji&reset")
    page.locator(".jp-Notebook").wait_for()
    page.get_by_text("| Idle").first.wait_for()  # the kernel is there: before that, Run All is forgotten
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    notebook = page.locator(".jp-Notebook")
    notebook.locator("figure#fig-pkt svg.penuh").wait_for(state="attached")
    notebook.locator("figure#fig-pkt").scroll_into_view_if_needed()
    assert notebook.locator("figure#fig-pkt svg.penuh").is_visible()
    # not its inner text: JupyterLab does not render what is out of sight
    assert "3.442" in (notebook.text_content() or "")
    assert notebook.locator("[data-mime-type='application/vnd.jupyter.error']").count() == 0
    assert notebook.locator("table#tbl-pkt").count() == 1
