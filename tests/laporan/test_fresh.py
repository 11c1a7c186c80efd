"""What is edited while a notebook is open takes effect at the next Run All, without a new kernel."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from .projects import copy_project

SETUP = (
    "%load_ext analysis\nfrom analysis.counters import results as counters\nfrom laporan.notebook import open_report"
)
SHOW = """\
report = open_report(2017)
print(counters.survey(report.load("pkt")).table().head[0], report.params.cover.place)
print(id(counters))"""
# A kernel's shell, in which each cell that arrives runs; it prints what the cells print.
KERNEL = """
import json, sys
from IPython.core.interactiveshell import InteractiveShell
shell = InteractiveShell.instance()
shell.history_manager.enabled = False
for line in sys.stdin:
    done = shell.run_cell(json.loads(line), store_history=False)
    print("galat" if done.error_in_exec else "selesai", flush=True)
"""


class Kernel:
    """A shell of its own, on the project at `root`."""

    def __init__(self, root: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", KERNEL], cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def run(self, *cells: str) -> str:
        """What the cells print."""
        assert self.process.stdin
        assert self.process.stdout
        told = []
        for cell in cells:
            self.process.stdin.write(json.dumps(cell) + "\n")
            self.process.stdin.flush()
            while (line := self.process.stdout.readline()) not in ("selesai\n", "galat\n", ""):
                told.append(line)
            assert line == "selesai\n", "".join(told)
        return "".join(told)


@pytest.fixture
def kernel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Kernel]:
    monkeypatch.setenv("LAPORAN_ROOT", str(tmp_path))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "src"))  # before the project that is installed for editing
    copy_project(tmp_path, "pkt", years=("2017",))
    made = Kernel(tmp_path)
    yield made
    made.process.kill()
    made.process.communicate()


def edit(file: Path, old: str, new: str) -> None:
    told = file.read_text(encoding="utf-8")
    assert old in told
    file.write_text(told.replace(old, new), encoding="utf-8")


def test_an_edited_helper_and_edited_params_count_at_the_next_run(kernel: Kernel, tmp_path: Path) -> None:
    assert "Penilaian Jakarta" in kernel.run(SETUP, SHOW)
    edit(tmp_path / "src/analysis/counters/results.py", '("Penilaian"', '("Penilaiam"')  # as long, in the same second
    edit(tmp_path / "params/2017.yml", "place: Jakarta", "place: Bogor")
    again = kernel.run(SETUP, SHOW)
    assert "Penilaiam Bogor" in again
    assert "already loaded" not in again
    assert kernel.run(SETUP, SHOW).splitlines()[-2:] == again.splitlines()[-2:]  # nothing was edited: the same module


def test_what_is_kept_of_edited_params_is_made_anew_at_the_next_run(kernel: Kernel, tmp_path: Path) -> None:
    """No code was edited, so the modules stay, with what they keep: contracts that parameters bound."""
    show = "from laporan.data.catalogue import report_date\nprint(report_date(2017))"
    assert kernel.run(SETUP, show).split() == ["2018-05-21"]
    edit(tmp_path / "params/2017.yml", 'date: "2018-05-21"', 'date: "2018-06-04"')
    assert kernel.run(SETUP, show).split() == ["2018-06-04"]
