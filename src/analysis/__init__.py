"""What the chapters of the report compute and show. `%load_ext analysis` is all that a notebook needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell


def load_ipython_extension(shell: InteractiveShell) -> None:
    """IPython's hook for `%load_ext analysis`."""
    from analysis import cells, readings

    readings.begin()
    cells.load(shell)
