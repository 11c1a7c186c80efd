"""Watching: what a save calls for, who builds then, what the page says meanwhile, and how the browser hears of it."""

from __future__ import annotations

import http.client
import io
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import lxml.html
import nbformat
import pytest
from markupsafe import escape
from rich.console import Console

from laporan.cli.watch import Preview
from laporan.preview.changes import ProjectChange, Watcher
from laporan.preview.mark import PreviewFault, marked, reloading, waiting_page
from laporan.preview.server import HOST, PreviewServer
from laporan.preview.session import OUTDATED, Event, Events, PreviewSession

from .projects import edit_params

if TYPE_CHECKING:
    from playwright.sync_api import Browser

LIMIT = 400  # seconds for all of a real session, on a machine that does much else
NONE, LIVE, RESTART = ProjectChange
FILES = ("notebooks/pkt.ipynb", "data/raw/2017/pkt.csv", "params/2017.yml", "src/analysis/counters.py")
POLICY = "default-src 'none'; img-src data:; style-src 'self'; script-src 'self'; base-uri 'none'"
PLACE = "document.getElementById('p100').getBoundingClientRect().top"
PAGE = f"""<!doctype html><html lang="id"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{escape(POLICY)}">
<title>x</title></head>
<body>
<main>{{}}</main>
</body></html>
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in FILES:
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text("satu", encoding="utf-8")
    (tmp_path / "laporan.toml").write_text('content = "src/analysis"', encoding="utf-8")
    monkeypatch.setenv("LAPORAN_ROOT", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("notebooks/pkt.ipynb", LIVE),
        ("data/raw/2017/pkt.csv", LIVE),
        ("notebooks/baru.ipynb", LIVE),
        ("params/2017.yml", LIVE),
        ("params/struktur.yml", LIVE),
        ("src/analysis/counters.py", RESTART),
        ("laporan.toml", RESTART),
        ("outputs/2017/pusat/laporan.html", NONE),
        ("notebooks/.ipynb_checkpoints/pkt.ipynb", NONE),
        ("src/analysis/counters.py~", NONE),
        ("src/analysis/.counters.py.swp", NONE),
        ("params/4913", NONE),
        ("params/#2017.yml#", NONE),
    ],
)
def test_what_a_change_calls_for(project: Path, file: str, expected: ProjectChange) -> None:
    watcher = Watcher()
    assert watcher.look() is NONE
    (project / file).parent.mkdir(parents=True, exist_ok=True)
    (project / file).write_text("dua kata", encoding="utf-8")
    assert watcher.look() is expected
    assert watcher.look() is NONE


def test_the_same_size_saved_later_and_a_file_that_went_are_changes(project: Path) -> None:
    watcher = Watcher()
    os.utime(project / "notebooks/pkt.ipynb", ns=(1, 1))
    assert watcher.look() is LIVE
    (project / "notebooks/pkt.ipynb").unlink()
    assert watcher.look() is LIVE


class Scripted:
    """Builders that answer at once, each in its way; everything that happens is written down in order."""

    def __init__(self, looks: list[ProjectChange], *answers: Event | None) -> None:
        self.looks, self.answers = looks, list(answers)
        self.heard: list[str] = []
        self.now, self.builders = 0.0, 0

    def look(self) -> ProjectChange:
        return self.looks.pop(0) if self.looks else NONE

    def built(self, report: Event) -> None:
        self.heard.append(report["state"])

    def failed(self, reason: str) -> None:
        self.heard.append(reason)

    def start(self, events: Events) -> ScriptedBuilder:
        self.builders += 1
        return ScriptedBuilder(self, self.builders, events)

    def session(self) -> PreviewSession:
        return PreviewSession(self.start, self, self, lambda: self.now, lambda _seconds: None, every=0)


class ScriptedBuilder:
    last_words = "ImportError: rusak"

    def __init__(self, script: Scripted, number: int, events: Events) -> None:
        self.script, self.number, self.events = script, number, events

    def build(self) -> None:
        self.script.heard.append(f"bangun {self.number}")
        answer = self.script.answers.pop(0) if self.script.answers else {"event": "chapter"}
        self.events.put((self, answer))
        if answer and answer["event"] == "report":
            self.events.put((self, {"event": "summary"}))

    def stop(self) -> None:
        self.script.heard.append(f"henti {self.number}")


GOOD: Event = {"event": "report", "state": "finished"}
BAD: Event = {"event": "report", "state": "failed", "reason": "rusak"}
NEVER: Event = {"event": "chapter"}  # it runs on


def heard(steps: int, looks: list[ProjectChange], *answers: Event | None) -> list[str]:
    script = Scripted(looks, *answers)
    session = script.session()
    for _ in range(steps):
        session.step()
    return script.heard


def test_a_chapter_is_built_by_who_built_before_and_a_helper_by_who_stood_ready() -> None:
    looks = [NONE, NONE, LIVE, NONE, RESTART, NONE]
    assert heard(5, looks, GOOD, GOOD, GOOD) == [
        "bangun 1", "finished", "bangun 1", "finished", "henti 1", "bangun 2", "finished",
    ]  # fmt: skip


def test_what_failed_is_built_again_at_the_next_save_and_not_before() -> None:
    assert heard(4, [NONE, NONE, NONE, NONE], BAD) == ["bangun 1", "rusak"]
    assert heard(4, [NONE, NONE, LIVE, NONE], BAD, GOOD) == ["bangun 1", "rusak", "bangun 1", "finished"]


def test_an_error_before_any_report_is_told() -> None:
    assert heard(1, [], {"event": "error", "reason": "params rusak"}) == ["bangun 1", "params rusak"]


def test_several_saves_at_once_are_one_build() -> None:
    looks = [NONE, LIVE, LIVE, RESTART, NONE]
    assert heard(2, looks, GOOD, GOOD) == ["bangun 1", "finished", "henti 1", "bangun 2", "finished"]


def test_a_save_during_a_build_is_built_after_it() -> None:
    script = Scripted([NONE, LIVE, NONE], NEVER, GOOD)
    session = script.session()
    session.step()
    session.step()
    assert script.heard == ["bangun 1"]
    (builder := session._builder).events.put((builder, GOOD))  # type: ignore[union-attr]
    builder.events.put((builder, {"event": "summary"}))  # type: ignore[union-attr]
    session.step()
    session.step()
    assert script.heard == ["bangun 1", "finished", "bangun 1", "finished"]


def test_a_build_that_never_ends_is_ended_when_something_newer_was_saved() -> None:
    script = Scripted([NONE, LIVE, NONE], NEVER, GOOD)
    session = script.session()
    session.step()
    session.step()
    script.now = OUTDATED + 1
    session.step()
    assert script.heard == ["bangun 1", "henti 1", "bangun 2", "finished"]


def test_a_builder_that_dies_is_told_once_and_replaced_at_the_next_save() -> None:
    script = Scripted([NONE, NONE, NONE, RESTART, NONE], None, GOOD)
    session = script.session()
    for _ in range(5):
        session.step()
    assert script.heard[:2] == ["bangun 1", "proses yang membangun pratinjau berhenti:\nImportError: rusak"]
    assert script.heard[2:] == ["henti 1", "bangun 2", "finished"]


def test_who_stands_ready_and_dies_is_not_started_again_and_again() -> None:
    script = Scripted([NONE] * 9, GOOD)
    session = script.session()
    session.step()
    session.step()
    spare = session._spare
    spare.events.put((spare, None))  # type: ignore[union-attr]
    for _ in range(3):
        session.step()
    assert script.builders == 2
    assert script.heard[-1] == "henti 2"


def test_the_end_of_the_command_ends_all_builders() -> None:
    script = Scripted([], GOOD)

    def look() -> ProjectChange:
        if script.builders == 2:
            raise KeyboardInterrupt
        return NONE

    script.look = look  # type: ignore[method-assign]
    with pytest.raises(KeyboardInterrupt):
        script.session().run()
    assert script.heard[-2:] == ["henti 1", "henti 2"]


FAULT = PreviewFault("notebooks/pkt.ipynb, sel 3:\n  <b> & NameError", "12.03.44")


def test_a_mark_says_what_failed_and_since_when_and_goes_without_a_trace() -> None:
    page = PAGE.format("isi")
    faulty = marked(page, FAULT)
    assert "12.03.44" in faulty
    assert "&lt;b&gt; &amp; NameError" in faulty
    assert marked(faulty, PreviewFault("lain", "12.04.00")) == marked(page, PreviewFault("lain", "12.04.00"))
    assert marked(faulty, None) == page


def test_the_script_asks_nobody_but_its_own_server() -> None:
    page = reloading(PAGE.format("isi"), 3)
    (policy,) = lxml.html.fromstring(page).xpath("//meta[@http-equiv]/@content")
    assert "connect-src 'self'" in policy
    assert "default-src 'none'" in policy
    assert "unsafe" not in page
    assert 'data-version="3"' in page


def said(tmp_path: Path, *outcomes: Event | str) -> tuple[list[str], Path]:
    """What the terminal says of these, one after another; and the page."""
    page = tmp_path / "laporan.html"
    page.write_text(PAGE.format("baik"), encoding="utf-8")
    stream = io.StringIO()
    console = Console(file=stream, width=200, highlight=False)
    preview = Preview(page, "2017 pusat", console, console)
    for outcome in outcomes:
        if isinstance(outcome, str):
            preview.failed(outcome)
        else:
            preview.built(outcome)
    return [
        " ".join(word for word in line.split() if word.count(".") != 2) for line in stream.getvalue().splitlines()
    ], page


def report(**made: Any) -> Event:
    nothing = dict.fromkeys(("missing_photos", "unrecorded", "without_origin", "unlabelled", "unread", "always"), ())
    return {**GOOD, "page": "laporan.html", "seconds": 1.0, **nothing, **made}


def test_a_fault_is_told_once_and_marked_until_it_is_mended(tmp_path: Path) -> None:
    lines, page = said(tmp_path, "rusak", "rusak", "lain")
    assert lines == ["✗ rusak", "✗ masih karena sebab yang sama", "✗ lain"]
    assert "<pre>lain</pre>" in page.read_text(encoding="utf-8")
    assert "baik" in page.read_text(encoding="utf-8")
    lines, _page = said(tmp_path, "rusak", report())
    assert lines[-1] == "✓ laporan.html jadi lagi, 1,0 detik"


def test_photographs_are_told_once(tmp_path: Path) -> None:
    lines, _page = said(tmp_path, report(missing_photos=["a.jpg"]), report(missing_photos=["a.jpg", "b.jpg"]))
    assert [line for line in lines if line.endswith(".jpg")] == ["a.jpg", "b.jpg"]


@pytest.fixture
def serve() -> Iterator[Callable[[Callable[[int], str]], PreviewServer]]:
    servers = []

    def start(page: Callable[[int], str]) -> PreviewServer:
        servers.append(
            PreviewServer(lambda _y, unit, v: page(v) if unit == "pusat" else None, "/2017/pusat/laporan.html", 0)
        )
        return servers[-1]

    yield start
    for server in servers:
        server.close()


def asked(server: PreviewServer, path: str, **headers: str) -> tuple[int, str]:
    port = int(server.address.split(":")[2].split("/")[0])
    connection = http.client.HTTPConnection(HOST, port, timeout=60)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    found = answer.status, answer.read().decode()
    connection.close()
    return found


@pytest.mark.hostile("escape")
@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/2017/pusat/laporan.html", 200),
        ("/2017/kanreg-10/laporan.html", 404),
        ("/2017/../laporan.html", 404),
        ("/2017/%2e%2e/laporan.html", 404),
        ("/laporan.toml", 404),
    ],
)
def test_nothing_is_served_but_pages(
    serve: Callable[[Callable[[int], str]], PreviewServer], path: str, status: int
) -> None:
    assert asked(serve(lambda _version: "halaman"), path)[0] == status


@pytest.mark.hostile("escape")
def test_a_foreign_name_for_this_machine_is_refused(serve: Callable[[Callable[[int], str]], PreviewServer]) -> None:
    server = serve(lambda _version: "rahasia")
    assert asked(server, "/2017/pusat/laporan.html", Host="jahat.example") == (403, "")


@pytest.mark.browser
def test_an_open_page_loads_itself_again_at_the_place_that_was_read(
    chromium: Browser, serve: Callable[[Callable[[int], str]], PreviewServer]
) -> None:
    pages = [waiting_page("2017 pusat", FAULT)]

    def chapters(above: int) -> str:
        more = "".join("<p>tambahan</p>" for _ in range(above))
        return PAGE.format(more + "".join(f'<p id="p{n}">alinea {n}</p>' for n in range(200)))

    server = serve(lambda version: reloading(pages[-1], version))
    page = chromium.new_page(viewport={"width": 800, "height": 600})
    troubles: list[str] = []
    page.on("console", lambda said: troubles.append(said.text) if said.type == "error" else None)
    page.goto(server.address, wait_until="commit")
    page.get_by_role("alert").get_by_text("NameError").wait_for()
    pages.append(chapters(0))
    server.announce()
    page.locator("#p100").wait_for()
    page.evaluate("document.getElementById('p100').scrollIntoView()")
    pages.append(marked(chapters(50), FAULT))
    server.announce()
    page.get_by_role("alert").wait_for()
    page.wait_for_function(f"Math.abs({PLACE} - document.getElementById('pratinjau').clientHeight) < 40")
    pages.append(chapters(50))
    server.announce()
    page.get_by_role("alert").wait_for(state="detached")
    page.wait_for_function(f"Math.abs({PLACE}) < 40")
    page.close()
    assert troubles == []


class Watching:
    """`laporan watch` on a project, whose lines are read as they come."""

    def __init__(self, root: Path) -> None:
        program = "from laporan.cli.__main__ import main; main()"
        self.process = subprocess.Popen(
            [sys.executable, "-c", program, "watch", "2017", "--no-browser"], encoding="utf-8",
            env=os.environ | {"LAPORAN_ROOT": str(root), "COLUMNS": "300"},
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
        self.limit = threading.Timer(LIMIT, self.process.kill)
        self.limit.daemon = True
        self.limit.start()

    def until(self, words: str) -> str:
        """The next line with these words; what never comes is waited for until the process is ended."""
        for line in self.process.stdout or ():
            if words in line:
                return line
        raise AssertionError(f"it ended without “{words}”")


@pytest.mark.slow
@pytest.mark.hostile("fault")
def test_whatever_is_half_typed_the_page_stays_and_recovers(small_project: Path) -> None:
    page = small_project / "outputs/pratinjau/2017/pusat/laporan.html"
    helper, chapter = small_project / "src/analysis/counters/results.py", small_project / "notebooks/pkt.ipynb"
    good = {path: path.read_text(encoding="utf-8") for path in (helper, chapter)}
    watching = Watching(small_project)
    try:
        watching.until("jadi")
        helper.write_text(good[helper] + "\ndef setengah(", encoding="utf-8")
        assert "results.py, baris" in watching.until("✗")
        assert "results.py, baris" in page.read_text(encoding="utf-8")
        helper.write_text(good[helper], encoding="utf-8")
        watching.until("jadi lagi")
        assert 'id="pratinjau"' not in page.read_text(encoding="utf-8")
        edit_params(small_project, "cover:", "cover: [")
        assert "params/2017.yml" in watching.until("✗")
        edit_params(small_project, "cover: [", "cover:")
        watching.until("jadi lagi")
        edit_params(small_project, "title: Laporan", "title: Uji Laporan")
        watching.until("jadi")
        assert "Uji Laporan" in page.read_text(encoding="utf-8")
        chapter.write_text(good[chapter][:-20], encoding="utf-8")
        assert "pkt.ipynb" in watching.until("✗")
        notebook = nbformat.reads(good[chapter], as_version=4)
        notebook.cells.append(nbformat.v4.new_markdown_cell("Kalimat yang baru disimpan."))
        nbformat.write(notebook, chapter)
        watching.until("jadi lagi")
        assert "Kalimat yang baru disimpan." in page.read_text(encoding="utf-8")
        os.killpg(watching.process.pid, signal.SIGINT)
        assert watching.process.wait(60) == 0
    finally:
        watching.limit.cancel()
        watching.process.kill()
        watching.process.communicate()
    assert not list((small_project / "outputs").glob(".build-*"))
