"""Which engine a machine has: the quick one where it can fork and was tested, else papermill's, with the same report."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest

from laporan.engines.internals import TESTED
from laporan.engines.select import FORKED, NO_FORK, STOCK, choose
from laporan.provenance.verify import MANIFEST, differences, names_in

from .projects import TREE, copy_project, run_laporan

NOTICE = "ipykernel 99.1 belum diuji; bab dijalankan dengan mesin papermill biasa (lebih lambat)"
linux = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is only the stock engine")
# A module that Python imports as it starts: what Windows has not is gone.
NEVER_FORKS = """
import os
def fork():
    raise AssertionError("somebody forked")
os.fork = fork
"""


@pytest.mark.parametrize(
    ("can_fork", "untested", "engine", "notice"),
    [
        pytest.param(True, [], FORKED, "", id="quick"),
        pytest.param(False, [], STOCK, "", id="no-fork"),
        pytest.param(False, ["ipykernel 99.1"], STOCK, "", id="no-fork-whatever-is-installed"),
        pytest.param(True, ["ipykernel 99.1"], STOCK, NOTICE, id="untested"),
        pytest.param(
            True, ["nbclient 1.0", "papermill 3.0"], STOCK, "nbclient 1.0, papermill 3.0 belum diuji", id="two"
        ),
    ],
)
def test_the_engine_of_a_machine(can_fork: bool, untested: list[str], engine: str, notice: str) -> None:
    chosen, said = choose(can_fork, untested)
    assert chosen == engine
    assert said.startswith(notice)
    assert bool(said) == bool(notice)


def test_the_choice_imports_nothing_heavy() -> None:
    program = "import sys, laporan.engines.select; print([m for m in ('papermill', 'ipykernel', 'nbclient', 'pandas') if m in sys.modules])"
    assert subprocess.check_output([sys.executable, "-c", program], text=True).strip() == "[]"


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A chapter and the identities, built as this machine can best, with all outputs and the archive."""
    root = copy_project(tmp_path_factory.mktemp("mesin"), "pkt", years=("2016", "2017"), datasets={"pkt"})
    (root / "params" / "struktur.yml").write_text(TREE, encoding="utf-8")
    run = run_laporan(root, "build", "2017", "--bundle")
    assert run.returncode == 0, run.stderr
    return root


@pytest.fixture
def newer_ipykernel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What `importlib.metadata` finds first says that another ipykernel is installed."""
    assert 99 not in TESTED["ipykernel"]
    (tmp_path / "ipykernel-99.1.dist-info").mkdir()
    text = "Metadata-Version: 2.1\nName: ipykernel\nVersion: 99.1\n"
    (tmp_path / "ipykernel-99.1.dist-info" / "METADATA").write_text(text, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))


@pytest.fixture
def no_fork(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    (tmp_path / "sitecustomize.py").write_text(NEVER_FORKS, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv(NO_FORK, "1")
    with pytest.raises(subprocess.CalledProcessError):  # or this test would see nothing
        subprocess.run([sys.executable, "-c", "import os; os.fork()"], check=True, capture_output=True)
    return


def rebuilt(root: Path, tmp_path: Path, *words: str) -> tuple[list[str], str]:
    """How a build of now differs from what stands there, and what it said."""
    folder, before = root / "outputs" / "2017" / "pusat", tmp_path / "before"
    shutil.copytree(folder, before)
    run = run_laporan(root, "build", "2017", "--bundle", "--force", *words)
    assert run.returncode == 0, run.stderr
    names = sorted(names_in(before) | names_in(folder))
    assert {Path(name).suffix for name in names} >= {
        ".ipynb",
        ".html",
        ".json",
        ".xlsx",
        ".csv",
        ".zip",
        ".pdf",
        ".docx",
    }
    assert (folder / MANIFEST).is_file()
    return [str(difference) for difference in differences(before, folder, names)], run.stderr


@pytest.mark.slow
@pytest.mark.usefixtures("no_fork")
def test_without_fork_the_whole_report_is_the_same(reports: Path, tmp_path: Path) -> None:
    different, said = rebuilt(reports, tmp_path)
    assert different == []
    assert "belum diuji" not in said


@pytest.mark.slow
@linux
@pytest.mark.usefixtures("newer_ipykernel")
@pytest.mark.parametrize(
    ("words", "times"), [pytest.param((), 1, id="auto"), pytest.param(("--engine", "stock"), 0, id="stock")]
)
def test_an_untested_version_falls_back_with_one_line_and_the_same_report(
    reports: Path, tmp_path: Path, words: tuple[str, ...], times: int
) -> None:
    different, said = rebuilt(reports, tmp_path, *words)
    assert different == []
    assert said.splitlines().count(NOTICE) == times
    assert said.count("belum diuji") == times


@linux
@pytest.mark.usefixtures("newer_ipykernel")
def test_papermill_itself_falls_back_too(tmp_path: Path) -> None:
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell("__import__('ipykernel').kernelapp.IPKernelApp.initialized()")]
    )
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "P", "language": "python"}
    nbformat.write(notebook, tmp_path / "a.ipynb")
    command = [sys.executable, "-m", "papermill", "--engine", FORKED, "--no-progress-bar", "a.ipynb", "b.ipynb"]
    run = subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, text=True, env=os.environ)
    assert NOTICE in run.stderr
    made = nbformat.read(tmp_path / "b.ipynb", as_version=4)
    assert made.cells[0].outputs[0].data["text/plain"] == "True"
