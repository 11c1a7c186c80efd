"""What changed since the year before: each indicator, whether it may be compared at all, and whether it got better."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.overview.achievements import as_read
from analysis.overview.intervals import difference_of, is_estimated
from analysis.overview.trend import CHANGED, UNSETTLED, Series
from laporan.core.errors import MissingDataError
from laporan.core.formatting import listing, lower_first, number
from laporan.facts.kinds import KINDS
from laporan.facts.printed import Piece, Printed, selisih
from laporan.facts.quantity import POINTS, SHARE, Quantity, relative_change
from laporan.facts.rules import kinds_of
from laporan.facts.tables import Cell, Status, Table, table
from laporan.notebook.results import Results
from laporan.project.indicators import YearlyIndicator, load_indicators

__all__ = [
    "UNTOLD",
    "WORSE",
    "IndicatorChange",
    "YearlyChanges",
    "with_base",
    "yearly_changes",
]

FEW = 20  # below so many, one case more or less moves a share by five points: counts are shown, and no verdict
BETTER, WORSE = Status("match", "Membaik"), Status("mismatch", "Memburuk")
SAME, AIMLESS = Status("normal", "Tetap"), Status("normal", "Tanpa arah")
UNTOLD, APART = Status("ambiguous", "Belum dapat dibedakan"), Status("absent", "Tidak sebanding")


@dataclass(frozen=True)
class IndicatorChange:
    """One indicator in two years.

    Parameters
    ----------
    indicator : YearlyIndicator
        Which, and which way is the good one.
    series : Series
        Its two values, and their difference where respondents stand behind them.
    """

    indicator: YearlyIndicator
    series: Series

    @property
    def obstacle(self) -> str:
        """Why the two years may not be compared; '' where they may."""
        before, now = self.series.before, self.series.now
        if before is None or now is None:
            return f"tidak diukur {'tahun lalu' if before is None else 'tahun ini'}"
        if self.series.direction == CHANGED:
            return CHANGED
        if kinds_of(before) != kinds_of(now):
            return "jenis data berlainan"
        small = [value.of for value in (before, now) if value.unit == SHARE and value.of and value.of.value < FEW]
        return f"penyebut di bawah {FEW}" if small else ""

    @property
    def outcome(self) -> Status:
        """Better, worse or the same; not told apart; without a good direction; or not to be compared."""
        if self.obstacle:
            return APART
        direction = self.series.direction
        if direction == UNSETTLED:
            return UNTOLD
        if direction == "tetap":
            return SAME
        if self.indicator.better == "none":
            return AIMLESS
        return BETTER if (direction == "naik") == (self.indicator.better == "higher") else WORSE

    @property
    def synthetic(self) -> bool:
        """Whether either year rests on made-up data, so that what is said of it is no judgement."""
        return any("synthetic" in kinds_of(value) for value in self.series.known)

    @property
    def shift(self) -> Quantity | None:
        """How far this year lies above the one before; None where the two may not be compared.

        In points for shares and for what respondents scored; otherwise a share of the year before, and of few the
        number.
        """
        before, now, sure = self.series.before, self.series.now, self.series.difference
        if self.obstacle or before is None or now is None:
            return None
        if sure is not None:
            return sure.estimate
        if now.unit == SHARE or min(before.value, now.value) < FEW:
            return now - before
        return relative_change(before, now)

    @property
    def difference(self) -> Cell:
        """How far the years lie apart, with the interval of that; or why that is not said."""
        shift, sure = self.shift, self.series.difference
        if shift is None:
            return self.obstacle
        if sure is not None:
            interval = (Piece("selang "), *sure.printed.pieces)
            return Printed(selisih(shift, 1 if shift.unit == POINTS else 2).pieces, interval)
        return selisih(shift, 1 if shift.unit in (SHARE, POINTS) else None)

    def row(self) -> tuple[Cell, ...]:
        """Its row in `YearlyChanges.table`."""
        verdict = self.outcome
        if self.synthetic and verdict in (BETTER, WORSE):
            verdict = Status(verdict.kind, f"{verdict} ({KINDS['synthetic']})")
        before, now = (None if value is None else with_base(value) for value in self.series.values)
        return self.indicator.name, before, now, self.difference, verdict


@dataclass(frozen=True)
class YearlyChanges:
    """All indicators that one of two years has data for.

    Parameters
    ----------
    year : int
        The later year.
    items : tuple of IndicatorChange
        In the order of the parameters. None where the unit has no data at all of the year before.
    """

    year: int
    items: tuple[IndicatorChange, ...]

    def having(self, outcome: Status) -> tuple[IndicatorChange, ...]:
        """Indicators of one outcome."""
        return tuple(item for item in self.items if item.outcome == outcome)

    @property
    def better(self) -> tuple[IndicatorChange, ...]:
        """Those that got better."""
        return self.having(BETTER)

    @property
    def worse(self) -> tuple[IndicatorChange, ...]:
        """Those that got worse."""
        return self.having(WORSE)

    @property
    def untold(self) -> tuple[IndicatorChange, ...]:
        """Those whose change may be chance."""
        return self.having(UNTOLD)

    @property
    def judged(self) -> tuple[IndicatorChange, ...]:
        """Those that got better or worse."""
        return (*self.better, *self.worse)

    @property
    def judged_on_synthetic(self) -> tuple[IndicatorChange, ...]:
        """Those of them that rest on made-up data."""
        return tuple(item for item in self.judged if item.synthetic)

    @property
    def compared(self) -> tuple[IndicatorChange, ...]:
        """Those that may be compared."""
        return tuple(item for item in self.items if item.shift is not None)

    def table(self) -> Table:
        """Table of the indicators: both years, their difference with its interval, better or worse."""
        lower = [lower_first(one.indicator.name) for one in self.items if one.indicator.better == "lower"]
        aimless = [
            f"{lower_first(one.indicator.name)} ({one.indicator.why})"
            for one in self.items
            if one.indicator.better == "none"
        ]
        how = (
            "Selisih persentase dan indeks dalam poin, dengan selang 95% bila ditaksir dari responden; selisih lain "
            f"dalam persen tahun sebelumnya, atau banyaknya bila di bawah {number(FEW)}. Membaik dan memburuk menurut "
            "arah setiap indikator, bukan menurut naik atau turun. Yang ditaksir dari responden membaik atau memburuk "
            "hanya bila selang selisihnya tidak memuat nol. Tidak sebanding berarti metode atau jenis datanya "
            "berlainan, salah satu tahun tidak diukur, atau persentasenya dihitung dari kurang dari "
            f"{number(FEW)}."
        )
        how += f"\n\nLebih rendah lebih baik: {listing(lower)}." if lower else ""
        how += f"\n\nTanpa arah: {listing(aimless)}." if aimless else ""
        return table(
            ("Indikator", str(self.year - 1), str(self.year), "Selisih", "Hasil"),
            [item.row() for item in self.items],
            widths=(9, 4, 4, 5, 5),
            how=how,
        )


def with_base(value: Quantity) -> Printed:
    """A value as the report prints it; a share with what it is counted from below it."""
    shown = as_read(value)
    if value.unit != SHARE or value.part is None or value.of is None:
        return shown
    parts = (Piece(number(value.part.value), value.part, "bagian"), Piece(" dari "))
    return Printed(shown.pieces, (*parts, Piece(number(value.of.value), value.of, "jumlah")))


def yearly_changes(results: Results) -> YearlyChanges | None:
    """Hold a report's indicators against those of the year before.

    Parameters
    ----------
    results : Results
        Of the report.

    Returns
    -------
    YearlyChanges or None
        None where the unit has no data of the year before.
    """
    try:
        before = results.before
    except MissingDataError:
        return None
    return YearlyChanges(results.report.year, tuple(_changes(load_indicators().indicators, before, results)))


def _changes(indicators: Sequence[YearlyIndicator], before: Results, now: Results) -> list[IndicatorChange]:
    found = []
    for indicator in indicators:
        values = before.measure(indicator.measure), now.measure(indicator.measure)
        if values == (None, None):
            continue
        difference = difference_of(before, now, indicator.measure)
        series = Series(indicator.name, values, is_estimated(indicator.measure), difference)
        found.append(IndicatorChange(indicator, series))
    return found
