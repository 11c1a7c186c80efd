"""What has to run again: a chapter whose inputs are, by content, what they were when it last ran, is reused."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from contextlib import suppress
from typing import TypedDict

from laporan.build.fingerprints import Fingerprints, found_by_name
from laporan.cache.digest import file_hash_if_there
from laporan.cache.fingerprint import Fingerprint
from laporan.cache.read_tracking import NO_FILES
from laporan.cache.source_code import notebook_fault
from laporan.cache.store import Store
from laporan.core import paths
from laporan.project.records import Run, Task

CHAPTERS = Store("chapters")  # the executed notebook, and beside it as JSON what it was made from
NOT_KEPT = "hasilnya tidak ada di .cache"  # it never ran, or somebody emptied the cache


class LastRun(TypedDict):
    """What a chapter was made from, what it read (path, view, hash of the file, hash of what was seen), how long it
    took, and the hash of what came of it."""

    made_from: dict[str, str]
    read: list[tuple[str, str, str, str]]
    seconds: float
    executed: str


class ChapterCache:
    """The last run of every chapter.

    Parameters
    ----------
    fingerprints : Fingerprints
    force : bool
        All chapters run, whatever is kept.
    """

    def __init__(self, fingerprints: Fingerprints, *, force: bool = False) -> None:
        self.fingerprints, self.force = fingerprints, force
        self._before: dict[Task, Fingerprint | None] = {}
        self._unseen: dict[tuple[Task, str], list[str]] = {}  # by task, and the hash of what came of it

    def why(self, task: Task) -> list[str]:
        """Why a chapter has to run.

        Returns
        -------
        list of str
            Each reason a phrase; none where its last run still holds.
        """
        if self.force:
            return ["--force"]
        record, notebook = _record(task), CHAPTERS.find(_key(task))
        if record is None or notebook is None:
            return [NOT_KEPT]
        if file_hash_if_there(notebook) != record["executed"]:
            CHAPTERS.throw_away(_key(task))
            return [NOT_KEPT]
        try:
            now = self.fingerprints.of_chapter(task, found_by_name(record["read"]))
            always = self._unseen_reads(task, record)
        except (OSError, ValueError, KeyError) as error:
            why = notebook_fault(task.notebook) or f"tidak terbaca: {error}"
            return [f"{paths.relative(task.notebook)} {why}"]
        changed = now.changes_since(Fingerprint(record["made_from"]))
        changes = [f"{name} berubah" for name in changed] + list(self.fingerprints.changed_readings(record["read"]))
        return changes + [f"selalu dijalankan: {why}" for why in always]

    def stale(self, tasks: Iterable[Task]) -> list[Task]:
        """Those chapters that have to run.

        Returns
        -------
        list of Task
            The longest first, so that none is left to run alone at the end. Of those that never ran, the length is how
            much there is to run.
        """
        stale = [task for task in tasks if self.why(task)]
        return sorted(stale, key=lambda task: (self._seconds(task), task.notebook.stat().st_size), reverse=True)

    def always(self, tasks: Iterable[Task]) -> tuple[str, ...]:
        """Which of the chapters have to run in every build, and why, a line a reason."""
        found = []
        for task in tasks:
            with suppress(OSError, ValueError, KeyError):
                reasons = self._unseen_reads(task, _record(task))
                found += [f"{paths.relative(task.notebook)} {why}" for why in reasons]
        return tuple(found)

    def _unseen_reads(self, task: Task, record: LastRun | None) -> list[str]:
        key = task, record["executed"] if record else ""
        if key not in self._unseen:
            self._unseen[key] = self.fingerprints.unseen_reads(task, record["read"] if record else [])
        return self._unseen[key]

    def read(self, tasks: Iterable[Task]) -> set[str]:
        """The files and folders that the chapters read when they last ran, as paths from the project's folder on."""
        records = filter(None, map(_record, tasks))
        return {name for record in records for name, view, *_rest in record["read"] if view not in NO_FILES}

    def executed(self, task: Task) -> str:
        """The hash of its last executed notebook; '' where there is none."""
        record = _record(task)
        return str(record["executed"]) if record else ""

    def reuse(self, task: Task) -> Run | None:
        """Put the notebook of a chapter's last run in its place.

        Returns
        -------
        Run or None
            It says how long it took when it ran; None where it is gone since it was looked at, or another.
        """
        task.output.parent.mkdir(parents=True, exist_ok=True)
        with suppress(OSError):
            shutil.copyfile(CHAPTERS.path(_key(task)), task.output)
            if file_hash_if_there(task.output) == self.executed(task):
                return Run(task, self._seconds(task), None)
        return None

    def begins(self, task: Task) -> None:
        """To be told before a task runs, so that what changes meanwhile counts as a change."""
        try:
            self._before[task] = self.fingerprints.of_chapter(task, [])
        except (OSError, ValueError, KeyError):  # it can't be read: it will fail, and nothing of it is kept
            self._before[task] = None

    def drops(self, tasks: Iterable[Task]) -> None:
        """To be told of tasks that will not run, or whose report came to nothing."""
        for task in tasks:
            self._before.pop(task, None)

    def ended(self, run: Run) -> None:
        """To be told after it ran: what succeeded is kept."""
        before = self._before.pop(run.task)
        if before and not run.failure:
            self._keep(run, before)

    def _keep(self, run: Run, before: Fingerprint) -> None:
        executed = run.task.output
        made_from = before | self.fingerprints.of_code(found_by_name(run.read))
        CHAPTERS.copy_in(_key(run.task), executed)
        record = {"made_from": made_from.parts, "read": run.read, "seconds": run.seconds}
        CHAPTERS.write_json(_record_key(run.task), record | {"executed": file_hash_if_there(executed)})

    def _seconds(self, task: Task) -> float:
        """How long its last run took; nothing where none is remembered."""
        record = _record(task)
        return float(record["seconds"]) if record else 0.0


def _record(task: Task) -> LastRun | None:
    """What is known of its last run."""
    return CHAPTERS.read_json(_record_key(task), LastRun)


def _key(task: Task) -> str:
    return f"{task.year}/{task.unit}/{task.chapter}.ipynb"


def _record_key(task: Task) -> str:
    return f"{task.year}/{task.unit}/{task.chapter}.json"
