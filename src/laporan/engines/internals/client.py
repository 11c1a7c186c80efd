"""What we rely on in nbclient and papermill: their bookkeeping of a notebook's outputs.

`PapermillNotebookClient` is what papermill's own engine uses, and is not documented for others.
"""

from __future__ import annotations

import json
import logging
import math
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from multiprocessing.connection import Connection
from typing import Any

from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from papermill.clientwrap import PapermillNotebookClient

LOGGER = logging.getLogger("papermill")  # which papermill's engines hand to their clients


class QuietClient(PapermillNotebookClient):  # type: ignore[misc]
    """papermill's client, whose kernel has no terminal.

    What cells print does not go that way, and what kernels write there (warnings about ports and interrupts) is
    nothing that a reader can act on.

    Relies on: `setup_kernel` hands its keywords to `subprocess.Popen`.
    """

    @contextmanager
    def setup_kernel(self, **options: Any) -> Iterator[None]:
        nowhere = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        with super().setup_kernel(**nowhere, **options):
            yield


class PipeClient(PapermillNotebookClient):  # type: ignore[misc]
    """papermill's client, fed by a pipe instead of by a kernel's sockets.

    Parameters
    ----------
    manager : NotebookExecutionManager
        papermill's, with the notebook.
    connect : callable
        Gives a context in which the other end of a pipe runs the cells that it is sent.

    Relies on: `reset_execution_trackers`, `papermill_execute_cells` and `set_widgets_metadata` need no kernel;
    `papermill_execute_cells` calls `execute_cell` for each cell in turn and stops at a `CellExecutionError`;
    `process_message` puts a message of the kernel's into the cell's outputs; a new cell begins with
    `clear_before_next_output` False and `code_cells_executed` one higher; `timeout` is the seconds a cell may take.
    """

    def __init__(self, manager: Any, connect: Callable[[], AbstractContextManager[Connection]], **options: Any) -> None:
        super().__init__(manager, **options)
        self._connect = connect

    def execute(self, **_options: Any) -> Any:
        self.reset_execution_trackers()
        with self._connect() as self._pipe:
            self.papermill_execute_cells()
            self.set_widgets_metadata()
        return self.nb

    def execute_cell(self, cell: Any, cell_index: int, **_options: Any) -> Any:
        if cell.cell_type != "code" or not cell.source.strip() or self.skip_cells_with_tag in _tags(cell):
            return cell
        cell.outputs = []
        self.clear_before_next_output = False
        self.code_cells_executed += 1
        end = time.monotonic() + (self.timeout or math.inf)
        with suppress(OSError):  # whoever is gone does not answer either
            self._pipe.send(cell.source)
        while "reply" not in (message := json.loads(self._next(end, cell))):
            message["buffers"] = [self._next(end, cell) for _ in range(message["buffers"])]
            self.process_message(message, cell, cell_index)
        reply = message["reply"]
        if reply["status"] == "error" and "raises-exception" not in _tags(cell):
            raise CellExecutionError.from_cell_and_msg(cell, reply)
        return cell

    def _next(self, end: float, cell: Any) -> bytes:
        """The next message. Who waits too long leaves, and the cell's process is killed with the pipe's context."""
        left = end - time.monotonic()
        try:
            if left == math.inf or self._pipe.poll(max(left, 0)):
                return self._pipe.recv_bytes()
        except (EOFError, OSError):
            raise DeadKernelError("Kernel died") from None
        cell.execution_count = None  # it began, and has not run
        raise CellTimeoutError.error_from_timeout_and_cell("Cell execution timed out", int(self.timeout), cell)


def _tags(cell: Any) -> list[str]:
    tags: list[str] = cell.metadata.get("tags", [])
    return tags


@contextmanager
def saved_at_the_end(manager: Any) -> Iterator[None]:
    """papermill saves the executed notebook once, instead of twice a cell; where its run ends in an error, as ever.

    Relies on: `NotebookExecutionManager.save` writes nothing while `output_path` is None; papermill itself writes
    the notebook after its engine; what a dead kernel leaves is saved at once, or never.
    """
    output, manager.output_path = manager.output_path, None
    try:
        yield
    except BaseException:
        manager.output_path = output
        raise
