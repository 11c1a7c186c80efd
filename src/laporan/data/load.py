"""Validated tables for chapters: `load(year, unit, name)`.

What exists is said by `data/raw/<year>/datapackage.json` (Frictionless): for every resource its
file, where it comes from, its licence, whose it is, and its kind; see `package`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd

from laporan.cache.digest import content_hash, file_hash_if_there
from laporan.cache.read_tracking import noting_also
from laporan.core import paths
from laporan.core.errors import DataError, Fault, MissingDataError
from laporan.core.near import nearest
from laporan.data import cache
from laporan.data.catalogue import contract_for
from laporan.data.checks import check
from laporan.data.contracts import Contract, inflate
from laporan.data.package import Resource, find_resource
from laporan.data.read import read_table
from laporan.facts.lineage import LeftOut, Source, as_loaded
from laporan.facts.row_set import NO_ROWS, RowSet
from laporan.project.parameters import Exclusion, ReportParameters

LOADED: list[Source] = []  # what this process has loaded, in order: what a notebook draws may come from any of it


def load(
    year: int,
    unit: str,
    name: str,
    parameters: ReportParameters | None = None,
    columns: Sequence[str] | None = None,
    *,
    compact: bool = False,
) -> pd.DataFrame:
    """A dataset, validated.

    Parameters
    ----------
    year, unit, name
        Which dataset.
    parameters : ReportParameters, optional
        Rows that they exclude are left out, and recorded in the source with the reason.
    columns : sequence of str, optional
        Those that are needed, by their names in code; all of them without it.
    compact : bool
        Repeated words as categories, in alphabetical order: millions of rows then take a tenth of the memory.

    Returns
    -------
    pd.DataFrame
        Its index is the row in the file, `attrs["source"]` says which file.

    Raises
    ------
    MissingDataError
        Where the package lists no such dataset.
    DataError
        With every fault of the file.
    MissingDataError
        For a column that there is not.
    """
    resource = find_resource(year, unit, name)
    frame, faults = read_once(resource, columns, compact=compact)
    if faults:
        raise DataError(faults)
    excluded = parameters.exclude.get(name, []) if parameters else []
    return _with_source(frame, resource, excluded)


def fingerprint(year: int, unit: str, name: str, parameters: ReportParameters) -> str:
    """A hash of what `load` of a dataset follows from: two that are the same give the same frame.

    Parameters
    ----------
    year, unit : int, str
        Of the report.
    name : str
        Of the dataset.
    parameters : ReportParameters
        Whose exclusions count.

    Raises
    ------
    MissingDataError
        Where the package lists no such dataset.
    """
    resource = find_resource(year, unit, name)
    excluded = [item.model_dump() for item in parameters.exclude.get(name, [])]
    key = cache.key_of(resource.path, contract_for(name, year), year) if resource.path.is_file() else ""
    return content_hash([key, excluded, resource.kind, resource.title])


def read_once(
    resource: Resource, columns: Sequence[str] | None = None, *, compact: bool = False
) -> tuple[pd.DataFrame, list[Fault]]:
    """As `read_validated`, but a file that had no faults is not read again until something changes.

    Parameters
    ----------
    resource : Resource
        What is read.
    columns : sequence of str, optional
        Those that are needed, by their names in code; all of them without it.
    compact : bool
        Repeated words as categories.

    Returns
    -------
    frame : DataFrame
        One row a row of the file, which its index counts; empty where there are faults.
    faults : list of Fault
        Every fault of the file.

    Raises
    ------
    MissingDataError
        For a column that there is not.
    """
    if not resource.path.is_file():
        return read_validated(resource)
    contract = contract_for(resource.dataset, resource.year)
    _refuse_unknown(columns, contract)
    key = cache.key_of(resource.path, contract, resource.year)
    frame = cache.recall(key, columns)
    if frame is None:
        with noting_also() as asked:
            frame, faults = read_validated(resource, compact=True)
        if faults:
            return frame, faults
        cache.keep(key, frame, contract, asked)
    if columns is not None:
        frame = frame[list(columns)]
    return frame if compact else inflate(frame), []


def _refuse_unknown(columns: Sequence[str] | None, contract: Contract) -> None:
    known = {column.name: column.header for column in contract.kept}
    if isinstance(columns, str):
        raise MissingDataError(f"kolom “{columns}” bukan daftar. Tulis sebagai daftar: [{columns!r}]")
    for name in columns or ():
        if name not in known:
            named = [f"; kolom itu bernama “{one}” di sini" for one, header in known.items() if header == name]
            near = "".join(named) or nearest(name, known)
            raise MissingDataError(
                f"kolom “{name}” tidak ada pada data “{contract.name}”{near}. Kolomnya: {', '.join(known)}"
            )


def rows_at_home(resource: Resource) -> RowSet:
    """Rows of a file that leave in no form, as its contract says; of most files none.

    Parameters
    ----------
    resource : Resource
        The file.

    Raises
    ------
    DataError
        With every fault of the file.
    """
    rule = contract_for(resource.dataset, resource.year).rows_at_home
    if rule is None:
        return NO_ROWS
    frame, faults = read_once(resource, [rule.column], compact=True)
    if faults:
        raise DataError(faults)
    return RowSet.of(frame.index[frame[rule.column].isin(rule.words)])


def known_faults(resource: Resource) -> list[Fault]:
    """Faults of one file; one that is known to have none is not opened again."""
    if resource.path.is_file():
        contract = contract_for(resource.dataset, resource.year)
        if cache.knows(cache.key_of(resource.path, contract, resource.year)):
            return []
    faults = read_once(resource, compact=True)[1]
    cache.release_memory()
    return faults


def read_validated(resource: Resource, *, compact: bool = False) -> tuple[pd.DataFrame, list[Fault]]:
    """One file, read and checked.

    Returns
    -------
    frame : pd.DataFrame
        The values, indexed by row in the file; empty where the file could not be split into cells.
    faults : list of Fault
        All of them; values are missing where there are some.
    """
    contract = contract_for(resource.dataset, resource.year)
    try:
        frame, faults = check(read_table(resource.path, contract), contract)
    except DataError as error:
        return pd.DataFrame(), list(error.faults)
    return frame if compact or faults else inflate(frame), faults


def _with_source(frame: pd.DataFrame, resource: Resource, excluded: list[Exclusion]) -> pd.DataFrame:
    unknown = [item.row for item in excluded if item.row not in frame.index]
    if unknown:
        raise DataError(
            [
                Fault(
                    paths.relative(resource.path),
                    "baris yang dikecualikan tidak ada",
                    f"Perbaiki exclude.{resource.dataset} di params",
                    row=row,
                )
                for row in unknown
            ]
        )
    kept = frame.drop(index=[item.row for item in excluded]) if excluded else frame
    home = rows_at_home(resource)
    secret = home or contract_for(resource.dataset, resource.year).personal
    source = Source(
        f"{resource.year}/{resource.unit}/{resource.dataset}",
        paths.relative(resource.path),
        file_hash_if_there(resource.path),
        resource.kind,
        resource.title,
        len(frame),
        secret=_secret(resource.path) if secret else "",
        kept=RowSet.of(kept.index),
        at_home=home,
    )
    left_out = tuple(LeftOut(source.number_outside(item.row), item.why) for item in excluded)
    source = replace(source, left_out=left_out)
    LOADED.append(source)
    return as_loaded(kept, source)


def _secret(path: Path) -> str:
    """Another hash than the one that the ledger publishes: only who has the file can make it."""
    return hashlib.blake2b(path.read_bytes()).hexdigest()
