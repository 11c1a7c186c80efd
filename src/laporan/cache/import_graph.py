"""Which modules of ours a chapter rests on: its imports, and theirs, read from the source.

Nothing is imported for it. A module also rests on the files in its folder that it names: templates, fonts, styles.
What of its code may read past us stands beside it (`unseen_reads`). What was learned of a file is remembered by its
content's hash.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, TypedDict

from laporan.cache.digest import content_hash, file_hash, files_below
from laporan.cache.source_code import code_cells, parse_module, parsed_cell
from laporan.cache.store import Store
from laporan.cache.unseen_reads import unseen_in
from laporan.core import paths

LOAD_EXTENSION = re.compile(r"^\s*%(?:re)?load_ext\s+([\w.]+)", re.MULTILINE)
ANYTHING = "*"
OF_IPYTHON = ("autoreload", "storemagic")  # extensions
IMPORTS, KEY = Store("imports"), "graph.json"
OURS = paths.LIBRARY


class KnownFile(TypedDict):
    """What a file imports and names, and what of its code may read past us."""

    needs: list[str]
    unseen: list[str]


class KnownFiles(TypedDict):
    """Files by name, content and what lies beside them."""

    files: dict[str, KnownFile]


def our_packages() -> dict[str, Path]:
    """The folders of the packages that chapters rest on, by name: this library, and the project's content."""
    return {OURS.name: OURS, paths.content_package(): paths.content()}


class ImportGraph:
    """The files of some packages, and what each imports and names. A file is opened when it is asked for.

    Parameters
    ----------
    packages : mapping of str to Path
        Each package's folder, by the name that it is imported by.
    """

    def __init__(self, packages: Mapping[str, Path]) -> None:
        self.packages = dict(packages)
        known = IMPORTS.read_json(KEY, KnownFiles)
        self._known = known["files"] if known else {}
        self._learned: dict[str, KnownFile] = {}
        self._hashes: dict[str, str] = {}
        # Each chapter asks of much the same files.
        self._asked: dict[str, KnownFile] = {}
        self._edges: dict[str, set[str]] = {}

    @cached_property
    def files(self) -> dict[str, Path]:
        """Every file of the packages by its name, as 'analysis/counters/results.py'."""
        return {
            f"{package}/{path.relative_to(folder).as_posix()}": path
            for package, folder in self.packages.items()
            for path in files_below(folder)
            if path.suffix != ".pyc"
        }

    @cached_property
    def _modules(self) -> dict[str, str]:
        return {_module(name): name for name in self.files if name.endswith(".py")}

    @cached_property
    def _data(self) -> list[str]:
        return sorted(name for name in self.files if not name.endswith(".py"))

    def hash(self, name: str) -> str:
        """The hash of one file."""
        if name not in self._hashes:
            self._hashes[name] = file_hash(self.files[name])
        return self._hashes[name]

    def closure(self, names: Iterable[str]) -> dict[str, str]:
        """Every file that these modules rest on, with its hash.

        Parameters
        ----------
        names : iterable of str
            Modules, or names in modules, dotted; `ANYTHING` stands for all files.
        """
        names = list(names)
        if ANYTHING in names:
            return {name: self.hash(name) for name in self.files}
        found: set[str] = set()
        new = self._files_of(names)
        while new:
            found |= new
            new = set[str]().union(*map(self._rests_on, new)) - found
        return {name: self.hash(name) for name in found}

    def _rests_on(self, name: str) -> set[str]:
        """The files that a file rests on by itself."""
        if name not in self._edges:
            self._edges[name] = self._files_of(self.needs(name)) if name.endswith(".py") else set()
        return self._edges[name]

    def _files_of(self, needs: Iterable[str]) -> set[str]:
        """Files by their own names, and those of modules."""
        modules = (part for need in needs if need not in self.files for part in _with_parents(need))
        files = {self._modules[module] for module in modules if module in self._modules}
        return files.union(need for need in needs if need in self.files)

    def needs(self, name: str) -> list[str]:
        """The modules that a file imports, and the files in its folder that it names."""
        return self._about(name)["needs"]

    def unseen(self, name: str) -> list[str]:
        """What in a file may read past us: names of libraries and functions."""
        return self._about(name)["unseen"] if name.endswith(".py") else []

    def _about(self, name: str) -> KnownFile:
        if name not in self._asked:
            self._asked[name] = self._learn(name)
        return self._asked[name]

    def _learn(self, name: str) -> KnownFile:
        beside = [file for file in self._data if file.startswith(name.rpartition("/")[0] + "/")]
        key = f"{name} {self.hash(name)} {content_hash(beside)[:8]}"
        if key not in self._learned:
            self._learned[key] = self._known.get(key) or self._read(name, beside)
        return self._learned[key]

    def remember(self) -> None:
        """Keep what was learned for the next process."""
        if not self._learned.keys() <= self._known.keys():
            IMPORTS.write_json(KEY, {"files": self._learned})
            self._known = dict(self._learned)

    def imported_by(self, notebook: Mapping[str, Any]) -> list[str]:
        """Modules of the packages that a notebook's code names; `ANYTHING` where a cell is not plain Python."""
        found: set[str] = set()
        for source in code_cells(notebook):
            found |= set(LOAD_EXTENSION.findall(source))
            tree = parsed_cell(source)
            found |= {ANYTHING} if tree is None else _imported(tree, "")
        return sorted(name for name in found if name == ANYTHING or self._is_ours(name))

    def unseen_in(self, notebook: Mapping[str, Any]) -> list[str]:
        """What in a notebook's own code may read past us."""
        found: set[str] = set()
        for source in code_cells(notebook):
            loaded = [name for name in LOAD_EXTENSION.findall(source) if name not in OF_IPYTHON]
            for tree in (parsed_cell(source), *(ast.parse(f"import {name}") for name in loaded)):
                found |= unseen_in(tree, self.packages) if tree else set()
        return sorted(found)

    def _is_ours(self, name: str) -> bool:
        return name.partition(".")[0] in self.packages

    def _read(self, name: str, beside: list[str]) -> KnownFile:
        tree = parse_module(self.files[name])
        module = _module(name)
        package = module if name.endswith("/__init__.py") else module.rpartition(".")[0]
        imported = {found for found in _imported(tree, package) if self._is_ours(found)}
        needs = sorted(imported) + (_named(tree, beside) if beside else [])
        return {"needs": needs, "unseen": sorted(unseen_in(tree, self.packages))}


def _named(tree: ast.AST, files: list[str]) -> list[str]:
    """Those of the files whose name, or whose folder's, stands in the code as a text."""
    words = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return [file for file in files if words & {Path(file).name, Path(file).parent.name}]


def _module(name: str) -> str:
    return name.removesuffix(".py").replace("/", ".").removesuffix(".__init__")


def _with_parents(name: str) -> list[str]:
    """`laporan.charts.svg` runs `laporan` and `laporan.charts` too; a name within a module is the module's."""
    parts = name.split(".")
    return [".".join(parts[: end + 1]) for end in range(len(parts))]


def _imported(tree: ast.AST, package: str) -> set[str]:
    """Dotted names, of modules or of names in them, that import statements anywhere in the code mention."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            origin = ".".join([*above, *filter(None, [node.module])])
            found |= {f"{origin}.{alias.name}" for alias in node.names}
    return found
