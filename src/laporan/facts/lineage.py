"""The rows that a number rests on: which rows of which file, kept through every computation.

A loaded frame has the row number of the raw file as its index, named after that file, and its `Source` in `attrs`;
pandas carries both through filters. `Basis.of` collects them from whatever a computation was given, so that authors
write nothing. pandas also carries `attrs` through verbs that make other rows (`groupby`, `merge`, `reset_index`, …);
these lose the name of the index, and what has one without the other is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import chain
from types import NoneType
from typing import Any, Self

import pandas as pd

from laporan.core.errors import LostRowsError
from laporan.facts.kinds import DataKind
from laporan.facts.row_set import RowSet
from laporan.project.entries import FileEntry
from laporan.project.models import Strict

SOURCE = "source"
FRAMES = (pd.DataFrame, pd.Series)
PLAIN = (str, int, float, bool, Decimal, Fraction, NoneType)  # exactly these: their subclasses may know an entry
REMEDY = (
    "Saring bingkai yang dimuat tanpa mengganti indeksnya, atau sebut sendiri baris yang dipakai: "
    "quantity.given(nilai, satuan, bingkai_yang_dimuat) atau rests_on=Basis.of(bingkai_yang_dimuat)"
)


@dataclass(frozen=True)
class LeftOut:
    """A row that was read but is not used.

    Parameters
    ----------
    row : int, optional
        As a spreadsheet counts: the header is row 1; None for a row that stays at home.
    why : str
        The reason, in Indonesian: the report prints it.
    """

    row: int | None
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
    kind : {'primary', 'handed-over', 'published', 'synthetic'}
        Whether it is the own data of who reports, another office's, quoted, or made up.
    title : str
        How the report names it.
    rows : int
        How many data rows were read, before any was left out.
    left_out : tuple of LeftOut
        Rows that were read but are not used.
    secret : str
        Where rows are persons, or stay at home: what only those know who have the file. The digest of a set of such
        rows is made with it, so that nobody else can find the set by trying.
    kept : RowSet, optional
        The rows that were loaded; None where they are not known.
    at_home : RowSet
        Rows that leave in no form while the others do. Whatever leaves numbers the others as if these were not there:
        gaps would tell between which rows, and so when, each of them came in.
    """

    name: str
    path: str
    sha256: str
    kind: DataKind
    title: str
    rows: int
    left_out: tuple[LeftOut, ...] = ()
    secret: str = ""
    kept: RowSet | None = field(default=None, compare=False, repr=False)
    at_home: RowSet = field(default_factory=RowSet, compare=False, repr=False)

    @property
    def personal(self) -> bool:
        """Whether a row is a person: which rows a number rests on is then told to nobody who lacks the file."""
        return bool(self.secret) and not self.at_home

    def number_outside(self, row: int) -> int | None:
        """The number of a row in what leaves; None for one that stays at home."""
        return next(iter(RowSet.of([row]).without(self.at_home)), None) if self.at_home else row

    @property
    def index_name(self) -> RowNumbers:
        """Of the index of a frame whose rows are those of this very file."""
        return RowNumbers.of(self)

    def __deepcopy__(self, _memo: object) -> Self:
        return self  # pandas copies attrs at every step; nothing here can change


class RowNumbers(str):
    """The name of an index that numbers the rows of a file; pandas keeps it where it forgets `attrs` (`transform`)."""

    source: Source

    @classmethod
    def of(cls, source: Source) -> Self:
        """The name for the rows of that file."""
        name = cls(f"baris {source.name} {source.sha256[:8]}")
        name.source = source
        return name


def source_of(thing: pd.DataFrame | pd.Series) -> Source | None:
    """The file that a frame or column came of, whatever became of its rows; None where there is none."""
    source: Source | None = thing.attrs.get(SOURCE)
    return source if source is not None else getattr(thing.index.name, "source", None)


def as_loaded(frame: pd.DataFrame, source: Source) -> pd.DataFrame:
    """The frame as one whose index numbers the rows of a file.

    Parameters
    ----------
    frame : DataFrame
        Its index has the numbers.
    source : Source
        The file.
    """
    loaded = frame.copy(deep=False)
    loaded.index = loaded.index.rename(source.index_name)
    loaded.attrs[SOURCE] = source
    return loaded


