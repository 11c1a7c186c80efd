"""A program that has imported what commands import, and forks for each one that it is asked for.

So a command begins in milliseconds, where an interpreter of its own imports for more than a second. It is a process all the
same: with its own words, environment, folder and streams, an exit code, and nothing that another command left behind.
"""

from __future__ import annotations

import gc
import json
import os
import re
import signal
import socket
import sys
import warnings
from contextlib import suppress
from importlib import import_module
from multiprocessing import util

FORK_SERVER = re.compile(r"(from multiprocessing\.forkserver import main; main\()\d+, \d+(.*)")
WARM = "laporan.engines.warm"
MOST = 100_000  # bytes of a fork server's program
# Nothing of these reads a project or starts a thread of Python's, which a fork would not have. The first is what a build's
# fork server imports; the project's own part of it comes later (LAPORAN_LIBRARIES_ONLY).
IMPORTED = (
    WARM,
    "laporan.cli.app", "laporan.build.executor", "laporan.build.outputs", "laporan.build.scheduler",
    "laporan.cli.check", "laporan.cli.intake", "laporan.cli.listener", "laporan.cli.status", "laporan.cli.trace",
    "laporan.lint.show", "laporan.notebook.extension", "laporan.publish.publish", "audit.command", "scipy.special",
)  # fmt: skip


def serve() -> None:
    """Fork for each line of stdin, and tell on stdout how the command ended; over when nobody can ask any more."""
    for name in IMPORTED:
        import_module(name)
    warm = sys.modules[WARM]
    with warm._undisturbed(), warm.KERNEL.as_seen_by_libraries():
        import_module("seaborn")  # and with it scipy.stats: our subjects do, so that each build's fork server would
    gc.freeze()
    for line in sys.stdin:
        command = fork()
        if not command:
            become(*json.loads(line))
            return
        _, status = os.waitpid(command, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def fork() -> int:
    """Fork. The threads that Python warns of are OpenBLAS's, which ends them before, and begins others after."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return os.fork()


def become(words: list[str], environment: dict[str, str], folder: str, streams: list[str]) -> None:
    """Be the process of one command."""
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    for descriptor, place in enumerate((os.devnull, *streams)):
        opened = os.open(place, os.O_RDWR)
        os.dup2(opened, descriptor)
        os.close(opened)
    sys.argv = ["-c", *words]
    spare_fork_server()
    from laporan.cli.__main__ import main

    main()


def spare_fork_server() -> None:
    """Have a fork ready that becomes this command's fork server, should it start one: as warm, without an interpreter's start.

    Relies on: `multiprocessing.forkserver` starts its server by `util.spawnv_passfds`, with a program that names two descriptors.
    """
    here, there = socket.socketpair()
    spare = fork()
    if not spare:
        here.close()
        become_fork_server(there)
        os._exit(0)
    there.close()
    start = util.spawnv_passfds

    def take_spare(path: bytes, words: list[str], passed: list[int]) -> int:
        if not FORK_SERVER.match(words[-1]):
            return start(path, words, passed)
        util.spawnv_passfds = start  # there is one spare
        with here:
            socket.send_fds(here, [words[-1].encode()], passed)
        return spare

    util.spawnv_passfds = take_spare


def become_fork_server(asked: socket.socket) -> None:
    """Be the fork server of a command, or nothing, where it ends without one."""
    program, descriptors, _, _ = socket.recv_fds(asked, MOST, 2)
    asked.close()
    if program:
        for number in (signal.SIGINT, signal.SIGHUP):  # as `start_server` has it
            signal.signal(number, signal.SIG_IGN)
        with suppress(ImportError):  # as a fork server does with what it imports beforehand
            sys.modules[WARM].warm_project()
        exec(FORK_SERVER.sub(rf"\g<1>{descriptors[0]}, {descriptors[1]}\g<2>", program.decode()), {})  # noqa: S102


if __name__ == "__main__":
    serve()
