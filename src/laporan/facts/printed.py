"""A quantity in print: text that still knows the exact number behind it.

These functions are the filters of `%%narasi` and the formats of table cells, so that a number
is written the same way in a sentence, a caption and a table. A `Printed` is made of pieces;
each piece that is a number becomes a fact of the ledger.
"""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd

from laporan.core.errors import NarrativeError
from laporan.core.formatting import long_date, number, percent, spelled, telling_places
from laporan.facts.lineage import Basis
from laporan.facts.quantity import POINTS, SHARE, Quantity, exact


@dataclass(frozen=True)
class Piece:
    """Part of a printed text.

    Parameters
    ----------
    text : str
        What is printed.
    quantity : Quantity, optional
        The number that the text prints; None for the words between numbers.
    part : str
        Tells the numbers of one expression apart: '' for its value, 'bagian' and 'jumlah' for the count
        and the base that are printed with a share, 'bawah' and 'atas' for the bounds of a range.
    """

    text: str
    quantity: Quantity | None = None
    part: str = ""


@dataclass(frozen=True)
class Printed:
    """A printed text with its numbers.

    Parameters
    ----------
    pieces : tuple of Piece
        In reading order.
    note : tuple of Piece
        The second, quieter line of a table cell.
    """

    pieces: tuple[Piece, ...]
    note: tuple[Piece, ...] = ()

    def __str__(self) -> str:
        return "".join(piece.text for piece in (*self.pieces, *self.note))

    @property
    def basis(self) -> Basis:
        """The rows of the raw files that its numbers rest on."""
        return Basis.of(*(piece.quantity for piece in (*self.pieces, *self.note) if piece.quantity is not None))


def as_quantity(value: Any) -> Quantity:
    """The value as a quantity; a plain number becomes one without unit or rows.

    Raises
    ------
    NarrativeError
        For what is no number.
    """
    if isinstance(value, Quantity):
        return value
    value = python_value(value)
    if isinstance(value, bool) or not hasattr(value, "__int__") or isinstance(value, str):
        if isinstance(value, Printed):
            raise NarrativeError(f"“{value}” sudah tercetak: pakai satu saringan saja untuk angkanya")
        raise NarrativeError(f"{value!r} bukan bilangan")
    return Quantity(value)


def python_value(value: Any) -> Any:
    """A scalar of numpy's or pandas' as Python's own; anything else as it is.

    Raises
    ------
    NarrativeError
        For what stands for a missing value, and for what is no finite number.
    """
    if isinstance(value, np.generic) or (isinstance(value, np.ndarray) and not value.ndim):
        scalar: Any = value if isinstance(value, np.generic) else value[()]
        short = isinstance(scalar, np.floating) and not isinstance(scalar, float)  # a float32 says 80.89, no more
        value = pd.Timestamp(scalar) if isinstance(scalar, np.datetime64) else float(str(scalar)) if short else scalar
        value = value.item() if isinstance(value, np.generic) else value
    missing = value is None or value is pd.NA or value is pd.NaT
    if missing or (isinstance(value, float | Decimal) and not math.isfinite(value)):
        raise NarrativeError(
            f"nilainya kosong ({value}). Hitung dari baris yang terisi, atau katakan bahwa datanya tidak ada"
        )
    return value


def angka(value: Any, places: int | None = None, beside: Any = None) -> Printed:
    """The number alone: '3.852', '18,23'.

    Parameters
    ----------
    value : Quantity or number
        A share is printed as percent, percentage points with their unit.
    places : int, optional
        Decimals; by default none for whole numbers and shares, two for others.
    beside : Quantity or number, optional
        A limit that the number is held against: it gets as many more decimals as it takes that rounding does not
        contradict the verdict ('0,599' beside '0,60').

    Raises
    ------
    NarrativeError
        For what is no number.
    """
    quantity = as_quantity(value)
    if quantity.unit == SHARE:
        return persen(quantity, places or 0, beside)
    if beside is not None:
        whole = 0 if quantity.value == int(quantity.value) else 2
        places = telling_places(quantity.value, as_quantity(beside).value, whole if places is None else places)
    return Printed((Piece(number(quantity.value, places), quantity), *_points(quantity)))


def _points(quantity: Quantity) -> tuple[Piece, ...]:
    """The unit of percentage points: a bare number would be read as a percentage."""
    return (Piece(f" {POINTS}"),) if quantity.unit == POINTS else ()


def satuan(value: Any, places: int | None = None) -> Printed:
    """The number with its unit: '3.852 laporan', '18,23 hari kalender'.

    Parameters
    ----------
    value : Quantity or number
        Without a unit, and for a share, it is printed as by `angka`.
    places : int, optional
        Decimals; by default none for whole numbers, two for others.

    Raises
    ------
    NarrativeError
        For what is no number.
    """
    quantity = as_quantity(value)
    if quantity.unit in ("", SHARE, POINTS):
        return angka(quantity, places)
    return Printed((Piece(number(quantity.value, places), quantity), Piece(f" {quantity.unit}")))


def persen(value: Any, places: int = 0, beside: Any = None) -> Printed:
    """A share as percent: '92%', with one decimal '91,5%'.

    Parameters
    ----------
    value : Quantity or number
        A fraction of one: a share, or a number without a unit.
    places : int, default 0
        Decimals.
    beside : Quantity or number, optional
        A share that it is held against, as for `angka`.

    Raises
    ------
    NarrativeError
        For what is no number, or has another unit.
    """
    quantity = as_quantity(value)
    if quantity.unit not in ("", SHARE):
        raise NarrativeError(f"{quantity!r} bukan persentase: pakai satuan, atau quantity.share bila memang bagian")
    if beside is not None:
        share, limit = (100 * exact(one) for one in (quantity.value, as_quantity(beside).value))
        places = telling_places(share, limit, places)
    return Printed((Piece(percent(quantity.value, places), quantity),))


