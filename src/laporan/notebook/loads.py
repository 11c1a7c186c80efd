"""Which datasets a chapter can't do without, read from its source and that of the subjects: nothing is run.

Found is what a chapter loads by name (`report.load("pkt")`, `report.history("pkt")`), itself or through functions of
the subjects that it gives its report or its results. What stands behind a question whether there is such data (`has`,
`MissingDataError`) can be done without; what prose asks of results is not looked at.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

from laporan.cache.source_code import code_cells, parse_module, parsed_cell, read_notebook
from laporan.core import paths
from laporan.core.errors import ReportError

OPENERS = {"open_report": "Report", "Report": "Report", "Results": "Results"}  # what makes a report, or its results
QUESTIONS = ("has", "years_with")
ANY = "*"  # a question about data whose name is computed
LENIENT = {"MissingDataError", "AnalysisError", "Exception"}
Names = frozenset[str]


@dataclass(frozen=True, order=True)
class NeededData:
    """A dataset that has to be there. dataset : its name; of_main : whether it is the main unit's, whoever reports"""

    dataset: str
    of_main: bool = False


def needed_data(chapter: Path) -> frozenset[NeededData]:
    """The datasets of its report's own year that a chapter loads whatever happens.

    Parameters
    ----------
    chapter : Path
        A notebook.

    Raises
    ------
    ReportError
        For what is no notebook.
    SubjectError
        For a subject's module that is no Python.
    """
    try:
        trees = [parsed_cell(source) for source in code_cells(read_notebook(chapter))]
    except (OSError, ValueError) as error:
        raise ReportError(f"{paths.relative(chapter)}: bukan buku catatan yang utuh. Simpan ulang buku itu") from error
    body = [statement for tree in trees if tree for statement in tree.body]
    whole = ast.Module(body, [])  # a chapter that asks once remembers the answer in a variable
    return frozenset(_Reader(_Module(whole)).of_block(body, {}, _asked(whole, "has") - {ANY}))


@dataclass
class _Module:
    """A module's source, or a notebook's."""

    tree: ast.Module

    @cached_property
    def functions(self) -> dict[str, ast.FunctionDef]:
        return {node.name: node for node in self.tree.body if isinstance(node, ast.FunctionDef)}

    @cached_property
    def imported(self) -> dict[str, str]:
        """Dotted names by what the module calls them."""
        found: dict[str, str] = {}
        for node in ast.walk(self.tree):
            if isinstance(node, ast.ImportFrom) and node.module:
                found |= {name.asname or name.name: f"{node.module}.{name.name}" for name in node.names}
            elif isinstance(node, ast.Import):
                found |= {name.asname: name.name for name in node.names if name.asname}
        return found

    @cached_property
    def results(self) -> dict[str, ast.expr]:
        """What it registers as `RESULTS`, by name."""
        for node in self.tree.body:
            if (
                isinstance(node, ast.Assign | ast.AnnAssign)
                and any(
                    isinstance(target, ast.Name) and target.id == "RESULTS"
                    for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
                )
                and isinstance(node.value, ast.Dict)
            ):
                keys = zip(node.value.keys, node.value.values, strict=True)
                return {str(key.value): value for key, value in keys if isinstance(key, ast.Constant)}
        return {}


def _module(name: str) -> _Module | None:
    """A module of the content package by its dotted name; None for any other."""
    package, _, below = name.partition(".")
    if package != paths.content_package():
        return None
    place = paths.content().joinpath(*below.split("."))
    files = (place / "__init__.py", place.with_suffix(".py")) if below else (paths.content() / "__init__.py",)
    return next((_parsed(file, file.stat().st_mtime_ns) for file in files if file.is_file()), None)


@lru_cache(maxsize=256)
def _parsed(file: Path, _changed: int) -> _Module:
    return _Module(parse_module(file))


def _registered() -> dict[str, tuple[_Module, ast.expr]]:
    """Every subject's `RESULTS` by name, each with the module that says it."""
    files = sorted(paths.content().glob("*/results.py"))
    modules = [_parsed(file, file.stat().st_mtime_ns) for file in files]
    return {name: (module, value) for module in modules for name, value in module.results.items()}


