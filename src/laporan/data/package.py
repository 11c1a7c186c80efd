"""Which data files a year has: `data/raw/<year>/datapackage.json` (Frictionless).

It says of every resource its file, where it comes from, its licence, whose it is, and its kind: the office's own
(primary), quoted from a publication (published), or made up (synthetic). Light to import: whoever plans a build asks.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from laporan.cache import read_tracking
from laporan.core import paths
from laporan.core.errors import MissingDataError, ParameterError
from laporan.facts.kinds import KINDS, DataKind


@dataclass(frozen=True)
class Resource:
    """One entry of a year's datapackage.

    Attributes
    ----------
    year, unit, dataset : int, str, str
        What it is asked for by.
    path : Path
        The file; it may not be there.
    title, description, licence, origin : str
        As the package tells them.
    kind : {"published", "synthetic"}
        Whether it was published or made up.
    calibrated_to : tuple of str
        Codes of the published figures that made-up data was made to meet.
    """

    year: int
    unit: str
    dataset: str
    path: Path
    title: str
    kind: DataKind
    description: str = ""
    licence: str = ""
    origin: str = ""
    calibrated_to: tuple[str, ...] = ()


def resources(year: int, unit: str | None = None) -> list[Resource]:
    """Resources of a year, of one unit or of all, in the package's order; none where there is no package."""
    read_tracking.note(_package(year), f"resource:{unit or ''}")
    return [_resource(entry, year) for entry in _entries(year) if unit in (None, _unit(entry))]


def exists(year: int, unit: str, name: str) -> bool:
    """Whether the package lists the dataset.

    Parameters
    ----------
    year, unit : int, str
        Of the report.
    name : str
        Of the dataset.
    """
    return _find(year, unit, name) is not None


def _package(year: int) -> Path:
    return paths.raw_data(year) / "datapackage.json"


def _entries(year: int) -> list[dict[str, Any]]:
    package = _package(year)
    if not package.is_file():
        return []
    with read_tracking.noting_aside():
        return read_tracking.package_entries(package)


def _find(year: int, unit: str, name: str) -> Resource | None:
    """The one entry; whoever asks depends on no other."""
    read_tracking.note(_package(year), f"resource:{unit}/{name}")
    found = (entry for entry in _entries(year) if (_unit(entry), entry["dataset"]) == (unit, name))
    return next((_resource(entry, year) for entry in found), None)


def _unit(entry: dict[str, Any]) -> str:
    return str(entry.get("unit", paths.main_unit()))


def _resource(entry: dict[str, Any], year: int) -> Resource:
    if entry["kind"] not in KINDS:
        raise ParameterError(
            f"{paths.relative(_package(year))}: {entry['dataset']}: kind “{entry['kind']}” tidak dikenal; "
            f"pilih salah satu: {', '.join(KINDS)}"
        )
    return Resource(
        year,
        _unit(entry),
        entry["dataset"],
        _package(year).parent / entry["path"],
        entry["title"],
        entry["kind"],
        entry.get("description", ""),
        entry["licenses"][0]["name"],
        entry["sources"][0]["title"],
        tuple(entry.get("calibrated_to", ())),
    )


def find_resource(year: int, unit: str, name: str) -> Resource:
    """The resource of a dataset.

    Parameters
    ----------
    year, unit : int, str
        Of the report.
    name : str
        Of the dataset.

    Raises
    ------
    MissingDataError
        Where the package lists none; it says what there is, and how to supply it.
    """
    resource = _find(year, unit, name)
    if resource is not None:
        return resource
    there = ", ".join(resource.dataset for resource in resources(year, unit)) or "belum ada"
    raise MissingDataError(
        f"data “{name}” untuk {unit} tahun {year} tidak ada di {paths.relative(paths.raw_data(year))}. "
        f"Yang ada: {there}. Tambahkan berkasnya, atau lewati bab ini dengan skip_sections di params/{year}.yml"
    )
