"""Identities: two ways to the same number, which must give the same; or a part that can't exceed its whole.

Each subject lists its own beside its results.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from laporan.core.formatting import Number
from laporan.facts.lineage import Basis
from laporan.facts.quantity import Quantity, exact, summed

IdentitySide = Quantity | str
Relation = Literal["=", "≤"]
CATEGORY = "Kategori = pita indeks"
ROUNDING = Decimal("0.005")  # half of the last decimal that an index is printed with


@dataclass(frozen=True)
class Identity:
    """One case of a law that the report's numbers must keep.

    Parameters
    ----------
    section : str
        Id of the section (in `params/struktur.yml`) that prints the numbers.
    law : str
        What is equal, for the annex: 'Sisa awal + masuk = selesai + sisa akhir'.
    case : str
        Where it must hold: 'WBS', 'Maret'.
    left, right : Quantity or str
        Both sides: quantities of one unit, or words that must be the same ('B' and 'B').
    tolerance : int, float, Decimal or Fraction
        How far apart two numbers may lie; 0 where both are exact.
    relation : {'=', '≤'}
        How the left side must stand to the right one. Words are only ever equal.
    rule_of_data : bool
        Whether rows that keep their contract could break the law although both sides are read from the same file, as
        where each row must belong to one of two offices.
    """

    section: str
    law: str
    case: str
    left: IdentitySide
    right: IdentitySide
    tolerance: Number = 0
    relation: Relation = "="
    rule_of_data: bool = False

    @property
    def holds(self) -> bool:
        """Whether both sides stand to each other as the relation says, within the tolerance."""
        left, right = self.left, self.right
        if isinstance(left, str) or isinstance(right, str):
            return left == right
        if left.unit != right.unit:
            return False
        excess = exact(left.value) - exact(right.value)
        return (excess if self.relation == "≤" else abs(excess)) <= exact(self.tolerance)

    @property
    def same_files(self) -> bool:
        """Whether one side is read from no file, of data or of parameters, of its own."""
        left, right = (_files(Basis.of(side)) for side in (self.left, self.right))
        return left <= right or right <= left

    @property
    def guards_code(self) -> bool:
        """Whether it restates its own formula: no side has a file of its own, and valid rows can't break it.

        Then it proves no more than that the code counts each row once.
        """
        return not self.rule_of_data and self.same_files

    @property
    def basis(self) -> Basis:
        """The rows of the raw files that both sides rest on."""
        return Basis.of(self.left, self.right)

    @property
    def cause(self) -> str:
        """Why it is broken, where made-up data meets real data, which it was not made to fit; '' elsewhere."""
        made_up = sorted({source.path for source in self.basis.rows if source.kind == "synthetic"})
        real = sorted({source.path for source in self.basis.rows} - set(made_up))
        if not made_up or not real:
            return ""
        return f"{', '.join(made_up)} sintetis, {', '.join(real)} tidak: keduanya tidak dibuat untuk saling cocok"

    def __str__(self) -> str:
        """The breach in words, for whoever has to mend it: section, law, case and both sides, unrounded."""
        broken = "≠" if self.relation == "=" or isinstance(self.left, str) else ">"
        return f"{self.section}, {self.law} ({self.case}): {_side(self.left)} {broken} {_side(self.right)}"


def parts(section: str, law: str, case: str, each: Iterable[Quantity], whole: Quantity) -> Identity:
    """The identity that parts add up to their whole.

    Parameters
    ----------
    section, law, case : str
        As in `Identity`.
    each : iterable of Quantity
        The parts, in the unit of `whole`.
    whole : Quantity
        What they must add up to.
    """
    return Identity(section, law, case, summed(each, whole.unit), whole)


def at_most(section: str, law: str, case: str, part: Quantity, whole: Quantity) -> Identity:
    """The identity that a part is no more than its whole, as where two datasets count the same events.

    Parameters
    ----------
    section, law, case : str
        As in `Identity`.
    part, whole : Quantity
        Of one unit; `Quantity.counted_as` gives a count the unit of what it is part of.
    """
    return Identity(section, law, case, part, whole, relation="≤")


def _files(basis: Basis) -> set[str]:
    return {source.path for source in basis.rows} | {entry.path for entry in basis.entries}


def _side(side: IdentitySide) -> str:
    return side if isinstance(side, str) else f"{side!r}"
