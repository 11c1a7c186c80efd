"""Complaints by class, each class against its own national limit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.complaints.log import UNIT, Log
from analysis.complaints.params import ComplaintClass
from analysis.complaints.waiting import Cohort, Waiting, cohort, waiting
from analysis.methods.grounds import grounds, heading
from laporan.facts.identity import Identity, parts
from laporan.facts.printed import hitungan
from laporan.facts.quantity import Quantity, count_where, share
from laporan.facts.tables import Cell, Table, table

__all__ = ["ClassSpeed", "ClassSpeeds", "class_speeds"]

ALL_CLASSES = "Semua kelas"


@dataclass(frozen=True)
class ClassSpeed:
    """How fast complaints of one class are settled, or of all classes, against the limit of each.

    Parameters
    ----------
    name : str
        The class, or "Semua kelas".
    rule : ComplaintClass or None
        The limit of the class; None for all classes together.
    cohort : Cohort
        Those whose limit had run out by the year's end, and how many of them were settled within it.
    waiting : Waiting
        Working days until they were settled.
    open_late : Quantity or None
        Share of the open ones, older years' included, that is past the limit; None where none is open.
    """

    name: str
    rule: ComplaintClass | None
    cohort: Cohort
    waiting: Waiting
    open_late: Quantity | None

    @property
    def limit(self) -> int | None:
        """Working days within which a complaint of the class must be settled; None for all classes together."""
        return None if self.rule is None else self.rule.limit_working_days

    def row(self) -> tuple[Cell, ...]:
        """Its row in `ClassSpeeds.table`."""
        within = self.cohort.within_limit
        return (
            self.name,
            self.limit,
            self.waiting.received,
            self.cohort.young,
            self.cohort.due,
            None if within is None else hitungan(within),
            self.waiting.printed_days,
            None if self.open_late is None else hitungan(self.open_late),
        )


@dataclass(frozen=True)
class ClassSpeeds:
    """All classes that occurred in a year.

    Parameters
    ----------
    classes : tuple of ClassSpeed
        In the order of the parameters.
    all : ClassSpeed or None
        All classes together; None where nothing came in.
    """

    classes: tuple[ClassSpeed, ...]
    all: ClassSpeed | None

    @property
    def judged(self) -> tuple[ClassSpeed, ...]:
        """Classes of which at least one complaint was due."""
        return tuple(item for item in self.classes if item.cohort.within_limit is not None)

    @property
    def tightest(self) -> ClassSpeed | None:
        """The class that kept its limit least often; None where nothing was due."""
        return min(self.judged, key=lambda item: item.cohort.within_limit or 0, default=None)

    @property
    def rules(self) -> tuple[ComplaintClass, ...]:
        """The classes as the parameters have them, with their limits."""
        return tuple(item.rule for item in self.classes if item.rule is not None)

    @property
    def mark(self) -> str:
        """' (contoh)' where no class has an official limit."""
        return "" if any(rule.official for rule in self.rules) or not self.rules else self.rules[0].mark

    def table(self) -> Table:
        """Table of the classes: limit, received, due, settled within the limit, median; all classes in the last row."""
        head = (
            "Kelas laporan",
            heading("Batas (hari kerja)", self.rules),
            "Masuk",
            "Terlalu baru",
            "Jatuh tempo",
            "Dalam batas",
            "Median (hari kerja)",
            "Terbuka, lewat batas",
        )
        everything = (*self.classes, *(() if self.all is None else (self.all,)))
        return table(
            head,
            [item.row() for item in everything],
            total=self.all is not None,
            how="Laporan jatuh tempo adalah laporan yang masuk pada tahun ini dan batas kelasnya habis sebelum tahun "
            "berakhir, baik yang sudah selesai maupun yang masih terbuka; yang batasnya habis sesudah itu terlalu "
            "baru untuk dinilai. Yang selesai termasuk yang diarsipkan. Median dihitung menurut Kaplan dan Meier dari "
            "semua laporan yang masuk. Hari kerja dihitung sejak hari sesudah masuk, tanpa Sabtu, Minggu, hari libur "
            "nasional atau setempat, dan cuti bersama. Persentase yang terbuka dan lewat batas dihitung dari semua "
            "laporan terbuka kelas itu pada akhir tahun, termasuk sisa tahun-tahun sebelumnya. "
            + grounds("Batas", self.rules),
        )


def class_speeds(log: Log) -> ClassSpeeds:
    """The speed of each class that occurs, against its national limit, and of all together."""
    rules = log.params.classes
    category = log.frame["category"]
    known = category.isin([rule.name for rule in rules])
    by_code = [next((r.limit_working_days for r in rules if r.name == name), 0) for name in category.cat.categories]
    limits = pd.Series(np.array([*by_code, 0])[category.cat.codes], index=log.frame.index)
    found = (_speed(log, rule.name, rule, rule.limit_working_days, category == rule.name) for rule in rules)
    return ClassSpeeds(tuple(item for item in found if item is not None), _speed(log, ALL_CLASSES, None, limits, known))


def identities(found: ClassSpeeds, year: int) -> list[Identity]:
    """Identities: classes add up to all that came in, was due, and was settled in time.

    Parameters
    ----------
    found : ClassSpeeds
        The classes of a year, and all complaints of the year, each held against the limit of its own class.
    year : int
        The year.
    """
    if found.all is None:
        return []
    counts: dict[str, Callable[[ClassSpeed], Quantity]] = {
        "masuk": lambda item: item.waiting.received,
        "jatuh tempo": lambda item: item.cohort.due,
        "selesai dalam batas": lambda item: item.cohort.in_time,
    }
    law = "Jumlah kelas = semua kelas"
    return [
        parts("pengaduan", law, f"{case}, {year}", map(count, found.classes), count(found.all))
        for case, count in counts.items()
    ]


def _speed(
    log: Log, name: str, rule: ComplaintClass | None, limit: int | pd.Series, mine: pd.Series
) -> ClassSpeed | None:
    """None where nothing of the class came in."""
    waited = waiting(log, "working_days", mine)
    if waited is None:
        return None
    is_open = log.is_open & mine
    opened = count_where(log.frame, is_open, UNIT)
    late = count_where(log.frame, is_open & (log.frame["working_days"] > limit), UNIT)
    return ClassSpeed(name, rule, cohort(log, limit, mine), waited, share(late, opened) if opened else None)
