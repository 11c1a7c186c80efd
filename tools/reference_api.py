"""Pages of the API, from the docstrings as they stand in src/: nothing is imported, so that it takes a second."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterable, Iterator
from pathlib import Path
from textwrap import indent

from sphinx.ext.napoleon import Config, NumpyDocstring

SRC = Path(__file__).resolve().parents[1] / "src"
PACKAGES = {
    "laporan": "The reporting library: it knows notebooks, data contracts, numbers and documents, and no agency.",
    "analysis": "BKN's subjects, a folder each.",
    "audit": "The auditor of reports that others published.",
}
# A type in words is no reference: "date" is no field of one of our classes.
NUMPY = Config(
    napoleon_use_param=False, napoleon_use_rtype=False, napoleon_custom_sections=[("Attributes", "params_style")]
)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
PROPERTIES = {"property", "cached_property"}


def api_pages() -> dict[str, str]:
    """A page a room, one for the modules beside the rooms, and a list of all for each package."""
    found: dict[str, str] = {}
    for package, about in PACKAGES.items():
        folders = sorted(path.parent for path in (SRC / package).glob("*/__init__.py"))
        rooms = {dotted(folder): sorted(folder.rglob("*.py")) for folder in folders}
        beside = [path for path in sorted((SRC / package).glob("*.py")) if path.name != "__init__.py"]
        rooms |= {f"{package}.modules": beside} if beside else {}
        found |= {f"{room}.rst": room_page(room, paths) for room, paths in rooms.items()}
        found[f"{package}.rst"] = list_page(package, about, rooms)
    return found


def dotted(path: Path) -> str:
    """The name by which a module or a package is imported."""
    return ".".join(path.relative_to(SRC).with_suffix("").parts).removesuffix(".__init__")


def room_page(room: str, paths: Iterable[Path]) -> str:
    """The page of one room, a section a module."""
    lines = [*titled(room, "=")]
    for path in paths:
        name, tree = dotted(path), ast.parse(path.read_text(encoding="utf-8"))
        lines += [] if name == room else titled(name, "-")
        lines += [f".. py:module:: {name}", "", told(tree), "", *entries(tree.body)]
    return "\n".join(lines) + "\n"


def list_page(package: str, about: str, rooms: Iterable[str]) -> str:
    """The page that leads to the rooms of a package."""
    lines = [f"   {room.removeprefix(f'{package}.')} <{room}>" for room in rooms]
    return "\n".join([*titled(package, "="), about, "", ".. toctree::", "   :maxdepth: 1", "", *lines, ""])


def titled(text: str, line: str) -> list[str]:
    """A heading of reStructuredText."""
    return [text, line * len(text), ""]


def entries(body: Iterable[ast.stmt], of_class: bool = False) -> Iterator[str]:
    """Public functions and classes, and a class's methods where they have a docstring of their own."""
    for node in body:
        if not isinstance(node, (ast.ClassDef, *FUNCTIONS)) or node.name.startswith("_") or not ast.get_docstring(node):
            continue
        inner = "\n".join(entries(node.body, of_class=True)) if isinstance(node, ast.ClassDef) else ""
        yield f".. py:{kind(node, of_class)}:: {node.name}{signature(node, of_class)}\n"
        yield indent(f"{told(node)}\n\n{inner}", "   ") + "\n"


def kind(node: ast.stmt, of_class: bool) -> str:
    """The directive of Sphinx's Python domain."""
    if isinstance(node, ast.ClassDef):
        return "exception" if node.name.endswith("Error") else "class"
    if not of_class:
        return "function"
    return "property" if decorators(node) & PROPERTIES else "method"


def signature(node: ast.stmt, of_class: bool) -> str:
    """'(a, *, b=1)': the names; the docstring says what they are. A class's fields stand in its docstring."""
    if not isinstance(node, FUNCTIONS) or decorators(node) & PROPERTIES:
        return ""
    names = node.args
    if of_class and "staticmethod" not in decorators(node):
        first = names.posonlyargs or names.args
        del first[:1]
    for argument in (*names.posonlyargs, *names.args, *names.kwonlyargs, names.vararg, names.kwarg):
        if argument:
            argument.annotation = None
    return f"({ast.unparse(names)})"


def decorators(node: ast.stmt) -> set[str]:
    """Names of a function's decorators, without their modules."""
    return {ast.unparse(each).rpartition(".")[2] for each in getattr(node, "decorator_list", [])}


def told(node: ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> str:
    """The docstring as reStructuredText."""
    return str(NumpyDocstring(inspect.cleandoc(ast.get_docstring(node) or ""), NUMPY))
