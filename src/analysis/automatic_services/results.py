"""Promotions (KPO) and pensions (PPO) that are settled automatically, by month and by office."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from analysis.automatic_services.contract import AGE_LIMIT, HEAD_OFFICE, PENSION, PROMOTION, REGULAR
from analysis.automatic_services.spread import OfficeSpread, spread
from laporan.core.errors import MissingDataError
from laporan.core.formatting import long_date, month_name
from laporan.facts.identity import Identity, parts
from laporan.facts.lineage import Basis
from laporan.facts.printed import hitungan
from laporan.facts.quantity import Quantity, exact, given, share, total
from laporan.facts.tables import Cell, Table, table
from laporan.notebook.results import Identities, Results

__all__ = [
    "AutomaticServices",
    "OfficeYear",
    "Service",
    "Step",
    "Throughput",
    "automatic_services",
    "step_table",
    "steps",
    "throughput",
]

SECTION = "kpo-ppo"
CASES = "usul"
EVEN = Fraction(5, 100)  # shares that lie no farther apart are called the same in prose
SHORT = {PROMOTION: "KPO", PENSION: "PPO"}
COVERED = {PROMOTION: REGULAR, PENSION: AGE_LIMIT}  # what the automatic way is meant for
QUARTERS = ("Triwulan I", "Triwulan II", "Triwulan III", "Triwulan IV")


@dataclass(frozen=True)
class Throughput:
    """Cases of some service, month or office.

    Parameters
    ----------
    processed : Quantity
        All cases that were processed.
    automatic : Quantity
        Those of them that were settled automatically.
    """

    processed: Quantity
    automatic: Quantity

    @property
    def share(self) -> Quantity | None:
        """Share of the processed cases that was settled automatically; None where nothing was processed."""
        if not self.processed:
            return None
        return share(
            self.automatic.called("usul yang ditetapkan otomatis"), self.processed.called("usul yang diproses")
        )


def throughput(rows: pd.DataFrame) -> Throughput:
    """Add up the cases of some rows of dataset `kpo_ppo`."""
    return Throughput(total(rows["processed"], CASES), total(rows["automatic"], CASES))


@dataclass(frozen=True)
class Service:
    """One service in one year: promotions, or pensions.

    Parameters
    ----------
    name : str
        "Kenaikan pangkat" or "Pensiun".
    year : Throughput
        The whole year.
    months : dict of int to Throughput
        By month, from 1 for January.
    quarters : tuple of Throughput
        By quarter.
    kinds : dict of str to Throughput
        By kind of case.
    covered : str
        The kind of case that the automatic way is meant for.
    covered_last, other_last : Throughput
        Cases of that kind, and of all others, in the last month with data.
    """

    name: str
    year: Throughput
    months: dict[int, Throughput]
    quarters: tuple[Throughput, ...]
    kinds: dict[str, Throughput]
    covered: str
    covered_last: Throughput
    other_last: Throughput

    @property
    def short(self) -> str:
        """Its abbreviation: "KPO" or "PPO"."""
        return SHORT[self.name]

    @property
    def first(self) -> Throughput:
        """The first month with cases."""
        return next(month for month in self.months.values() if month.processed)

    @property
    def last(self) -> Throughput:
        """The last month with cases."""
        return next(month for month in reversed(self.months.values()) if month.processed)

    @property
    def steady(self) -> bool:
        """Whether the first and the last month print the same share.

        Prose asks for it, so that no sentence says that 86% rose to 86%.
        """
        return str(self.first.share) == str(self.last.share)

    @property
    def complete(self) -> bool:
        """Whether, in the last month, all cases of the kind that is covered were settled automatically."""
        return self.covered_last.automatic == self.covered_last.processed


@dataclass(frozen=True)
class OfficeYear:
    """One office's year, with its cases by service, and by kind of case within each."""

    code: str
    name: str
    services: dict[str, Throughput]
    kinds: dict[str, dict[str, Throughput]]


