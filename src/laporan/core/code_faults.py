"""What is wrong with a project's own code, in one line: the file, the line, what Python says of it."""

from __future__ import annotations

import traceback
from pathlib import Path

from laporan.core import paths
from laporan.core.errors import AnalysisError


def code_fault(error: Exception) -> str:
    """Where code failed, and why.

    Parameters
    ----------
    error : Exception
        As Python raised it.

    Returns
    -------
    str
        The line of the project's code that was last on the way there; where there is none, the error alone.
    """
    if isinstance(error, AnalysisError):
        return str(error)
    what = f"{type(error).__name__}: {error.msg if isinstance(error, SyntaxError) else error}"
    place = _place(error)
    return f"{place}: {what}. Perbaiki kode itu, lalu simpan" if place else what


def _place(error: Exception) -> str:
    if isinstance(error, SyntaxError) and error.filename:
        return _told(Path(error.filename), error.lineno)
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if Path(frame.filename).is_relative_to(paths.content().parent)]
    return _told(Path(ours[-1].filename), ours[-1].lineno) if ours else ""


def _told(file: Path, line: int | None) -> str:
    return paths.relative(file) + (f", baris {line}" if line else "")
