"""From the rows of a table to its data: what is no data is left out, merged cells are filled, persons count once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from decimal import Decimal

from laporan.core.errors import Fault
from laporan.core.formatting import number
from laporan.intake.account import DataRow, RowAccount, Table
from laporan.intake.cell_dates import as_date
from laporan.intake.cell_reading import Context, as_number
from laporan.intake.cells import Cell, CellError, shown, squeezed
from laporan.intake.conditions import LeavingOut, holds
from laporan.intake.fault_list import CellPlace, FaultList, listed
from laporan.intake.grid import Grid, Label
from laporan.intake.heads import Heads, Rows
from laporan.intake.map_model import ImportMap
from laporan.intake.numerals import PLAIN, NumeralForm
from laporan.intake.one_person import OncePerPerson
from laporan.intake.personal import MASKED

DAY = dt.timedelta(days=1)


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
    context : Context
        What the map says for all.
    """

    def __init__(self, plan: ImportMap, account: RowAccount, faults: FaultList, year: int, context: Context) -> None:
        self._plan, self._account, self._faults, self._year = plan, account, faults, year
        self._persons = OncePerPerson(plan.one_per, account, faults, context) if plan.one_per else None
        self._days: set[dt.date] = set()
        self._ragged: dict[tuple[str, str | None, int, int], list[Label]] = {}  # file, sheet, cells, heads
        self._sum, self._total = Decimal(0), Decimal(0)
        self._total_seen = False

    def read(self, tables: Iterable[tuple[Grid, Heads, Rows]]) -> Iterator[Table]:
        """The data of all tables.

        Parameters
        ----------
        tables : iterable of (grid, heads, rows)
            Each with what is below its heads.

        Yields
        ------
        Table
            With the rows that are data, without what is personal.
        """
        kept: Iterable[Table] = ((grid, heads, self._kept(grid, heads, rows)) for grid, heads, rows in tables)
        for grid, heads, records in self._persons.of(kept) if self._persons else kept:
            yield grid, heads, self._nameless(grid, heads, records)

    def _nameless(self, grid: Grid, heads: Heads, records: Iterator[DataRow]) -> Iterator[DataRow]:
        """The rows, each counted for what the map asks of all of them, and then without what is personal."""
        personal = self._personal_places(heads)
        day_at = heads.place(self._plan.every_day.column) if self._plan.every_day else 0
        amount_at = heads.place(self._plan.total.column) if self._plan.total else 0
        for record in records:
            self._note_day(grid, heads, record, day_at)
            self._add_up(record, amount_at)
            yield DataRow(
                record.labels, [None if place in personal else cell for place, cell in enumerate(record.cells)]
            )

    def _personal_places(self, heads: Heads) -> set[int]:
        return {place for name in self._plan.personal for place in heads.matching(name)}

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
            reason = self._reason(grid, heads, leaving, label, line)
            for place in filled:
                if place < len(line) and shown(line[place]):
                    above[place] = line[place]
            if reason:
                self._account.leave_out(grid, label, reason)
            elif self._whole(grid, label, line, width):
                for place in filled:
                    line[place] = above.get(place) if not shown(line[place]) else line[place]
                yield DataRow([label], line)

    def _reason(self, grid: Grid, heads: Heads, leaving: LeavingOut, label: Label, line: Sequence[Cell]) -> str:
        """Why a row is no data; a row of which that can't be said is a fault."""
        try:
            return leaving.reason(label, line)
        except CellError as error:
            if error.head in {heads.titles[place] for place in self._personal_places(heads)}:
                error.value = MASKED
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
        self._ragged.setdefault((grid.file, grid.sheet, cells, width), []).append(label)
        self._account.leave_out(grid, label, "jumlah selnya tidak sama dengan judulnya")
        return False

    def _total_row(self, heads: Heads) -> Callable[[Sequence[Cell]], None] | None:
        if not (rule := self._plan.total):
            return None
        asked, place = holds(rule.where, heads, self._plan.zone), heads.place(rule.column)

        def look(line: Sequence[Cell]) -> None:
            # A cell of which the condition can't be asked is that of another row: the total itself can.
            with suppress(CellError):
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
        if self._persons:
            self._persons.finish(file)
        self._faults.tell(*(_ragged(*told, labels) for told, labels in self._ragged.items()))
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


def _ragged(file: str, sheet: str | None, cells: int, heads: int, labels: list[Label]) -> Fault:
    """A fault of all rows of a table that have another number of cells than there are heads."""
    rule = f"{cells} sel, padahal judulnya {heads}: baris terpotong, atau pemisah di dalam sel tanpa tanda kutip"
    remedy = "Perbaiki baris itu, atau sisihkan dengan leave_out"
    if cells < heads:
        remedy += "; bila hanya sel kosong di akhir baris yang hilang, tulis missing_cells: empty di source peta"
    row = labels[0] if isinstance(labels[0], int) else None
    return Fault(file, f"{rule} ({number(len(labels))} baris: {listed(labels)})", remedy, sheet, row)


def _place(grid: Grid, heads: Heads, place: int) -> CellPlace:
    return CellPlace(grid.file, grid.sheet, heads.titles[place])


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
