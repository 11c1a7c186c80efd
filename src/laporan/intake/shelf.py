"""Where an import ends: the year's folder of raw data, with its entry in `datapackage.json` and what was left out.

All files are written beside their places first, and then take them; where one can't, what was there comes back.
"""

from __future__ import annotations

import csv
import datetime as dt
import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from laporan.cache.digest import file_hash, file_hash_if_there
from laporan.core import paths
from laporan.core.errors import ParameterError
from laporan.data.canonical_file import table_schema
from laporan.data.contracts import Contract
from laporan.data.package_file import SHA256, package_entries
from laporan.data.sample_files import about_package, empty_package
from laporan.facts.kinds import KINDS
from laporan.intake.map_file import MapFile
from laporan.intake.map_model import Handover
from laporan.intake.records import AsideRow

LICENCE = {"name": "other-closed", "title": "Data instansi; tidak disebarkan tanpa izin pemiliknya"}
ASIDE_SUFFIX = ".disisihkan.csv"
ASIDE_HEADS = ("berkas", "lembar", "baris", "alasan")
ORIGINALS = "asli"  # below the data: never a part of a report, an archive or the repository
NEW, OLD = ".baru", ".lama"


@dataclass(frozen=True)
class ImportDelivery:
    """What an import brings, beside its rows.

    Parameters
    ----------
    year, unit : int, str
        Whose data.
    contract : Contract
        Of the dataset.
    map : MapFile
        The map.
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
    append, replace : bool
        What becomes of rows of other imports.
    originals : sequence of Path
        Files of which a copy stays.
    """

    year: int
    unit: str
    contract: Contract
    map: MapFile
    source: str
    sha256: str
    query: str
    moment: dt.datetime
    handed_over: Handover
    read: int
    used: int
    aside: Sequence[AsideRow]
    append: bool = False
    replace: bool = False
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
    package_path = folder / "datapackage.json"
    package = _package(package_path, delivery.year)
    before = next((one for one in package["resources"] if _key(one) == (delivery.unit, delivery.contract.name)), None)
    _refuse_others(before, delivery)
    path = folder / _place(delivery, ".csv")
    aside = folder / _place(delivery, ASIDE_SUFFIX)
    handed, warnings = _handed_over(delivery)
    entry = _entry(delivery, made, before, handed, aside if delivery.aside else None)
    others = [one for one in package["resources"] if one is not before]
    package["resources"] = sorted([*others, entry], key=lambda one: (_key(one)[0] != paths.main_unit(), *_key(one)))
    package["description"] = about_package(package["resources"])
    changed = file_hash_if_there(path) != file_hash(made)
    path.parent.mkdir(parents=True, exist_ok=True)
    with _Exchange() as exchange:
        shutil.copyfile(made, exchange.new(path))
        if delivery.aside:
            _write_aside(delivery.aside, exchange.new(aside))
        else:
            exchange.gone(aside)
        text = json.dumps(package, ensure_ascii=False, indent=1) + "\n"
        exchange.new(package_path).write_text(text, encoding="utf-8")
    _keep_originals(delivery)
    with path.open(encoding="utf-8", newline="") as file:
        rows = sum(1 for _line in csv.reader(file)) - 1
    return Put(path, rows, changed, warnings)


class _Exchange:
    """New files take the places of old ones together: on an error, what was there comes back."""

    def __init__(self) -> None:
        self._places: dict[Path, Path | None] = {}

    def __enter__(self) -> _Exchange:
        return self

    def new(self, place: Path) -> Path:
        """Where the new file of a place is to be written."""
        self._places[place] = place.with_name(place.name + NEW)
        return place.with_name(place.name + NEW)

    def gone(self, place: Path) -> None:
        """There is no such file any more."""
        self._places[place] = None

    def __exit__(self, kind: type[BaseException] | None, *_error: object) -> None:
        if kind is not None:
            self._clear(NEW)
            return
        moved: list[Path] = []
        try:
            for place, new in self._places.items():
                if place.is_file():
                    shutil.copy2(place, place.with_name(place.name + OLD))
                moved.append(place)
                if new is None:
                    place.unlink(missing_ok=True)
                else:
                    new.replace(place)
        except BaseException:
            for place in moved:
                old = place.with_name(place.name + OLD)
                if old.is_file():
                    old.replace(place)
                else:
                    place.unlink(missing_ok=True)
            raise
        finally:
            self._clear(NEW)
            self._clear(OLD)

    def _clear(self, suffix: str) -> None:
        for place in self._places:
            place.with_name(place.name + suffix).unlink(missing_ok=True)


