"""What a notebook shows of an error: a misspelt name with the nearest one, and no line of other people's code.

Errors of ours show a line of their own (`core.errors`). `%jejak` shows the whole traceback of the last error.
"""

from __future__ import annotations

import ast
import builtins
import linecache
import sys
import traceback
from collections.abc import Iterable, Mapping
from itertools import islice
from types import TracebackType
from typing import Any

import pandas as pd
from IPython.core.interactiveshell import InteractiveShell

from laporan.core import paths
from laporan.core.errors import CELL
from laporan.core.near import nearest

MISSPELT = (AttributeError, NameError, KeyError)


class _Message(str):
    """An argument that `KeyError` prints as it is, where it would quote it."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


def show(shell: InteractiveShell, kind: type[BaseException], error: BaseException, trace: Any, **_rest: Any) -> None:
    """IPython's hook for errors of `MISSPELT`: the message names the nearest, frames of libraries are left out.

    Parameters
    ----------
    shell : InteractiveShell
        IPython's shell.
    kind, error, trace
        What was raised, and where.
    """
    own = _own_frames(trace)
    if near := nearest(*_asked_and_known(error, own, shell.user_ns)):
        error.args = (_Message(f"{error}{near}"),)
        error.__cause__, error.__suppress_context__ = None, True  # pandas tells the same once more
        trace = _traceback_of(own)
    shell.showtraceback((kind, error, trace), tb_offset=0)


def show_whole(_line: str = "") -> None:
    """Print the traceback of the last error, every frame of it: also of ours, which show as one line."""
    error = getattr(sys, "last_value", None)
    if error is None:
        print("Belum ada galat.")
    else:
        print("".join(traceback.format_exception(error)), file=sys.stderr)


def _own_frames(trace: TracebackType | None) -> list[TracebackType]:
    """The frames from the cell on, up to the last one of the project."""
    frames = []
    while trace is not None:
        frames.append(trace)
        trace = trace.tb_next
    ours = [place for place, one in enumerate(frames) if _is_ours(one.tb_frame.f_code.co_filename)]
    first = next((place for place in ours if CELL in frames[place].tb_frame.f_code.co_filename), 0)
    return frames[first : ours[-1] + 1] if ours else frames


def _is_ours(file: str) -> bool:
    return CELL in file or file.startswith(str(paths.content()))


def _traceback_of(frames: list[TracebackType]) -> TracebackType | None:
    made = None
    for one in reversed(frames):
        made = TracebackType(made, one.tb_frame, one.tb_lasti, one.tb_lineno)
    return made


def _asked_and_known(
    error: BaseException, frames: list[TracebackType], names: Mapping[str, Any]
) -> tuple[object, Iterable[object]]:
    """The name that nothing has, and the names that there are."""
    if isinstance(error, AttributeError):
        return error.name, (name for name in dir(error.obj) if not name.startswith("_"))
    if isinstance(error, NameError):
        return error.name, [*(name for name in names if not name.startswith("_")), *dir(builtins)]
    holder = _subscripted(frames[-1]) if frames else None
    if isinstance(holder, pd.DataFrame):
        return error.args[0], holder.columns
    if isinstance(holder, pd.Series):
        return error.args[0], holder.index
    return error.args[0] if error.args else None, holder if isinstance(holder, Mapping) else ()


def _subscripted(trace: TracebackType) -> Any:
    """What the frame asked for an item, where its code says so in names and attributes alone; else None."""
    code, frame = trace.tb_frame.f_code, trace.tb_frame
    first, last, begin, end = next(islice(code.co_positions(), trace.tb_lasti // 2, None))
    if first is None or first != last or begin is None:
        return None
    line = linecache.getline(code.co_filename, first, frame.f_globals)
    try:
        asked = ast.parse(line.encode()[begin:end].decode(), mode="eval").body
    except (SyntaxError, ValueError):
        return None
    if not isinstance(asked, ast.Subscript) or any(isinstance(node, ast.Call) for node in ast.walk(asked.value)):
        return None
    return eval(compile(ast.Expression(asked.value), "<diminta>", "eval"), frame.f_globals, frame.f_locals)  # noqa: S307 - the author's own code, which ran a moment ago


def register(shell: InteractiveShell) -> None:
    """Show errors so from now on.

    Parameters
    ----------
    shell : InteractiveShell
        IPython's shell; it also gets the magic `%jejak`.
    """
    shell.set_custom_exc(MISSPELT, show)
    shell.register_magic_function(show_whole, "line", "jejak")  # type: ignore[arg-type]
