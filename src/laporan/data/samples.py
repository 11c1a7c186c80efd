"""What a generator is asked, what it gives, and how that is written as a year's data package."""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from laporan.core import paths
from laporan.data.catalogue import contract_for
from laporan.data.contracts import Column, Contract, example_date
from laporan.data.csv_text import BATCH, write_header, write_rows
from laporan.facts.fact_book import slug
from laporan.facts.kinds import DataKind
from laporan.project.parameters import ReportParameters, load_parameters
from laporan.project.subjects import subjects
from laporan.project.yaml import read_yaml

DEFAULT_SEED = 2017
LICENCE = {
    "synthetic": {"name": "CC0-1.0", "title": "Data buatan (sintetis), bukan data instansi; bebas dipakai"},
    "published": {"name": "other-pd", "title": "Kutipan angka dari laporan resmi yang diterbitkan"},
}
FIELD_TYPES = {"text": "string", "integer": "integer", "decimal": "number", "date": "date"}


@dataclass(frozen=True)
class Request:
    """What a generator is asked: the data of one unit of one year.

    Attributes
    ----------
    year, unit : int, str
        Whose data.
    params : ReportParameters
        Of the report.
    published : dict
        `data/published/<year>.yml` for the main unit, else {}.
    seed : int
        The same gives the same data.
    scale : float
        Multiplies the number of rows of logs and surveys where no published figure fixes it.
    rows : int or None
        How many the year's log has in a subject that makes one of any length, whatever was published; None for as
        many as it should.
    """

    year: int
    unit: str
    params: ReportParameters
    published: dict[str, Any]
    seed: int = DEFAULT_SEED
    scale: float = 1.0
    rows: int | None = None

    def in_year(self, year: int) -> Request:
        """The same request for another year: a log begins with what the year before left open.
        Only the year that was asked for has its number of rows, so that it still begins where the other ended."""
        return make_request(year, self.unit, self.seed, self.scale)

    @property
    def is_main(self) -> bool:
        """Whether the main office is asked for."""
        return self.unit == paths.main_unit()

    def rng(self, dataset: str, *, lasting: bool = False) -> np.random.Generator:
        """A generator of its own for each dataset, unit and year: adding one changes no other.

        Parameters
        ----------
        dataset : str
            Whose data is made.
        lasting : bool
            The same in every year, for what is an office's own and stays.
        """
        year = 0 if lasting else self.year
        seeds = [self.seed, year, zlib.crc32(self.unit.encode()), zlib.crc32(dataset.encode())]
        return np.random.Generator(np.random.PCG64(seeds))  # by name: what numpy takes by default may change


@dataclass(frozen=True)
class Sample:
    """A dataset as it is to be written.

    Attributes
    ----------
    dataset, title : str
        As the package names it.
    frame : pd.DataFrame
        Columns by their raw headers; values as text, or as the declared kind.
    kind : {"published", "synthetic"}
        Whether it was published or made up.
    description : str
        What it is calibrated to, or which lines of the publication it was taken from.
    origin : str
        Where the office would have it from.
    calibrated_to : tuple of str
        Published figures that it was made to meet: their codes in the dataset that transcribes the publication. A
        figure computed from this dataset agrees with them by construction, which is no confirmation.
    """

    dataset: str
    frame: pd.DataFrame
    kind: DataKind
    title: str
    description: str
    origin: str
    calibrated_to: tuple[str, ...] = ()


def make_samples(
    year: int, unit: str = "", seed: int = DEFAULT_SEED, scale: float = 1.0, rows: int | None = None
) -> list[Sample]:
    """Every generator's datasets for one unit of one year.

    Parameters
    ----------
    year, unit, seed, scale, rows
        As in `Request`; the main unit where none is named.
    """
    request = make_request(year, unit, seed, scale, rows)
    modules = filter(None, (subject.load("sample") for subject in subjects()))
    return [sample for module in modules for sample in module.samples(request)]


def make_request(
    year: int, unit: str = "", seed: int = DEFAULT_SEED, scale: float = 1.0, rows: int | None = None
) -> Request:
    """The request with the parameters of its report, and the published figures where there are any.

    Parameters
    ----------
    year, unit, seed, scale, rows
        As in `Request`; the main unit where none is named.
    """
    unit = unit or paths.main_unit()
    return Request(year, unit, load_parameters(year, unit), published_figures(year, unit), seed, scale, rows)


def published_figures(year: int, unit: str = "") -> dict[str, Any]:
    """`data/published/<year>.yml` for the main unit; {} for others, and for a year without a publication."""
    source = paths.data() / "published" / f"{year}.yml"
    return read_yaml(source) if unit in ("", paths.main_unit()) and source.is_file() else {}


