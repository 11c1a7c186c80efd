"""An executed notebook: did all of it run, and what of it changes from run to run."""

from __future__ import annotations

import os
import re

import nbformat

from laporan.core import paths
from laporan.project.records import Failure

VOLATILE_METADATA = ("papermill", "execution", "widgets")
ADDRESS = re.compile(r" at 0x[0-9a-fA-F]{6,16}\b")
ANSI = re.compile(r"\x1b\[[0-9;]*m")
CELL_FILE = re.compile(r"(?<=ipykernel_)\d+(?=/\d+\.py)")  # a warning names the cell's file, with the process in it
CELL_LINE = re.compile(r"Cell In\[\d+\], line (\d+)|baris (\d+) sel ini")


def incomplete(notebook: nbformat.NotebookNode) -> Failure | None:
    """A failure where a code cell did not run, or an output is an error, whatever anybody else says."""
    for number, cell in enumerate(notebook.cells, 1):
        if cell.cell_type != "code" or not cell.source.strip():
            continue
        if cell.execution_count is None:
            return Failure("sel ini tidak dijalankan: kernel berhenti", number)
        for output in cell.outputs:
            if output.output_type == "error":
                return Failure(f"{output.ename}: {output.evalue}", number, line_of("\n".join(output.traceback)))
    return None


def normalise(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The notebook without what changes from run to run: times, versions, random ids, and where the clock
    happened to cut what was printed into pieces."""
    notebook.cells = [
        cell for cell in notebook.cells if "papermill-error-cell-tag" not in cell.metadata.get("tags", [])
    ]
    for holder in (notebook, *notebook.cells):
        for key in VOLATILE_METADATA:
            holder.metadata.pop(key, None)
    for cell in notebook.cells:
        if "injected-parameters" in cell.metadata.get("tags", []):
            cell["id"] = "injected-parameters"
        if cell.cell_type == "code":
            cell.outputs = [without_paths(output) for output in join_streams(cell.outputs)]
    notebook.metadata["language_info"] = {"name": "python"}
    return notebook


def join_streams(outputs: list[nbformat.NotebookNode]) -> list[nbformat.NotebookNode]:
    """What was printed between two other outputs as one stdout and one stderr, in this order: a kernel sends
    the two by separate ways, and every fifth of a second."""
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
    """Without addresses in memory and without the folder that the project happens to stand in."""
    if "text" in output:
        output.text = _unplaced(output.text)
    for kind, content in output.get("data", {}).items():
        if isinstance(content, str) and kind.startswith("text/"):
            output.data[kind] = _unplaced(content)
    return output


def _unplaced(text: str) -> str:
    return ADDRESS.sub("", text).replace(f"{paths.root()}{os.sep}", "")


def line_of(traceback: str) -> int | None:
    """The line in the cell that failed: the first frame of the traceback that is the cell's."""
    match = CELL_LINE.search(ANSI.sub("", traceback))
    return int(match[1] or match[2]) if match else None
