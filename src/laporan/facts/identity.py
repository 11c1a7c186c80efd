"""Identities: two ways to the same number, which must give the same. Each subject lists its own beside its results."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from laporan.core.formatting import Number
from laporan.facts.lineage import Basis
from laporan.facts.quantity import Quantity, exact, summed

IdentitySide = Quantity | str
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
    """

    section: str
    law: str
    case: str
    left: IdentitySide
    right: IdentitySide
    tolerance: Number = 0

    @property
    def holds(self) -> bool:
        """Whether both sides are equal, within the tolerance."""
        left, right = self.left, self.right
        if isinstance(left, str) or isinstance(right, str):
            return left == right
        return left.unit == right.unit and abs(exact(left.value) - exact(right.value)) <= exact(self.tolerance)

    @property
    def basis(self) -> Basis:
        """The rows of the raw files that both sides rest on."""
        return Basis.of(self.left, self.right)

    def __str__(self) -> str:
        """The breach in words, for whoever has to mend it: section, law, case and both sides, unrounded."""
        return f"{self.section}, {self.law} ({self.case}): {_side(self.left)} ≠ {_side(self.right)}"


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


def _side(side: IdentitySide) -> str:
    return side if isinstance(side, str) else f"{side!r}"