@dataclass(frozen=True)
class AutomaticServices:
    """Both services of one year.

    Parameters
    ----------
    promotion, pension : Service
        The two services.
    offices : tuple of OfficeYear
        All offices, in the order of the file.
    first_month, last_month : int
        The months between which there is data.
    """

    promotion: Service
    pension: Service
    offices: tuple[OfficeYear, ...]
    first_month: int
    last_month: int

    @property
    def services(self) -> tuple[Service, Service]:
        """Both services, promotions first."""
        return self.promotion, self.pension

    @property
    def regional_offices(self) -> Quantity:
        """How many offices there are beside the head office."""
        regional = [office for office in self.offices if office.code != HEAD_OFFICE]
        return given(len(regional), "kantor regional", regional).called("kantor regional yang berdata")

    def office(self, code: str) -> OfficeYear:
        """The office of that code."""
        return next(office for office in self.offices if office.code == code)

    def even(self, service: str) -> bool:
        """Whether no two offices' shares of a service lie more than five hundredths apart."""
        shares = [exact(part.value) for office in self.offices if (part := office.services[service].share) is not None]
        return not shares or max(shares) - min(shares) <= EVEN

    def spread(self, service: str) -> OfficeSpread | None:
        """How far the offices lie apart; None where an office lacks a kind of case that others have.

        Parameters
        ----------
        service : str
            Name of the service.
        """
        whole = next(one for one in self.services if one.name == service)
        offices = [
            (office.services[service].share, {kind: part.share for kind, part in office.kinds[service].items()})
            for office in self.offices
        ]
        return spread(offices, {kind: part.processed for kind, part in whole.kinds.items()})

    def quarter_table(self) -> Table:
        """Table of cases by service, processed and automatic, a quarter a row; the year in the last row."""
        rows: list[tuple[Cell, ...]] = []
        for number, quarter in enumerate(QUARTERS):
            rows.append((quarter, *(cell for s in self.services for cell in _cells(s.quarters[number]))))
        rows.append(("Setahun", *(cell for s in self.services for cell in _cells(s.year))))
        return table(("Triwulan", *_heads()), rows, total=True, how=HOW)

    def month_table(self) -> Table:
        """Table of cases by service, processed and automatic, a month a row."""
        rows = [
            (month_name(month), *(cell for s in self.services for cell in _cells(s.months[month])))
            for month in self.promotion.months
        ]
        return table(("Bulan", *_heads()), rows, how=HOW)

    def office_table(self) -> Table:
        """Table of cases by service, processed and automatic, an office a row; all offices in the last row."""
        rows: list[tuple[Cell, ...]] = [
            (office.name, *(cell for s in self.services for cell in _cells(office.services[s.name], 1)))
            for office in self.offices
        ]
        rows.append(("Semua kantor", *(cell for s in self.services for cell in _cells(s.year, 1))))
        return table(("Kantor", *_heads()), rows, total=True, how=HOW)


HOW = (
    "Persentase adalah usul yang ditetapkan otomatis dibagi seluruh usul layanan itu yang diproses pada masa dan "
    "kantor yang sama, termasuk jenis yang belum dicakup cara otomatis."
)


def _heads() -> list[str]:
    return [head for name, short in SHORT.items() for head in (f"{name} diproses", f"Otomatis ({short})")]


def _cells(part: Throughput, places: int = 0) -> tuple[Cell, Cell]:
    return part.processed, None if part.share is None else hitungan(part.share, places)


def automatic_services(rows: pd.DataFrame) -> AutomaticServices:
    """Count the cases of both services in one year.

    Parameters
    ----------
    rows : DataFrame
        Dataset `kpo_ppo`: one row a month, office and kind of case.
    """
    offices = tuple(_office(str(code), there) for code, there in rows.groupby("office", sort=False))
    months = sorted({int(month) for month in rows["month"]})
    promotion, pension = (_service(name, rows[rows["service"] == name], months) for name in SHORT)
    return AutomaticServices(promotion, pension, offices, min(months), max(months))


def _office(code: str, rows: pd.DataFrame) -> OfficeYear:
    name, by_service = rows["office_name"].iloc[0], {service: rows[rows["service"] == service] for service in SHORT}
    return OfficeYear(
        code,
        name,
        {service: throughput(there) for service, there in by_service.items()},
        {service: _kinds(there) for service, there in by_service.items()},
    )


