"""The action plan of the year by month, and the evidence that its activities took place when planned."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from analysis.action_plan.contract import month_numbers
from laporan.core.errors import DataError, Fault
from laporan.core.formatting import months as listed_months
from laporan.facts.identity import Identity, parts
from laporan.facts.lineage import SOURCE, Basis
from laporan.facts.quantity import Quantity, count, given, share, summed
from laporan.facts.tables import Status, Table, table
from laporan.notebook.results import Identities, Results

DETAILS = "rincian kegiatan"
PLANNED = "bulan rencana"
ON_TIME = Status("match", "Pada bulan rencana")
OUTSIDE = Status("mismatch", "Hanya di luar bulan rencana")
UNDATED = Status("ambiguous", "Tanpa tanggal")
MISSING = Status("absent", "Belum ada bukti")
STATUSES = (ON_TIME, OUTSIDE, UNDATED, MISSING)


@dataclass(frozen=True)
class Activity:
    """One detail of the plan.

    title : the name as Markdown, foreign words in italics; programme and activity are Markdown too
    planned, evidenced : months; evidence : pieces, with a month or without; undated : those without
    row : of the plan
    """

    code: str
    programme: str
    activity: str
    name: str
    title: str
    planned: tuple[int, ...]
    evidenced: tuple[int, ...]
    evidence: Quantity
    undated: Quantity
    row: Basis

    @property
    def basis(self) -> Basis:
        """The plan's row and the evidence's rows."""
        return Basis.of(self.row, self.evidence)

    @property
    def on_plan(self) -> tuple[int, ...]:
        """Planned months that have evidence."""
        return tuple(month for month in self.planned if month in self.evidenced)

    @property
    def outside(self) -> tuple[int, ...]:
        """Months with evidence that were not planned."""
        return tuple(month for month in self.evidenced if month not in self.planned)

    @property
    def kept(self) -> Quantity:
        """Share of the planned months that have evidence."""
        return share(self.months_kept, self.months_planned)

    @property
    def months_kept(self) -> Quantity:
        return given(len(self.on_plan), PLANNED, self.basis)

    @property
    def months_planned(self) -> Quantity:
        return given(len(self.planned), PLANNED, self.row)

    @property
    def status(self) -> Status:
        if self.on_plan:
            return ON_TIME
        if self.outside:
            return OUTSIDE
        return UNDATED if self.undated else MISSING


@dataclass(frozen=True)
class ActionPlan:
    """The plan's details in order."""

    activities: tuple[Activity, ...]

    @cached_property
    def details(self) -> Quantity:
        return self._count(self.activities)

    @property
    def programmes(self) -> dict[str, Quantity]:
        """How many activities each programme has, in the plan's order."""
        members: dict[str, list[Activity]] = {}
        for item in self.activities:
            members.setdefault(item.programme, []).append(item)
        return {
            name: given(len({item.activity for item in items}), "kegiatan", items) for name, items in members.items()
        }

    @property
    def planned_months(self) -> Quantity:
        """Months of all details, added up."""
        return summed((item.months_planned for item in self.activities), PLANNED)

    @property
    def months_with_evidence(self) -> Quantity:
        """Share of the planned months that have evidence."""
        return share(summed((item.months_kept for item in self.activities), PLANNED), self.planned_months)

    @property
    def with_evidence(self) -> Quantity:
        """Share of the details that have any evidence at all."""
        return share(self._count(item for item in self.activities if item.evidence), self.details)

    def having(self, status: Status) -> Quantity:
        """Share of the details that stand so."""
        return share(self._count(self.standing(status)), self.details)

    def standing(self, status: Status) -> tuple[Activity, ...]:
        return tuple(item for item in self.activities if item.status == status)

    @property
    def with_evidence_outside(self) -> tuple[Activity, ...]:
        """Details with evidence in a month that was not planned, whether or not others were met."""
        return tuple(item for item in self.activities if item.outside)

    @property
    def widest_gap(self) -> Activity:
        """The detail with the most planned months that lack evidence; the first of equals."""
        return max(self.activities, key=lambda item: len(item.planned) - len(item.on_plan))

    def of(self, code: str) -> Activity | None:
        """The detail with that code, if the plan has it."""
        return next((item for item in self.activities if item.code == code), None)

    def table(self) -> Table:
        """The plan as the report prints it: programme, activity, detail, months."""
        rows = [
            (
                item.programme,
                item.activity,
                item.title if item.title != item.activity else "–",
                listed_months(item.planned),
            )
            for item in self.activities
        ]
        head = ("Program", "Kegiatan", "Rincian", "Bulan")
        return table(
            head, rows, merged=2, widths=(3, 3, 4, 2), rests_on=Basis.of([item.row for item in self.activities])
        )

    def evidence_table(self) -> Table:
        """Planned months against months with evidence, and the verdict."""
        rows = [
            (
                item.title,
                item.status,
                listed_months(item.planned),
                listed_months(item.evidenced) or "–",
                item.undated,
            )
            for item in self.activities
        ]
        head = ("Rincian kegiatan", "Keadaan", "Rencana", "Bulan berbukti", "Bukti tanpa bulan")
        how = (
            "Bulan berbukti adalah bulan yang disebut sekurang-kurangnya satu bukti. “Pada bulan rencana” berarti "
            "sekurang-kurangnya satu bulan rencana berbukti; “Tanpa tanggal” berarti bukti ada, tetapi tidak satu pun "
            "menyebut bulan."
        )
        return table(head, rows, widths=(4, 3, 2, 2, 2), how=how, rests_on=Basis.of(self.activities))

    def _count(self, items: Iterable[Activity]) -> Quantity:
        chosen = list(items)
        return given(len(chosen), DETAILS, chosen)


