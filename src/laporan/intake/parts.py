"""A dataset of several imports, such as complaints by two channels: each map's rows stand together, in their order."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from laporan.cache.digest import file_hash_if_there
from laporan.core import paths
from laporan.core.errors import ParameterError
from laporan.data.handover import LEFT_OPEN
from laporan.data.package_file import SHA256
from laporan.facts.kinds import KINDS


@dataclass(frozen=True)
class ImportPart:
    """What one map brought.

    Parameters
    ----------
    record : dict
        Its `import` in the data package.
    lines : list of list of str
        Its rows of the dataset.
    """

    record: dict[str, Any]
    lines: list[list[str]]


def records_of(entry: dict[str, Any] | None) -> list[dict[str, Any]]:
    """The imports that an entry of a data package tells of, in the order of their rows."""
    told = (entry or {}).get("import") or []
    return [told] if isinstance(told, dict) else list(told)


def other_parts(
    entry: dict[str, Any] | None, folder: Path, map_name: str, columns: Sequence[str], *, append: bool, replace: bool
) -> tuple[list[ImportPart], list[ImportPart]]:
    """What stays of a dataset when a map's rows come in: the parts before these, and those behind.

    What was appended of the year before is none of them: it is taken anew.

    Parameters
    ----------
    entry : dict or None
        Of the dataset in the data package; None where there is none.
    folder : Path
        The year's folder.
    map_name : str
        The map whose rows come in.
    columns : sequence of str
        Of these rows.
    append, replace : bool
        Whether rows of other maps stay, or all that is there goes.

    Raises
    ------
    ParameterError
        Where neither was asked for and other people's data is there; where rows are to stay and the file is not as
        the imports left it.
    """
    if entry is None or entry["kind"] == "synthetic" or replace:
        return [], []
    records = records_of(entry)
    maps = [record["map"] for record in records if record["map"] != LEFT_OPEN]
    if maps == [map_name]:
        return [], []
    came = "diimpor dengan peta " + ", ".join(maps)
    came = came if maps else f"data {KINDS[entry['kind']]} yang tidak diimpor"
    if map_name not in maps and not (append and maps):
        raise ParameterError(
            f"{entry['path']}: sudah ada, {came}; tidak ada yang diubah. "
            "Tulis --append untuk menambahnya, atau --replace untuk menggantikannya"
        )
    read = _read(entry, folder / entry["path"], records, columns)
    parts = [part for part in read if part.record["map"] != LEFT_OPEN]
    at = maps.index(map_name) if map_name in maps else len(parts)
    return parts[:at], parts[at + 1 :]


def _read(
    entry: dict[str, Any], path: Path, records: Sequence[dict[str, Any]], columns: Sequence[str]
) -> list[ImportPart]:
    there = file_hash_if_there(path)
    if SHA256 + there != entry.get("hash"):
        raise ParameterError(
            f"{paths.relative(path)}: berubah sejak diimpor, jadi barisnya tidak dapat dipilah menurut peta. "
            "Impor ulang semua sumbernya: yang pertama dengan --replace"
        )
    with path.open(encoding="utf-8", newline="") as file:
        head, *lines = list(csv.reader(file))
    if head != list(columns):
        other = ", ".join(sorted(set(head) ^ set(columns)))
        raise ParameterError(
            f"{paths.relative(path)}: kolomnya lain dari peta ini ({other}), jadi tidak dapat digabung. "
            "Samakan kedua peta, atau tulis --replace"
        )
    parts, start = [], 0
    for record in records:
        parts.append(ImportPart(record, lines[start : start + record["written"]]))
        start += record["written"]
    return parts