def _kinds(rows: pd.DataFrame) -> dict[str, Throughput]:
    return {str(case): throughput(rows[rows["case"] == case]) for case in rows["case"].unique()}


def _service(name: str, rows: pd.DataFrame, months: Sequence[int]) -> Service:
    rows = rows[["month", "case", "processed", "automatic"]]  # a filter takes every column that is there
    is_covered, is_last = rows["case"] == COVERED[name], rows["month"] == months[-1]
    return Service(
        name,
        throughput(rows),
        {month: throughput(rows[rows["month"] == month]) for month in months},
        tuple(throughput(rows[(rows["month"] - 1) // 3 == number]) for number in range(len(QUARTERS))),
        _kinds(rows),
        COVERED[name],
        throughput(rows[is_covered & is_last]),
        throughput(rows[~is_covered & is_last]),
    )


def identities(found: AutomaticServices) -> list[Identity]:
    """Identities: for each service months, quarters, kinds of case and offices add up to the year."""
    laws = []
    for service in found.services:
        groups: dict[str, Iterable[Throughput]] = {
            "bulan": service.months.values(),
            "triwulan": service.quarters,
            "jenis usul": service.kinds.values(),
            "kantor": [office.services[service.name] for office in found.offices],
        }
        for name, each in groups.items():
            law, made = f"Jumlah {name} = setahun", list(each)
            done, whole = [part.processed for part in made], service.year
            laws.append(parts(SECTION, law, f"{service.short} diproses", done, whole.processed))
            automatic = [part.automatic for part in made]
            laws.append(parts(SECTION, law, f"{service.short} otomatis", automatic, whole.automatic))
    return laws


@dataclass(frozen=True)
class Step:
    """A step by which offices adopted the automatic way: a meeting, or one that was only planned.

    Parameters
    ----------
    month : int
        Its month.
    date : date or None
        Its day; None where only the month is known.
    activity : str
        What was done.
    place : str or None
        Where; None where the source does not say.
    planned : bool
        Whether only the action plan tells of it.
    """

    month: int
    date: dt.date | None
    activity: str
    place: str | None
    planned: bool

    @property
    def when(self) -> str:
        """Its day, "10 Maret 2017"; its month, "Maret", where the day is not known."""
        return long_date(self.date) if self.date else month_name(self.month)


def steps(rows: pd.DataFrame) -> tuple[Step, ...]:
    """Read the steps of one year, in the order of their months.

    Parameters
    ----------
    rows : DataFrame
        Dataset `kpo_ppo_kegiatan`: one row a step.
    """
    ordered = rows.sort_values("month", kind="stable")
    columns = (ordered[name] for name in ("month", "date", "activity", "place", "basis"))
    return tuple(
        Step(
            int(month),
            None if pd.isna(date) else date.date(),
            str(activity),
            None if pd.isna(place) else str(place),
            basis == "Rencana aksi",
        )
        for month, date, activity, place, basis in zip(*columns, strict=True)
    )


def step_table(made: Sequence[Step], rows: pd.DataFrame) -> Table:
    """Table of the steps: what, when, where, and whether it took place or was only planned.

    Parameters
    ----------
    made : sequence of Step
        The steps.
    rows : DataFrame
        Dataset `kpo_ppo_kegiatan`, from which they were read.
    """
    lines = [(step.activity, step.when, step.place, "Rencana aksi" if step.planned else "Terlaksana") for step in made]
    return table(("Kegiatan", "Waktu", "Tempat", "Keterangan"), lines, widths=(6, 3, 4, 3), rests_on=Basis.of(rows))


def _settled(service: Service) -> Quantity:
    """Share of a year's cases that was settled automatically."""
    if service.year.share is None:
        raise MissingDataError(f"tidak ada usul {service.name} yang diproses")
    return service.year.share


RESULTS: dict[str, Callable[[Results], object]] = {"services": lambda r: automatic_services(r.report.load("kpo_ppo"))}
MEASURES: dict[str, Callable[[Results], Quantity]] = {
    "automatic-promotion-share": lambda r: _settled(r.services.promotion),
    "automatic-pension-share": lambda r: _settled(r.services.pension),
}
IDENTITIES: Identities = (lambda r: identities(r.services),)
