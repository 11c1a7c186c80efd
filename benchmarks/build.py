"""How long one report takes: papermill and nbconvert by hand, a plain script, papermill in two processes, and ours.

Compare the rows of one run: machines differ, and so do their other users.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from measure import Cost, measure
from projects import YEAR, Copy, make_copy
from results import Results

NAIVE = "papermill one by one, then nbconvert: HTML"
PLAIN = "the chapters as one plain script, one core"
PAGE = "ours: the page"


@dataclass(frozen=True)
class Case:
    """A row. prepare : done before, not measured. In their order each finds what the one before left"""

    name: str
    commands: Sequence[Sequence[str]]
    prepare: Callable[[], object] = lambda: None


def naive(copy: Copy) -> list[list[str]]:
    """What one does without us: papermill for each chapter, then nbconvert."""
    folder = copy.root / "naif"
    folder.mkdir(exist_ok=True)
    chapters = sorted((copy.root / "notebooks").glob("*.ipynb"))
    executed = [str(folder / chapter.name) for chapter in chapters]
    flags = ["-p", "year", str(YEAR), "-p", "unit", "pusat", "--cwd", str(copy.root), "--no-progress-bar"]
    runs = [
        [copy.python, "-m", "papermill", str(chapter), out, *flags]
        for chapter, out in zip(chapters, executed, strict=True)
    ]
    return [*runs, [copy.python, "-m", "nbconvert", "--to", "html", *executed]]


def cases(copy: Copy) -> Iterator[Case]:
    """In this order."""
    draft, build = copy.build("--draft"), copy.build()
    yield Case(NAIVE, naive(copy))
    yield Case("papermill, 2 at a time: all outputs", [copy.build("--engine", "stock")], copy.forget)
    yield Case(PLAIN, [copy.script("plain")], copy.forget)
    yield Case(PAGE, [draft], copy.forget)
    yield Case("ours: the page, one chapter changed", [draft], lambda: copy.edit_chapter("pkt"))
    yield Case("ours: all outputs", [build], copy.forget)
    yield Case("ours: nothing changed", [build])
    yield Case("ours: one chapter changed", [build], lambda: copy.edit_chapter("pkt"))
    yield Case("ours: one dataset changed", [build], lambda: copy.append(f"data/raw/{YEAR}/pkt.csv", "\n"))
    yield Case("ours: one helper changed", [build], lambda: copy.append("src/analysis/counters/results.py", "\n"))


def main() -> None:
    """Print the table, and keep it for the page of figures."""
    results = Results("build", f"One report: 21 chapters of {YEAR}, 35 figures, 36 tables", NAIVE)
    with tempfile.TemporaryDirectory() as folder:
        copy = make_copy(Path(folder))
        costs: dict[str, Cost] = {}
        for case in cases(copy):
            case.prepare()
            costs[case.name] = measure(case.commands, copy.environment, copy.root)
            results.add(case.name, costs[case.name])
        said = {
            name: json.loads(measure([copy.script(name)], copy.environment, copy.root).said)
            for name in ("stitching", "watching")
        }
    plain, stitching, watching = json.loads(costs[PLAIN].said), said["stitching"]["stitching"], said["watching"]
    limit = plain["imports"] + plain["chapters"] / 2 + stitching
    results.note(
        f"The limit on two cores: imports {plain['imports']:.1f} s + chapters {plain['chapters']:.1f} s ÷ 2 + "
        f"stitching {stitching:.1f} s = {limit:.1f} s. Our page takes {costs[PAGE].seconds / limit:.2f} × that."
    )
    results.note(
        "`laporan watch`, seconds from a save to the page (median of five, the slowest in brackets): "
        + ", ".join(f"{name} {took['median']:.1f} ({took['slowest']:.1f})" for name, took in watching.items())
        + "."
    )
    results.write()


if __name__ == "__main__":
    main()
