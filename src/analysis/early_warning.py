"""The early-warning table: indicators from all subjects against the thresholds of the parameters.

Which indicators there are, where they begin to worry and what then follows is data
(`params.early_warning`); how each is measured is here. What a unit has no data for is left out
and named.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from typing import Literal, Protocol, Self

import pandas as pd

from analysis import access, complaint_backlog, complaint_speed, complaints, counters, integrity, satisfaction
from analysis.errors import ParameterError
from analysis.parameters import Diagram, Indicator, ReportParameters
from analysis.printed import Printed, angka, persen, satuan
from analysis.quantity import SHARE, Quantity, exact, given
from analysis.tables import Cell, Status, Table, table

Verdict = Literal["wajar", "waspada", "tindak"]


class OpenReport(Protocol):
    """What the indicators need of a report (`report.Report` is one)."""

    @property
    def year(self) -> int: ...

    @property
    def params(self) -> ReportParameters: ...

    def has(self, name: str) -> bool: ...

    def load(self, name: str) -> pd.DataFrame: ...

    def years_with(self, name: str) -> list[int]: ...

    def in_year(self, year: int) -> Self: ...


class Results:
    """The subjects' results of one report, each computed when an indicator first asks; None without data."""

    def __init__(self, report: OpenReport) -> None:
        self.report = report

    @cached_property
    def log(self) -> complaints.Log | None:
        if not self.report.has("pengaduan"):
            return None
        return complaints.of_report(self.report)

    @cached_property
    def backlog(self) -> complaint_backlog.Backlog | None:
        return None if self.log is None else complaint_backlog.backlog(self.log)

    @cached_property
    def speed(self) -> complaint_speed.Speed | None:
        return None if self.log is None else complaint_speed.speed(self.log)

    @property
    def all_offices(self) -> complaint_backlog.Office | None:
        return self.backlog.all if self.backlog else None


def _open_past_letter(results: Results) -> Quantity | None:
    return results.all_offices.letter if results.all_offices else None


def _open_past_limit(results: Results) -> Quantity | None:
    return results.backlog.late_share if results.backlog else None


def _closed_in_time(results: Results) -> Quantity | None:
    return results.speed.within_limit if results.speed else None


def _open_share(results: Results) -> Quantity | None:
    return None if results.log is None else complaints.flow(complaints.ALL, results.log.rows).open_share


def _oldest(results: Results) -> Quantity | None:
    return results.all_offices.oldest if results.all_offices else None


def _counters_dissatisfied(results: Results) -> Quantity | None:
    if not results.report.has("pkt"):
        return None
    rating = counters.DISSATISFIED
    return counters.survey(results.report.load("pkt")).extreme(rating, most=True).shares[rating]


def _satisfaction_lowest(results: Results) -> Quantity | None:
    return satisfaction.of_report(results.report).lowest.nrr if results.report.has("skm") else None


def _access_inactive(results: Results) -> Quantity | None:
    if not results.report.has("ncsis_pengguna"):
        return None
    return access.users(results.report.load("ncsis_pengguna"), results.report.year).inactive_share


def _integrity_lowest(results: Results) -> Quantity | None:
    return integrity.of_report(results.report).lowest.index if results.report.has("integritas") else None


MEASURES: dict[str, Callable[[Results], Quantity | None]] = {
    "complaints-open-past-letter": _open_past_letter,
    "complaints-open-past-limit": _open_past_limit,
    "complaints-closed-in-time": _closed_in_time,
    "complaints-open-share": _open_share,
    "complaints-oldest": _oldest,
    "counters-dissatisfied": _counters_dissatisfied,
    "satisfaction-lowest": _satisfaction_lowest,
    "access-inactive": _access_inactive,
    "integrity-lowest": _integrity_lowest,
}


