"""What else can be wrong with a machine, a place or a file: the command does its work, or says what to do. It never
shows a traceback, and the last good report stands."""

from __future__ import annotations

import hashlib
import json
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
import pytest

from .commands import run_command

pytestmark = [
    pytest.mark.skipif(os.name != "posix", reason="limits, streams and names of POSIX"),
    pytest.mark.slow,
    pytest.mark.hostile("fault"),
]
LAPORAN = [sys.executable, "-c", "from laporan.cli.__main__ import main; main()"]
BUILD, CHECK, PLAN = ("build", "2017", "--force"), ("check", "2017"), ("build", "2017", "--plan")


@dataclass
class Fault:
    """One thing that is wrong.

    spoil : makes it so in a built project; around : what the shell does before and after the command, '{}';
    told : what the command has to say; code : how it ends; lost : whether the fault itself took the last report away
    """

    command: tuple[str, ...]
    told: str = ""
    code: int = 1
    spoil: Callable[[Path], object] = lambda _root: None
    around: str = "{}"
    env: dict[str, str] = field(default_factory=dict)
    lost: bool = False


def put(name: str, content: bytes) -> Callable[[Path], object]:
    return lambda root: (root / name).write_bytes(content)


def folder_at(name: str) -> Callable[[Path], object]:
    def spoil(root: Path) -> None:
        (root / name).unlink(missing_ok=True)
        (root / name / "dalam").mkdir(parents=True)

    return spoil


def file_at(name: str) -> Callable[[Path], object]:
    def spoil(root: Path) -> None:
        shutil.rmtree(root / name, ignore_errors=True)
        (root / name).write_text("x", encoding="utf-8")

    return spoil


def pipe_at(name: str) -> Callable[[Path], object]:
    def spoil(root: Path) -> None:
        (root / name).unlink()
        os.mkfifo(root / name)

    return spoil


NOTEBOOK = "notebooks/pkt.ipynb"


def rewrite(change: Callable[[nbformat.NotebookNode], object]) -> Callable[[Path], object]:
    def spoil(root: Path) -> None:
        notebook = json.loads((root / NOTEBOOK).read_text(encoding="utf-8"))
        change(notebook)
        (root / NOTEBOOK).write_text(json.dumps(notebook), encoding="utf-8")

    return spoil


def same_ids(notebook: nbformat.NotebookNode) -> None:
    for cell in notebook["cells"]:
        cell["id"] = "sama"


def add_cell(source: str) -> Callable[[nbformat.NotebookNode], object]:
    cell = {"cell_type": "code", "id": "tambahan", "metadata": {}, "outputs": [], "execution_count": None}
    return lambda notebook: notebook["cells"].append(cell | {"source": source})


def module(name: str, code: str) -> Callable[[Path], object]:
    """A module that is found before the installed one."""

    def spoil(root: Path) -> None:
        (root / "lain").mkdir()
        (root / "lain" / f"{name}.py").write_text(code, encoding="utf-8")

    return spoil


def clock(seconds: float) -> Callable[[Path], object]:
    return module("sitecustomize", f"import time\ntime.time = lambda: {seconds!r}\n")


