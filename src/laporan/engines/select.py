"""Which engine runs chapters, and the warmed process that the quick one forks from.

Light to import, so that the warmed process imports while the build does; the engines are under `laporan.engines`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Any

from laporan.engines.internals import untested
from laporan.engines.internals.processes import fork_server, is_warm_copy, kill_server, start_server

FORKED, STOCK = "laporan", "laporan-stock"
ENGINES = (FORKED, STOCK)
NO_FORK = "LAPORAN_NO_FORK"  # set to anything: everything runs as on a system without fork
LIBRARIES_ONLY = "LAPORAN_LIBRARIES_ONLY"  # set to anything: nothing of the project is warmed before work begins
WARM = "laporan.engines.warm"
# The kernel first, then what runs a chapter (papermill loads our engines), then what puts a report together.
PRELOAD = [
    "__main__", WARM, "papermill", "laporan.build.run_chapter",
    "laporan.build.assemble", "laporan.document.consistency", "laporan.document.exporter", "laporan.document.stitch",
    "laporan.build.outputs", "laporan.document.coverage",
]  # fmt: skip


def choose(can_fork: bool, untested_libraries: Sequence[str]) -> tuple[str, str]:
    """The engine of a machine, and what its user should hear about that.

    Parameters
    ----------
    can_fork : bool
        Whether the system can fork, and may.
    untested_libraries : sequence of str
        Installed libraries that the quick engine was not tested with, as 'ipykernel 8.0'.

    Returns
    -------
    engine : str
        One of `ENGINES`.
    notice : str
        Why it is not the quick one, where that can be mended; else ''.
    """
    if not can_fork:
        return STOCK, ""
    if not untested_libraries:
        return FORKED, ""
    named = ", ".join(untested_libraries)
    return STOCK, f"{named} belum diuji; bab dijalankan dengan mesin papermill biasa (lebih lambat)"


def _can_fork() -> bool:
    """macOS forks, but its own libraries do not survive it."""
    return sys.platform == "linux" and not os.environ.get(NO_FORK)


DEFAULT, NOTICE = choose(_can_fork(), untested() if _can_fork() else ())


def warmed_context() -> Any:
    """What starts processes that are warm from their first moment.

    Returns
    -------
    multiprocessing context
        Of forks of this process, where it is warm itself; else of forks of `multiprocessing`'s fork server, which
        is told what to import before it forks.
    """
    if is_warm_copy(WARM):
        import multiprocessing

        return multiprocessing.get_context("fork")
    return fork_server(PRELOAD)


def warm_project() -> None:
    """Load the project in a process that was warmed without it; in any other, nothing."""
    warm = sys.modules.get(WARM)
    if warm:
        warm.warm_project()


def begin_warming(engine: str) -> None:
    """Start the process that chapters are forked from: it imports while its parent goes on.

    Parameters
    ----------
    engine : str
        The engine that chapters will run in. Nothing is started for the stock one, nor where the quick one can't be.
    """
    if engine == FORKED == DEFAULT:
        warmed_context()
        start_server()


def stop_warming() -> None:
    """End the process that chapters are forked from, at once; the next that is wanted starts another."""
    if DEFAULT == FORKED:
        kill_server()
