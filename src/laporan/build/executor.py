"""Who does the work of a build: processes of this machine, or those that others have (`laporan.remote`)."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Protocol, Self

from laporan.build.assemble import assemble_apart
from laporan.build.pool import worker_pool
from laporan.build.run_chapter import execute
from laporan.core import paths
from laporan.data.inspection import Inspected, inspect_data
from laporan.engines.select import DEFAULT
from laporan.project.records import Made, Order, Run, Task


class Crew(Protocol):
    """What a build asks for. jobs : how much is done at once; engine : which runs the chapters"""

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

    def __enter__(self) -> Self: ...

    def __exit__(self, *_error: object) -> None: ...


class LocalCrew:
    """Processes of this machine, which share its files."""

    def __init__(self, jobs: int, engine: str = DEFAULT) -> None:
        self._jobs, self.engine = jobs, engine
        self._pool = worker_pool(jobs, engine)
        self._inspector = ThreadPoolExecutor(1)  # begins while the processes get warm

    @property
    def jobs(self) -> int:
        return self._jobs

    def inspect(self, year: int, unit: str) -> Future[Inspected]:
        return self._inspector.submit(inspect_data, year, unit)

    def run(self, task: Task) -> Future[Run]:
        return self._pool.submit(execute, task, str(paths.root()), self.engine)

    def assemble(self, order: Order) -> Future[Made]:
        return self._pool.submit(assemble_apart, order, str(paths.root()))

    def inspected_of(self, future: Future[Inspected]) -> Inspected:
        return future.result()

    def run_of(self, future: Future[Run]) -> Run:
        return future.result()

    def made_of(self, future: Future[Made]) -> Made:
        return future.result()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._inspector.shutdown(cancel_futures=True)
        self._pool.shutdown(cancel_futures=True)
