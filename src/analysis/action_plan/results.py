"""The action plan of the year by month, and whether there is evidence that its activities took place in time."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from analysis.action_plan.contract import month_numbers
from analysis.action_plan.records import data_months
from laporan.core.errors import DataError, Fault, ParameterError
from laporan.core.formatting import months as listed_months
from laporan.facts.identity import Identity, parts
from laporan.facts.lineage import SOURCE, Basis
from laporan.facts.quantity import Quantity, count, given, share, summed
from laporan.facts.tables import Status, Table, table
from laporan.notebook.report import Report
from laporan.notebook.results import Identities, Results

__all__ = ["MISSING", "ON_TIME", "UNDATED", "ActionPlan", "Activity", "action_plan", "of_report"]

DETAILS = "rincian kegiatan"
PLANNED = "bulan rencana"
ON_TIME = Status("match", "Pada bulan rencana")
OUTSIDE = Status("mismatch", "Hanya di luar bulan rencana")
UNDATED = Status("ambiguous", "Tanpa tanggal")
MISSING = Status("absent", "Belum ada bukti")
STATUSES = (ON_TIME, OUTSIDE, UNDATED, MISSING)


@dataclass(frozen=True)
class Activity:
    """One detail of the plan, with its evidence.

    Parameters
    ----------
    code : str
        Programme, activity and detail, counted from one: "1.5.2".
    programme, activity : str
        What it belongs to, as Markdown with foreign words in italics.
    name : str
        Its name as plain text: that of the detail, or of the activity where it has no details.
    title : str
        Its name as Markdown, with foreign words in italics.
    planned : tuple of int
        Months of the plan.
    evidenced : tuple of int
        Months that a piece of evidence names.
    recorded : tuple of int
        Months in which the report's own data shows the activity; see `records`.
    data : Basis
        The rows of that data which fall in planned months.
    evidence : Quantity
        Pieces of evidence, with a month or without.
    undated : Quantity
        Pieces without a month.
    row : Basis
        Its row in the plan.
    """

    code: str
    programme: str
    activity: str
    name: str
    title: str
    planned: tuple[int, ...]
    evidenced: tuple[int, ...]
    recorded: tuple[int, ...]
    data: Basis
    evidence: Quantity
    undated: Quantity
    row: Basis

    @property
    def basis(self) -> Basis:
        """Rows that it rests on: that of the plan, those of the evidence, and those of the data."""
        return Basis.of(self.row, self.evidence, self.data)

    @property
    def named(self) -> tuple[int, ...]:
        """Planned months that a piece of evidence names."""
        return tuple(month for month in self.planned if month in self.evidenced)

    @property
    def on_data(self) -> tuple[int, ...]:
        """Planned months that no evidence names, and that the data shows."""
        return tuple(month for month in self.planned if month in self.recorded and month not in self.evidenced)

    @property
    def on_plan(self) -> tuple[int, ...]:
        """Planned months that evidence names or the data shows."""
        return tuple(sorted((*self.named, *self.on_data)))

    @property
    def outside(self) -> tuple[int, ...]:
        """Months with evidence that were not planned."""
        return tuple(month for month in self.evidenced if month not in self.planned)

    @property
    def kept(self) -> Quantity:
        """Share of the planned months that evidence names or the data shows."""
        return share(self.months_kept, self.months_planned)

    @property
    def months_kept(self) -> Quantity:
        """How many of the planned months evidence names or the data shows."""
        return given(len(self.on_plan), PLANNED, self.basis)

    @property
    def months_named(self) -> Quantity:
        """How many of the planned months a piece of evidence names."""
        return given(len(self.named), PLANNED, self.row, self.evidence)

    @property
    def months_planned(self) -> Quantity:
        """How many months are planned."""
        return given(len(self.planned), PLANNED, self.row)

    @property
    def status(self) -> Status:
        """Whether it is shown: in a planned month, only in others, only without a month, or not at all."""
        if self.on_plan:
            return ON_TIME
        if self.outside:
            return OUTSIDE
        return UNDATED if self.undated else MISSING


@dataclass(frozen=True)
class ActionPlan:
    """All details of the plan, in its order."""

    activities: tuple[Activity, ...]

    @cached_property
    def details(self) -> Quantity:
        """How many details there are."""
        return self._count(self.activities).called("rincian kegiatan dalam rencana aksi")

    @property
    def programmes(self) -> dict[str, Quantity]:
        """How many activities each programme has, in the plan's order."""
        members: dict[str, list[Activity]] = {}
        for item in self.activities:
            members.setdefault(item.programme, []).append(item)
        return {
            name: given(len({item.activity for item in items}), "kegiatan", items).called("kegiatan dalam program itu")
            for name, items in members.items()
        }

    @property
    def planned_months(self) -> Quantity:
        """Planned months of all details, added up."""
        months = summed((item.months_planned for item in self.activities), PLANNED)
        return months.called("bulan rencana semua rincian kegiatan")

    @property
    def months_with_evidence(self) -> Quantity:
        """Share of the planned months that evidence names or the data shows."""
        kept = summed((item.months_kept for item in self.activities), PLANNED)
        return share(kept.called("bulan rencana yang berbukti atau berdata"), self.planned_months)

    @property
    def months_named(self) -> Quantity:
        """Share of the planned months that a piece of evidence names."""
        named = summed((item.months_named for item in self.activities), PLANNED)
        return share(named.called("bulan rencana yang disebut bukti"), self.planned_months)

    def having(self, status: Status) -> Quantity:
        """Share of the details that have the given status."""
        standing = self._count(self.standing(status)).called(f"rincian kegiatan berstatus “{status}”")
        return share(standing, self.details)

    def standing(self, status: Status) -> tuple[Activity, ...]:
        """Details that have the given status."""
        return tuple(item for item in self.activities if item.status == status)

    @property
    def with_evidence_outside(self) -> tuple[Activity, ...]:
        """Details with evidence in a month that was not planned, whether or not planned months have some too."""
        return tuple(item for item in self.activities if item.outside)

    @property
    def widest_gap(self) -> Activity:
        """The detail with the most planned months that nothing shows; the first of equals."""
        return max(self.activities, key=lambda item: len(item.planned) - len(item.on_plan))

    def of(self, code: str) -> Activity | None:
        """The detail with that code; None where the plan does not have it."""
        return next((item for item in self.activities if item.code == code), None)

    def table(self) -> Table:
        """Table of the plan: programme, activity, detail, months."""
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
        """Table of each detail: status, planned months, months of evidence and of data, evidence without a month."""
        rows = [
            (
                item.title,
                item.status,
                listed_months(item.planned),
                listed_months(item.evidenced) or "–",
                listed_months(item.on_data) or "–",
                item.undated,
            )
            for item in self.activities
        ]
        head = ("Rincian kegiatan", "Status", "Rencana", "Bulan berbukti", "Bulan berdata", "Bukti tanpa bulan")
        how = (
            "Bulan berbukti adalah bulan yang disebut sekurang-kurangnya satu bukti. Bulan berdata adalah bulan "
            "rencana yang tidak disebut bukti, tetapi kegiatannya tampak dalam data laporan ini. “Pada bulan rencana” "
            "berarti sekurang-kurangnya satu bulan rencana berbukti atau berdata; “Tanpa tanggal” berarti bukti ada, "
            "tetapi tidak satu pun menyebut bulan."
        )
        return table(head, rows, widths=(4, 3, 2, 2, 2, 2), how=how, rests_on=Basis.of(self.activities))

    def _count(self, items: Iterable[Activity]) -> Quantity:
        chosen = list(items)
        return given(len(chosen), DETAILS, chosen or self.activities)


