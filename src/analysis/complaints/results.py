"""What complaints give to the rest of the report: results, measures and identities."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from analysis.complaints import backlog, carried_over, classes, flow, speed
from analysis.complaints.contract import WBS
from analysis.complaints.log import of_report
from laporan.core.errors import MissingDataError
from laporan.facts.identity import Identity
from laporan.facts.quantity import Quantity, relative_change
from laporan.notebook.results import Identities, Results

Thing = TypeVar("Thing")


def _there(thing: Thing | None, what: str) -> Thing:
    if thing is None:
        raise MissingDataError(f"tidak ada {what}")
    return thing


def _carried_over(results: Results) -> list[Identity]:
    """Only where the year before has a log."""
    before, now = (of_report(year.report, numbers=True) for year in (results.before, results))
    return carried_over.continuity(before, now)


def _areas(results: Results) -> list[Identity]:
    """Only where WBS has complaints: regional offices have none."""
    return flow.area_identities(flow.areas(results.log)) if results.complaints.has(WBS) else []


def _of_wbs(results: Results) -> flow.Flow:
    found = results.complaints
    return _there(found.channel(WBS) if found.has(WBS) else None, "laporan melalui WBS")


RESULTS: dict[str, Callable[[Results], object]] = {
    "log": lambda r: of_report(r.report),
    "complaints": lambda r: flow.review(r.log),
    "backlog": lambda r: backlog.backlog(r.log),
    "offices": lambda r: _there(r.backlog.all, "laporan yang masih terbuka"),
    "classes": lambda r: classes.class_speeds(r.log),
    "speed": lambda r: _there(speed.speed(r.log), "laporan yang masuk dan selesai pada tahun ini"),
}
MEASURES: dict[str, Callable[[Results], Quantity]] = {
    "complaints-received": lambda r: r.complaints.all.received,
    "complaints-received-lapor": lambda r: r.complaints.channel("LAPORBKN!").received,
    "complaints-received-wbs": lambda r: r.complaints.channel("WBS").received,
    "complaints-closed": lambda r: r.complaints.all.closed,
    "complaints-open": lambda r: r.complaints.all.open,
    "complaints-closed-share": lambda r: r.complaints.all.closed_share,
    "complaints-closed-share-wbs": lambda r: _of_wbs(r).closed_share,
    "complaints-open-share": lambda r: r.complaints.all.open_share,
    "complaints-open-past-letter": lambda r: r.offices.letter,
    "complaints-open-past-limit": lambda r: _there(r.backlog.late_share, "laporan yang masih terbuka"),
    "complaints-oldest": lambda r: r.offices.oldest,
    "complaints-closed-in-time": lambda r: _there(r.speed.cohort.within_limit, "laporan yang jatuh tempo"),
    "complaints-mean-days": lambda r: r.speed.mean,
    "complaints-median-days": lambda r: _there(r.speed.waiting.median, "median: belum separuh laporan selesai"),
    "complaints-handled": lambda r: r.complaints.all.handled,
    "complaints-speed-gain": lambda r: abs(relative_change(r.before.speed.mean, r.speed.mean)),
}
IDENTITIES: Identities = (
    lambda r: flow.identities(r.complaints),
    _carried_over,
    lambda r: backlog.identities(r.backlog, r.complaints.all),
    _areas,
    lambda r: speed.identities(r.speed, r.complaints.all),
    lambda r: classes.identities(r.classes, r.report.year),
)
