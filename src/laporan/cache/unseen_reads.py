"""What lets a chapter read what nobody can see: such a chapter runs in every build, and the build says why.

Python tells of the files that it opens itself. It doesn't of those that another program reads, or a library written
in C that opens files on its own (Arrow, DuckDB, HDF5, libxml2), nor of what comes from the network. The first and the
last show while a chapter runs; libraries are known by the names in the code.
"""

from __future__ import annotations

import ast
import os
import re
import sys
from collections.abc import Callable, Iterable
from types import FrameType
from typing import Any

# Libraries that open files through Python, or none at all. Any other may read as it likes.
SEEN_LIBRARIES = frozenset((
    "IPython", "PIL", "altair", "babel", "dateutil", "great_tables", "holidays", "jinja2", "lifelines", "markupsafe",
    "matplotlib", "matplotlib_inline", "mistune", "mpl_toolkits", "num2words", "numpy", "openpyxl", "packaging",
    "pandas", "patsy", "pingouin", "plotly", "pydantic", "requests", "rich", "ruamel", "scipy", "seaborn", "sklearn",
    "statsmodels", "svgpath2mpl", "sympy", "tabulate", "tqdm", "traitlets", "typer", "typing_extensions", "yaml",
))  # fmt: skip
# Of those, and of Python's own, what hands a path on to a library that opens it itself.
UNSEEN_READERS = frozenset((
    "dbm", "shelve", "read_parquet", "read_html", "read_hdf", "HDFStore", "read_spss", "read_iceberg", "truetype",
    "spec_from_file_location", "SourceFileLoader", "run_path", "run_module",  # code that no import statement names
))  # fmt: skip
# What asks whether a file is there, how large or how old it is: Python tells nobody of that.
ASKED_OF_FILES = frozenset((
    "exists", "lexists", "is_file", "isfile", "is_dir", "isdir", "stat", "lstat", "getsize", "getmtime", "getctime",
))  # fmt: skip
CLOCK = frozenset({"now", "today", "utcnow"})
ATTACHES = re.compile(r"\battach\s", re.IGNORECASE)  # SQL that opens another database: only the first is seen
IMPORTERS = ("import_module", "__import__")
# Libraries of ours and of others that start a program to learn something about the machine, not about the report.
HARMLESS = ("ctypes.util", "matplotlib.font_manager", "platform", "uuid")
NEW_PYTHONS = ("multiprocessing.popen_forkserver", "multiprocessing.popen_spawn_posix")


def _program(arguments: tuple[Any, ...]) -> str:
    named = next((one for one in arguments if one and not isinstance(one, int)), "")
    if isinstance(named, list | tuple):
        named = named[0]
    words = os.fsdecode(named).split() if isinstance(named, str | bytes | os.PathLike) else []
    return f"menjalankan program lain ({os.path.basename(words[0]) if words else '?'})"  # noqa: PTH119


def _network(arguments: tuple[Any, ...]) -> str:
    address = arguments[-1]
    host = address[0] if isinstance(address, tuple) else str(address)
    return f"mengambil sesuatu lewat jaringan ({host})"


def _c_library(arguments: tuple[Any, ...]) -> str:
    name = os.path.basename(str(arguments[0])) if arguments[0] else "Python"  # noqa: PTH119
    return f"memanggil pustaka C ({name})"


def _new_python(arguments: tuple[Any, ...]) -> str:
    return "menjalankan program lain (python)" if arguments[0] in NEW_PYTHONS else ""


EVENTS: dict[str, Callable[[tuple[Any, ...]], str]] = {
    **dict.fromkeys(
        ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.startfile", "pty.spawn",
         "_winapi.CreateProcess"), _program,
    ),
    **dict.fromkeys(("socket.connect", "socket.sendto", "socket.sendmsg"), _network),
    "ctypes.dlopen": _c_library,
    "import": _new_python,
}  # fmt: skip


def unseen_by(event: str, arguments: tuple[Any, ...], frame: FrameType | None) -> str:
    """What an audit event shows of a chapter that may read past us.

    Parameters
    ----------
    event : str
        Of `sys.audit`.
    arguments : tuple
        Its arguments.
    frame : frame, optional
        Where it comes from.

    Returns
    -------
    str
        A phrase for the person who builds; '' where nothing is hidden.
    """
    describe = EVENTS.get(event)
    why = describe(arguments) if describe else ""
    return "" if why and _is_harmless(frame) else why


def _is_harmless(frame: FrameType | None) -> bool:
    """Whether a library asks about the machine, a module is being imported, or Python makes a pair of sockets."""
    while frame is not None:
        if frame.f_globals.get("__name__") in HARMLESS or frame.f_code.co_filename.startswith("<frozen importlib"):
            return True
        if frame.f_code.co_name.endswith("socketpair"):
            return True
        frame = frame.f_back
    return False


def unseen_in(tree: ast.AST, ours: Iterable[str]) -> set[str]:
    """What of a piece of code may read past us.

    Parameters
    ----------
    tree : AST
        Of a cell, or of a module of the content package.
    ours : iterable of str
        Packages that are followed themselves.

    Returns
    -------
    set of str
        Names of libraries and of functions.
    """
    seen = {*ours, *sys.stdlib_module_names, *SEEN_LIBRARIES}
    found: set[str] = set()
    for node in ast.walk(tree):
        imported = {name.partition(".")[0] for name in _imported(node)}
        found |= (imported - seen) | (UNSEEN_READERS & (imported | _mentioned(node)))
        found |= _asked(node)
    return found


def _imported(node: ast.AST) -> list[str]:
    match node:
        case ast.Import(names=names):
            return [alias.name for alias in names]
        case ast.ImportFrom(module=str(module), level=0):
            return [module]
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=[first, *_]) if name in IMPORTERS:
            return [str(first.value) if isinstance(first, ast.Constant) else "modul yang namanya dihitung"]
    return []


def _asked(node: ast.AST) -> set[str]:
    """What is asked that no event tells of: about files, of the clock, of a second database."""
    match node:
        case ast.Call(func=ast.Attribute(attr=name)) if name in CLOCK:
            return {name}
        case ast.Attribute(attr=name, ctx=ast.Load()) | ast.alias(name=name) if name in ASKED_OF_FILES:
            return {name}
        case ast.Constant(value=str(text)) if ATTACHES.search(text):
            return {"ATTACH"}
    return set()


def _mentioned(node: ast.AST) -> set[str]:
    """Names that are used or written as a text, as `getattr` takes it."""
    match node:
        case ast.Attribute(attr=name) | ast.Name(id=name) | ast.alias(name=name) | ast.Constant(value=str(name)):
            return {name}
    return set()


def told(name: str) -> str:
    """The phrase for a name that `unseen_in` found."""
    if name in CLOCK:
        return f"memakai {name}: hari dan jam tidak tertulis dalam berkas mana pun"
    if name in ASKED_OF_FILES:
        return f"memakai {name}: ada tidaknya, besar, dan umur berkas ditanyakan tanpa terlihat"
    return f"memakai {name}, yang dapat membaca berkas tanpa terlihat"
