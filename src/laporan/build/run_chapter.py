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
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

import nbformat

from laporan.cache import read_tracking
from laporan.cache.source_code import notebook_fault
from laporan.core import formatting, paths
from laporan.core.system_faults import FAULTS_OF_THE_SYSTEM, system_fault
from laporan.engines import select as engines
from laporan.engines.executed import incomplete, last_begun, line_of, normalise, numbered
from laporan.engines.internals.processes import ending_what_is_started
from laporan.facts import KEY
from laporan.notebook.parameters_cell import REMEDY, parameters_faults
from laporan.project.records import ASKED, Failure, Run, Task

HALF_A_LETTER = re.compile("[\ud800-\udfff]")  # JSON can say it, no file can hold it
OF_THE_CELL = re.compile(r" \(\d+\.py, line \d+\)$")  # where Python says a cell's syntax is wrong; we tell the cell
DIED = (
    "proses bab ini berhenti ketika menjalankan sel ini (kehabisan memori, os._exit, atau dihentikan dari luar). "
    "Jalankan sel itu di JupyterLab untuk melihat sebabnya"
)
PARAMETER_NAMES = ("year", "unit")


def execute(task: Task, root: str, engine: str = engines.DEFAULT) -> Run:
    """Execute one chapter into `task.output`, normalised; also when it fails, so that it can be opened.

    Parameters
    ----------
    task : Task
    root : str
        The project's folder.
    engine : str
        One of `engines.select.ENGINES`.

    Returns
    -------
    Run
        Its `failure` says what went wrong; nothing is raised.
    """
    import papermill
    from nbclient.exceptions import DeadKernelError
    from papermill.exceptions import PapermillExecutionError

    os.environ[paths.ROOT] = root
    if failure := _not_of_any_report(task):
        return Run(task, 0, failure)
    logging.getLogger("papermill").setLevel(logging.CRITICAL)  # what it has to say, our own record says
    task.output.parent.mkdir(parents=True, exist_ok=True)
    notes = task.output.with_suffix(".read")
    notes.unlink(missing_ok=True)
    os.environ |= {read_tracking.NOTES: str(notes), ASKED: task.report}
    began, failure, failed_at = time.perf_counter(), None, None
    try:
        with ending_what_is_started():
            papermill.execute_notebook(
                _as_template(task.notebook),
                _as_template(task.output),
                task.parameters,
                engine_name=engine,
                progress_bar=False,
                cwd=str(task.notebook.parent),
                execution_timeout=paths.cell_seconds(),
            )
    except TimeoutError:
        failure = Failure(
            f"sel ini belum selesai sesudah {formatting.number(paths.cell_seconds())} detik, jadi dihentikan. "
            f"Percepat sel itu, atau naikkan cell_seconds di {paths.PROJECT_FILE}"
        )
    except PapermillExecutionError as error:
        failure = Failure(_message(error), line=line_of("\n".join(error.traceback)))
        failed_at = error.cell_index
    except FAULTS_OF_THE_SYSTEM as error:
        failure = Failure(system_fault(error))
    except DeadKernelError:
        failure = Failure(DIED)
    except Exception as error:  # noqa: BLE001 - a notebook that is no notebook: the other chapters still run
        failure = Failure(f"{type(error).__name__}: {error}")
    finally:
        os.environ.pop(read_tracking.NOTES)
        os.environ.pop(ASKED)
    read: list[tuple[str, str, str, str]] = []
    try:
        read = take_notes(notes)
        failure = _settled(task, read, failure, failed_at)
    except FAULTS_OF_THE_SYSTEM as error:
        failure = failure or Failure(system_fault(error))
    except Exception as error:  # noqa: BLE001 - half a notebook, on a full disk; half a letter, which no file can hold
        failure = failure or Failure(f"buku catatan yang dijalankan tidak dapat ditulis: {error}")
    return Run(task, time.perf_counter() - began, failure, tuple(read))


def _as_template(path: Path) -> str:
    """A path as papermill takes it, which puts parameters where braces are."""
    return str(path).replace("{", "{{").replace("}", "}}")


def _settled(
    task: Task, read: list[tuple[str, str, str, str]], failure: Failure | None, failed_at: int | None
) -> Failure | None:
    """Normalise the executed notebook, with what was read for it; returns why it can't be used, if it can't.

    `failed_at` is papermill's index of the cell that raised. The notebook has what was seen of each file and not the
    whole file's hash, as what nobody saw may change without anybody having to run again.
    """
    if not task.output.is_file():
        return failure
    executed = normalise(nbformat.read(task.output, as_version=4))
    seen = sorted({(name, view, seen) for name, view, _whole, seen in read})
    executed.metadata[KEY] = {"read": [list(line) for line in seen]}
    nbformat.write(executed, task.output)
    unfinished = incomplete(executed)
    if failure and failed_at is not None:
        failure = replace(failure, cell=next(islice(numbered(executed), failed_at, None))[0])
    elif failure and failure.message == DIED:
        failure = replace(failure, cell=last_begun(executed))
    elif failure and failure.cell is None and unfinished:
        failure = replace(failure, cell=unfinished.cell)
    return failure or unfinished or _never_opened(task, read)


def _not_of_any_report(task: Task) -> Failure | None:
    """Why the notebook can't be a chapter of whatever report is asked for: found before it runs."""
    if broken := notebook_fault(task.notebook):
        return Failure(broken)
    try:
        cells = list(enumerate(json.loads(task.notebook.read_text(encoding="utf-8"))["cells"], 1))
        coded = [(number, "".join(cell["source"]), cell["metadata"].get("tags", []))
                 for number, cell in cells if cell["cell_type"] == "code"]  # fmt: skip
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None  # no notebook: whoever runs it says what is wrong
    for number, cell in cells:
        if HALF_A_LETTER.search("".join(cell["source"])):
            return Failure("ada separuh huruf (surrogate), yang tidak dapat ditulis sebagai UTF-8. Ketik lagi", number)
    for fault in parameters_faults([(source, tags) for _number, source, tags in coded]):
        cell = None if fault.place is None else coded[fault.place][0]
        return Failure(fault.message, cell, None if cell is None else fault.line)
    return None


def _never_opened(task: Task, read: list[tuple[str, str, str, str]]) -> Failure | None:
    if any(view == read_tracking.REPORT and seen == task.report for _name, view, _whole, seen in read):
        return None
    return Failure(f"bab ini tidak membuka laporan {task.report}: isinya sama untuk setiap laporan. {REMEDY}")


def take_notes(notes: Path) -> list[tuple[str, str, str, str]]:
    """Take what a process noted as read away from the file that it wrote.

    Returns
    -------
    list of (path, view, hash of the file, hash of what was seen of it)
        Each once, in one order; none where there is no file.
    """
    if not notes.is_file():
        return []
    lines = sorted(set(notes.read_text(encoding="utf-8").splitlines()))
    notes.unlink()
    return [(name, view, whole, seen) for name, view, whole, seen in map(json.loads, lines)]


def _message(error: Any) -> str:
    return f"{error.ename}: {OF_THE_CELL.sub('', error.evalue)}" if error.ename else str(error)
