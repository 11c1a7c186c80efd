"""Complaints carried over, received, closed and still open: over the year, and month by month."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

import pandas as pd

from analysis.complaints.contract import CHANNELS, CLASSES, WBS, WBS_AREAS
from analysis.complaints.log import OPEN, SETTLED, UNIT, Log, is_any
from laporan.core.formatting import month_name
from laporan.data.disclosure import is_small
from laporan.facts.identity import Identity, parts
from laporan.facts.printed import persen
from laporan.facts.quantity import Quantity, count_where, share
from laporan.facts.tables import Cell, Table, table

__all__ = [
    "Areas",
    "Flow",
    "Month",
    "Review",
    "areas",
    "flow",
    "received_by",
    "review",
    "small_classes_together",
    "tells_of_few",
]

SECTION = "pengaduan"
ALL = "Semua laporan"
BALANCE = "Sisa awal + masuk = selesai + sisa akhir"


@dataclass(frozen=True)
class Flow:
    """Complaints of one channel or class, or all of them, over the year.

    `carried_over` + `received` = `closed` + `open`.

    Parameters
    ----------
    name : str
        The channel or class, or "Semua laporan".
    carried_over : Quantity
        Received before the year and open when it began.
    received : Quantity
        Received in the year.
    closed : Quantity
        Closed in the year, with those that were archived.
    archived : Quantity
        Those of `closed` that were archived without an answer.
    open : Quantity
        Open at the year's end.
    """

    name: str
    carried_over: Quantity
    received: Quantity
    closed: Quantity
    archived: Quantity
    open: Quantity

    @property
    def handled(self) -> Quantity:
        """All that the year had to deal with: carried over and received."""
        return (self.received + self.carried_over).called("laporan yang harus ditangani")

    @property
    def closed_share(self) -> Quantity:
        """Share of `handled` that was closed."""
        return share(self.closed, self.handled)

    @property
    def open_share(self) -> Quantity:
        """Share of `handled` that is open at the year's end."""
        return share(self.open, self.handled)


FLOW_PARTS: dict[str, Callable[[Flow], Quantity]] = {
    "sisa awal": lambda flow: flow.carried_over,
    "masuk": lambda flow: flow.received,
    "selesai": lambda flow: flow.closed,
    "diarsipkan": lambda flow: flow.archived,
    "sisa akhir": lambda flow: flow.open,
}
NAMES = ("sisa awal", "laporan masuk", "laporan selesai", "laporan yang diarsipkan", "laporan yang masih terbuka")
IN_TABLE = ("sisa awal", "masuk", "selesai", "sisa akhir")


@dataclass(frozen=True)
class Month:
    """Complaints of one month.

    Parameters
    ----------
    number : int
        The month, from 1 for January.
    received : dict of str to Quantity
        Received in the month, by channel.
    closed : Quantity
        Closed in the month, whenever they came in.
    open : Quantity
        Open at the month's end.
    """

    number: int
    received: dict[str, Quantity]
    closed: Quantity
    open: Quantity

    @property
    def name(self) -> str:
        """The month's name."""
        return month_name(self.number)

    @property
    def all_received(self) -> Quantity:
        """Received in the month, by all channels."""
        return sum(self.received.values(), Quantity(0, UNIT))


