"""Which data files travel in the archive: made-up ones, those that open data has whole, and licensed photographs.

All others are named with their hash, so that whoever has them can tell that they are the same, and build again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from laporan.cache.digest import file_hash
from laporan.core import paths
from laporan.core.places import leads_out
from laporan.data.catalogue import contract_for
from laporan.data.inventory import data_of
from laporan.data.package import Resource, resources
from laporan.data.package_file import package_entries
from laporan.project.outline import ReportPlan
from laporan.project.parameters import load_parameters, photo_file
from laporan.release.passages import passages
from laporan.writers.open_data import PACKAGE, is_copied

Licences = tuple[tuple[str, str], ...]


def needed_data(plan: ReportPlan, read: Iterable[str]) -> dict[str, Licences | None]:
    """The data files that a report is built from, by their paths in the project.

    Parameters
    ----------
    plan : ReportPlan
        The report.
    read : iterable of str
        Files of the project that its chapters read.

    Returns
    -------
    dict
        The licences of each file, as name and title; None for a file that stays at home.
    """
    own = data_of(plan.year, plan.unit).resources  # identities ask all of it, whatever chapters read
    folder = paths.relative(paths.data())
    chapters = {name for name in read if name.startswith(f"{folder}/") and (paths.root() / name).is_file()}
    used = {paths.relative(one.path) for one in own if one.path.is_file()} | chapters
    years = {
        plan.year,
        plan.year - 1,
        *(year for name in used if (year := _year_of(name))),
    }  # the page links to last year
    used |= {paths.relative(file) for year in years if (file := paths.raw_data(year) / PACKAGE).is_file()}
    listed = {paths.relative(one.path): one for year in years for one in resources(year)}
    photographs = _photographs(plan)
    return {
        name: photographs[name] if name in photographs else _licences(name, listed.get(name)) for name in sorted(used)
    }


def _photographs(plan: ReportPlan) -> dict[str, Licences | None]:
    """The photographs of a report that were handed in; without a licence, or with what a camera noted, they stay."""
    found: dict[str, Licences | None] = {}
    for photo in load_parameters(plan.year, plan.unit).photos.values():
        file = photo_file(plan.year, photo)
        if not file.is_file() or leads_out(file, paths.data()):
            continue
        free = photo.licence and not any(said.trace for said in passages(file.name, file.read_bytes()))
        found[paths.relative(file)] = ((photo.licence, ""),) if free else None
    return found


def _year_of(name: str) -> int:
    """The year of a raw file; 0 of any other."""
    below = name.removeprefix(f"{paths.relative(paths.raw_data())}/")
    year = below.partition("/")[0]
    return int(year) if below != name and paths.is_year(year) else 0


def _licences(name: str, resource: Resource | None) -> Licences | None:
    file = paths.root() / name
    if leads_out(file, paths.data()):
        return None
    if resource is not None:
        told: Licences = ((resource.licence, resource.licence_title),) if resource.licence else ()
        return told if _travels(resource) else None
    if file.name == PACKAGE:
        return _of_package(file)
    return None if _year_of(name) else _declared(file)


def _travels(resource: Resource) -> bool:
    """Whether it holds nothing of anybody: made up, and as it was made up; or a file that open data copies."""
    if resource.kind == "synthetic":
        return resource.sha256 == file_hash(resource.path)
    return is_copied(resource, contract_for(resource.dataset, resource.year))


def _of_package(file: Path) -> Licences | None:
    """A year's list travels as long as it tells of no handing over: letters and sources of imports name persons."""
    entries = package_entries(file)
    if any(entry.handed_over or entry.imported for entry in entries):
        return None
    return tuple(dict.fromkeys((one.name, one.title) for entry in entries for one in entry.licenses))


def _declared(file: Path) -> Licences | None:
    """What is no office's data, such as a map, travels where it says its own licence."""
    if file.suffix not in (".json", ".geojson"):
        return None
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
    except ValueError:
        return None
    licence = told.get("licence") if isinstance(told, dict) else None
    return ((licence, str(told.get("attribution", ""))),) if isinstance(licence, str) and licence else None


def hashes(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Paths in the project, each with its file's hash."""
    for name in names:
        yield name, file_hash(paths.root() / name)
