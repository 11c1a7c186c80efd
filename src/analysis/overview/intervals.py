"""How sure a measure is that a survey's respondents stand behind: its interval, and that of its change in a year."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

from analysis.methods.comparison import GroupDifference
from analysis.methods.precision import Interval
from laporan.core import paths
from laporan.core.errors import MissingDataError
from laporan.notebook.results import Results
from laporan.project.subjects import registered

__all__ = ["difference_of", "interval_of", "is_estimated"]

Intervals = dict[str, Callable[[Results], Interval | None]]
Differences = dict[str, Callable[[Results, Results], GroupDifference | None]]


def interval_of(results: Results, measure: str) -> Interval | None:
    """The interval of a measure, in its unit.

    Parameters
    ----------
    results : Results
        Results of the report.
    measure : str
        As a subject registers it in its `MEASURES`.

    Returns
    -------
    Interval or None
        None where the subject registers none in its `INTERVALS`, since nobody was sampled, and where the report has
        no data for it.
    """
    make = _intervals(paths.content()).get(measure)
    try:
        return None if make is None else make(results)
    except MissingDataError:
        return None


@cache
def _intervals(_content: Path) -> Intervals:
    return registered("results", "INTERVALS")


def is_estimated(measure: str) -> bool:
    """Whether respondents stand behind a measure, so that two years of it are told apart by their difference only."""
    return measure in _differences(paths.content())


def difference_of(before: Results, now: Results, measure: str) -> GroupDifference | None:
    """How far a measure lies above that of an earlier year, with the interval of that difference.

    Parameters
    ----------
    before, now : Results
        Results of two years of one unit.
    measure : str
        As a subject registers it in its `MEASURES`.

    Returns
    -------
    GroupDifference or None
        None where the subject registers none in its `DIFFERENCES`, where either year has no data for it, and where
        nothing can be said of the difference.
    """
    make = _differences(paths.content()).get(measure)
    try:
        return None if make is None else make(before, now)
    except MissingDataError:
        return None


@cache
def _differences(_content: Path) -> Differences:
    return registered("results", "DIFFERENCES")
