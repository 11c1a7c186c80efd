"""Compares two ledgers: which facts appeared, vanished or changed, and whether for the better."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from fractions import Fraction
from typing import Literal, TypeVar

from laporan.core.errors import ParameterError
from laporan.facts.ledger import Fact, Side
from laporan.project.indicators import Direction
from laporan.project.parameters import CompareParameters, load_parameters

T = TypeVar("T")
Obstacle = Literal["unit", "method", "subject", "unnamed", ""]
PARTS = (".bagian", ".jumlah")  # the count and the base of a share: only the share itself is good or bad


@dataclass(frozen=True)
class FactChange:
    """A fact that is not the same in both reports.

    Parameters
    ----------
    id : str
        By which both know it.
    before, after : dict, optional
        The fact on each side; None where that side has none.
    obstacle : {'unit', 'method', 'subject', 'unnamed', ''}
        Why the two sides are not held against each other: another unit, another rule, another thing that comes first
        in a ranking, or an id that only counts how often something was printed. '' where they are.
    absolute : Fraction, optional
        after − before, exact; None where a side is missing or there is an obstacle.
    relative : Fraction, optional
        absolute by the size of `before`; None also for a number that was zero.
    direction : {'better', 'worse', ''}
        As the parameters say which way is good; '' where they don't.
    called_out : bool
        Whether it wants a note: a sentence prints the number, and its relative change reaches the threshold, or it
        was zero and is no more. Cells of a table are compared as a table and never called out.
    note : str
        What the parameters say about it; '' for nothing.
    """

    id: str
    before: Fact | None
    after: Fact | None
    obstacle: Obstacle
    absolute: Fraction | None
    relative: Fraction | None
    direction: Literal["better", "worse", ""]
    called_out: bool
    note: str

    @property
    def kind(self) -> Literal["appeared", "vanished", "changed"]:
        """Whether the fact appeared, vanished or changed."""
        if self.before is None:
            return "appeared"
        return "vanished" if self.after is None else "changed"

    @property
    def wants_note(self) -> bool:
        """Whether it should have a note and has none."""
        return self.called_out and not self.note

    @property
    def rules(self) -> tuple[str, str]:
        """By which rule the number was made on each side; '' where the fact names none."""
        return _told(self.before, "rule"), _told(self.after, "rule")

    @property
    def about(self) -> tuple[str, str]:
        """Of what the number is on each side; '' where the fact does not say."""
        return _told(self.before, "about"), _told(self.after, "about")

    @property
    def fact(self) -> Fact:
        """The newer of the two facts, or the only one: names and units are read from it."""
        return self.after or self.before or {}


def parameters_of(side: Side) -> CompareParameters:
    """Threshold and notes of a report; the defaults where it has no parameters."""
    try:
        return load_parameters(side.year, side.unit).compare
    except ParameterError:
        return CompareParameters()


def compare_facts(
    before: Side, after: Side, parameters: CompareParameters, better: Mapping[str, Direction]
) -> list[FactChange]:
    """Every fact that is not the same on both sides, in the order of the newer report, vanished ones last.

    Parameters
    ----------
    before, after : Side
        The reports.
    parameters : CompareParameters
        Threshold and notes.
    better : mapping of str to {'higher', 'lower'}
        Which direction is good, by patterns of facts' ids. A number that no pattern fits has no good direction.
    """
    changes = []
    for identifier in [*after.facts, *(known for known in before.facts if known not in after.facts)]:
        old, new = before.facts.get(identifier), after.facts.get(identifier)
        if old and new and old["exact"] == new["exact"] and not _obstacle(identifier, old, new):
            continue
        changes.append(_change(identifier, old, new, parameters, better))
    return changes


def _change(
    identifier: str, old: Fact | None, new: Fact | None, parameters: CompareParameters, better: Mapping[str, Direction]
) -> FactChange:
    absolute = relative = None
    called_out = False
    obstacle = _obstacle(identifier, old, new) if old and new else ""
    if old and new and not obstacle:
        first, second = Fraction(old["exact"]), Fraction(new["exact"])
        absolute = second - first
        relative = absolute / abs(first) if first else None
        large = relative is None or abs(relative) >= Fraction(str(parameters.threshold))
        called_out = large and new.get("block") is None
    good = None if identifier.endswith(PARTS) else first_match(better, identifier)
    direction: Literal["better", "worse", ""] = ""
    if good and absolute:
        direction = "better" if (absolute > 0) == (good == "higher") else "worse"
    note = first_match(parameters.notes, identifier) or ""
    return FactChange(identifier, old, new, obstacle, absolute, relative, direction, called_out, note)


def _obstacle(identifier: str, old: Fact, new: Fact) -> Obstacle:
    if "~" in identifier:
        return "unnamed"
    if old["unit"] != new["unit"]:
        return "unit"
    if _differ(old, new, "rule"):
        return "method"
    return "subject" if _differ(old, new, "about") else ""


def _differ(old: Fact, new: Fact, key: str) -> bool:
    """Whether both sides tell it, and not the same; ledgers of old builds tell neither rule nor thing."""
    sides = _told(old, key), _told(new, key)
    return all(sides) and sides[0] != sides[1]


def _told(fact: Fact | None, key: str) -> str:
    return str((fact or {}).get(key, ""))


def first_match(patterns: Mapping[str, T], identifier: str) -> T | None:
    """What the first pattern that fits an id says; None where none fits.

    Parameters
    ----------
    patterns : mapping of str to T
        In them `*` stands for any letters.
    identifier : str
        A fact's id.
    """
    return next((said for pattern, said in patterns.items() if fnmatchcase(identifier, pattern)), None)
