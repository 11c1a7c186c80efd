"""Measures through the years: what may be compared with the year before, and what may not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from analysis.methods.comparison import GroupDifference
from analysis.overview.achievements import as_read
from analysis.overview.intervals import difference_of, is_estimated
from laporan.data.package import resources
from laporan.facts.printed import arah
from laporan.facts.quantity import Quantity
from laporan.facts.rules import comparable, kinds_of
from laporan.facts.tables import Table, table
from laporan.notebook.results import Results

__all__ = ["UNSETTLED", "Series", "Trend", "trend"]

CHANGED = "metode berganti"
UNSETTLED = "belum dapat disimpulkan"


@dataclass(frozen=True)
class Series:
    """One measure through the years.

    Parameters
    ----------
    name : str
        What the report calls it.
    values : tuple of Quantity or None
        A value a year, oldest first; None where the year has no data for it.
    estimated : bool
        Whether respondents stand behind it, so that only the interval of a difference tells whether it moved.
    difference : GroupDifference or None
        Of what is estimated: how far the last year lies above the one before; None where nothing can be said of it.
    """

    name: str
    values: tuple[Quantity | None, ...]
    estimated: bool = False
    difference: GroupDifference | None = None

    @property
    def known(self) -> tuple[Quantity, ...]:
        """The values of years that have data."""
        return tuple(value for value in self.values if value is not None)

    @property
    def now(self) -> Quantity | None:
        """The value of the last year."""
        return self.values[-1]

    @property
    def before(self) -> Quantity | None:
        """The value of the year before the last."""
        return self.values[-2] if len(self.values) > 1 else None

    @property
    def direction(self) -> str:
        """How the printed value changed from the year before: "naik", "turun", "tetap", or "metode berganti".

        What is estimated from respondents rises or falls only where the interval of its difference leaves out zero;
        otherwise "belum dapat disimpulkan". Empty where either year has no value.
        """
        if self.before is None or self.now is None:
            return ""
        if not comparable(self.before, self.now):
            return CHANGED
        if self.estimated and (self.difference is None or not self.difference.distinguishable):
            return UNSETTLED
        return "tetap" if str(as_read(self.before)) == str(as_read(self.now)) else arah(self.before, self.now)

    @property
    def runs(self) -> tuple[tuple[int, ...], ...]:
        """Places of the values that a line may join: years that follow each other, and one rule."""
        runs: list[list[int]] = []
        for place, value in enumerate(self.values):
            if value is None:
                continue
            if runs and runs[-1][-1] == place - 1 and comparable(self.values[place - 1], value):
                runs[-1].append(place)
            else:
                runs.append([place])
        return tuple(map(tuple, runs))


@dataclass(frozen=True)
class Trend:
    """Several measures through the years.

    Parameters
    ----------
    years : tuple of int
        The years, oldest first, without a gap.
    series : tuple of Series
        The measures. All have a value a year, and are drawn on one scale from 0 to 100.
    """

    years: tuple[int, ...]
    series: tuple[Series, ...]

    @property
    def compared(self) -> tuple[Series, ...]:
        """Measures that may be held against the year before."""
        return tuple(line for line in self.series if line.direction not in ("", CHANGED))

    @property
    def moved(self) -> tuple[Series, ...]:
        """Compared measures of which it can be said whether they moved."""
        return tuple(line for line in self.compared if line.direction != UNSETTLED)

    @property
    def changed(self) -> tuple[Series, ...]:
        """Measures that were made by another rule the year before."""
        return tuple(line for line in self.series if line.direction == CHANGED)

    @property
    def of_other_kinds(self) -> tuple[Series, ...]:
        """Compared measures whose two years are data of different kinds, as published and synthetic."""
        return tuple(line for line in self.compared if kinds_of(line.before) != kinds_of(line.now))

    @property
    def drawn(self) -> tuple[Series, ...]:
        """Measures of which two years can be joined; without any there is nothing to draw."""
        return tuple(line for line in self.series if any(len(run) > 1 for run in line.runs))

    def table(self) -> Table:
        """Table of the measures, a column a year, and whether the last year may be held against the one before."""
        rows = [
            (
                line.name,
                *(None if v is None else as_read(v) for v in line.values),
                line.direction or None,
                line.difference.printed if line.difference else None,
            )
            for line in self.series
        ]
        how = (
            "Setiap tahun dihitung dari data dan metode tahun itu. Arah membandingkan tahun terakhir dengan tahun "
            "sebelumnya. Ukuran yang ditaksir dari responden dikatakan naik atau turun hanya bila selang selisih kedua "
            "tahun tidak memuat nol; selisih dua persentase dalam poin persen. Nilai menurut aturan yang berlainan "
            "tidak dibandingkan dan tidak dihubungkan garis. "
            "Garis putus-putus menghubungkan nilai dari jenis data yang berlainan, misalnya terbitan dan sintetis."
        )
        return table(("Ukuran", *map(str, self.years), "Arah", "Selang selisih"), rows, how=how)


def trend(measures: Mapping[str, str], results: Results) -> Trend:
    """Collect measures through the years that have data, up to a report's own, as far as they follow each other.

    Parameters
    ----------
    measures : mapping of str to str
        Name in the report to name of the measure; those without any data are left out.
    results : Results
        Results of the report.
    """
    years = [results.report.year]
    while resources(years[0] - 1, results.report.unit):
        years.insert(0, years[0] - 1)
    lines = [_series(name, key, [results.in_year(year) for year in years]) for name, key in measures.items()]
    return Trend(tuple(years), tuple(line for line in lines if line.known))


def _series(name: str, measure: str, years: list[Results]) -> Series:
    difference = difference_of(years[-2], years[-1], measure) if len(years) > 1 else None
    return Series(name, tuple(year.measure(measure) for year in years), is_estimated(measure), difference)