def is_loaded(thing: Any) -> bool:
    """Whether a frame or column still consists of rows of a raw file, which its index says."""
    if not isinstance(thing, FRAMES) or (source := source_of(thing)) is None:
        return False
    return bool(thing.index.name == source.index_name)


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

        Raises
        ------
        LostRowsError
            For a frame or column that came of a loaded one by a verb after which its rows are not those of the file.
        """
        merged: dict[Source, RowSet] = {}
        entries: set[FileEntry] = set()
        for part in chain.from_iterable(map(_parts, things)):
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

        Raises
        ------
        LostRowsError
            Where `frame` does not have the rows of its file any more, or `chosen` is of other rows.
        """
        same = chosen.index.name == frame.index.name and chosen.index.equals(frame.index)
        if not same:
            raise LostRowsError(
                f"saringan ini berindeks {_index_words(chosen)}, bingkainya {_index_words(frame)}: barisnya tidak "
                "sama. Hitung saringan dari bingkai itu sendiri, misalnya count_where(log, log.kanal == …)"
            )
        if (source := source_of(frame)) is None:
            return cls()
        _must_number_rows(frame, source)
        return cls({source: _within(source, RowSet.where(frame.index, chosen.to_numpy(dtype=bool)))})

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
    elif type(thing) in PLAIN:
        return
    elif isinstance(thing, FRAMES):
        if (source := source_of(thing)) is not None:
            yield Basis({source: _rows_of(thing, source)})
    elif isinstance(thing, Strict):
        if (written := thing.entry_of()) is not None:
            yield Basis(entries=frozenset({written}))
    elif isinstance(getattr(thing, "basis", None), Basis):
        yield thing.basis
    elif isinstance(entry := thing if isinstance(thing, FileEntry) else getattr(thing, "entry", None), FileEntry):
        yield Basis(entries=frozenset({entry}))
    else:
        for value in _contents(thing):
            yield from _parts(value)


def _must_number_rows(thing: pd.DataFrame | pd.Series, source: Source) -> None:
    """The name of the index says so: no verb keeps it that makes other rows."""
    if thing.index.name != source.index_name or thing.index.dtype.kind != "i":
        raise LostRowsError(
            f"bingkai ini berasal dari {source.path}, tetapi indeksnya {_index_words(thing)}, bukan nomor baris berkas "
            f"itu: barisnya sudah lain, misalnya sesudah reset_index, groupby, pivot_table, melt, atau merge. {REMEDY}"
        )


def _rows_of(thing: pd.DataFrame | pd.Series, source: Source) -> RowSet:
    _must_number_rows(thing, source)
    index = thing.index
    if len(index) and index.min() < 0:
        raise LostRowsError(f"bingkai ini menyebut baris {index.min()}, yang tidak ada dalam {source.path}. {REMEDY}")
    rows = _within(source, RowSet.of(index))
    if len(rows) != len(index):
        raise LostRowsError(
            f"bingkai ini memuat baris {source.path} yang sama lebih dari sekali ({len(index)} baris, {len(rows)} di "
            f"antaranya berbeda), misalnya sesudah concat, explode, atau melt. {REMEDY}"
        )
    return rows


def _within(source: Source, rows: RowSet) -> RowSet:
    """The same rows, each of which was loaded from the file."""
    others = RowSet(rows.bits & ~source.kept.bits) if source.kept is not None else RowSet()
    if others:
        raise LostRowsError(
            f"bingkai ini menyebut baris {others.ranges(1)[0][0]}, yang tidak dimuat dari {source.path} (baris judul, "
            f"baris yang dikecualikan, atau di luar berkas): indeksnya diubah sesudah dimuat. {REMEDY}"
        )
    return rows


def _index_words(thing: pd.DataFrame | pd.Series) -> str:
    """The index as an author knows it: '“kanal”', '“bulan” dan “kanal”', 'tanpa nama'."""
    named = " dan ".join(f"“{name}”" for name in thing.index.names if name is not None)
    if thing.index.dtype.kind != "i" and named:
        return f"{named} ({thing.index.dtype})"
    return named or "tanpa nama"


def _contents(thing: Any) -> Iterable[Any]:
    if isinstance(thing, Mapping):
        return thing.values()
    if isinstance(thing, list | tuple | set | frozenset):
        return thing
    if is_dataclass(thing) and not isinstance(thing, type):
        return [getattr(thing, item.name) for item in fields(thing)]
    return ()
