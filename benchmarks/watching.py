"""How long after a chapter is saved `laporan watch` has the page. Prints the median, as JSON."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from projects import RUN, YEAR, Copy

TIMES = 5


def main() -> None:
    """Save a chapter again and again; each time the command says when the page stands."""
    copy = Copy(Path(os.environ["LAPORAN_ROOT"]))
    command = [sys.executable, "-c", RUN, "watch", str(YEAR)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env={**os.environ, "COLUMNS": "200"}
    ) as process:
        assert process.stdout  # noqa: S101 - it was asked for
        process.stdout.readline()
        took = []
        for _ in range(TIMES):
            began = time.perf_counter()
            copy.edit_chapter("pkt")
            process.stdout.readline()
            took.append(time.perf_counter() - began)
        process.terminate()
    print(json.dumps({"median": statistics.median(took), "slowest": max(took)}))


if __name__ == "__main__":
    main()
