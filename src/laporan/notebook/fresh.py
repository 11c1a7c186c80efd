"""What was edited while a notebook is open takes effect when it is run again: helpers, parameters, contracts.

A kernel keeps each module that it imported, and what the library remembers of the project's files. When `%load_ext`
runs once more, both are forgotten, so that *Run All* shows what a new kernel would. IPython's autoreload would patch
functions one by one: what other modules hold of the old code, as a decorated function or a cached number, would stay.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from types import ModuleType

from laporan.core import paths

LIBRARY = "laporan"
Written = tuple[int, int]  # when a file was written, and its size
RESTART = "Kode pustaka laporan berubah. Mulai ulang kernel (0, 0) supaya berlaku."


class LoadedCode:
    """The modules of the project, and of the library, that this process has imported, as their files were then."""

    def __init__(self) -> None:
        self.known: dict[str, Written | None] = {}
        self._seen: set[str] = set()

    def note(self) -> None:
        """Note what was imported since the last time."""
        new = sys.modules.keys() - self._seen
        self._seen |= new
        for name in _ours(new, paths.content_package(), LIBRARY):
            self.known[name] = _written(sys.modules[name])

    def forget_project(self) -> None:
        """Have the next import read what was edited, and the library read the project's files again."""
        package = paths.content_package()
        if self._changed(LIBRARY):
            print(RESTART, file=sys.stderr)
        for _name, module in _modules(package, LIBRARY):
            _clear_caches(module)
        changed = self._changed(package)
        for module in changed:
            _forget_bytecode(module)
        for name, _module in _modules(package) if changed else ():
            del sys.modules[name]
            self.known.pop(name, None)
            self._seen.discard(name)
        importlib.invalidate_caches()

    def _changed(self, package: str) -> list[ModuleType]:
        noted = [(self.known[name], module) for name, module in _modules(package) if name in self.known]
        return [module for then, module in noted if then != _written(module)]


def _modules(*packages: str) -> list[tuple[str, ModuleType]]:
    return [(name, sys.modules[name]) for name in _ours(sys.modules, *packages)]


def _ours(names: Iterable[str], *packages: str) -> list[str]:
    return [name for name in names if name.partition(".")[0] in packages]


def _written(module: ModuleType) -> Written | None:
    file = getattr(module, "__file__", None)
    with suppress(OSError):
        if file:
            told = Path(file).stat()
            return told.st_mtime_ns, told.st_size
    return None


def _clear_caches(module: ModuleType) -> None:
    for thing in vars(module).values():
        if getattr(thing, "__module__", None) == module.__name__ and hasattr(thing, "cache_clear"):
            thing.cache_clear()


def _forget_bytecode(module: ModuleType) -> None:
    """Python compares a file's seconds and size with those of its bytecode: an edit may change neither."""
    cached = getattr(module, "__cached__", None)
    if cached:
        with suppress(OSError):
            Path(cached).unlink(missing_ok=True)
