"""Where the authors find what a comment is about: notebook and cell, and whether it is still there.

The page alone finds words again. Here a cell is known by its id and a number by its fact's id, and one that is gone is
said to be gone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import nbformat

from laporan.core import paths
from laporan.core.errors import AnalysisError
from laporan.facts.ledger import LEDGER, Fact, read_facts
from laporan.project.outline import Heading, ReportPlan
from laporan.review.annotations import Annotation

LONGEST_ID = 64  # the letters of a cell's id in the report, from its end: see `document.stitch`
LONGEST_LINE = 70
SOME_GONE = "sebagian selnya tidak ada lagi di buku catatan"
CELL_GONE, FACT_GONE = "sel ini tidak ada lagi di buku catatan", "angka ini tidak ada lagi dalam laporan"


@dataclass(frozen=True)
class CommentPlace:
    """A comment with its answers, and where the authors find what it is about.

    Parameters
    ----------
    comment : Annotation
        The comment.
    answers : tuple of Annotation
        The oldest first.
    notebook : str
        'notebooks/230-pkt.ipynb'; '' for what no chapter of the report tells.
    cell : int, optional
        The cell as the notebook counts, from 1; None where it is gone, or no cell told it.
    cell_id : str
        Of the cell in its notebook; '' for none.
    line : str
        The first words of the cell.
    lost : str
        What of it is gone or another now; '' for nothing.
    also : tuple of str
        The other cells that a comment on a longer text is about: 'notebooks/230-pkt.ipynb, sel 7'.
    """

    comment: Annotation
    answers: tuple[Annotation, ...]
    notebook: str = ""
    cell: int | None = None
    cell_id: str = ""
    line: str = ""
    lost: str = ""
    also: tuple[str, ...] = ()


def placed(plan: ReportPlan, items: Iterable[Annotation]) -> list[CommentPlace]:
    """The comments of a report in the order of its notebooks and cells, those without a place last.

    Parameters
    ----------
    plan : ReportPlan
        The report.
    items : iterable of Annotation
        Comments and answers.
    """
    known = list(items)
    cells, facts = _cells(plan), _facts(plan)
    found = [
        _place(one, tuple(reply for reply in known if reply.target == one.id), cells, facts, plan)
        for one in known
        if one.places
    ]
    order: dict[tuple[str, int | None], int] = {
        (notebook, number): place for place, (notebook, number, *_) in enumerate(cells.values())
    }
    return sorted(found, key=lambda place: order.get((place.notebook, place.cell), len(order)))


def cell_name(chapter: str, cell: str) -> str:
    """How the report calls a cell of a chapter."""
    return f"{chapter}-{cell}"[-LONGEST_ID:]


def _place(
    comment: Annotation,
    answers: tuple[Annotation, ...],
    cells: dict[str, tuple[str, int, str, str]],
    facts: dict[str, Fact] | None,
    plan: ReportPlan,
) -> CommentPlace:
    about = comment.places[0]
    lost = _lost_fact(about.fact, about.quote, facts) if about.fact else ""
    asked = list(dict.fromkeys(place.cell for place in comment.places if place.cell))
    if there := [cells[name] for name in asked if name in cells]:
        also = tuple(f"{notebook}, sel {number}" for notebook, number, *_ in there[1:])
        told = lost if len(there) == len(asked) else SOME_GONE
        return CommentPlace(comment, answers, *there[0], lost=told, also=also)
    chapter = _chapter_of(about.cell, plan)
    notebook = _name(chapter) if chapter else ""
    return CommentPlace(comment, answers, notebook, lost=CELL_GONE if about.cell else lost)


def _lost_fact(fact: str, was: str, facts: dict[str, Fact] | None) -> str:
    if facts is None:
        return ""
    if fact not in facts:
        return FACT_GONE
    now = str(facts[fact]["text"])
    return f"semula {was}, kini {now}" if was and now != was else ""


def _chapter_of(cell: str, plan: ReportPlan) -> Heading | None:
    return next((one for one in plan.chapters if cell.startswith(f"{one.id}-")), None)


def _name(chapter: Heading) -> str:
    return paths.relative(chapter.notebook) if chapter.notebook else ""


def _cells(plan: ReportPlan) -> dict[str, tuple[str, int, str, str]]:
    """Each cell of each chapter by its name in the report: notebook, number, id, first words."""
    found = {}
    for chapter in plan.chapters:
        if chapter.notebook is None or not chapter.notebook.is_file():
            continue
        try:
            cells = nbformat.read(chapter.notebook, as_version=4).cells
        except Exception:  # noqa: BLE001, S112 - a chapter that is half saved has no cells now; `build` says why
            continue
        for number, cell in enumerate(cells, 1):
            line = next((line for line in cell.source.splitlines() if line.strip() and not line.startswith("%%")), "")
            name = cell_name(chapter.id, cell.get("id", ""))
            found[name] = (_name(chapter), number, cell.get("id", ""), line.strip()[:LONGEST_LINE])
    return found


def _facts(plan: ReportPlan) -> dict[str, Fact] | None:
    """The ledger of the report that stands; None where none does."""
    ledger = plan.folder / LEDGER
    try:
        return read_facts(ledger, paths.relative(ledger))[2] if ledger.is_file() else None
    except AnalysisError:
        return None
