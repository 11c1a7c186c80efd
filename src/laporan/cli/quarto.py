"""`laporan quarto`: a finished report as a Quarto book, rendered where Quarto is there."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.markup import escape

from laporan.build.assemble import NOTEBOOKS
from laporan.core import paths
from laporan.core.errors import ReportError
from laporan.document.ast import DocumentTree
from laporan.document.exporter import semantic_body
from laporan.document.html import build_document
from laporan.document.parse import build_tree
from laporan.document.stitch import stitch
from laporan.project.outline import ReportPlan
from laporan.project.parameters import load_parameters
from laporan.writers.quarto import HOW_TO_GET, Format, find_quarto, render, write_book


def run_quarto(plan: ReportPlan, folder: Path | None, form: Format | None, out: Console, err: Console) -> int:
    """Write the book of a built report into `folder` (outputs/quarto/<year>/<unit>), and render it as `form`.

    Returns Quarto's exit code; 0 where Quarto is not installed, which is said on `err`.
    Raises ReportError where the report was not built, or the folder holds somebody else's files.
    """
    folder = folder or paths.outputs() / "quarto" / str(plan.year) / plan.unit
    try:
        write_book(read_tree(plan), folder)
    except FileExistsError as error:
        raise ReportError(str(error)) from error
    out.print(f"[green]✓[/] {escape(paths.relative(folder))}: proyek buku Quarto")
    quarto = find_quarto()
    if quarto is None:
        err.print(escape(HOW_TO_GET), style="yellow")
        return 0
    return render(quarto, folder, form) if form else 0


def read_tree(plan: ReportPlan) -> DocumentTree:
    """The report that was built, as a tree, from its executed notebooks."""
    if not (plan.folder / NOTEBOOKS).is_dir():
        raise ReportError(f"laporan {plan.name} belum ada. Buat dahulu: laporan build {plan.year} --unit {plan.unit}")
    stitched = stitch(plan, plan.folder / NOTEBOOKS)
    document = build_document(semantic_body(stitched.notebook), stitched.facts)
    return build_tree(document, stitched.facts, load_parameters(plan.year, plan.unit).cover, plan.year)
