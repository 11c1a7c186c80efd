"""A set of row numbers of one file, as the bits of one integer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Self

import numpy as np
import pandas as pd


@dataclass(frozen=True)
class RowSet:
    """A set of row numbers of one file.

    Parameters
    ----------
    bits : int
        Bit n is set where row n is in the set. Four million rows are half a megabyte so, and a union is an `or`.

    Examples
    --------
    >>> RowSet.of([2, 3, 4, 9]).ranges()
    [(2, 4), (9, 9)]
    """

    bits: int = 0

    @classmethod
    def of(cls, rows: Iterable[int] | pd.Index) -> Self:
        """The set of these row numbers, such as the index of a loaded frame."""
        numbers = np.asarray(rows if isinstance(rows, pd.Index) else list(rows), dtype=np.int64)
        if not len(numbers):
            return cls()
        flags = np.zeros(int(numbers.max()) + 1, dtype=bool)
        flags[numbers] = True
        return cls._flagged(flags, 0)

    @classmethod
    def where(cls, rows: pd.Index, chosen: np.ndarray) -> Self:
        """The set of those rows that are chosen.

        Parameters
        ----------
        rows : Index
            Row numbers.
        chosen : ndarray
            One bool a row, in the order of `rows`.
        """
        first = int(rows[0]) if len(rows) else 0
        if rows.is_monotonic_increasing and rows.is_unique and len(rows) and rows[-1] - first == len(rows) - 1:
            return cls._flagged(chosen, first)  # none is left out: the flags are the bits
        return cls.of(rows[chosen])

    @classmethod
    def _flagged(cls, flags: np.ndarray, first: int) -> Self:
        return cls(int.from_bytes(np.packbits(flags, bitorder="little").tobytes(), "little") << first)

    def __or__(self, other: RowSet) -> RowSet:
        return RowSet(self.bits | other.bits)

    def __len__(self) -> int:
        return self.bits.bit_count()

    def __contains__(self, row: int) -> bool:
        return bool(self.bits >> row & 1)

    def __iter__(self) -> Iterator[int]:
        return iter(_places(self.bits).tolist())

    @property
    def runs(self) -> int:
        """How many runs of consecutive rows there are."""
        return (self.bits & ~(self.bits << 1)).bit_count()

    def ranges(self, most: int | None = None) -> list[tuple[int, int]]:
        """Runs of consecutive rows, both ends included: [(2, 236), (240, 240)].

        Parameters
        ----------
        most : int, optional
            Only so many runs, from the first.
        """
        starts, ends = _places(self.bits & ~(self.bits << 1)), _places(self.bits & ~(self.bits >> 1))
        return list(zip(starts[:most].tolist(), ends[:most].tolist(), strict=True))

    def without(self, gone: RowSet) -> RowSet:
        """These rows as they are numbered in the file once others are taken out of it.

        Parameters
        ----------
        gone : RowSet
            The others.

        Examples
        --------
        >>> RowSet.of([2, 3, 5]).without(RowSet.of([3, 4])).ranges()
        [(2, 3)]
        """
        rows = _places(self.bits & ~gone.bits)
        return RowSet.of(pd.Index(rows - np.searchsorted(_places(gone.bits), rows)))

    def number_before(self, number: int) -> int:
        """Which row of the whole file has this number once the rows of this set are taken out of it.

        Parameters
        ----------
        number : int
            As `without` numbers the others.

        Examples
        --------
        >>> RowSet.of([3, 4]).number_before(3)
        5
        """
        gone = _places(self.bits)
        return number + int(np.searchsorted(gone - np.arange(len(gone)), number, side="right"))

    def to_bytes(self) -> bytes:
        """The bits as bytes, lowest row first."""
        return self.bits.to_bytes((self.bits.bit_length() + 7) // 8, "little")


NO_ROWS = RowSet()


def _places(bits: int) -> np.ndarray:
    """Places of the bits that are set, from the lowest. Most are asked for where few are set."""
    packed = np.frombuffer(RowSet(bits).to_bytes(), dtype=np.uint8)
    holders = np.flatnonzero(packed)
    found = np.flatnonzero(np.unpackbits(packed[holders], bitorder="little"))
    return holders[found >> 3] * 8 + (found & 7)
