"""Rows that the year before left open, appended to those of a source that has its own year alone.

They come as the year before left them: what became of them since, nobody here knows. The record of the import says so,
and they are taken anew whenever one of the year's imports is repeated.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from laporan.cache.digest import file_hash
from laporan.core import paths
from laporan.core.errors import DataError, ParameterError
from laporan.core.formatting import number
from laporan.data.catalogue import contracts
from laporan.data.checks import check
from laporan.data.contracts import Contract, Leftover, as_written
from laporan.data.handover import LEFT_OPEN
from laporan.data.load import load
from laporan.data.package import exists, find_resource
from laporan.data.read import read_table
from laporan.intake.parts import ImportPart
from laporan.project.parameters import load_parameters

OPTION = "--carry-over"
SETTLED, IN_SOURCE = "sudah selesai pada akhir {year}", "sudah ada di sumber tahun ini"


def offer(contract: Contract, year: int, unit: str, draft: Path) -> str:
    """What is said where a source has nothing of the year before, which left something open; '' elsewhere.

    Parameters
    ----------
    contract : Contract
        Of the dataset.
    year, unit : int, str
        Whose data it is.
    draft : Path
        This year's rows.
    """
    if contract.leftover is None:
        return ""
    try:
        rule, before = _last_year(contract, year, unit)
    except (ParameterError, DataError):  # nothing that could be offered
        return ""
    left = int(rule.is_left(before).sum())
    if not left or rule.is_old(_rows(draft, contract)).any():
        return ""
    return (
        f"sumber ini tidak memuat baris dari sebelum {year}, sedangkan {contract.title.lower()} {year - 1} menyisakan "
        f"{number(left)} yang belum selesai. Tambahkan dengan {OPTION}, atau impor sumber yang memuatnya"
    )


def left_part(contract: Contract, year: int, unit: str, draft: Path, columns: Sequence[str]) -> ImportPart:
    """The rows that the year before left open and this year's do not have, as a part of its dataset.

    Parameters
    ----------
    contract : Contract
        Of the dataset.
    year, unit : int, str
        Whose data it is.
    draft : Path
        This year's rows.
    columns : sequence of str
        Heads of the dataset.

    Raises
    ------
    ParameterError
        Where such a dataset leaves nothing to the next year; where there is nothing to be taken from.
    """
    rule, before = _last_year(contract, year, unit)
    left = rule.is_left(before)
    here = before[rule.key].isin(_rows(draft, contract)[rule.key])
    rows = rule.as_now(before[left & ~here])
    by_header = {column.header: column for column in contract.columns}
    lines = [
        ["" if (column := by_header[head]).personal else as_written(row[column.name], column) for head in columns]
        for _place, row in rows.iterrows()
    ]
    reasons = Counter([SETTLED.format(year=year - 1)] * int((~left).sum()) + [IN_SOURCE] * int((left & here).sum()))
    return ImportPart(_record(contract, year - 1, unit, len(before), len(rows), dict(reasons)), lines)


def _last_year(contract: Contract, year: int, unit: str) -> tuple[Leftover, pd.DataFrame]:
    """What decides which rows were left open, and all rows of the year before."""
    last = year - 1
    if contract.leftover is None:
        known = ", ".join(one.name for one in contracts(year) if one.leftover)
        raise ParameterError(f"{OPTION}: data {contract.name} tidak punya sisa tahun sebelumnya; yang punya: {known}")
    if not exists(last, unit, contract.name):
        raise ParameterError(f"{OPTION}: tidak ada data {contract.name} {last} untuk {unit}. Impor dahulu data {last}")
    resource = find_resource(last, unit, contract.name)
    if resource.kind == "synthetic":
        raise ParameterError(
            f"{OPTION}: {paths.relative(resource.path)} sintetis, dan baris buatan tidak dicampur dengan data kantor. "
            f"Impor dahulu data {last}"
        )
    return contract.leftover, load(last, unit, contract.name, load_parameters(last, unit))


def _rows(draft: Path, contract: Contract) -> pd.DataFrame:
    frame, faults = check(read_table(draft, contract), contract)
    if faults:
        raise DataError(faults)
    return frame


def _record(contract: Contract, year: int, unit: str, read: int, used: int, left_out: dict[str, int]) -> dict[str, Any]:
    """What the data package tells of it, in the form in which it tells of an import."""
    resource = find_resource(year, unit, contract.name)
    handed = resource.handed_over.model_dump(mode="json") if resource.handed_over else None
    return {
        "source": paths.relative(resource.path),
        "source_sha256": file_hash(resource.path),
        "map": LEFT_OPEN,
        "map_sha256": hashlib.sha256(LEFT_OPEN.encode()).hexdigest(),
        "moment": dt.datetime.now(dt.UTC).astimezone().replace(microsecond=0).isoformat(),
        "rows": {"read": read, "used": used, "left_out": left_out},
        "written": used,
        **({"handed_over": handed} if handed else {}),
    }
