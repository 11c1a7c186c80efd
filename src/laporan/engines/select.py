"""Which engines run chapters, and the process that the quick one forks from.

Light to import, so that the warmed process imports while the build does; the engines are under `laporan.engines`.
"""

from __future__ import annotations

import multiprocessing
import sys
from typing import Any

FORKED, STOCK = "laporan", "laporan-stock"
ENGINES = (FORKED, STOCK)
# The kernel first, then what runs a chapter, then what puts a report together.
PRELOAD = [
    "__main__", "laporan.engines.warm", "laporan.engines.forked", "laporan.build.run_chapter",
    "laporan.build.assemble", "laporan.document.consistency", "laporan.document.exporter", "laporan.document.stitch",
    "laporan.build.outputs", "laporan.document.coverage",
]  # fmt: skip
DEFAULT = FORKED if sys.platform == "linux" else STOCK  # macOS forks, but its own libraries do not survive it


def warmed_context() -> Any:
    """What starts a process that is warm from its first moment: a copy of this one, where it is warm itself; else
    of `multiprocessing`'s fork server, told what to import before it forks.

    What the fork server made does not know the server: it would start, and warm, one of its own.
    """
    if "laporan.engines.warm" in sys.modules and multiprocessing.parent_process():
        return multiprocessing.get_context("fork")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOAD)
    return context


def begin_warming(engine: str) -> None:
    """Start the process that chapters are forked from: it imports while its parent goes on."""
    if engine == FORKED:
        from multiprocessing import forkserver

        warmed_context()
        forkserver.ensure_running()
