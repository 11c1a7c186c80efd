"""Who does the work of a build: processes of this machine, or those that others have (`laporan.build.dask`)."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from typing import Any, Protocol, Self

from laporan.build.assemble import assemble_apart
from laporan.build.pool import WorkerPool, lost_run
from laporan.build.run_chapter import execute
from laporan.core import paths
from laporan.data.inspection import Inspected, inspect_data
from laporan.engines.internals.processes import ending_what_is_started
from laporan.engines.select import DEFAULT
from laporan.project.records import Made, Order, Run, Task


class BuildExecutor(Protocol):
    """What a build asks for: three kinds of work, handed out as futures whose results it then collects.

    Attributes
    ----------
    engine : str
        That runs the chapters.
    jobs : int
        How much is done at once.
    """

    engine: str

    @property
    def jobs(self) -> int: ...

    def inspect(self, year: int, unit: str) -> Future[Any]:
        """Check the data of a report."""

    def run(self, task: Task) -> Future[Any]:
        """Run a chapter."""

    def assemble(self, order: Order) -> Future[Any]:
        """Put a report together."""

    def inspected_of(self, future: Future[Any]) -> Inspected:
        """What was found in the data."""

    def run_of(self, future: Future[Any]) -> Run:
        """The record of a chapter that ran, its notebook in its place."""

    def made_of(self, future: Future[Any]) -> Made:
        """What was put together, the files in their place."""

    def out_of_reach(self) -> str:
        """Why nothing of what was asked for will come any more; '' while somebody works."""

    def stop(self) -> None:
        """End whatever is being done, at once."""

    def __enter__(self) -> Self: ...

    def __exit__(self, kind: type[BaseException] | None, *_error: object) -> None: ...


class LocalExecutor:
    """Processes of this machine, which share its files.

    Parameters
    ----------
    jobs : int
        How many there are.
    engine : str
        That runs the chapters.
    """

    def __init__(self, jobs: int, engine: str = DEFAULT) -> None:
        self._jobs, self.engine = jobs, engine
        self._pool = WorkerPool(jobs, engine)
        self._inspector = ThreadPoolExecutor(1)  # begins while the processes get warm
        self._processes = ExitStack()

    @property
    def jobs(self) -> int:
        return self._jobs

    def begin(self) -> None:
        """Have the processes load the project now, while a build looks at what there is to do."""
        self._pool.begin()

    def inspect(self, year: int, unit: str) -> Future[Inspected]:
        return self._inspector.submit(inspect_data, year, unit)

    def run(self, task: Task) -> Future[Run]:
        return self._pool.submit(execute, task, str(paths.root()), self.engine, if_killed=partial(lost_run, task))

    def assemble(self, order: Order) -> Future[Made]:
        return self._pool.submit(assemble_apart, order, str(paths.root()), if_killed=_lost_report)

    def inspected_of(self, future: Future[Inspected]) -> Inspected:
        return future.result()

    def run_of(self, future: Future[Run]) -> Run:
        return future.result()

    def made_of(self, future: Future[Made]) -> Made:
        return future.result()

    def out_of_reach(self) -> str:
        return ""  # a process that dies is replaced, or is the failure of what it was at

    def stop(self) -> None:
        self._inspector.shutdown(wait=False, cancel_futures=True)
        self._pool.stop()

    def __enter__(self) -> Self:
        self._processes.enter_context(ending_what_is_started())
        return self

    def __exit__(self, kind: type[BaseException] | None, *_error: object) -> None:
        with self._processes:
            if kind:
                self.stop()
                return
            self._inspector.shutdown(cancel_futures=True)
            self._pool.close()


def _lost_report(why: str) -> Made:
    return Made(failure=why)
