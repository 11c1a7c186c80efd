"""A number of the report: its exact value, its unit, what it is counted from, and the rows it rests on.

Subjects build quantities with the functions below (`count`, `mean`, `share`, …) from loaded frames;
filtering a frame first is all it takes for a quantity to rest on fewer rows. Values stay exact
(int, Fraction) until `formatting` prints them.
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
    """A number with its unit and its origin.

    Quantities of one unit add and subtract; any two divide. Comparison with a plain number is by value;
    two quantities are equal where unit and value are.

    Parameters
    ----------
    value : int, float, Decimal or Fraction
        Exact where it can be. A share is a fraction of one: 0.915, with unit '%'.
    unit : str
        In Indonesian, as printed. A duration's unit is its kind of days: 'hari kalender' or 'hari kerja'.
    of : Quantity, optional
        For a share or a rate: what it is counted from.
    part : Quantity, optional
        For a share: what is counted.
    basis : Basis
        The rows of the raw files that it was computed from.

    Raises
    ------
    UnitError
        Where quantities of different units are added or subtracted.

    Examples
    --------
    >>> Quantity(3, "laporan") + Quantity(2, "laporan")
    5 laporan
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
    """The value as a fraction; a float by its shortest decimal text, so that 80.89 is 8089/100."""
    return Fraction(str(value)) if isinstance(value, float) else Fraction(value)


def count(rows: pd.DataFrame | pd.Series, unit: str) -> Quantity:
    """How many rows there are.

    Parameters
    ----------
    rows : DataFrame or Series
        One row for each thing that is counted.
    unit : str
        What is counted, in Indonesian.
    """
    return Quantity(len(rows), unit, basis=Basis.of(rows))


def count_where(rows: pd.DataFrame, chosen: pd.Series, unit: str) -> Quantity:
    """How many rows are chosen: `count(rows[chosen], unit)` without making the smaller frame.

    In a log of millions of rows it is making that frame that takes time.

    Parameters
    ----------
    rows : DataFrame
        A loaded frame.
    chosen : Series
        One bool a row, with the index of `rows`.
    unit : str
        What is counted, in Indonesian.
    """
    return Quantity(int(np.count_nonzero(chosen.to_numpy())), unit, basis=Basis.where(rows, chosen))


def total(values: pd.Series, unit: str) -> Quantity:
    """The sum of a column.

    Parameters
    ----------
    values : Series
        Whole numbers or Decimals, none missing.
    unit : str
        Of the values, in Indonesian.
    """
    return Quantity(_plain_sum(values), unit, basis=Basis.of(values))


def mean(values: pd.Series, unit: str, basis: Basis | None = None) -> Quantity:
    """The exact mean of a column.

    Parameters
    ----------
    values : Series
        Whole numbers or Decimals, none missing.
    unit : str
        Of the values, in Indonesian.
    basis : Basis, optional
        The column's rows, where they are known already; collecting them takes time.

    Raises
    ------
    ZeroDivisionError
        For an empty column.
    """
    return Quantity(exact(_plain_sum(values)) / len(values), unit, basis=basis or Basis.of(values))


def median(values: pd.Series, unit: str, basis: Basis | None = None) -> Quantity:
    """The exact median of a column: of an even number of values the mean of the two in the middle.

    Parameters
    ----------
    values : Series
        Whole numbers, none missing.
    unit : str
        Of the values, in Indonesian.
    basis : Basis, optional
        The column's rows, where they are known already; collecting them takes time.

    Raises
    ------
    IndexError
        For an empty column.
    """
    middle = len(values) // 2
    low = max(middle - 1, 0)
    whole = values.dtype.kind == "i"  # those in the middle are found without putting all the others in order
    ordered = np.partition(values.to_numpy(), (low, middle)) if whole else sorted(values.tolist())
    below, above = (int(value) if whole else value for value in (ordered[low], ordered[middle]))
    value = above if len(values) % 2 else Fraction(below + above, 2)
    return Quantity(value, unit, basis=basis or Basis.of(values))


def share(part: Quantity, whole: Quantity) -> Quantity:
    """A part of a whole, as a fraction of one with the unit '%'.

    Parameters
    ----------
    part, whole : Quantity
        Counts of the same unit. The whole is kept as the share's denominator, the part as its numerator.

    Raises
    ------
    UnitError
        For counts of different units.
    ZeroDivisionError
        For a whole of zero.
    """
    if part.unit != whole.unit:
        raise UnitError(f"bagian dihitung dalam “{part.unit}”, keseluruhan dalam “{whole.unit}”")
    return Quantity(exact(part.value) / exact(whole.value), SHARE, whole, part, Basis.of(part, whole))


def relative_change(before: Quantity, after: Quantity) -> Quantity:
    """The change from one quantity to another, as a share of the first: (after − before) / before.

    Parameters
    ----------
    before, after : Quantity
        Of the same unit.

    Raises
    ------
    UnitError
        For quantities of different units.
    ZeroDivisionError
        Where `before` is zero.
    """
    difference = after - before
    return Quantity(exact(difference.value) / exact(before.value), SHARE, before, basis=Basis.of(before, after))


def given(value: Number | Decimal, unit: str, *rests_on: Any) -> Quantity:
    """A quantity from a number that was read or computed elsewhere, such as a parameter or a result of scipy.

    Parameters
    ----------
    value : int, float, Decimal or Fraction
        The number.
    unit : str
        In Indonesian, as printed.
    *rests_on : Any
        Frames, quantities or results that it was computed from; their rows become its own.
    """
    return Quantity(value, unit, basis=Basis.of(*rests_on))


def summed(quantities: Iterable[Quantity], unit: str) -> Quantity:
    """The sum of quantities of one unit; zero of that unit where there are none.

    Parameters
    ----------
    quantities : iterable of Quantity
        What is added up.
    unit : str
        Their unit.

    Raises
    ------
    UnitError
        For a quantity of another unit.
    """
    return sum(quantities, Quantity(0, unit))


def _plain_sum(values: pd.Series) -> int | Decimal:
    whole: Any = values.sum()
    return whole if isinstance(whole, Decimal) else int(whole)