def identities(found: ActionPlan, plan: pd.DataFrame) -> list[Identity]:
    """Every detail of the plan stands in one way, and belongs to one programme."""
    section, whole = "program-kerja", count(plan, DETAILS)
    standing = [part for status in STATUSES if (part := found.having(status).part) is not None]
    return [
        parts(section, "Jumlah keadaan = semua rincian", DETAILS, standing, whole),
        Identity(section, "Rincian dalam program = semua rincian", DETAILS, found.details, whole),
    ]


def action_plan(plan: pd.DataFrame, evidence: pd.DataFrame, foreign: Collection[str] = ()) -> ActionPlan:
    """Each detail of the plan with its evidence.

    plan : dataset `rencana_aksi`, one row a detail
    evidence : dataset `bukti`, one row a piece; its month may be missing
    foreign : words to set in italics where the report prints them
    Raises DataError where evidence names a code that the plan does not have.
    """
    _refuse_unknown_codes(plan, evidence)
    found, none = dict(iter(evidence.groupby("code"))), evidence.iloc[:0]
    return ActionPlan(
        tuple(_activity(plan.loc[[row]], found.get(str(plan.at[row, "code"]), none), foreign) for row in plan.index)
    )


def _activity(row: pd.DataFrame, found: pd.DataFrame, foreign: Collection[str]) -> Activity:
    line = row.iloc[0]
    named = line["detail"] if pd.notna(line["detail"]) else line["activity"]
    months = sorted({int(month) for month in found["month"].dropna()})
    return Activity(
        line["code"],
        _italic(line["programme"], foreign),
        _italic(line["activity"], foreign),
        named,
        _italic(named, foreign),
        month_numbers(line["months"]),
        tuple(months),
        count(found, "bukti"),
        count(found[found["month"].isna()], "bukti"),
        Basis.of(row),
    )


def _refuse_unknown_codes(plan: pd.DataFrame, evidence: pd.DataFrame) -> None:
    unknown = evidence[~evidence["code"].isin(plan["code"])]
    if len(unknown):
        file = evidence.attrs[SOURCE].path
        rule, remedy = "kode tidak ada di rencana aksi", "Perbaiki kode itu, atau tambahkan kegiatannya di rencana_aksi"
        raise DataError(
            [
                Fault(file, rule, remedy, row=row, column="kode", value=code)
                for row, code in zip(unknown.index.tolist(), unknown["code"], strict=True)
            ]
        )


def _italic(text: str, words: Collection[str]) -> str:
    """Markdown with the foreign words in italics, longest first so that none is set twice."""
    if not words:
        return text
    longest_first = sorted(words, key=lambda word: -len(word))
    return re.sub(rf"\b({'|'.join(map(re.escape, longest_first))})\b", r"*\1*", text)


RESULTS: dict[str, Callable[[Results], object]] = {
    "plan": lambda r: action_plan(r.report.load("rencana_aksi"), r.report.load("bukti")),
}
MEASURES: dict[str, Callable[[Results], Quantity]] = {"plan-on-time": lambda r: r.plan.having(ON_TIME)}
IDENTITIES: Identities = (lambda r: identities(r.plan, r.report.load("rencana_aksi")),)
