"""What a generator is asked, and what it gives; `sample_files` writes it."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from laporan.core import paths
from laporan.data.catalogue import ended_or_later
from laporan.facts.kinds import DataKind
from laporan.project.parameters import ReportParameters, load_parameters
from laporan.project.subjects import subjects
from laporan.project.yaml import read_yaml

DEFAULT_SEED = 2017


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
    made = [sample for module in modules for sample in module.samples(request)]
    return [sample for sample in made if sample.dataset not in ended_or_later(year)]


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
