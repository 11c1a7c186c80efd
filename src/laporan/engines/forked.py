"""The quick engine: each chapter's cells run in their own process, forked from a warmed one.

A real kernel behind a forked provisioner was measured beside it on the 21 chapters of 2017, 2 cores: 27 s and
53 CPU seconds against 19 s and 42; a chapter with nothing to compute takes 0,93 s there and 0,15 s here.
"""

from __future__ import annotations

import base64
import json
import multiprocessing
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from typing import Any

from laporan.cache import read_tracking
from laporan.engines.internals.client import LOGGER, PipeClient, saved_at_the_end
from laporan.engines.internals.processes import exit_with_parent
from laporan.engines.select import NOTICE, warmed_context
from laporan.engines.stock import KERNELS, StockEngine


class ForkedEngine(StockEngine):
    """`papermill --engine laporan`.

    A kernel that is not Python's own is left to papermill, and so is every one where a library is of a version that
    this engine was not tested with.
    """

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **options: Any) -> Any:
        """Run all cells of a notebook in a process that is forked from the warmed one.

        Parameters
        ----------
        nb_man : NotebookExecutionManager
            papermill's, with the notebook.
        kernel_name : str
            The Jupyter kernel that the notebook asks for.
        **options
            What papermill hands to its engines; of these, `log_output` and `execution_timeout` count.

        Returns
        -------
        NotebookNode
            The notebook with its outputs.
        """
        if NOTICE:
            LOGGER.warning(NOTICE)
        if NOTICE or kernel_name not in KERNELS:
            return super().execute_managed_notebook(nb_man, kernel_name, **options)
        with saved_at_the_end(nb_man):
            logged = options.get("log_output", False)
            limit = options.get("execution_timeout")
            client = PipeClient(nb_man, cell_process, log=LOGGER, log_output=logged, record_timing=False, timeout=limit)
            return client.execute()


@contextmanager
def cell_process() -> Iterator[Connection]:
    """A process that runs the cells which come through the pipe, and answers with what they show."""
    here, there = multiprocessing.Pipe()
    process = warmed_context().Process(target=serve, args=(there, dict(os.environ), os.getcwd()))  # noqa: PTH109
    process.start()
    there.close()
    try:
        yield here
    finally:
        here.close()
        process.kill()
        process.join()


def serve(pipe: Connection, environment: dict[str, str], folder: str) -> None:
    """Run the cells that come, until nobody sends any more: the child's whole life.

    Parameters
    ----------
    pipe : Connection
        Sources of cells come in. Messages of the kernel go out as JSON, the buffers of each after it; at the end of
        each cell, the kernel's reply.
    environment : dict of str to str
        The environment variables that the cells see.
    folder : str
        Their working folder.
    """
    exit_with_parent()
    from laporan.engines import warm
    from laporan.engines.internals import kernel

    signal.signal(signal.SIGINT, signal.default_int_handler)  # as in a kernel; workers leave Ctrl-C to the command
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    os.environ.clear()
    os.environ.update({"MPLBACKEND": "module://matplotlib_inline.backend_inline"} | environment)
    os.chdir(folder)
    _reseed()

    def deliver(message: dict[str, Any]) -> None:
        buffers = message["buffers"]
        pipe.send_bytes(json.dumps({**message, "buffers": len(buffers)}, default=_as_json).encode())
        for part in buffers:
            pipe.send_bytes(part)

    loop = kernel.start(warm.KERNEL, deliver)
    read_tracking.begin()
    with suppress(EOFError, OSError):
        while True:
            reply = loop.run_until_complete(warm.KERNEL.run(pipe.recv()))
            pipe.send_bytes(json.dumps({"reply": reply}, default=str).encode())
    os._exit(0)


def _as_json(value: Any) -> str:
    """Pictures are bytes, in base 64 as a kernel sends them."""
    return base64.b64encode(value).decode() if isinstance(value, bytes) else str(value)


def _reseed() -> None:
    """Python's generator is seeded anew in a fork, numpy's is not: chapters would draw the same numbers."""
    import numpy as np

    np.random.seed()  # noqa: NPY002
