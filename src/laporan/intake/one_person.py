"""Nobody counts twice: rows of the same person, over all tables of a source."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from laporan.core.errors import Fault
from laporan.intake.account import DataRow, RowAccount, Table
from laporan.intake.cell_reading import Context
from laporan.intake.cells import CellError, shown
from laporan.intake.fault_list import CellPlace, FaultList, listed
from laporan.intake.grid import Grid, Label
from laporan.intake.heads import Heads
from laporan.intake.map_model import OnePer
from laporan.intake.ordering import order_reader

SECRET = secrets.token_bytes(16)  # persons are compared by a digest that nobody can make again
AGAIN = {"first": "orang yang sama sudah mengisi sebelumnya", "last": "orang yang sama mengisi lagi sesudahnya"}
Place = tuple[Grid, Label]
Order = int | Decimal | dt.datetime


class OncePerPerson:
    """Leaves out all rows of a person but one, or finds that there are two.

    Parameters
    ----------
    rule : OnePer
        Of the map.
    account : RowAccount
        Takes the rows that are left out.
    faults : FaultList
        Takes orders that can't be read, or decide nothing.
    context : Context
        What the map says for all.
    """

    def __init__(self, rule: OnePer, account: RowAccount, faults: FaultList, context: Context) -> None:
        self._rule, self._account, self._faults, self._context = rule, account, faults, context
        self._seen: dict[bytes, tuple[Place, bytes]] = {}
        self._same: list[tuple[Place, Place]] = []
        self._differing: list[tuple[Place, Place]] = []
        self._unordered = FaultList()

    def of(self, tables: Iterable[Table]) -> Iterator[Table]:
        """The tables without the rows that do not count. Rows are held where a later one may count instead."""
        if self._rule.keep == "last" or self._rule.ordered_by:
            yield from self._chosen(tables)
            return
        for grid, heads, records in tables:
            yield grid, heads, self._first(grid, heads, records)

    def _first(self, grid: Grid, heads: Heads, records: Iterable[DataRow]) -> Iterator[DataRow]:
        places = [heads.place([name]) for name in self._rule.columns]
        for record in records:
            key, content, here = _person(record, places), _content(record, places), (grid, record.labels[0])
            if not key or key not in self._seen:
                self._seen.setdefault(key, (here, content))
                yield record
            elif self._rule.keep == "first":
                self._account.leave_out(grid, record.labels[0], AGAIN["first"])
            else:
                there, before = self._seen[key]
                (self._same if before == content else self._differing).append((there, here))
                yield record

    def _chosen(self, tables: Iterable[Table]) -> Iterator[Table]:
        held = [(grid, heads, list(records)) for grid, heads, records in tables]
        persons: dict[bytes, list[tuple[int, int]]] = {}  # which table, which of its rows
        for table, (_grid, heads, records) in enumerate(held):
            places = [heads.place([name]) for name in self._rule.columns]
            for row, record in enumerate(records):
                if key := _person(record, places):
                    persons.setdefault(key, []).append((table, row))
        dropped: set[tuple[int, int]] = set()
        for rows in persons.values():
            if len(rows) > 1:
                mine = [(*held[table][:2], held[table][2][row]) for table, row in rows]
                dropped |= set(rows) - {rows[self._counting(mine)]}
        for table, (grid, heads, records) in enumerate(held):
            for row, record in enumerate(records):
                if (table, row) in dropped:
                    self._account.leave_out(grid, record.labels[0], AGAIN[self._rule.keep or "last"])
            yield grid, heads, iter([one for row, one in enumerate(records) if (table, row) not in dropped])

    def _counting(self, rows: Sequence[tuple[Grid, Heads, DataRow]]) -> int:
        """Which of a person's rows counts: by the map's column, or else by their order in the source."""
        choose = max if self._rule.keep == "last" else min
        if not (rule := self._rule.ordered_by):
            return choose(range(len(rows)))
        read = order_reader(rule, self._context)
        orders: list[Order] = []
        for grid, heads, record in rows:
            at = heads.place(rule.column)
            try:
                orders.append(_new(read(record.cells[at]), orders))
            except CellError as error:
                place = CellPlace(grid.file, grid.sheet, heads.titles[at], at if grid.lettered else None)
                self._unordered.cell(place, record.labels[0], error)
                return 0
        return orders.index(choose(orders))

    def finish(self, file: str) -> None:
        """Tell the persons of whom nothing says which row counts. file : as messages name it"""
        self._faults.refuse(*self._unordered.faults())
        if not (self._same or self._differing):
            return
        pairs = [*self._same, *self._differing]
        several = len({(grid.file, grid.sheet) for pair in pairs for grid, _label in pair}) > 1
        rule = f"orang yang sama mengisi dua kali, pada baris {listed(_told(pairs, several))}"
        if self._differing:
            rule += f"; isinya berbeda pada baris {listed(_told(self._differing, several))}"
        remedy = "Tulis keep: first atau keep: last di one_per peta, atau perbaiki sumbernya"
        self._faults.refuse(Fault(file, rule, remedy, column=", ".join(self._rule.columns)))


def _new(order: Order, others: Sequence[Order]) -> Order:
    """An order that can be compared with the others of a person, and is none of them."""
    if order in others:
        rule = "dua isian orang yang sama pada saat yang sama"
        raise CellError("form", rule, "Sisihkan salah satunya dengan leave_out", str(order))
    if len({isinstance(one, dt.datetime) for one in (order, *others)}) > 1:
        raise CellError("form", "sebagian bilangan, sebagian tanggal", "Tulis date di ordered_by", str(order))
    return order


def _told(pairs: Sequence[tuple[Place, Place]], several: bool) -> list[str]:
    return [" dan ".join(_named(place, several) for place in pair) for pair in pairs]


def _named(place: Place, several: bool) -> str:
    grid, label = place
    return f"{grid.sheet or grid.file}: {label}" if several or grid.sheet else str(label)


def _person(record: DataRow, places: Sequence[int]) -> bytes:
    """Who filled the row in, as a digest; b'' where it does not say."""
    texts = [shown(record.cells[place]).casefold() for place in places]
    return _digest(texts) if any(texts) else b""


def _content(record: DataRow, places: Sequence[int]) -> bytes:
    return _digest([shown(cell) for place, cell in enumerate(record.cells) if place not in places and place])


def _digest(texts: Sequence[str]) -> bytes:
    return hashlib.blake2b("\0".join(texts).encode(), key=SECRET, digest_size=16).digest()
