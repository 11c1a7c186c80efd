"""Papermill as it comes, one new kernel a chapter; only what kernels write on the terminal is dropped.

It is the oracle of the quick engine, and what runs where that one can't: other systems, other kernels.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import Engine
from papermill.log import logger


class QuietClient(PapermillNotebookClient):  # type: ignore[misc]
    """Its kernel has no terminal: warnings about ports and interrupts are nothing that a reader can act on.

    What cells print does not go that way, and what they write to the terminal itself was never kept.
    """

    @contextmanager
    def setup_kernel(self, **options: Any) -> Iterator[None]:
        nowhere = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        with super().setup_kernel(**nowhere, **options):
            yield


class StockEngine(Engine):  # type: ignore[misc]
    """`papermill --engine laporan-stock`."""

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: Any,
        kernel_name: str,
        **options: Any,
    ) -> Any:
        client = QuietClient(
            nb_man,
            kernel_name=kernel_name,
            timeout=options.get("execution_timeout"),
            startup_timeout=options.get("start_timeout", 60),
            log=logger,
            log_output=options.get("log_output", False),
        )
        return client.execute()
