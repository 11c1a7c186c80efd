"""What is wrong in the files of `params/` that the reports of a year are made from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from laporan.core import paths
from laporan.core.errors import AnalysisError, Fault
from laporan.core.near import nearest
from laporan.project.models import Strict, measure_names
from laporan.project.parameters import load_parameters, load_units
from laporan.project.public_contacts import public_contacts
from laporan.project.subjects import registered
from laporan.project.terms import load_terms
from laporan.project.yaml import read_yaml

Found = TypeVar("Found")
PLACE = re.compile(r"(\S+?)(?:, baris ([0-9]+))?: ")  # how a message begins that tells of a file


def parameter_faults(year: int, others: Iterable[Callable[[], object]] = ()) -> list[Fault]:
    """Of every YAML file that the year's reports may read; then of the models of the year, its units and subjects.

    Parameters
    ----------
    year : int
        The year.
    others : iterable of callable
        Each reads a file of `params/` that something above the build goes by.
    """
    found: list[Fault] = []
    for file in _parameter_files(year):
        tried(found, read_yaml, file)
    if found:
        return found
    for read in (load_units, load_terms, public_contacts, *others):
        tried(found, read)
    own = [file.stem for file in sorted((paths.params() / str(year)).glob("*.yml"))]
    of_reports = [params for unit in ("", *own) if (params := tried(found, load_parameters, year, unit))]
    readers = (tried(found, registered, "params", "FILES") or {}).values()
    of_subjects = [said for read in readers if (said := tried(found, read))]
    if not found and (measures := tried(found, registered, "results", "MEASURES")):
        for said in (*of_reports, *of_subjects):
            found += _unknown_measures(said, measures)
    return found


def tried(faults: list[Fault], ask: Callable[..., Found], *given: object) -> Found | None:
    """What is found; None where it can't be, and then that is a fault.

    Parameters
    ----------
    faults : list of Fault
        Is added to.
    ask : callable
        What is asked.
    *given : object
        What it is given.
    """
    try:
        return ask(*given)
    except AnalysisError as error:
        faults += _as_faults(error)
        return None


def _as_faults(error: AnalysisError) -> Iterator[Fault]:
    """Each line of a message: it begins with the file."""
    for line in str(error).splitlines():
        place = PLACE.match(line)
        file, row = (place[1], place[2]) if place else (paths.relative(paths.params()), None)
        yield Fault(file, line[place.end() if place else 0 :].removesuffix("."), "", row=int(row) if row else None)


def _parameter_files(year: int) -> list[Path]:
    """The files below `params` but for those of years to come, and of offices in other years."""
    top = paths.params()
    shared = [file for file in sorted(top.glob("*.yml")) if not paths.is_year(file.stem) or int(file.stem) <= year]
    return [*shared, *sorted((top / "regulations").glob("*.yml")), *sorted((top / str(year)).glob("*.yml"))]


def _unknown_measures(said: Strict, known: Iterable[str]) -> Iterator[Fault]:
    for place, name in measure_names(said):
        if name not in known:
            entry = said.entry_of(place.partition(".")[0])
            file = entry.path if entry else paths.relative(paths.params())
            yield Fault(file, f"{place}: ukuran “{name}” tidak dikenal{nearest(name, known, alike=0)}", "")