def write_samples(made: list[Sample], year: int, unit: str = "", folder: Path | None = None) -> Path:
    """CSV files, and their entries in the year's datapackage.json.

    Parameters
    ----------
    made : list of Sample
        What is written; other entries of the package stay.
    year, unit : int, str
        Whose data.
    folder : Path, optional
        Instead of the year's folder of raw data.

    Returns
    -------
    Path
        The package.
    """
    main = paths.main_unit()
    unit = unit or main
    folder = folder or paths.raw_data(year)
    package_path = folder / "datapackage.json"
    package = json.loads(package_path.read_text(encoding="utf-8")) if package_path.is_file() else _empty_package(year)
    names = {sample.dataset for sample in made}  # what was transcribed by hand, or is another unit's, stays
    kept = [entry for entry in package["resources"] if entry["unit"] != unit or entry["dataset"] not in names]
    entries = []
    for sample in made:
        path = Path(f"{sample.dataset}.csv") if unit == main else Path(unit, f"{sample.dataset}.csv")
        contract = contract_for(sample.dataset, year)
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        _write_csv(sample.frame, contract, folder / path)
        entries.append(_entry(sample, contract, path, unit))
    package["resources"] = sorted(
        [*kept, *entries], key=lambda entry: (entry["unit"] != main, entry["unit"], entry["dataset"])
    )
    package["description"] = _about(package["resources"])
    package_path.write_text(json.dumps(package, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return package_path


def _write_csv(frame: pd.DataFrame, contract: Contract, path: Path) -> None:
    with path.open("wb") as file:
        write_header([column.header for column in contract.columns], file)
        for start in range(0, len(frame), BATCH):
            write_rows(_as_text(frame.iloc[start : start + BATCH], contract), file)


def _as_text(frame: pd.DataFrame, contract: Contract) -> pd.DataFrame:
    return pd.DataFrame({column.header: _text_column(frame[column.header], column) for column in contract.columns})


def _text_column(cells: pd.Series, column: Column) -> pd.Series:
    """Cells in the column's declared form; what is repeated is formed once where the type allows it."""
    if isinstance(cells.dtype, pd.CategoricalDtype) or pd.api.types.is_datetime64_any_dtype(cells):
        codes, distinct = pd.factorize(cells)
        words = pd.array([*(_cell(value, column) for value in distinct), ""], dtype="str")
        return pd.Series(words.take(np.where(codes < 0, len(distinct), codes)), index=cells.index)
    if column.kind == "text" and cells.dtype == "str":
        return cells.fillna("")
    return cells.map(lambda cell: _cell(cell, column)).astype("str")


def _cell(value: Any, column: Column) -> str:
    if value is None or pd.isna(value):
        return ""
    if column.kind == "date" and not isinstance(value, str):
        return str(pd.Timestamp(value).strftime(column.date_format))
    if column.kind == "integer":
        return str(int(value))  # a column with gaps holds floats
    if column.kind == "decimal":
        return str(value).replace(".", ",")
    return str(value)


def _empty_package(year: int) -> dict[str, Any]:
    cover = load_parameters(year).cover  # a year has one package, whichever office comes first
    return {
        "profile": "data-package",
        "name": slug(f"{cover.agency} {year}"),
        "title": f"Data {cover.title} {year}, {cover.issuer}",
        "resources": [],
    }


def _about(entries: list[dict[str, Any]]) -> str:
    made_up = sum(entry["kind"] == "synthetic" for entry in entries)
    return (
        f"{made_up} dari {len(entries)} berkas di sini sintetis, yaitu buatan dan bukan data instansi; "
        "kind setiap berkas menyebutnya."
    )


def _entry(sample: Sample, contract: Contract, path: Path, unit: str) -> dict[str, Any]:
    name = sample.dataset if unit == paths.main_unit() else f"{unit}.{sample.dataset}"
    fields = [
        {"name": column.header, "type": FIELD_TYPES[column.kind], "description": column.rule} | _format(column)
        for column in contract.columns
    ]
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
        "licenses": [LICENCE[sample.kind]],
        **_sources(sample),
        **({"calibrated_to": list(sample.calibrated_to)} if sample.calibrated_to else {}),
        "schema": {"fields": fields},
    }


def _sources(sample: Sample) -> dict[str, Any]:
    """Made-up data has no office for its source, only one that is to supply the data instead."""
    if sample.kind != "synthetic":
        return {"sources": [{"title": sample.origin}]}
    return {"sources": [{"title": f"Data buatan (sintetis), bukan data {sample.origin}"}], "supplier": sample.origin}


def _format(column: Column) -> dict[str, str]:
    if column.kind == "date":
        return {"format": column.date_format, "example": example_date(column.date_format)}
    return {"decimalChar": ","} if column.kind == "decimal" else {}