@dataclass(frozen=True)
class Review:
    """A year's complaints.

    Parameters
    ----------
    year : int
        The year.
    all : Flow
        All complaints.
    channels, classes : tuple of Flow
        Those that occur, in the order of the contract.
    months : tuple of Month
        All twelve.
    """

    year: int
    all: Flow
    channels: tuple[Flow, ...]
    classes: tuple[Flow, ...]
    months: tuple[Month, ...]

    def channel(self, name: str) -> Flow:
        """The flow of one channel.

        Raises
        ------
        KeyError
            Where the channel had no complaints.
        """
        return {flow.name: flow for flow in self.channels}[name]

    def has(self, channel: str) -> bool:
        """Whether the channel had complaints."""
        return any(flow.name == channel for flow in self.channels)

    @property
    def busiest(self) -> tuple[Month, ...]:
        """The month in which most was received, with those that equal it."""
        most = max(month.all_received for month in self.months)
        return tuple(month for month in self.months if month.all_received == most)

    @property
    def fullest(self) -> tuple[Month, ...]:
        """The month that ended with most complaints open, with those that equal it."""
        most = max(month.open for month in self.months)
        return tuple(month for month in self.months if month.open == most)

    @property
    def emptiest(self) -> tuple[Month, ...]:
        """The month that ended with fewest complaints open, with those that equal it."""
        fewest = min(month.open for month in self.months)
        return tuple(month for month in self.months if month.open == fewest)

    @property
    def monthly(self) -> dict[str, tuple[Quantity, ...]]:
        """Received in each month, by channel; in all together where a month would tell of a few that stay at home."""
        found = {flow.name: tuple(month.received[flow.name] for month in self.months) for flow in self.channels}
        if any(is_small(int(count.value)) for count in found.get(WBS, ())):
            return {ALL: tuple(month.all_received for month in self.months)}
        return found

    @property
    def told_channels(self) -> tuple[Flow, ...]:
        """The channels; none where one of them would tell of a few that stay at home."""
        return () if any(flow.name == WBS and tells_of_few(flow) for flow in self.channels) else self.channels

    def table(self) -> Table:
        """Table of the flow by channel and by class, with all complaints in the last row."""
        head = ("Menurut", "Kanal atau kelas", "Sisa awal", "Masuk", "Selesai", "Sisa akhir", "Persentase selesai")
        grouped = (("Kanal", self.told_channels), ("Kelas", self.classes), ("Jumlah", (self.all,)))
        return table(
            head,
            [(group, *_balance_row(flow)) for group, flows in grouped for flow in flows],
            total=True,
            named_by=1,
            merged=1,
            how="Sisa awal ditambah laporan masuk sama dengan laporan selesai ditambah sisa akhir. Sisa awal adalah "
            "laporan yang masuk sebelum tahun ini dan belum selesai pada awal tahun. Persentase selesai dihitung dari "
            "jumlah sisa awal dan laporan masuk. Laporan dihitung dua kali: menurut kanal, lalu menurut kelas.",
        )

    def monthly_table(self) -> Table:
        """Table of complaints received by channel, closed, and open at the end, a month a row."""
        received = self.monthly
        rows: list[tuple[Cell, ...]] = [
            (month_name(m.number), *(counts[m.number - 1] for counts in received.values()), m.closed, m.open)
            for m in self.months
        ]
        head = ("Bulan", *map(received_by, received), "Selesai", "Belum selesai pada akhir bulan")
        how = "Laporan selesai dihitung pada bulan selesainya, kapan pun laporan itu masuk."
        return table(head, rows, how=how)


def review(log: Log) -> Review:
    """Count the complaints of a log by channel, class and month."""
    rows = log.frame
    channels = {name: rows["channel"] == name for name in CHANNELS}
    classes = {name: rows["category"] == name for name in CLASSES}
    flow_parts, occurring = _flow_parts(rows), {name: mine for name, mine in channels.items() if mine.any()}

    def flow_of(name: str, mine: pd.Series) -> Flow:
        return Flow(name, *_named(count_where(rows, part & mine, UNIT) for part in flow_parts))

    return Review(
        log.year,
        flow(ALL, rows),
        tuple(flow_of(name, mine) for name, mine in occurring.items()),
        tuple(flow_of(name, mine) for name, mine in classes.items() if mine.any()),
        _months(log, occurring),
    )


def flow(name: str, rows: pd.DataFrame) -> Flow:
    """Count the flow of some rows of a log.

    Parameters
    ----------
    name : str
        What the rows are.
    rows : DataFrame
        Rows of `Log.frame`.
    """
    return Flow(name, *_named(count_where(rows, part, UNIT) for part in _flow_parts(rows)))


def _named(counts: Iterable[Quantity]) -> Iterator[Quantity]:
    """The counts of a flow, under the names by which cards call them."""
    return (count.called(name) for count, name in zip(counts, NAMES, strict=True))


def received_by(channel: str) -> str:
    """What complaints received by a channel are called in a heading: 'Masuk WBS', and 'Masuk' of all together."""
    return "Masuk" if channel == ALL else f"Masuk {channel}"


def tells_of_few(*flows: Flow) -> bool:
    """Whether one of the numbers that a table tells of some flows together counts a few complaints.

    Parameters
    ----------
    flows : Flow
        Of complaints that stay at home.
    """
    counts = (sum(FLOW_PARTS[name](flow).value for flow in flows) for name in IN_TABLE)
    return any(is_small(int(count)) for count in counts)


