"""Which modules of `analysis` a chapter rests on: its imports, and theirs, read from the source.

Nothing is imported for it. A module also rests on the files beside it that it names: templates,
fonts, styles. What each file imports is remembered by its content's hash.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import analysis
from analysis.readings import content_hash, file_hash

PACKAGE = "analysis"
SOURCE = Path(analysis.__file__ or "").parent
MAGIC = re.compile(r"^(\s*)[%!?].*$", re.MULTILINE)
PROSE = "%%narasi"
ANYTHING = "*"


@dataclass
class Imports:
    """The graph. files : hash of each file of the package; needs : what each module imports and names."""

    files: dict[str, str]
    needs: dict[str, list[str]]
    modules: dict[str, str] = field(default_factory=dict)

    def closure(self, names: Iterable[str]) -> dict[str, str]:
        """Every file that these modules rest on, with its hash."""
        names = list(names)
        if ANYTHING in names:
            return dict(self.files)
        found: dict[str, str] = {}
        waiting = [part for name in names for part in self._with_parents(name)]
        while waiting:
            file = self.modules.get(waiting.pop())
            if file is None or file in found:
                continue
            found[file] = self.files[file]
            for need in self.needs[file]:
                if need in self.files:
                    found[need] = self.files[need]
                else:
                    waiting += self._with_parents(need)
        return found

    def _with_parents(self, name: str) -> list[str]:
        """`analysis.charts.svg` runs `analysis` and `analysis.charts` too; a name within a module is the module's."""
        parts = name.split(".")
        return [".".join(parts[: end + 1]) for end in range(len(parts))]


def read_imports(memory: Path, source: Path = SOURCE) -> Imports:
    """The graph of the package as it is now. memory : where to keep what each content imports."""
    files = {
        path.relative_to(source).as_posix(): path
        for path in source.rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }
    hashes = {name: file_hash(path) for name, path in files.items()}
    known: dict[str, list[str]] = _load(memory)
    data = sorted(name for name in files if not name.endswith(".py"))
    needs, kept = {}, {}
    for name, path in files.items():
        if name.endswith(".py"):
            key = f"{name} {hashes[name]} {content_hash(data)[:8]}"
            kept[key] = needs[name] = known.get(key) or _needs(path, name, data)
    if kept != known:
        memory.parent.mkdir(parents=True, exist_ok=True)
        memory.write_text(json.dumps(kept), encoding="utf-8")
    return Imports(hashes, needs, {_module(name): name for name in needs})


def notebook_imports(notebook: dict[str, Any]) -> list[str]:
    """Modules of the package that a notebook's code names; ANYTHING where a cell is not plain Python."""
    found: set[str] = set()
    for cell in notebook["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] != "code" or source.lstrip().startswith(PROSE):
            continue
        if f"%load_ext {PACKAGE}" in source:
            found.add(PACKAGE)
        try:
            found |= _imported(ast.parse(MAGIC.sub(r"\1pass", source)), "")
        except SyntaxError:
            found.add(ANYTHING)
    return sorted(name for name in found if name == ANYTHING or name.split(".")[0] == PACKAGE)


def _load(memory: Path) -> dict[str, list[str]]:
    try:
        known: dict[str, list[str]] = json.loads(memory.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return known


def _module(name: str) -> str:
    return f"{PACKAGE}.{name.removesuffix('.py').replace('/', '.')}".removesuffix(".__init__")


def _needs(path: Path, name: str, data: list[str]) -> list[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    module = _module(name)
    package = module if path.stem == "__init__" else module.rpartition(".")[0]
    imported = {found for found in _imported(tree, package) if found.split(".")[0] == PACKAGE}
    words = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    named = [file for file in data if words & {Path(file).name, Path(file).parent.name}]
    return sorted(imported) + named


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
