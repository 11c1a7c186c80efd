"""What has to run again: a chapter whose inputs are, by content, what they were when it last ran, is reused.

Its inputs are its notebook, its parameters, the modules of `analysis` that it imports (and those that they
import), the locked environment, the engine, and all that it read, or looked for in vain, when it last ran.
Light to import: whether anything has to run is known before anything heavy is loaded.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from analysis import paths
from analysis.readings import content_hash, file_hash, view_hash
from laporan.imports import Imports, notebook_imports, read_imports

CACHE = Path(".cache") / "laporan"
LOCK = "requirements.lock"
HERE = Path(__file__).parent
SOURCES = HERE.parent  # of both packages
ENGINE_SOURCES = ("execute.py", "engine.py", "engines/*.py")
WHOLE = ("bytes", "yaml", "resource")  # views that can't change while the file's bytes stay the same


@dataclass(frozen=True)
class Chapter:
    """One chapter of one report. notebook : its path; name : the notebook's stem"""

    year: int
    unit: str
    notebook: Path

    @property
    def name(self) -> str:
        return self.notebook.stem

    @property
    def kept(self) -> Path:
        """Where its last executed notebook is; beside it, as JSON, what it was made from."""
        return paths.root() / CACHE / "bab" / str(self.year) / self.unit / f"{self.name}.ipynb"


@dataclass(frozen=True)
class Inputs:
    """What a chapter is made from, apart from what it reads: hashes, by what a person calls it."""

    notebook: str
    engine: str
    lock: str
    imports: list[str]
    code: dict[str, str]


