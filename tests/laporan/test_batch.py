"""What is told of a build of many reports: events for programs, a table, an estimate, and how to go on."""

from __future__ import annotations

import io
import json
import signal
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager, nullcontext
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from laporan.build.outcome import Built
from laporan.build.run_chapter import Run, Task
from laporan.build.scheduler import Build
from laporan.build.time_estimate import ASSEMBLY, TimeEstimate
from laporan.cli.build import TerminalListener
from laporan.cli.build_events import EventLines, unchanged_events
from laporan.cli.listener import BuildListener, Ended, listened
from laporan.core.stopping import StoppedError

from .projects import ROOT
from .test_queue import FAULT, Quick, project

__all__ = ["project"]  # the fixture: two chapters for whatever year
FAILS = {("sop", 11), ("laporan", 12), ("data", 14)}  # and 13 can't be planned


class Stopped(Quick):
    """Somebody presses Ctrl-C while a chapter of one year runs."""

    def run(self, task: Task) -> Future[Run]:
        if task.year == 12:
            raise StoppedError(signal.SIGINT)
        return super().run(task)


def build(listener: BuildListener, executor: Quick, years: range) -> Ended:
    work = Build(executor, listener.began, listener.chapter)
    return listened(nullcontext(work), [(year, "pusat") for year in years], listener)