def identities(found: ActionPlan, plan: pd.DataFrame) -> list[Identity]:
    """Identities: every detail has one status, and belongs to one programme.

    Parameters
    ----------
    found : ActionPlan
        The plan with its evidence.
    plan : DataFrame
        Dataset `rencana_aksi`, from which it was read.
    """
    section, whole = "program-kerja", count(plan, DETAILS)
    standing = [part for status in STATUSES if (part := found.having(status).part) is not None]
    return [
        parts(section, "Jumlah keadaan = semua rincian", DETAILS, standing, whole),
        Identity(section, "Rincian dalam program = semua rincian", DETAILS, found.details, whole),
    ]


def of_report(report: Report) -> ActionPlan:
    """The action plan of a report, with its evidence and with the data that shows its activities."""
    asked = report.params.programme
    shown = data_months(report, asked.records) if asked else {}
    return action_plan(report.load("rencana_aksi"), report.load("bukti"), asked.foreign if asked else (), shown)


def action_plan(
    plan: pd.DataFrame,
    evidence: pd.DataFrame,
    foreign: Collection[str] = (),
    shown: Mapping[str, pd.DataFrame] | None = None,
) -> ActionPlan:
    """Join each detail of the plan with its evidence and its data.

    Parameters
    ----------
    plan : DataFrame
        Dataset `rencana_aksi`: one row a detail.
    evidence : DataFrame
        Dataset `bukti`: one row a piece of evidence; its month may be missing.
    foreign : collection of str
        Words that are printed in italics.
    shown : mapping of str to DataFrame
        By the code of a detail, the rows that show it, with their `month`; see `records.data_months`.

    Raises
    ------
    DataError
        Where evidence names a code that the plan does not have.
    ParameterError
        Where `shown` does.
    """
    shown = shown or {}
    if unknown := sorted(shown.keys() - set(plan["code"].astype(str))):
        raise ParameterError(
            f"programme.records: kode {', '.join(unknown)} tidak ada di rencana aksi. Perbaiki kodenya di params"
        )
    _refuse_unknown_codes(plan, evidence)
    found, none = dict(iter(evidence.groupby("code"))), evidence.iloc[:0]
    return ActionPlan(
        tuple(
            _activity(plan.loc[[row]], found.get(code, none), shown.get(code), foreign)
            for row, code in zip(plan.index, plan["code"].astype(str), strict=True)
        )
    )


def _activity(row: pd.DataFrame, found: pd.DataFrame, shown: pd.DataFrame | None, foreign: Collection[str]) -> Activity:
    line = row.iloc[0]
    planned = month_numbers(line["months"])
    named = line["detail"] if pd.notna(line["detail"]) else line["activity"]
    months = sorted({int(month) for month in found["month"].dropna()})
    return Activity(
        line["code"],
        _italic(line["programme"], foreign),
        _italic(line["activity"], foreign),
        named,
        _italic(named, foreign),
        planned,
        tuple(months),
        () if shown is None else tuple(sorted({int(month) for month in shown["month"].dropna()})),
        Basis() if shown is None else Basis.of(shown[shown["month"].isin(planned)]),
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
    "plan": lambda r: of_report(r.report),
}
MEASURES: dict[str, Callable[[Results], Quantity]] = {"plan-on-time": lambda r: r.plan.having(ON_TIME)}
IDENTITIES: Identities = (lambda r: identities(r.plan, r.report.load("rencana_aksi")),)
