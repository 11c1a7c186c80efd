"""Reports from notebooks: run, stitched, written and checked, with every number traced to its rows.

`%load_ext laporan` is all that a notebook needs.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

# jsonschema, which nbformat imports, checks IRIs where this package is installed, and that package
# builds a grammar for 2,5 seconds as it is imported. No schema of a notebook has an IRI in it; None
# says "not installed", which jsonschema allows for.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]


def load_ipython_extension(shell: InteractiveShell) -> None:
    """IPython's hook for `%load_ext laporan`."""
    from laporan.cache import read_tracking
    from laporan.core import paths
    from laporan.notebook import extension

    paths.content_package()
    read_tracking.begin()
    extension.load(shell)
