"""Samples as a year's data package: CSV files, and their entries in `datapackage.json`.

An office's file is never written over: only what was made up, and still is as it was written then, is replaced.
"""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from laporan.cache.digest import file_hash, file_hash_if_there
from laporan.core import paths
from laporan.data.canonical_file import table_schema, write_csv
from laporan.data.catalogue import contract_for
from laporan.data.contracts import Contract
from laporan.data.file_exchange import changing
from laporan.data.package_file import SHA256, package_entries
from laporan.data.samples import Sample
from laporan.facts.fact_book import slug
from laporan.facts.kinds import KINDS
from laporan.project.parameters import load_parameters

LICENCE = {
    "synthetic": {"name": "CC0-1.0", "title": "Data buatan (sintetis), bukan data instansi; bebas dipakai"},
    "published": {"name": "other-pd", "title": "Kutipan angka dari laporan resmi yang diterbitkan"},
}


@dataclass(frozen=True)
class WrittenSamples:
    """What became of samples.

    Attributes
    ----------
    package : Path
        The `datapackage.json`.
    rows : dict of Path to int
        The files that were written, and the rows of each.
    others : dict of Path to str
        Files that are not the samples' own, and whose they are: left as they were or, where that was forced, replaced.
    """

    package: Path
    rows: dict[Path, int]
    others: dict[Path, str]


@dataclass(frozen=True)
class _Draft:
    """A sample that was written aside. path : within the folder; entry : of the package; before : what is there now"""

    sample: Sample
    path: Path
    file: Path
    entry: dict[str, Any]
    before: dict[str, Any] | None


def write_samples(
    made: list[Sample], year: int, unit: str = "", folder: Path | None = None, *, force: bool = False
) -> WrittenSamples:
    """Write the samples that stand in nobody's place, and their entries.

    Parameters
    ----------
    made : list of Sample
        What is written; other entries of the package stay.
    year, unit : int, str
        Whose data.
    folder : Path, optional
        Instead of the year's folder of raw data.
    force : bool
        Whether files that are not made up, or were changed since, are replaced too.

    Raises
    ------
    ParameterError
        For a package that is there and can't be read.
    BusyError
        Where another command is changing the folder.
    """
    folder = folder or paths.raw_data(year)
    with changing(folder):
        return _write(made, year, unit or paths.main_unit(), folder, force)


def _write(made: list[Sample], year: int, unit: str, folder: Path, force: bool) -> WrittenSamples:
    place = folder / "datapackage.json"
    package = empty_package(year)
    if place.is_file():
        package_entries(place)  # refuses what is no package
        package = json.loads(place.read_text(encoding="utf-8-sig"))
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".sample-", dir=folder) as aside:
        drafts = [_draft(sample, year, unit, package, Path(aside)) for sample in made]
        owners = {draft.path: owner for draft in drafts if (owner := _owner(draft, folder))}
        others = {folder / _now(draft): owners[draft.path] for draft in drafts if draft.path in owners}
        written = [draft for draft in drafts if force or draft.path not in owners]
        for draft in written:
            (folder / draft.path).parent.mkdir(parents=True, exist_ok=True)
            draft.file.replace(folder / draft.path)
        _write_package(package, written, Path(aside) / place.name, unit).replace(place)
    return WrittenSamples(place, {folder / one.path: len(one.sample.frame) for one in written}, others)


def _draft(sample: Sample, year: int, unit: str, package: dict[str, Any], aside: Path) -> _Draft:
    main, file = paths.main_unit(), f"{sample.dataset}.csv"
    path, contract = Path(file) if unit == main else Path(unit, file), contract_for(sample.dataset, year)
    write_csv(sample.frame, contract, aside / file)
    before = (one for one in package["resources"] if _key(one) == (unit, sample.dataset))
    entry = _entry(sample, path, unit, contract, file_hash(aside / file))
    return _Draft(sample, path, aside / file, entry, next(before, None))


def _owner(draft: _Draft, folder: Path) -> str:
    """Whose the file is that stands where a sample is to be written; '' where that is the sample's own."""
    before, there = draft.before, file_hash_if_there(folder / draft.path)
    if before is None:
        return "tidak tercantum di datapackage.json" if there else ""
    if before["kind"] != "synthetic":
        same = before["kind"] == draft.sample.kind and SHA256 + there == draft.entry["hash"]
        return "" if same else f"data {KINDS[before['kind']]}"
    if there and SHA256 + there != before.get("hash", ""):
        return "berubah sejak dibuat" if before.get("hash") else "belum mempunyai hash di datapackage.json"
    return ""


def _now(draft: _Draft) -> str:
    """The file that the package names today."""
    return draft.before["path"] if draft.before else draft.path.as_posix()


def _write_package(package: dict[str, Any], written: list[_Draft], place: Path, unit: str) -> Path:
    """What was transcribed by hand, or is another unit's, stays."""
    main, names = paths.main_unit(), {(unit, draft.sample.dataset) for draft in written}
    kept = [entry for entry in package["resources"] if _key(entry) not in names]
    package["resources"] = sorted(
        [*kept, *(draft.entry for draft in written)],
        key=lambda entry: (_key(entry)[0] != main, *_key(entry)),
    )
    package["description"] = about_package(package["resources"])
    place.write_text(json.dumps(package, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return place


def _key(entry: dict[str, Any]) -> tuple[str, str]:
    return entry.get("unit", paths.main_unit()), entry["dataset"]


def empty_package(year: int) -> dict[str, Any]:
    """The data package of a year that has none yet."""
    cover = load_parameters(year).cover  # a year has one package, whichever office comes first
    return {
        "profile": "data-package",
        "name": slug(f"{cover.agency} {year}"),
        "title": f"Data {cover.title} {year}, {cover.issuer}",
        "resources": [],
    }


def about_package(entries: list[dict[str, Any]]) -> str:
    """What a package says of itself: how many of its files were made up."""
    made_up = sum(entry["kind"] == "synthetic" for entry in entries)
    return (
        f"{made_up} dari {len(entries)} berkas di sini sintetis, yaitu buatan dan bukan data instansi; "
        "kind setiap berkas menyebutnya."
    )


def _entry(sample: Sample, path: Path, unit: str, contract: Contract, sha256: str) -> dict[str, Any]:
    name = sample.dataset if unit == paths.main_unit() else f"{unit}.{sample.dataset}"
    return {
        "name": name.replace("_", "-"),
        "path": path.as_posix(),
        "profile": "tabular-data-resource",
        "dataset": sample.dataset,
        "unit": unit,
        "kind": sample.kind,
        "title": sample.title,
        "description": sample.description,
        "encoding": "utf-8",
        "format": "csv",
        "mediatype": "text/csv",
        "hash": SHA256 + sha256,
        "licenses": [LICENCE[sample.kind]],
        **_sources(sample),
        **({"calibrated_to": list(sample.calibrated_to)} if sample.calibrated_to else {}),
        "schema": table_schema(contract),
    }


def _sources(sample: Sample) -> dict[str, Any]:
    """Made-up data has no office for its source, only one that is to supply the data instead."""
    if sample.kind != "synthetic":
        return {"sources": [{"title": sample.origin}]}
    return {"sources": [{"title": f"Data buatan (sintetis), bukan data {sample.origin}"}], "supplier": sample.origin}
