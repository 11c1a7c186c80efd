"""The heads of a source: over one row or several, and how a map's names find them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from difflib import get_close_matches
from itertools import chain, islice, pairwise

from laporan.core.errors import DataError, Fault
from laporan.intake.cells import Cell, shown, squeezed
from laporan.intake.dates import forms_of
from laporan.intake.grid import Grid, Label, letters, place_of
from laporan.intake.numerals import is_number
from laporan.intake.patterns import ANY, wildcard
from laporan.intake.personal import MASKED, masked, tells_of_persons

BETWEEN = " › "  # what stands between the heads of two rows
LOOKED_AT = 40  # rows in which heads are looked for that no map places, or that stand in another row
OF_FILE, OF_SHEET = "(berkas)", "(lembar)"  # columns of every table that say in which file and sheet a row stands
NUMBERED = "{n}"
HEADLESS = "Tulis header: nomor baris judulnya, atau header: 0 bila sumber ini tanpa judul (kolomnya A, B, C)"
SPAN = re.compile(r"(?P<first>.+?)\s*\.\.\s*(?P<last>.+)")
LETTER = re.compile(r"\[([A-Z]{1,3})\]")  # a column by its place, where its head says nothing
Rows = Iterator[tuple[Label, Sequence[Cell]]]


class Heads:
    """The heads of one table.

    Parameters
    ----------
    titles : list of str
        As written, those of several rows joined by ' › '; '' for a column without one.
    file : str
        As messages name it.
    sheet : str, optional
        Of a workbook.
    row : int, optional
        Where they stand.
    asked : set of int, optional
        Places of the columns that a map has asked for; every question adds to it.
    data_like : bool
        Whether the row may be one of data, whose cells no message repeats.
    """

    def __init__(
        self,
        titles: Sequence[str],
        file: str,
        sheet: str | None = None,
        row: int | None = None,
        asked: set[int] | None = None,
        *,
        data_like: bool = False,
    ) -> None:
        self.titles = [squeezed(title) for title in titles]
        self.file, self.sheet, self.row = file, sheet, row
        self.asked: set[int] = set() if asked is None else asked
        self.data_like = data_like

    def with_made(self, titles: Sequence[str]) -> Heads:
        """These heads, and behind them those of columns that the import makes itself, which count as asked for."""
        self.asked.update(range(len(self.titles), len(self.titles) + len(titles)))
        return Heads([*self.titles, *titles], self.file, self.sheet, self.row, self.asked)

    @property
    def unused(self) -> list[str]:
        """Heads of the columns that nobody asked for."""
        return [masked(title) for place, title in enumerate(self.titles) if title and place not in self.asked]

    @property
    def told(self) -> list[str]:
        """Heads as a message may list them: none that tells of somebody, and none of a row that may be data."""
        return [] if self.data_like else [title for title in map(masked, self.titles) if title not in ("", MASKED)]

    def place(self, names: Sequence[str]) -> int:
        """Where the column is that has one of the names.

        Raises
        ------
        DataError
            Where none has, or several have.
        """
        found = {place for name in names for place in self._called(name)}
        if len(found) == 1:
            return found.pop()
        if found:
            twice = ", ".join(f"{letters(place)} “{masked(self.titles[place])}”" for place in sorted(found))
            raise self._fault(names[0], f"lebih dari satu kolom cocok: {twice}", "Sebut judul lengkapnya di peta")
        raise self._fault(names[0], "kolom tidak ada", self._nearest(names))

    def missing(self, names: Sequence[str]) -> bool:
        """Whether no column has one of the names."""
        return not any(self._called(name) for name in names)

    def places(self, wanted: str, count: int | None = None) -> list[int]:
        """Several columns, in the order of the file.

        Parameters
        ----------
        wanted : str
            A range 'H1..H9', heads with '*', or with '{n}' for the number of each.
        count : int, optional
            How many there must be.

        Raises
        ------
        DataError
            Where there are others, or none.
        """
        if NUMBERED in wanted:
            return [self._only(wanted.replace(NUMBERED, str(number))) for number in range(1, (count or 0) + 1)]
        span = SPAN.fullmatch(wanted)
        if span and self.missing([wanted]) and ANY not in wanted:
            first, last = self.place([span["first"]]), self.place([span["last"]])
            found = list(range(first, last + 1))
            self.asked.update(found)
        else:
            found = self.matching(wanted)
        if not found or (count is not None and len(found) != count):
            rule = f"{len(found)} kolom cocok" + (f", seharusnya {count}" if count else "")
            raise self._fault(wanted, rule, self._nearest([wanted]))
        return found

    def matching(self, pattern: str) -> list[int]:
        """All columns that a name, or a pattern with '*', fits."""
        if ANY not in pattern:
            return self._called(pattern)
        fits = wildcard(squeezed(pattern)).fullmatch
        return self._found(lambda title: any(map(fits, _names(title))))

    def _only(self, pattern: str) -> int:
        found = self.matching(pattern)
        if len(found) != 1:
            raise self._fault(pattern, f"{len(found)} kolom cocok, seharusnya 1", self._nearest([pattern]))
        return found[0]

    def _called(self, name: str) -> list[int]:
        """Columns of a name: the whole head before a part of it, as written before whatever the case."""
        wanted = squeezed(name)
        if letter := LETTER.fullmatch(wanted):
            place = place_of(letter[1])
            found = [place] if place < len(self.titles) else []
            self.asked.update(found)
            return found
        for fits in (
            lambda title: title == wanted,
            lambda title: title.casefold() == wanted.casefold(),
            lambda title: wanted.casefold() in (part.casefold() for part in _names(title)),
        ):
            if found := self._found(fits):
                return found
        return self.matching(name) if ANY in name else []

    def _found(self, fits: Callable[[str], bool]) -> list[int]:
        found = [place for place, title in enumerate(self.titles) if title and fits(title)]
        self.asked.update(found)
        return found

    def _nearest(self, names: Sequence[str]) -> str:
        if self.data_like:
            return HEADLESS
        known = self.told
        small = {title.casefold(): title for title in known}
        near = get_close_matches(squeezed(names[0]).casefold(), small, n=1, cutoff=0.4)
        there = f"yang terdekat “{small[near[0]]}”" if near else f"yang ada: {', '.join(known[:12]) or 'tidak ada'}"
        return f"Sebut judulnya seperti di sumber; {there}"

    def _fault(self, column: str, rule: str, remedy: str) -> DataError:
        return DataError([Fault(self.file, rule, remedy, self.sheet, self.row, column)])


def _names(title: str) -> list[str]:
    """What a head may be called: as a whole, or by its lowest part."""
    return [title, title.rpartition(BETWEEN)[2]] if BETWEEN in title else [title]


def read_heads(grid: Grid, header: Sequence[int], wanted: Sequence[str]) -> tuple[Heads, Rows]:
    """The heads of a table, and the rows below them.

    Parameters
    ----------
    grid : Grid
        The table, not yet read.
    header : sequence of int
        The rows of the heads; [0] for none.
    wanted : sequence of str
        Heads that the map names: where they stand in another row, the message says in which.

    Raises
    ------
    DataError
        Where there is nothing, or the heads are elsewhere.
    """
    rows = iter(grid.rows)
    if grid.titles is not None:
        return Heads(grid.titles, grid.file, grid.sheet), rows
    if list(header) == [0]:
        first = list(islice(rows, 1))
        width = len(first[0][1]) if first else 0
        return Heads([letters(place) for place in range(width)], grid.file, grid.sheet), chain(first, rows)
    above = list(islice(rows, max(LOOKED_AT, header[-1])))
    lines = {int(label): cells for label, cells in above}
    if header[0] == 1 and lines and 1 not in lines:  # the line that tells Excel what parts the cells
        header = [row + 1 for row in header]
    titles = joined([lines.get(row, ()) for row in header])
    heads = Heads(titles, grid.file, grid.sheet, header[-1])
    if wanted and all(heads.missing([name]) for name in wanted):
        heads.data_like = looks_like_data(lines.get(header[-1], ()))
        _refuse_moved(heads, header, lines, wanted, grid.said)
    below = (row for row in above if int(row[0]) > header[-1])
    return heads, chain(below, rows)


def joined(lines: Sequence[Sequence[Cell]]) -> list[str]:
    """Heads over several rows as one: a head above several columns counts for each that has one of its own below.

    Examples
    --------
    >>> joined([["No", "Nilai", None], [None, "Awal", "Akhir"]])
    ['No', 'Nilai › Awal', 'Nilai › Akhir']
    """
    width = max(map(len, lines), default=0)
    rows = [[shown(cell) for cell in line] + [""] * (width - len(line)) for line in lines]
    for upper, lower in pairwise(rows):
        for place in range(1, width):
            if not upper[place] and lower[place]:
                upper[place] = upper[place - 1]
    return [BETWEEN.join(dict.fromkeys(row[place] for row in rows if row[place])) for place in range(width)]


def looks_like_data(cells: Sequence[Cell]) -> bool:
    """Whether a row has numbers, dates or somebody's identifier, as heads seldom do."""
    texts = [shown(cell) for cell in cells]
    return any(is_number(text) or isinstance(cell, dt.date) for text, cell in zip(texts, cells, strict=True)) or any(
        tells_of_persons("", [text]) or forms_of(text) for text in texts
    )


def _refuse_moved(
    heads: Heads, header: Sequence[int], lines: dict[int, Sequence[Cell]], wanted: Sequence[str], said: Sequence[str]
) -> None:
    """Not one of the wanted heads is where the map says: tell where they are, or what is there instead."""
    last = header[-1]
    found = {
        row: sum(not Heads(list(map(shown, cells)), heads.file).missing([name]) for name in wanted)
        for row, cells in lines.items()
    }
    best = max(found, key=lambda row: found[row], default=0)
    if best and found[best] and best != last:
        rule, remedy = f"judul kolom tampaknya di baris {best}, bukan {last}", f"Tulis header: {best} di source peta"
    else:
        there = heads.told
        rule = "tidak satu pun kolom yang disebut peta ada" + (f"; yang ada: {', '.join(there[:8])}" if there else "")
        remedy = "Periksa source peta: header, sheet, separator"
        if heads.data_like:
            rule, remedy = f"baris {last} tampaknya data, bukan judul", HEADLESS
    told = f" (dibaca sebagai {', '.join(said)})" if said else ""
    raise DataError([Fault(heads.file, rule + told, remedy, heads.sheet, last)])
