"""The curve: 1, 4, 16 and 64 reports in one command, nothing known before; each unit has data files of its own."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from string import ascii_uppercase

from build import NAIVE, naive
from measure import measure
from projects import JOBS, YEAR, make_copy
from results import Results

COUNTS = (1, 4, 16, 64)


def main(counts: tuple[int, ...]) -> None:
    """Print the table, and keep it for the page of figures."""
    results = Results(
        "many", f"Many reports: whole reports of {YEAR}, all outputs, {JOBS} processes, nothing known before", NAIVE
    )
    names = [f"uji-{first}{second}".lower() for first in ascii_uppercase for second in ascii_uppercase]
    with tempfile.TemporaryDirectory() as folder:
        copy = make_copy(Path(folder))
        results.add(NAIVE, measure(naive(copy), copy.environment, copy.root))
        copy.add_units(names[: max(counts)])
        for count in counts:
            copy.forget()
            command = copy.build_and_tell("--units", ",".join(names[:count]))
            cost = measure([command], copy.environment, copy.root)
            results.add(f"{count} report{'s' * (count > 1)}", cost, count, float(cost.said.split()[-1]))
        cost = measure([copy.build("--units", ",".join(names[: counts[-1]]))], copy.environment, copy.root)
        results.add(f"{counts[-1]} reports, nothing changed", cost, counts[-1])
    results.write()


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or COUNTS)
