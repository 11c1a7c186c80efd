"""A number of the report: its exact value, its unit, what it is counted from, and the rows it rests on.

Subjects build quantities with the functions below (`count`, `mean`, `share`, …) from loaded frames;
filtering a frame first is all it takes for a quantity to rest on fewer rows. Values stay exact
(int, Fraction) until `formatting` prints them.
"""

from __future__ import annotations

import math
import numbers
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from functools import total_ordering
from typing import Any, NoReturn

import numpy as np
import pandas as pd

from laporan.core.errors import EmptySelectionError, MethodChangedError, NotANumberError, ParameterError, UnitError
from laporan.core.formatting import Number, number, percent
from laporan.facts.lineage import Basis, source_of
from laporan.project.entries import FileEntry
from laporan.project.models import Setting, Strict

SHARE = "%"
POINTS = "poin persen"  # of a difference of shares; one hundredth of a share is 1
CALENDAR_DAYS = "hari kalender"
WORKING_DAYS = "hari kerja"
OVERFLOW = 2**63  # where the sums of numpy begin again below zero, without a word


@total_ordering
@dataclass(frozen=True, eq=False)
class Quantity:
    """A number with its unit and its origin.

    Quantities of one unit add, subtract and compare; all but two kinds of days divide. A plain number counts as one of
    the same unit. Shares add up where they are parts of one whole; their difference is in percentage points.

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
        The rows of the raw files, and the parameters, that it was computed from; a number that was read from a
        parameter file brings its own.
    rule : str
        By which rule or method it was made, in print, where another could have made it: a regulation, a limit. What
        is computed of it keeps it.
    name : str
        What it is, in print, where its unit does not say so: "sisa awal". See `called`.
    operands : tuple of Operand
        What it was computed from, where each of that has a name, or is a total and its count.

    Raises
    ------
    NotANumberError
        For a value that is missing, infinite or no number.
    UnitError
        Where quantities of different units, or shares of different wholes, are added, subtracted or compared.
    MethodChangedError
        Where quantities that were made by different rules are computed with or compared.

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
    rule: str = field(default="", repr=False)
    name: str = field(default="", repr=False)
    operands: tuple[Operand, ...] = field(default=(), repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "value", _as_number(self.value))
        if isinstance(getattr(self.value, "entry", None), FileEntry):
            object.__setattr__(self, "basis", Basis.of(self.basis, self.value))

    def by(self, rule: str) -> Quantity:
        """The same number, made by a rule."""
        return replace(self, rule=rule)

    def called(self, name: str) -> Quantity:
        """The same number under a name, by which the card of what is computed from it calls it."""
        return replace(self, name=name)

    def __add__(self, other: Quantity | int) -> Quantity:
        other = self._of_one_unit(other, "dijumlahkan")
        left, right = _alike(self.value, other.value)
        made = named_operands(self, "+", other)
        added = Quantity(
            left + right, self.unit, basis=Basis.of(self, other), rule=one_rule(self, other), operands=made
        )
        return _part_of_one_whole(self, other, added) if self.unit == SHARE else added

    def __radd__(self, other: int) -> Quantity:
        return self if other == 0 else self + other  # sum() begins with 0

    def __sub__(self, other: Quantity | int) -> Quantity:
        other = self._of_one_unit(other, "dikurangkan")
        left, right = _alike(self.value, other.value)
        basis, rule = Basis.of(self, other), one_rule(self, other)
        if self.unit == SHARE:
            return Quantity(100 * (exact(left) - exact(right)), POINTS, basis=basis, rule=rule)
        return Quantity(left - right, self.unit, basis=basis, rule=rule, operands=named_operands(self, "−", other))

    def __neg__(self) -> Quantity:
        return Quantity(-self.value, self.unit, self.of, None, self.basis, self.rule)

    def __abs__(self) -> Quantity:
        return (-self).called(self.name) if self.value < 0 else self

    def __truediv__(self, other: Quantity | int) -> Quantity:
        if not (other.value if isinstance(other, Quantity) else other):
            raise _of_nothing(f"{self!r} dibagi", other if isinstance(other, Quantity) else Quantity(other))
        if not isinstance(other, Quantity):
            return Quantity(exact(self.value) / exact(other), self.unit, basis=Basis.of(self, other), rule=self.rule)
        if {self.unit, other.unit} == {CALENDAR_DAYS, WORKING_DAYS}:
            raise UnitError(f"“{self.unit}” tidak dapat dibagi dengan “{other.unit}”")
        rule = one_rule(self, other)
        return Quantity(exact(self.value) / exact(other.value), "", other, self, Basis.of(self, other), rule)

    def _of_one_unit(self, other: Any, verb: str) -> Quantity:
        """The other side, a plain number as a quantity of this unit."""
        if not isinstance(other, Quantity):
            return Quantity(other, self.unit)
        if self.unit != other.unit:
            units = f"“{self.unit or 'tanpa satuan'}” dan “{other.unit or 'tanpa satuan'}”"
            raise UnitError(f"{units} tidak dapat {verb}: hitung keduanya dalam satuan yang sama")
        one_rule(self, other)
        return other

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Quantity | numbers.Number):
            return NotImplemented
        left, right = _alike(self.value, self._of_one_unit(other, "dibandingkan").value)
        return bool(left == right)

    def __lt__(self, other: Quantity | Number) -> bool:
        if not isinstance(other, Quantity | numbers.Number):
            return NotImplemented
        left, right = _alike(self.value, self._of_one_unit(other, "dibandingkan").value)
        return bool(left < right)

    __hash__ = None  # type: ignore[assignment]  # it equals a plain number and refuses another unit: no hash keeps both promises

    def counted_as(self, unit: str) -> Quantity:
        """The same number in another unit, where each one is one of the other: a case that came in as a request."""
        return replace(self, unit=unit)

    def __bool__(self) -> bool:
        return bool(self.value)

    def __int__(self) -> int:
        if self.unit == SHARE or self.value != int(self.value):
            raise UnitError(f"{self!r} bukan bilangan bulat; angka dibulatkan hanya saat dicetak: angka(…), persen(…)")
        return int(self.value)

    def __round__(self, places: int = 0) -> NoReturn:
        raise UnitError(f"{self!r} dibulatkan hanya saat dicetak: angka({places}), persen({places})")

    def __float__(self) -> float:
        return float(self.value)

    def __str__(self) -> str:
        if self.unit == SHARE:
            return percent(self.value)
        return number(self.value)

    def __repr__(self) -> str:
        unit = f" {self.unit}" if self.unit and self.unit != SHARE else ""
        return f"{self}{unit}"


@dataclass(frozen=True)
class Operand:
    """One step of a computation, as the card of a number tells it.

    Parameters
    ----------
    sign : str
        '+', '−', '×' or '÷'; '' for the first.
    value : Quantity
        What is added, taken away, multiplied or divided by; it has a name.
    """

    sign: str
    value: Quantity


def named_operands(left: Quantity, sign: str, right: Quantity) -> tuple[Operand, ...]:
    """The steps of a sum or difference whose parts all have names; none where one lacks its name.

    Parameters
    ----------
    left, right : Quantity
        What is added, or taken away from. A left side without name may have steps of its own.
    sign : {'+', '−'}

    Examples
    --------
    >>> made = Quantity(2260, "laporan").called("laporan masuk") + Quantity(1948, "laporan").called("sisa awal")
    >>> [(step.sign, step.value.name) for step in made.operands]
    [('', 'laporan masuk'), ('+', 'sisa awal')]
    """
    first = (Operand("", left),) if left.name else left.operands
    return (*first, Operand(sign, right)) if first and right.name else ()


def one_rule(*quantities: Quantity) -> str:
    """The rule by which all of them were made; '' where none names one.

    Parameters
    ----------
    *quantities : Quantity
        One that names no rule goes with any.

    Raises
    ------
    MethodChangedError
        Where they name different rules.
    """
    rules = dict.fromkeys(quantity.rule for quantity in quantities if quantity.rule)
    if len(rules) > 1:
        raise MethodChangedError(
            f"metode berganti: {' dan '.join(f'“{rule}”' for rule in rules)} tidak dapat dibandingkan atau dihitung "
            "bersama. Tanyakan dahulu dengan sebanding(…)"
        )
    return next(iter(rules), "")


def _as_number(value: Any) -> Number:
    """A finite number of Python's own; numpy's are its scalars, of which a float32 says no more than it prints."""
    if isinstance(value, np.generic):
        short = isinstance(value, np.floating) and not isinstance(value, float)
        value = float(str(value)) if short else value.item()
    if not _is_number(value) or (isinstance(value, float | Decimal) and not math.isfinite(value)):
        raise NotANumberError(
            f"“{value}” bukan bilangan. Hitung dari baris yang terisi, atau katakan datanya tidak ada"
        )
    number: Number = value
    return number


def _alike(left: Number, right: Any) -> tuple[Any, Any]:
    """Both values in one type: Python compares a Decimal with no Fraction, and a float by its binary neighbour."""
    return (left, right) if type(left) is type(right) else (exact(left), exact(right))


def _part_of_one_whole(left: Quantity, right: Quantity, added: Quantity) -> Quantity:
    """The sum of two shares, as the part of the whole that both are parts of."""
    if (whole := left.of) is None and right.of is None:
        return added
    if whole is None or right.of is None or (whole.unit, whole.value) != (right.of.unit, right.of.value):
        raise UnitError(
            f"bagian dari {whole!r} dan bagian dari {right.of!r} tidak dapat dijumlahkan: "
            "jumlahkan hitungannya, lalu bagi dengan jumlah keseluruhannya (quantity.share)"
        )
    part = left.part + right.part if left.part is not None and right.part is not None else None
    if part is not None and part > whole:
        raise UnitError(f"kedua bagian berjumlah {part!r}, lebih dari {whole!r}: ada yang terhitung di keduanya")
    return replace(added, of=whole, part=part)


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
        Numbers, none missing; a float counts by its shortest decimal text.
    unit : str
        Of the values, in Indonesian.

    Raises
    ------
    NotANumberError
        For a value that is missing or no number.
    """
    return Quantity(_plain_sum(values, "jumlah"), unit, basis=Basis.of(values))


