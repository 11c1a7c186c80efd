"""`laporan build --json`: what happens, as JSON Lines; docs/otomatisasi.md has every event and key."""

from __future__ import annotations

import json
import signal
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from laporan.build.manifest import is_final
from laporan.build.outcome import Begun, Built, Unbuilt
from laporan.cli.listener import Ended
from laporan.cli.resume import resume_commands
from laporan.core import paths
from laporan.project.records import Run

SCHEMA = 1  # goes up when a key changes its meaning or goes away; new keys and events may come at any time
REMARKS = ("figures", "tables", "facts", "identities", "missing_photos", "unlabelled", "unrecorded", "without_origin",
           "unread")  # fmt: skip


def print_event(event: str, **told: Any) -> None:
    """Print one event, at once: whoever reads it may wait for it."""
    sys.stdout.write(_line(event, told) + "\n")
    sys.stdout.flush()


def _line(event: str, told: dict[str, Any]) -> str:
    return json.dumps({"event": event, **told}, ensure_ascii=False)


def unchanged_events(reports: Sequence[Built]) -> list[str]:
    """What the same command prints where nothing has changed since, a line an event."""
    lines: list[str] = []
    listener = EventLines(tell=lambda event, **told: lines.append(_line(event, told)), clock=lambda: 0)
    listener.starts([(report.plan.year, report.plan.unit) for report in reports])
    for report in reports:
        listener.report(replace(report, seconds=None))
    listener.ends(Ended(reports))
    return lines


class EventLines:
    """Hears of a build and prints it as JSON Lines.

    Parameters
    ----------
    options : sequence of str
        Of the command, as `resume.given_options` gives them.
    tell : callable
        Prints an event: its name, and its keys by name.
    clock : callable
        Seconds that never go back.
    """

    def __init__(
        self,
        options: Sequence[str] = (),
        tell: Callable[..., object] = print_event,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        self._options, self._tell, self._clock, self._began = options, tell, clock, clock()
        self._stale: set[object] = set()
        self._states = {"finished": 0, "unchanged": 0, "failed": 0}

    def starts(self, wanted: Sequence[tuple[int, str]]) -> None:
        self._tell("started", schema=SCHEMA, reports=_named(wanted))

    def began(self, begun: Begun) -> None:
        if begun.stands:
            return
        self._stale |= set(begun.stale)
        plan, stale = begun.plan, [task.chapter for task in begun.stale]
        self._tell("report-started", year=plan.year, unit=plan.unit, chapters=len(begun.tasks), stale=stale)

    def chapter(self, run: Run) -> None:
        task, failure = run.task, run.failure
        if task not in self._stale:
            return
        self._stale.discard(task)
        self._tell(
            "chapter",
            year=task.year,
            unit=task.unit,
            chapter=task.chapter,
            notebook=paths.relative(task.notebook),
            seconds=round(run.seconds, 3),
            failure=failure and {"message": failure.message, "cell": failure.cell, "line": failure.line},
        )

    def report(self, outcome: Built | Unbuilt) -> None:
        told = _of_built(outcome) if isinstance(outcome, Built) else _of_unbuilt(outcome)
        self._states[told["state"]] += 1
        self._tell("report", **told)

    def close(self) -> None:
        """What has to be told then, `ends` tells."""

    def ends(self, ended: Ended) -> None:
        self._tell(
            "summary",
            **self._states,
            unfinished=_named(ended.unfinished),
            seconds=round(self._clock() - self._began, 3),
            stopped=ended.stopped and signal.Signals(ended.stopped.number).name,
            resume=resume_commands(ended.left, self._options),
        )


def _named(reports: Sequence[tuple[int, str]]) -> list[dict[str, Any]]:
    return [{"year": year, "unit": unit} for year, unit in reports]


def _of_built(report: Built) -> dict[str, Any]:
    folder, made = report.page.parent, report.made
    return {
        "year": report.plan.year,
        "unit": report.plan.unit,
        "state": "unchanged" if report.seconds is None else "finished",
        "seconds": None if report.seconds is None else round(report.seconds, 3),
        "folder": paths.relative(folder),
        "page": paths.relative(report.page),
        "final": is_final(folder),
        **{name: getattr(made, name) for name in REMARKS},
        "always": report.always,
    }


def _of_unbuilt(report: Unbuilt) -> dict[str, Any]:
    return {
        "year": report.year,
        "unit": report.unit,
        "state": "failed",
        "reason": report.message,
        "faults": [fault.__dict__ for fault in report.faults],
        "obstacles": [obstacle.__dict__ for obstacle in report.obstacles],
    }
