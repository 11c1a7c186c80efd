"""A command that tests run in a fork ends as one in an interpreter of its own."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from laporan.notebook.report import open_report

from . import commands
from .commands import ROOT_NAME, CommandServer, run_afresh, run_command
from .projects import run_laporan

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        pytest.param(["status", "2017", "--json"], 0, id="what is done"),
        pytest.param(["trace", "2017", "tidak-ada"], 1, id="what can't be done"),
        pytest.param(["bangun"], 2, id="what is not understood"),
    ],
)
def test_it_ends_and_tells_as_another_does(small_project: Path, words: list[str], code: int) -> None:
    environment = {**os.environ, ROOT_NAME: str(small_project)}
    forked, other = (run(words, environment, small_project) for run in (run_command, run_afresh))
    assert (forked.returncode, forked.stdout, forked.stderr) == (other.returncode, other.stdout, other.stderr)
    assert forked.returncode == code


def test_in_another_environment_it_is_no_fork(small_project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(CommandServer, "run", lambda *_: pytest.fail("what was imported in another one"))
    narrow = run_laporan(small_project, "status", "2017", env={"COLUMNS": "20"})
    assert max(map(len, narrow.stdout.splitlines())) <= 20


def test_beside_a_report_that_is_open_it_is_one(small_project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commands, "run_afresh", lambda *_: pytest.fail("an interpreter for each command"))
    open_report(2017)
    assert os.environ["SOURCE_DATE_EPOCH"]
    assert run_laporan(small_project, "status", "2017").returncode == 0


def test_the_next_is_as_if_there_had_been_none(tmp_path: Path, small_project: Path) -> None:
    refused = run_laporan(tmp_path, "status")
    assert refused.returncode == 1
    assert run_laporan(small_project, "status").returncode == 0
    again = run_laporan(tmp_path, "status")
    assert (again.returncode, again.stdout, again.stderr) == (refused.returncode, refused.stdout, refused.stderr)
