"""What the satisfaction survey gives to the rest of the report: results, measures and identities."""

from __future__ import annotations

from collections.abc import Callable

from analysis.methods import respondents
from analysis.methods.comparison import GroupDifference
from analysis.methods.precision import Interval
from analysis.satisfaction import index, priorities
from analysis.satisfaction.contract import SKM_PROFILE
from laporan.core.errors import MissingDataError
from laporan.facts.identity import Identity, parts
from laporan.facts.quantity import Quantity
from laporan.notebook.results import Identities, Results


def _respondents(results: Results) -> list[Identity]:
    """Each trait of the respondents divides all of them."""
    answers, law = results.report.load("skm"), "Jumlah kelompok = responden"
    groups = {title: respondents.profile(answers, column, order) for column, title, order in SKM_PROFILE}
    everyone = results.satisfaction.respondents
    told = [(title, [group.count for group in each]) for title, each in groups.items() if each]
    return [parts("skm", law, title, each, everyone) for title, each in told]


def _importance(results: Results) -> list[Identity]:
    """Of a survey that asked how much each unsur matters."""
    found, everyone = results.priorities, results.satisfaction.respondents
    same = Identity("skm", "Responden IPA = responden IKM", "semua", found.respondents, everyone)
    return [same, *priorities.identities(found)]


def _cost(results: Results) -> index.UnsurScore:
    """The unsur of cost, wherever it stands among the others.

    Raises
    ------
    MissingDataError
        Where the regulation of the survey has none.
    """
    if results.satisfaction.cost is None:
        raise MissingDataError(f"{results.satisfaction.rule.short_title} tidak memiliki unsur biaya")
    return results.satisfaction.cost


RESULTS: dict[str, Callable[[Results], object]] = {
    "satisfaction": lambda r: index.of_report(r.report),
    "priorities": lambda r: priorities.of_report(r.report),
}
MEASURES: dict[str, Callable[[Results], Quantity]] = {
    "satisfaction-respondents": lambda r: r.satisfaction.respondents,
    "satisfaction-index": lambda r: r.satisfaction.ikm,
    "satisfaction-lowest": lambda r: r.satisfaction.lowest.nrr,
    "satisfaction-cost": lambda r: _cost(r).nrr,
    "satisfaction-cost-contribution": lambda r: r.priorities[_cost(r).code].contribution,
    "satisfaction-csi": lambda r: r.priorities.csi,
}
INTERVALS: dict[str, Callable[[Results], Interval | None]] = {
    "satisfaction-index": lambda r: r.satisfaction.interval,
    "satisfaction-lowest": lambda r: r.satisfaction.lowest.nrr_interval,
    "satisfaction-cost": lambda r: _cost(r).nrr_interval,
}
DIFFERENCES: dict[str, Callable[[Results, Results], GroupDifference | None]] = {
    "satisfaction-index": lambda before, now: index.difference(before.satisfaction, now.satisfaction),
}
IDENTITIES: Identities = (
    lambda r: index.identities(r.satisfaction),
    _respondents,
    _importance,
)
