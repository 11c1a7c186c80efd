"""Seconds, CPU seconds and peak memory of a command with everything that it starts. Linux."""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

CHILD_SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER of prctl(2): processes that lose their parent become ours
SAMPLE_SECONDS = 0.25


@dataclass(frozen=True)
class Cost:
    """What commands took. memory : peak, in MB, shared pages counted once (PSS); said : by the last of them"""

    seconds: float
    cpu: float
    memory: float
    said: str = ""


def measure(
    commands: Sequence[Sequence[str]], environment: Mapping[str, str] | None = None, folder: Path | None = None
) -> Cost:
    """Run commands one after another; RuntimeError with its last words for one that fails."""
    ctypes.CDLL(None).prctl(CHILD_SUBREAPER, 1)
    before, began = _children_cpu(), time.perf_counter()
    peak, over = [0.0], threading.Event()
    watcher = threading.Thread(target=_watch, args=(peak, over))
    watcher.start()
    try:
        for command in commands:
            said = _run(command, {**os.environ, **(environment or {})}, folder)
        seconds = time.perf_counter() - began
    finally:
        over.set()
        watcher.join()
    with contextlib.suppress(ChildProcessError):
        while True:
            os.wait()
    return Cost(seconds, _children_cpu() - before, peak[0], said)


def _run(command: Sequence[str], environment: Mapping[str, str], folder: Path | None) -> str:
    """What the command says. Into files: a pipe would last as long as whatever the command leaves behind."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as out, tempfile.TemporaryFile("w+", encoding="utf-8") as err:
        done = subprocess.run(command, env=environment, cwd=folder, stdout=out, stderr=err, check=False)
        for file in (out, err):
            file.seek(0)
        said, told = out.read(), err.read()
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}: {(said + told)[-2000:]}")
    return said


def _children_cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _watch(peak: list[float], over: threading.Event) -> None:
    while not over.wait(SAMPLE_SECONDS):
        total = 0
        for process in psutil.Process().children(recursive=True):
            with contextlib.suppress(psutil.Error):
                total += process.memory_full_info().pss
        peak[0] = max(peak[0], total / 1e6)


if __name__ == "__main__":
    print(measure([sys.argv[1:]]))