AHEAD = {"PYTHONPATH": "lain"}  # relative to the project, where the command starts
FAULTS = {
    # streams
    "stdout is closed": Fault(CHECK, code=0, around="{} >&-"),
    "stderr is closed": Fault(CHECK, code=0, around="{} 2>&-"),
    "all streams are closed": Fault(BUILD, code=0, around="{} <&- >&- 2>&-"),
    "stdout is full": Fault(CHECK, "disk penuh", around="{} >/dev/full"),
    "stdout and stderr are full": Fault(CHECK, around="{} >/dev/full 2>/dev/full"),
    "a reader leaves at once": Fault(CHECK, code=141, around="( {}; echo $? >kode ) | true; exit $(cat kode)"),
    # environment
    "ASCII everywhere": Fault(
        BUILD, "✓", 0, env={"LC_ALL": "C", "LANG": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    ),
    "an unknown locale": Fault(CHECK, "✓", 0, env={"LC_ALL": "xx_YY.UTF-9"}),
    "no HOME": Fault(CHECK, "✓", 0, around="env -u HOME {}"),
    "HOME that is not there": Fault(BUILD, "✓", 0, env={"HOME": "/tiada/rumah"}),
    "TMPDIR that is not there": Fault(BUILD, "✓", 0, env={"TMPDIR": "/tiada/sementara"}),
    "TMPDIR is a file": Fault(CHECK, "✓", 0, env={"TMPDIR": "laporan.toml"}),
    "a terminal of one column": Fault(CHECK, code=0, env={"COLUMNS": "1"}),
    "no columns": Fault(CHECK, code=0, env={"COLUMNS": "0"}),
    "columns that are no number": Fault(CHECK, "✓", 0, env={"COLUMNS": "lebar"}),
    "a dumb terminal": Fault(CHECK, "✓", 0, env={"TERM": "dumb"}),
    "an odd SOURCE_DATE_EPOCH": Fault(BUILD, "✓", 0, env={"SOURCE_DATE_EPOCH": "kemarin"}),
    "a SOURCE_DATE_EPOCH before all time": Fault(BUILD, "✓", 0, env={"SOURCE_DATE_EPOCH": "-99999999999"}),
    "a clock of 1970": Fault(BUILD, "menunjuk tahun 1970", 1, clock(3600.0), env=AHEAD),
    "a clock of 2110": Fault(BUILD, "menunjuk tahun 2110", 1, clock(4.42e9), env=AHEAD),
    "an odd clock where nothing is made": Fault(CHECK, "✓", 0, clock(3600.0), env=AHEAD),
    "a package that is not there": Fault(
        BUILD, "docx tidak dapat dimuat", 1, module("docx", "raise ModuleNotFoundError('hilang', name='docx')"), env=AHEAD
    ),
    "a library that can't be loaded": Fault(
        BUILD, "tidak dapat dimuat", 1, module("typst", "raise ImportError('libx.so hilang', name='typst')"), env=AHEAD
    ),
    # limits
    "few open files": Fault(BUILD, "", 1, around="ulimit -n 12; {}"),
    "files of some blocks": Fault(BUILD, "", 1, around="ulimit -f 8; {}"),
    "no file of any size": Fault(CHECK, "", 0, around="ulimit -f 0; {}"),
    # places
    "outputs of the year is a file": Fault(BUILD, "outputs/2017", 1, file_at("outputs/2017"), lost=True),
    "outputs of the unit is a file": Fault(BUILD, "✓", 0, file_at("outputs/2017/pusat"), lost=True),
    "outputs is a link to nowhere": Fault(
        BUILD, "outputs", 1, lambda root: (shutil.rmtree(root / "outputs"), (root / "outputs").symlink_to("tiada")),
        lost=True,
    ),
    "the cache is a file": Fault(BUILD, "✓", 0, file_at(".cache")),
    "a kind of the cache is a file": Fault(BUILD, "✓", 0, file_at(".cache/laporan/chapters")),
    "laporan.toml is a folder": Fault(CHECK, "laporan.toml", 1, folder_at("laporan.toml")),
    "laporan.toml is no text": Fault(CHECK, "laporan.toml", 1, put("laporan.toml", b"\xff\xfe")),
    "the year's parameters are a folder": Fault(CHECK, "params/2017.yml", 1, folder_at("params/2017.yml")),
    "the year's parameters are no text": Fault(CHECK, "params/2017.yml", 1, put("params/2017.yml", b"a: \xff")),
    "the tree is a folder": Fault(BUILD, "params/struktur.yml", 1, folder_at("params/struktur.yml")),
    "the units are a folder": Fault(CHECK, "params/units.yml", 1, folder_at("params/units.yml")),
    "the package is a folder": Fault(CHECK, "datapackage.json", 1, folder_at("data/raw/2017/datapackage.json")),
    "the package is no text": Fault(CHECK, "datapackage.json", 1, put("data/raw/2017/datapackage.json", b"\xff\x00")),
    "the data is a folder": Fault(CHECK, "data/raw/2017/pkt.csv", 1, folder_at("data/raw/2017/pkt.csv")),
    "the data is gone": Fault(CHECK, "pkt.csv", 1, lambda root: (root / "data/raw/2017/pkt.csv").unlink()),
    "the data leads to itself": Fault(
        CHECK, "pkt.csv", 1,
        lambda root: ((root / "data/raw/2017/pkt.csv").unlink(), (root / "data/raw/2017/pkt.csv").symlink_to("pkt.csv")),
    ),
    # notebooks
    "the notebook is a folder": Fault(BUILD, "pkt.ipynb", 1, folder_at(NOTEBOOK)),
    "the notebook is a pipe": Fault(BUILD, "pkt.ipynb", 1, pipe_at(NOTEBOOK)),
    "the notebook is no text": Fault(BUILD, "pkt.ipynb", 1, put(NOTEBOOK, b"\x80\x81")),
    "the notebook is an empty object": Fault(BUILD, "pkt.ipynb", 1, put(NOTEBOOK, b"{}")),
    "the notebook is deep": Fault(BUILD, "pkt.ipynb", 1, put(NOTEBOOK, b"[" * 100_000)),
    "the notebook is of 2012": Fault(
        BUILD, "pkt.ipynb", 1,
        put(NOTEBOOK, b'{"metadata": {"name": ""}, "nbformat": 3, "nbformat_minor": 0, "worksheets": [{"cells": []}]}'),
    ),
    "the notebook is of tomorrow": Fault(BUILD, "pkt.ipynb", 1, rewrite(lambda nb: nb.update(nbformat=9))),
    "cells of one id": Fault(BUILD, "", 0, rewrite(same_ids)),
    "half a letter is printed": Fault(BUILD, "pkt.ipynb", 1, rewrite(add_cell("print(chr(0xd83d))"))),
    "half a letter in a cell": Fault(BUILD, "pkt.ipynb", 1, rewrite(add_cell("x = '\ud83d'"))),
}  # fmt: skip


@pytest.fixture
def project(tmp_path: Path, small_project: Path) -> Path:
    root = tmp_path / "proyek"
    shutil.copytree(small_project, root, symlinks=True)
    return root


def run(root: Path, words: tuple[str, ...], around: str = "{}", env: dict[str, str] | None = None) -> tuple[int, str]:
    """How a command ends in a project, and all that it says."""
    environment = {name: value for name, value in os.environ.items() if name != "LAPORAN_ROOT"}
    environment |= env or {}
    if "PYTHONPATH" in (env or {}):
        environment["PYTHONPATH"] = str(root / environment["PYTHONPATH"])
    if around == "{}":
        told = run_command(words, environment, root)
        return told.returncode, told.stdout + told.stderr
    line = around.format(shlex.join([*LAPORAN, *words]))
    done = subprocess.run(
        ["bash", "-c", line], cwd=root, env=environment, capture_output=True, timeout=200, check=False
    )
    return done.returncode, (done.stdout + done.stderr).decode(errors="replace")


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_it_is_done_or_told(project: Path, fault: Fault) -> None:
    page = project / "outputs/2017/pusat/laporan.html"
    before = page.read_bytes()
    fault.spoil(project)
    code, said = run(project, fault.command, fault.around, fault.env)
    assert "Traceback" not in said
    assert code == fault.code, said
    assert fault.told in " ".join(said.split()), said
    assert fault.code == 0 or fault.lost or page.read_bytes() == before
    assert not list(project.glob("outputs/.build-*"))


NAMES = {
    "braces": "{x} {0} {", "percents": "%s %(x)s %", "quotes": "a'b\"c`d", "spaces": "  laporan  akhir ",
    "a number sign": "#1 ?a=b&c", "a line break": "a\nb", "letters of others": "laporan-é-日本-ş", "brackets": "[ab]*[!c]?",
"markup": "<b>&amp;[red]x[/red]", "a dollar": "$HOME ${x} $(y)",
    "a beginning dash": "-rf", "deep": "/".join(["panjang" * 20] * 8), "commas": "a,b;c:d=e",
}  # fmt: skip


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_the_folder_may_have_any_name(tmp_path: Path, small_project: Path, name: str) -> None:
    root = tmp_path / name / "proyek"
    shutil.copytree(small_project, root, symlinks=True, ignore=shutil.ignore_patterns(".cache"))
    code, said = run(root, CHECK)
    assert "Traceback" not in said
    assert code == 0, said


def test_a_folder_whose_name_is_no_text_is_refused(tmp_path: Path, small_project: Path) -> None:
    root = tmp_path / os.fsdecode(b"a\xffb")
    shutil.copytree(small_project, root, symlinks=True, ignore=shutil.ignore_patterns(".cache"))
    code, said = run(root, CHECK)
    assert code == 1
    assert "Traceback" not in said
    assert "bukan UTF-8. Ganti namanya" in said


def test_a_report_is_built_wherever_it_lies(tmp_path: Path, small_project: Path) -> None:
    """From a folder below, along a link, in a folder of an awkward name; the report is the same to the byte."""
    root = tmp_path / "{x} %s 'a' \"b\" #\n[é]*? $y" / "proyek"
    shutil.copytree(small_project, root, symlinks=True, ignore=shutil.ignore_patterns(".cache"))
    shutil.rmtree(root / "outputs")
    (tmp_path / "pintas").symlink_to(root, target_is_directory=True)
    code, said = run(tmp_path / "pintas" / "notebooks", ("build", "2017"))
    assert code == 0, said
    assert "Traceback" not in said
    for name in ("laporan.html", "fakta.json", "laporan.pdf", "laporan.docx", "tabel.xlsx"):
        made, honest = ((place / "outputs/2017/pusat" / name).read_bytes() for place in (root, small_project))
        assert made == honest, name


def test_two_builds_of_one_report_leave_it_whole(project: Path) -> None:
    code, said = run(project, BUILD, "{0} & first=$!; {0} && wait $first")
    assert code == 0, said
    assert "Traceback" not in said
    place = project / "outputs/2017/pusat"
    written = json.loads((place / "manifest.json").read_text(encoding="utf-8"))["files"]
    assert {name: hashlib.sha256((place / name).read_bytes()).hexdigest() for name in written} == written
    assert sorted(path.name for path in (project / "outputs").iterdir()) == ["2017", "index.html"]