def events_of(executor: Quick, years: range, *options: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    listener = EventLines(options, tell=lambda event, **told: found.append({"event": event} | told))
    try:
        build(listener, executor, years)
    except StoppedError:
        found.append({"event": "raised"})
    return json.loads(json.dumps(found))


def printed(executor: Quick, years: range) -> tuple[str, str]:
    out, err = io.StringIO(), io.StringIO()
    consoles = [Console(file=stream, width=80, highlight=False) for stream in (out, err)]
    try:
        build(TerminalListener(*consoles, ["--draft"]), executor, years)
    except StoppedError:
        err.write("raised")
    return out.getvalue(), err.getvalue()


@pytest.mark.usefixtures("project")
def test_a_program_hears_of_every_report_and_why_it_failed() -> None:
    events = events_of(Quick(FAILS), range(10, 16), "--draft")
    assert events[0] == {
        "event": "started",
        "schema": 1,
        "reports": [{"year": y, "unit": "pusat"} for y in range(10, 16)],
    }
    reports = {event["year"]: event for event in events if event["event"] == "report"}
    assert {year: report["state"] for year, report in reports.items()} == dict.fromkeys(range(11, 15), "failed") | {
        10: "finished", 15: "finished",
    }  # fmt: skip
    assert "rusak" in reports[11]["reason"]
    assert reports[12]["reason"] == "12 pusat: dua angka berselisih"
    assert reports[14]["faults"] == [FAULT.__dict__]
    assert reports[10]["page"] == "outputs/10/pusat/laporan.html"
    assert {key: events[-1][key] for key in ("event", "finished", "unchanged", "failed", "unfinished", "stopped")} == {
        "event": "summary", "finished": 2, "unchanged": 0, "failed": 4, "unfinished": [], "stopped": None,
    }  # fmt: skip
    assert events[-1]["resume"] == ["laporan build --years 11,12,13,14 --units pusat --draft"]


@pytest.mark.usefixtures("project")
def test_the_documentation_has_every_event_and_key() -> None:
    told = (ROOT / "docs" / "otomatisasi.md").read_text(encoding="utf-8")
    for event in events_of(Quick(FAILS), range(10, 16)):
        missing = [name for name in (event["event"], *event) if f"`{name}`" not in told]
        assert not missing, event


@pytest.mark.usefixtures("project")
def test_of_chapters_a_program_hears_those_that_ran_and_what_failed_in_them() -> None:
    events = events_of(Quick({("sop", 11)}), range(11, 12))
    (begun,) = [event for event in events if event["event"] == "report-started"]
    chapters = {event["chapter"]: event for event in events if event["event"] == "chapter"}
    assert sorted(begun["stale"]) == sorted(chapters) == ["identities", "pkt", "sop"]
    assert chapters["sop"]["failure"] == {"message": "rusak", "cell": None, "line": None}
    again = [event for event in events_of(Quick(), range(11, 12)) if event["event"] == "chapter"]
    assert [event["chapter"] for event in again] == ["sop"], "the others are reused, and nothing is told of them"


@pytest.mark.usefixtures("project")
def test_a_build_that_finds_nothing_to_do_says_what_its_memory_would_say() -> None:
    ended = build(EventLines(tell=lambda *_, **__: None), Quick(), range(10, 12))
    remembered = [json.loads(line) for line in unchanged_events([one for one in ended.built if isinstance(one, Built)])]
    events = events_of(Quick(), range(10, 12))
    events[-1]["seconds"] = remembered[-1]["seconds"] = 0
    assert events == remembered
    assert [event["state"] for event in events if event["event"] == "report"] == ["unchanged", "unchanged"]


@pytest.mark.usefixtures("project")
@pytest.mark.hostile("fault")
def test_a_build_that_is_stopped_says_what_is_finished_and_how_to_go_on() -> None:
    events = events_of(Stopped(), range(10, 15), "--draft")
    summary = events[-2]
    over = {event["year"] for event in events if event["event"] == "report"}
    unfinished = {report["year"] for report in summary["unfinished"]}
    assert events[-1] == {"event": "raised"}, "the command ends as whoever stopped it expects"
    assert summary["stopped"] == "SIGINT"
    assert over | unfinished == set(range(10, 15))
    assert not over & unfinished
    assert 12 in unfinished
    (command,) = summary["resume"]
    left = sorted(unfinished | {13})  # which failed, as it can't be planned
    assert command == f"laporan build --years {','.join(map(str, left))} --units pusat --draft"


@pytest.mark.hostile("fault")
def test_a_build_that_is_stopped_while_its_workers_start_says_so_too() -> None:
    events: list[tuple[str, dict[str, Any]]] = []
    listener = EventLines((), tell=lambda event, **told: events.append((event, told)))

    @contextmanager
    def starting() -> Iterator[Build]:
        raise StoppedError(signal.SIGTERM)
        yield

    with pytest.raises(StoppedError):
        listened(starting(), [(2017, "pusat"), (2018, "pusat")], listener)
    assert [event for event, _ in events] == ["started", "summary"]
    assert events[-1][1]["stopped"] == "SIGTERM"
    assert events[-1][1]["resume"] == ["laporan build --years 2017,2018 --units pusat"]


@pytest.mark.usefixtures("project")
def test_the_table_says_of_each_report_what_became_of_it() -> None:
    build(EventLines(tell=lambda *_, **__: None), Quick(), range(10, 11))
    out, err = printed(Quick({("laporan", 12)}), range(10, 13))
    rows = [line.split() for line in out[out.index("Laporan ") :].splitlines()[1:]]
    assert [row[:3] for row in rows if len(row) > 2 and row[1] == "pusat"] == [
        ["10", "pusat", "tidak"], ["11", "pusat", "dibangun"], ["12", "pusat", "gagal"],
    ]  # fmt: skip
    assert "dua angka berselisih" in out
    assert err.splitlines()[-1].strip() == "laporan build --years 12 --units pusat --draft"
    assert "1 dari 3 laporan tidak jadi" in err


@pytest.mark.usefixtures("project")
def test_the_table_stands_when_the_build_was_stopped() -> None:
    out, err = printed(Stopped(), range(11, 14))
    assert ["12", "pusat", "belum"] in [line.split()[:3] for line in out.splitlines()]
    assert "laporan build --years" in err
    assert err.endswith("raised")


@pytest.mark.usefixtures("project")
def test_what_fails_is_said_at_once_and_one_cause_is_told_once() -> None:
    out, err = printed(
        Quick({("sop", 11), ("sop", 12), ("sop", 14), ("sop", 15), ("sop", 16), ("laporan", 10)}), range(10, 17)
    )
    assert err.index("✗ 11 pusat: ") < err.index("7 dari 7 laporan") < err.index("(year=11")
    (line,) = [line for line in out.splitlines() if line.startswith("11 pusat")]
    assert "year=" not in line, "the row has it"
    assert err.count("(year=") == 1
    assert "  sama pada 12 pusat, 14 pusat, 15 pusat, dan 1 laporan lain\n" in err
    assert err.count("dua angka berselisih") == 2, "at once, and at the end"


@pytest.mark.usefixtures("project")
def test_lines_that_are_piped_are_not_broken_at_some_width() -> None:
    out, _ = printed(Quick(), range(10, 12))
    assert sum(line.startswith("✓ ") and line.endswith(" detik") for line in out.splitlines()) == 2


@pytest.mark.usefixtures("project")
def test_one_report_needs_no_table() -> None:
    out, err = printed(Quick(), range(11, 12))
    assert "Hasil" not in out
    assert "laporan build" not in err


@pytest.mark.usefixtures("project")
def test_without_a_terminal_each_report_is_a_line() -> None:
    _out, err = printed(Quick(), range(10, 13))
    assert [line.split(" laporan")[0] for line in err.splitlines() if " dari 3 " in line] == [
        "1 dari 3", "2 dari 3", "3 dari 3",
    ]  # fmt: skip


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@given(
    unchanged=st.integers(0, 50),
    chapters=st.lists(st.integers(0, 30), min_size=2, max_size=20),
    pace=st.floats(0.01, 100),
    data=st.data(),
)
def test_at_an_even_pace_the_estimate_is_right_whatever_was_unchanged(
    unchanged: int, chapters: list[int], pace: float, data: st.DataObject
) -> None:
    clock = Clock()
    estimate = TimeEstimate(unchanged + len(chapters), clock)
    for _ in range(unchanged):
        estimate.stands()
        clock.now += 0.001
    for count in chapters:
        estimate.began(count)
    whole = sum(count + ASSEMBLY for count in chapters)
    done = data.draw(st.integers(whole // 2, whole))
    estimate.ran(done)
    clock.now += done * pace
    left = estimate.left()
    assert left is not None
    assert left == pytest.approx((whole - done) * pace, rel=1e-6, abs=1e-6)


def test_where_little_was_done_nothing_is_said() -> None:
    estimate = TimeEstimate(10)
    assert estimate.left() is None
    estimate.began(20)
    estimate.ran()
    assert estimate.left() is None
