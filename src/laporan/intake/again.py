"""Repeats the imports of a year, as its data package tells of them, and says what is other than before."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from laporan.core import paths
from laporan.core.errors import AnalysisError, DataError, Fault
from laporan.core.formatting import number
from laporan.data.handover import LEFT_OPEN
from laporan.data.package import resources
from laporan.intake.importing import Imported, ImportRequest, import_source
from laporan.intake.map_file import read_map
from laporan.intake.map_model import Handover
from laporan.intake.origin import FROM_ENVIRONMENT, digest_of
from laporan.intake.package_entry import FORM
from laporan.intake.parts import records_of
from laporan.intake.source_shape import SourceShape
from laporan.intake.sources import chosen_files
from laporan.intake.year_data import ORIGINALS, entry_now

BETWEEN = "; "  # the names of several sources in a record


@dataclass(frozen=True)
class Repeated:
    """One import that was repeated.

    Parameters
    ----------
    dataset, unit, map : str
        Which one.
    result : Imported or None
        What became of it; None where it could not be tried.
    failure : str
        Why not, or why nothing was written; '' where it was.
    changes : list of str
        What is other than before; empty where nothing is.
    """

    dataset: str
    unit: str
    map: str
    result: Imported | None = None
    failure: str = ""
    changes: list[str] = field(default_factory=list)


def repeat_imports(year: int, units: Sequence[str], folders: Sequence[Path] = ()) -> Iterator[Repeated]:
    """Import again what the year's data package says was imported; one that fails stops no other.

    Parameters
    ----------
    year : int
        Of the data.
    units : sequence of str
        Whose data.
    folders : sequence of Path
        Where sources are looked for that lie outside the project.

    Yields
    ------
    Repeated
        One for each import, in the package's order.
    """
    wanted = [(one.unit, one.dataset) for unit in units for one in resources(year, unit) if one.imported]
    for unit, dataset in wanted:
        for record in records_of(entry_now(year, unit, dataset)):
            if record["map"] not in (FORM, LEFT_OPEN):  # forms are collected again; the rest comes with another's rows
                yield _repeated(year, unit, dataset, record, folders)


def _repeated(year: int, unit: str, dataset: str, record: dict[str, Any], folders: Sequence[Path]) -> Repeated:
    name = str(record["map"])
    before = _lines(year, unit, dataset)
    try:
        parts = str(record["source"]).split(BETWEEN)
        shape = read_map(_map_path(name), year, unit).plan.source
        same = partial(_is_original, str(record["source_sha256"]), shape) if len(parts) == 1 else None
        source = [_found(part, year, unit, folders, same) for part in parts]
        handed = {key: value for key, value in (record.get("handed_over") or {}).items() if key != "original_sha256"}
        several = len(records_of(entry_now(year, unit, dataset))) > 1
        request = ImportRequest(
            source, dataset, _map_path(name), year, unit, Handover.model_validate(handed), append=several
        )
        result = import_source(request)
    except AnalysisError as error:
        return Repeated(dataset, unit, name, None, str(error))
    if result.faults:
        return Repeated(dataset, unit, name, result, "\n".join(map(str, result.faults)))
    now = next(one for one in records_of(entry_now(year, unit, dataset)) if one["map"] == name)
    return Repeated(dataset, unit, name, result, "", _changes(record, now, before, _lines(year, unit, dataset)))


def _is_original(sha256: str, shape: SourceShape, place: Path) -> bool:
    try:
        return digest_of(chosen_files([place], shape)) == sha256
    except AnalysisError:
        return False


def _found(name: str, year: int, unit: str, folders: Sequence[Path], is_original: Callable[[Path], bool] | None) -> str:
    """Where a source is now: in the project, in a folder that was named, or the copy that was kept.

    Of several folders that have one of its name, that counts which says what it said then.
    """
    if name.startswith(FROM_ENVIRONMENT):
        return name
    base = Path(name).name
    if (paths.root() / name).exists():
        return str(paths.root() / name)
    places = [*(folder.expanduser() / base for folder in folders), *(one for one in folders if one.name == base)]
    there = [place for place in places if place.exists()]
    if len(there) > 1 and is_original:
        same = [place for place in there if is_original(place)]
        if not same:
            rule = f"{len(there)} folder memuat “{base}”, dan tidak satu pun sama dengan yang dulu diimpor"
            raise DataError([Fault(name, rule, "Sebut satu folder saja dengan --from")])
        return str(same[0])
    kept = paths.data() / ORIGINALS / str(year) / unit / base
    if there or kept.exists():
        return str(there[0] if there else kept)
    raise DataError([Fault(name, "sumbernya tidak ditemukan", "Sebut foldernya dengan --from")])


def _map_path(name: str) -> Path:
    place = paths.root() / name
    return place if place.is_file() else Path(name)


def _lines(year: int, unit: str, dataset: str) -> Counter[tuple[str, ...]]:
    entry = entry_now(year, unit, dataset)
    path = paths.raw_data(year) / entry["path"] if entry else None
    if path is None or not path.is_file():
        return Counter()
    with path.open(encoding="utf-8", newline="") as file:
        return Counter(map(tuple, csv.reader(file)))


def _changes(
    then: dict[str, Any], now: dict[str, Any], before: Counter[tuple[str, ...]], after: Counter[tuple[str, ...]]
) -> list[str]:
    """What is other than before: rows, the source, the map, what was left out."""
    added, gone = (after - before).total(), (before - after).total()
    found = [f"{number(added)} baris baru, {number(gone)} baris hilang"] if added or gone else []
    if now["source_sha256"] != then.get("source_sha256"):
        found.append("sumbernya berubah")
    if now["map_sha256"] != then["map_sha256"]:
        found.append("petanya berubah")
    if now["rows"] != then["rows"]:
        told = {key: (then["rows"][key], now["rows"][key]) for key in ("read", "used")}
        found.append(
            f"dibaca {number(told['read'][0])} → {number(told['read'][1])}, "
            f"dipakai {number(told['used'][0])} → {number(told['used'][1])}"
        )
    return found
