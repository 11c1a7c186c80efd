"""Papermill as it comes, one new kernel a chapter.

It is the oracle of the quick engine, and what runs where that one can't: other systems, other kernels, libraries
that the quick one was not tested with.
"""

from __future__ import annotations

from typing import Any

from papermill.engines import Engine

from laporan.engines.internals.client import LOGGER, QuietClient

KERNELS = ("python3", "python")
# What an IPython kernel runs before the first cell: a chapter's reading is noted from its beginning.
BEGIN = "--IPKernelApp.exec_lines=__import__('laporan.cache.read_tracking', fromlist=['begin']).begin()"


class StockEngine(Engine):  # type: ignore[misc]
    """`papermill --engine laporan-stock`."""

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: Any,
        kernel_name: str,
        **options: Any,
    ) -> Any:
        """Run all cells of a notebook in a kernel of its own.

        Parameters
        ----------
        nb_man : NotebookExecutionManager
            papermill's, with the notebook.
        kernel_name : str
            The Jupyter kernel to start.
        **options
            What papermill hands to its engines: `execution_timeout`, `start_timeout`, `log_output`.

        Returns
        -------
        NotebookNode
            The notebook with its outputs.
        """
        client = QuietClient(
            nb_man,
            kernel_name=kernel_name,
            timeout=options.get("execution_timeout"),
            startup_timeout=options.get("start_timeout", 60),
            log=LOGGER,
            log_output=options.get("log_output", False),
            extra_arguments=[BEGIN] if kernel_name in KERNELS else [],
        )
        return client.execute()
