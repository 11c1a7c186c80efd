"""How long after a save `laporan watch` has the page: of a chapter, a dataset, parameters, a helper. Prints JSON.

With `alone` it makes its own copy of the project, and measures builds of it beside the watch.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from projects import YEAR, Copy, make_copy

TIMES = 5
PAUSE = 6  # seconds between two saves: so long it takes until the next process stands ready
PARAMS = f"params/{YEAR}.yml"


def changes(copy: Copy) -> dict[str, Callable[[int], object]]:
    """What is saved, by what it is called; each time another content."""
    return {
        "chapter": lambda _time: copy.edit_chapter("pkt"),
        "dataset": lambda _time: copy.append(f"data/raw/{YEAR}/pkt.csv", "\n"),
        "params": lambda time: copy.replace(PARAMS, f"population: {605 + time}", f"population: {606 + time}"),
        "helper": lambda time: copy.append("src/analysis/counters/results.py", f"\nTIME_{time} = {time}\n"),
    }


@contextmanager
def watching(copy: Copy) -> Iterator[TextIO]:
    """The command's stdout, while it runs."""
    with subprocess.Popen(
        copy.laporan("watch", str(YEAR), "--no-browser"),
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env={**os.environ, **copy.environment},
    ) as process:  # fmt: skip
        assert process.stdout  # noqa: S101 - it was asked for
        try:
            yield process.stdout
        finally:
            process.terminate()


def built(said: TextIO) -> None:
    """Wait for the page."""
    for line in said:
        if line.startswith("✓"):
            return
    raise SystemExit("laporan watch ended")


def measured(copy: Copy) -> dict[str, dict[str, float]]:
    """Seconds from each save to its page; a moment is left between two, as whoever writes leaves one."""
    found: dict[str, dict[str, float]] = {}
    with watching(copy) as said:
        built(said)
        for name, change in changes(copy).items():
            took = []
            for turn in range(TIMES):
                time.sleep(PAUSE)
                began = time.perf_counter()
                change(turn)
                built(said)
                took.append(time.perf_counter() - began)
            found[name] = {"median": statistics.median(took), "slowest": max(took)}
    return found


def build_seconds(copy: Copy, *words: str) -> float:
    """Of a build that is a command of its own."""
    began = time.perf_counter()
    subprocess.run(copy.build(*words), check=True, capture_output=True, env={**os.environ, **copy.environment})
    return time.perf_counter() - began


def alone() -> None:
    """A copy, its builds, and the watch, as JSON."""
    with tempfile.TemporaryDirectory() as folder:
        copy = make_copy(Path(folder))
        found: dict[str, object] = {"whole report from nothing": build_seconds(copy)}
        copy.edit_chapter("pkt")
        found["whole report, one chapter changed"] = build_seconds(copy)
        found["its page from nothing"] = build_seconds(copy, "--draft", "--force")
        print(json.dumps(found | {"watch": measured(copy)}, indent=1))


def main() -> None:
    """Measure in the project that is named, or alone."""
    if sys.argv[1:] == ["alone"]:
        alone()
    else:
        print(json.dumps(measured(Copy(Path(os.environ["LAPORAN_ROOT"])))))


if __name__ == "__main__":
    main()
