"""The linter's rules: a function each, registered under its id."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from laporan.lint.notebook import Notebook, NotebookCell
from laporan.project.terms import Terms


@dataclass(frozen=True)
class Surroundings:
    """What a notebook may refer to, and what is referred to.

    Parameters
    ----------
    labels : dict of str to list of str
        For each label the names of the notebooks that have it; a photograph's label is `fig-foto-<key>`.
    referred : frozenset of str
        Labels and sections that any notebook refers to.
    sections : frozenset of str
        Anchors of the sections in struktur.yml: `sec-<id>`.
    photos : frozenset of str
        Keys of photographs in the parameters of all years.
    terms : Terms
        Abbreviations that chapters spell out.
    """

    labels: dict[str, list[str]] = field(default_factory=dict)
    referred: frozenset[str] = frozenset()
    sections: frozenset[str] = frozenset()
    photos: frozenset[str] = frozenset()
    terms: Terms = field(default_factory=Terms)


@dataclass(frozen=True)
class Hit:
    """What a rule found.

    Parameters
    ----------
    message : str
        What is wrong, with the remedy, in Indonesian.
    cell : NotebookCell, optional
        None for the whole notebook.
    line : int
        Within the cell, counted from 1.
    """

    message: str
    cell: NotebookCell | None = None
    line: int = 1


Rule = Callable[[Notebook, Surroundings], Iterator[Hit]]
RULES: dict[str, Rule] = {}


def rule(name: str) -> Callable[[Rule], Rule]:
    """Register a function as a rule of the linter; its docstring says what must hold.

    Parameters
    ----------
    name : str
        The rule's id, such as 'typed-number', which problems name.
    """

    def register(function: Rule) -> Rule:
        RULES[name] = function
        return function

    return register
