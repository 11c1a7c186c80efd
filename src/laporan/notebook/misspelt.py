"""What was meant, where an error is of a name that nobody has: the nearest name, or where else the thing is found."""

from __future__ import annotations

import ast
import builtins
import linecache
import pkgutil
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import packages_distributions
from itertools import islice
from types import TracebackType
from typing import Any

import pandas as pd
from IPython.core.error import UsageError
from IPython.core.interactiveshell import InteractiveShell

from laporan.core import paths
from laporan.core.near import nearest
from laporan.facts.quantity import Quantity
from laporan.notebook.exploring import column_called
from laporan.notebook.template_errors import TEMPLATE

QUOTED = re.compile(r"'([^']+)'|`([^`]+)`|Column not found: (.+)")  # pandas and seaborn tell names so
MODULE = re.compile(r"from '([\w.]+)'")
MAGIC = re.compile(r"`(%+)(\w+)` not found")
LIKE_A_MODULE = 0.7  # there are hundreds of packages: one is half like anything
FRAME = "to_frame"  # what gives a frame
CALLED = "; kolom itu bernama “{}” di sini"
NO_FRAME = "; jadikan DataFrame dahulu: {}"
PLAIN = "; bilangan biasa dari angka laporan: float(…), kolomnya .astype(float), semuanya to_frame(…, plain=True)"


def hint(error: BaseException, own: list[TracebackType], shell: InteractiveShell) -> str:
    """How the message on an error goes on, as '; yang terdekat “skm”'; '' where nothing is near.

    Parameters
    ----------
    error : BaseException
        What was raised.
    own : list of traceback
        The author's frames that led to it.
    shell : InteractiveShell
        IPython's shell, whose names the author may have meant.
    """
    if "yang terdekat" in str(error):
        return ""
    match error:
        case UsageError():
            return _of_magic(str(error), shell)
        case AttributeError():
            known = hasattr(type(error.obj), error.name or "")  # but has none here, as `.str` of numbers
            return _where_it_is(error) or ("" if known else nearest(error.name, _attributes(error.obj)))
        case ImportError():
            return nearest(*_imported(error), alike=LIKE_A_MODULE)
        case NameError() if error.name:
            return nearest(error.name, [*(name for name in shell.user_ns if not name.startswith("_")), *dir(builtins)])
        case TypeError() if Quantity.__name__ in str(error) or "no numeric data" in str(error):
            return PLAIN
    return _of_item(error, own) if own else ""


def nearest_in_prose(error: Exception) -> str:
    """The same for what an expression of a sentence asked: a column or key that something has not."""
    trace, own = error.__traceback__, []
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == TEMPLATE:
            own.append(trace)
        trace = trace.tb_next
    return _of_item(error, own) if own else ""


def _attributes(thing: Any) -> Iterator[str]:
    return (name for name in dir(thing) if not name.startswith("_"))


def _where_it_is(error: AttributeError) -> str:
    """What a frame calls the column, or where the frame is that has what was asked of something else."""
    if isinstance(error.obj, pd.DataFrame) and error.name and (called := column_called(error.obj, error.name)):
        return CALLED.format(called)
    if not error.name or not hasattr(pd.DataFrame, error.name):
        return ""
    if isinstance(error.obj, list | tuple):
        return NO_FRAME.format(f"{FRAME}(…)")
    if isinstance(getattr(error.obj, "frame", None), pd.DataFrame):
        return NO_FRAME.format(".frame")
    return NO_FRAME.format(f".{FRAME}()") if hasattr(error.obj, FRAME) else ""


def _imported(error: ImportError) -> tuple[str, Iterable[str]]:
    """What was asked, and what there is in its place: modules, and names of the module."""
    if isinstance(error, ModuleNotFoundError):
        package, _point, asked = (error.name or "").rpartition(".")
        held: Iterable[str] = () if package else (*packages_distributions(), paths.content_package())
    else:
        found = MODULE.search(str(error))
        package, asked = found[1] if found else "", (QUOTED.search(str(error)) or [""] * 2)[1]
        held = _attributes(sys.modules.get(package))
    modules = pkgutil.iter_modules(getattr(sys.modules.get(package), "__path__", ()))
    return asked, [*held, *(module.name for module in modules)]


def _of_magic(said: str, shell: InteractiveShell) -> str:
    """A magic that there is none of."""
    if not (unknown := MAGIC.search(said)):
        return ""
    kind = "cell" if unknown[1] == "%%" else "line"
    return nearest(unknown[2], shell.magics_manager.magics[kind])


def _of_item(error: BaseException, own: list[TracebackType]) -> str:
    """A column or key that something has not: its nearest, or its name in code where the file's was meant."""
    frames = _frames_of(own[-1])
    known = [*(name for one in frames for name in (*one.columns, *one.index.names)), *_keys_of(own[-1], error)]
    for asked in _asked(error):
        called = next(filter(None, (column_called(one, asked) for one in frames)), "")
        if called and asked not in known:
            return CALLED.format(called)
        if asked not in known and (near := nearest(asked, known)):
            return near
    return ""


def _asked(error: BaseException) -> list[str]:
    said = error.args[0] if isinstance(error, KeyError) and error.args else str(error)
    if not isinstance(said, str):
        return []
    named = ["".join(found) for found in QUOTED.findall(said)]
    return named or [said]


def _frames_of(last: TracebackType | None) -> list[pd.DataFrame]:
    """The frames that the author's last line handed to a library, or asked something of."""
    while last is not None and (last := last.tb_next) is not None:
        seen = [_as_frame(one) for one in last.tb_frame.f_locals.values()]
        if found := [frame for frame in seen if frame is not None]:
            return found
    return []


def _as_frame(thing: Any) -> pd.DataFrame | None:
    """A frame, or what pandas does with one, such as a grouping of it; of a row, what it is called by, as columns."""
    held = getattr(thing, "obj", None) if type(thing).__module__.startswith("pandas.") else None
    frame = thing if held is None else held
    if isinstance(frame, pd.Series):
        return pd.DataFrame(columns=[*frame.index, frame.name])
    return frame if isinstance(frame, pd.DataFrame) else None


def _keys_of(last: TracebackType, error: BaseException) -> Iterable[Any]:
    held = _subscripted(last) if isinstance(error, KeyError) else None
    return held if isinstance(held, Mapping) else ()


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
