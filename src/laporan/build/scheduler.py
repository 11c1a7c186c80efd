"""Build reports: the chapters of all of them are one queue, each report is put together as soon as its own have
run, and promoted whole or not at all.

However many reports there are, only a few are under way: a report is planned when there is room for its work. Its data
is looked at first, and its chapters are handed out once that is without fault.
"""

from __future__ import annotations

import math
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from laporan.build.assemble import IDENTITIES, chapter_tasks, commit_of, identities_said, identities_told
from laporan.build.chapter_cache import ChapterCache
from laporan.build.executor import BuildExecutor
from laporan.build.fingerprints import Fingerprints
from laporan.build.outcome import Begun, Built, Unbuilt
from laporan.build.promote import forget_failed, keep_failed, promote, staging_prefix
from laporan.build.report_cache import ReportCache
from laporan.core import paths
from laporan.core.errors import AnalysisError, DataError, Fault, NotFinalError, Obstacle
from laporan.core.formatting import number
from laporan.core.system_faults import FAULTS_OF_THE_SYSTEM, refuse_wrong_clock, system_fault
from laporan.project.outline import ReportPlan, plan_report
from laporan.project.records import Correction, Form, Made, Order, Run, Task

FAULTY = "kesalahan data atau bab"
LOOK = 1.0  # seconds between two looks at whether anybody still works
AHEAD = 2  # chapters waiting for each that runs: nobody idles, and no more is planned than that


@dataclass(frozen=True)
class Work:
    """What an executor was asked for.

    Parameters
    ----------
    report : Underway
        It belongs to.
    name : str
        What it is, for the person who waits for it.
    follow : callable
        What is to be done with its result.
    """

    report: Underway
    name: str
    follow: Callable[[Underway, Future[Any]], None]


@dataclass
class Underway:
    """A report whose chapters are running, waiting or done.

    Parameters
    ----------
    plan : ReportPlan
    folder : Path
        Where it is made.
    tasks : list of Task
        All its chapters, with the identities of its data.
    stale : list of Task
        Those of them that have to run.
    began : float
        When, by the performance counter.
    runs : dict of Task to Run
        Those that are done.
    over : bool
        Whether nothing comes of it any more.
    """

    plan: ReportPlan
    folder: Path
    tasks: list[Task]
    stale: list[Task]
    began: float
    runs: dict[Task, Run] = field(default_factory=dict)
    over: bool = False

    @property
    def seconds(self) -> tuple[tuple[str, float], ...]:
        """How long each printed chapter took."""
        return tuple((task.chapter, self.runs[task].seconds) for task in self.tasks if task.notebook != IDENTITIES)


