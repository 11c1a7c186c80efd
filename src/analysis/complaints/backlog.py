"""What is open at the year's end: how old it is, why it is open, and which units owe an answer."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import pandas as pd

from analysis.complaints.contract import WBS
from analysis.complaints.flow import Flow
from analysis.complaints.log import UNIT, Log
from laporan.data.disclosure import is_small
from laporan.facts.identity import Identity, parts
from laporan.facts.printed import hitungan
from laporan.facts.quantity import CALENDAR_DAYS, Quantity, count, given, share
from laporan.facts.tables import Table, table

__all__ = ["Backlog", "OfficeBacklog", "backlog"]

ALL_OFFICES = "Semua unit kerja"


@dataclass(frozen=True)
class OfficeBacklog:
    """Complaints that one handling unit has open at the year's end.

    Parameters
    ----------
    name : str
        The unit, or "Semua unit kerja".
    open : Quantity
        All that it has open.
    letter : Quantity
        Those older than the limit after which the unit gets a letter (calendar days).
    late : Quantity
        Those older than the limit within which a complaint must be closed (working days).
    oldest : Quantity
        Age of the oldest, in calendar days.
    """

    name: str
    open: Quantity
    letter: Quantity
    late: Quantity
    oldest: Quantity


@dataclass(frozen=True)
class Backlog:
    """Complaints that are open at the year's end.

    Parameters
    ----------
    year : int
        The year.
    open : Quantity
        All that is open.
    ages : tuple of (str, Quantity)
        Each age band and its share of what is open, the youngest first.
    reasons : tuple of (str, Quantity)
        Each reason and its share of what is open, the most frequent first.
    unexplained : Quantity
        What is open without a reason that was written down.
    offices : tuple of OfficeBacklog
        Handling units, those with most open first; some together, where one would tell of a few that stay at home.
    all : OfficeBacklog or None
        All units together; None where nothing is open.
    limit : int
        Working days within which a complaint must be closed.
    letter_after : int
        Calendar days after which the handling unit gets a letter.
    marks : tuple of (str, str)
        What stands behind `letter_after` and `limit` in print: '' where they are official.
    """

    year: int
    open: Quantity
    ages: tuple[tuple[str, Quantity], ...]
    reasons: tuple[tuple[str, Quantity], ...]
    unexplained: Quantity
    offices: tuple[OfficeBacklog, ...]
    all: OfficeBacklog | None
    limit: int
    letter_after: int
    marks: tuple[str, str] = ("", "")

    def reason(self, name: str) -> Quantity:
        """Share of what is open that is open for this reason."""
        return dict(self.reasons)[name]

    @property
    def to_write_to(self) -> tuple[OfficeBacklog, ...]:
        """Units that get a letter."""
        return tuple(office for office in self.offices if office.letter)

    @property
    def youngest(self) -> Quantity:
        """Share of the youngest age band."""
        return self.ages[0][1]

    @property
    def over_a_year(self) -> Quantity:
        """Share of the oldest age band."""
        return self.ages[-1][1]

    @property
    def late_share(self) -> Quantity | None:
        """Share of what is open that is past the limit of working days; None where nothing is open."""
        return None if self.all is None else share(self.all.late.called("laporan terbuka lewat batas"), self.open)

    def age_table(self) -> Table:
        """Table of open complaints by age."""
        rows = [(name, hitungan(part)) for name, part in self.ages] + [("Jumlah", self.open)]
        how = "Umur adalah jarak hari kalender dari tanggal masuk sampai 31 Desember tahun ini."
        return table(("Umur", "Laporan terbuka"), rows, total=True, how=how)

    def office_table(self) -> Table:
        """Table of units with open complaints: how many, how many due for a letter, how many late, the oldest."""
        offices = (*self.offices, *(() if self.all is None else (self.all,)))
        rows = [
            (
                office.name,
                office.open,
                hitungan(share(office.letter, office.open)),
                hitungan(share(office.late, office.open)),
                office.oldest,
            )
            for office in offices
        ]
        head = (
            "Unit kerja penangan",
            "Terbuka",
            f"Lebih dari {self.letter_after} hari kalender{self.marks[0]}",
            f"Lewat {self.limit} hari kerja{self.marks[1]}",
            "Umur tertua (hari kalender)",
        )
        how = (
            f"Laporan terbuka pada 31 Desember. Batas surat ({self.letter_after} hari) dan umur tertua dihitung dalam "
            f"hari kalender, batas penyelesaian ({self.limit} hari) dalam hari kerja. Persentase dihitung dari laporan "
            "terbuka unit kerja yang sama."
        )
        return table(head, rows, total=self.all is not None, how=how)


def backlog(log: Log) -> Backlog:
    """Count the complaints of a log that are open at the year's end."""
    rows = log.open
    whole = count(rows, UNIT).called("laporan yang masih terbuka")
    letter_after = log.params.letter_after_days.value
    return Backlog(
        log.year,
        whole,
        _ages(rows, whole, log.params.age_bands),
        _reasons(rows, whole),
        count(rows[rows["reason"].isna()], UNIT).called("laporan terbuka tanpa alasan tertulis"),
        _offices(rows, log),
        None if rows.empty else _office(ALL_OFFICES, rows, log),
        log.params.limit_working_days.value,
        letter_after,
        (log.params.letter_after_days.mark, log.params.limit_working_days.mark),
    )


