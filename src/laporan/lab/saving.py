"""What JupyterLab writes when a chapter is saved: the chapter, without what it showed.

The open tab keeps its outputs; the file has none, so that git sees only what the author changed, and no number of
the data gets into its history.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

import nbformat
from nbstripout import strip_output

from laporan.core import paths

PYTHON = "python"
KERNEL = {"display_name": "Python 3", "language": PYTHON, "name": "python3"}
OF_ONE_RUN = ["metadata.widgets", "cell.metadata.collapsed", "cell.metadata.execution", "cell.metadata.scrolled"]


def strip_chapter(model: dict[str, Any], path: str, **_of_jupyter: Any) -> None:
    """Jupyter's hook before a file is written (`ContentsManager.pre_save_hook`).

    Parameters
    ----------
    model : dict
        The file as Jupyter saves it; a chapter loses its outputs here.
    path : str
        From the project's folder. Notebooks elsewhere, such as executed ones in `outputs`, stay whole.
    """
    chapters = PurePosixPath(paths.layout().notebooks)
    if model["type"] != "notebook" or not PurePosixPath(path.strip("/")).is_relative_to(chapters):
        return
    notebook = nbformat.from_dict(model["content"])
    if notebook.get("nbformat", 0) >= 4:
        model["content"] = strip_output(
            notebook, keep_output=False, keep_count=False, keep_id=True, extra_keys=OF_ONE_RUN
        )
        _forget_machine(model["content"]["metadata"])


def _forget_machine(metadata: dict[str, Any]) -> None:
    """JupyterLab notes which Python ran the chapter, and what this machine calls it: another one would change that."""
    language, kernel = metadata.get("language_info", {}), metadata.get("kernelspec", {})
    if language.get("name") == PYTHON:
        metadata["language_info"] = {"name": PYTHON}
    if kernel.get("name") == KERNEL["name"]:
        metadata["kernelspec"] = dict(KERNEL)
