"""Chapters and the page, without the other outputs: what is compared with papermill and nbconvert.

Prints, as JSON, the seconds from the last chapter to the page.
"""

from __future__ import annotations

import json
import tempfile
import time
from pathlib import Path

from projects import JOBS, YEAR


def main() -> None:
    """Write `halaman.html`."""
    from laporan.engine import DEFAULT, begin_warming

    begin_warming(DEFAULT)
    from analysis.parameters import load_parameters
    from laporan.agreement import refuse_disagreement
    from laporan.assemble import NOTEBOOKS, chapter_tasks
    from laporan.check import check_changed_inputs
    from laporan.document import build_document
    from laporan.page import render_page
    from laporan.project import plan_report
    from laporan.rerun import run_stale
    from laporan.semantic import semantic_body
    from laporan.stitch import stitch

    plan = plan_report(YEAR)
    check_changed_inputs(YEAR, [plan.unit])
    with tempfile.TemporaryDirectory() as folder:
        runs = run_stale(chapter_tasks(plan, Path(folder)), JOBS, lambda _run: None)
        if failures := [run.explain() for run in runs if run.failure]:
            raise SystemExit("\n".join(failures))
        ran = time.perf_counter()
        stitched = stitch(plan, Path(folder) / NOTEBOOKS)
        refuse_disagreement(stitched.facts)
        document = build_document(semantic_body(stitched.notebook), stitched.facts)
        page = render_page(document, stitched.facts, load_parameters(YEAR).cover, YEAR)
    Path("halaman.html").write_text(page, encoding="utf-8")
    print(json.dumps({"stitching": time.perf_counter() - ran}))


if __name__ == "__main__":
    main()
