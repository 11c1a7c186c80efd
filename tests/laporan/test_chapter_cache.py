"""What has to run again: each kind of input is changed, and exactly the chapters that rest on it run."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from laporan.build import command_cache, fingerprints
from laporan.build.chapter_cache import CHAPTERS as KEPT
from laporan.build.chapter_cache import ChapterCache, LastRun
from laporan.build.fingerprints import Fingerprints
from laporan.build.pool import run_all
from laporan.cache import import_graph
from laporan.cache.import_graph import ImportGraph, our_packages
from laporan.cache.read_scope import ReadScope
from laporan.core import paths
from laporan.engines.select import DEFAULT, STOCK
from laporan.project.records import Run, Task

from .projects import copy_project

CHAPTERS = ("ncsis", "pkt", "skm", "tujuan")
ALL = set(CHAPTERS)


@pytest.fixture(scope="module")
def executed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of four chapters that have run."""
    root = copy_project(tmp_path_factory.mktemp("terjalankan"), *CHAPTERS)
    sections = ", ".join(f"{{id: {name}, notebook: {name}}}" for name in CHAPTERS)
    (root / "params" / "struktur.yml").write_text(f"sections: [{sections}]", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("LAPORAN_ROOT", str(root))
        runs = run_stale(tasks(root))
    assert not [run.failure for run in runs if run.failure]
    return root


@pytest.fixture
def project(executed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, with the library's source beside it, to change something in."""
    root = tmp_path / "proyek"
    shutil.copytree(executed, root)
    library = root / "src" / "laporan"
    shutil.copytree(paths.LIBRARY, library, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setenv("LAPORAN_ROOT", str(root))
    monkeypatch.setattr(fingerprints, "our_packages", lambda: our_packages() | {"laporan": library})
    return root


def tasks(root: Path) -> list[Task]:
    return [
        Task(name, root / "notebooks" / f"{name}.ipynb", root / "hasil" / f"{name}.ipynb", 2017, "pusat")
        for name in CHAPTERS
    ]


def run_stale(wanted: list[Task], heard: list[str] | None = None) -> list[Run]:
    """What a build does with its chapters; `heard` are those that ran."""
    cache, hear = ChapterCache(Fingerprints(DEFAULT)), [] if heard is None else heard
    stale = cache.stale(wanted)
    for task in stale:
        cache.begins(task)
    runs = {task: cache.reuse(task) for task in wanted if task not in stale}
    for run in run_all(stale, 2, lambda run: hear.append(run.task.chapter)):
        cache.ended(run)
        runs[run.task] = run
    return [runs[task] for task in wanted]


def stale(root: Path, engine: str = DEFAULT) -> dict[str, list[str]]:
    cache = ChapterCache(Fingerprints(engine))
    reasons = {task.chapter: cache.why(task) for task in tasks(root)}
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
    "a parameter": (replace("params/2017.yml", "population: ", "population: 1"), {"skm"}),
    "who signs": (replace("params/2017.yml", "  name: ", "  name: Dr. "), set()),
    "when it is signed": (replace("params/2017.yml", "  date: ", "  date:  "), set()),
    "another day": (replace("params/2017.yml", '  date: "2018-0', '  date: "2019-0'), ALL),
    "a section of the report": (append("params/2017.yml", "skip_sections: [ncsis]\n"), {"tujuan"}),
    "parameters that nothing can be read from": (append("params/2017.yml", "asing: 1\n"), ALL),
    "parameters of the year before": (replace("params/2016.yml", "  name: ", "  name: Dr. "), set()),
    "a unit's own parameters": (append("params/2017/pusat.yml", "skip_sections: []\n"), ALL),
    "another unit's parameters": (append("params/2017/kanreg-10.yml", "skip_sections: []\n"), set()),
    "a comment in the methods": (append("params/methods.yml", "# catatan\n"), set()),
    "a method": (replace("params/methods.yml", "margin: ", "margin: 1"), {"pkt", "skm"}),
    # code
    "a subject": (append("src/analysis/counters/results.py", "# \n"), {"pkt"}),
    "a subject's charts": (append("src/analysis/satisfaction/charts.py", "# \n"), {"skm"}),
    "what a subject imports": (append("src/analysis/access/outlines.py", "# \n"), {"ncsis"}),
    "what every chapter imports": (append("src/laporan/facts/fact_book.py", "# \n"), ALL),
    "a contract, found by its name": (append("src/analysis/counters/contract.py", "# \n"), {"pkt"}),
    "the template": (append("src/laporan/notebook/templates/blok.html.j2", "\n"), ALL),
    "the style of charts": (append("src/laporan/charts/laporan.mplstyle", "# \n"), ALL),
    "a font": (lambda root: (root / "src/laporan/charts/fonts/LaporanSans-Italic.ttf").write_bytes(b""), ALL),
    "code that makes samples": (append("src/analysis/satisfaction/sample.py", "# \n"), set()),
    # the rest
    "a notebook": (in_notebook("tujuan", lambda cells: cells[-1].update(source=["lain"])), {"tujuan"}),
    "what a notebook shows now": (
        in_notebook("pkt", lambda cells: [c.update(execution_count=7, outputs=[]) for c in cells if "outputs" in c]),
        set(),
    ),
    "the project file": (append("laporan.toml", "# catatan\n"), ALL),
    "a part of the library that no chapter uses": (append("src/laporan/page/write.py", "# \n"), set()),
    "what every report may be asked for": (append("src/analysis/media/params.py", "# \n"), ALL),
    "an executed notebook that somebody edited": (append(".cache/laporan/chapters/2017/pusat/skm.ipynb"), {"skm"}),
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
    append("src/analysis/counters/results.py", "# \n")(project)
    assert stale(project) == {"pkt": ["src/analysis/counters/results.py berubah", "data/raw/2017/pkt.csv berubah"]}


def test_only_what_is_stale_runs_and_all_come_back_in_order(project: Path) -> None:
    append("data/raw/2017/pkt.csv")(project)
    record = KEPT.read_json("2017/pusat/skm.json", LastRun)
    assert record is not None
    before = record["seconds"]
    heard: list[str] = []
    runs = run_stale(tasks(project), heard)
    assert [run.task.chapter for run in runs] == list(CHAPTERS)
    assert heard == ["pkt"]
    assert [run.seconds for run in runs if run.task.chapter == "skm"] == [before]
    for task in tasks(project):
        assert task.output.read_bytes() == (KEPT.path(f"2017/pusat/{task.chapter}.ipynb")).read_bytes()
    assert stale(project) == {}


def test_what_changes_while_it_runs_counts_as_changed(project: Path) -> None:
    cache = ChapterCache(Fingerprints(DEFAULT), force=True)
    for task in tasks(project):
        cache.begins(task)
        task.output.parent.mkdir(exist_ok=True)
        shutil.copy(KEPT.path(f"2017/pusat/{task.chapter}.ipynb"), task.output)
        in_notebook(task.chapter, lambda cells: cells[-1].update(source=["ditulis sementara itu"]))(project)
        cache.ended(Run(task, 1.0, None))
    assert set(stale(project)) == ALL


def test_a_chapter_that_failed_is_not_kept(project: Path) -> None:
    in_notebook("tujuan", lambda cells: cells[2].update(source=["1 / 0"]))(project)
    runs = run_stale(tasks(project))
    assert [run.task.chapter for run in runs if run.failure] == ["tujuan"]
    assert set(stale(project)) == {"tujuan"}


def test_another_installed_version_runs_all_and_is_named(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed = fingerprints.environment()
    assert installed["pandas"]
    monkeypatch.setattr(fingerprints, "environment", lambda: installed | {"pandas": "2.2.0"})
    assert stale(project) == {name: ["pustaka pandas berubah"] for name in CHAPTERS}


def test_every_file_that_chapters_rest_on_and_is_no_code_belongs_to_code(project: Path) -> None:
    graph = ImportGraph({"analysis": paths.content(), "laporan": paths.LIBRARY})
    named = {need for name in graph.files if name.endswith(".py") for need in graph.needs(name)}
    rooms = ("analysis/", "laporan/charts/", "laporan/notebook/", "laporan/data/", "laporan/facts/")
    orphans = [name for name in graph.files if not name.endswith(".py") and name not in named]
    assert [name for name in orphans if name.startswith(rooms)] == []


def test_what_is_remembered_of_imports_is_what_is_read(project: Path) -> None:
    first, second = (ImportGraph(our_packages()) for _ in range(2))
    assert first.closure(["analysis.counters.results"]) == second.closure(["analysis.counters.results"])
    first.remember()
    again = ImportGraph(our_packages())
    assert again._known
    assert again.closure(["analysis.counters.results"]) == first.closure(["analysis.counters.results"])


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("from analysis import report, survey", ["analysis.report", "analysis.survey"]),
        ("import analysis.access.charts as peta", ["analysis.access.charts"]),
        ("from laporan.notebook import open_report", ["laporan.notebook.open_report"]),
        ("%load_ext analysis\nimport pandas", ["analysis"]),
        ("%reload_ext laporan", ["laporan"]),
        ("%load_ext autoreload", []),
        ("%%narasi\nfrom analysis import report", []),
        ("%%capture\nfrom analysis import report", ["analysis.report"]),
        ("x = !ls\n", [import_graph.ANYTHING]),
        ("if True:\n    !ls\n    from analysis import iso", ["analysis.iso"]),
    ],
)
def test_imports_of_a_cell(project: Path, source: str, expected: list[str]) -> None:
    notebook = {"cells": [{"cell_type": "code", "source": [source]}]}
    assert ImportGraph(our_packages()).imported_by(notebook) == expected


def test_relative_imports_are_followed(project: Path, tmp_path: Path) -> None:
    files = {
        "__init__.py": "",
        "a.py": "from . import b\nfrom .sub.c import f",
        "b.py": "def g():\n    import p.d",
        "d.py": "TEMPLATE = 'd.txt'",
        "sub/__init__.py": "",
        "sub/c.py": "from ..b import g",
        "e.py": "",
        "data/d.txt": "",
    }
    for name, text in files.items():
        (tmp_path / "p" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "p" / name).write_text(text, encoding="utf-8")
    graph = ImportGraph({"p": tmp_path / "p"})
    assert set(graph.closure(["p.a"])) == {f"p/{name}" for name in files} - {"p/e.py"}
    assert set(graph.closure(["p.d"])) == {"p/__init__.py", "p/d.py", "p/data/d.txt"}


@pytest.fixture
def built(project: Path) -> Path:
    """The same project, and a report that was remembered as built."""
    folder = project / "outputs" / "2017" / "pusat"
    folder.mkdir(parents=True)
    (folder / "laporan.html").write_text("<p>", encoding="utf-8")
    command_cache.remember(["build", "2017"], command_cache.inputs_now(), [folder], ["✓ sama"])
    return project


def test_the_same_words_find_nothing_to_do(built: Path) -> None:
    assert command_cache.nothing_to_do(["build", "2017"]) == ["✓ sama"]
    assert command_cache.nothing_to_do(["build", "2017", "--force"]) is None
    assert command_cache.nothing_to_do(["build", "2018"]) is None
    assert command_cache.nothing_to_do(["check", "2017"]) is None


@pytest.mark.parametrize(
    "file",
    ["outputs/2017/pusat/laporan.html", "outputs/2017/pusat/baru.html", "params/struktur.yml", "data/raw/2017/skm.csv",
     "notebooks/pkt.ipynb", "laporan.toml", "params/2019.yml"],
)  # fmt: skip
def test_anything_that_changed_has_to_be_built(built: Path, file: str) -> None:
    append(file)(built)
    assert command_cache.nothing_to_do(["build", "2017"]) is None


def test_nothing_heavy_is_imported_for_it(built: Path) -> None:
    script = (
        "import sys; sys.argv = ['laporan', 'build', '2017']; from laporan.cli.__main__ import main; main(); "
        "print([name for name in ('typer', 'rich', 'pandas', 'nbformat', 'pydantic', 'ruamel') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "✓ sama\n[]\n"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("src", True),
        ("src/analysis", False),
        ("src/analysis/counters", False),
        ("src/analysis/counters/results.py", False),
        ("src/analysis/counters/lain.csv", True),
        ("notebooks/pkt.ipynb", False),
        ("notebooks/pkt.csv", True),
        ("data/raw/2017/pkt.csv", True),
        ("outputs/2016/pusat/fakta.json", True),
        ("outputs/.build-x/2017/pusat/fakta.json", False),
        ("docs/tabel.csv", True),
        (".tersembunyi.csv", True),
        (".cache/laporan/data/x.parquet", False),
        ("laporan.toml", False),
        ("../lain.csv", False),
    ],
)
def test_what_counts_as_read_of_the_project(project: Path, name: str, expected: bool) -> None:
    assert ReadScope.of_project().follows(os.path.normpath(project / name)) is expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [("/data/lain.csv", True), ("/srv/lain.csv", True), ("/etc/localtime", False), ("/srv/a/.config/x.yml", False),
     (f"{sys.prefix}/lib/x.json", False), ("/srv/ipykernel_7/9.py", False)],
)  # fmt: skip
def test_what_counts_as_read_elsewhere(project: Path, name: str, expected: bool) -> None:
    assert ReadScope.of_project().follows_outside(name) is expected
