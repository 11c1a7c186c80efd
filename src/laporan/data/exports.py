"""The validated tables of a year for whoever works elsewhere, with their codebook.

What leaves follows the rules of disclosure: columns and rows that stay at home are left out, and so are datasets whose
rows are persons. An export for internal use has all of it, and says so in its folder's name and in its codebook.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

import pandas as pd

from laporan.core import paths
from laporan.core.errors import MissingDataError, ParameterError
from laporan.data.catalogue import contract_for
from laporan.data.contracts import Column, Contract, inflate
from laporan.data.dictionary import dictionary
from laporan.data.load import load
from laporan.data.package import Resource, resources
from laporan.facts.lineage import source_of
from laporan.project.parameters import load_parameters

Form = Literal["parquet", "csv", "sqlite", "duckdb"]
FORMS: tuple[Form, ...] = ("parquet", "csv", "sqlite", "duckdb")
CODEBOOK, DATABASE, INTERNAL = "buku-kode.md", "data", "internal"
NO_DUCKDB = "DuckDB tidak terpasang. Pasang: pip install 'laporan-bkn[duckdb]', atau pilih --format sqlite"
FOR_INTERNAL_USE = "**Untuk keperluan internal: memuat data pribadi atau kata bebas. Jangan diteruskan.**"


@dataclass(frozen=True)
class Exported:
    """What was written.

    Attributes
    ----------
    folder : Path
        Where it is.
    rows : dict of str to int
        Rows of each dataset.
    held_back : tuple of str
        Datasets that were not written, since their rows are persons.
    """

    folder: Path
    rows: dict[str, int]
    held_back: tuple[str, ...]


def export(year: int, unit: str, form: Form, folder: Path | None = None, *, internal: bool = False) -> Exported:
    """Write a unit's tables and their codebook, all of it or nothing.

    Parameters
    ----------
    year, unit : int, str
        Whose data.
    form : {'parquet', 'csv', 'sqlite', 'duckdb'}
        A file a dataset, or one database.
    folder : Path, optional
        Where to; by default below `outputs/ekspor`.
    internal : bool
        Whether it stays in the office, so that persons and free words are in it.

    Raises
    ------
    MissingDataError
        Where the unit has no data.
    ParameterError
        For a folder that holds something else, and for DuckDB where it is not installed.
    DataError
        With every fault of a file.
    """
    if form == "duckdb" and not find_spec("duckdb"):
        raise ParameterError(NO_DUCKDB)
    listed = resources(year, unit)
    if not listed:
        raise MissingDataError(f"tidak ada data {unit} tahun {year} untuk diekspor")
    place = folder or paths.outputs() / "ekspor" / (INTERNAL if internal else "") / str(year) / unit
    if place.exists() and not _is_ours(place):
        raise ParameterError(f"{place}: berisi berkas lain, atau bukan folder. Pilih folder kosong dengan --to")
    leaving = [one for one in listed if internal or not contract_for(one.dataset, year).personal]
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".ekspor-", dir=place.parent) as aside:
        made = Path(aside) / "isi"
        made.mkdir()
        rows = {name: len(table) for name, table in _written(leaving, form, internal, made)}
        columns = {one.dataset: _columns(contract_for(one.dataset, year), internal) for one in leaving}
        text = dictionary(year, columns)
        (made / CODEBOOK).write_text(f"{FOR_INTERNAL_USE}\n\n{text}" if internal else text, encoding="utf-8")
        if place.exists():
            shutil.rmtree(place)
        made.replace(place)
    return Exported(place, rows, tuple(one.dataset for one in listed if one not in leaving))


def _is_ours(place: Path) -> bool:
    """Whether a folder is empty, or holds an earlier export and nothing else."""
    if not place.is_dir():
        return False
    there = list(place.iterdir())
    ours = [one for one in there if one.is_file() and (one.name == CODEBOOK or one.suffix.removeprefix(".") in FORMS)]
    return not there or (len(ours) == len(there) and (place / CODEBOOK).is_file())


def _written(listed: list[Resource], form: Form, internal: bool, folder: Path) -> Iterator[tuple[str, pd.DataFrame]]:
    for resource in listed:
        table = _table(resource, internal)
        if form == "parquet":
            table.to_parquet(folder / f"{resource.dataset}.parquet", index=False)
        elif form == "csv":
            table.to_csv(folder / f"{resource.dataset}.csv", index=False, lineterminator="\n", date_format="%Y-%m-%d")
        elif form == "sqlite":
            with closing(sqlite3.connect(folder / f"{DATABASE}.sqlite")) as database:
                _as_plain(table).to_sql(resource.dataset, database, index=False)
        else:
            _into_duckdb(table, resource.dataset, folder / f"{DATABASE}.duckdb")
        yield resource.dataset, table


def _into_duckdb(table: pd.DataFrame, name: str, path: Path) -> None:
    """Add a table to the database; days are its DATE, decimals its DECIMAL."""
    import duckdb  # an extra, and slow to import
    import pyarrow as pa

    typed = pa.Table.from_pandas(table, preserve_index=False)
    for place, column in enumerate(typed.schema):
        if pa.types.is_timestamp(column.type):
            typed = typed.set_column(place, column.name, typed.column(place).cast(pa.date32()))
    with duckdb.connect(path) as database:
        database.register("typed", typed)
        database.execute(f'CREATE TABLE "{name}" AS SELECT * FROM typed')  # noqa: S608 - a dataset's name of ours


def _table(resource: Resource, internal: bool) -> pd.DataFrame:
    """A dataset under the headings of its file; rows that the parameters leave out are left out."""
    contract = contract_for(resource.dataset, resource.year)
    columns = _columns(contract, internal)
    parameters = load_parameters(resource.year, resource.unit)
    frame = inflate(load(resource.year, resource.unit, resource.dataset, parameters, [one.name for one in columns]))
    source = source_of(frame)
    if source is not None and not internal:
        frame = frame[~frame.index.isin(list(source.at_home))]
    frame.attrs.clear()  # whoever gets it has nothing of our notes
    return frame.rename(columns={one.name: one.header for one in columns})


def _columns(contract: Contract, internal: bool) -> tuple[Column, ...]:
    return contract.kept if internal else contract.leaving


def _as_plain(table: pd.DataFrame) -> pd.DataFrame:
    """What SQLite has no type for, as text: days as TTTT-BB-HH, decimals with a point and all their digits."""
    days = table.select_dtypes("datetime").columns
    decimals = [name for name in table.columns.difference(days) if table[name].dtype == object]
    plain = {name: table[name].dt.strftime("%Y-%m-%d") for name in days}
    plain |= {name: table[name].map(str, na_action="ignore") for name in decimals}
    return table.assign(**plain)
