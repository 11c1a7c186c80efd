"""What a number rests on: which rows of which file, kept through every computation.

A frame that `datasets` loaded has the row number of the raw file as its index and its
`Source` in `attrs`; pandas carries both through filters. `Basis.of` collects them from
whatever a computation was given, so that authors write nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any, Literal, Self

import numpy as np
import pandas as pd

DataKind = Literal["published", "synthetic"]
SOURCE = "source"


@dataclass(frozen=True)
class LeftOut:
    """A row that was read but is not used, and why (in Indonesian: the report prints it)."""

    row: int
    why: str


@dataclass(frozen=True)
class Source:
    """One raw file as it was read.

    name : dataset within its year and unit, as '2017/pusat/pengaduan'
    path : of the file, relative to the project
    rows : number of data rows read, before any was left out
    """

    name: str
    path: str
    sha256: str
    kind: DataKind
    title: str
    rows: int
    left_out: tuple[LeftOut, ...] = ()

    def __deepcopy__(self, _memo: object) -> Self:
        return self  # pandas copies attrs at every step; nothing here can change


@dataclass(frozen=True)
class RowSet:
    """Row numbers of one file, as the bits of one integer: four million rows are half a megabyte."""

    bits: int = 0

    @classmethod
    def of(cls, rows: Iterable[int] | pd.Index) -> Self:
        numbers = np.asarray(rows if isinstance(rows, pd.Index) else list(rows), dtype=np.int64)
        if not len(numbers):
            return cls()
        flags = np.zeros(int(numbers.max()) + 1, dtype=bool)
        flags[numbers] = True
        return cls._flagged(flags, 0)

    @classmethod
    def where(cls, rows: pd.Index, chosen: np.ndarray) -> Self:
        """Those of the rows that are chosen: one flag a row, in their order."""
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
        """Runs of consecutive rows, both ends included: [(2, 236), (240, 240)]; of very many, the first `most`."""
        starts, ends = _places(self.bits & ~(self.bits << 1)), _places(self.bits & ~(self.bits >> 1))
        return list(zip(starts[:most].tolist(), ends[:most].tolist(), strict=True))

    def to_bytes(self) -> bytes:
        """The bits, lowest row first."""
        return self.bits.to_bytes((self.bits.bit_length() + 7) // 8, "little")


def _places(bits: int) -> np.ndarray:
    """Places of the bits that are set, from the lowest. Most are asked for where few are set."""
    packed = np.frombuffer(RowSet(bits).to_bytes(), dtype=np.uint8)
    holders = np.flatnonzero(packed)
    found = np.flatnonzero(np.unpackbits(packed[holders], bitorder="little"))
    return holders[found >> 3] * 8 + (found & 7)


@dataclass(frozen=True)
class Basis:
    """The rows, by source, that something rests on. `a | b` rests on both."""

    rows: Mapping[Source, RowSet] = field(default_factory=dict)

    @classmethod
    def of(cls, *things: Any) -> Basis:
        """Collect the basis of frames, quantities, results, and containers of them."""
        merged: dict[Source, RowSet] = {}
        for part in _parts(things):
            for source, rows in part.rows.items():
                merged[source] = merged[source] | rows if source in merged else rows
        return cls(merged)

    @classmethod
    def where(cls, frame: pd.DataFrame, chosen: pd.Series) -> Basis:
        """The rows of a loaded frame for which `chosen` is True, without making a frame of them."""
        if SOURCE not in frame.attrs:
            return cls()
        return cls({frame.attrs[SOURCE]: RowSet.where(frame.index, chosen.to_numpy(dtype=bool))})

    def __or__(self, other: Basis) -> Basis:
        return Basis.of(self, other)

    def __bool__(self) -> bool:
        return bool(self.rows)

    @property
    def sources(self) -> tuple[Source, ...]:
        return tuple(sorted(self.rows, key=lambda source: source.name))

    @property
    def synthetic(self) -> bool:
        """True where any row comes from data that was made up."""
        return any(source.kind == "synthetic" for source in self.rows)


def _parts(thing: Any) -> Iterator[Basis]:
    if isinstance(thing, Basis):
        yield thing
    elif isinstance(thing, pd.DataFrame | pd.Series):
        if SOURCE in thing.attrs:
            yield Basis({thing.attrs[SOURCE]: RowSet.of(thing.index)})
    elif isinstance(getattr(thing, "basis", None), Basis):
        yield thing.basis
    else:
        for value in _contents(thing):
            yield from _parts(value)


def _contents(thing: Any) -> Iterable[Any]:
    if isinstance(thing, Mapping):
        return thing.values()
    if isinstance(thing, list | tuple | set | frozenset):
        return thing
    if is_dataclass(thing) and not isinstance(thing, type):
        return [getattr(thing, item.name) for item in fields(thing)]
    return ()
