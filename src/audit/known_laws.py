"""The laws and standards that the auditor knows, wherever it is installed.

`laws.yml` beside this module holds titles, successors and editions. The regulations by which surveys are scored, with
their bands, are written once, in `params/regulations`, where the agency's reports compute with them: a wheel carries
these files as `audit/regulations` (see `pyproject.toml`), and the source tree reads them where they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from audit.citations import LawKey, citations, key_of
from audit.finding import AuditError

PACKAGE = files("audit")
IN_SOURCE_TREE = Path(__file__).resolve().parents[2] / "params" / "regulations"

NamedBand = tuple[str, Decimal, Decimal]  # name, lowest and highest value, bounds included


@dataclass(frozen=True)
class KnownLaw:
    """A law that the auditor knows.

    Parameters
    ----------
    key : LawKey
        Type, number and year.
    name, title : str
        The short name ("PermenPANRB 14/2017"), and what the law is about.
    replaced_by : str
        Short name of its successor; "" where it is in force, or where that is not known.
    since : int or None
        The year since when the successor holds.
    confidence : {"V", "S", "M"}
        Seen in a source, secondary source, from memory.
    bands, nrr_bands : tuple of NamedBand
        For a regulation by which surveys are scored, the bands of the index and of the mean score; else ().
    """

    key: LawKey
    name: str
    title: str
    replaced_by: str
    since: int | None
    confidence: str
    bands: tuple[NamedBand, ...] = ()
    nrr_bands: tuple[NamedBand, ...] = ()


@lru_cache(maxsize=1)
def known_laws() -> Mapping[LawKey, KnownLaw]:
    """All laws that the auditor knows, by key; the regulations of surveys first.

    Raises
    ------
    AuditError
        For a data file that can't be read, or an entry that is no law.
    """
    listed = [_listed_law(entry) for entry in _read(PACKAGE / "laws.yml")["regulations"]]
    return {law.key: law for law in (*_survey_regulations(), *listed)}


@lru_cache(maxsize=1)
def known_standards() -> Mapping[str, tuple[str, ...]]:
    """Standards by name ("ISO 9001"), with the editions that each has had."""
    return {entry["name"]: tuple(entry["editions"]) for entry in _read(PACKAGE / "laws.yml")["standards"]}


def _listed_law(entry: Mapping[str, Any]) -> KnownLaw:
    key = key_of(entry["cite"])
    if key is None:
        raise AuditError(f"laws.yml: cite: “{entry['cite']}” bukan jenis, nomor, dan tahun. Tulis misalnya UU 5/2014")
    successor = entry["replaced_by"] or ""
    return KnownLaw(key, entry["cite"], entry["title"], successor, entry["from"], entry["confidence"])


def _survey_regulations() -> list[KnownLaw]:
    """The regulations by which surveys are scored, in the order of their files' names."""
    contents = {file.name: _read(file) for file in sorted(_survey_files(), key=lambda file: file.name)}
    laws = {name.removesuffix(".yml"): _survey_regulation(name, content) for name, content in contents.items()}
    for content, (stem, law) in zip(contents.values(), list(laws.items()), strict=True):
        if newer := laws.get(content["replaced_by"]):
            laws[stem] = replace(law, replaced_by=newer.name, since=newer.key[2])
    return list(laws.values())


def _survey_files() -> list[Traversable]:
    """Their files, of the wheel or of the source tree.

    Raises
    ------
    AuditError
        Where there is none: an auditor without them would find less, and not say so.
    """
    carried = PACKAGE / "regulations"
    folder = carried if carried.is_dir() else IN_SOURCE_TREE
    found = [file for file in folder.iterdir() if file.name.endswith(".yml")] if folder.is_dir() else []
    if not found:
        raise AuditError(f"{folder}: berkas peraturan survei tidak ada. Pasang ulang: pip install 'laporan-bkn[audit]'")
    return found


def _survey_regulation(name: str, content: Mapping[str, Any]) -> KnownLaw:
    cited = next(citations(content["title"]), None)
    if cited is None:
        raise AuditError(f"{name}: title: tidak menyebut jenis dan nomor peraturan. Tulis judul lengkapnya")
    key = (cited.key[0], cited.key[1], content["year"])
    bands = [_bands(content, scale) for scale in ("ikm", "nrr")]
    return KnownLaw(key, content["short_title"], cited.title, "", None, "S", *bands)


def _bands(content: Mapping[str, Any], scale: str) -> tuple[NamedBand, ...]:
    """The bands on one scale: "ikm", the index, or "nrr", the mean score."""
    return tuple(
        (band["name"], Decimal(band[f"{scale}_from"]), Decimal(band[f"{scale}_to"])) for band in content["bands"]
    )


def _read(file: Traversable) -> dict[str, Any]:
    try:
        content: dict[str, Any] = YAML(typ="safe").load(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, YAMLError) as error:
        raise AuditError(f"{file.name}: tidak terbaca ({error}). Perbaiki berkas itu") from error
    return content
