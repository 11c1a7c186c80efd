"""Where an import ends: the year's folder of raw data, with its entry in `datapackage.json` and what was left out.

All files are written beside their places first, and then take them together (`data.file_exchange`).
"""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from laporan.cache.digest import file_hash, file_hash_if_there
from laporan.core import paths
from laporan.data.file_exchange import FileExchange, changing, settle
from laporan.data.package_file import package_entries
from laporan.data.sample_files import about_package, empty_package
from laporan.intake.package_entry import (
    ASIDE_SUFFIX,
    NOT_HANDED_OVER,
    ImportDelivery,
    data_place,
    handed_over,
    imported_entry,
)
from laporan.intake.parts import records_of

ASIDE_HEADS = ("peta", "berkas", "lembar", "baris", "alasan")
ORIGINALS = "asli"  # below the data: never a part of a report, an archive or the repository


@dataclass(frozen=True)
class Put:
    """What was put in place. path : the dataset; rows : of it; changed : whether it differs from before"""

    path: Path
    rows: int
    changed: bool
    warnings: list[str] = field(default_factory=list)


def put_in_place(made: Path, delivery: ImportDelivery) -> Put:
    """Make a canonical file the year's data.

    Parameters
    ----------
    made : Path
        The file, checked.
    delivery : ImportDelivery
        Where it comes from.

    Raises
    ------
    ParameterError
        Where half is said of who handed it over; for a package that can't be read.
    BusyError
        Where another command is changing the year's data.
    """
    with changing(paths.raw_data(delivery.year)):
        return _put(made, delivery)


def _put(made: Path, delivery: ImportDelivery) -> Put:
    folder = paths.raw_data(delivery.year)
    package_path = folder / "datapackage.json"
    package = _package(package_path, delivery.year)
    before = _entry_of(package, delivery.unit, delivery.contract.name)
    path = folder / data_place(delivery.unit, delivery.contract.name)
    aside = folder / data_place(delivery.unit, delivery.contract.name, ASIDE_SUFFIX)
    handed = handed_over(delivery) or _still_handed_over(before, delivery)
    left_out = [*_aside_before(aside, delivery), *_aside_lines(delivery)]
    entry = imported_entry(delivery, made, before, handed)
    others = [one for one in package["resources"] if one is not before]
    package["resources"] = sorted([*others, entry], key=lambda one: (_key(one)[0] != paths.main_unit(), *_key(one)))
    package["description"] = about_package(package["resources"])
    changed = file_hash_if_there(path) != file_hash(made)
    path.parent.mkdir(parents=True, exist_ok=True)
    with FileExchange(folder) as exchange:
        shutil.copyfile(made, exchange.new(path))
        if left_out:
            _write_aside(left_out, exchange.new(aside))
        else:
            exchange.gone(aside)
        text = json.dumps(package, ensure_ascii=False, indent=1) + "\n"
        exchange.new(package_path).write_text(text, encoding="utf-8")
    _keep_originals(delivery)
    with path.open(encoding="utf-8", newline="") as file:
        rows = sum(1 for _line in csv.reader(file)) - 1
    return Put(path, rows, changed, [] if handed else [NOT_HANDED_OVER])


def _still_handed_over(before: dict[str, Any] | None, delivery: ImportDelivery) -> dict[str, str] | None:
    """Who handed the very same source over, where that was noted before: an import without a word does not unsay it."""
    for record in records_of(before):
        if (record["map"], record.get("source_sha256")) == (delivery.map.name, delivery.sha256):
            found: dict[str, str] | None = record.get("handed_over")
            return found
    return None


def _package(path: Path, year: int) -> dict[str, Any]:
    if not path.is_file():
        return empty_package(year)
    package_entries(path)  # refuses what is no package
    return dict(json.loads(path.read_text(encoding="utf-8-sig")))


def entry_now(year: int, unit: str, dataset: str) -> dict[str, Any] | None:
    """What the year's data package says of a dataset; None where it lists none.

    Parameters
    ----------
    year, unit, dataset : int, str, str
        Which one.

    Raises
    ------
    ParameterError
        For a package that can't be read.
    """
    settle(paths.raw_data(year))
    path = paths.raw_data(year) / "datapackage.json"
    return _entry_of(_package(path, year), unit, dataset) if path.is_file() else None


def _entry_of(package: dict[str, Any], unit: str, dataset: str) -> dict[str, Any] | None:
    return next((one for one in package["resources"] if _key(one) == (unit, dataset)), None)


def _key(entry: dict[str, Any]) -> tuple[str, str]:
    return entry.get("unit", paths.main_unit()), entry["dataset"]


def _aside_lines(delivery: ImportDelivery) -> list[list[str]]:
    return [[delivery.map.name, row.file, row.sheet or "", str(row.label), row.reason] for row in delivery.aside]


def _aside_before(path: Path, delivery: ImportDelivery) -> list[list[str]]:
    """Rows that the other parts' maps left out."""
    maps = {record["map"] for record in (*delivery.parts_before, *delivery.parts_behind)}
    if not maps or not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return [line for line in csv.reader(file) if line and line[0] in maps]


def _write_aside(lines: Sequence[Sequence[str]], path: Path) -> None:
    """Which rows were left out and why: never what stands in them."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(ASIDE_HEADS)
        writer.writerows(lines)


def _keep_originals(delivery: ImportDelivery) -> None:
    if not delivery.originals:
        return
    folder = paths.data() / ORIGINALS / str(delivery.year) / delivery.unit
    folder.mkdir(parents=True, exist_ok=True)
    (paths.data() / ORIGINALS / ".gitignore").write_text("*\n", encoding="utf-8")
    for path in delivery.originals:
        if path.resolve() != (folder / path.name).resolve():
            shutil.copyfile(path, folder / path.name)
