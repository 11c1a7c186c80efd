"""What was made goes to its place: a finished report by renames, a failed chapter where it can be opened."""

from __future__ import annotations

import os
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

from laporan.core import paths
from laporan.project.records import Run

FAILED = "gagal"


def promote(made: Path, place: Path) -> None:
    """Put a finished folder in its place by renames: a reader finds the old report or the new one, never half.

    Parameters
    ----------
    made : Path
        The finished folder, on the same file system as its place.
    place : Path
        Where it goes; what stands there is removed.
    """
    place.parent.mkdir(parents=True, exist_ok=True)
    _flush(made)
    old = None
    if place.exists():
        old = Path(tempfile.mkdtemp(prefix=".old-", dir=paths.outputs()))
        place.rename(old / "x")
    made.rename(place)
    if old:
        shutil.rmtree(old, ignore_errors=True)


def _flush(folder: Path) -> None:
    """On disk before the rename, so that a power cut can't leave an empty report under the good name."""
    if os.name != "posix":
        return
    for path in folder.rglob("*"):
        handle = os.open(path, os.O_RDONLY)
        os.fsync(handle)
        os.close(handle)


def keep_failed(run: Run) -> Run:
    """Put a failed notebook where it can be opened.

    Returns
    -------
    Run
        With what can be opened as its task's output: the executed notebook, or the one that was to be executed where
        nothing came of it.
    """
    kept = paths.outputs() / FAILED / str(run.task.year) / run.task.unit / run.task.output.name
    if not run.task.output.is_file():
        return replace(run, task=replace(run.task, output=run.task.notebook))
    kept.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(run.task.output, kept)
    return replace(run, task=replace(run.task, output=kept))
