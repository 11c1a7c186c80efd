"""Print how many mutants the tests killed, and which survived: run by `make mutate` after mutmut.

A mutant that no test reaches counts as one that survived. mutmut leaves decorated functions, such as properties, alone.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

STATISTICS = Path("mutants/mutmut-cicd-stats.json")
KILLED = ("killed", "timeout", "caught_by_type_check")


def main() -> None:
    """Ask mutmut for its statistics and its list of survivors, and print both."""
    mutmut = [sys.executable, "-m", "mutmut"]
    subprocess.run([*mutmut, "export-cicd-stats"], check=True, capture_output=True)
    counts = json.loads(STATISTICS.read_text(encoding="utf-8"))
    killed = sum(counts.get(name, 0) for name in KILLED)
    tried = counts["total"] - counts.get("skipped", 0) - counts.get("not_checked", 0)
    print(subprocess.run([*mutmut, "results"], check=True, capture_output=True, text=True).stdout)
    print(f"{killed} of {tried} mutants killed: {killed / max(tried, 1):.1%}")


if __name__ == "__main__":
    main()
