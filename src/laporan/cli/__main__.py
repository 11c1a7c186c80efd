"""The command `laporan`: it answers at once where nothing has to be done, and else loads the rest."""

from __future__ import annotations

import gc
import os
import sys

from laporan.build.command_cache import nothing_to_do
from laporan.build.promote import restore_interrupted
from laporan.cli.ending import ending_plainly, prepare_streams

WARM = ("build",)  # commands that run chapters here, but for these options
OF_QUARTO = ("QUARTO_EXECUTE_INFO", "QUARTO_DOCUMENT_PATH")  # a chapter of a build is no document of Quarto's
COLD = ("--plan", "--help", "--scheduler", "--engine")


def main() -> None:
    """Run the command line. For a build, the process that chapters are forked from is started first.

    So it imports what chapters need while the command line does its own imports.
    """
    prepare_streams()
    forget_surroundings()
    with ending_plainly():
        _run(sys.argv[1:])


def forget_surroundings() -> None:
    """Drop from the environment what would make another report of the same inputs."""
    # A report is dated by its cover (`notebook.report`); what stands here may be no number, and libraries read it.
    os.environ.pop("SOURCE_DATE_EPOCH", None)
    for name in OF_QUARTO:
        os.environ.pop(name, None)


def _run(words: list[str]) -> None:
    restore_interrupted()
    lines = nothing_to_do(words)
    if lines is not None:
        print("\n".join(lines))
        return
    if words and words[0] in WARM and not any(word.startswith(COLD) for word in words):
        from laporan.engines.select import DEFAULT, begin_warming

        begin_warming(DEFAULT)
    from laporan.cli.app import main as run

    try:
        run()
    finally:
        gc.freeze()  # else the interpreter searches all that was imported for garbage before it ends
