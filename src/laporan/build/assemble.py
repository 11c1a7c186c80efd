"""Put one report together: its executed chapters in a folder become all of its files, in that folder."""

from __future__ import annotations

import gc
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from laporan.build.pool import call_apart
from laporan.build.run_chapter import take_notes
from laporan.cache import read_tracking
from laporan.core import paths
from laporan.core.errors import AnalysisError
from laporan.core.system_faults import FAULTS_OF_THE_SYSTEM, system_fault
from laporan.project.outline import ReportPlan, plan_report
from laporan.project.records import Correction, Form, Made, Order, Task

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from laporan.data.inventory import Inventory
    from laporan.document.ast import CorrectionNote
    from laporan.document.html import Document
    from laporan.document.stitch import Stitched

NOTEBOOKS = "notebooks"
OBJECTS_BETWEEN_SEARCHES = 200_000
IDENTITIES = Path(__file__).with_name("identities.ipynb")


def chapter_tasks(plan: ReportPlan, folder: Path) -> list[Task]:
    """What has to run for one report: its chapters, and the identities of its data.

    Parameters
    ----------
    folder : Path
        Where the executed chapters go; what is not printed goes beside it.
    """
    beside = folder.with_suffix(".unprinted")
    return [
        Task(IDENTITIES.stem, IDENTITIES, beside / IDENTITIES.name, plan.year, plan.unit),
        *printed_tasks(plan, folder),
    ]


def printed_tasks(plan: ReportPlan, folder: Path) -> list[Task]:
    """The chapters of one report that its reader sees."""
    return [
        Task(chapter.id, chapter.notebook, folder / NOTEBOOKS / chapter.notebook.name, plan.year, plan.unit)
        for chapter in plan.chapters
        if chapter.notebook
    ]


def identities_said(tasks: list[Task]) -> str:
    """What the identities of a report's data had to say, when they ran: how many there are, in words."""
    return "".join(output.get("text", "") for output in _outputs_of_identities(tasks)).strip()


def identities_told(tasks: list[Task]) -> str:
    """The identities of a report's data that held when they ran, as JSON: see `Checked.told`."""
    made = [output.data["application/json"] for output in _outputs_of_identities(tasks) if "data" in output]
    return json.dumps(made[0] if made else [])


def _outputs_of_identities(tasks: list[Task]) -> list[NotebookNode]:
    import nbformat

    (ran,) = (task.output for task in tasks if task.notebook == IDENTITIES)
    return [output for cell in nbformat.read(ran, as_version=4).cells for output in cell.get("outputs", ())]


def assemble_apart(order: Order, root: str) -> Made:
    """`assemble` in a process of its own, which takes all its memory with it, and may die without harm.

    Raises
    ------
    WorkerKilledError
        Where one process after another was killed at it.
    """
    return call_apart(assemble, order, root)


def assemble(order: Order, root: str) -> Made:
    """Write every file of a report into its folder, and note what was read for it.

    Parameters
    ----------
    order : Order
        Its executed notebooks are in `order.folder`; what else is there, an earlier attempt left.
    root : str
        The project's folder.

    Returns
    -------
    Made
        Its `failure` says what is wrong with the report.
    """
    os.environ[paths.ROOT] = root
    _clear(order.folder)
    notes = order.folder.with_suffix(".read")
    os.environ[read_tracking.NOTES] = str(notes)
    read_tracking.begin(of_chapter=False)
    try:
        with rarely_searched_for_garbage():
            made = _made(order)
    except AnalysisError as error:
        made = Made(failure=str(error), obstacles=getattr(error, "obstacles", ()))
    except FAULTS_OF_THE_SYSTEM as error:
        made = Made(failure=system_fault(error))
    finally:
        os.environ.pop(read_tracking.NOTES)
    return replace(made, read=tuple(take_notes(notes)))


@contextmanager
def rarely_searched_for_garbage() -> Iterator[None]:
    """What is put together stays until the end: to search it again and again took a tenth of the time."""
    usual = gc.get_threshold()
    gc.set_threshold(OBJECTS_BETWEEN_SEARCHES)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _clear(folder: Path) -> None:
    """Remove what somebody began who was killed at it."""
    for path in folder.iterdir():
        if path.is_dir() and path.name != NOTEBOOKS:
            shutil.rmtree(path)
        elif path.is_file():
            path.unlink()
    folder.with_suffix(".read").unlink(missing_ok=True)


def _made(order: Order) -> Made:
    from laporan.build.manifest import write_manifest
    from laporan.build.obstacles import missing_photos
    from laporan.data.inventory import data_of
    from laporan.document.coverage import find_unrecorded
    from laporan.facts.ledger import has_origin

    plan = plan_report(order.year, order.unit)
    stitched, document, data = write_report(
        plan, order.folder, order.form, order.final, order.correction, order.identities
    )
    if order.form in ("report", "bundle"):
        write_manifest(plan, order, stitched)
    unread = [one for one in data_of(plan.year, plan.unit).resources if one not in data.resources]
    return Made(
        len(stitched.facts), len(document.figures), len(document.tables), tuple(missing_photos(document)),
        tuple(stitched.unlabelled), tuple(map(str, find_unrecorded(document, stitched.facts))),
        tuple(f"{fact['text']} ({name})" for name, fact in stitched.facts.items() if not has_origin(fact)),
        unread=tuple(paths.relative(one.path) for one in unread),
    )  # fmt: skip


