"""Visits: how many, when, and to which clinic."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from laporan.core.formatting import month_name
from laporan.facts.identity import Identity, parts
from laporan.facts.printed import hitungan
from laporan.facts.quantity import Quantity, share, summed, total
from laporan.facts.tables import Cell, Table, table
from laporan.notebook.results import Identities, Results
from puskesmas.visits.contract import CLINICS

VISITS = "kunjungan"
MONTHS = range(1, 13)
SECTION = "kunjungan"


@dataclass(frozen=True)
class Clinic:
    """One clinic, or all of them together.

    Parameters
    ----------
    name : str
        As the register writes it.
    months : dict of int to Quantity
        Visits of each month, January first; zero for a month without a row.
    new, returning : Quantity
        Visits of the year by patients who came for the first time, and by all others.
    """

    name: str
    months: dict[int, Quantity]
    new: Quantity
    returning: Quantity

    @property
    def visits(self) -> Quantity:
        return summed(self.months.values(), VISITS)

    @property
    def new_share(self) -> Quantity:
        return share(self.new, self.visits)

    @property
    def busiest(self) -> int:
        """The month with most visits; the first of equals."""
        return max(self.months, key=lambda month: self.months[month])

    @property
    def quietest(self) -> int:
        """The month with fewest visits; the first of equals."""
        return min(self.months, key=lambda month: self.months[month])

    @property
    def swing(self) -> Quantity:
        """How many more visits the busiest month had than the quietest."""
        return self.months[self.busiest] - self.months[self.quietest]


@dataclass(frozen=True)
class Year:
    """The year's visits: each clinic in the register's order, and all of them."""

    clinics: tuple[Clinic, ...]
    all: Clinic

    @property
    def ranked(self) -> tuple[Clinic, ...]:
        """Clinics from the most visited to the least; equals in the register's order."""
        return tuple(sorted(self.clinics, key=lambda clinic: -clinic.visits.value))

    def share_of(self, clinic: Clinic) -> Quantity:
        """A clinic's share of all visits."""
        return share(clinic.visits, self.all.visits)

    def by_month(self) -> Table:
        """A row a month, a column a clinic; totals below and at the end."""
        columns = (*self.clinics, self.all)
        rows: list[tuple[Cell, ...]] = [
            (month_name(month), *(clinic.months[month] for clinic in columns)) for month in MONTHS
        ]
        rows.append(("Jumlah", *(clinic.visits for clinic in columns)))
        return table(("Bulan", *(clinic.name for clinic in columns)), rows, total=True, how="Jumlah kolom kunjungan.")

    def by_clinic(self) -> Table:
        """A row a clinic: visits with their share of all, and the share of new patients."""
        rows: list[tuple[Cell, ...]] = [
            (clinic.name, hitungan(self.share_of(clinic)), hitungan(clinic.new_share), clinic.returning)
            for clinic in self.ranked
        ]
        rows.append(("Semua poli", self.all.visits, hitungan(self.all.new_share), self.all.returning))
        return table(
            ("Poli", "Kunjungan", "Pasien baru", "Pasien lama"),
            rows,
            total=True,
            how="Persentase kunjungan dihitung dari kunjungan semua poli, persentase pasien baru dari kunjungan "
            "poli yang sama; keduanya dibulatkan satu kali, setengah ke atas.",
        )


def year(register: pd.DataFrame) -> Year:
    """Visits of one year.

    Parameters
    ----------
    register : DataFrame
        Dataset `kunjungan`: one row a month and clinic.
    """
    clinics = tuple(_clinic(name, register[register["clinic"] == name]) for name in CLINICS)
    return Year(clinics, _clinic("Semua poli", register))


def identities(found: Year, register: pd.DataFrame) -> list[Identity]:
    """Months, clinics and kinds of patients each add up to all visits of the register."""
    everything = total(register["visits"], VISITS)
    laws = [
        parts(SECTION, "Jumlah bulan = kunjungan setahun", "Semua poli", found.all.months.values(), everything),
        parts(SECTION, "Jumlah poli = semua poli", "Setahun", [c.visits for c in found.clinics], everything),
    ]
    for clinic in (*found.clinics, found.all):
        kinds = (clinic.new, clinic.returning)
        laws.append(parts(SECTION, "Pasien baru + pasien lama = kunjungan", clinic.name, kinds, clinic.visits))
    return laws


def _clinic(name: str, rows: pd.DataFrame) -> Clinic:
    months = {month: total(rows.loc[rows["month"] == month, "visits"], VISITS) for month in MONTHS}
    return Clinic(name, months, total(rows["new"], VISITS), total(rows["returning"], VISITS))


RESULTS: dict[str, Callable[[Results], object]] = {"visits": lambda r: year(r.report.load("kunjungan"))}
MEASURES: dict[str, Callable[[Results], Quantity]] = {
    "visits": lambda r: r.visits.all.visits,
    "visits-new-share": lambda r: r.visits.all.new_share,
}
IDENTITIES: Identities = (lambda r: identities(r.visits, r.report.load("kunjungan")),)
