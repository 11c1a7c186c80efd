"""The rows that a number rests on: which rows of which file, kept through every computation.

A loaded frame has the row number of the raw file as its index and its `Source` in `attrs`; pandas
carries both through filters. `Basis.of` collects them from whatever a computation was given, so
that authors write nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any, Self

import numpy as np
import pandas as pd

from laporan.facts.kinds import DataKind
from laporan.project.entries import FileEntry
from laporan.project.models import Strict

SOURCE = "source"


@dataclass(frozen=True)
class LeftOut:
    """A row that was read but is not used.

    Parameters
    ----------
    row : int
        As a spreadsheet counts: the header is row 1.
    why : str
        The reason, in Indonesian: the report prints it.
    """

    row: int
    why: str


@dataclass(frozen=True)
class Source:
    """A raw file as it was read.

    Parameters
    ----------
    name : str
        The dataset within its year and unit: '2017/pusat/pengaduan'.
    path : str
        Of the file, relative to the project.
    sha256 : str
        Of its bytes.
    kind : {'published', 'synthetic'}
        Whether its data is real or made up.
    title : str
        How the report names it.
    rows : int
        How many data rows were read, before any was left out.
    left_out : tuple of LeftOut
        Rows that were read but are not used.
    secret : str
        Where a row is a person: what only those know who have the file. The digest of a set of its rows is made with
        it, so that nobody else can find the set by trying.
    """

    name: str
    path: str
    sha256: str
    kind: DataKind
    title: str
    rows: int
    left_out: tuple[LeftOut, ...] = ()
    secret: str = ""

    @property
    def personal(self) -> bool:
        """Whether a row is a person: which rows a number rests on is then told to nobody who lacks the file."""
        return bool(self.secret)

    def __deepcopy__(self, _memo: object) -> Self:
        return self  # pandas copies attrs at every step; nothing here can change


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

    def to_bytes(self) -> bytes:
        """The bits as bytes, lowest row first."""
        return self.bits.to_bytes((self.bits.bit_length() + 7) // 8, "little")


def _places(bits: int) -> np.ndarray:
    """Places of the bits that are set, from the lowest. Most are asked for where few are set."""
    packed = np.frombuffer(RowSet(bits).to_bytes(), dtype=np.uint8)
    holders = np.flatnonzero(packed)
    found = np.flatnonzero(np.unpackbits(packed[holders], bitorder="little"))
    return holders[found >> 3] * 8 + (found & 7)


@dataclass(frozen=True)
class Basis:
    """The rows, by file, and the entries of parameter files that something rests on. `a | b` rests on those of both.

    Parameters
    ----------
    rows : mapping of Source to RowSet
        For each file the rows used.
    entries : frozenset of FileEntry
        Values of parameter files, and of other files of the project that are no dataset.
    """

    rows: Mapping[Source, RowSet] = field(default_factory=dict)
    entries: frozenset[FileEntry] = frozenset()

    @classmethod
    def of(cls, *things: Any) -> Basis:
        """What the given things rest on, merged.

        Parameters
        ----------
        *things : Any
            Loaded frames and columns, parameters, quantities, whatever has a `basis`, and lists, mappings and
            dataclasses of them. Other things rest on nothing.
        """
        merged: dict[Source, RowSet] = {}
        entries: set[FileEntry] = set()
        for part in _parts(things):
            entries |= part.entries
            for source, rows in part.rows.items():
                merged[source] = merged[source] | rows if source in merged else rows
        return cls(merged, frozenset(entries))

    @classmethod
    def where(cls, frame: pd.DataFrame, chosen: pd.Series) -> Basis:
        """The chosen rows of a loaded frame, without making a frame of them.

        Parameters
        ----------
        frame : DataFrame
            A loaded frame; any other rests on nothing.
        chosen : Series
            One bool a row, with the index of `frame`.
        """
        if SOURCE not in frame.attrs:
            return cls()
        return cls({frame.attrs[SOURCE]: RowSet.where(frame.index, chosen.to_numpy(dtype=bool))})

    def __or__(self, other: Basis) -> Basis:
        return Basis.of(self, other)

    def __bool__(self) -> bool:
        return bool(self.rows or self.entries)

    @property
    def sources(self) -> tuple[Source, ...]:
        """The files, by name."""
        return tuple(sorted(self.rows, key=lambda source: source.name))

    @property
    def synthetic(self) -> bool:
        """Whether any row comes from data that was made up."""
        return any(source.kind == "synthetic" for source in self.rows)


def _parts(thing: Any) -> Iterator[Basis]:
    if isinstance(thing, Basis):
        yield thing
    elif isinstance(thing, pd.DataFrame | pd.Series):
        if SOURCE in thing.attrs:
            yield Basis({thing.attrs[SOURCE]: RowSet.of(thing.index)})
    elif isinstance(thing, Strict):
        if (written := thing.entry_of()) is not None:
            yield Basis(entries=frozenset({written}))
    elif isinstance(getattr(thing, "basis", None), Basis):
        yield thing.basis
    elif isinstance(getattr(thing, "entry", None), FileEntry):
        yield Basis(entries=frozenset({thing.entry}))
    elif isinstance(thing, FileEntry):
        yield Basis(entries=frozenset({thing}))
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
