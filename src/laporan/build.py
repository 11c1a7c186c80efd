"""Build reports: execute chapters in a staging folder, stitch, write, and promote the whole or nothing."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from analysis import paths
from analysis.errors import AnalysisError
from laporan.agreement import refuse_disagreement
from laporan.document import Document, build_document
from laporan.engine import DEFAULT
from laporan.errors import ReportError
from laporan.execute import Run, Task
from laporan.ledger import Stray, find_strays
from laporan.manifest import write_manifest
from laporan.outputs import PAGE, write_outputs
from laporan.project import ReportPlan
from laporan.rerun import run_stale
from laporan.semantic import semantic_body
from laporan.stitch import Stitched, stitch

NOTEBOOKS = "notebooks"
FAILED = "gagal"


@dataclass(frozen=True)
class Built:
    """A finished report, and what the person who regenerates should hear about it."""

    plan: ReportPlan
    page: Path
    facts: int
    figures: int
    tables: int
    missing_photos: tuple[str, ...]
    unlabelled: tuple[str, ...]
    strays: tuple[Stray, ...]
    seconds: float


class BuildError(ReportError):
    """Some reports could not be made; those of before are untouched. `built` are the reports that could."""

    def __init__(self, message: str, built: list[Built]) -> None:
        super().__init__(message)
        self.built = built


def build(
    plans: Iterable[ReportPlan],
    jobs: int,
    done: Callable[[Run], None],
    bundle: bool = False,
    engine: str = DEFAULT,
    force: bool = False,
) -> list[Built]:
    """Build every report; chapters of all reports are one queue, and those that did not change are reused.

    bundle : with each report its archive for a third party
    force : every chapter runs
    Raises BuildError when a report could not be made: every other chapter still ran, the other reports
    are in their place, the one of before is untouched, failed notebooks are kept under outputs/gagal.
    """
    plans = list(plans)
    began = time.perf_counter()
    (paths.root() / "outputs").mkdir(exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=".bangun-", dir=paths.root() / "outputs"))
    try:
        tasks = {plan: chapter_tasks(plan, staging) for plan in plans}
        runs = run_stale([task for report in tasks.values() for task in report], jobs, done, engine, force)
        failed = [run for run in runs if run.failure]
        broken = {(run.task.year, run.task.unit) for run in failed}
        built, faults = [], [keep_failed(run).explain() for run in failed]
        for plan in plans:
            if (plan.year, plan.unit) in broken:
                continue
            try:
                mine = [run for run in runs if run.task in tasks[plan]]
                built.append(assemble(plan, staging, mine, began, bundle))
            except AnalysisError as error:
                faults.append(f"{plan.name}: {error}")
        if faults:
            raise BuildError("\n".join(faults), built)
        return built
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def chapter_tasks(plan: ReportPlan, staging: Path) -> list[Task]:
    """What has to run for one report."""
    folder = staging / str(plan.year) / plan.unit / NOTEBOOKS
    return [
        Task(chapter.id, chapter.notebook, folder / chapter.notebook.name, plan.year, plan.unit)
        for chapter in plan.chapters
        if chapter.notebook
    ]


def assemble(plan: ReportPlan, staging: Path, runs: list[Run], began: float, bundle: bool = False) -> Built:
    """Write one report whose chapters all ran, and put it in its place."""
    folder = staging / str(plan.year) / plan.unit
    stitched, document = write_report(plan, folder, bundle)
    write_manifest(plan, runs, stitched, folder)
    promote(folder, plan.folder)
    return Built(
        plan, plan.folder / PAGE, len(stitched.facts), len(document.figures), len(document.tables),
        tuple(span.text_content() for span in document.body.xpath(".//div[@class='foto']/span")),
        tuple(stitched.unlabelled), tuple(find_strays(document, stitched.facts)), time.perf_counter() - began,
    )  # fmt: skip


def write_report(plan: ReportPlan, folder: Path, bundle: bool = False) -> tuple[Stitched, Document]:
    """Stitch the executed notebooks in `folder`, hold its numbers against each other, and write its files there."""
    stitched = stitch(plan, folder / NOTEBOOKS)
    refuse_disagreement(plan, stitched.facts)
    document = build_document(semantic_body(stitched.notebook), stitched.facts)
    write_outputs(plan, stitched, document, folder, bundle)
    return stitched, document


def promote(made: Path, place: Path) -> None:
    """Put a finished folder in its place by renames: a reader finds the old report or the new one, never half."""
    place.parent.mkdir(parents=True, exist_ok=True)
    _flush(made)
    old = None
    if place.exists():
        old = Path(tempfile.mkdtemp(prefix=".lama-", dir=paths.root() / "outputs"))
        place.rename(old / "x")
    made.rename(place)
    if old:
        shutil.rmtree(old, ignore_errors=True)


def _flush(folder: Path) -> None:
    """On disk before the rename, so that a power cut can't leave an empty report under the good name."""
    if os.name != "posix":
        return
    for path in folder.rglob("*"):
        handle = os.open(path, os.O_RDONLY)
        os.fsync(handle)
        os.close(handle)


def keep_failed(run: Run) -> Run:
    """The failed notebook where it can be opened, and the run that says so."""
    kept = paths.root() / "outputs" / FAILED / str(run.task.year) / run.task.unit / run.task.output.name
    if not run.task.output.is_file():
        return run
    kept.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(run.task.output, kept)
    task = Task(run.task.chapter, run.task.notebook, kept, run.task.year, run.task.unit)
    return Run(task, run.seconds, run.failure)
