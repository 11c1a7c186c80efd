"""How long a report takes: papermill and nbconvert by hand, papermill in two processes, and ours.

Works on a copy of the project, of its code too, so that a chapter, a dataset and a helper can be changed.
Compare the rows of one run: machines differ, and so do their other users.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
import venv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from measure import Cost, measure
from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("data", "notebooks", "params", "src", "benchmarks")
YEAR, JOBS = "2017", "2"


@dataclass(frozen=True)
class Copy:
    """The project in a folder of its own, with a Python that imports its code."""

    root: Path

    @property
    def python(self) -> str:
        return str(self.root / ".venv" / "bin" / "python")

    @property
    def environment(self) -> dict[str, str]:
        jupyter = str(Path(sys.prefix) / "share" / "jupyter")  # nbconvert's templates are there
        return {"LAPORAN_ROOT": str(self.root), "PYTHONPATH": "", "JUPYTER_PATH": jupyter}

    def laporan(self, *words: str) -> list[str]:
        program = "import sys; from laporan.start import main; sys.exit(main())"
        return [self.python, "-c", program, "build", YEAR, "--jobs", JOBS, *words]

    def page_only(self) -> list[str]:
        return [self.python, str(self.root / "benchmarks" / "page_only.py"), YEAR, JOBS]

    def append(self, file: str, text: str) -> None:
        path = self.root / file
        path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")

    def edit_chapter(self, name: str) -> None:
        path = self.root / "notebooks" / f"{name}.ipynb"
        content = json.loads(path.read_text(encoding="utf-8"))
        content["cells"][3]["source"].append("\n# diubah")
        path.write_text(json.dumps(content), encoding="utf-8")

    def forget(self) -> None:
        shutil.rmtree(self.root / ".cache", ignore_errors=True)


def make_copy(root: Path) -> Copy:
    """The project's files at `root`; its packages come from the Python that runs this."""
    for name in FOLDERS:
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "requirements.lock", root)
    venv.create(root / ".venv", symlinks=True)
    (packages,) = (root / ".venv").glob("lib/python*/site-packages")
    ours = [path for path in sys.path if path.endswith("site-packages")]
    # Plain folders: the hook by which the project is installed would bring the original's code back.
    (packages / "salinan.pth").write_text("\n".join([str(root / "src"), *ours]), encoding="utf-8")
    return Copy(root)


def naive(copy: Copy) -> list[list[str]]:
    """What one does without us: papermill for each chapter, then nbconvert."""
    folder = copy.root / "naif"
    folder.mkdir(exist_ok=True)
    chapters = sorted((copy.root / "notebooks").glob("*.ipynb"))
    executed = [str(folder / chapter.name) for chapter in chapters]
    flags = ["-p", "year", YEAR, "-p", "unit", "pusat", "--cwd", str(copy.root), "--no-progress-bar"]
    runs = [
        [copy.python, "-m", "papermill", str(chapter), out, *flags]
        for chapter, out in zip(chapters, executed, strict=True)
    ]
    return [*runs, [copy.python, "-m", "nbconvert", "--to", "html", *executed]]


def cases(copy: Copy) -> Iterator[tuple[str, Callable[[], None], Sequence[Sequence[str]]]]:
    """Name, what to do before, and the commands. In this order: each finds what the one before left."""
    yield "papermill one by one, nbconvert: HTML", lambda: None, naive(copy)
    yield "papermill, 2 at a time: all outputs", copy.forget, [copy.laporan("--engine", "stock")]
    yield "ours: HTML", copy.forget, [copy.page_only()]
    yield "ours: HTML, one chapter changed", lambda: copy.edit_chapter("pkt"), [copy.page_only()]
    yield "ours: all outputs", copy.forget, [copy.laporan()]
    yield "ours: nothing changed", lambda: None, [copy.laporan()]
    yield "ours: one chapter changed", lambda: copy.edit_chapter("iso"), [copy.laporan()]
    yield "ours: one dataset changed", lambda: copy.append("data/raw/2017/pkt.csv", "\n"), [copy.laporan()]
    yield "ours: one helper changed", lambda: copy.append("src/analysis/counters.py", "\n"), [copy.laporan()]


def main() -> None:
    """Print the table."""
    table = Table("", "seconds", "CPU seconds", "peak MB", "× of papermill and nbconvert", box=None)
    for column in table.columns[1:]:
        column.justify = "right"
    first: Cost | None = None
    with tempfile.TemporaryDirectory() as folder:
        copy = make_copy(Path(folder))
        for name, prepare, commands in cases(copy):
            prepare()
            cost = measure(commands, copy.environment, copy.root)
            first = first or cost
            ratio = f"1/{first.seconds / cost.seconds:.1f}"
            table.add_row(name, f"{cost.seconds:.2f}", f"{cost.cpu:.2f}", f"{cost.memory:.0f}", ratio)
            print(name, cost, file=sys.stderr)
    Console().print(table)


if __name__ == "__main__":
    main()
