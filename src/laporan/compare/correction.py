"""What a correction says on its first page: which published version it replaces, why, and what changed since."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import lxml.html

from laporan.compare import Comparison, FactChange, TableChange, compare_sides
from laporan.compare.page import render_comparison
from laporan.compare.words import of_what, printed
from laporan.core.formatting import listing
from laporan.document.ast import CorrectionNote, NotedChange
from laporan.document.html import Document
from laporan.facts.ledger import Fact, Side, open_side
from laporan.project.outline import ReportPlan
from laporan.project.records import Correction
from laporan.release.versions import Version

CHANGES = "perubahan.html"  # the whole list, beside the report
MOST = 6  # lines on the first page, which stays one page
LONGEST_NAME, LONGEST_VALUE = 90, 36  # letters of a line
NOTHING = "–"


def compare_with_published(
    plan: ReportPlan, correction: Correction, facts: dict[str, Fact], document: Document
) -> Comparison:
    """The published version beside the one that corrects it.

    Parameters
    ----------
    plan : ReportPlan
        The report.
    correction : Correction
        Which version is corrected.
    facts : dict of str to dict
        The ledger of the correction.
    document : Document
        The correction.

    Raises
    ------
    ReportError
        For a version that can't be read.
    """
    before = open_side(str(Version(plan.year, plan.unit, correction.version).folder))
    after = Side(f"versi {correction.version + 1}", plan.year, plan.unit, facts, document.html())
    return compare_sides(replace(before, name=f"versi {correction.version}"), after)


def correction_note(correction: Correction, comparison: Comparison, document: Document) -> CorrectionNote:
    """What the first page says.

    Parameters
    ----------
    correction : Correction
        What is corrected, and why.
    comparison : Comparison
        Of both versions.
    document : Document
        The correction; its headings and captions name where a change is.
    """
    drawings = [pair for pair in comparison.figures if not pair.same]
    elsewhere = {table.label for table in comparison.tables} | {pair.label for pair in drawings}
    numbers = _told_once(change for change in comparison.changes if change.fact.get("block") not in elsewhere)
    cells = sum(len(table.cells) for table in comparison.tables)
    changes = [*_of_numbers(numbers, document), *_of_tables(comparison.tables, document)]
    places = {entry.anchor: entry.number for entry in document.figures}
    for pair in drawings:
        name = f"{places.get(pair.label, '')} {pair.captions[1] or pair.captions[0]}".strip()
        before, after = ("ada" if drawing else NOTHING for drawing in pair.drawings)
        changes.append(_line(name, before, "digambar ulang" if all(pair.drawings) else after))
    counted = ((len(numbers), "angka"), (cells, "sel tabel"), (len(drawings), "gambar"))
    return {
        "version": correction.version + 1,
        "corrects": correction.version,
        "reason": correction.reason,
        "counts": listing([f"{many} {what}" for many, what in counted if many], "dan"),
        "changes": changes[:MOST],
        "more": max(len(changes) - MOST, 0),
        "all": CHANGES,
    }


def write_changes(comparison: Comparison, folder: Path) -> None:
    """Write the whole list of changes beside the report."""
    (folder / CHANGES).write_text(render_comparison(comparison), encoding="utf-8")


def _told_once(changes: Iterable[FactChange]) -> list[FactChange]:
    """Numbers that read otherwise now, those of one thing that read alike once."""
    said = {(change.about, printed(change.before), printed(change.after)): change for change in reversed([*changes])}
    return [change for (_, before, after), change in reversed(said.items()) if before != after]


def _of_numbers(changes: list[FactChange], document: Document) -> Iterator[NotedChange]:
    titles = {entry.anchor: f"{entry.number} {_text(entry.html)}".strip() for entry in document.contents}
    for change in changes:
        chapter, _, name = change.id.partition(".")
        where = titles.get(f"sec-{chapter}", chapter)
        what = ", ".join(filter(None, (where, of_what(change), name)))
        yield _line(what, printed(change.before), printed(change.after))


def _of_tables(tables: tuple[TableChange, ...], document: Document) -> Iterator[NotedChange]:
    places = {entry.anchor: entry.number for entry in document.tables}
    for table in tables:
        name = places.get(table.label) or table.caption
        for cell in table.cells:
            what = ", ".join(dict.fromkeys(filter(None, (name, cell.row, cell.column))))
            yield _line(what, cell.before or NOTHING, cell.after or NOTHING)


def _text(html: str) -> str:
    return " ".join(lxml.html.fragment_fromstring(html, create_parent="span").text_content().split())


def _line(what: str, before: str, after: str) -> NotedChange:
    value = LONGEST_VALUE
    return {"what": _short(what, LONGEST_NAME), "before": _short(before, value), "after": _short(after, value)}


def _short(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
