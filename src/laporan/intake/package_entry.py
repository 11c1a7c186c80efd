"""What the data package tells of an import: where its rows come from, by which map, who handed them over."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from laporan.cache.digest import file_hash
from laporan.core import paths
from laporan.core.errors import ParameterError
from laporan.data.canonical_file import table_schema
from laporan.data.contracts import Contract
from laporan.data.package_file import SHA256
from laporan.intake.account import AsideRow
from laporan.intake.map_model import Handover

LICENCE = {"name": "other-closed", "title": "Data instansi; tidak disebarkan tanpa izin pemiliknya"}
ASIDE_SUFFIX = ".disisihkan.csv"
NOT_HANDED_OVER = (
    "belum dicatat siapa yang menyerahkan (--by, --date, --letter): sampai itu dicatat, data ini disebut primer"
)
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


def data_place(unit: str, dataset: str, suffix: str = ".csv") -> Path:
    """Where a dataset of a unit stands in the year's folder, or a file that goes with it.

    Parameters
    ----------
    unit, dataset : str
        Which one.
    suffix : str
        Of the file.
    """
    name = f"{dataset}{suffix}"
    return Path(name) if unit == paths.main_unit() else Path(unit, name)


def handed_over(delivery: ImportDelivery) -> dict[str, str] | None:
    """Who handed the source over, as the package tells it; None where nobody says.

    Parameters
    ----------
    delivery : ImportDelivery
        Of an import.

    Raises
    ------
    ParameterError
        Where half is said.
    """
    said, map_says = delivery.handed_over, delivery.map.handed_over
    day = said.date or map_says.date
    told = {
        "by": said.by or map_says.by,
        "date": day.isoformat() if day else "",
        "letter": said.letter or map_says.letter,
    }
    lacking = [name for name, value in told.items() if not value]
    if len(lacking) == len(told):
        return None
    if lacking:
        options = ", ".join(f"--{name}" for name in lacking)
        raise ParameterError(
            f"catatan penyerahan belum lengkap: tambahkan {options}, atau lengkapi handed_over di {delivery.map.name}"
        )
    return {**told, "original_sha256": delivery.sha256}


def imported_entry(
    delivery: ImportDelivery, made: Path, before: dict[str, Any] | None, handed: dict[str, str] | None
) -> dict[str, Any]:
    """The entry of a dataset in the data package.

    Parameters
    ----------
    delivery : ImportDelivery
        Where it comes from.
    made : Path
        Its file.
    before : dict or None
        The entry that it had.
    handed : dict or None
        Who handed this source over, as `handed_over` gives it.
    """
    contract, unit = delivery.contract, delivery.unit
    records = [*delivery.parts_before, _record(delivery, handed), *delivery.parts_behind]
    letters = [record["handed_over"] for record in records if record.get("handed_over")]
    handed = _together(letters) if len(letters) == len(records) else None
    name = contract.name if unit == paths.main_unit() else f"{unit}.{contract.name}"
    about = delivery.map.about
    title = (before or {}).get("title") or f"{contract.title} {delivery.year}"
    return {
        "name": name.replace("_", "-"),
        "path": data_place(unit, contract.name).as_posix(),
        "profile": "tabular-data-resource",
        "dataset": contract.name,
        "unit": unit,
        "kind": "handed-over" if handed else "primary",
        "title": title,
        "description": about if len(records) == 1 else "",
        "encoding": "utf-8",
        "format": "csv",
        "mediatype": "text/csv",
        "hash": SHA256 + file_hash(made),
        "licenses": [LICENCE],
        "sources": [{"title": handed["by"] if handed else about or delivery.source}],
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
    aside = data_place(delivery.unit, delivery.contract.name, ASIDE_SUFFIX)
    return {
        "source": delivery.source,
        "source_sha256": delivery.sha256,
        "map": delivery.map.name,
        "map_sha256": delivery.map.sha256,
        **({"query": delivery.query} if delivery.query else {}),
        "moment": delivery.moment.isoformat(),
        "rows": {
            "read": delivery.read,
            "used": delivery.used,
            "left_out": dict(Counter(row.reason for row in delivery.aside)),
        },
        "written": delivery.written,
        **({"handed_over": handed} if handed else {}),
        **({"quarantine": aside.as_posix()} if delivery.aside else {}),
    }
