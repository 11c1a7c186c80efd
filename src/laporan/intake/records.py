"""From the rows of a table to its data: what is no data is left out, merged cells are filled, persons count once."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from laporan.core.errors import Fault
from laporan.core.formatting import number
from laporan.intake.cell_reading import as_date, as_number
from laporan.intake.cells import Cell, CellError, shown, squeezed
from laporan.intake.conditions import LeavingOut, holds
from laporan.intake.fault_list import CellPlace, FaultList, listed
from laporan.intake.grid import Grid, Label
from laporan.intake.heads import Heads, Rows
from laporan.intake.map_model import ImportMap, OnePer
from laporan.intake.numerals import PLAIN, NumeralForm

SECRET = secrets.token_bytes(16)  # persons are compared by a digest that nobody can make again
DAY = dt.timedelta(days=1)


@dataclass
class DataRow:
    """One row of data. labels : the rows of the source that it is; cells : what stands in it"""

    labels: list[Label]
    cells: list[Cell]


@dataclass(frozen=True)
class AsideRow:
    """A row that is no data. file, sheet, label : where it is; reason : why"""

    file: str
    sheet: str | None
    label: Label
    reason: str


@dataclass
class RowAccount:
    """What became of the rows of a source: read = used + left out.

    Parameters
    ----------
    read, used : int
        Counts.
    aside : list of AsideRow
        Those that were left out.
    warnings : list of str
        What is hard to believe, and stops nothing.
    """

    read: int = 0
    used: int = 0
    aside: list[AsideRow] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def leave_out(self, grid: Grid, label: Label, reason: str) -> None:
        """Count a row as left out."""
        self.aside.append(AsideRow(grid.file, grid.sheet, label, reason))

    @property
    def left_out(self) -> dict[str, list[AsideRow]]:
        """By reason."""
        found: dict[str, list[AsideRow]] = {}
        for row in self.aside:
            found.setdefault(row.reason, []).append(row)
        return found


class RecordReader:
    """Reads the tables of one source, one after the other.

    Parameters
    ----------
    plan : ImportMap
        The map.
    account : RowAccount
        Counts the rows.
    faults : FaultList
        What is wrong.
    year : int
        Whose days must all be there, where the map asks that.
    """

    def __init__(self, plan: ImportMap, account: RowAccount, faults: FaultList, year: int) -> None:
        self._plan, self._account, self._faults, self._year = plan, account, faults, year
        self._seen: dict[bytes, tuple[str, bytes]] = {}
        self._same: list[str] = []  # pairs of rows of one person
        self._differing: list[str] = []
        self._days: set[dt.date] = set()
        self._sum, self._total = Decimal(0), Decimal(0)
        self._total_seen = False

    def read(self, grid: Grid, heads: Heads, rows: Rows) -> Iterator[DataRow]:
        """The data of one table.

        Parameters
        ----------
        grid : Grid
            The table.
        heads : Heads
            Its heads.
        rows : iterator of (label, cells)
            What is below them.

        Yields
        ------
        DataRow
            A row that is data.
        """
        records = self._kept(grid, heads, rows)
        if self._plan.one_per:
            records = self._once(grid, heads, records, self._plan.one_per)
        personal = {place for name in self._plan.personal for place in heads.matching(name)}
        day_at = heads.place(self._plan.every_day.column) if self._plan.every_day else 0
        amount_at = heads.place(self._plan.total.column) if self._plan.total else 0
        for record in records:
            self._note_day(grid, heads, record, day_at)
            self._add_up(record, amount_at)
            yield DataRow(
                record.labels, [None if place in personal else cell for place, cell in enumerate(record.cells)]
            )

    def _kept(self, grid: Grid, heads: Heads, rows: Rows) -> Iterator[DataRow]:
        leaving, total = LeavingOut(self._plan.leave_out, heads, self._plan.zone), self._total_row(heads)
        filled = [heads.place([name]) for name in self._plan.fill_down]
        above: dict[int, Cell] = {}
        width = len(heads.titles)
        for label, cells in rows:
            line = list(cells)
            if not any(shown(cell) for cell in line):
                continue
            self._account.read += 1
            if total:
                total(line)
            reason = self._reason(grid, leaving, label, line)
            for place in filled:
                if place < len(line) and shown(line[place]):
                    above[place] = line[place]
            if reason:
                self._account.leave_out(grid, label, reason)
            elif self._whole(grid, label, line, width):
                for place in filled:
                    line[place] = above.get(place) if not shown(line[place]) else line[place]
                yield DataRow([label], line)

    def _reason(self, grid: Grid, leaving: LeavingOut, label: Label, line: Sequence[Cell]) -> str:
        """Why a row is no data; a row of which that can't be said is a fault."""
        try:
            return leaving.reason(label, line)
        except CellError as error:
            self._faults.cell(CellPlace(grid.file, grid.sheet, error.head), label, error)
            return f"{error.head}: {error.rule}"

    def _whole(self, grid: Grid, label: Label, line: list[Cell], width: int) -> bool:
        """Whether a row has as many cells as there are heads; what a spreadsheet leaves out at its end is empty."""
        cells = len(line)
        if cells < width and not grid.fixed:
            line += [None] * (width - cells)
        elif cells > width and not any(shown(cell) for cell in line[width:]):
            del line[width:]
        if len(line) == width:
            return True
        rule = f"{cells} sel, padahal judulnya {width}: baris terpotong, atau pemisah di dalam sel tanpa tanda kutip"
        row = label if isinstance(label, int) else None
        self._faults.tell(Fault(grid.file, rule, "Perbaiki baris itu, atau sisihkan dengan leave_out", grid.sheet, row))
        self._account.leave_out(grid, label, "jumlah selnya tidak sama dengan judulnya")
        return False

    def _once(self, grid: Grid, heads: Heads, records: Iterator[DataRow], rule: OnePer) -> Iterator[DataRow]:
        """Each person once. Where the last counts, the rows of a table are held until all were seen."""
        places = [heads.place([name]) for name in rule.columns]
        if rule.keep == "last":
            held: dict[bytes, DataRow] = {}
            for number_, record in enumerate(records):
                key = _person(record, places) or number_.to_bytes(8, "big")
                if key in held:
                    reason = "orang yang sama mengisi lagi sesudahnya"
                    self._account.leave_out(grid, held.pop(key).labels[0], reason)
                held[key] = record
            yield from sorted(held.values(), key=lambda record: str(record.labels[0]).zfill(12))
            return
        for record in records:
            key, content = _person(record, places), _content(record, places)
            before = self._seen.setdefault(key, (_named(grid, record.labels[0]), content)) if key else None
            if before is None or before[0] == _named(grid, record.labels[0]):
                yield record
            elif rule.keep == "first":
                self._account.leave_out(grid, record.labels[0], "orang yang sama sudah mengisi sebelumnya")
            else:
                pairs = self._same if before[1] == content else self._differing
                pairs.append(f"{before[0]} dan {_named(grid, record.labels[0])}")
                yield record

    def _doubled(self, file: str) -> Fault:
        rule = f"orang yang sama mengisi dua kali, pada baris {listed([*self._same, *self._differing])}"
        if self._differing:
            rule += f"; isinya berbeda pada baris {listed(self._differing)}"
        remedy = "Tulis keep: first atau keep: last di one_per peta, atau perbaiki sumbernya"
        column = ", ".join(self._plan.one_per.columns) if self._plan.one_per else None
        return Fault(file, rule, remedy, column=column)

    def _total_row(self, heads: Heads) -> Callable[[Sequence[Cell]], None] | None:
        if not (rule := self._plan.total):
            return None
        asked, place = holds(rule.where, heads, self._plan.zone), heads.place(rule.column)

        def look(line: Sequence[Cell]) -> None:
            if asked(line):
                self._total_seen = True
                self._total += _amount(line[place] if place < len(line) else None, rule.number or PLAIN)

        return look

    def _add_up(self, record: DataRow, place: int) -> None:
        if rule := self._plan.total:
            self._sum += _amount(record.cells[place], rule.number or PLAIN)

    def _note_day(self, grid: Grid, heads: Heads, record: DataRow, place: int) -> None:
        if not (rule := self._plan.every_day):
            return
        try:
            day = as_date(rule.date, "", self._plan.zone, None, record.cells[place])
        except CellError as error:
            error.value = error.value or shown(record.cells[place])
            self._faults.cell(_place(grid, heads, place), record.labels[0], error)
            return
        if isinstance(day, dt.date):
            self._days.add(day)

    def finish(self, file: str) -> None:
        """What can only be told when all rows were seen: days that are missing, a total that differs.

        Parameters
        ----------
        file : str
            As messages name it.
        """
        if self._same or self._differing:
            self._faults.refuse(self._doubled(file))
        if rule := self._plan.every_day:
            first, last = rule.first or dt.date(self._year, 1, 1), rule.last or dt.date(self._year, 12, 31)
            missing = [day for day in _days(first, last) if day not in self._days]
            if missing:
                told = f"{len(missing)} hari tidak ada: {_spans(missing)}"
                self._faults.refuse(Fault(file, told, "Minta ekspor seluruh periode, atau ubah every_day di peta"))
        if self._plan.total:
            difference = self._total - self._sum
            if not self._total_seen:
                self._account.warnings.append("baris total yang disebut peta tidak ada")
            elif difference:
                self._account.warnings.append(
                    f"jumlah baris {_told(self._sum)}, padahal baris total {_told(self._total)}: "
                    f"selisih {_told(abs(difference))}"
                )


