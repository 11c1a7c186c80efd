"""Where an import ends: the year's folder of raw data, with its entry in `datapackage.json` and what was left out.

All files are written beside their places first, and then take them together (`file_exchange`).
"""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from laporan.cache.digest import file_hash, file_hash_if_there
from laporan.core import paths
from laporan.core.errors import ParameterError
from laporan.data.canonical_file import table_schema
from laporan.data.contracts import Contract
from laporan.data.package_file import SHA256, package_entries
from laporan.data.sample_files import about_package, empty_package
from laporan.intake.file_exchange import FileExchange, restore
from laporan.intake.map_model import Handover
from laporan.intake.records import AsideRow

LICENCE = {"name": "other-closed", "title": "Data instansi; tidak disebarkan tanpa izin pemiliknya"}
ASIDE_SUFFIX = ".disisihkan.csv"
ASIDE_HEADS = ("peta", "berkas", "lembar", "baris", "alasan")
ORIGINALS = "asli"  # below the data: never a part of a report, an archive or the repository
FORM = "laporan form"  # stands in the place of a map where an office filled in a form


class Recipe(Protocol):
    """By what a source became data: a map, or a form that an office filled in."""

    @property
    def name(self) -> str:
        """What it is called."""

    @property
    def sha256(self) -> str:
        """Its digest."""

    @property
    def about(self) -> str:
        """In a line: what the source is."""

    @property
    def handed_over(self) -> Handover:
        """Who hands such sources over, where the command does not say."""


