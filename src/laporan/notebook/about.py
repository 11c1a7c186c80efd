"""What a printed number is about: which of several things of a kind, by its own name and not by its place.

`{{ item.value }}` in a loop prints one number of each item, and `ranked[0].value` whichever comes first this year: the
ledger says of which, so that another year's first is not taken for the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

import pandas as pd
from jinja2 import Environment, TemplateError, meta

from laporan.facts.quantity import Quantity

CHAIN = re.compile(r"[A-Za-z_]\w*(?:\.\w+|\[[^\[\]]*\])*")
CALL = re.compile(CHAIN.pattern + r"\(([^()]+)\)")
LINK = re.compile(r"\.\w+$|\[[^\[\]]*\]$")
JOINED = " · "


class Loops:
    """The loops that are open while a template is read, each with the variables that it sets."""

    def __init__(self) -> None:
        self._open: list[tuple[str, tuple[str, ...]]] = []

    def enter(self, block: Sequence[str]) -> None:
        """Read a `{% … %}`.

        Parameters
        ----------
        block : sequence of str
            Its words and signs.
        """
        match block:
            case ["for", *rest] if "in" in rest:
                self._open.append(("for", tuple(word for word in rest[: rest.index("in")] if word.isidentifier())))
            case ["if", *_]:
                self._open.append(("if", ()))
            case ["else", *_] if self._open and self._open[-1][0] == "for":
                self._open[-1] = ("for", ())  # reached where there was nothing to go through
            case ["endfor" | "endif", *_] if self._open:
                self._open.pop()

    def things(self, expression: str, jinja: Environment) -> str:
        """The loops' variables as a tuple of tuples, in Jinja, for an expression that uses one of them.

        Parameters
        ----------
        expression : str
            The expression.
        jinja : Environment
            Reads it.
        """
        loops = [targets for _block, targets in self._open if targets]
        if not loops or not {target for targets in loops for target in targets} & _variables(expression, jinja):
            return "()"
        return "(" + "".join(f"({', '.join(targets)},), " for targets in loops) + ")"


def of_loops(things: Sequence[Sequence[Any]]) -> str:
    """The names of what the open loops are at, the outermost first; '' where nothing in them has a name.

    Parameters
    ----------
    things : sequence of sequence
        For each loop the values of its variables.
    """
    found = (next(filter(None, map(name_of, values)), "") for values in things)
    return JOINED.join(filter(None, found))


def of_owner(expression: str, names: Mapping[str, Any], jinja: Environment) -> str:
    """The name of what an expression asks a number of: of `skm.lowest.nrr`, that of `skm.lowest`.

    Parameters
    ----------
    expression : str
        The expression.
    names : mapping of str to Any
        The notebook's variables.
    jinja : Environment
        Evaluates the parts of the expression.
    """
    for part in _owners(expression):
        try:
            name = name_of(_evaluated(part, jinja)(**names))
        except (TemplateError, LookupError, AttributeError, TypeError):
            continue
        if name:
            return name
    return ""


def name_of(thing: Any) -> str:
    """A word is its own name, a tuple that begins with one is named by it; others by `name`, or not."""
    if isinstance(thing, str):
        return thing
    if isinstance(thing, tuple):
        return next((part for part in thing[:1] if isinstance(part, str)), "")
    name = None if isinstance(thing, pd.Series | pd.Index | Quantity) else getattr(thing, "name", None)
    return name if isinstance(name, str) else ""


def _owners(expression: str) -> Iterator[str]:
    """What the first chain of names asks, from the nearest: `a.b[0]` and `a.b` and `a` of `a.b[0].c | angka`.

    Of a call it is first what is asked about: `b.c` of `a.share(b.c)`.
    """
    found = CHAIN.match(expression.strip())
    chain = found[0] if found else ""
    if argument := CALL.match(expression.strip()):
        yield argument[1]
    while link := LINK.search(chain):
        chain = chain[: link.start()]
        yield chain


@lru_cache(maxsize=1024)
def _evaluated(expression: str, jinja: Environment) -> Any:
    return jinja.compile_expression(expression)


def _variables(expression: str, jinja: Environment) -> set[str]:
    try:
        return meta.find_undeclared_variables(jinja.parse(f"{{{{ {expression} }}}}"))
    except TemplateError:
        return set()  # the template is refused as a whole, with its line
