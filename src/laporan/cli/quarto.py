"""`laporan quarto`: writes a built report as a Quarto book, and renders it where Quarto is installed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from laporan.build.assemble import NOTEBOOKS, correct
from laporan.build.manifest import correction_of, is_final
from laporan.core import paths
from laporan.core.errors import ReportError
from laporan.data.inventory import read_by
from laporan.document.ast import DocumentTree
from laporan.document.exporter import semantic_body
from laporan.document.front import make_front, sign
from laporan.document.html import build_document
from laporan.document.parse import build_tree
from laporan.document.stitch import stitch
from laporan.facts.ledger import Fact
from laporan.project.outline import ReportPlan
from laporan.project.parameters import load_parameters
from laporan.project.public_contacts import who_answers
from laporan.project.terms import load_terms
from laporan.writers.quarto import HOW_TO_GET, Format, find_quarto, output_folder, render, write_book


def run_quarto(plan: ReportPlan, folder: Path | None, forms: Sequence[Format], out: Console, err: Console) -> int:
    """Write a built report as a Quarto book, and render it if asked.

    Parameters
    ----------
    plan : ReportPlan
        The report.
    folder : Path, optional
        Where the book goes; `outputs/quarto/<year>/<unit>` by default.
    forms : sequence of {'html', 'docx', 'typst'}
        What it is rendered as, one after the other.
    out, err : Console
        Where results and messages are printed.

    Returns
    -------
    int
        Quarto's exit code, of the first rendering that failed; 0 where Quarto is not installed, which is said on `err`.

    Raises
    ------
    ReportError
        For a report that was not built, or a folder that holds other files.
    """
    folder = folder or paths.outputs() / "quarto" / str(plan.year) / plan.unit
    try:
        write_book(*read_report(plan), folder)
    except FileExistsError as error:
        raise ReportError(str(error)) from error
    out.print(f"[green]✓[/] {escape(paths.relative(folder))}: proyek buku Quarto")
    quarto = find_quarto()
    if quarto is None:
        err.print(escape(HOW_TO_GET), style="yellow")
        return 0
    for form in forms:
        if code := render(quarto, folder, form):
            return code
        out.print(f"[green]✓[/] {escape(paths.relative(folder / output_folder(form)))}: {form}")
    return 0


def read_report(plan: ReportPlan) -> tuple[DocumentTree, dict[str, Fact]]:
    """The AST of a built report and its ledger, from its executed notebooks.

    Raises
    ------
    ReportError
        For a report that was not built.
    """
    if not (plan.folder / NOTEBOOKS).is_dir():
        raise ReportError(f"laporan {plan.name} belum ada. Buat dahulu: laporan build {plan.year} --unit {plan.unit}")
    stitched = stitch(plan, plan.folder / NOTEBOOKS)
    document = build_document(semantic_body(stitched.notebook), stitched.facts, load_terms(), stitched.left_out)
    data = read_by(plan.year, plan.unit, stitched.read)
    cover = load_parameters(plan.year, plan.unit).cover
    correction = correction_of(plan.folder)
    note = correct(plan, correction, stitched, document) if correction else None
    front = make_front(cover, plan.year, data, final=is_final(plan.folder), correction=note, contacts=who_answers())
    sign(document, front)
    return build_tree(document, stitched.facts, front), stitched.facts
