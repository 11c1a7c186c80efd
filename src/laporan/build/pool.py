"""Processes of this machine that work for a build.

A process that is killed, most often for want of memory, takes nothing with it but the call that it was at, and that
is made again in a fresh one. So each process has a pool of its own: one of many processes would be broken as a whole.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import cache, partial
from queue import LifoQueue
from typing import Any, Self, TypeVar

from laporan.build.run_chapter import execute
from laporan.core import paths
from laporan.core.errors import WorkerKilledError
from laporan.engines.internals.processes import end_children
from laporan.engines.select import DEFAULT, FORKED, STOCK, stop_warming, warm_project, warmed_context
from laporan.project.records import Failure, Run, Task

Result = TypeVar("Result")
DEATHS = 3  # of processes under one call, until it is the call that is at fault; as many as Dask allows
PAUSE = 0.1  # seconds: a fork server that was killed a moment ago may still look alive


class Worker:
    """One process of this machine: started when it is first asked for something, replaced when it was killed.

    Parameters
    ----------
    engine : str
        That its chapters run in: workers of the stock engine are spawned, all others forked from the warmed process.
    """

    def __init__(self, engine: str = DEFAULT) -> None:
        self._engine = engine
        self._pool: ProcessPoolExecutor | None = None
        self._pid = 0
        self._stopped = False
        self._lock = threading.Lock()

    def call(self, function: Callable[..., Result], *arguments: Any) -> Result:
        """What the function returns, called in the process.

        Raises
        ------
        WorkerKilledError
            Where one process after another was killed at it.
        Exception
            What the function raises.
        """
        for _ in range(DEATHS):
            try:
                return self._started().submit(function, *arguments).result()
            except BrokenProcessPool:
                self.close()
            if self._stopped:
                break
        raise WorkerKilledError("prosesnya dimatikan berulang kali; mungkin memori habis")

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            pool = _new_pool(self._engine)
            try:
                pid = pool.submit(os.getpid).result()
            except (OSError, EOFError) as error:  # the fork server died while it was asked for a process
                pool.shutdown()
                time.sleep(PAUSE)
                raise BrokenProcessPool("no process could be started") from error
            with self._lock:
                self._pool, self._pid = pool, pid
            if self._stopped:
                self._kill()
        return self._pool

    def stop(self) -> None:
        """Kill the process, and start no other."""
        self._stopped = True
        self._kill()

    def _kill(self) -> None:
        with self._lock:
            for process in multiprocessing.active_children():
                if process.pid == self._pid:
                    process.kill()

    def close(self) -> None:
        """Let the process end."""
        with self._lock:
            pool, self._pool, self._pid = self._pool, None, 0
        if pool:
            pool.shutdown()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()


class WorkerPool:
    """Some workers, and a queue of calls for them.

    Parameters
    ----------
    jobs : int
        How many workers there are. Each starts when there is work for it.
    engine : str
        As of a `Worker`.
    """

    def __init__(self, jobs: int, engine: str = DEFAULT) -> None:
        self._workers = [Worker(engine) for _ in range(jobs)]
        self._idle: LifoQueue[Worker] = LifoQueue()  # the last that worked comes first: it runs already
        for worker in self._workers:
            self._idle.put(worker)
        self._threads = ThreadPoolExecutor(jobs)

    def submit(
        self, function: Callable[..., Result], *arguments: Any, if_killed: Callable[[str], Result]
    ) -> Future[Result]:
        """Call the function in one of the processes.

        Parameters
        ----------
        function : callable
            Anything that can be pickled, as its arguments and what it returns.
        if_killed : callable
            Gives the result where one process after another was killed at it, from a sentence that says so.
        """
        return self._threads.submit(self._call, function, arguments, if_killed)

    def begin(self) -> None:
        """Start all workers now, for work that is sure to come."""
        for _worker in self._workers:
            self.submit(os.getpid, if_killed=lambda _why: 0)

    def _call(
        self, function: Callable[..., Result], arguments: tuple[Any, ...], if_killed: Callable[[str], Result]
    ) -> Result:
        worker = self._idle.get()
        try:
            return worker.call(function, *arguments)
        except WorkerKilledError as error:
            return if_killed(str(error))
        finally:
            self._idle.put(worker)

    def stop(self) -> None:
        """Kill all processes; what was not done is not done any more."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        for worker in self._workers:
            worker.stop()
        stop_warming()
        self._threads.shutdown()

    def close(self) -> None:
        """Wait for what is being done, and let the processes end."""
        self._threads.shutdown(cancel_futures=True)
        for worker in self._workers:
            worker.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_error: object) -> None:
        if kind:
            self.stop()
        else:
            self.close()


def _new_pool(engine: str) -> ProcessPoolExecutor:
    """A process: nothing of this one leaks into a chapter. It starts when there is work."""
    context = multiprocessing.get_context("spawn") if engine == STOCK else warmed_context()
    return ProcessPoolExecutor(1, mp_context=context, initializer=_begin_worker, initargs=(dict(os.environ),))


def call_apart(function: Callable[..., Result], *arguments: Any) -> Result:
    """Call a function in a process of its own, forked from the warmed one; where one can't fork, in this one.

    Raises
    ------
    WorkerKilledError
        Where one process after another was killed at it.
    """
    if DEFAULT != FORKED:
        return function(*arguments)
    with Worker() as worker:
        return worker.call(function, *arguments)


@contextmanager
def beside(function: Callable[..., Result], *arguments: Any) -> Iterator[Callable[[], Result]]:
    """Call a function in a process of its own while the `with` goes on; where one can't fork, when it is asked.

    Yields
    ------
    callable
        Waits for the result and gives it. In any case the function has ended, or failed, at the end of the `with`.
    """
    if DEFAULT != FORKED:
        result = cache(partial(function, *arguments))
        yield result
        result()
        return
    with _new_pool(DEFAULT) as pool:
        future = pool.submit(function, *arguments)
        yield future.result
        future.result()


def _begin_worker(environment: dict[str, str]) -> None:
    """A worker has the environment of its build as it is now, not as it was when the warmed process started.

    Ctrl-C is for the command to hear, which ends its workers. One whose command was killed ends by itself, instead of
    holding the terminal for ever.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ.clear()
    os.environ.update(environment)
    warm_project()
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        parent.join()
        end_children()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def lost_run(task: Task, why: str) -> Run:
    """The record of a chapter whose process was killed."""
    return Run(task, 0, Failure(why))


def run_all(tasks: Iterable[Task], jobs: int, done: Callable[[Run], Any], engine: str = DEFAULT) -> list[Run]:
    """Execute chapters, some at a time. A failure stops no other.

    Parameters
    ----------
    tasks : iterable of Task
    jobs : int
        How many run at once.
    done : callable
        Hears of each chapter as it ends.
    engine : str
        That they run in.

    Returns
    -------
    list of Run
        In the order in which they ended.
    """
    runs = []
    with WorkerPool(jobs, engine) as pool:
        root = str(paths.root())
        waiting = [pool.submit(execute, task, root, engine, if_killed=partial(lost_run, task)) for task in tasks]
        for future in as_completed(waiting):
            runs.append(future.result())
            done(runs[-1])
    return runs
