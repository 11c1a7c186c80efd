"""The rules of the linter: a function each, registered under its id."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from laporan.lint.notebook import Notebook, NotebookCell


@dataclass(frozen=True)
class Surroundings:
    """What a notebook may refer to, and who refers to what.

    labels : label -> names of the notebooks that bear it (photographs as fig-foto-<key>)
    referred : labels and sections that any notebook refers to
    sections : anchors of struktur.yml, as sec-<id>
    photos : keys of every year's parameters
    """

    labels: dict[str, list[str]] = field(default_factory=dict)
    referred: frozenset[str] = frozenset()
    sections: frozenset[str] = frozenset()
    photos: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Hit:
    """What a rule found: where in the notebook, and what to say about it. No cell means the whole notebook."""

    message: str
    cell: NotebookCell | None = None
    line: int = 1


Rule = Callable[[Notebook, Surroundings], Iterator[Hit]]
RULES: dict[str, Rule] = {}


def rule(name: str) -> Callable[[Rule], Rule]:
    """Register a rule under its id; its docstring says what it holds."""

    def register(function: Rule) -> Rule:
        RULES[name] = function
        return function

    return register
