"""From which data files a notebook's variables come: through assignments in other cells, functions and attributes.

A loaded frame says so itself. What is computed or drawn from it does not, so the code is read as it runs, statement by
statement: what a statement binds, or may change, comes from all that it names. That may be a file too many, never one
too few; `UNKNOWN` stands among the sources of what comes from anywhere else.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import FunctionType, ModuleType
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from laporan.cache.source_code import parsed_cell
from laporan.core.errors import LostRowsError
from laporan.data.load import LOADED
from laporan.facts.lineage import Basis, Source, source_of
from laporan.notebook.plain import figure_of
from laporan.notebook.report import Report
from laporan.notebook.results import Results

UNKNOWN = None
Sources = frozenset[Source | None]
NOTHING: Sources = frozenset()
DATA = (pd.DataFrame, pd.Series, pd.Index, np.ndarray)


@dataclass
class DataFlow:
    """What is known of the variables of one notebook.

    Parameters
    ----------
    bound : dict of str to frozenset
        The sources of each variable, as far as its value does not say them itself.
    figures : mapping of Figure to frozenset
        The sources of each matplotlib figure: an `Axes` draws on the figure of another name.
    seen : int
        How many of the files that were loaded in this process belong to earlier cells.
    """

    bound: dict[str, Sources] = field(default_factory=dict)
    figures: WeakKeyDictionary[Figure, Sources] = field(default_factory=WeakKeyDictionary)
    seen: int = field(default_factory=lambda: len(LOADED))

    def run(self, source: str, names: Mapping[str, Any]) -> Sources:
        """Follow a cell that ran, or is about to show something.

        Parameters
        ----------
        source : str
            Its code.
        names : mapping of str to Any
            The notebook's variables.

        Returns
        -------
        frozenset of Source or UNKNOWN
            All that the cell names comes from.
        """
        tree = parsed_cell(source)
        loaded = self._loaded_unseen(tree, names) if tree else NOTHING
        found = NOTHING
        for statement in tree.body if tree else ():
            used = self._used(statement, names, loaded)
            self._bind(statement, used, names)
            found |= used
        return found

    def end_cell(self, source: str, names: Mapping[str, Any]) -> None:
        """Remember what became of the variables in a cell that ran."""
        self.run(source, names)
        self.seen = len(LOADED)

    def _loaded_unseen(self, tree: ast.Module, names: Mapping[str, Any]) -> Sources:
        """Files that were loaded for the cell, but for those whose frames have got a name in it."""
        named = NOTHING.union(*(own_sources(names[name]) for name in _stored(tree) if name in names))
        return frozenset(LOADED[self.seen :]) - named

    def _used(self, statement: ast.stmt, names: Mapping[str, Any], loaded: Sources) -> Sources:
        used = NOTHING
        for name in _loaded(statement):
            value = names.get(name)
            used |= self._of(name, value) | (loaded if isinstance(value, Report | Results | FunctionType) else NOTHING)
        return used.union(*map(own_sources, _results_asked(statement, names)))

    def _of(self, name: str, value: Any) -> Sources:
        figure = figure_of(value)
        drawn = self.figures.get(figure, NOTHING) if figure else NOTHING
        found = own_sources(value) | self.bound.get(name, NOTHING) | drawn
        return found or (frozenset({UNKNOWN}) if isinstance(value, DATA) else NOTHING)

    def _bind(self, statement: ast.stmt, used: Sources, names: Mapping[str, Any]) -> None:
        """An assignment replaces what was known of a name; any other statement adds to what it may have changed."""
        replaced = _replaced(statement)
        for name in {*_stored(statement), *(_loaded(statement) if isinstance(statement, ast.Expr) else ())}:
            if name not in names:  # a builtin, or a variable of a comprehension
                continue
            value = names[name]
            if name in replaced:
                self.bound[name] = used
            elif not isinstance(value, ModuleType | FunctionType | type | Report | Results) and not callable(value):
                self.bound[name] = self.bound.get(name, NOTHING) | used
            if figure := figure_of(value):
                self.figures[figure] = self.figures.get(figure, NOTHING) | used


def own_sources(value: Any) -> Sources:
    """The files that a value itself says it comes from, whatever became of its rows."""
    if isinstance(value, pd.DataFrame | pd.Series):
        source = source_of(value)
        return NOTHING if source is None else frozenset({source})
    try:
        return frozenset(Basis.of(value).sources)
    except LostRowsError:  # a frame among others
        parts = value.values() if isinstance(value, Mapping) else value if isinstance(value, list | tuple) else ()
        return NOTHING.union(*map(own_sources, parts))


def _results_asked(statement: ast.stmt, names: Mapping[str, Any]) -> Iterator[Any]:
    """What a statement asks of all results, as `hasil.log`: what another cell had asked for is not loaded again."""
    for node in ast.walk(statement):
        if not isinstance(node, ast.Attribute) or not isinstance(node.value, ast.Name):
            continue
        results = names.get(node.value.id)
        if isinstance(results, Results) and node.attr != "report" and node.attr in vars(results):
            yield vars(results)[node.attr]


def _replaced(statement: ast.stmt) -> set[str]:
    """Names that a statement gives a new value in any case."""
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return {statement.name}
    if not isinstance(statement, ast.Assign | ast.AnnAssign):
        return set()
    return {node.id for node in ast.walk(statement) if isinstance(node, ast.Name) and _is_stored(node)}


def _loaded(tree: ast.AST) -> list[str]:
    return sorted({node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)})


def _stored(tree: ast.AST) -> set[str]:
    """Names that a piece of code binds, and those whose attributes or items it sets."""
    return set(_stored_names(tree))


def _stored_names(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and _is_stored(node):
            yield node.id
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Attribute | ast.Subscript) and isinstance(node.ctx, ast.Store):
            base: ast.AST = node
            while isinstance(base, ast.Attribute | ast.Subscript):
                base = base.value
            if isinstance(base, ast.Name):
                yield base.id


def _is_stored(node: ast.Name) -> bool:
    return isinstance(node.ctx, ast.Store)