@dataclass(frozen=True)
class Reading:
    """One indicator's value against its thresholds."""

    indicator: Indicator
    value: Quantity

    @property
    def name(self) -> str:
        return self.indicator.name

    @property
    def watch(self) -> Quantity:
        return given(self.indicator.watch, self.value.unit)

    @property
    def act(self) -> Quantity:
        return given(self.indicator.act, self.value.unit)

    @property
    def status(self) -> Verdict:
        """A value on a threshold has not crossed it yet."""
        return "tindak" if self._beyond(self.act) else "waspada" if self._beyond(self.watch) else "wajar"

    @property
    def position(self) -> float:
        """Where the value stands when `watch` is 1 and `act` is 2, whichever way trouble lies."""
        watch, act = self.indicator.watch, self.indicator.act
        return 1 + (float(self.value) - watch) / (act - watch)

    @property
    def printed(self) -> Printed:
        """The value as it is read: a count with its unit, a share with a decimal more than usual, so that it
        can be told from a threshold beside it, a score with two."""
        return self._as_value(self.value)

    @property
    def limits(self) -> tuple[Printed, Printed]:
        """The thresholds `watch` and `act` without unit, for a drawing whose value has it."""
        share, whole = self.value.unit == SHARE, isinstance(self.value.value, int)
        places = 1 if share else 0 if whole else 2
        return angka(self.watch, places), angka(self.act, places)

    @property
    def printed_limits(self) -> tuple[Printed, Printed]:
        """The thresholds `watch` and `act`, written like the value."""
        return self._as_value(self.watch), self._as_value(self.act)

    def _as_value(self, quantity: Quantity) -> Printed:
        if self.value.unit == SHARE:
            return persen(quantity, 1)
        return satuan(quantity) if isinstance(self.value.value, int) else angka(quantity, 2)

    def _beyond(self, limit: Quantity) -> bool:
        value, bound = exact(self.value.value), exact(limit.value)
        return value > bound if self.indicator.worse == "above" else value < bound


@dataclass(frozen=True)
class EarlyWarning:
    """All readings in the order of the parameters; missing : indicators without data, by name."""

    readings: tuple[Reading, ...]
    missing: tuple[str, ...] = ()

    def of_theme(self, theme: str) -> EarlyWarning:
        return EarlyWarning(tuple(reading for reading in self.readings if reading.indicator.theme == theme))

    def with_status(self, status: Verdict) -> tuple[Reading, ...]:
        return tuple(reading for reading in self.readings if reading.status == status)

    @property
    def themes(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(reading.indicator.theme for reading in self.readings))

    def table(self) -> Table:
        """Status, value, thresholds and what follows; an indicator in order asks for nothing."""
        head = ("Indikator", "Status", "Nilai", "Ambang waspada", "Ambang tindak", "Tindak lanjut")
        return table(
            head,
            [_row(reading) for reading in self.readings],
            widths=(5, 4, 3, 3, 3, 6),
            how="Nilai dihitung dari data laporan ini. Status berubah bila nilai melewati ambang, ke atas atau ke "
            "bawah menurut indikatornya. Ambang adalah keputusan pengelola dan tertulis di params (early_warning).",
        )


def early_warning(report: OpenReport) -> EarlyWarning:
    """Every indicator of the report's parameters that its data can answer.

    Raises ParameterError for a measure that does not exist.
    """
    results = Results(report)
    found = [(indicator, _measure(indicator)(results)) for indicator in report.params.early_warning]
    return EarlyWarning(
        tuple(Reading(indicator, value) for indicator, value in found if value is not None),
        tuple(indicator.name for indicator, value in found if value is None),
    )


def diagram_table(diagram: Diagram) -> Table:
    """The boxes of a diagram, the layer of each, and where its arrows go."""
    labels = {node.id: node.label for layer in diagram.layers for node in layer.nodes}
    rows: list[tuple[Cell, ...]] = [
        (node.label, layer.name, ", ".join(labels[target] for target in node.feeds) or None)
        for layer in diagram.layers
        for node in layer.nodes
    ]
    return table(("Bagian", "Lapisan", "Mengalir ke"), rows)


def _measure(indicator: Indicator) -> Callable[[Results], Quantity | None]:
    if indicator.measure not in MEASURES:
        near = get_close_matches(indicator.measure, MEASURES, n=1, cutoff=0)
        raise ParameterError(
            f"early_warning “{indicator.name}”: ukuran “{indicator.measure}” tidak dikenal; yang terdekat “{near[0]}”"
        )
    return MEASURES[indicator.measure]


def _row(reading: Reading) -> tuple[Cell, ...]:
    follow_up = None if reading.status == "wajar" else reading.indicator.follow_up
    return (reading.name, Status(reading.status), reading.printed, *reading.printed_limits, follow_up)
