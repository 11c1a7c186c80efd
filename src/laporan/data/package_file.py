"""A year's `datapackage.json` as a strict model: what an entry must say, and what no two of them may.

What Frictionless makes optional is optional, and further keys (a schema, a hash) are let pass. A path stays within its
year's folder.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from laporan.cache import read_tracking
from laporan.core import paths
from laporan.core.errors import ParameterError
from laporan.core.places import inner_name
from laporan.data.handover import HandedOver, ImportRecord
from laporan.facts.kinds import DataKind
from laporan.project.models import validate
from laporan.project.parameters import load_units

PLACE = re.compile(r"(?<=: )resources\.(\d+)")
INHERITED = ("licenses", "sources")  # a package's own, which hold for each resource that says nothing else
LARGEST = 50_000_000  # bytes
SHA256 = "sha256:"  # how Frictionless begins a resource's `hash` that is no MD5


def _known_unit(code: str) -> str:
    if code not in (units := load_units()):
        raise ValueError(f"satuan kerja “{code}” tidak ada di params/units.yml; yang ada: {', '.join(units)}")
    return code


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, dict) else value


class _Named(BaseModel):
    """A licence or a source: extra keys are Frictionless's own."""

    model_config = ConfigDict(strict=True, extra="allow")


class Licence(_Named):
    """A licence of a dataset, by its name in the Open Definition."""

    name: str
    title: str = ""


class DataOwner(_Named):
    """Who the data is from."""

    title: str


class PackageEntry(_Named):
    """One dataset of a unit in a year.

    Parameters
    ----------
    dataset, unit : str
        What it is asked for by; without a unit it is the main one's.
    path : str
        The file, within the year's folder.
    title, description : str
        As the report's annex prints them; without a title the dataset's name is.
    kind : {"primary", "handed-over", "published", "synthetic"}
        Whether it is the own data of who reports, another office's, quoted, or made up.
    licenses, sources : list
        The first is printed; those of the whole package where the entry has none of its own.
    supplier : str
        Of made-up data: the office that is to hand over its own instead.
    calibrated_to : list of str
        Codes of the published figures that made-up data was made to meet.
    handed_over : HandedOver, optional
        Of data that an office handed over, and of no other: who, when, by which letter.
    imported : list of ImportRecord
        Written as `import`: how the file was made from the original; from several, in the order of their rows.
    hash : str
        Frictionless's own: 'sha256:' and the digest of the file as it was written; '' where nobody says.
    """

    dataset: str
    unit: Annotated[str, AfterValidator(_known_unit)]
    path: Annotated[str, AfterValidator(inner_name)]
    title: str = ""
    description: str = ""
    kind: DataKind
    licenses: list[Licence] = []
    sources: list[DataOwner] = []
    supplier: str = ""
    calibrated_to: list[str] = []
    handed_over: HandedOver | None = None
    imported: Annotated[list[ImportRecord], BeforeValidator(_listed)] = Field([], alias="import")
    hash: str = ""

    @property
    def sha256(self) -> str:
        """What the file's digest must be: as written, or as handed over where nothing was done to it; '' if unknown."""
        if self.hash.startswith(SHA256):
            return self.hash.removeprefix(SHA256)
        return self.handed_over.original_sha256 if self.handed_over and not self.imported else ""

    @model_validator(mode="after")
    def _kind_is_told(self) -> Self:
        if (self.kind == "handed-over") != (self.handed_over is not None):
            raise ValueError(
                "data yang diserahkan ditulis kind: handed-over dengan handed_over: "
                "{by, date, letter, original_sha256}; jenis lain tanpa handed_over"
            )
        if self.kind == "synthetic" and self.imported:
            raise ValueError("data sintetis tidak diimpor: hapus import, atau sebut jenisnya yang sebenarnya")
        return self


class Package(_Named):
    """The whole file."""

    resources: list[PackageEntry]

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        for what, keys in (
            ("data", [f"{entry.unit}/{entry.dataset}" for entry in self.resources]),
            ("berkas", [entry.path for entry in self.resources]),
        ):
            if doubled := [key for key, times in Counter(keys).items() if times > 1]:
                raise ValueError(f"{what} “{doubled[0]}” tercantum lebih dari sekali; hapus salah satunya")
        return self


def package_entries(path: Path) -> tuple[PackageEntry, ...]:
    """The entries of a package that is there, in its order.

    Parameters
    ----------
    path : Path
        A `datapackage.json`.

    Raises
    ------
    ParameterError
        For a file that is no JSON or too large, and for each thing that the model refuses, with its place.
    """
    if path.stat().st_size > LARGEST:
        raise ParameterError(f"{paths.relative(path)}: lebih dari {LARGEST // 1_000_000} MB")
    with read_tracking.noting_aside():
        content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        why = f"bukan UTF-8 (bita ke-{error.start}). Simpan sebagai UTF-8"
        raise ParameterError(f"{paths.relative(path)}: {why}") from error
    return _entries(text, paths.relative(path), paths.main_unit(), tuple(load_units()))


def _each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object of JSON, in which the last of two equal keys would count without a word."""
    if doubled := [key for key, times in Counter(key for key, _ in pairs).items() if times > 1]:
        raise ValueError(f"kunci “{doubled[0]}” tertulis dua kali")
    return dict(pairs)


@lru_cache(maxsize=8)
def _entries(text: str, name: str, main_unit: str, _units: tuple[str, ...]) -> tuple[PackageEntry, ...]:
    """Checked once: a chapter asks many times, and the package of a year has thirty entries for each office."""
    try:
        content = json.loads(text, object_pairs_hook=_each_key_once)
        json.dumps(content, ensure_ascii=False, allow_nan=False).encode()  # refuses what no file and no number can hold
    except (ValueError, RecursionError) as error:
        raise ParameterError(f"{name}: bukan JSON yang utuh ({error})") from error
    if not isinstance(content, dict):
        raise ParameterError(f"{name}: harus berisi satu objek dengan kunci resources")
    listed: Any = content.get("resources")
    if isinstance(listed, list):
        whole = {key: content[key] for key in INHERITED if key in content}
        listed = [{"unit": main_unit, **whole, **entry} if isinstance(entry, dict) else entry for entry in listed]
    try:
        return tuple(validate(Package, {**content, "resources": listed}, name).resources)
    except ParameterError as error:
        raise ParameterError(PLACE.sub(lambda match: _named(listed, match), str(error))) from error


def _named(listed: Any, match: re.Match[str]) -> str:
    """'resources.3' as a person finds it: by the dataset's name, where it has one."""
    entry = listed[int(match[1])] if isinstance(listed, list) else None
    return str(entry.get("dataset", match[0])) if isinstance(entry, dict) else match[0]