def _package(path: Path, year: int) -> dict[str, Any]:
    if not path.is_file():
        return empty_package(year)
    package_entries(path)  # refuses what is no package
    return dict(json.loads(path.read_text(encoding="utf-8-sig")))


def _key(entry: dict[str, Any]) -> tuple[str, str]:
    return entry.get("unit", paths.main_unit()), entry["dataset"]


def _place(delivery: ImportDelivery, suffix: str) -> Path:
    name = f"{delivery.contract.name}{suffix}"
    return Path(name) if delivery.unit == paths.main_unit() else Path(delivery.unit, name)


def _refuse_others(before: dict[str, Any] | None, delivery: ImportDelivery) -> None:
    """Made-up data, and what this map brought before, is replaced; all else only where that is asked for."""
    if before is None or before["kind"] == "synthetic" or delivery.replace:
        return
    by = before.get("import", {}).get("map")
    if by != delivery.map.name:
        came = f"diimpor dengan peta {by}" if by else f"data {KINDS[before['kind']]} yang tidak diimpor"
        raise ParameterError(
            f"{before['path']}: sudah ada, {came}. Tulis --replace untuk menggantikannya; tidak ada yang diubah"
        )


def _handed_over(delivery: ImportDelivery) -> tuple[dict[str, str] | None, list[str]]:
    """Who handed the source over, as the package tells it; None, and a word about it, where nobody says."""
    said, map_says = delivery.handed_over, delivery.map.plan.handed_over
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
    delivery: ImportDelivery,
    made: Path,
    before: dict[str, Any] | None,
    handed: dict[str, str] | None,
    aside: Path | None,
) -> dict[str, Any]:
    contract, unit = delivery.contract, delivery.unit
    name = contract.name if unit == paths.main_unit() else f"{unit}.{contract.name}"
    title = before["title"] if before else f"{contract.title} {delivery.year}"
    return {
        "name": name.replace("_", "-"),
        "path": _place(delivery, ".csv").as_posix(),
        "profile": "tabular-data-resource",
        "dataset": contract.name,
        "unit": unit,
        "kind": "handed-over" if handed else "primary",
        "title": title,
        "description": delivery.map.plan.about,
        "encoding": "utf-8",
        "format": "csv",
        "mediatype": "text/csv",
        "hash": SHA256 + file_hash(made),
        "licenses": [LICENCE],
        "sources": [{"title": handed["by"] if handed else delivery.map.plan.about or delivery.source}],
        **({"handed_over": handed} if handed else {}),
        "import": _record(delivery, aside),
        "schema": table_schema(contract),
    }


def _record(delivery: ImportDelivery, aside: Path | None) -> dict[str, Any]:
    reasons: dict[str, int] = {}
    for row in delivery.aside:
        reasons[row.reason] = reasons.get(row.reason, 0) + 1
    return {
        "source": delivery.source,
        "map": delivery.map.name,
        "map_sha256": delivery.map.sha256,
        **({"query": delivery.query} if delivery.query else {}),
        "moment": delivery.moment.isoformat(),
        "rows": {"read": delivery.read, "used": delivery.used, "left_out": reasons},
        **({"quarantine": _place(delivery, ASIDE_SUFFIX).as_posix()} if aside else {}),
    }


def _write_aside(rows: Sequence[AsideRow], path: Path) -> None:
    """Which rows were left out and why: never what stands in them."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(ASIDE_HEADS)
        writer.writerows((row.file, row.sheet or "", row.label, row.reason) for row in rows)


def _keep_originals(delivery: ImportDelivery) -> None:
    if not delivery.originals:
        return
    folder = paths.data() / ORIGINALS / str(delivery.year) / delivery.unit
    folder.mkdir(parents=True, exist_ok=True)
    (paths.data() / ORIGINALS / ".gitignore").write_text("*\n", encoding="utf-8")
    for path in delivery.originals:
        if path.resolve() != (folder / path.name).resolve():
            shutil.copyfile(path, folder / path.name)