def mean(values: pd.Series, unit: str, basis: Basis | None = None) -> Quantity:
    """The exact mean of a column.

    Parameters
    ----------
    values : Series
        Numbers, none missing; a float counts by its shortest decimal text.
    unit : str
        Of the values, in Indonesian.
    basis : Basis, optional
        The column's rows, where they are known already; collecting them takes time.

    Raises
    ------
    EmptySelectionError
        For an empty column.
    NotANumberError
        For a value that is missing or no number.
    """
    _must_have_values(values, "rata-rata", unit)
    basis, all_together = basis or Basis.of(values), _plain_sum(values, "rata-rata")
    added, many = Quantity(all_together, unit, basis=basis), Quantity(len(values), basis=basis)
    steps = (Operand("", added.called(f"jumlah {unit}".strip())), Operand("÷", many.called("banyaknya nilai")))
    return Quantity(exact(all_together) / len(values), unit, basis=basis, operands=steps)


def median(values: pd.Series, unit: str, basis: Basis | None = None) -> Quantity:
    """The exact median of a column: of an even number of values the mean of the two in the middle.

    Parameters
    ----------
    values : Series
        Numbers, none missing; a float counts by its shortest decimal text.
    unit : str
        Of the values, in Indonesian.
    basis : Basis, optional
        The column's rows, where they are known already; collecting them takes time.

    Raises
    ------
    EmptySelectionError
        For an empty column.
    NotANumberError
        For a value that is missing or no number.
    """
    _must_have_values(values, "median", unit)
    _must_be_numbers(values, "median")
    middle = len(values) // 2
    low = max(middle - 1, 0)
    whole = values.dtype.kind == "i"  # those in the middle are found without putting all the others in order
    ordered = np.partition(values.to_numpy(), (low, middle)) if whole else sorted(values.tolist())
    below, above = (int(value) if whole else exact(value) for value in (ordered[low], ordered[middle]))
    value = above if len(values) % 2 else Fraction(below + above) / 2
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
        For counts of different units, and for shares: a share of a share is counted from what both are shares of.
    EmptySelectionError
        For a whole of zero.
    """
    if SHARE in (part.unit, whole.unit):
        raise UnitError("bagian dari persentase: hitung dari banyaknya, bukan dari persentasenya")
    if part.unit != whole.unit:
        raise UnitError(f"bagian dihitung dalam “{part.unit}”, keseluruhan dalam “{whole.unit}”")
    if not whole.value:
        raise _of_nothing(f"{part!r} sebagai bagian dari", whole)
    rule = one_rule(part, whole)
    return Quantity(exact(part.value) / exact(whole.value), SHARE, whole, part, Basis.of(part, whole), rule)


def relative_change(before: Quantity, after: Quantity) -> Quantity:
    """The change from one quantity to another, as a share of the first: (after − before) / before.

    Parameters
    ----------
    before, after : Quantity
        Of the same unit.

    Raises
    ------
    UnitError
        For quantities of different units, and for a change from below zero.
    MethodChangedError
        For quantities that were made by different rules.
    EmptySelectionError
        Where `before` is zero.
    """
    if before.unit != after.unit:
        raise UnitError(f"perubahan dari “{before.unit}” ke “{after.unit}”: bandingkan yang satuannya sama")
    if not before.value:
        raise _of_nothing(f"perubahan ke {after!r} dari", before)
    if before.value < 0:
        raise UnitError(f"perubahan dari {before!r} tidak bermakna sebagai persentase: pakai selisihnya")
    ratio = exact(after.value) / exact(before.value)
    earlier = before.called(before.name or "nilai sebelumnya")
    steps = (Operand("", after.called(after.name or "nilai sesudahnya")), Operand("−", earlier), Operand("÷", earlier))
    return Quantity(
        ratio - 1, SHARE, before, basis=Basis.of(before, after), rule=one_rule(before, after), operands=steps
    )


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


def setting(model: Strict, field: str, unit: str) -> Quantity:
    """A number of a parameter file; of a list or a mapping there, how many entries it has.

    Parameters
    ----------
    model : Strict
        Parameters that were loaded, such as `report.params.satisfaction`.
    field : str
        The field, 'population'.
    unit : str
        In Indonesian, as printed.

    Returns
    -------
    Quantity
        It rests on the file and the key, and on no rows.

    Raises
    ------
    ParameterError
        For a field that the model does not have, or whose value is neither a number nor a list.

    Examples
    --------
    `setting(report.params.satisfaction, "population", "pengguna")`, `setting(rule, "unsur", "unsur")`.
    """
    written = model.entry_of(field)
    value: Any = getattr(model, field)
    if isinstance(value, Setting):
        value = value.value
    if isinstance(value, list | tuple | dict):
        value = len(value)
    if not _is_number(value):
        raise ParameterError(f"kunci “{field}” berisi {value!r}: bukan bilangan dan bukan daftar")
    return Quantity(value, unit, basis=Basis.of(value) or Basis.of(written))


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
    first, *others = [*quantities] or [Quantity(0, unit)]
    if first.unit != unit:
        raise UnitError(f"“{first.unit}” tidak dapat dijumlahkan sebagai “{unit}”")
    return sum(others, first)


def _must_have_values(values: pd.Series, what: str, unit: str) -> None:
    """Nothing has no mean; the message names the column, for a person who knows what it was filtered by."""
    if not len(values):
        column = f"kolom “{values.name}”" if values.name is not None else "kolom tanpa nama"
        raise _of_nothing(
            f"{what} {column} ({unit or 'tanpa satuan'}) dari", Quantity(0, "baris", basis=Basis.of(values))
        )


def _of_nothing(what: str, nothing: Quantity) -> EmptySelectionError:
    """The error that says what was asked, of which nothing, and from which files that came."""
    paths = ", ".join(source.path for source in nothing.basis.sources)
    asked = f"{what} nol {nothing.unit}".rstrip() + (f" ({paths})" if paths else "")
    return EmptySelectionError(f"{asked}: tidak ada hasilnya. Periksa saringannya, atau tanyakan dahulu dengan if")


def _plain_sum(values: pd.Series, what: str) -> int | Decimal | Fraction:
    """The exact sum. pandas would leave out what is missing, and join texts."""
    _must_be_numbers(values, what)
    if values.dtype.kind in "iub":
        largest = max(abs(int(values.max())), abs(int(values.min()))) if len(values) else 0
        return int(values.sum()) if largest * len(values) < OVERFLOW else sum(map(int, values.tolist()))
    if all(isinstance(value, Decimal) for value in values):
        return sum(values, Decimal(0))
    summed = sum(map(exact, values.tolist()), Fraction(0))
    return int(summed) if summed.denominator == 1 else summed


def _must_be_numbers(values: pd.Series, what: str) -> None:
    """The message names the first row that has none, as a spreadsheet counts it."""
    missing = values.isna()
    odd = missing if values.dtype.kind in "iubf" else missing | ~values.map(_is_number).astype(bool)
    if not odd.any():
        return
    column = f"kolom “{values.name}”" if values.name is not None else "kolom tanpa nama"
    first = odd.index[odd.to_numpy()][0]
    source = source_of(values)
    place = f"{source.path} baris {first}" if source else f"indeks {first}"
    raise NotANumberError(
        f"{what} {column}: {int(odd.sum())} dari {len(values)} nilainya kosong atau bukan bilangan, yang pertama "
        f"{values[odd].tolist()[0]!r} ({place}). Saring dahulu, misalnya dengan notna()"
    )


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float | Decimal | Fraction) and not isinstance(value, bool)
