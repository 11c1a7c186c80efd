"""An identity: two ways to the same number, which must meet. Beside its result each subject says which it has."""

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
    """One case of a law.

    section : id of the section (params/struktur.yml) that prints the numbers
    law : what is equal, for the annex ('Sisa awal + masuk = selesai + sisa akhir')
    case : what of it is meant here ('WBS', 'Maret')
    left, right : quantities of one unit, or words that must be the same ('B' and 'B')
    tolerance : how far apart two numbers may lie; none where both are exact
    """

    section: str
    law: str
    case: str
    left: IdentitySide
    right: IdentitySide
    tolerance: Number = 0

    @property
    def holds(self) -> bool:
        left, right = self.left, self.right
        if isinstance(left, str) or isinstance(right, str):
            return left == right
        return left.unit == right.unit and abs(exact(left.value) - exact(right.value)) <= exact(self.tolerance)

    @property
    def basis(self) -> Basis:
        return Basis.of(self.left, self.right)

    def __str__(self) -> str:
        """For the person who has to mend it: section, law, case and both sides, unrounded."""
        return f"{self.section}, {self.law} ({self.case}): {_side(self.left)} ≠ {_side(self.right)}"


def parts(section: str, law: str, case: str, each: Iterable[Quantity], whole: Quantity) -> Identity:
    """The parts add up to the whole."""
    return Identity(section, law, case, summed(each, whole.unit), whole)


def _side(side: IdentitySide) -> str:
    return side if isinstance(side, str) else f"{side!r}"
