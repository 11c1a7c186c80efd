"""The process behind `laporan watch`: each line on stdin has it build a draft, which it tells as events."""

from __future__ import annotations

import os
import sys
from contextlib import nullcontext
from typing import TYPE_CHECKING

from laporan.cli.__main__ import forget_surroundings
from laporan.cli.ending import ending_plainly, prepare_streams
from laporan.engines.select import DEFAULT, LIBRARIES_ONLY, begin_warming

if TYPE_CHECKING:
    from laporan.build.executor import BuildExecutor


def main() -> None:
    """Get ready, and build whenever a line comes; ends when no more can come."""
    year, unit, jobs = sys.argv[1:]
    prepare_streams()
    forget_surroundings()
    with ending_plainly():
        begin_warming(DEFAULT)
        _load_libraries()
        if not sys.stdin.readline():
            return
        os.environ.pop(LIBRARIES_ONLY, None)
        from laporan.build.executor import LocalExecutor

        with LocalExecutor(int(jobs)) as executor:
            executor.begin()
            rebuild(executor, int(year), unit)
            while sys.stdin.readline():
                rebuild(executor, int(year), unit)


def _load_libraries() -> None:
    """What a build needs, while nobody waits; nothing of the project, which may change until a build is asked for."""
    import laporan.build.executor
    import laporan.build.scheduler
    import laporan.cli.build_events
    import laporan.cli.listener
    import laporan.data.check  # noqa: F401 - all of them for what they bring


def rebuild(executor: BuildExecutor, year: int, unit: str) -> None:
    """Build the draft, and tell of it; whatever goes wrong is told, too, as the next change may mend it.

    Parameters
    ----------
    executor : BuildExecutor
    year, unit : int, str
        The report's.
    """
    from laporan.build.scheduler import Build
    from laporan.cache.read_tracking import forget
    from laporan.cli.build_events import EventLines, print_event
    from laporan.cli.listener import listened
    from laporan.core.code_faults import code_fault

    forget()  # contracts, which follow from parameters that may have changed
    listener = EventLines()
    try:
        build = Build(executor, listener.began, listener.chapter, "draft")
        listened(nullcontext(build), [(year, unit)], listener)
    except Exception as error:  # noqa: BLE001 - half-typed code may raise anything
        print_event("error", reason=code_fault(error))
