"""Every identity of one report, checked: what the build asks before it publishes, and what the annex shows.

Each subject says beside its result which numbers must meet. Here they are asked of one report's
results, and those that hold between subjects are added.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from analysis import (
    access,
    action_plan,
    automatic_services,
    complaint_backlog,
    complaint_log,
    complaint_speed,
    complaints,
    counters,
    helpdesk,
    integrity,
    iso,
    media,
    priorities,
    procedures,
    satisfaction,
    survey,
    training,
)
from analysis.datasets.declared.surveys import SKM_PROFILE
from analysis.errors import MissingDataError
from analysis.formatting import lower_first
from analysis.identity import Identity, parts
from analysis.measures import Results
from analysis.quantity import Quantity, given
from analysis.tables import Cell, Status, Table, table

UNIT = "kesamaan"
HELD, BROKEN = Status("cocok", "Berlaku"), Status("beda", "Dilanggar")


@dataclass(frozen=True)
class Checked:
    """All identities of a report, in the order of its sections."""

    identities: tuple[Identity, ...]

    @cached_property
    def all(self) -> Quantity:
        return given(len(self.identities), UNIT, self.identities)

    @cached_property
    def held(self) -> Quantity:
        return given(sum(item.holds for item in self.identities), UNIT, self.identities)

    @property
    def laws(self) -> Quantity:
        """How many different laws they are cases of."""
        return given(len({(item.section, item.law) for item in self.identities}), "hukum", self.identities)

    @property
    def breaches(self) -> tuple[Identity, ...]:
        return tuple(item for item in self.identities if not item.holds)

    def table(self) -> Table:
        """A row a subject: which laws its numbers keep, and in how many cases."""
        rows: list[tuple[Cell, ...]] = []
        for section, name in SUBJECTS.items():
            cases = [item for item in self.identities if item.section == section]
            if not cases:
                continue
            laws = "; ".join(dict.fromkeys(lower_first(item.law) for item in cases))
            held = sum(item.holds for item in cases)
            state = HELD if held == len(cases) else BROKEN
            rows.append((name, state, given(len(cases), UNIT, cases), given(held, UNIT, cases), laws))
        rows.append(("Semua", BROKEN if self.breaches else HELD, self.all, self.held, None))
        how = (
            "Kedua sisi setiap kesamaan dihitung sendiri-sendiri dari baris data, tanpa pembulatan, lalu dibandingkan."
        )
        head = ("Bagian", "Keadaan", "Diperiksa", "Berlaku", "Kesamaan")
        return table(head, rows, total=True, widths=(4, 3, 2, 2, 8), how=how)


SUBJECTS = {
    "latar-belakang": "Kantor",
    "program-kerja": "Program kerja",
    "audit-surveilans": "Audit surveilans",
    "skm": "Survei kepuasan",
    "pengaduan": "Pengaduan",
    "evaluasi-lapor": "Evaluasi pengaduan",
    "pkt": "Loket PKT",
    "ncsis": "NCSIS",
    "media": "Media",
    "kpo-ppo": "KPO dan PPO",
    "sop": "SOP",
    "helpdesk": "Helpdesk SSCN",
    "pelatihan": "Pelatihan",
    "integritas": "Survei integritas",
}


def check(results: Results) -> Checked:
    """Every identity of the report's data; a subject that the unit has no data for has none."""
    found: list[Identity] = []
    for identities in SOURCES:
        try:
            found += identities(results)
        except MissingDataError:  # an office without that dataset prints nothing of it
            continue
    places = list(SUBJECTS)
    return Checked(tuple(sorted(found, key=lambda item: places.index(item.section))))


def _complaints(r: Results) -> list[Identity]:
    return complaints.identities(r.complaints)


def _carried_over(r: Results) -> list[Identity]:
    """Only where the year before has a log."""
    before, now = (complaint_log.of_report(results.report, numbers=True) for results in (r.before, r))
    return complaints.continuity(before, now)


def _speed(r: Results) -> list[Identity]:
    return complaint_speed.identities(r.speed, r.complaints.all)


def _respondents(r: Results) -> list[Identity]:
    """Each trait of the respondents divides all of them."""
    answers, law = r.report.load("skm"), "Jumlah kelompok = responden"
    groups = {title: survey.profile(answers, column, order) for column, title, order in SKM_PROFILE}
    everyone = r.satisfaction.respondents
    return [parts("skm", law, title, [one.count for one in each], everyone) for title, each in groups.items()] + [
        Identity("skm", "Responden IPA = responden IKM", "semua", r.priorities.respondents, everyone)
    ]


def _spread(r: Results) -> list[Identity]:
    return access.spread_identities(access.spread(r.report.load("ncsis_provinsi")), r.users)


def _audience(r: Results) -> list[Identity]:
    rows = r.report.load("media_pengikut")
    year = media.social_media(r.report.load("media_sosial"), r.report.year)
    return media.audience_identities(media.audience(rows), rows, year)


def _reach(r: Results) -> list[Identity]:
    rows = r.report.load("media_sosial")
    return media.reach_identities(media.social_media(rows, r.report.year), rows)


def _services(r: Results) -> list[Identity]:
    return automatic_services.identities(automatic_services.automatic_services(r.report.load("kpo_ppo")))


def _offices(r: Results) -> list[Identity]:
    """The regional offices that the services are counted for are all that there are."""
    counted = automatic_services.automatic_services(r.report.load("kpo_ppo")).regional_offices
    there = r.network.regional_offices
    law = "Kantor regional dalam data KPO dan PPO = kantor regional"
    return [Identity("latar-belakang", law, "semua", given(counted.value, there.unit, counted), there)]


def _problems(r: Results) -> list[Identity]:
    rows = r.report.load("helpdesk_masalah")
    return helpdesk.problem_identities(helpdesk.problems(rows), rows)


SOURCES: tuple[Callable[[Results], list[Identity]], ...] = (
    _offices,
    lambda r: action_plan.identities(r.plan, r.report.load("rencana_aksi")),
    lambda r: iso.identities(r.suggestions),
    lambda r: satisfaction.identities(r.satisfaction),
    _respondents,
    lambda r: priorities.identities(r.priorities),
    _complaints,
    _carried_over,
    lambda r: complaint_backlog.identities(r.backlog),
    _speed,
    lambda r: counters.identities(r.counters, r.report.load("pkt")),
    lambda r: access.identities(r.users, r.report.load("ncsis_pengguna")),
    _spread,
    lambda r: access.module_identities(r.modules, r.report.load("ncsis_modul")),
    lambda r: media.release_identities(r.releases),
    _audience,
    _reach,
    _services,
    lambda r: procedures.identities(r.revision),
    lambda r: helpdesk.identities(r.channels, r.report.load("helpdesk_kanal")),
    _problems,
    lambda r: training.identities(r.training),
    lambda r: integrity.identities(r.integrity),
)
