"""An import from open tables to the rows of the dataset: read, leave out, reshape, make each column, group."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from laporan.core.errors import Fault, ParameterError
from laporan.data.contracts import Contract
from laporan.intake.account import DataRow, RowAccount
from laporan.intake.cell_reading import Context, reader
from laporan.intake.cells import Cell, CellError, shown, squeezed
from laporan.intake.column_rule import ColumnRule
from laporan.intake.columns import FilledColumn, Maker, makers, targets
from laporan.intake.conditions import LeavingOut
from laporan.intake.dates import other_order
from laporan.intake.fault_list import CellPlace, FaultList, OrderEvidence, listed
from laporan.intake.grid import Grid, Label
from laporan.intake.grouping import RowGroups
from laporan.intake.heads import OF_FILE, OF_SHEET, Heads, Rows, read_heads
from laporan.intake.map_model import ImportMap, Lookup
from laporan.intake.ordering import order_reader
from laporan.intake.patterns import ANY
from laporan.intake.records import RecordReader
from laporan.intake.reshape import pivoted, unpivoted

WHERE = (OF_FILE, OF_SHEET)
Write = Callable[[Sequence[str], "SourceRow | None"], None]


@dataclass(frozen=True)
class SourceRow:
    """The row of the source that a row of the dataset comes from. file, sheet, label : where it is"""

    file: str
    sheet: str | None
    label: Label


@dataclass
class Intake:
    """One import under way.

    Parameters
    ----------
    plan : ImportMap
        The map.
    name : str
        Its file, for messages.
    contract : Contract
        Of the dataset.
    year : int
        Of the dataset.
    """

    plan: ImportMap
    name: str
    contract: Contract
    year: int
    account: RowAccount = field(default_factory=RowAccount)
    found: FaultList = field(default_factory=FaultList)
    said: list[str] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)
    tables: dict[str, dict[str, str]] = field(default_factory=dict)
    orders: dict[tuple[CellPlace, str], OrderEvidence] = field(default_factory=dict)
    places: dict[str, CellPlace] = field(default_factory=dict)
    serial: int = 0

    def __post_init__(self) -> None:
        self.targets: list[FilledColumn] = targets(self.plan.columns, self.contract, self.name)
        self.context = Context(frozenset(map(squeezed, self.plan.empty)), self.plan.words, self.plan.zone)
        self._asks_where = any(set(rule.names) & set(WHERE) for rule in self.plan.columns.values())
        self.groups = (
            RowGroups(self.targets, self.plan.group_by, self.plan.fill_groups, self.context)
            if self.plan.group_by
            else None
        )

    @property
    def faults(self) -> list[Fault]:
        """All that is wrong with the source."""
        return self.found.faults(self.orders)

    def look_up(self, name: str, rule: Lookup, grids: Sequence[Grid]) -> None:
        """Read another table of the source.

        Parameters
        ----------
        name : str
            As the map calls it.
        rule : Lookup
            Of the map.
        grids : sequence of Grid
            Its tables.
        """
        table: dict[str, str] = {}
        read_key, read_value = reader(rule.key, None, self.context), reader(rule.value, None, self.context)
        for grid in grids:
            heads, rows = read_heads(grid, rule.source.header, [*rule.key.column, *rule.value.column])
            key_at, value_at = heads.place(rule.key.column), heads.place(rule.value.column)
            leaving = LeavingOut(rule.leave_out, heads, self.plan.zone)
            for label, cells in rows:
                if not any(map(shown, cells)):
                    continue
                reason = leaving.reason(label, cells)
                self._count(rule, grid, label, name, reason)
                if not reason:
                    self._enter(table, grid, heads, label, (key_at, read_key), (value_at, read_value), cells)
        self.tables[name] = table

    def _count(self, rule: Lookup, grid: Grid, label: Label, name: str, reason: str) -> None:
        if rule.counted:
            self.account.read += 1
            self.account.used += not reason
            if reason:
                self.account.leave_out(grid, f"{name}: {label}", reason)

    def _enter(
        self,
        table: dict[str, str],
        grid: Grid,
        heads: Heads,
        label: Label,
        key: tuple[int, Any],
        value: tuple[int, Any],
        cells: Sequence[Cell],
    ) -> None:
        told = []
        for at, read in (key, value):
            try:
                told.append(shown(read(cells[at] if at < len(cells) else None)))
            except CellError as error:
                self.found.cell(CellPlace(grid.file, grid.sheet, heads.titles[at]), label, error)
                return
        if table.setdefault(told[0], told[1]) != told[1]:
            doubled = CellError("form", "kunci yang sama dengan dua nilai", "Perbaiki tabel itu", told[0])
            self.found.cell(CellPlace(grid.file, grid.sheet, heads.titles[key[0]]), label, doubled)

    def run(self, grids: Iterable[Grid], write: Write) -> None:
        """Read the tables, and write the rows of the dataset.

        Parameters
        ----------
        grids : iterable of Grid
            The tables of the source.
        write : callable
            Takes the texts of a row, and where it comes from; None for a row that several came together in.

        Raises
        ------
        DataError
            For a source that can't be read at all. Faults of cells and rows are in `faults`.
        ParameterError
            For a map that asks for a personal column.
        """
        reading = RecordReader(self.plan, self.account, self.found, self.year, self.context)
        expected: set[int] = set()
        rows_before, file = self.account.read, ""
        for grid, heads, records in reading.read(self._headed(grids)):
            file = grid.file
            self._table(grid, heads, records, write)
            self.said += [text for text in grid.said if text not in self.said]
            expected |= {grid.expected} if grid.expected is not None else set()
        reading.finish(file)
        self._tell_exchanged()
        came = self.account.read - rows_before
        if expected and expected != {came}:
            told = ", ".join(map(str, sorted(expected)))
            self.account.warnings.append(f"sumber menyebut {told} rekaman, yang datang {came}")
        if self.groups:
            self._write_groups(file, write)

    def _headed(self, grids: Iterable[Grid]) -> Iterator[tuple[Grid, Heads, Rows]]:
        for grid in grids:
            heads, rows = read_heads(grid, self.plan.source.header, self._wanted())
            self._refuse_personal(heads)
            yield grid, heads, rows

    def _table(self, grid: Grid, heads: Heads, records: Iterator[DataRow], write: Write) -> None:
        if self._asks_where:
            heads = heads.with_made(WHERE)
            records = (DataRow(one.labels, [*one.cells, grid.file, grid.sheet]) for one in records)
        made_of: Iterable[tuple[DataRow, list[list[Cell]]]] = ((record, [record.cells]) for record in records)
        if self.plan.pivot:
            shaped = pivoted(grid, heads, records, self.plan.pivot, self.found)
            heads, made_of = shaped.heads, shaped.rows
        if self.plan.unpivot:
            shaped = unpivoted(heads, (record for record, _cells in made_of), self.plan.unpivot)
            heads, made_of = shaped.heads, shaped.rows
        as_filed = grid.lettered and not self.plan.pivot and not self.plan.unpivot
        making = makers(self.targets, heads, self.context, self.tables, as_filed)
        self.places = {maker.target.column.header: maker.place for maker in making}
        orders = [self._order_reader(maker, heads) for maker in making]
        for record, lines in made_of:
            self._record(grid, record, lines, making, orders, write)
        self.unused += [title for title in heads.unused if title not in self.unused]

    def _record(
        self,
        grid: Grid,
        record: DataRow,
        lines: Sequence[Sequence[Cell]],
        making: Sequence[Maker],
        orders: Sequence[Any],
        write: Write,
    ) -> None:
        """One record: all that comes of it, or nothing where something in it is wrong."""
        made = [self._line(record.labels[0], cells, making) for cells in lines]
        if any(values is None for values in made):
            self._leave_out_faulty(grid, record)
            return
        self.account.used += len(record.labels)
        for cells, values in zip(lines, made, strict=True):
            if values is None:
                continue
            if self.groups:
                self._group(record, cells, values, making, orders)
            else:
                self.serial += 1
                texts = [
                    serial_text(maker.target.rule.serial, self.serial) if maker.target.rule.serial else str(value)
                    for maker, value in zip(making, values, strict=True)
                ]
                write(texts, SourceRow(grid.file, grid.sheet, record.labels[0]))

    def _line(self, label: Label, cells: Sequence[Cell], making: Sequence[Maker]) -> list[Any] | None:
        values: list[Any] = []
        whole = True
        for maker in making:
            self._see_order(maker, label, cells)
            try:
                values.append(maker.make(cells) if maker.make else "")
            except CellError as error:
                whole = False
                self.found.cell(maker.place, label, error)
                self._why = f"{maker.place.column}: {error.rule}"
        return values if whole else None

    def _leave_out_faulty(self, grid: Grid, record: DataRow) -> None:
        for label in record.labels:
            self.account.leave_out(grid, label, self._why)

    def _group(
        self,
        record: DataRow,
        cells: Sequence[Cell],
        values: Sequence[Any],
        making: Sequence[Maker],
        orders: Sequence[Any],
    ) -> None:
        try:
            if self.groups:
                self.groups.add(values, [order(cells) if order else None for order in orders])
        except CellError as error:
            self.found.cell(making[0].place, record.labels[0], error)

    def _write_groups(self, file: str, write: Write) -> None:
        try:
            for texts in self.groups.lines() if self.groups else ():
                write(texts, None)
        except CellError as error:
            self.found.tell(Fault(file, error.rule, error.remedy, value=error.value))

    def _order_reader(self, maker: Maker, heads: Heads) -> Any:
        rule = maker.target.rule.ordered_by
        if rule is None:
            return None
        at, read = heads.place(rule.column), order_reader(rule, self.context)
        return lambda cells: read(cells[at])

    def _see_order(self, maker: Maker, label: Label, cells: Sequence[Cell]) -> None:
        """What a date decides of the order of day and month."""
        forms = maker.target.rule.date
        cell = cells[maker.at] if forms and maker.at is not None and maker.at < len(cells) else None
        if not forms or not isinstance(cell, str | dt.date):
            return
        for form in forms:
            seen = self.orders.setdefault((maker.place, form), OrderEvidence(form))
            if isinstance(cell, str):
                seen.see(label, squeezed(cell))
            elif other_order(form):
                seen.see_date(label, cell.day)

    def _tell_exchanged(self) -> None:
        for (place, form), seen in self.orders.items():
            if seen.exchanged:
                self.account.warnings.append(
                    f"kolom {place.column}: teksnya hanya dapat dibaca {form}, dan semua sel tanggalnya berhari 1 "
                    f"sampai 12 (baris {listed(seen.early)}): hari dan bulannya mungkin tertukar. "
                    "Minta ekspor aslinya"
                )

    def _wanted(self) -> list[str]:
        """Heads that the map names outright: where none is there, the head stands in another row."""
        rules: Iterator[ColumnRule] = iter(self.plan.columns.values())
        named = [name for rule in rules for name in (*rule.column, *rule.join) if ANY not in name]
        if self.plan.pivot:
            return [*self.plan.pivot.by, self.plan.pivot.name, self.plan.pivot.value]
        return [name for name in named if name not in (*self._made_by_shape(), *WHERE)]

    def _refuse_personal(self, heads: Heads) -> None:
        personal = {place for name in self.plan.personal for place in heads.matching(name)}
        for key, names in self.plan.uses():
            if any(place in personal for name in names for place in heads.matching(name)):
                raise ParameterError(f"{self.name}: {key}: kolom itu disebut di personal, jadi tidak boleh dipakai")

    def _made_by_shape(self) -> tuple[str, ...]:
        return tuple(self.plan.unpivot.made) if self.plan.unpivot else ()


def serial_text(form: str, number: int) -> str:
    """The text of a serial number, by the form of the first: 'R001'.

    Examples
    --------
    >>> serial_text("R001", 12)
    'R012'
    """
    stem = form.rstrip("0123456789")
    return f"{stem}{number:0{len(form) - len(stem)}d}"
