"""Run one chapter with papermill, and keep our own record of it.

Success is what our own record says: no exception, every code cell ran in order. (papermill's
metadata says `completed` for every cell even after its kernel was killed.)
"""

from __future__ import annotations

import json
import logging
import os
import re
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat

from analysis import paths, readings
from analysis.facts import KEY
from laporan import engine as engines

PARAMETER_NAMES = ("year", "unit")
VOLATILE_METADATA = ("papermill", "execution", "widgets")
ADDRESS = re.compile(r" at 0x[0-9a-fA-F]{6,16}\b")
ANSI = re.compile(r"\x1b\[[0-9;]*m")
CELL_FILE = re.compile(r"(?<=ipykernel_)\d+(?=/\d+\.py)")  # a warning names the cell's file, with the process in it
CELL_LINE = re.compile(r"Cell In\[\d+\], line (\d+)|baris (\d+) sel ini")


@dataclass(frozen=True)
class Task:
    """One chapter of one report. `output` is where the executed notebook goes."""

    chapter: str
    notebook: Path
    output: Path
    year: int
    unit: str

    @property
    def parameters(self) -> dict[str, Any]:
        return {"year": self.year, "unit": self.unit}


@dataclass(frozen=True)
class Failure:
    """Where a chapter failed. cell : counted from 1 as in JupyterLab; line : within the cell, if known."""

    message: str
    cell: int | None = None
    line: int | None = None


@dataclass(frozen=True)
class Run:
    """Our own record of one execution."""

    task: Task
    seconds: float
    failure: Failure | None

    def explain(self) -> str:
        """The failure for a person: chapter, cell, line, parameters, and how to open it."""
        if self.failure is None:
            return ""
        place = f", sel {self.failure.cell}" if self.failure.cell else ""
        place += f", baris {self.failure.line}" if self.failure.line else ""
        parameters = ", ".join(f"{name}={value!r}" for name, value in self.task.parameters.items())
        return (
            f"{paths.relative(self.task.notebook)}{place} ({parameters}):\n  "
            + self.failure.message.replace("\n", "\n  ")
            + f"\n  Buka: laporan lab {paths.relative(self.task.output)}"
        )


def execute(task: Task, root: str, engine: str = engines.DEFAULT) -> Run:
    """Execute one chapter into `task.output`, normalised; also when it fails, so that it can be opened."""
    import papermill
    from papermill.exceptions import PapermillExecutionError

    os.environ["LAPORAN_ROOT"] = root
    logging.getLogger("papermill").setLevel(logging.CRITICAL)  # what it has to say, our own record says
    task.output.parent.mkdir(parents=True, exist_ok=True)
    notes = task.output.with_suffix(".dibaca")
    notes.unlink(missing_ok=True)
    os.environ[readings.NOTES] = str(notes)
    began, failure = time.perf_counter(), None
    try:
        papermill.execute_notebook(
            str(task.notebook),
            str(task.output),
            task.parameters,
            engine_name=engine,
            progress_bar=False,
            cwd=str(task.notebook.parent),
        )
    except PapermillExecutionError as error:
        failure = Failure(_message(error), error.cell_index + 1, _line("\n".join(error.traceback)))
    except Exception as error:  # noqa: BLE001 - a dead kernel, a notebook that is no notebook: the other chapters still run
        failure = Failure(f"{type(error).__name__}: {error}")
    finally:
        os.environ.pop(readings.NOTES)
    if task.output.is_file():
        executed = normalise(nbformat.read(task.output, as_version=4))
        executed.metadata[KEY] = {"read": take_notes(notes)}
        nbformat.write(executed, task.output)
        failure = failure or incomplete(executed)
    return Run(task, time.perf_counter() - began, failure)


def take_notes(notes: Path) -> list[list[str]]:
    """What the chapter noted as read: path, view, hash of the file, hash of what was seen of it."""
    if not notes.is_file():
        return []
    lines = sorted(set(notes.read_text(encoding="utf-8").splitlines()))
    notes.unlink()
    return [json.loads(line) for line in lines]


def incomplete(notebook: nbformat.NotebookNode) -> Failure | None:
    """A failure where a code cell did not run, or an output is an error, whatever anybody else says."""
    for number, cell in enumerate(notebook.cells, 1):
        if cell.cell_type != "code" or not cell.source.strip():
            continue
        if cell.execution_count is None:
            return Failure("sel ini tidak dijalankan: kernel berhenti", number)
        for output in cell.outputs:
            if output.output_type == "error":
                return Failure(f"{output.ename}: {output.evalue}", number, _line("\n".join(output.traceback)))
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
            cell.outputs = [without_whereabouts(output) for output in join_streams(cell.outputs)]
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


def without_whereabouts(output: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Without addresses in memory and without the folder that the project happens to stand in."""
    if "text" in output:
        output.text = _unplaced(output.text)
    for kind, content in output.get("data", {}).items():
        if isinstance(content, str) and kind.startswith("text/"):
            output.data[kind] = _unplaced(content)
    return output


def _unplaced(text: str) -> str:
    return ADDRESS.sub("", text).replace(f"{paths.root()}{os.sep}", "")


def _message(error: Any) -> str:
    return f"{error.ename}: {error.evalue}" if error.ename else str(error)


def _line(traceback: str) -> int | None:
    """The line in the cell that failed: the first frame of the traceback that is the cell's."""
    match = CELL_LINE.search(ANSI.sub("", traceback))
    return int(match[1] or match[2]) if match else None