def write_report(
    plan: ReportPlan,
    folder: Path,
    form: Form = "report",
    final: bool = False,
    correction: Correction | None = None,
    identities: str = "[]",
) -> tuple[Stitched, Document, Inventory]:
    """Stitch executed notebooks, hold their numbers against each other, and write the report's files.

    Parameters
    ----------
    folder : Path
        Has the notebooks in it, and gets the files.
    form : {'draft', 'report', 'bundle', 'check'}
    final : bool
        Whether it is to be signed.
    correction : Correction, optional
        Which published version it corrects.
    identities : str
        The identities of its data, as `identities_told` has them.

    Returns
    -------
    stitched : Stitched
        All chapters as one notebook, with their facts.
    document : Document
        The page, numbered and linked.
    data : Inventory
        The data files that its chapters read.

    Raises
    ------
    NotFinalError
        Where something stands between a report that is to be signed and its signature: all of it.
    ReportError
        Where something is wrong with the document, two of its numbers disagree, or one tells of too few persons.
    """
    from laporan.build import obstacles
    from laporan.build.outputs import write_outputs
    from laporan.data.inventory import read_by
    from laporan.document.consistency import refuse_disagreement
    from laporan.document.cross_checks import add_cross_checks
    from laporan.document.exporter import semantic_body
    from laporan.document.front import make_front, sign
    from laporan.document.html import build_document
    from laporan.document.small_groups import refuse_small_groups
    from laporan.document.stitch import stitch
    from laporan.project.parameters import load_parameters
    from laporan.project.public_contacts import who_answers
    from laporan.project.terms import load_terms
    from laporan.release.gate import gate

    stitched = stitch(plan, folder / NOTEBOOKS)
    if not final:
        refuse_disagreement(stitched.facts)
    refuse_small_groups(stitched.facts)
    add_cross_checks(stitched.facts, json.loads(identities))
    document = build_document(semantic_body(stitched.notebook), stitched.facts, load_terms(), stitched.left_out)
    data = read_by(plan.year, plan.unit, stitched.read)
    note = correct(plan, correction, stitched, document, folder) if correction else None
    cover = load_parameters(plan.year, plan.unit).cover
    front = make_front(cover, plan.year, data, final=final, correction=note, contacts=who_answers())
    sign(document, front)
    if final:
        obstacles.refuse(
            [
                *obstacles.of_parameters(plan),
                *obstacles.of_data(data, stitched.read),
                *obstacles.of_values(plan),
                *obstacles.of_rules(plan),
                *obstacles.of_document(document, stitched.facts),
            ]
        )
    drop_explorations(folder / NOTEBOOKS)
    write_outputs(plan, stitched, document, front, folder, form)
    if final:
        obstacles.refuse(gate(plan, folder))
    return stitched, document, data


def drop_explorations(folder: Path) -> None:
    """Take out of executed notebooks what the report does not show.

    Parameters
    ----------
    folder : Path
        Theirs.
    """
    from laporan.engines.executed import remove_explorations

    for path in sorted(folder.glob("*.ipynb")):
        notebook = json.loads(path.read_text(encoding="utf-8"))
        if remove_explorations(notebook):
            path.write_text(as_nbformat_writes(notebook), encoding="utf-8")


def as_nbformat_writes(content: dict[str, Any]) -> str:
    """A notebook that nbformat wrote before, as it would write it again: to have it checked once more takes long."""
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True, separators=(",", ": ")) + "\n"


def correct(
    plan: ReportPlan, correction: Correction, stitched: Stitched, document: Document, folder: Path | None = None
) -> CorrectionNote:
    """Hold a correction against the version that it corrects.

    Parameters
    ----------
    plan : ReportPlan
        The report.
    correction : Correction
        Which published version it corrects.
    stitched : Stitched
        Its chapters, with their facts.
    document : Document
        The correction.
    folder : Path, optional
        Gets the list of all changes.

    Returns
    -------
    CorrectionNote
        For its first page.
    """
    from laporan.compare.correction import compare_with_published, correction_note, write_changes

    comparison = compare_with_published(plan, correction, stitched.facts, document)
    if folder:
        write_changes(comparison, folder)
    return correction_note(correction, comparison, document)


def commit_of(root: Path) -> str | None:
    """The commit that the working tree stands on, or None outside a checkout."""
    import subprocess

    found = subprocess.run(["git", "rev-parse", "HEAD"], cwd=root, capture_output=True, text=True, check=False)
    return found.stdout.strip() or None
