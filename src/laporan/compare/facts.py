"""Two ledgers beside each other: which facts appeared, vanished, changed, and whether for the better."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from fractions import Fraction
from typing import Literal, TypeVar

from laporan.core.errors import ParameterError
from laporan.facts.ledger import Fact, Side
from laporan.project.parameters import CompareParameters, load_parameters

T = TypeVar("T")
PARTS = (".bagian", ".jumlah")  # the count and the base of a share: only the share itself is good or bad


@dataclass(frozen=True)
class FactChange:
    """One fact on both sides, or on one.

    absolute : after − before, exact; None where a side is missing or the units differ
    relative : absolute / |before|; None besides for a number that was zero
    direction : 'better' or 'worse' where the parameters say which way is good, else ''
    called_out : a sentence tells the number, and its relative change reaches the threshold, or it was zero and is
        no more. The cells of a table are compared as a table: a note for each would be a note for none
    note : what the parameters say about it
    """

    id: str
    before: Fact | None
    after: Fact | None
    absolute: Fraction | None
    relative: Fraction | None
    direction: Literal["better", "worse", ""]
    called_out: bool
    note: str

    @property
    def kind(self) -> Literal["appeared", "vanished", "changed"]:
        if self.before is None:
            return "appeared"
        return "vanished" if self.after is None else "changed"

    @property
    def wants_note(self) -> bool:
        return self.called_out and not self.note

    @property
    def fact(self) -> Fact:
        """The newer of the two: what names and units are read from."""
        return self.after or self.before or {}


def parameters_of(side: Side) -> CompareParameters:
    """Threshold, directions and notes of the newer report; the defaults where its parameters are not there."""
    try:
        return load_parameters(side.year, side.unit).compare
    except ParameterError:
        return CompareParameters()


def compare_facts(before: Side, after: Side, parameters: CompareParameters) -> list[FactChange]:
    """Every fact that is not the same on both sides, in the order of the newer report, vanished ones last."""
    changes = []
    for identifier in [*after.facts, *(known for known in before.facts if known not in after.facts)]:
        old, new = before.facts.get(identifier), after.facts.get(identifier)
        if old and new and (old["exact"], old["unit"]) == (new["exact"], new["unit"]):
            continue
        changes.append(_change(identifier, old, new, parameters))
    return changes


def _change(identifier: str, old: Fact | None, new: Fact | None, parameters: CompareParameters) -> FactChange:
    absolute = relative = None
    called_out = False
    if old and new and old["unit"] == new["unit"]:
        first, second = Fraction(old["exact"]), Fraction(new["exact"])
        absolute = second - first
        relative = absolute / abs(first) if first else None
        large = relative is None or abs(relative) >= Fraction(str(parameters.threshold))
        called_out = large and new.get("block") is None
    good = None if identifier.endswith(PARTS) else first_match(parameters.better, identifier)
    direction: Literal["better", "worse", ""] = ""
    if good and absolute:
        direction = "better" if (absolute > 0) == (good == "higher") else "worse"
    note = first_match(parameters.notes, identifier) or ""
    return FactChange(identifier, old, new, absolute, relative, direction, called_out, note)


def first_match(patterns: Mapping[str, T], identifier: str) -> T | None:
    """What the first pattern says that fits an id."""
    return next((said for pattern, said in patterns.items() if fnmatchcase(identifier, pattern)), None)
