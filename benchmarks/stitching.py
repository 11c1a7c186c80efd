"""From executed chapters to the page, in one process: what no second core can take over.

Works on the draft that stands in the project. Prints, as JSON, the seconds without imports.
"""

from __future__ import annotations

import json
import tempfile
import time
from pathlib import Path
from shutil import copytree

from projects import YEAR


def main() -> None:
    """Stitch into a temporary folder."""
    import laporan.build.outputs
    import laporan.document.coverage
    import laporan.document.exporter
    import laporan.document.stitch  # noqa: F401 - imported before the clock starts
    from laporan.build.assemble import NOTEBOOKS, write_report
    from laporan.project.outline import plan_report

    plan = plan_report(YEAR)
    with tempfile.TemporaryDirectory() as folder:
        copytree(plan.place("draft") / NOTEBOOKS, Path(folder) / NOTEBOOKS)
        began = time.perf_counter()
        write_report(plan, Path(folder), "draft")
        print(json.dumps({"stitching": time.perf_counter() - began}))


if __name__ == "__main__":
    main()
