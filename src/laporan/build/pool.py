"""Processes of this machine that work for a build."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from functools import cache, partial
from typing import Any, TypeVar

from laporan.build.run_chapter import execute
from laporan.core import paths
from laporan.engines.select import DEFAULT, FORKED, STOCK, warmed_context
from laporan.project.records import Run, Task

Result = TypeVar("Result")


def worker_pool(jobs: int, engine: str = DEFAULT) -> ProcessPoolExecutor:
    """Fresh processes: nothing of this one leaks into a chapter. They start when there is work."""
    context = multiprocessing.get_context("spawn") if engine == STOCK else warmed_context()
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin_worker, initargs=(dict(os.environ),))


def one_apart() -> Executor | None:
    """A process of its own, forked from the warmed one; None where one can't fork."""
    return worker_pool(1) if DEFAULT == FORKED else None


@contextmanager
def beside(function: Callable[..., Result], *arguments: Any) -> Iterator[Callable[[], Result]]:
    """The function is at work beside what stands in the `with`, which may ask for its result; where one can't fork, it
    works when it is asked. Either way it has ended, or failed, at the end of the `with`."""
    pool = one_apart()
    if pool is None:
        result = cache(partial(function, *arguments))
        yield result
        result()
        return
    with pool:
        future = pool.submit(function, *arguments)
        yield future.result
        future.result()


def _begin_worker(environment: dict[str, str]) -> None:
    """A worker has the environment of its build as it is now, not as it was when the warmed process started;
    one whose build was killed ends, instead of holding the terminal for ever."""
    os.environ.clear()
    os.environ.update(environment)
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def run_all(tasks: Iterable[Task], jobs: int, done: Callable[[Run], Any], engine: str = DEFAULT) -> list[Run]:
    """Execute every task, `jobs` at a time; `done` hears of each as it ends. A failure stops no other."""
    runs = []
    with worker_pool(jobs, engine) as pool:
        for future in as_completed([pool.submit(execute, task, str(paths.root()), engine) for task in tasks]):
            runs.append(future.result())
            done(runs[-1])
    return runs
