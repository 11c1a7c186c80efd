"""The command line as users call it: a process for each command."""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from laporan.engines.select import LIBRARIES_ONLY

PROGRAM = "from laporan.cli.__main__ import main; main()"
ROOT_NAME = "LAPORAN_ROOT"
# Nothing asks for these while it is imported.
OF_ONE_TEST = (ROOT_NAME, "PYTEST_CURRENT_TEST")
# What a report, a scheduler or a kernel leaves in the process of the tests; a command sets its own, or drops it.
LEFT_BEHIND = (
    "SOURCE_DATE_EPOCH", "MPLBACKEND", "PYDEVD_DISABLE_FILE_VALIDATION", "__DASK_PARENT_PID",
    "DASK_DISTRIBUTED__WORKER__DAEMON", "DASK_DISTRIBUTED__COMM__REQUIRE_ENCRYPTION",
)  # fmt: skip
Completed = subprocess.CompletedProcess[str]


def lasting(environment: Mapping[str, str]) -> dict[str, str]:
    """The variables that are the same in all tests."""
    return {name: value for name, value in environment.items() if name not in (*OF_ONE_TEST, *LEFT_BEHIND)}


ENVIRONMENT = lasting(os.environ)  # before any test changes it


def run_command(words: Sequence[str], environment: Mapping[str, str], folder: Path) -> Completed:
    """A command in a fork of a process that has imported already, or in an interpreter of its own where that differs.

    So in another environment than the tests began in, as what is imported asks for variables, too; where lines are
    counted (`make coverage`); and on systems without fork.
    """
    if hasattr(os, "fork") and lasting(environment) == ENVIRONMENT and "COVERED" not in environment:
        return command_server().run(words, environment, folder)
    return run_afresh(words, environment, folder)


def run_outside(folder: Path, words: Sequence[str]) -> Completed:
    """A command in a folder, as somebody calls it who has no project."""
    return run_command(words, {name: value for name, value in os.environ.items() if name != ROOT_NAME}, folder)


def run_afresh(words: Sequence[str], environment: Mapping[str, str], folder: Path) -> Completed:
    """A command in an interpreter of its own."""
    command = [sys.executable, "-c", PROGRAM, *words]
    return subprocess.run(command, env=environment, cwd=folder, capture_output=True, encoding="utf-8", check=False)


class CommandServer:
    """The program of `command_server.py`, while it runs."""

    def __init__(self) -> None:
        program = Path(__file__).with_name("command_server.py").read_text(encoding="utf-8")
        self._told = tempfile.TemporaryDirectory()
        self._process = subprocess.Popen(
            [sys.executable, "-c", program], env=ENVIRONMENT | {LIBRARIES_ONLY: "1"}, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            encoding="utf-8",
        )  # fmt: skip
        atexit.register(self.stop)

    def run(self, words: Sequence[str], environment: Mapping[str, str], folder: Path) -> Completed:
        """A command, told of as `subprocess.run` does."""
        streams = [Path(self._told.name, name) for name in ("stdout", "stderr")]
        for stream in streams:
            stream.write_bytes(b"")
        assert self._process.stdin
        assert self._process.stdout
        asked = [list(words), dict(environment), str(folder), [str(stream) for stream in streams]]
        print(json.dumps(asked), file=self._process.stdin, flush=True)
        code = int(self._process.stdout.readline())
        return subprocess.CompletedProcess(words, code, *(stream.read_text(encoding="utf-8") for stream in streams))

    def stop(self) -> None:
        """End the program."""
        self._process.communicate()
        self._told.cleanup()


@cache
def command_server() -> CommandServer:
    """The one of this process, started for its first command."""
    return CommandServer()
