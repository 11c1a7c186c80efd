"""A new subject from nothing to the report: by the tutorial for analysts, to the letter."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import lxml.html
import nbformat
import pytest

from .projects import ROOT, TREE, copy_project

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("bash") is None, reason="the page's commands are written for bash"),
]
PAGE = ROOT / "docs" / "tutorial.md"
BLOCK = re.compile(r"(?:^    .*\n(?:\n+(?=    ))?)+", re.MULTILINE)
CELL, APPENDED = re.compile(r"# sel (\d+)\n"), "# tambahkan: "
FILE = re.compile(r"# ((?:src|tests)/\S+)\n")


@dataclass
class Followed:
    """root : the project; told : what each block of commands printed"""

    root: Path
    told: list[str] = field(default_factory=list)

    def said(self, command: str) -> str:
        """What the last block that begins with the command printed."""
        return [text for text in self.told if text.startswith(command)][-1]


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> Followed:
    root = copy_project(tmp_path_factory.mktemp("proyek") / "bkn", years=("2016", "2017"))
    for path in (root / "notebooks").iterdir():
        if path.name != "230-pkt.ipynb":
            path.unlink()
    (root / "params/struktur.yml").write_text(TREE.replace("notebook: pkt", "notebook: 230-pkt"), encoding="utf-8")
    for name in ("pyproject.toml", "tests/__init__.py", "tests/analysis/conftest.py", "tests/analysis/tables.py"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, root / name)
    (root / "docs").mkdir()
    made = Followed(root)
    for block in blocks():
        if found := CELL.match(block):
            (chapter,) = root.glob("notebooks/*-perpustakaan.ipynb")  # its number is another beside fewer chapters
            replace_cell(chapter, int(found[1]), block[found.end() :])
        elif found := FILE.match(block):
            (root / found[1]).write_text(block[found.end() :] + "\n", encoding="utf-8")
        elif block.startswith(APPENDED):
            name, _, text = block.removeprefix(APPENDED).partition("\n")
            with (root / name).open("a", encoding="utf-8") as file:
                file.write(text + "\n")
        else:
            made.told.append(f"{block}\n{run(root, block)}")
    return made


def blocks() -> list[str]:
    """The page's commands, files and cells, in order."""
    return [re.sub("(?m)^    ", "", found).strip("\n") for found in BLOCK.findall(PAGE.read_text(encoding="utf-8"))]


def replace_cell(path: Path, number: int, source: str) -> None:
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[number - 1].source = source
    nbformat.write(notebook, path)


def run(root: Path, script: str) -> str:
    places = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    variables = {**os.environ, "PATH": places, "LAPORAN_ROOT": str(root), "PYTHONPATH": str(root / "src")}
    done = subprocess.run(
        ["bash", "-euc", script], cwd=root, env=variables, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, script + done.stdout + done.stderr
    return done.stdout


def test_the_page_has_the_chapter_with_its_numbers_table_and_figure(followed: Followed) -> None:
    page = lxml.html.fromstring((followed.root / "outputs/2017/pusat/laporan.html").read_bytes())
    assert page.xpath("//*[@id='sec-perpustakaan']")
    assert "batasnya 8% (contoh)" in " ".join(page.text_content().split())
    assert page.xpath("//*[@id='fig-perpustakaan']//svg")
    assert len(page.xpath("//*[@id='tbl-perpustakaan']//tbody/tr")) == 3


def test_every_number_is_recorded_and_can_be_asked(followed: Followed) -> None:
    assert "0 tidak tercatat" in " ".join(followed.said("laporan build 2017\nlaporan trace").split())
    facts = json.loads((followed.root / "outputs/2017/pusat/fakta.json").read_text(encoding="utf-8"))["facts"]
    assert len([fact for fact in facts if fact["id"].startswith("perpustakaan.")]) > 5
    assert "data/raw/2017/perpustakaan.csv" in followed.said("laporan build 2017\nlaporan trace")


def test_its_code_is_in_the_style_of_ours(followed: Followed) -> None:
    written = [followed.root / "src/analysis/perpustakaan", followed.root / "tests/analysis/test_perpustakaan.py"]
    for words in (("check",), ("format", "--check")):
        command = [sys.executable, "-m", "ruff", *words, "--no-cache", *written]
        done = subprocess.run(command, cwd=followed.root, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


def test_its_data_is_in_the_codebook_and_its_tests_ran(followed: Followed) -> None:
    assert "`terlambat`" in (followed.root / "docs/codebook.md").read_text(encoding="utf-8")
    assert "2 passed" in followed.said("python -m pytest")