def dari(value: Any, places: int = 0) -> Printed:
    """A share with what it is counted from: '724 dari 1.057 responden (68%)'.

    Parameters
    ----------
    value : Quantity
        A share, as `quantity.share` makes it.
    places : int, default 0
        Decimals of the percentage.

    Raises
    ------
    NarrativeError
        For what is no share.
    """
    part, whole = _part_and_whole(value)
    return Printed(
        (
            Piece(number(part.value), part, "bagian"),
            Piece(" dari "),
            Piece(number(whole.value), whole, "jumlah"),
            Piece(f" {whole.unit} (" if whole.unit else " ("),
            Piece(percent(value.value, places), value),
            Piece(")"),
        )
    )


def hitungan(value: Any, places: int = 0) -> Printed:
    """A share for a table cell: the count, and the percentage under it.

    Parameters
    ----------
    value : Quantity
        A share, as `quantity.share` makes it.
    places : int, default 0
        Decimals of the percentage.

    Raises
    ------
    NarrativeError
        For what is no share.
    """
    part, _ = _part_and_whole(value)
    return Printed((Piece(number(part.value), part, "bagian"),), (Piece(percent(value.value, places), value),))


def _part_and_whole(value: Any) -> tuple[Quantity, Quantity]:
    if not isinstance(value, Quantity) or value.unit != SHARE or value.of is None or value.part is None:
        raise NarrativeError(f"{value!r} bukan bagian dari suatu jumlah: pakai quantity.share")
    if value.part > value.of:
        raise NarrativeError(f"{value.part!r} bukan bagian dari {value.of!r}, sebab lebih besar: pakai persen")
    return value.part, value.of


def rentang(low: Quantity, high: Quantity, places: tuple[int, int]) -> Printed:
    """A range with both its bounds as facts: '25,00–64,99'.

    Parameters
    ----------
    low, high : Quantity
        The bounds.
    places : tuple of int
        Decimals of the lower and of the upper bound.

    Raises
    ------
    NarrativeError
        For a lower bound above the upper one.
    UnitError
        For bounds of different units.
    """
    if low > high:
        raise NarrativeError(f"rentang dari {low!r} sampai {high!r}: batas bawahnya lebih besar")
    first = Piece(number(low.value, places[0]), low, "bawah")
    return Printed((first, Piece("–"), Piece(number(high.value, places[1]), high, "atas")))


def terbilang(value: Any) -> Printed:
    """How many there are of something: up to nine in words ('tiga'), from ten on in digits.

    Raises
    ------
    NarrativeError
        For what is no whole number from 0 on, and for percentages.
    """
    quantity = as_quantity(value)
    if quantity.unit in (SHARE, POINTS) or quantity.value < 0 or quantity.value != int(quantity.value):
        raise NarrativeError(f"{quantity} bukan bilangan cacah: terbilang hanya untuk banyaknya sesuatu; pakai angka")
    return Printed((Piece(spelled(int(quantity.value)), quantity),))


def selisih(value: Any, places: int | None = None) -> Printed:
    """A difference with its sign: '+3,25', '−6'. Zero has none.

    Parameters
    ----------
    value : Quantity or number
        A share is printed as percent.
    places : int, optional
        Decimals; by default none for whole numbers and shares, two for others.

    Raises
    ------
    NarrativeError
        For what is no number.
    """
    quantity = as_quantity(value)
    share = quantity.unit == SHARE
    text = percent(quantity.value, places or 0) if share else number(quantity.value, places)
    positive = quantity.value > 0 and text.strip("0,%")  # what is rounded to zero has no sign
    return Printed((Piece(f"+{text}" if positive else text, quantity), *_points(quantity)))


def besar(value: Any, places: int | None = None) -> Printed:
    """The size of a change without its sign, for sentences that say 'turun' or 'naik' themselves.

    Parameters
    ----------
    value : Quantity or number
        A share is printed as percent.
    places : int, optional
        Decimals; by default none for whole numbers and shares, two for others.

    Raises
    ------
    NarrativeError
        For what is no number.
    """
    return angka(abs(as_quantity(value)), places)


def sebagai(value: Any, name: str) -> Quantity:
    """The number under a name, for its card: `{{ len(menurun) | sebagai("indikator yang memburuk") | terbilang }}`.

    Parameters
    ----------
    value : Quantity or number
        What is counted in the sentence itself; numbers of a subject bring their names along.
    name : str
        What it is, as the card says it.

    Raises
    ------
    NarrativeError
        For what is no number.
    """
    return as_quantity(value).called(name)


def tanggal(value: dt.date) -> str:
    """A date in full: '21 Mei 2018'. It is no number of the data, so that it becomes no fact.

    Raises
    ------
    NarrativeError
        For what is no date.
    """
    day = python_value(value)
    if not isinstance(day, dt.date):
        raise NarrativeError(f"{value!r} bukan tanggal")
    return long_date(day)


def arah(before: Any, after: Any, words: tuple[str, str, str] = ("naik", "turun", "tetap")) -> str:
    """A word for the direction of a change, so that a sentence stays true when next year's data turns.

    Parameters
    ----------
    before, after : Quantity or number
        Of one unit.
    words : tuple of str, default ('naik', 'turun', 'tetap')
        For a rise, a fall and no change.

    Raises
    ------
    NarrativeError
        For what is no number.
    UnitError
        For quantities of different units; a plain number is compared by value.
    """
    for value in (before, after):
        as_quantity(value)
    return words[0] if after > before else words[1] if after < before else words[2]


FILTERS = {verb.__name__: verb for verb in (angka, satuan, persen, dari, sebagai, terbilang, selisih, besar, tanggal)}
