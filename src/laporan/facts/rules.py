"""By which rule numbers were made and on what kind of data they rest: whether one may be held against another."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar, cast

from laporan.core.formatting import listing
from laporan.facts.kinds import KINDS
from laporan.facts.quantity import Quantity

T = TypeVar("T")


def comparable(*quantities: Quantity | None) -> bool:
    """Whether all are there, of one unit, and made by one rule, so that one may be held against another.

    Parameters
    ----------
    *quantities : Quantity or None
        Such as those of two years; None for a year without one.
    """
    known = [quantity for quantity in quantities if quantity is not None]
    rules = {quantity.rule for quantity in known} - {""}
    return len(known) == len(quantities) and len({quantity.unit for quantity in known}) == 1 and len(rules) < 2


def kinds_of(quantity: Quantity | None) -> frozenset[str]:
    """The kinds of data that a number rests on: own, handed over, published, made up."""
    return frozenset() if quantity is None else frozenset(source.kind for source in quantity.basis.sources)


def kind_change(before: Quantity, after: Quantity) -> str:
    """What a sentence adds where it compares two years whose data is of different kinds.

    Parameters
    ----------
    before, after : Quantity
        The number of the year before, and of this year.

    Returns
    -------
    str
        " (data pembandingnya sintetis, data tahun ini terbitan)"; empty where the kinds are the same.
    """
    kinds = [listing(sorted(KINDS.get(kind, kind) for kind in kinds_of(quantity))) for quantity in (before, after)]
    return f" (data pembandingnya {kinds[0]}, data tahun ini {kinds[1]})" if kinds[0] != kinds[1] and all(kinds) else ""


def made_by(rule: str, result: T, *units: str) -> T:
    """A result whose quantities of some units were made by a rule.

    Parameters
    ----------
    rule : str
        The rule, in print.
    result : Any
        A quantity, or a dataclass, tuple, list or dict that holds some.
    *units : str
        Units of the quantities that the rule made; how many answered does not depend on it.
    """
    return cast(T, _made(rule, result, units))


def _made(rule: str, thing: Any, units: tuple[str, ...]) -> Any:
    if isinstance(thing, Quantity):
        return thing.by(rule) if thing.unit in units else thing
    if type(thing) in (tuple, list):
        return type(thing)(_made(rule, item, units) for item in thing)
    if isinstance(thing, dict):
        return {key: _made(rule, item, units) for key, item in thing.items()}
    if is_dataclass(thing) and not isinstance(thing, type):
        parts = {item.name: getattr(thing, item.name) for item in fields(thing) if item.init}
        return replace(thing, **{name: _made(rule, part, units) for name, part in parts.items()})
    return thing