def identities(found: Backlog, flow: Flow) -> list[Identity]:
    """Identities: ages, reasons and units each add up to all that is open, here and in the balance.

    Parameters
    ----------
    found : Backlog
        What is open at a year's end.
    flow : Flow
        All complaints of the same year.
    """
    if found.all is None:
        return []
    section, law = "evaluasi-lapor", "Rincian sisa akhir = seluruh sisa akhir"
    shares = {"menurut umur": found.ages, "menurut alasan": found.reasons}
    counts = {case: [part.part for _name, part in each if part.part is not None] for case, each in shares.items()}
    counts["menurut alasan"].append(found.unexplained)
    counts |= {"menurut unit kerja": [office.open for office in found.offices]}
    laws = [parts(section, law, case, each, found.open) for case, each in counts.items()]
    laws.append(Identity(section, law, "menurut neraca", found.open, flow.open))
    late = [office.late for office in found.offices]
    letters = [office.letter for office in found.offices]
    return [
        *laws,
        parts(section, "Jumlah unit kerja = semua unit kerja", "lewat batas", late, found.all.late),
        parts(section, "Jumlah unit kerja = semua unit kerja", "lewat batas surat", letters, found.all.letter),
    ]


def _ages(rows: pd.DataFrame, whole: Quantity, bounds: list[int]) -> tuple[tuple[str, Quantity], ...]:
    if rows.empty:
        return ()
    names = [f"sampai {bounds[0]} hari", *(f"{low + 1}–{high} hari" for low, high in pairwise(bounds))]
    parts = [rows[rows["days"].between(low + 1, high)] for low, high in pairwise([-1, *bounds])]
    names.append(f"lebih dari {bounds[-1]} hari")
    parts.append(rows[rows["days"] > bounds[-1]])
    return tuple(
        (name, share(count(part, UNIT).called(f"laporan terbuka berumur {name}"), whole).by(name))
        for name, part in zip(names, parts, strict=True)
    )


def _reasons(rows: pd.DataFrame, whole: Quantity) -> tuple[tuple[str, Quantity], ...]:
    found = [
        (str(name), share(count(part, UNIT).called(f"laporan terbuka dengan alasan “{name}”"), whole))
        for name, part in rows.groupby("reason", observed=True)
    ]
    return tuple(sorted(found, key=lambda item: (-item[1].value, item[0])))


def _offices(rows: pd.DataFrame, log: Log) -> tuple[OfficeBacklog, ...]:
    by_size = sorted(
        sorted(rows["office"].astype("str").unique()), key=lambda name: int((rows["office"] == name).sum())
    )

    def of(*names: str) -> pd.DataFrame:
        return rows[rows["office"].isin(names)]

    few = [name for name in by_size if _tells_of_few(of(name), log)]
    others = [name for name in by_size if name not in few]
    while few and others and (len(few) < 2 or _tells_of_few(of(*few), log)):
        few.append(others.pop(0))
    together = [tuple(sorted(few))] if few else []
    offices = [_office(" + ".join(names), of(*names), log) for names in [*((name,) for name in others), *together]]
    return tuple(sorted(offices, key=lambda office: (-office.open.value, office.name)))


def _tells_of_few(rows: pd.DataFrame, log: Log) -> bool:
    """Whether a unit's row would count a few complaints of those that stay at home, or leave so few."""
    past_letter = rows["days"] > log.params.letter_after_days.value
    past_limit = rows["working_days"] > log.params.limit_working_days.value
    at_home = rows["channel"].isin([WBS])
    counted = (rows["days"] >= 0, past_letter, ~past_letter, past_limit, ~past_limit)
    return any(at_home[mask].all() and is_small(int(mask.sum())) for mask in counted)


def _office(name: str, rows: pd.DataFrame, log: Log) -> OfficeBacklog:
    letter, limit = log.params.letter_after_days.value, log.params.limit_working_days.value
    return OfficeBacklog(
        name,
        count(rows, UNIT),
        count(rows[rows["days"] > letter], UNIT).by(f"surat sesudah {letter} hari kalender"),
        count(rows[rows["working_days"] > limit], UNIT).by(f"batas {limit} hari kerja"),
        given(int(rows["days"].max()), CALENDAR_DAYS, rows),
    )