class Build:
    """One command's work.

    Parameters
    ----------
    executor : BuildExecutor
        Does it.
    began : callable
        Hears of each report that begins.
    done : callable
        Hears of each chapter that ended.
    form : {'report', 'bundle', 'draft'}
        What is made of each report.
    force : bool
        Whether everything is done again.
    final : bool
        Whether reports are to be signed; what stands in the way is then refused, all of it at once.
    seconds : float
        How long all of it may take; what is not done then is ended, and named.
    correction : Correction, optional
        Which published version the report corrects.
    """

    def __init__(
        self,
        executor: BuildExecutor,
        began: Callable[[Begun], object],
        done: Callable[[Run], object],
        form: Form = "report",
        force: bool = False,
        final: bool = False,
        seconds: float = math.inf,
        correction: Correction | None = None,
    ) -> None:
        fingerprints = Fingerprints(executor.engine)
        self.final, self.seconds, self.correction = final, seconds, correction
        self.executor, self.began, self.done, self.form = executor, began, done, form
        self.chapters = ChapterCache(fingerprints, force=force)
        self.finished = ReportCache(fingerprints, self.chapters, form, final, correction)
        self.commit = commit_of(paths.root())
        self.outcomes: list[Built | Unbuilt] = []
        self.pending: dict[Future[Any], Work] = {}

    def reports(self, wanted: Iterable[tuple[int, str]]) -> Iterator[Built | Unbuilt]:
        """Build reports. A failure stops nothing else.

        Parameters
        ----------
        wanted : iterable of (int, str)
            Year and unit of each.

        Yields
        ------
        Built or Unbuilt
            Each report as it is finished, or fails.
        """
        refuse_wrong_clock()
        paths.outputs().mkdir(exist_ok=True)
        staging = Path(tempfile.mkdtemp(prefix=staging_prefix(), dir=paths.outputs()))
        end = time.monotonic() + self.seconds
        try:
            waiting, more = iter(wanted), True
            while more or self.pending:
                while more and len(self.pending) < AHEAD * self.executor.jobs:
                    more = self._begin_next(waiting, staging)
                yield from self._take_outcomes()
                self._follow(wait(self.pending, min(LOOK, max(end - time.monotonic(), 0)), FIRST_COMPLETED).done)
                yield from self._take_outcomes()
                if why := self._why_no_more(end):
                    yield from self._break_off(why, waiting)
                    return
        except BaseException:
            self.executor.stop()  # before the folder goes that its processes write to
            raise
        finally:
            shutil.rmtree(staging, ignore_errors=True)

    def _follow(self, ended: Iterable[Future[Any]]) -> None:
        """Go on with what came back. What the system refuses to one report is the fault of that one."""
        for future in ended:
            work = self.pending.pop(future)
            if work.report.over:
                continue
            try:
                work.follow(work.report, future)
            except FAULTS_OF_THE_SYSTEM as error:
                self._give_up(work.report, f"{work.report.plan.name}: {system_fault(error)}")

    def _why_no_more(self, end: float) -> str:
        """Why nothing that is still wanted will come; '' where it will, or nothing is wanted."""
        if not self.pending:
            return ""
        if time.monotonic() >= end:
            return f"belum selesai sesudah {number(self.seconds)} detik (build_seconds), jadi dihentikan"
        return self.executor.out_of_reach()

    def _break_off(self, why: str, waiting: Iterator[tuple[int, str]]) -> Iterator[Unbuilt]:
        """End what is being done; reports that stand in their place are not touched."""
        unfinished: dict[ReportPlan, list[str]] = {}
        for work in self.pending.values():
            if not work.report.over:
                unfinished.setdefault(work.report.plan, []).append(work.name)
        self.pending.clear()
        self.executor.stop()
        for plan, names in unfinished.items():
            yield Unbuilt(plan.year, plan.unit, f"{plan.name}: {why}. Yang belum selesai: {', '.join(sorted(names))}")
        for year, unit in waiting:
            yield Unbuilt(year, unit, f"{year} {unit}: belum dimulai; pembuatan laporan {why}")

    def _take_outcomes(self) -> Iterator[Built | Unbuilt]:
        while self.outcomes:
            yield self.outcomes.pop(0)

    def _begin_next(self, waiting: Iterator[tuple[int, str]], staging: Path) -> bool:
        """Begin the next report; False where there is none."""
        wanted = next(waiting, None)
        if wanted is None:
            return False
        try:
            self._begin(*wanted, staging)
        except AnalysisError as error:
            self.outcomes.append(Unbuilt(*wanted, str(error)))
        except FAULTS_OF_THE_SYSTEM as error:
            self.outcomes.append(Unbuilt(*wanted, f"{wanted[0]} {wanted[1]}: {system_fault(error)}"))
        return True

    def _begin(self, year: int, unit: str, staging: Path) -> None:
        plan, began = plan_report(year, unit), time.perf_counter()
        folder = staging / str(plan.year) / plan.unit
        tasks = chapter_tasks(plan, folder)
        forget_failed(year, plan.unit)
        stale = self.chapters.stale(tasks)
        recalled = None if stale or self.form == "check" else self.finished.recall(plan, tasks)
        self.began(Begun(plan, tasks, stale, recalled is not None))
        if recalled:
            for task in tasks:
                self.done(Run(task, 0, None))
            self.outcomes.append(self._built(plan, tasks, recalled, None))
            return
        report = Underway(plan, folder, tasks, stale, began)
        self.pending[self.executor.inspect(year, unit)] = Work(report, "pemeriksaan data", self._inspected)
        for task in stale:
            self.chapters.begins(task)

    def _inspected(self, report: Underway, future: Future[Any]) -> None:
        """Its data was looked at: hand out the chapters that have to run, and put the others in their place."""
        found = self.executor.inspected_of(future)
        if found.faults or found.failure:
            self._give_up(report, found.failure or str(DataError(list(found.faults))), found.faults)
            return
        for task in report.stale:
            self._run(report, task)
        for task in report.tasks:
            if task in report.stale:
                continue
            if reused := self.chapters.reuse(task):
                self._ran(report, reused)
            else:  # it was there a moment ago
                self.chapters.begins(task)
                self._run(report, task)
        if len(report.runs) == len(report.tasks):
            self._assemble(report)

    def _run(self, report: Underway, task: Task) -> None:
        self.pending[self.executor.run(task)] = Work(report, f"bab {task.chapter}", self._ended)

    def _ended(self, report: Underway, future: Future[Any]) -> None:
        """A chapter ended; the last of them lets the report be put together."""
        run = self.executor.run_of(future)
        self.chapters.ended(run)
        self._ran(report, run)
        if len(report.runs) == len(report.tasks):
            failed = [run for run in report.runs.values() if run.failure]
            if failed:
                self._give_up(report, "\n".join(keep_failed(run).explain() for run in failed))
            else:
                self._assemble(report)

    def _ran(self, report: Underway, run: Run) -> None:
        report.runs[run.task] = run
        self.done(run)

    def _assemble(self, report: Underway) -> None:
        plan = report.plan
        order = Order(
            plan.year, plan.unit, report.folder, report.seconds, self.form, self.commit, self.final, self.correction,
            identities_told(report.tasks),
        )  # fmt: skip
        self.pending[self.executor.assemble(order)] = Work(report, "penyusunan", self._assembled)

    def _assembled(self, report: Underway, future: Future[Any]) -> None:
        made = self.executor.made_of(future)
        if made.obstacles:
            self._refuse(report, made.obstacles)
            return
        if made.failure:
            self._give_up(report, f"{report.plan.name}: {made.failure}")
            return
        made = replace(made, identities=identities_said(report.tasks))
        if self.form == "check":
            shutil.rmtree(report.folder, ignore_errors=True)
        else:
            promote(report.folder, report.plan.place(self.form))
            self.finished.keep(report.plan, report.tasks, made)
        self.outcomes.append(self._built(report.plan, report.tasks, made, time.perf_counter() - report.began))

    def _built(self, plan: ReportPlan, tasks: list[Task], made: Made, seconds: float | None) -> Built:
        return Built(plan, self.form, made, seconds, self.chapters.always(tasks), frozenset(self.chapters.read(tasks)))

    def _give_up(self, report: Underway, message: str, faults: tuple[Fault, ...] = ()) -> None:
        report.over = True
        self.chapters.drops(report.stale)
        if self.final:  # it has no document, but whoever mends this fault hears of the others, too
            ahead = obstacles_ahead(report.plan)
            self._refuse(report, (*ahead, Obstacle(FAULTY, message, "Perbaiki lebih dahulu.")), faults)
            return
        shutil.rmtree(report.folder, ignore_errors=True)
        self.outcomes.append(Unbuilt(report.plan.year, report.plan.unit, message, faults))

    def _refuse(self, report: Underway, obstacles: tuple[Obstacle, ...], faults: tuple[Fault, ...] = ()) -> None:
        """It can't be signed yet; what stands in its place is untouched."""
        shutil.rmtree(report.folder, ignore_errors=True)
        plan, message = report.plan, str(NotFinalError(obstacles))
        self.outcomes.append(Unbuilt(plan.year, plan.unit, f"{plan.name}: {message}", faults, obstacles))


def obstacles_ahead(plan: ReportPlan) -> list[Obstacle]:
    """What can be told of a report's obstacles without its chapters."""
    from laporan.build import obstacles  # it brings pandas
    from laporan.data.inventory import data_of

    known = [*obstacles.of_parameters(plan), *obstacles.of_data(data_of(plan.year, plan.unit))]
    with suppress(AnalysisError):  # what is at fault is told already
        known += [*obstacles.of_values(plan), *obstacles.of_rules(plan)]
    return known