def _place(grid: Grid, heads: Heads, place: int) -> CellPlace:
    return CellPlace(grid.file, grid.sheet, heads.titles[place])


def _named(grid: Grid, label: Label) -> str:
    return f"{grid.sheet or grid.file}: {label}" if grid.sheet else str(label)


def _person(record: DataRow, places: Sequence[int]) -> bytes:
    """Who filled the row in, as a digest; b'' where it does not say."""
    texts = [shown(record.cells[place]).casefold() for place in places]
    return _digest(texts) if any(texts) else b""


def _content(record: DataRow, places: Sequence[int]) -> bytes:
    return _digest([shown(cell) for place, cell in enumerate(record.cells) if place not in places and place])


def _digest(texts: Sequence[str]) -> bytes:
    return hashlib.blake2b("\0".join(texts).encode(), key=SECRET, digest_size=16).digest()


def _amount(cell: Cell, form: NumeralForm) -> Decimal:
    try:
        value = as_number(form, squeezed(cell) if isinstance(cell, str) else cell)
    except CellError:
        return Decimal(0)
    return Decimal(value or 0)  # type: ignore[arg-type]


def _told(amount: Decimal) -> str:
    return number(int(amount)) if amount == int(amount) else number(amount)


def _days(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    while first <= last:
        yield first
        first += DAY


def _spans(days: Sequence[dt.date]) -> str:
    """'2019-08-11 s.d. 2019-08-31' of days that follow each other."""
    spans: list[list[dt.date]] = []
    for day in days:
        if spans and day - spans[-1][-1] == DAY:
            spans[-1].append(day)
        else:
            spans.append([day])
    told = [str(span[0]) if len(span) == 1 else f"{span[0]} s.d. {span[-1]}" for span in spans]
    return listed(told)
