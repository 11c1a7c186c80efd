"""From wide to long, and from long to wide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from laporan.core.errors import DataError, Fault
from laporan.intake.account import DataRow
from laporan.intake.cells import Cell, CellError, shown, squeezed
from laporan.intake.fault_list import CellPlace, FaultList
from laporan.intake.grid import Grid, Label
from laporan.intake.heads import BETWEEN, Heads
from laporan.intake.map_model import Pivot, Unpivot
from laporan.intake.patterns import ANY, wildcard
from laporan.intake.personal import masked


@dataclass(frozen=True)
class Reshaped:
    """A table in another shape. heads : its columns; rows : of each record, the rows that come of it"""

    heads: Heads
    rows: Iterable[tuple[DataRow, list[list[Cell]]]]


def unpivoted(heads: Heads, records: Iterable[DataRow], rule: Unpivot) -> Reshaped:
    """From each record one row for each of the columns.

    Parameters
    ----------
    heads : Heads
        Of the records.
    records : iterable of DataRow
        The data.
    rule : Unpivot
        Of the map.

    Raises
    ------
    DataError
        Where there are no such columns, and where a measure has none or two.
    """
    places = list(dict.fromkeys(place for name in rule.columns for place in heads.places(name)))
    lines = (
        _measured(heads, places, rule) if rule.measures else [(_levels(heads.titles[at], rule), [at]) for at in places]
    )
    wide = heads.with_made(rule.made)

    def rows() -> Iterator[tuple[DataRow, list[list[Cell]]]]:
        for record in records:
            found: list[list[Cell]] = [
                [*record.cells, *levels, *(record.cells[place] for place in measures)]
                for levels, measures in lines
                if not rule.skip_empty or any(shown(record.cells[place]) for place in measures)
            ]
            yield record, found

    return Reshaped(wide, rows())


def _measured(heads: Heads, places: Sequence[int], rule: Unpivot) -> list[tuple[list[str], list[int]]]:
    """The columns of several measures: for each name those of all measures, in the order of the map."""
    found: dict[tuple[str, ...], dict[str, int]] = {}
    for place in places:
        title = heads.titles[place]
        measure, levels = _measure(title, rule)
        mine = found.setdefault(tuple(levels), {})
        if not measure or measure in mine:
            what = "ada dua kali" if measure else "tidak disebut di value"
            remedy = f"Perbaiki columns dan value di unpivot; value mengenal {', '.join(rule.measures)}"
            raise DataError([Fault(heads.file, f"kolom “{masked(title)}” {what}", remedy, heads.sheet, heads.row)])
        mine[measure] = place
    for above, mine in found.items():
        if lacking := [name for name in rule.measures.values() if name not in mine]:
            told = f"“{BETWEEN.join(above)}” tidak punya kolom untuk {', '.join(lacking)}"
            raise DataError([Fault(heads.file, told, "Perbaiki columns dan value di unpivot", heads.sheet, heads.row)])
    return [(list(above), [mine[name] for name in rule.measures.values()]) for above, mine in found.items()]


def _measure(title: str, rule: Unpivot) -> tuple[str, list[str]]:
    """Which measure a head tells, and of what; '' for none."""
    for head, name in rule.measures.items():
        if ANY in head and (match := wildcard(squeezed(head)).fullmatch(title)):
            return name, [match[1].strip()]
        above, _between, lowest = title.rpartition(BETWEEN)
        if above and lowest.casefold() == squeezed(head).casefold():
            return name, _padded(above.split(BETWEEN), rule)
    return "", []


def _padded(parts: Sequence[str], rule: Unpivot) -> list[str]:
    """The lowest levels of a head, one for each name; '' above where there are fewer."""
    kept = list(parts)[-len(rule.name) :]
    return [""] * (len(rule.name) - len(kept)) + kept


def _levels(title: str, rule: Unpivot) -> list[str]:
    """A head as the cells of a row: one, or one for each of its levels, the lowest last."""
    if len(rule.name) == 1:
        return [_short(title, rule.columns)]
    return _padded(title.split(BETWEEN), rule)


def _short(title: str, patterns: Sequence[str]) -> str:
    """From the first to the last letter that '*' and '[…]' stood for; the lowest part of a head over several rows."""
    for pattern in patterns:
        if ANY in pattern and (match := wildcard(squeezed(pattern)).fullmatch(title)):
            return title[match.start(1) : match.end(match.re.groups)]
    return title.rpartition(BETWEEN)[2]


def pivoted(grid: Grid, heads: Heads, records: Iterable[DataRow], rule: Pivot, faults: FaultList) -> Reshaped:
    """The records of one key as one row, with a column for each name. All records are held.

    Parameters
    ----------
    grid : Grid
        The table.
    heads : Heads
        Of the records.
    records : iterable of DataRow
        The data.
    rule : Pivot
        Of the map.
    faults : FaultList
        Takes a name that stands twice in a key, and values that differ within one.

    Raises
    ------
    DataError
        For a column that there is not.
    """
    by = [heads.place([name]) for name in rule.by]
    name_at, value_at = heads.place([rule.name]), heads.place([rule.value])
    groups: dict[tuple[str, ...], list[DataRow]] = {}
    for record in records:
        groups.setdefault(tuple(shown(record.cells[place]) for place in by), []).append(record)
    names = list(dict.fromkeys(shown(one.cells[name_at]) for group in groups.values() for one in group))
    kept = [place for place in range(len(heads.titles)) if place not in (name_at, value_at)]
    titles = [*(heads.titles[place] for place in kept), *names]
    asked = {place for place, before in enumerate(kept) if before in heads.asked}
    long = Heads(titles, heads.file, heads.sheet, heads.row, asked)
    pivot = _Pivoting(grid, heads, name_at, value_at, kept, names, faults)
    return Reshaped(long, (pivot.row(group) for group in groups.values()))


@dataclass(frozen=True)
class _Pivoting:
    grid: Grid
    heads: Heads
    name_at: int
    value_at: int
    kept: Sequence[int]
    names: Sequence[str]
    faults: FaultList

    def row(self, group: Sequence[DataRow]) -> tuple[DataRow, list[list[Cell]]]:
        """What a group becomes: cells that are the same in all its rows, then those of each name."""
        labels: list[Label] = [label for record in group for label in record.labels]
        cells: list[Cell] = []
        for place in self.kept:
            texts = {shown(record.cells[place]) for record in group}
            # What tells the rows apart, as the moment of an answer, is no part of the one that they become.
            cells.append(group[0].cells[place] if len(texts) == 1 else None)
        values: dict[str, Cell] = {}
        for record in group:
            name = shown(record.cells[self.name_at])
            if name in values and shown(values[name]) != shown(record.cells[self.value_at]):
                error = CellError(
                    "form", "dua nilai untuk nama yang sama di satu kelompok", "Sisihkan salah satunya", name
                )
                where = CellPlace(self.grid.file, self.grid.sheet, self.heads.titles[self.name_at])
                self.faults.cell(where, record.labels[0], error)
            values[name] = record.cells[self.value_at]
        record = DataRow(labels, [*cells, *(values.get(name) for name in self.names)])
        return record, [record.cells]
