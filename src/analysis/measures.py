"""The numbers that a year is judged by, each under one name.

Early warnings, targets, trends and the check against the published report all ask here, so that
one number can't be computed in two ways. `Results` computes each subject once, when first asked.
"""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches
from functools import cached_property
from typing import TypeVar

from analysis import (
    access,
    action_plan,
    complaint_backlog,
    complaint_log,
    complaint_speed,
    complaints,
    counters,
    datasets,
    helpdesk,
    integrity,
    iso,
    media,
    organisation,
    priorities,
    procedures,
    satisfaction,
    training,
)
from analysis.errors import MissingDataError, ParameterError
from analysis.quantity import Quantity, given, relative_change
from analysis.report import Report

Thing = TypeVar("Thing")


class Results:
    """One report's results by subject. A subject without data raises MissingDataError when it is asked."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self._others: dict[int, Results] = {}

    def in_year(self, year: int) -> Results:
        """The same unit's results of another year; for this report's own year these."""
        if year == self.report.year:
            return self
        return self._others.setdefault(year, Results(self.report.in_year(year)))

    def history(self, name: str) -> dict[int, Results]:
        """The results of every year up to this one that has the dataset, oldest first."""
        return {year: self.in_year(year) for year in self.report.years_with(name)}

    @cached_property
    def before(self) -> Results:
        """The year before. MissingDataError where the unit has no data of it."""
        year, unit = self.report.year - 1, self.report.unit
        if not datasets.resources(year, unit):
            raise MissingDataError(f"tidak ada data {unit} tahun {year}")
        return self.in_year(year)

    @cached_property
    def log(self) -> complaint_log.Log:
        return complaint_log.of_report(self.report)

    @cached_property
    def complaints(self) -> complaints.Review:
        return complaints.review(self.log)

    @cached_property
    def backlog(self) -> complaint_backlog.Backlog:
        return complaint_backlog.backlog(self.log)

    @cached_property
    def offices(self) -> complaint_backlog.Office:
        return _there(self.backlog.all, "laporan yang masih terbuka")

    @cached_property
    def speed(self) -> complaint_speed.Speed:
        return _there(complaint_speed.speed(self.log), "laporan yang masuk dan selesai pada tahun ini")

    @cached_property
    def plan(self) -> action_plan.ActionPlan:
        return action_plan.action_plan(self.report.load("rencana_aksi"), self.report.load("bukti"))

    @cached_property
    def counters(self) -> counters.CounterSurvey:
        return counters.survey(self.report.load("pkt"))

    @cached_property
    def satisfaction(self) -> satisfaction.IndexResult:
        return satisfaction.of_report(self.report)

    @cached_property
    def priorities(self) -> priorities.PriorityResult:
        return priorities.of_report(self.report)

    @cached_property
    def integrity(self) -> integrity.IntegrityResult:
        return integrity.of_report(self.report)

    @cached_property
    def network(self) -> organisation.Network:
        return organisation.network(self.report.load("organisasi"))

    @cached_property
    def users(self) -> access.Users:
        return access.users(self.report.load("ncsis_pengguna"), self.report.year)

    @cached_property
    def modules(self) -> access.Modules:
        return access.modules(self.report.load("ncsis_modul"))

    @cached_property
    def releases(self) -> media.PressReleases:
        return media.press_releases(self.report.load("media_siaran_pers"))

    @cached_property
    def suggestions(self) -> iso.Suggestions:
        return iso.suggestions(self.report.load("iso_saran"), self.report.load("iso_tindak_lanjut"))

    @cached_property
    def audit(self) -> iso.Audit:
        return iso.audit(self.report.load("iso_audit"))

    @cached_property
    def revision(self) -> procedures.Revision:
        return procedures.revision(self.report.load("sop_jumlah"), self.report.load("sop"))

    @cached_property
    def training(self) -> training.Training:
        return training.training(self.report.load("pelatihan"))

    @cached_property
    def channels(self) -> helpdesk.Channels:
        return helpdesk.channels(self.report.load("helpdesk_kanal"))

    def measure(self, name: str) -> Quantity | None:
        """The number of that name; None where the report has no data for it.

        Raises ParameterError for a name that does not exist, with the nearest one.
        """
        if name not in MEASURES:
            near = get_close_matches(name, MEASURES, n=1, cutoff=0)
            raise ParameterError(f"ukuran “{name}” tidak dikenal; yang terdekat “{near[0]}”")
        try:
            return MEASURES[name](self)
        except MissingDataError:
            return None


def _there(thing: Thing | None, what: str) -> Thing:
    if thing is None:
        raise MissingDataError(f"tidak ada {what}")
    return thing


MEASURES: dict[str, Callable[[Results], Quantity]] = {
    "complaints-received": lambda r: r.complaints.all.received,
    "complaints-received-lapor": lambda r: r.complaints.channel("LAPORBKN!").received,
    "complaints-received-wbs": lambda r: r.complaints.channel("WBS").received,
    "complaints-closed": lambda r: r.complaints.all.closed,
    "complaints-open": lambda r: r.complaints.all.open,
    "complaints-closed-share": lambda r: r.complaints.all.closed_share,
    "complaints-open-share": lambda r: r.complaints.all.open_share,
    "complaints-open-past-letter": lambda r: r.offices.letter,
    "complaints-open-past-limit": lambda r: _there(r.backlog.late_share, "laporan yang masih terbuka"),
    "complaints-oldest": lambda r: r.offices.oldest,
    "complaints-closed-in-time": lambda r: r.speed.within_limit,
    "complaints-mean-days": lambda r: r.speed.mean,
    "complaints-median-days": lambda r: r.speed.median,
    "complaints-handled": lambda r: r.complaints.all.handled,
    "complaints-speed-gain": lambda r: abs(relative_change(r.before.speed.mean, r.speed.mean)),
    "plan-on-time": lambda r: r.plan.having(action_plan.ON_TIME),
    "counters-content": lambda r: r.counters.all.content,
    "counters-dissatisfied": lambda r: r.counters.extreme(counters.DISSATISFIED, most=True).shares[
        counters.DISSATISFIED
    ],
    "satisfaction-respondents": lambda r: r.satisfaction.respondents,
    "satisfaction-index": lambda r: r.satisfaction.ikm,
    "satisfaction-lowest": lambda r: r.satisfaction.lowest.nrr,
    "satisfaction-highest": lambda r: r.satisfaction.ranked[-1].nrr,
    "satisfaction-csi": lambda r: r.priorities.csi,
    "integrity-respondents": lambda r: r.integrity.respondents,
    "integrity-index": lambda r: r.integrity.index,
    "integrity-lowest": lambda r: r.integrity.lowest.index,
    "offices-regional": lambda r: r.network.regional_offices,
    "offices-service-units": lambda r: r.network.service_units,
    "access-active": lambda r: r.users.active,
    "access-active-local": lambda r: r.users.local,
    "access-active-central": lambda r: r.users.central,
    "access-inactive-users": lambda r: r.users.inactive,
    "access-inactive": lambda r: r.users.inactive_share,
    "access-support-share": lambda r: r.modules.support,
    "media-releases": lambda r: r.releases.all,
    "media-releases-per-week": lambda r: r.releases.per_week,
    "iso-suggestions": lambda r: r.suggestions.all,
    "iso-followed-up": lambda r: r.suggestions.done,
    "iso-auditors": lambda r: r.audit.auditors,
    "procedures-revised": lambda r: r.revision.all.revised,
    "training-participants": lambda r: r.training.all.participants,
    "helpdesk-requests": lambda r: r.channels.all,
    "helpdesk-channels": lambda r: given(len(r.channels.channels), "kanal", r.channels),
}


def _rated(counter: str, rating: str) -> Callable[[Results], Quantity]:
    return lambda r: r.counters.counter(counter).shares[rating]


for _name in "ABCDEF":
    MEASURES[f"counters-very-satisfied-{_name.lower()}"] = _rated(_name, counters.VERY_SATISFIED)
    MEASURES[f"counters-satisfied-{_name.lower()}"] = _rated(_name, counters.SATISFIED)