def small_classes_together(found: Review) -> Review:
    """The review with classes of which a few would be told counted with the next smallest; none where all would be.

    Parameters
    ----------
    found : Review
        Of complaints that stay at home: whoever sees a few of them could find who made one.
    """

    by_size = sorted(found.classes, key=lambda flow: flow.handled.value)
    few = [flow for flow in by_size if tells_of_few(flow)]
    others = [flow for flow in by_size if flow not in few]
    while few and others and (len(few) < 2 or tells_of_few(*few)):
        few.append(others.pop(0))
    if not few:
        return found
    if tells_of_few(*few) or not others:
        return replace(found, classes=())
    together = [flow for flow in found.classes if flow in few]
    name = " + ".join(flow.name for flow in together)
    sums = (sum(map(part, together), Quantity(0, UNIT)) for part in FLOW_PARTS.values())
    return replace(found, classes=(*(flow for flow in found.classes if flow in others), Flow(name, *sums)))


@dataclass(frozen=True)
class Areas:
    """Complaints of WBS by the area that handles them.

    Parameters
    ----------
    all : Flow
        All complaints of WBS.
    flows : tuple of Flow
        One for each area. That they are all is an identity: no other office handles complaints of WBS.
    """

    all: Flow
    flows: tuple[Flow, ...]

    def share(self, flow: Flow) -> Quantity:
        """Share of all complaints of WBS that one of the flows had to deal with."""
        return share(flow.handled, self.all.handled)


def areas(log: Log) -> Areas:
    """Count the complaints of WBS by area.

    Parameters
    ----------
    log : Log
        A year's log; the complaints of other channels are left aside.
    """
    rows = log.only(WBS).frame
    return Areas(flow(WBS, rows), tuple(flow(name, rows[rows["office"] == name]) for name in WBS_AREAS))


def area_identities(found: Areas) -> list[Identity]:
    """Identities: what WBS handles and closes, its two areas handle and close."""
    law = "Laporan kedua area = semua laporan WBS"
    numbers: dict[str, Callable[[Flow], Quantity]] = {"ditangani": lambda flow: flow.handled, **FLOW_PARTS}
    each = [parts("wbs-ews", law, name, map(of, found.flows), of(found.all)) for name, of in numbers.items()]
    return [replace(item, rule_of_data=True) for item in each]


def _flow_parts(rows: pd.DataFrame) -> tuple[pd.Series, ...]:
    carried_over, state = rows["carried_over"], rows["state"]
    return carried_over, ~carried_over, is_any(state, SETTLED), state == "archived", is_any(state, OPEN)


def identities(found: Review) -> list[Identity]:
    """Identities: every flow balances, channels and classes add up to all, and months to the year."""
    flows = (found.all, *found.channels, *found.classes)
    laws = [Identity(SECTION, BALANCE, flow.name, flow.handled, flow.closed + flow.open) for flow in flows]
    for name, part in FLOW_PARTS.items():
        whole = part(found.all)
        laws.append(parts(SECTION, "Jumlah kanal = semua laporan", name, map(part, found.channels), whole))
        laws.append(parts(SECTION, "Jumlah kelas = semua laporan", name, map(part, found.classes), whole))
    return laws + _monthly_identities(found)


def _monthly_identities(found: Review) -> list[Identity]:
    laws, months, year = [], found.months, found.all
    opens = (year.carried_over, *(month.open for month in months))
    for month, open_before in zip(months, opens, strict=False):
        handled, left = open_before + month.all_received, month.closed + month.open
        laws.append(Identity(SECTION, BALANCE, month_name(month.number), handled, left))
    law = "Jumlah bulan = setahun"
    for flow in found.channels:
        received = [month.received[flow.name] for month in months]
        laws.append(parts(SECTION, law, f"laporan masuk, {flow.name}", received, flow.received))
    laws.append(parts(SECTION, law, "laporan selesai", [month.closed for month in months], year.closed))
    laws.append(Identity(SECTION, "Sisa akhir Desember = sisa akhir tahun", year.name, months[-1].open, year.open))
    return laws


def _months(log: Log, channels: dict[str, pd.Series]) -> tuple[Month, ...]:
    rows, arrival, closing = log.frame, log.frame["arrival"], log.frame["closing"]
    return tuple(
        Month(
            number,
            {name: count_where(rows, mine & (arrival == number), UNIT) for name, mine in channels.items()},
            count_where(rows, closing == number, UNIT),
            count_where(rows, (arrival <= number) & (closing > number), UNIT),
        )
        for number in range(1, 13)
    )


def _balance_row(flow: Flow) -> tuple[Cell, ...]:
    return flow.name, flow.carried_over, flow.received, flow.closed, flow.open, persen(flow.closed_share, 1)
