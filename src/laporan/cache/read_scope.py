"""Which reading counts: what Python's audit events say was read, and which of it a chapter follows from."""

from __future__ import annotations

import os
import sys
import sysconfig
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any, Self

from laporan.core import paths

FINDERS = ("importlib.metadata", "pkgutil")
SOURCES = (".py", ".pyc", ".ipynb")
FROZEN_IMPORT = "<frozen importlib"
# Folders of the system: what is there changes with the machine, and no report is about it.
SYSTEM = ("/bin", "/dev", "/etc", "/lib", "/lib64", "/proc", "/run", "/sbin", "/sys", "/usr", "/Library", "/System")
CONFIGURED = ("MPLCONFIGDIR", "IPYTHONDIR", "JUPYTER_RUNTIME_DIR", "SystemRoot", "ProgramFiles")

Read = tuple[str, list[str]]  # the view, and what was read


def _opened(arguments: tuple[Any, ...], made: set[str]) -> Read:
    """A file that is opened anew is remembered in `made`, any other was read."""
    path, mode, flags = arguments[0], str(arguments[1] or ""), int(arguments[2] or 0)
    if flags & getattr(os, "O_TMPFILE", 0) == getattr(os, "O_TMPFILE", -1):
        return "bytes", []
    named = _named(path)
    anew = mode[:1] in ("w", "x") or flags & (os.O_TRUNC | os.O_EXCL)
    if anew:
        made.update(map(normal, named))
    appended = mode.startswith("a") or (not mode and flags & os.O_WRONLY)
    return "bytes", [] if anew or appended else named


def _listed(arguments: tuple[Any, ...], _made: set[str]) -> Read:
    return "names", _named("." if arguments[0] is None else arguments[0])


def _connected(arguments: tuple[Any, ...], _made: set[str]) -> Read:
    """A database file, and the file beside it that holds what was not yet written into it."""
    name = os.fsdecode(arguments[0]).removeprefix("file:").partition("?")[0]
    return "bytes", [] if name in ("", ":memory:") else [name, f"{name}-wal"]


def normal(path: str) -> str:
    """The path from the root of the file system, without dots; it is asked for every file that is opened."""
    return os.path.normpath(os.path.join(os.getcwd(), path))  # noqa: PTH109, PTH118


def _named(path: Any) -> list[str]:
    """A number is a file that is open already."""
    return [os.fsdecode(path)] if isinstance(path, str | bytes | os.PathLike) else []


READS: dict[str, Callable[[tuple[Any, ...], set[str]], Read]] = {
    "open": _opened,
    "os.listdir": _listed,
    "os.scandir": _listed,
    "sqlite3.connect": _connected,
}


@dataclass(frozen=True)
class ReadScope:
    """The files that a chapter follows from when it reads them.

    Parameters
    ----------
    root : str
        The project's folder.
    apart : tuple of str
        How the paths of files begin, from the root on, that are followed by other ways or made by us.
    sources : tuple of str
        The same of the content package and the notebooks, whose sources are followed by the plan.
    installed : tuple of str
        Folders outside the project whose files come with the system or with installed packages.
    """

    root: str
    apart: tuple[str, ...]
    sources: tuple[str, ...]
    installed: tuple[str, ...]

    @classmethod
    def of_project(cls) -> Self:
        """The scope of the project that this process works in."""
        layout, root = paths.layout(), paths.root()
        inside = [Path(place) for place in _installed() if Path(place).is_relative_to(root)]
        apart = [".cache/", ".git/", f"{layout.outputs}/.", f"{paths.PROJECT_FILE}/", *map(paths.relative, inside)]
        sources = [Path(os.path.normpath(folder)).as_posix() + "/" for folder in (layout.content, layout.notebooks)]
        return cls(str(root), tuple(apart), tuple(sources), tuple(_installed()))

    def follows(self, name: str) -> bool:
        """Whether a file or folder of the project, by its absolute and normal path, is one that counts."""
        if name.endswith(SOURCES):
            return is_followed(name, self.root, (*self.apart, *self.sources))
        of_content = self.sources[:1] if os.path.isdir(name) else ()  # noqa: PTH112 - listed in search of subjects
        return is_followed(name, self.root, (*self.apart, *of_content))

    def follows_outside(self, name: str) -> bool:
        """Whether a file outside the project counts: all do but those of the system, of packages, and hidden ones."""
        path = Path(name)
        hidden = any(part.startswith((".", "ipykernel_")) for part in path.parts)
        return not hidden and not path.is_relative_to(self.root) and not any(map(path.is_relative_to, self.installed))


def _installed() -> Iterable[str]:
    found = {*SYSTEM, sys.prefix, sys.base_prefix, sys.exec_prefix, *sysconfig.get_paths().values()}
    found |= {os.environ[name] for name in CONFIGURED if os.environ.get(name)}
    library = paths.LIBRARY
    return sorted({*found, str(library)})


def is_followed(name: str, root: str, apart: tuple[str, ...], system: ModuleType = os.path) -> bool:
    """Whether a file lies in the project, and not apart.

    Parameters
    ----------
    name : str
        The file's path, absolute and normal.
    root : str
        The project's.
    apart : tuple of str
        How the paths of files begin, from the root on, that are followed by other ways.
    system : module
        `posixpath` or `ntpath`: where the case of letters counts, and which way slashes lean.

    Examples
    --------
    >>> import ntpath
    >>> is_followed("c:/proyek/data/skm.csv", "C:/Proyek", ("outputs/",), ntpath)
    True
    """
    top = system.normcase(root).rstrip(system.sep) + system.sep
    name = system.normcase(name)
    if not name.startswith(top):
        return False
    below = name[len(top) :] + system.sep
    return not below.startswith(tuple(map(system.normcase, apart)))


def is_called_by_import(frame: FrameType | None) -> bool:
    """Whether it is the import system itself that reads: folders in search of modules and packages, and their code."""
    if frame is None:
        return False
    return frame.f_code.co_filename.startswith(FROZEN_IMPORT) or frame.f_globals.get("__name__") in FINDERS


def is_importing(frame: FrameType | None) -> bool:
    """Whether a module is being imported, by whomever: what it reads is its own."""
    while frame is not None:
        if is_called_by_import(frame):
            return True
        frame = frame.f_back
    return False
