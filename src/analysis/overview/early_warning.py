"""The early-warning table: indicators of all subjects against the thresholds of the parameters.

Which indicators there are, at which thresholds they need attention, and what then follows, stands in the
parameters (`early_warning`); each subject says in `MEASURES` how its numbers are computed. Indicators for which
a unit has no data are left out, and named.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from analysis.methods.grounds import grounds, heading, verdict
from analysis.methods.precision import Interval
from analysis.overview.intervals import interval_of
from analysis.overview.params import Diagram, Indicator
from laporan.facts.printed import Printed, angka, persen, satuan
from laporan.facts.quantity import SHARE, Quantity, exact, given
from laporan.facts.tables import Cell, Status, Table, table
from laporan.notebook.results import Results
from laporan.project.models import EXAMPLE

__all__ = ["EarlyWarning", "Reading", "diagram_table", "early_warning"]

WarningLevel = Literal["normal", "watch", "act"]


@dataclass(frozen=True)
class Reading:
    """The value of one indicator, against its thresholds.

    Parameters
    ----------
    indicator : Indicator
        The indicator, with its thresholds.
    value : Quantity
        Its value in the report.
    interval : Interval or None
        Of the value, where it was estimated from respondents.
    """

    indicator: Indicator
    value: Quantity
    interval: Interval | None = None

    @property
    def name(self) -> str:
        """Name of the indicator."""
        return self.indicator.name

    @property
    def watch(self) -> Quantity:
        """The threshold of the level "watch", in the unit of the value."""
        return given(self.indicator.watch, self.value.unit)

    @property
    def act(self) -> Quantity:
        """The threshold of the level "act", in the unit of the value."""
        return given(self.indicator.act, self.value.unit)

    @property
    def status(self) -> WarningLevel:
        """The level that the value has reached; a value equal to a threshold has not crossed it yet."""
        return self._level(exact(self.value.value))

    @property
    def uncertain(self) -> bool:
        """Whether a threshold lies within the interval, so that other respondents could have given another level."""
        if self.interval is None:
            return False
        low, high = (self._level(exact(end.value)) for end in (self.interval.low, self.interval.high))
        return low != high

    @property
    def position(self) -> float:
        """Where the value stands on a scale on which `watch` is 1 and `act` is 2, whichever of them is higher."""
        watch, act = self.indicator.watch, self.indicator.act
        return 1 + (float(self.value) - watch) / (act - watch)

    @property
    def printed(self) -> Printed:
        """The value as it is printed.

        A count has its unit. A share has one decimal more than usual, so that it can be told from a threshold beside
        it. Any other number has two decimals. Where rounding would contradict the level, there are more.
        """
        nearest = min((self.watch, self.act), key=lambda limit: abs(exact(self.value.value) - exact(limit.value)))
        return self._as_value(self.value, nearest)

    @property
    def limits(self) -> tuple[Printed, Printed]:
        """The thresholds `watch` and `act` without unit, for a chart in which the value has it."""
        share, whole = self.value.unit == SHARE, isinstance(self.value.value, int)
        places = 1 if share else 0 if whole else 2
        return angka(self.watch, places), angka(self.act, places)

    @property
    def printed_limits(self) -> tuple[Printed, Printed]:
        """The thresholds `watch` and `act`, written like the value."""
        return self._as_value(self.watch), self._as_value(self.act)

    def _as_value(self, quantity: Quantity, beside: Quantity | None = None) -> Printed:
        if self.value.unit == SHARE:
            return persen(quantity, 1, beside)
        return satuan(quantity) if isinstance(self.value.value, int) else angka(quantity, 2, beside)

    def _level(self, value: Fraction) -> WarningLevel:
        watch, act = exact(self.watch.value), exact(self.act.value)
        if self.indicator.worse == "below":
            value, watch, act = -value, -watch, -act
        return "act" if value > act else "watch" if value > watch else "normal"


@dataclass(frozen=True)
class EarlyWarning:
    """All indicators of a report, with their values.

    Parameters
    ----------
    readings : tuple of Reading
        In the order of the parameters.
    missing : tuple of str
        Names of the indicators for which there is no data.
    """

    readings: tuple[Reading, ...]
    missing: tuple[str, ...] = ()

    def of_theme(self, theme: str) -> EarlyWarning:
        """Only the indicators of one theme."""
        return EarlyWarning(tuple(reading for reading in self.readings if reading.indicator.theme == theme))

    @property
    def official(self) -> EarlyWarning:
        """Only the indicators with official thresholds: only their levels are verdicts."""
        return EarlyWarning(tuple(reading for reading in self.readings if reading.indicator.official))

    @property
    def examples(self) -> EarlyWarning:
        """Only the indicators whose thresholds are examples."""
        return EarlyWarning(tuple(reading for reading in self.readings if not reading.indicator.official))

    @property
    def by_ground(self) -> tuple[tuple[EarlyWarning, str], ...]:
        """Official thresholds and examples apart, each with what prose calls them; without what there is none of."""
        parts = ((self.official, "resmi"), (self.examples, EXAMPLE))
        return tuple((part, called) for part, called in parts if part.readings)

    def with_status(self, status: WarningLevel) -> tuple[Reading, ...]:
        """Indicators that have reached the given level for certain."""
        return tuple(reading for reading in self.readings if reading.status == status and not reading.uncertain)

    @property
    def uncertain(self) -> tuple[Reading, ...]:
        """Indicators whose interval reaches over a threshold."""
        return tuple(reading for reading in self.readings if reading.uncertain)

    @property
    def themes(self) -> tuple[str, ...]:
        """All themes, in the order of the parameters."""
        return tuple(dict.fromkeys(reading.indicator.theme for reading in self.readings))

    def table(self) -> Table:
        """Table of the indicators: status, value, thresholds, and what follows where the value is not "normal"."""
        indicators = [reading.indicator for reading in self.readings]
        limits = [heading(words, indicators) for words in ("Ambang waspada", "Ambang tindak")]
        return table(
            ("Indikator", "Status", "Nilai", "Selang", *limits, "Tindak lanjut"),
            [_row(reading) for reading in self.readings],
            widths=(6, 4, 3, 3, 3, 3, 7),
            how="Nilai dihitung dari data laporan ini. Status berubah bila nilai melewati ambang, ke atas atau ke "
            "bawah menurut indikatornya; “belum pasti” berarti selang nilai survei memuat ambang. Selang nilai "
            "terendah atau terburuk dihitung seakan-akan yang terendah atau terburuk itu sudah ditetapkan sebelum "
            f"nilainya dilihat. Ambang tertulis di params (early_warning). {grounds('Ambang', indicators)}",
        )


def early_warning(results: Results) -> EarlyWarning:
    """Read all indicators of a report's parameters for which it has data.

    Raises
    ------
    ParameterError
        Where an indicator names a measure that does not exist.
    """
    indicators = results.report.params.early_warning
    found = [(indicator, results.measure(indicator.measure)) for indicator in indicators]
    return EarlyWarning(
        tuple(
            Reading(indicator, value, interval_of(results, indicator.measure))
            for indicator, value in found
            if value is not None
        ),
        tuple(indicator.name for indicator, value in found if value is None),
    )


def diagram_table(diagram: Diagram) -> Table:
    """Table of the boxes of a diagram: the layer of each, and where its arrows go."""
    labels = {node.id: node.label for layer in diagram.layers for node in layer.nodes}
    rows: list[tuple[Cell, ...]] = [
        (node.label, layer.name, ", ".join(labels[target] for target in node.feeds) or None)
        for layer in diagram.layers
        for node in layer.nodes
    ]
    return table(("Komponen", "Lapisan", "Mengalir ke"), rows)


def _row(reading: Reading) -> tuple[Cell, ...]:
    follow_up = None if reading.status == "normal" else reading.indicator.follow_up
    level = Status(reading.status)
    told = Status(reading.status, f"{level}, belum pasti") if reading.uncertain else level
    interval = reading.interval.printed if reading.interval else None
    return (
        reading.name,
        verdict(told, reading.indicator),
        reading.printed,
        interval,
        *reading.printed_limits,
        follow_up,
    )