class Planner:
    """Looks at sources once, however many chapters ask. engine : the name of the one that would run"""

    def __init__(self, engine: str) -> None:
        self.engine = engine
        self._hashes: dict[Path, str] = {}

    @cached_property
    def graph(self) -> Imports:
        return read_imports(paths.root() / CACHE / "impor.json")

    @cached_property
    def machine(self) -> str:
        """The engine as it is: its name, its sources, the interpreter."""
        sources = [path for pattern in ENGINE_SOURCES for path in sorted(HERE.glob(pattern))]
        return content_hash([self.engine, platform.python_version(), [self.hash(path) for path in sources]])

    @cached_property
    def code(self) -> str:
        """All of our own sources."""
        return tree_hash([SOURCES])

    def executed(self, chapter: Chapter) -> str:
        """The hash of its last executed notebook; '' where there is none."""
        record = read_record(chapter.kept.with_suffix(".json"))
        return str(record["executed"]) if record else ""

    def seconds(self, chapter: Chapter) -> float:
        """How long its last run took; nothing where none is remembered."""
        record = read_record(chapter.kept.with_suffix(".json"))
        return float(record["seconds"]) if record else 0.0

    def length(self, chapter: Chapter) -> tuple[float, int]:
        """By which chapters compare: what their last runs took; of those that never ran, how much there is to run."""
        return self.seconds(chapter), chapter.notebook.stat().st_size

    def hash(self, path: Path) -> str:
        if path not in self._hashes:
            self._hashes[path] = file_hash(path)
        return self._hashes[path]

    def inputs(self, chapter: Chapter, found_by_name: list[str]) -> Inputs:
        """Its inputs now. found_by_name : modules that it found by their names when it last ran"""
        content = json.loads(chapter.notebook.read_text(encoding="utf-8"))
        imports = notebook_imports(content)
        for cell in content["cells"]:  # what it shows now does not change what it will show
            cell.pop("outputs", None)
            cell.pop("execution_count", None)
        lock = self.hash(paths.root() / LOCK)
        code = self.graph.closure([*imports, *found_by_name])
        return Inputs(content_hash(content), self.machine, lock, imports, code)

    def why(self, chapter: Chapter) -> list[str]:
        """Why it has to run, each reason a phrase; none where its last run still holds."""
        record = read_record(chapter.kept.with_suffix(".json"))
        if record is None or file_hash(chapter.kept) != record["executed"]:
            return ["belum pernah dijalankan"]
        before, read = Inputs(**record["inputs"]), record["read"]
        try:
            now = self.inputs(chapter, _found_by_name(read))
        except (OSError, ValueError, KeyError) as error:
            return [f"{paths.relative(chapter.notebook)} tidak terbaca: {error}"]
        return [*self._changed_inputs(chapter, before, now), *self.changed_readings(read)]

    def _changed_inputs(self, chapter: Chapter, before: Inputs, now: Inputs) -> Iterator[str]:
        if before.notebook != now.notebook:
            yield f"{paths.relative(chapter.notebook)} berubah"
        if before.engine != now.engine:
            yield "mesin pelaksana berubah"
        if before.lock != now.lock:
            yield f"{LOCK} berubah"
        for file in sorted(before.code.keys() | now.code.keys()):
            if before.code.get(file) != now.code.get(file):
                yield f"src/analysis/{file} berubah"

    def changed_readings(self, read: list[list[str]]) -> Iterator[str]:
        """Of what was noted as read, each file that would be read otherwise now, as a phrase."""
        changed = dict.fromkeys(name for name, *rest in read if self._reads_otherwise(name, *rest))
        for name in changed:
            yield f"{name} berubah" if (paths.root() / name).exists() else f"{name} tidak ada lagi"

    def _reads_otherwise(self, name: str, view: str, whole: str, seen: str) -> bool:
        path = paths.root() / name
        if view == "module":  # its code is among the inputs
            return False
        if view.partition(":")[0] in WHOLE and self.hash(path) == whole:
            return False
        if view == "yaml":
            import analysis.yaml_files as _reader  # noqa: F401 - it brings the view
        return view_hash(path, view) != seen

    def keep(self, chapter: Chapter, executed: Path, inputs: Inputs, seconds: float) -> None:
        """Remember a run: the executed notebook, and what it was made from.

        inputs : as they were before it ran, so that what changed meanwhile counts as a change
        """
        read: list[list[str]] = json.loads(executed.read_text(encoding="utf-8"))["metadata"]["laporan"]["read"]
        named = _found_by_name(read)
        inputs = Inputs(**{**asdict(inputs), "code": inputs.code | self.graph.closure(named)})
        chapter.kept.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(executed, chapter.kept)
        record = {"inputs": asdict(inputs), "read": read, "seconds": seconds, "executed": file_hash(chapter.kept)}
        write_record(chapter.kept.with_suffix(".json"), record)

    def reuse(self, chapter: Chapter, place: Path) -> float:
        """Put the last executed notebook there. Returns the seconds that its run took."""
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(chapter.kept, place)
        return self.seconds(chapter)


def tree_hash(trees: Iterable[Path]) -> str:
    """Of every file below the folders, but for caches."""
    found = ((tree, path) for tree in trees for path in files_below(tree))
    return content_hash([[path.relative_to(tree).as_posix(), file_hash(path)] for tree, path in sorted(found)])


def files_below(tree: Path) -> list[Path]:
    """Files below a folder, but for caches and what is hidden."""
    found = []
    for folder, below, names in os.walk(tree):
        below[:] = [name for name in below if not name.startswith((".", "__pycache__"))]
        found += [Path(folder, name) for name in names if not name.startswith(".")]
    return found


def _found_by_name(read: list[list[str]]) -> list[str]:
    return [seen for _name, view, _whole, seen in read if view == "module"]


def read_record(path: Path) -> dict[str, Any] | None:
    """What was written there; None where nothing can be read."""
    try:
        record: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return record


def write_record(path: Path, record: dict[str, Any]) -> None:
    """Whole or not at all: another build may read it at this moment."""
    path.parent.mkdir(parents=True, exist_ok=True)
    made = path.with_suffix(f".{os.getpid()}")
    made.write_text(json.dumps(record), encoding="utf-8")
    made.replace(path)
