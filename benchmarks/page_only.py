"""Chapters and the page, without the other outputs: what is compared with papermill and nbconvert."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path


def main(year: int, jobs: int) -> None:
    from laporan.engine import DEFAULT, begin_warming

    begin_warming(DEFAULT)
    from analysis.parameters import load_parameters
    from laporan.build import NOTEBOOKS, chapter_tasks
    from laporan.document import build_document
    from laporan.page import render_page
    from laporan.project import plan_report
    from laporan.rerun import run_stale
    from laporan.semantic import semantic_body
    from laporan.stitch import stitch

    plan = plan_report(year)
    with tempfile.TemporaryDirectory() as folder:
        runs = run_stale(chapter_tasks(plan, Path(folder)), jobs, lambda _run: None)
        if failures := [run.explain() for run in runs if run.failure]:
            raise SystemExit("\n".join(failures))
        stitched = stitch(plan, Path(folder) / str(year) / plan.unit / NOTEBOOKS)
        document = build_document(semantic_body(stitched.notebook), stitched.facts)
        page = render_page(document, stitched.facts, load_parameters(year).cover, year)
    Path("halaman.html").write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
