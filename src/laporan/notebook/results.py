"""The results of one report, by name: what its subjects compute, each once, when it is first asked for.

Early warnings, targets, trends, identities and the check against the published report all take numbers from here,
so that one number can't be computed in two ways.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from laporan.cache import read_tracking
from laporan.core import paths
from laporan.core.errors import MissingDataError, ParameterError
from laporan.core.near import nearest
from laporan.data.package import resources
from laporan.facts.identity import Identity
from laporan.facts.quantity import Quantity
from laporan.notebook.report import Report
from laporan.project.subjects import registered, subjects


class Results:
    """One report's results. `results.counters` is what the subject that registers "counters" in its `RESULTS` computes.

    Parameters
    ----------
    report : Report
        The report whose data is computed with.

    Raises
    ------
    ParameterError
        For anything but a report.
    MissingDataError
        From any result that the report has no data for.
    """

    def __init__(self, report: Report) -> None:
        if not isinstance(report, Report):
            raise ParameterError(f"Results({report!r}): harus sebuah laporan. Tulis Results(open_report(year, unit))")
        self.report = report
        self._others: dict[int, Results] = {}
        for subject in subjects():
            if "results" not in subject.subject.without:
                read_tracking.note_code(f"{subject.package}.results")

    def __getattr__(self, name: str) -> Any:
        """A subject's result, computed when it is first asked for.

        Raises
        ------
        AttributeError
            For a name that no subject registers; the message has the nearest one.
        MissingDataError
            Where the report has no data for it.
        """
        known = _registered(paths.content(), "RESULTS") if not name.startswith("_") else {}
        if name not in known:
            raise AttributeError(f"hasil “{name}” tidak dikenal{nearest(name, known, alike=0)}")
        made = known[name](self)
        setattr(self, name, made)
        return made

    def __dir__(self) -> list[str]:
        """The names that Tab completes after `results.`: those of the class and of all subjects' results."""
        return sorted({*super().__dir__(), *_registered(paths.content(), "RESULTS")})

    def in_year(self, year: int) -> Results:
        """The same unit's results of another year; for this report's own year, this very object."""
        if year == self.report.year:
            return self
        return self._others.setdefault(year, Results(self.report.in_year(year)))

    def history(self, name: str) -> dict[int, Results]:
        """The results of every year up to this one that has the dataset, oldest first."""
        return {year: self.in_year(year) for year in self.report.years_with(name)}

    @property
    def before(self) -> Results:
        """The same unit's results of the year before.

        Raises
        ------
        MissingDataError
            Where the unit has no data of that year.
        """
        year, unit = self.report.year - 1, self.report.unit
        if not resources(year, unit):
            raise MissingDataError(f"tidak ada data {unit} tahun {year}")
        return self.in_year(year)

    def measure(self, name: str) -> Quantity | None:
        """A number that a year is judged by.

        Parameters
        ----------
        name : str
            As a subject registers it in its `MEASURES`.

        Returns
        -------
        Quantity or None
            None where the report has no data for it.

        Raises
        ------
        ParameterError
            For a name that no subject registers; the message has the nearest one.
        """
        known = _registered(paths.content(), "MEASURES")
        if name not in known:
            raise ParameterError(f"ukuran “{name}” tidak dikenal{nearest(name, known, alike=0)}")
        try:
            quantity: Quantity = known[name](self)
        except MissingDataError:
            return None
        return quantity


def measures() -> list[str]:
    """The names of all numbers that a year is judged by."""
    return [*_registered(paths.content(), "MEASURES")]


# What a subject registers as `IDENTITIES`: each gives the identities of some of its results.
Identities = tuple[Callable[[Results], list[Identity]], ...]


@cache
def _registered(_content: Path, name: str) -> dict[str, Callable[[Results], Any]]:
    return registered("results", name)