@dataclass
class _Reader:
    """Goes through statements; `known` says which variables are a report ('Report') or its results ('Results')."""

    module: _Module
    seen: set[int] = field(default_factory=set)

    def of_block(self, body: list[ast.stmt], known: dict[str, str], asked: Names) -> Iterator[NeededData]:
        known = dict(known)
        for statement in body:
            yield from self._of(statement, known, asked)
            if isinstance(statement, ast.Assign | ast.AnnAssign) and isinstance(statement.value, ast.Call):
                opener = OPENERS.get(_name(statement.value.func), "")
                targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
                known |= {target.id: opener for target in targets if isinstance(target, ast.Name) and opener}
            if isinstance(statement, ast.If) and _ends(statement.body):
                asked |= _asked(statement.test)

    def _of(self, node: ast.AST, known: dict[str, str], asked: Names) -> Iterator[NeededData]:
        match node:
            case ast.If():
                yield from self._of(node.test, known, asked)
                for part in (node.body, node.orelse):
                    yield from self.of_block(part, known, asked | _asked(node.test))
                return
            case ast.Try() if any(_is_lenient(handler) for handler in node.handlers):
                return
            case ast.IfExp() | ast.BoolOp() | ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
                asked |= _asked(node)
            case ast.FunctionDef() | ast.ClassDef() | ast.Import() | ast.ImportFrom():
                return
            case ast.Call():
                yield from self._of_call(node, known, asked)
            case ast.Attribute(value=ast.Name(id=name)) if known.get(name) == "Results":
                yield from self._of_result(node.attr, asked)
        for below in ast.iter_child_nodes(node):
            yield from self._of(below, known, asked)

    def _of_call(self, call: ast.Call, known: dict[str, str], asked: Names) -> Iterator[NeededData]:
        match call:
            case ast.Call(
                func=ast.Attribute(attr="load" | "history", value=owner), args=[ast.Constant(value=str(name)), *_]
            ):
                if name not in asked and ANY not in asked and (of := _owner(owner, known)):
                    yield NeededData(name, of == "main")
            case _ if any(_kind(value, known) for value in (*call.args, *(one.value for one in call.keywords))):
                found = self._function(call.func)
                if found:
                    yield from found[0].of_function(found[1], asked)

    def of_function(self, function: ast.FunctionDef | ast.Lambda, asked: Names) -> Iterator[NeededData]:
        """What a function loads of the report, or the results, that it is given."""
        if id(function) in self.seen:
            return
        self.seen.add(id(function))
        given = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
        if isinstance(function, ast.Lambda):  # a result, which is given the results
            yield from self._of(function.body, {one.arg: "Results" for one in given}, asked)
            return
        known = {one.arg: OPENERS[name] for one in given if (name := _name(one.annotation)) in OPENERS}
        if known:
            yield from self.of_block(function.body, known, asked)

    def _of_result(self, name: str, asked: Names) -> Iterator[NeededData]:
        module, value = _registered().get(name, (None, None))
        if module is None:
            return
        reader = _Reader(module, self.seen)
        found = (reader, value) if isinstance(value, ast.Lambda) else value and reader._function(value)
        if found:
            yield from found[0].of_function(found[1], asked)

    def _function(self, called: ast.expr) -> tuple[_Reader, ast.FunctionDef] | None:
        """The function of a subject that a name or an attribute leads to, and who reads its module."""
        dotted = ast.unparse(called) if isinstance(called, ast.Name | ast.Attribute) else ""
        if dotted in self.module.functions:
            return self, self.module.functions[dotted]
        first, _, rest = dotted.partition(".")
        whole = ".".join(filter(None, (self.module.imported.get(first, ""), rest)))
        module, _, name = whole.rpartition(".")
        there = _module(module) if first in self.module.imported and module else None
        if there is None:
            return None
        return _Reader(there, self.seen)._function(ast.Name(name))  # noqa: SLF001 - its own kind


def _owner(value: ast.expr, known: dict[str, str]) -> str:
    """Whose data is loaded: 'own', 'main', or '' for another year's or what is not known."""
    match value:
        case ast.Name(id=name) if known.get(name) == "Report":
            return "own"
        case ast.Attribute(value=ast.Name(id=name), attr="report") if known.get(name) == "Results":
            return "own"
        case ast.Call(func=ast.Attribute(attr="of_unit", value=inner), args=[]):
            return "main" if _owner(inner, known) else ""
        case ast.Call(func=ast.Name(id="open_report")):
            return "own"
    return ""


def _kind(value: ast.expr, known: dict[str, str]) -> str:
    """'Report' or 'Results' for what is the chapter's own; '' for anything else, such as another year's."""
    match value:
        case ast.Name(id=name):
            return known.get(name, "")
        case ast.Attribute(value=ast.Name(id=name), attr="report"):
            return "Report" if known.get(name) == "Results" else ""
        case ast.Call(func=ast.Name(id="Results"), args=[one]):
            return "Results" if _kind(one, known) else ""
    return ""


def _asked(node: ast.AST, *questions: str) -> Names:
    """Datasets of which the code asks whether, or in which years, they are there."""
    calls = (one for one in ast.walk(node) if isinstance(one, ast.Call))
    asking = [one for one in calls if _name(one.func) in (questions or QUESTIONS)]
    given = [one.args[0] if one.args else None for one in asking]
    return frozenset(str(one.value) if isinstance(one, ast.Constant) else ANY for one in given)


def _ends(body: list[ast.stmt]) -> bool:
    return bool(body) and isinstance(body[-1], ast.Return | ast.Raise | ast.Continue)


def _is_lenient(handler: ast.ExceptHandler) -> bool:
    return handler.type is None or bool({_name(one) for one in ast.walk(handler.type)} & LENIENT)


def _name(node: ast.AST | None) -> str:
    """The last word of a name, or of an annotation that is a text."""
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name) | ast.Constant(value=str(name)):
            return name
    return ""
