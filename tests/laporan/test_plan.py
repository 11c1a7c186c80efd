"""What has to run again: each kind of input is changed, and exactly the chapters that rest on it run."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from laporan import imports, plan, unchanged
from laporan.engine import DEFAULT, STOCK
from laporan.execute import Run, Task
from laporan.imports import SOURCE, notebook_imports, read_imports
from laporan.plan import Chapter, Planner
from laporan.rerun import Rerun
from laporan.workers import run_all

from .projects import copy_project

CHAPTERS = ("ncsis", "pkt", "skm", "tujuan")
ALL = set(CHAPTERS)


@pytest.fixture(scope="module")
def executed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of four chapters that have run, with a lock of its own."""
    root = copy_project(tmp_path_factory.mktemp("terjalankan"), *CHAPTERS)
    (root / plan.LOCK).write_text("pandas==3\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("LAPORAN_ROOT", str(root))
        runs = run_stale(tasks(root))
    assert not [run.failure for run in runs if run.failure]
    return root


@pytest.fixture
def project(executed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, with the package's source beside it, to change something in."""
    root = tmp_path / "proyek"
    shutil.copytree(executed, root)
    shutil.copytree(SOURCE, root / "src" / "analysis", ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setenv("LAPORAN_ROOT", str(root))
    monkeypatch.setattr(plan, "read_imports", partial(read_imports, source=root / "src" / "analysis"))
    return root


def tasks(root: Path) -> list[Task]:
    return [
        Task(name, root / "notebooks" / f"{name}.ipynb", root / "hasil" / f"{name}.ipynb", 2017, "pusat")
        for name in CHAPTERS
    ]


def run_stale(wanted: list[Task], heard: list[str] | None = None) -> list[Run]:
    """What a build does with its chapters; `heard` are those that ran."""
    rerun, hear = Rerun(Planner(DEFAULT)), [] if heard is None else heard
    stale = rerun.stale(wanted)
    for task in stale:
        rerun.begins(task)
    runs = {task: rerun.reuse(task) for task in wanted if task not in stale}
    for run in run_all(stale, 2, lambda run: hear.append(run.task.chapter)):
        rerun.ended(run)
        runs[run.task] = run
    return [runs[task] for task in wanted]


def stale(root: Path, engine: str = DEFAULT) -> dict[str, list[str]]:
    planner = Planner(engine)
    reasons = {name: planner.why(Chapter(2017, "pusat", root / "notebooks" / f"{name}.ipynb")) for name in CHAPTERS}
    return {name: why for name, why in reasons.items() if why}


def write(file: str, change: Callable[[str], str]) -> Callable[[Path], None]:
    def apply(root: Path) -> None:
        path = root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(change(path.read_text(encoding="utf-8") if path.is_file() else ""), encoding="utf-8")

    return apply


def append(file: str, text: str = "\n") -> Callable[[Path], None]:
    return write(file, lambda before: before + text)


def replace(file: str, old: str, new: str) -> Callable[[Path], None]:
    def change(before: str) -> str:
        assert old in before, f"{file} no longer holds {old}"
        return before.replace(old, new, 1)

    return write(file, change)


def in_package(file: str, change: Callable[[list[dict]], object]) -> Callable[[Path], None]:  # type: ignore[type-arg]
    def apply(before: str) -> str:
        content = json.loads(before)
        change(content["resources"])
        return json.dumps(content)

    return write(file, apply)


def in_notebook(name: str, change: Callable[[list[dict]], object]) -> Callable[[Path], None]:  # type: ignore[type-arg]
    def apply(before: str) -> str:
        content = json.loads(before)
        change(content["cells"])
        return json.dumps(content)

    return write(f"notebooks/{name}.ipynb", apply)


def describe(dataset: str) -> Callable[[list[dict]], object]:  # type: ignore[type-arg]
    return lambda resources: [r.update(description="Lain") for r in resources if r["dataset"] == dataset]


PACKAGE = "data/raw/2017/datapackage.json"
OTHER = {"dataset": "lain", "path": "lain.csv", "title": "Lain", "kind": "synthetic"}
CHANGES: dict[str, tuple[Callable[[Path], None], set[str]]] = {
    "nothing": (lambda _root: None, set()),
    # data
    "a dataset": (append("data/raw/2017/pkt.csv"), {"pkt"}),
    "the same dataset of an earlier year": (append("data/raw/2016/skm.csv"), {"skm"}),
    "the same dataset of a later year": (append("data/raw/2018/skm.csv"), set()),
    "a dataset that no chapter reads": (append("data/raw/2017/sop.csv"), set()),
    "a dataset that is gone": (lambda root: (root / "data/raw/2017/pkt.csv").unlink(), {"pkt"}),
    "the map": (append("data/geo/provinsi.json"), {"ncsis"}),
    "a photograph that arrived": (append("data/raw/2017/foto/dprd-riau.jpg"), {"skm"}),
    "a photograph that nobody shows": (append("data/raw/2017/foto/lain.jpg"), set()),
    "what the package says of a dataset": (in_package(PACKAGE, describe("pkt")), {"pkt"}),
    "another dataset in the package": (in_package(PACKAGE, lambda resources: resources.append(OTHER)), set()),
    # parameters
    "a comment in the parameters": (append("params/2017.yml", "# catatan\n"), set()),
    "a parameter": (replace("params/2017.yml", "population: ", "population: 1"), ALL),
    "a unit's own parameters": (append("params/2017/pusat.yml", "skip_sections: []\n"), ALL),
    "another unit's parameters": (append("params/2017/kanreg-10.yml", "skip_sections: []\n"), set()),
    "a comment in the methods": (append("params/methods.yml", "# catatan\n"), set()),
    "a method": (replace("params/methods.yml", "margin: ", "margin: 1"), {"skm"}),
    # code
    "a subject": (append("src/analysis/counters.py", "# \n"), {"pkt"}),
    "a subject's charts": (append("src/analysis/charts/satisfaction.py", "# \n"), {"skm"}),
    "what a subject imports": (append("src/analysis/charts/outlines.py", "# \n"), {"ncsis"}),
    "what every chapter imports": (append("src/analysis/facts.py", "# \n"), ALL),
    "a contract, found by its name": (append("src/analysis/datasets/declared/counters.py", "# \n"), {"pkt"}),
    "the template": (append("src/analysis/templates/blok.html.j2", "\n"), ALL),
    "the style of charts": (append("src/analysis/charts/laporan.mplstyle", "# \n"), ALL),
    "a font": (lambda root: (root / "src/analysis/charts/fonts/LaporanSans-Italic.ttf").write_bytes(b""), ALL),
    "code that makes samples": (append("src/analysis/samples/surveys.py", "# \n"), set()),
    # the rest
    "a notebook": (in_notebook("tujuan", lambda cells: cells[-1].update(source=["lain"])), {"tujuan"}),
    "what a notebook shows now": (
        in_notebook("pkt", lambda cells: [c.update(execution_count=7, outputs=[]) for c in cells if "outputs" in c]),
        set(),
    ),
    "the lock": (append("requirements.lock", "numpy==2\n"), ALL),
    "an executed notebook that somebody edited": (append(".cache/laporan/bab/2017/pusat/skm.ipynb"), {"skm"}),
}


@pytest.mark.parametrize(("change", "expected"), CHANGES.values(), ids=CHANGES)
def test_exactly_the_chapters_that_rest_on_it(
    change: Callable[[Path], None], expected: set[str], project: Path
) -> None:
    change(project)
    assert set(stale(project)) == expected


def test_another_engine_runs_all(project: Path) -> None:
    assert set(stale(project, STOCK)) == ALL


def test_the_reason_names_the_file(project: Path) -> None:
    append("data/raw/2017/pkt.csv")(project)
    append("src/analysis/counters.py", "# \n")(project)
    assert stale(project) == {"pkt": ["src/analysis/counters.py berubah", "data/raw/2017/pkt.csv berubah"]}


def test_only_what_is_stale_runs_and_all_come_back_in_order(project: Path) -> None:
    append("data/raw/2017/pkt.csv")(project)
    (before,) = [json.loads((project / plan.CACHE / "bab/2017/pusat/skm.json").read_text(encoding="utf-8"))["seconds"]]
    heard: list[str] = []
    runs = run_stale(tasks(project), heard)
    assert [run.task.chapter for run in runs] == list(CHAPTERS)
    assert heard == ["pkt"]
    assert [run.seconds for run in runs if run.task.chapter == "skm"] == [before]
    for task in tasks(project):
        assert task.output.read_bytes() == (project / plan.CACHE / f"bab/2017/pusat/{task.chapter}.ipynb").read_bytes()
    assert stale(project) == {}


def test_what_changes_while_it_runs_counts_as_changed(project: Path) -> None:
    rerun = Rerun(Planner(DEFAULT), force=True)
    for task in tasks(project):
        rerun.begins(task)
        task.output.parent.mkdir(exist_ok=True)
        shutil.copy(project / plan.CACHE / f"bab/2017/pusat/{task.chapter}.ipynb", task.output)
        in_notebook(task.chapter, lambda cells: cells[-1].update(source=["ditulis sementara itu"]))(project)
        rerun.ended(Run(task, 1.0, None))
    assert set(stale(project)) == ALL


def test_a_chapter_that_failed_is_not_kept(project: Path) -> None:
    in_notebook("tujuan", lambda cells: cells[2].update(source=["1 / 0"]))(project)
    runs = run_stale(tasks(project))
    assert [run.task.chapter for run in runs if run.failure] == ["tujuan"]
    assert set(stale(project)) == {"tujuan"}


def test_every_file_of_the_package_that_is_no_code_belongs_to_code(tmp_path: Path) -> None:
    graph = read_imports(tmp_path / "impor.json")
    named = {need for needs in graph.needs.values() for need in needs}
    assert [name for name in graph.files if not name.endswith(".py") and name not in named] == []


def test_what_is_remembered_of_imports_is_what_is_read(tmp_path: Path) -> None:
    first, second = (read_imports(tmp_path / "impor.json") for _ in range(2))
    assert first == second


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("from analysis import report, survey", ["analysis.report", "analysis.survey"]),
        ("import analysis.charts.access as peta", ["analysis.charts.access"]),
        ("%load_ext analysis\nimport pandas", ["analysis"]),
        ("%%narasi\nfrom analysis import report", []),
        ("%%capture\nfrom analysis import report", ["analysis.report"]),
        ("x = !ls\n", [imports.ANYTHING]),
        ("if True:\n    !ls\n    from analysis import iso", ["analysis.iso"]),
    ],
)
def test_imports_of_a_cell(source: str, expected: list[str]) -> None:
    assert notebook_imports({"cells": [{"cell_type": "code", "source": [source]}]}) == expected


def test_relative_imports_are_followed(tmp_path: Path) -> None:
    files = {
        "__init__.py": "",
        "a.py": "from . import b\nfrom .sub.c import f",
        "b.py": "def g():\n    import analysis.d",
        "d.py": "TEMPLATE = 'd.txt'",
        "sub/__init__.py": "",
        "sub/c.py": "from ..b import g",
        "e.py": "",
        "data/d.txt": "",
    }
    for name, text in files.items():
        (tmp_path / "p" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "p" / name).write_text(text, encoding="utf-8")
    graph = imports.read_imports(tmp_path / "impor.json", tmp_path / "p")
    assert set(graph.closure(["analysis.a"])) == set(files) - {"e.py"}
    assert set(graph.closure(["analysis.d"])) == {"__init__.py", "d.py", "data/d.txt"}


@pytest.fixture
def built(project: Path) -> Path:
    """The same project, and a report that was remembered as built."""
    folder = project / "outputs" / "2017" / "pusat"
    folder.mkdir(parents=True)
    (folder / "laporan.html").write_text("<p>", encoding="utf-8")
    unchanged.remember(["build", "2017"], unchanged.inputs_now(), [folder], ["✓ sama"])
    return project


def test_the_same_words_find_nothing_to_do(built: Path) -> None:
    assert unchanged.nothing_to_do(["build", "2017"]) == ["✓ sama"]
    assert unchanged.nothing_to_do(["build", "2017", "--force"]) is None
    assert unchanged.nothing_to_do(["build", "2018"]) is None
    assert unchanged.nothing_to_do(["check", "2017"]) is None


@pytest.mark.parametrize(
    "file",
    ["outputs/2017/pusat/laporan.html", "outputs/2017/pusat/baru.html", "params/struktur.yml", "data/raw/2017/skm.csv",
     "notebooks/pkt.ipynb", "requirements.lock", "params/2019.yml"],
)  # fmt: skip
def test_anything_that_changed_has_to_be_built(built: Path, file: str) -> None:
    append(file)(built)
    assert unchanged.nothing_to_do(["build", "2017"]) is None


def test_nothing_heavy_is_imported_for_it(built: Path) -> None:
    script = (
        "import sys; sys.argv = ['laporan', 'build', '2017']; from laporan.start import main; main(); "
        "print([name for name in ('typer', 'rich', 'pandas', 'nbformat', 'pydantic', 'ruamel') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "✓ sama\n[]\n"
