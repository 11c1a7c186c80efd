"""Commands that the README prints are commands that are understood, with the options that it names."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer

from laporan.cli.app import app
from laporan.cli.plugins import add_commands

from .projects import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = sorted(
    set(re.findall(r"`(laporan [^`]+)`", README))
    | set(re.findall(r"^    (laporan .+?)(?:  .*)?$", README, re.MULTILINE))
)
NAMED_ONLY = {
    "laporan --help",
    "laporan audit",
    "laporan cache",
    "laporan form",
    "laporan import",
}  # what is told of, not to be typed so
ELLIPSIS = {"…", "..."}


def parsed(words: list[str]) -> None:
    """A command line, read by the command that it names; nothing runs."""
    add_commands(app, words)
    words = [word for word in words if word not in ELLIPSIS]
    command: Any = typer.main.get_command(app)
    context = command.make_context("laporan", list(words))
    while hasattr(command, "resolve_command"):  # a group of commands
        name, command, words = command.resolve_command(context, words)
        context = command.make_context(name, list(words), parent=context)


def test_there_are_commands() -> None:
    assert len(COMMANDS) > 25


@pytest.mark.parametrize("command", [command for command in COMMANDS if command not in NAMED_ONLY])
def test_a_printed_command_is_understood(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAPORAN_ROOT", str(ROOT))
    monkeypatch.chdir(tmp_path)
    words = shlex.split(command.replace("subject|chapter|year|unit", "subject NAMA").replace('"…"', "sebab"))[1:]
    for file in (word for word in words if word.endswith((".csv", ".pdf", ".zip"))):
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).touch()
    parsed(words)


@pytest.mark.parametrize("command", ["bild 2017", "build 2017 --bundel", "verify dua-ribu", "new subjek NAMA"])
def test_another_command_is_not(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    with pytest.raises(Exception) as refused:  # noqa: PT011 - typer's own copy of click's class has no public name
        parsed(shlex.split(command))
    assert refused.value.exit_code == 2


@pytest.mark.skipif(sys.platform == "win32", reason="a shell's activation")
def test_the_environment_that_is_made_puts_laporan_on_the_path(tmp_path: Path) -> None:
    """As the README says, of whatever folder one then stands in."""
    assert "source .venv/bin/activate" in README
    activate = Path(sys.executable).with_name("activate")
    if not activate.is_file():
        pytest.skip("these tests run in no venv")
    script = f'. "{activate}" && command -v laporan'
    run = subprocess.run(["bash", "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert Path(run.stdout.strip()) == activate.with_name("laporan")
