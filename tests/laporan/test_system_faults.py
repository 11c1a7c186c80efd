"""What the system refuses, and what is not what it should be: one line with place and remedy, never a traceback."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from laporan.core.system_faults import system_fault

from .projects import run_laporan

pytestmark = pytest.mark.hostile("fault")


@pytest.fixture
def project(tmp_path: Path, small_project: Path) -> Path:
    """A built project of one chapter, to be spoilt."""
    root = tmp_path / "proyek"
    shutil.copytree(small_project, root, symlinks=True)
    return root


@pytest.mark.parametrize(
    ("number", "told"),
    [(errno.ENOSPC, "disk penuh"), (errno.EROFS, "hanya dapat dibaca"), (errno.EFBIG, "ulimit -f"), (9999, "Ulangi")],
)
def test_what_the_system_refuses_is_said_with_place_and_remedy(number: int, told: str) -> None:
    said = system_fault(OSError(number, "odd", "outputs/2017/laporan.pdf"))
    assert said.startswith("outputs/2017/laporan.pdf: ")
    assert told in said


def test_a_fault_without_a_path_says_what_was_looked_for() -> None:
    said = system_fault(FileNotFoundError(errno.ENOENT, "No usable temporary directory found in ['/tmp']"))
    assert said.startswith("No usable temporary directory found in ['/tmp']: tidak ada")


@pytest.mark.parametrize(
    ("error", "told"),
    [(MemoryError(), "memori habis"), (ImportError("hilang", name="docx"), "docx tidak dapat dimuat")],
)
def test_what_python_lacks_is_said_with_its_remedy(error: Exception, told: str) -> None:
    assert system_fault(error).startswith(told)


def file_in_the_place_of_the_outputs(root: Path) -> None:
    shutil.rmtree(root / "outputs")
    (root / "outputs").write_text("x", encoding="utf-8")


def notebook_of(text: str) -> Callable[[Path], None]:
    def spoil(root: Path) -> None:
        (root / "notebooks" / "pkt.ipynb").write_text(text, encoding="utf-8")

    return spoil


def module_of(content: bytes) -> Callable[[Path], None]:
    def spoil(root: Path) -> None:
        (root / "src/analysis/counters/results.py").write_bytes(content)

    return spoil


def ledger_of(text: str) -> Callable[[Path], None]:
    def spoil(root: Path) -> None:
        (root / "outputs/2017/pusat/fakta.json").write_text(text, encoding="utf-8")

    return spoil


BUILD, TRACE = ("build", "2017"), ("trace", "2017", "pkt")
CASES = {
    "outputs is a file": (file_in_the_place_of_the_outputs, BUILD, "outputs"),
    "notebook is a list": (notebook_of("[]"), BUILD, "pkt"),
    "notebook is empty": (notebook_of(""), BUILD, "pkt"),
    "notebook is a number": (notebook_of("3"), ("build", "2017", "--plan"), ""),
    "cells are words": (
        notebook_of('{"cells": ["a"], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'),
        BUILD,
        "pkt",
    ),
    "a cell is a number": (
        notebook_of('{"cells": [{"cell_type": "code", "source": 1, "metadata": {}}], "metadata": {}, "nbformat": 4}'),
        BUILD,
        "pkt",
    ),
    "a module is no Python": (module_of(b"x = 1\ndef (\n"), BUILD, "counters/results.py, baris 2: bukan Python"),
    "a module is no text": (module_of(b"x = '\xff'\n"), BUILD, "counters/results.py"),
    "facts are numbers": (ledger_of('{"year": 2017, "unit": "pusat", "facts": [3]}'), TRACE, "bukan buku fakta"),
    "facts lack parts": (ledger_of('{"year": 2017, "unit": "pusat", "facts": [{"id": "pkt"}]}'), TRACE, "fakta tanpa"),
    "ledger is cut": (ledger_of('{"year": 2017, "facts": [{"id"'), TRACE, "bukan buku fakta"),
    "ledger is deep": (ledger_of("[" * 100_000), TRACE, "bukan buku fakta"),
}


@pytest.mark.parametrize(("spoil", "command", "told"), CASES.values(), ids=CASES)
def test_what_is_broken_is_told_without_a_traceback(
    project: Path, spoil: Callable[[Path], None], command: tuple[str, ...], told: str
) -> None:
    spoil(project)
    run = run_laporan(project, *command)
    assert "Traceback" not in run.stderr + run.stdout
    assert told in run.stderr + run.stdout
    assert run.returncode == 1 or "--plan" in command


def test_output_is_utf_8_whatever_the_locale(project: Path) -> None:
    spoilt = {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    run = run_laporan(project, "check", "2017", env=spoilt)
    assert run.returncode == 0, run.stderr
    assert "✓" in run.stdout


def test_a_reader_that_has_read_enough_ends_the_command_quietly(project: Path) -> None:
    program = "from laporan.cli.__main__ import main; main()"
    reading, writing = os.pipe()
    os.close(reading)  # whoever read is gone
    run = subprocess.run(
        [sys.executable, "-c", program, "check", "2017"],
        env={**os.environ, "LAPORAN_ROOT": str(project)},
        stdout=writing,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    os.close(writing)
    assert run.returncode == 141  # 128 and SIGPIPE
    assert run.stderr == ""
