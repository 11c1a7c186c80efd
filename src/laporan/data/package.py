"""Which data files a year has: `data/raw/<year>/datapackage.json` (Frictionless).

It says of every resource its file, where it comes from, its licence, whose it is, and its kind: the own data of who
reports (primary), another office's (handed-over), quoted from a publication (published), or made up (synthetic). Light
to import: whoever plans a build asks.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from laporan.cache import read_tracking
from laporan.core import paths
from laporan.core.errors import MissingDataError, ParameterError
from laporan.core.near import nearest
from laporan.core.places import leads_out
from laporan.data.file_exchange import settle
from laporan.data.handover import HandedOver, ImportRecord
from laporan.data.package_file import PackageEntry, package_entries
from laporan.facts.kinds import DataKind
from laporan.project.entries import FileEntry, entry_of_value
from laporan.project.parameters import load_units


@dataclass(frozen=True)
class Resource:
    """One entry of a year's datapackage.

    Attributes
    ----------
    year, unit, dataset : int, str, str
        What it is asked for by.
    path : Path
        The file; it may not be there.
    title, description, licence : str
        As the package tells them.
    origin : str
        The office whose data it is; of what was made up, the office that is to supply it.
    kind : {"primary", "handed-over", "published", "synthetic"}
        Whether it is the own data of who reports, another office's, quoted, or made up.
    licence_title : str
        The licence in words.
    calibrated_to : tuple of str
        Codes of the published figures that made-up data was made to meet.
    handed_over : HandedOver, optional
        Of an office's data: who handed it over, when, by which letter.
    imported : tuple of ImportRecord
        How the file was made from the original.
    sha256 : str
        What the file's digest was when the package was written; '' where nobody says.
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
    licence_title: str = ""
    calibrated_to: tuple[str, ...] = ()
    handed_over: HandedOver | None = None
    imported: tuple[ImportRecord, ...] = field(default=(), hash=False)  # reasons are counted in a dict
    sha256: str = ""

    @property
    def entry(self) -> FileEntry:
        """The list of the package that it stands in: what a count of resources rests on."""
        return listing(self.year)


def listing(year: int) -> FileEntry:
    """The list of all resources of a year, of whatever unit, as the package has it."""
    package = _package(year)
    read_tracking.note(package, "resource:")
    with read_tracking.noting_aside():
        return _listed(paths.relative(package), package.read_text(encoding="utf-8-sig"))


@lru_cache(maxsize=4)
def _listed(name: str, text: str) -> FileEntry:
    """Parsed once: each resource that is counted asks."""
    return entry_of_value(name, "resources", json.loads(text)["resources"])


def resources(year: int, unit: str | None = None) -> list[Resource]:
    """Resources of a year, of one unit or of all, in the package's order; none where there is no package."""
    read_tracking.note(_package(year), f"resource:{unit or ''}")
    return [_resource(entry, year) for entry in _entries(year) if unit in (None, entry.unit)]


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


def _entries(year: int) -> tuple[PackageEntry, ...]:
    package = _package(year)
    settle(package.parent)
    return package_entries(package) if package.is_file() else ()


def _find(year: int, unit: str, name: str) -> Resource | None:
    """The one entry; whoever asks depends on no other."""
    read_tracking.note(_package(year), f"resource:{unit}/{name}")
    found = (entry for entry in _entries(year) if (entry.unit, entry.dataset) == (unit, name))
    return next((_resource(entry, year) for entry in found), None)


def _resource(entry: PackageEntry, year: int) -> Resource:
    path = _package(year).parent / entry.path
    if leads_out(path, paths.raw_data(year)):
        raise ParameterError(
            f"{paths.relative(_package(year))}: {entry.dataset}: path: “{entry.path}” menunjuk ke luar "
            f"{paths.relative(paths.raw_data(year))}. Letakkan berkasnya di sana"
        )
    licence, origin = next(iter(entry.licenses), None), next(iter(entry.sources), None)
    return Resource(
        year, entry.unit, entry.dataset, path, entry.title or entry.dataset.replace("_", " ").capitalize(), entry.kind,
        entry.description, licence.name if licence else "", entry.supplier or (origin.title if origin else ""),
        licence.title if licence else "", tuple(entry.calibrated_to),
        entry.handed_over, tuple(entry.imported), entry.sha256,
    )  # fmt: skip


def refuse_without_data(year: int, unit: str) -> None:
    """Say in a line that there can be no report, where every chapter would say that its data is missing.

    Parameters
    ----------
    year, unit : int, str
        Of the report.

    Raises
    ------
    MissingDataError
        Where other units have data in that year, and this one has none.
    """
    having = list(dict.fromkeys(resource.unit for resource in resources(year)))
    if unit in having or not having or unit not in load_units():
        return
    folder = paths.raw_data()
    years = sorted(place.name for place in folder.iterdir() if paths.is_year(place.name))
    others = [name for name in years if int(name) != year and resources(int(name), unit)]
    known = f" (yang ada: {', '.join(others)})" if others else ""
    raise MissingDataError(
        f"{unit} tidak punya laporan {year}{known}: tidak ada datanya di {paths.relative(paths.raw_data(year))}. "
        f"Yang punya data tahun itu: {', '.join(having)}. "
        f"Untuk membuatnya, bawa masuk datanya: laporan form {year} --units {unit}, atau laporan import"
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
    datasets = [resource.dataset for resource in resources(year, unit)]
    refuse_without_data(year, unit)
    own = f"{year}.yml" if unit == paths.main_unit() else f"{year}/{unit}.yml"
    raise MissingDataError(
        f"data “{name}” untuk {unit} tahun {year} tidak ada di {paths.relative(paths.raw_data(year))}"
        f"{nearest(name, datasets)}. Yang ada: {', '.join(datasets) or 'belum ada'}. "
        f"Tambahkan berkasnya, atau lewati bab ini dengan skip_sections di params/{own}"
    )
