"""Executed notebooks: whether all of one ran, and the same notebook without what changes from run to run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

import nbformat

from laporan.core import paths
from laporan.facts import KEY
from laporan.project.records import Failure

INJECTED = "injected-parameters"  # papermill's tag
VOLATILE_METADATA = ("papermill", "execution", "widgets")
ADDRESS = re.compile(r" at 0x[0-9a-fA-F]{6,16}\b")
ANSI = re.compile(r"\x1b\[[0-9;]*m")
CELL_FILE = re.compile(r"(?<=ipykernel_)\d+(?=[/\\]\d+\.py)")  # a warning names the cell's file, with the process in it
CELL_LINE = re.compile(r"Cell In\[\d+\], line (\d+)|baris (\d+) sel ini")


def numbered(notebook: nbformat.NotebookNode) -> Iterator[tuple[int, nbformat.NotebookNode]]:
    """The cells with their numbers in the author's notebook, as JupyterLab counts them: 1, 2, …

    The cell with the report's parameters, which papermill adds, has the number of the one before it.
    """
    number = 0
    for cell in notebook.cells:
        number += INJECTED not in cell.metadata.get("tags", [])
        yield number, cell


def incomplete(notebook: nbformat.NotebookNode) -> Failure | None:
    """Why an executed notebook is not complete; None where every cell ran without error.

    Parameters
    ----------
    notebook : NotebookNode
        An executed notebook. Only its cells are asked: papermill says `completed` for cells of a dead kernel.

    Returns
    -------
    Failure or None
        The first code cell that did not run or has an error among its outputs.
    """
    for number, cell in numbered(notebook):
        if cell.cell_type != "code" or not cell.source.strip():
            continue
        if cell.execution_count is None:
            return Failure("sel ini tidak dijalankan: kernel berhenti", number)
        for output in cell.outputs:
            if output.output_type == "error":
                return Failure(f"{output.ename}: {output.evalue}", number, line_of("\n".join(output.traceback)))
    return None


def last_begun(notebook: nbformat.NotebookNode) -> int | None:
    """The number of the last code cell that the kernel began; None where it began none."""
    begun = [
        number for number, cell in numbered(notebook) if cell.cell_type == "code" and cell.execution_count is not None
    ]
    return begun[-1] if begun else None


def normalise(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The notebook without what changes from run to run, so that the same inputs give the same bytes.

    Times, versions and random ids go, and pieces of printed output are joined. The notebook itself is changed.
    """
    notebook.cells = [
        cell for cell in notebook.cells if "papermill-error-cell-tag" not in cell.metadata.get("tags", [])
    ]
    for holder in (notebook, *notebook.cells):
        for key in VOLATILE_METADATA:
            holder.metadata.pop(key, None)
    for cell in notebook.cells:
        if INJECTED in cell.metadata.get("tags", []):
            cell["id"] = INJECTED
        if cell.cell_type == "code":
            cell.outputs = [without_paths(output) for output in join_streams(cell.outputs)]
    notebook.metadata["language_info"] = {"name": "python"}
    return notebook


def remove_explorations(notebook: dict[str, Any]) -> bool:
    """Leave in a notebook, as its file has it, what the report shows and no more; whether that changed it.

    What a cell prints, or shows without a label, nobody has looked at for what it tells of persons.
    """
    changed = False
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            shown = [output for output in cell["outputs"] if KEY in output.get("metadata", {})]
            changed |= len(shown) < len(cell["outputs"])
            cell["outputs"] = shown
    return changed


def join_streams(outputs: list[nbformat.NotebookNode]) -> list[nbformat.NotebookNode]:
    """The outputs of a cell, in which all that was printed between two others is one stdout and one stderr.

    A kernel sends both by separate ways, in pieces that the clock decides; here stdout comes first.
    """
    joined: list[nbformat.NotebookNode] = []
    printed: dict[str, nbformat.NotebookNode] = {}
    for output in outputs:
        if output.output_type != "stream":
            joined += [printed.pop(name) for name in sorted(printed, reverse=True)]
            joined.append(output)
        elif output.name in printed:
            printed[output.name].text += output.text
        else:
            printed[output.name] = output
    joined += [printed[name] for name in sorted(printed, reverse=True)]
    for output in joined:
        if output.output_type == "stream":
            output.text = CELL_FILE.sub("", output.text)
    return joined


def without_paths(output: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The output without addresses in memory and without the project's own folder. The output itself is changed."""
    if "text" in output:
        output.text = _unplaced(output.text)
    for kind, content in output.get("data", {}).items():
        if isinstance(content, str) and kind.startswith("text/"):
            output.data[kind] = _unplaced(content)
    return output


def _unplaced(text: str) -> str:
    return without_root(ADDRESS.sub("", text), paths.root())


def without_root(text: str, root: PurePath) -> str:
    """The text without a folder's path.

    Windows, and the programs there, write it in three ways: with backslashes, with two each as a `repr` shows them,
    and with forward slashes.

    Examples
    --------
    >>> from pathlib import PureWindowsPath
    >>> without_root("open('C:/proyek/skm.csv')", PureWindowsPath("C:/proyek"))
    "open('skm.csv')"
    """
    beginning = str(root / "x")[:-1]
    for written in (beginning.replace("\\", "\\\\"), beginning, beginning.replace("\\", "/")):
        text = text.replace(written, "")
    return text


def line_of(traceback: str) -> int | None:
    """The line of the cell that failed: of the traceback's first frame that lies in the cell; None if none does."""
    match = CELL_LINE.search(ANSI.sub("", traceback))
    return int(match[1] or match[2]) if match else None
