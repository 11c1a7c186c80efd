"""A number of the report: exact value, unit, what it is counted from, and the rows it rests on.

Subject modules build quantities with the verbs below (`count`, `mean`, `share`, …) from
frames that `datasets` loaded; filtering a frame first is all it takes for a quantity to rest
on fewer rows. Values stay exact (int, Fraction) until `formatting` prints them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import total_ordering
from typing import Any

import numpy as np
import pandas as pd

from laporan.core.errors import UnitError
from laporan.core.formatting import Number, number, percent
from laporan.facts.lineage import Basis

SHARE = "%"
CALENDAR_DAYS = "hari kalender"
WORKING_DAYS = "hari kerja"


@total_ordering
@dataclass(frozen=True, eq=False)
class Quantity:
    """value : exact where it can be; a share is a fraction of one (0.915, unit '%')
    unit : in Indonesian, as printed; a duration's unit is its day type ('hari kalender', 'hari kerja')
    of : for a share or a rate, the quantity it is counted from; part : for a share, what is counted
    basis : rows of the raw files

    Quantities of one unit add and subtract; any two divide. Comparison is by value.
    """

    value: Number
    unit: str = ""
    of: Quantity | None = None
    part: Quantity | None = field(default=None, repr=False)
    basis: Basis = field(default_factory=Basis, repr=False)

    def __add__(self, other: Quantity | int) -> Quantity:
        return self._combined(other, lambda a, b: a + b)

    def __radd__(self, other: Quantity | int) -> Quantity:
        return self + other  # so that sum() works, which begins with 0

    def __sub__(self, other: Quantity | int) -> Quantity:
        return self._combined(other, lambda a, b: a - b)

    def __neg__(self) -> Quantity:
        return Quantity(-self.value, self.unit, self.of, None, self.basis)

    def __abs__(self) -> Quantity:
        return -self if self.value < 0 else self

    def __truediv__(self, other: Quantity | int) -> Quantity:
        divisor = _as_quantity(other)
        return Quantity(exact(self.value) / exact(divisor.value), "", divisor, self, Basis.of(self, divisor))

    def _combined(self, other: Quantity | int, operation: Any) -> Quantity:
        other = _as_quantity(other, self.unit)
        if self.unit != other.unit:
            raise UnitError(f"“{self.unit}” dan “{other.unit}” tidak dapat dijumlahkan atau dikurangkan")
        left, right = self.value, other.value
        if float in (type(left), type(right)):
            left, right = float(left), float(right)
        elif type(left) is not type(right):
            left, right = exact(left), exact(right)
        return Quantity(operation(left, right), self.unit, basis=Basis.of(self, other))

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Quantity):
            return self.unit == other.unit and self.value == other.value
        return bool(self.value == other)

    def __lt__(self, other: Quantity | Number) -> bool:
        return bool(self.value < (other.value if isinstance(other, Quantity) else other))

    def __hash__(self) -> int:
        return hash(self.value)

    def __bool__(self) -> bool:
        return bool(self.value)

    def __int__(self) -> int:
        return int(self.value)

    def __float__(self) -> float:
        return float(self.value)

    def __str__(self) -> str:
        if self.unit == SHARE:
            return percent(self.value)
        return number(self.value)

    def __repr__(self) -> str:
        unit = f" {self.unit}" if self.unit and self.unit != SHARE else ""
        return f"{self}{unit}"


def _as_quantity(other: Quantity | int, unit: str = "") -> Quantity:
    return other if isinstance(other, Quantity) else Quantity(other, unit)


def exact(value: Number) -> Fraction:
    """The value as a fraction; a float by its shortest decimal text."""
    return Fraction(str(value)) if isinstance(value, float) else Fraction(value)


def count(rows: pd.DataFrame | pd.Series, unit: str) -> Quantity:
    """How many rows there are."""
    return Quantity(len(rows), unit, basis=Basis.of(rows))


def count_where(rows: pd.DataFrame, chosen: pd.Series, unit: str) -> Quantity:
    """`count(rows[chosen], unit)`, without making the smaller frame: in a log of millions that is what takes time.

    chosen : one bool a row, of the index of `rows`
    """
    return Quantity(int(np.count_nonzero(chosen.to_numpy())), unit, basis=Basis.where(rows, chosen))


def total(values: pd.Series, unit: str) -> Quantity:
    """Sum of a column of whole numbers (or Decimals)."""
    return Quantity(_plain_sum(values), unit, basis=Basis.of(values))


def mean(values: pd.Series, unit: str, basis: Basis | None = None) -> Quantity:
    """Exact mean of a column of whole numbers (or Decimals). ZeroDivisionError for an empty one.

    basis : the column's, where it is known already
    """
    return Quantity(exact(_plain_sum(values)) / len(values), unit, basis=basis or Basis.of(values))


def median(values: pd.Series, unit: str, basis: Basis | None = None) -> Quantity:
    """Exact median of a column of whole numbers. basis : the column's, where it is known already"""
    middle = len(values) // 2
    low = max(middle - 1, 0)
    whole = values.dtype.kind == "i"  # those in the middle are found without putting all the others in order
    ordered = np.partition(values.to_numpy(), (low, middle)) if whole else sorted(values.tolist())
    below, above = (int(value) if whole else value for value in (ordered[low], ordered[middle]))
    value = above if len(values) % 2 else Fraction(below + above, 2)
    return Quantity(value, unit, basis=basis or Basis.of(values))


def share(part: Quantity, whole: Quantity) -> Quantity:
    """`part` of `whole`, both counts of the same unit; remembers the whole as its denominator."""
    if part.unit != whole.unit:
        raise UnitError(f"bagian dihitung dalam “{part.unit}”, keseluruhan dalam “{whole.unit}”")
    return Quantity(exact(part.value) / exact(whole.value), SHARE, whole, part, Basis.of(part, whole))


def relative_change(before: Quantity, after: Quantity) -> Quantity:
    """(after − before) / before, as a share of `before`; both ends of one unit."""
    difference = after - before
    return Quantity(exact(difference.value) / exact(before.value), SHARE, before, basis=Basis.of(before, after))


def given(value: Number | Decimal, unit: str, *rests_on: Any) -> Quantity:
    """A number that was read or computed elsewhere (a parameter, scipy), with what it rests on."""
    return Quantity(value, unit, basis=Basis.of(*rests_on))


def summed(quantities: Iterable[Quantity], unit: str) -> Quantity:
    """Sum of quantities of one unit; zero of that unit for none."""
    return sum(quantities, Quantity(0, unit))


def _plain_sum(values: pd.Series) -> int | Decimal:
    whole: Any = values.sum()
    return whole if isinstance(whole, Decimal) else int(whole)
