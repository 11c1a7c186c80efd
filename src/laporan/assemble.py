"""Put one report together: its executed chapters in a folder become all of its files, in that folder."""

from __future__ import annotations

import os
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from analysis import readings
from analysis.errors import AnalysisError
from laporan.execute import Task, take_notes
from laporan.project import Form, ReportPlan, plan_report
from laporan.workers import one_apart

if TYPE_CHECKING:
    from laporan.document import Document
    from laporan.stitch import Stitched

NOTEBOOKS = "notebooks"
IDENTITIES = Path(__file__).with_name("kesamaan.ipynb")


@dataclass(frozen=True)
class Order:
    """What to put together. folder : where the executed notebooks are; seconds : how long each chapter took"""

    year: int
    unit: str
    folder: Path
    seconds: tuple[tuple[str, float], ...] = ()
    form: Form = "report"
    commit: str | None = None


@dataclass(frozen=True)
class Made:
    """What the person who regenerates should hear about a report. read : notes of what it was made from

    failure : why it could not be made; '' where it was
    """

    facts: int = 0
    figures: int = 0
    tables: int = 0
    missing_photos: tuple[str, ...] = ()
    unlabelled: tuple[str, ...] = ()
    strays: tuple[str, ...] = ()
    read: tuple[tuple[str, ...], ...] = ()
    failure: str = ""


def chapter_tasks(plan: ReportPlan, folder: Path) -> list[Task]:
    """What has to run for one report: its chapters, into `folder`, and beside it the identities of its data."""
    beside = folder.with_suffix(".tidak-dicetak")
    return [
        Task(IDENTITIES.stem, IDENTITIES, beside / IDENTITIES.name, plan.year, plan.unit),
        *(
            Task(chapter.id, chapter.notebook, folder / NOTEBOOKS / chapter.notebook.name, plan.year, plan.unit)
            for chapter in plan.chapters
            if chapter.notebook
        ),
    ]


def assemble_apart(order: Order, root: str) -> Made:
    """`assemble` in a process of its own, which takes all its memory with it, and may die without harm."""
    pool = one_apart()
    if pool is None:
        return assemble(order, root)
    with pool:
        try:
            return pool.submit(assemble, order, root).result()
        except BrokenProcessPool:
            return Made(failure="proses yang menyusun laporan ini berhenti; mungkin memori habis")


def assemble(order: Order, root: str) -> Made:
    """Write every file of the report into `order.folder`, and note what was read for it."""
    os.environ["LAPORAN_ROOT"] = root
    notes = order.folder.with_suffix(".dibaca")
    os.environ[readings.NOTES] = str(notes)
    readings.begin()
    try:
        made = _made(order)
    except AnalysisError as error:
        made = Made(failure=str(error))
    finally:
        os.environ.pop(readings.NOTES)
    return replace(made, read=tuple(tuple(line) for line in take_notes(notes)))


def _made(order: Order) -> Made:
    from laporan.ledger import find_strays
    from laporan.manifest import write_manifest

    plan = plan_report(order.year, order.unit)
    stitched, document = write_report(plan, order.folder, order.form)
    if order.form != "draft":
        write_manifest(plan, order.seconds, order.commit, stitched, order.folder)
    return Made(
        len(stitched.facts), len(document.figures), len(document.tables),
        tuple(span.text_content() for span in document.body.xpath(".//div[@class='foto']/span")),
        tuple(stitched.unlabelled), tuple(map(str, find_strays(document, stitched.facts))),
    )  # fmt: skip


def write_report(plan: ReportPlan, folder: Path, form: Form = "report") -> tuple[Stitched, Document]:
    """Stitch the executed notebooks in `folder`, hold its numbers against each other, and write its files there."""
    from laporan.agreement import refuse_disagreement
    from laporan.document import build_document
    from laporan.outputs import write_outputs
    from laporan.semantic import semantic_body
    from laporan.stitch import stitch

    stitched = stitch(plan, folder / NOTEBOOKS)
    refuse_disagreement(stitched.facts)
    document = build_document(semantic_body(stitched.notebook), stitched.facts)
    write_outputs(plan, stitched, document, folder, form)
    return stitched, document


def commit_of(root: Path) -> str | None:
    """The commit that the working tree stands on, or None outside a checkout."""
    import subprocess

    found = subprocess.run(["git", "rev-parse", "HEAD"], cwd=root, capture_output=True, text=True, check=False)
    return found.stdout.strip() or None