@dataclass(frozen=True)
class ImportDelivery:
    """What an import brings, beside its rows.

    Parameters
    ----------
    year, unit : int, str
        Whose data.
    contract : Contract
        Of the dataset.
    map : Recipe
        The map, or what stands in its place.
    source, sha256, query : str
        The original: its name, its digest, and what a database was asked.
    moment : datetime
        Of the import.
    handed_over : Handover
        What the command says of it.
    read, used : int
        Rows.
    aside : sequence of AsideRow
        Rows that were left out.
    written : int
        Rows of the dataset that it makes.
    parts_before, parts_behind : sequence of dict
        Records of other imports whose rows stand before and behind these.
    originals : sequence of Path
        Files of which a copy stays.
    """

    year: int
    unit: str
    contract: Contract
    map: Recipe
    source: str
    sha256: str
    query: str
    moment: dt.datetime
    handed_over: Handover
    read: int
    used: int
    aside: Sequence[AsideRow]
    written: int
    parts_before: Sequence[dict[str, Any]] = ()
    parts_behind: Sequence[dict[str, Any]] = ()
    originals: Sequence[Path] = ()


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
        Where other people's data is in its place, or half is said of who handed it over.
    """
    folder = paths.raw_data(delivery.year)
    restore(folder)
    package_path = folder / "datapackage.json"
    package = _package(package_path, delivery.year)
    before = _entry_of(package, delivery.unit, delivery.contract.name)
    path = folder / _place(delivery, ".csv")
    aside = folder / _place(delivery, ASIDE_SUFFIX)
    handed, warnings = _handed_over(delivery)
    left_out = [*_aside_before(aside, delivery), *_aside_lines(delivery)]
    entry = _entry(delivery, made, before, handed)
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
    return Put(path, rows, changed, warnings)


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
    restore(paths.raw_data(year))
    path = paths.raw_data(year) / "datapackage.json"
    return _entry_of(_package(path, year), unit, dataset) if path.is_file() else None


def _entry_of(package: dict[str, Any], unit: str, dataset: str) -> dict[str, Any] | None:
    return next((one for one in package["resources"] if _key(one) == (unit, dataset)), None)


def _key(entry: dict[str, Any]) -> tuple[str, str]:
    return entry.get("unit", paths.main_unit()), entry["dataset"]


def _place(delivery: ImportDelivery, suffix: str) -> Path:
    name = f"{delivery.contract.name}{suffix}"
    return Path(name) if delivery.unit == paths.main_unit() else Path(delivery.unit, name)


def _handed_over(delivery: ImportDelivery) -> tuple[dict[str, str] | None, list[str]]:
    """Who handed the source over, as the package tells it; None, and a word about it, where nobody says."""
    said, map_says = delivery.handed_over, delivery.map.handed_over
    day = said.date or map_says.date
    told = {
        "by": said.by or map_says.by,
        "date": day.isoformat() if day else "",
        "letter": said.letter or map_says.letter,
    }
    lacking = [name for name, value in told.items() if not value]
    if len(lacking) == len(told):
        note = (
            "belum dicatat siapa yang menyerahkan (--by, --date, --letter): sampai itu dicatat, data ini disebut primer"
        )
        return None, [note]
    if lacking:
        options = ", ".join(f"--{name}" for name in lacking)
        raise ParameterError(
            f"penyerahan setengah tercatat: lengkapi {options}, atau handed_over di {delivery.map.name}"
        )
    return {**told, "original_sha256": delivery.sha256}, []


def _entry(
    delivery: ImportDelivery, made: Path, before: dict[str, Any] | None, handed: dict[str, str] | None
) -> dict[str, Any]:
    contract, unit = delivery.contract, delivery.unit
    records = [*delivery.parts_before, _record(delivery, handed), *delivery.parts_behind]
    letters = [record["handed_over"] for record in records if record.get("handed_over")]
    handed = _together(letters) if len(letters) == len(records) else None
    name = contract.name if unit == paths.main_unit() else f"{unit}.{contract.name}"
    told = "; ".join(dict.fromkeys(filter(None, [delivery.map.about])))
    title = (before or {}).get("title") or f"{contract.title} {delivery.year}"
    return {
        "name": name.replace("_", "-"),
        "path": _place(delivery, ".csv").as_posix(),
        "profile": "tabular-data-resource",
        "dataset": contract.name,
        "unit": unit,
        "kind": "handed-over" if handed else "primary",
        "title": title,
        "description": told if len(records) == 1 else "",
        "encoding": "utf-8",
        "format": "csv",
        "mediatype": "text/csv",
        "hash": SHA256 + file_hash(made),
        "licenses": [LICENCE],
        "sources": [{"title": handed["by"] if handed else told or delivery.source}],
        **({"handed_over": handed} if handed else {}),
        "import": records[0] if len(records) == 1 else records,
        "schema": table_schema(contract),
    }


def _together(letters: Sequence[dict[str, str]]) -> dict[str, str]:
    """Several deliveries as one: all who handed over, the last day, all letters."""
    if len(letters) == 1:
        return letters[0]
    digests = "\n".join(letter["original_sha256"] for letter in letters)
    return {
        "by": "; ".join(dict.fromkeys(letter["by"] for letter in letters)),
        "date": max(letter["date"] for letter in letters),
        "letter": "; ".join(dict.fromkeys(letter["letter"] for letter in letters)),
        "original_sha256": hashlib.sha256(digests.encode()).hexdigest(),
    }


def _record(delivery: ImportDelivery, handed: dict[str, str] | None) -> dict[str, Any]:
    reasons: dict[str, int] = {}
    for row in delivery.aside:
        reasons[row.reason] = reasons.get(row.reason, 0) + 1
    return {
        "source": delivery.source,
        "source_sha256": delivery.sha256,
        "map": delivery.map.name,
        "map_sha256": delivery.map.sha256,
        **({"query": delivery.query} if delivery.query else {}),
        "moment": delivery.moment.isoformat(),
        "rows": {"read": delivery.read, "used": delivery.used, "left_out": reasons},
        "written": delivery.written,
        **({"handed_over": handed} if handed else {}),
        **({"quarantine": _place(delivery, ASIDE_SUFFIX).as_posix()} if delivery.aside else {}),
    }


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
