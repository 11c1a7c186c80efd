"""The interval of a measure behind which a survey's respondents stand: a verdict within it is uncertain."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

from analysis.methods.precision import Interval
from laporan.core import paths
from laporan.core.errors import MissingDataError
from laporan.notebook.results import Results
from laporan.project.subjects import registered

Intervals = dict[str, Callable[[Results], Interval | None]]


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
