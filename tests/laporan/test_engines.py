"""The quick engine against the stock one: the same notebooks, byte for byte, whatever the cells do."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from laporan.build.pool import run_all
from laporan.build.run_chapter import execute
from laporan.engines.executed import join_streams
from laporan.engines.select import FORKED, STOCK
from laporan.project.records import Run, Task
from tests.laporan import torture

ROOT = Path(__file__).resolve().parents[2]
CHAPTERS = sorted(path.stem for path in (ROOT / "notebooks").glob("*.ipynb"))
pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="the quick engine forks; elsewhere there is only the stock one"),
    # zmq sockets of the stock kernels' clients; nbclient closes them when they are collected
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture(autouse=True)
def _quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logging.getLogger("papermill"), "disabled", True)


def run_both(notebook: Path, folder: Path) -> dict[str, Run]:
    # ipykernel leaves the file descriptors alone where it sees pytest
    seen = os.environ.pop("PYTEST_CURRENT_TEST")
    try:
        return {
            engine: execute(Task("bab", notebook, folder / engine / notebook.name, 2017, "pusat"), str(ROOT), engine)
            for engine in (FORKED, STOCK)
        }
    finally:
        os.environ["PYTEST_CURRENT_TEST"] = seen


def assert_same(runs: dict[str, Run]) -> None:
    assert runs[FORKED].failure == runs[STOCK].failure
    forked, stock = (runs[engine].task.output.read_text(encoding="utf-8").splitlines() for engine in (FORKED, STOCK))
    assert forked == stock


@pytest.mark.slow
@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_chapter(chapter: str, tmp_path: Path) -> None:
    runs = run_both(ROOT / "notebooks" / f"{chapter}.ipynb", tmp_path)
    assert runs[FORKED].failure is None
    assert_same(runs)


def test_everything_that_a_cell_can_show(tmp_path: Path) -> None:
    runs = run_both(written(torture.SHOWN, tmp_path), tmp_path)
    assert_same(runs)
    made = nbformat.read(runs[STOCK].task.output, as_version=4)
    assert made.cells[-2].outputs[0].text == "terakhir\n"


@pytest.mark.parametrize("ending", torture.ENDINGS)
def test_everything_that_ends_a_chapter(ending: str, tmp_path: Path) -> None:
    cells = [*torture.BEFORE, *torture.ENDINGS[ending], *torture.AFTER]
    runs = run_both(written(cells, tmp_path), tmp_path)
    assert runs[STOCK].failure is not None
    assert_same(runs)
    made = nbformat.read(runs[FORKED].task.output, as_version=4)
    assert "sebelum" in str(made.cells[3].outputs)
    assert not made.cells[-1].outputs


def test_a_chapter_that_dies_leaves_the_others_alone(tmp_path: Path) -> None:
    dying = written([*torture.BEFORE, *torture.ENDINGS["dibunuh"]], tmp_path, "mati")
    living = [written(torture.BEFORE, tmp_path, f"hidup-{number}") for number in range(4)]
    tasks = [Task(path.stem, path, tmp_path / "hasil" / path.name, 2017, "pusat") for path in (dying, *living)]
    runs = {run.task.chapter: run.failure for run in run_all(tasks, 2, lambda _run: None)}
    assert [name for name, failure in runs.items() if failure] == ["mati"]
    assert len(runs) == 5


def test_chapters_do_not_share_anything(tmp_path: Path) -> None:
    leave = "kotor = getattr(pandas, 'kotor', os.environ.get('KOTOR'))\npandas.kotor = os.environ['KOTOR'] = 'ya'"
    draw = "print(random.random(), numpy.random.random())"
    cells = [torture.BEFORE[0], f"import os, pandas, random, numpy\n{leave}\nprint(kotor, __name__)", draw]
    tasks = [
        Task(f"bab-{number}", written(cells, tmp_path), tmp_path / f"{number}.ipynb", 2017, "pusat")
        for number in range(4)
    ]
    run_all(tasks, 1, lambda _run: None)
    made = [nbformat.read(task.output, as_version=4) for task in tasks]
    assert {notebook.cells[3].outputs[0].text for notebook in made} == {"None __main__\n"}
    assert len({notebook.cells[4].outputs[0].text for notebook in made}) == len(made)


def test_one_process_is_warmed_however_many_workers_there_are(tmp_path: Path) -> None:
    """A chapter is its worker's child, the worker the fork server's, and that one ours."""
    path = written(
        [torture.BEFORE[0], "import psutil\nprint([one.pid for one in psutil.Process().parents()])"], tmp_path
    )
    tasks = [Task(f"bab-{n}", path, tmp_path / "hasil" / f"{n}.ipynb", 2017, "pusat") for n in range(4)]
    run_all(tasks, 2, lambda _run: None)
    lines = [json.loads(nbformat.read(task.output, as_version=4).cells[3].outputs[0].text) for task in tasks]
    assert {line[2] for line in lines} == {os.getpid()}
    assert len({line[1] for line in lines}) == 1


@pytest.mark.slow
def test_nothing_reaches_the_terminal_and_nobody_stays_behind(tmp_path: Path) -> None:
    path = written([*torture.BEFORE, "import os\nnihil = os.system('echo bising; echo bising >&2')"], tmp_path)
    script = tmp_path / "jalan.py"
    script.write_text(
        "import sys\nfrom pathlib import Path\nfrom laporan.project.records import Task\nfrom laporan.build.pool import run_all\n"
        "if __name__ == '__main__':\n"
        "    outputs = [Path(sys.argv[2], f'{n}.ipynb') for n in range(2)]\n"
        "    tasks = [Task('bab', Path(sys.argv[1]), output, 2017, 'pusat') for output in outputs]\n"
        "    run_all(tasks, 2, lambda run: None, sys.argv[3])\n",
        encoding="utf-8",
    )
    for engine in (FORKED, STOCK):
        command = [sys.executable, script, path, tmp_path / "hasil", engine]
        # returns only when everybody who holds these pipes has gone
        done = subprocess.run(
            command, capture_output=True, text=True, check=True, timeout=120, cwd=ROOT, env=os.environ
        )
        assert done.stdout + done.stderr == "", engine


def test_papermill_knows_the_engine_by_its_name(tmp_path: Path) -> None:
    path = written(torture.BEFORE, tmp_path, opening="")
    command = [
        sys.executable,
        "-m",
        "papermill",
        "--engine",
        FORKED,
        "--no-progress-bar",
        path,
        tmp_path / "hasil.ipynb",
    ]
    subprocess.run(command, check=True, capture_output=True)
    assert "sebelum" in (tmp_path / "hasil.ipynb").read_text(encoding="utf-8")


def test_what_was_printed_is_joined_between_other_outputs() -> None:
    def printed(name: str, text: str) -> nbformat.NotebookNode:
        return nbformat.v4.new_output("stream", name=name, text=text)

    shown = nbformat.v4.new_output("display_data")
    pieces = [printed("stderr", "x"), printed("stdout", "a"), printed("stdout", "b"), shown, printed("stdout", "c")]
    joined = join_streams(pieces)
    assert [output.get("text") for output in joined] == ["ab", "x", None, "c"]
    assert [output.get("name") for output in joined] == ["stdout", "stderr", None, "stdout"]


def written(cells: list[str], folder: Path, name: str = "siksa", opening: str = torture.OPENING) -> Path:
    path = folder / f"{name}.ipynb"
    nbformat.write(torture.notebook(cells, opening), path)
    return path


def test_workers_have_the_environment_of_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written([torture.BEFORE[0], "import os\nprint(os.environ.get('BARU'))"], tmp_path)
    for value in ("satu", "dua"):
        monkeypatch.setenv("BARU", value)
        task = Task("bab", path, tmp_path / "hasil.ipynb", 2017, "pusat")
        run_all([task], 1, lambda _run: None)
        assert nbformat.read(task.output, as_version=4).cells[3].outputs[0].text == f"{value}\n"
