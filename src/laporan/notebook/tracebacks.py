"""What a notebook shows of an error: the author's own lines, and of a misspelt name the nearest.

Errors of ours show a line of their own (`core.errors`). `%jejak` shows the whole traceback of the last error.
"""

from __future__ import annotations

import sys
import traceback
from pathlib import Path
from types import TracebackType
from typing import Any

from IPython.core.error import UsageError
from IPython.core.interactiveshell import InteractiveShell

from laporan.charts.plots import close_empty_figures
from laporan.core import paths
from laporan.core.errors import CELL, AnalysisError
from laporan.notebook.misspelt import hint

EMPTY = "the cell body is empty."  # IPython, of a magic alone in its cell
NOTHING_TOLD = "sel ini belum berisi. Tulis isinya di bawah baris pertama, atau hapus selnya"
ORIGINAL = "original"  # the attribute of what is shown that holds what was raised


def show(shell: InteractiveShell, kind: type[BaseException], error: BaseException, trace: Any, **_rest: Any) -> None:
    """IPython's hook for errors: no frames of libraries, and a message with the helper's line and the nearest name.

    Parameters
    ----------
    shell : InteractiveShell
        IPython's shell.
    kind, error, trace
        What was raised, and where.
    """
    close_empty_figures()
    frames = _frames(trace)
    own = [one for one in frames if _is_ours(one)]
    if isinstance(error, AnalysisError) or not own:
        shell.showtraceback((kind, error, trace), tb_offset=0)
        return
    near, place = hint(error, own, shell), _place(error, own)
    if near or place or isinstance(error, UsageError) or own[-1] is not frames[-1]:
        error = _retold(error, f"{_said(error)}{place}{near}")
        trace = _traceback_of(own)
    shell.showtraceback((type(error), error, trace), tb_offset=0)


def show_whole(_line: str = "") -> None:
    """Print the traceback of the last error, every frame of it: also of ours, which show as one line."""
    error = getattr(sys, "last_value", None)
    if error is None:
        print("Belum ada galat.")
    else:
        print("".join(traceback.format_exception(getattr(error, ORIGINAL, error))), file=sys.stderr)


def _frames(trace: TracebackType | None) -> list[TracebackType]:
    """The frames from the cell on."""
    frames = []
    while trace is not None:
        frames.append(trace)
        trace = trace.tb_next
    first = next((place for place, one in enumerate(frames) if CELL in one.tb_frame.f_code.co_filename), 0)
    return frames[first:]


def _is_ours(one: TracebackType) -> bool:
    file = one.tb_frame.f_code.co_filename
    return CELL in file or _helper(file) is not None


def _said(error: BaseException) -> str:
    """The error's own words, without the places of files that `_place` tells."""
    if isinstance(error, SyntaxError):
        return f"{error.msg}: {(error.text or '').strip()}"
    if isinstance(error, UsageError) and str(error).endswith(EMPTY):
        return NOTHING_TOLD
    return str(error).partition(f" ({paths.root()}")[0].removesuffix(".")


def _place(error: BaseException, own: list[TracebackType]) -> str:
    """The line of a helper that raised, as ' (src/analysis/sop/results.py, baris 12)'; '' for one of the cell's own."""
    if isinstance(error, SyntaxError):
        file, line = _helper(error.filename or ""), error.lineno
    else:
        file, line = _helper(own[-1].tb_frame.f_code.co_filename), own[-1].tb_lineno
    return f" ({paths.relative(file)}, baris {line})" if file else ""


def _helper(file: str) -> Path | None:
    """A file of the content package, in the project, wherever the package was imported from."""
    for folder in getattr(sys.modules.get(paths.content_package()), "__path__", ()):
        if Path(file).is_relative_to(folder):
            return paths.content() / Path(file).relative_to(folder)
    return None


def _retold(error: BaseException, message: str) -> Exception:
    """An error that is called the same and says a message: not every kind lets its own be changed."""
    kind = type(error)
    retold = type(kind.__name__, (Exception,), {"__module__": kind.__module__})(message)
    setattr(retold, ORIGINAL, error)
    return retold


def _traceback_of(frames: list[TracebackType]) -> TracebackType | None:
    made = None
    for one in reversed(frames):
        made = TracebackType(made, one.tb_frame, one.tb_lasti, one.tb_lineno)
    return made


def register(shell: InteractiveShell) -> None:
    """Show errors so from now on.

    Parameters
    ----------
    shell : InteractiveShell
        IPython's shell; it also gets the magic `%jejak`.
    """
    shell.set_custom_exc((Exception,), show)
    shell.register_magic_function(show_whole, "line", "jejak")  # type: ignore[arg-type]
