"""A program that has imported what commands import, and forks for each one that it is asked for.

So a command begins in milliseconds, where an interpreter of its own imports for more than a second. It is a process all the
same: with its own words, environment, folder and streams, an exit code, and nothing that another command left behind.
"""

from __future__ import annotations

import gc
import json
import os
import sys
from importlib import import_module

# Nothing of these reads a project or starts a thread of Python's, which a fork would not have.
IMPORTED = (
    "laporan.cli.app", "laporan.build.executor", "laporan.build.outputs", "laporan.build.scheduler",
    "laporan.cli.check", "laporan.cli.intake", "laporan.cli.listener", "laporan.cli.status", "laporan.cli.trace",
    "laporan.lint.show", "laporan.notebook.extension", "laporan.publish.publish", "audit.command", "scipy.special",
)  # fmt: skip


def serve() -> None:
    """Fork for each line of stdin, and tell on stdout how the command ended; over when nobody can ask any more."""
    for name in IMPORTED:
        import_module(name)
    gc.freeze()
    for line in sys.stdin:
        command = os.fork()
        if not command:
            become(*json.loads(line))
            return
        _, status = os.waitpid(command, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


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
    from laporan.cli.__main__ import main

    main()


if __name__ == "__main__":
    serve()
