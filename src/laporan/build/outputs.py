"""The files of a report: everything that is handed out, written from the one semantic document."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from laporan.build.manifest import MANIFEST, inputs
from laporan.build.pool import beside
from laporan.data.package import resources
from laporan.document.ast import Front
from laporan.document.html import Document
from laporan.document.parse import build_tree
from laporan.document.stitch import Stitched
from laporan.facts.ledger import LEDGER
from laporan.page import render_page
from laporan.page.companions import (
    HANDED_OUT,
    OPEN_DATA,
    PDF,
    WORD,
    WORKBOOK,
    BesideFile,
    Companions,
    OtherReport,
)
from laporan.project.outline import PAGE, ReportPlan
from laporan.project.parameters import load_units
from laporan.project.records import Form
from laporan.writers.crate import write_crate
from laporan.writers.docx import write_docx
from laporan.writers.grids import data_grids
from laporan.writers.open_data import figure_data, write_open_data
from laporan.writers.pdf import write_pdf
from laporan.writers.xlsx import write_xlsx


def write_outputs(
    plan: ReportPlan, stitched: Stitched, document: Document, front: Front, folder: Path, form: Form = "report"
) -> None:
    """Write all files of a report.

    Parameters
    ----------
    plan : ReportPlan
    stitched : Stitched
        All chapters as one notebook, with their facts.
    document : Document
        What the files show.
    front : Front
        The cover.
    folder : Path
        Where they go; its executed notebooks are there already.
    form : {'draft', 'report', 'bundle', 'check'}
        Which files: the page alone, all, all with their archive, or none.
    """
    facts = stitched.facts
    if form == "check":
        return
    if form == "draft":
        _write_page(plan, stitched, document, front, folder, form)
        return
    tree = build_tree(document, facts, front)
    write_ledger(stitched, plan, folder / LEDGER)
    grids = data_grids(document, facts)
    attached = {LEDGER: (folder / LEDGER).read_bytes()}
    with beside(write_pdf, tree, folder / PDF, attached, figure_data(grids)) as pdf:
        _write_page(plan, stitched, document, front, folder, form)
        write_xlsx(grids, front, folder / WORKBOOK)
        write_open_data(grids, facts, plan, front, folder / OPEN_DATA)
        write_docx(tree, folder / WORD, lambda: pdf().numbers)
    if form == "bundle":
        write_crate(folder, plan, inputs(plan, stitched), stitched.read, front, folder / bundle_name(plan))


def _write_page(
    plan: ReportPlan, stitched: Stitched, document: Document, front: Front, folder: Path, form: Form
) -> None:
    page = render_page(document, stitched.facts, front, companions_of(plan, front, form))
    (folder / PAGE).write_text(page, encoding="utf-8")


def companions_of(plan: ReportPlan, front: Front, form: Form) -> Companions:
    """What stands beside the page of a report.

    Parameters
    ----------
    plan : ReportPlan
    front : Front
        A final report leaves for another folder, where no other report stands beside it.
    form : {'draft', 'report', 'bundle', 'check'}
        Which files are written; a draft is its page alone.
    """
    files: tuple[BesideFile, ...] = () if form == "draft" else HANDED_OUT
    if form == "bundle":
        files += (BesideFile("arsip (RO-Crate)", bundle_name(plan), True, "application/zip"),)
    record = "" if form == "draft" else MANIFEST
    others = () if front["final"] else tuple(_others(plan))
    return Companions(files, others, record, form != "bundle", f"{plan.year}/{plan.unit}")


def _others(plan: ReportPlan) -> Iterator[OtherReport]:
    """Reports that the project has the data of: of the year before, and of the other units."""
    if resources(plan.year - 1, plan.unit):
        yield OtherReport(str(plan.year - 1), f"../../{plan.year - 1}/{plan.unit}/{PAGE}")
    for code, unit in load_units().items():
        if code != plan.unit and resources(plan.year, code):
            yield OtherReport(unit.short, f"../{code}/{PAGE}")


def bundle_name(plan: ReportPlan) -> str:
    """Of the archive within the report's folder."""
    return f"laporan-{plan.year}-{plan.unit}.zip"


def write_ledger(stitched: Stitched, plan: ReportPlan, path: Path) -> None:
    """Write `fakta.json`: every number that the reader sees, one a line.

    Parameters
    ----------
    stitched : Stitched
        Whose facts are written.
    plan : ReportPlan
        Whose year and unit are told.
    path : Path
        The file.
    """
    facts = (json.dumps(fact, ensure_ascii=False, sort_keys=True) for fact in stitched.facts.values())
    head = f'{{"year": {plan.year}, "unit": {json.dumps(plan.unit)}, "facts": [\n'
    path.write_text(head + ",\n".join(facts) + "\n]}\n", encoding="utf-8")
