"""The report that a chapter opens first: its parameters, data and photographs."""

from __future__ import annotations

import base64
import datetime as dt
import io
import os
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import index
from pathlib import Path
from typing import SupportsIndex

import pandas as pd

from laporan.cache import read_tracking
from laporan.core import paths
from laporan.core.errors import MissingDataError, ParameterError
from laporan.core.places import leads_out
from laporan.data import load as tables
from laporan.data import package
from laporan.data.catalogue import contract_for, ended_or_later
from laporan.data.inventory import Inventory, data_of
from laporan.data.package import Resource
from laporan.facts.quantity import Quantity
from laporan.notebook.exploring import columns_of, rows_of
from laporan.notebook.narrative import Escaped
from laporan.notebook.parameters_cell import REMEDY
from laporan.project.outline import plan_report
from laporan.project.parameters import (
    PHOTOGRAPHS,
    ReportParameters,
    Unit,
    known_unit,
    known_years,
    load_parameters,
    load_units,
    photo_file,
)
from laporan.project.records import ASKED

LARGEST_PHOTO_BYTES = 40_000_000
PHOTO_WIDTH = 1600
PHOTO_FORMATS = ("JPEG", "PNG", "WEBP", "TIFF")  # no EPS: Pillow hands it to Ghostscript


@dataclass(frozen=True)
class Photograph:
    """A place for a photograph in the report, whether the photograph has arrived or not.

    Parameters
    ----------
    key : str
        Its name in the parameters.
    file : Path
        Where it is expected.
    caption, alt : str
        The caption (Markdown), and the description for those who don't see it.
    published : int, optional
        The figure's number in the published report.
    """

    key: str
    file: Path
    caption: str
    alt: str
    published: int | None

    @property
    def arrived(self) -> bool:
        """Whether the file is there."""
        return read_tracking.is_there(self.file)

    def data_uri(self) -> str:
        """The photograph as a data URI: JPEG of the page's width, without the camera's metadata.

        Raises
        ------
        MissingDataError
            For a file of more than 40 MB, or one that is no photograph: a picture that opens to too many points too.
        """
        from PIL import Image, ImageOps

        name, too_large = paths.relative(self.file), (Image.DecompressionBombError, Image.DecompressionBombWarning)
        if self.file.stat().st_size > LARGEST_PHOTO_BYTES:
            raise MissingDataError(f"{name}: lebih dari 40 MB. Simpan lebih kecil")
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error", Image.DecompressionBombWarning)
                with Image.open(self.file, formats=PHOTO_FORMATS) as opened:
                    upright = ImageOps.exif_transpose(opened).convert("RGB")
        except (OSError, SyntaxError, ValueError, *too_large) as error:
            known = ", ".join(PHOTO_FORMATS)
            raise MissingDataError(f"{name}: bukan foto yang utuh ({known}). Simpan ulang fotonya") from error
        upright.thumbnail((PHOTO_WIDTH, PHOTO_WIDTH * 2))
        upright.info.clear()  # comments and XMP, which Pillow would write again
        out = io.BytesIO()
        upright.save(out, "JPEG", quality=85)
        return "data:image/jpeg;base64," + base64.b64encode(out.getvalue()).decode()


@dataclass(frozen=True)
class Report:
    """One year of one unit. `open_report` makes it; chapters load everything through it.

    Parameters
    ----------
    year : int
        The year reported on.
    unit : str
        The office's code in `params/units.yml`.
    """

    year: int
    unit: str

    @cached_property
    def params(self) -> ReportParameters:
        """The report's parameters, read once."""
        return load_parameters(self.year, self.unit)

    @cached_property
    def office(self) -> Unit:
        """The report's office."""
        return load_units()[self.unit]

    def load(self, name: str, columns: Sequence[str] | None = None, *, compact: bool = False) -> pd.DataFrame:
        """A dataset of this report, validated.

        Parameters
        ----------
        name : str
            The dataset, such as 'pengaduan'.
        columns : sequence of str, optional
            The columns that are needed; all by default.
        compact : bool
            As in `laporan.data.load`.

        Returns
        -------
        DataFrame
            One row for each row of the file that is not left out; the index is its number in the file. What its
            columns are: `columns(name)`.

        Raises
        ------
        MissingDataError
            Where the report has no such dataset.
        DataError
            For a file that breaks its contract.
        """
        return tables.load(self.year, self.unit, _dataset(name), self.params, columns, compact=compact)

    def columns(self, name: str) -> pd.DataFrame:
        """What the columns of a dataset are, a row each. See `exploring.columns_of`."""
        return columns_of(name, self.year)

    def rows(self, number: Quantity, dataset: str = "") -> pd.DataFrame:
        """The rows that a number rests on. See `exploring.rows_of`."""
        return rows_of(number, dataset)

    def datasets(self) -> list[Resource]:
        """What can be loaded, in the package's order."""
        return package.resources(self.year, self.unit)

    def fingerprint(self, name: str) -> str:
        """A hash of all that `load` of the dataset depends on. See `laporan.data.fingerprint`."""
        return tables.fingerprint(self.year, self.unit, name, self.params)

    def data(self) -> Inventory:
        """The data files that its chapters are there to read, those of earlier years too."""
        return data_of(self.year, self.unit)

    def has(self, name: str) -> bool:
        """Whether the dataset exists for this report.

        Raises
        ------
        MissingDataError
            For a name that no subject declares, with the nearest.
        """
        if package.exists(self.year, self.unit, _dataset(name)):
            return True
        if name not in ended_or_later(self.year):
            contract_for(name, self.year)
        return False

    def has_section(self, section: str) -> bool:
        """Whether this report has the section, so that another may refer to it."""
        return section in self._sections

    @cached_property
    def _sections(self) -> frozenset[str]:
        return frozenset(heading.id for heading in plan_report(self.year, self.unit).outline)

    def reference(self, section: str) -> Escaped:
        """A reference to a section in brackets, with the space before it; empty where this report does not have it."""
        return Escaped(f" (@sec-{section})" if self.has_section(section) else "")

    def in_year(self, year: int) -> Report:
        """The same unit's report of another year."""
        return Report(_year(year), self.unit)

    def of_unit(self, unit: str = "") -> Report:
        """Another unit's report of the same year; the main unit's by default.

        Raises
        ------
        ParameterError
            For an unknown unit, with the nearest.
        """
        return Report(self.year, known_unit(_unit(unit) or paths.main_unit()))

    def years_with(self, name: str) -> list[int]:
        """Years up to this one for which the unit has the dataset, oldest first."""
        folders = (path for path in paths.raw_data().iterdir() if paths.is_year(path.name))
        years = sorted(int(path.name) for path in folders)
        return [year for year in years if year <= self.year and self.in_year(year).has(name)]

    def history(self, name: str) -> dict[int, pd.DataFrame]:
        """The dataset of this year, and of those before that have it, oldest first: what a trend is computed from.

        Raises
        ------
        MissingDataError
            Where this year has none: the year before would be taken for it.
        """
        earlier = {year: self.in_year(year).load(name) for year in self.years_with(name) if year < self.year}
        return {**earlier, self.year: self.load(name)}

    def photo(self, key: str) -> Photograph | None:
        """A photograph's place, as the parameters describe it.

        Returns
        -------
        Photograph or None
            None in a year without such a place, so that a cell shows nothing and
            `{% if report.photo("key") %}` in prose says nothing.

        Raises
        ------
        MissingDataError
            For a file that is a link out of the folder of photographs, or no file.
        """
        slot = self.params.photos.get(key)
        if slot is None:
            return None
        file, folder = photo_file(self.year, slot), paths.raw_data(self.year) / PHOTOGRAPHS
        if leads_out(file, folder) or (file.exists() and not file.is_file()):
            place = f"{paths.relative(paths.raw_data(self.year))}/foto"
            raise MissingDataError(f"{place}/{slot.file}: bukan berkas di dalam folder itu. Letakkan fotonya di sana")
        return Photograph(key, file, slot.caption, slot.alt, slot.published)


def open_report(year: int, unit: str = "") -> Report:
    """The report of a year and a unit.

    Parameters
    ----------
    year : int
        A year that has a parameter file.
    unit : str, optional
        An office's code in `params/units.yml`; the main unit by default.

    Raises
    ------
    ParameterError
        For what is no year or no unit, such as a year in quotes; for an unknown year or unit, with the nearest one; for
        parameters that the models refuse; in a chapter of a report that is being built, for any other report than that.

    Notes
    -----
    Sets `SOURCE_DATE_EPOCH`: libraries that write a time into their files (matplotlib, zip) write the cover's
    day from here on.
    """
    report = Report(_year(year), _unit(unit) or paths.main_unit())
    asked = os.environ.get(ASKED)
    if asked and asked != f"{report.year}/{report.unit}":
        raise ParameterError(f"bab dari laporan {asked} membuka laporan {report.year}/{report.unit}. {REMEDY}")
    read_tracking.note_report(report.year, report.unit)
    noon = dt.datetime.combine(report.params.cover.date, dt.time(12), dt.UTC)
    os.environ["SOURCE_DATE_EPOCH"] = str(int(noon.timestamp()))
    return report


def _year(asked: object) -> int:
    """A year as a notebook asks for it: nobody checks types there."""
    if isinstance(asked, SupportsIndex) and not isinstance(asked, bool) and paths.is_year(str(year := index(asked))):
        return year
    digits = str(asked).strip().removesuffix(".0")
    if not paths.is_year(digits):
        last = known_years()[-1:] or [dt.datetime.now(dt.UTC).year]
        raise ParameterError(f"tahun {asked!r} bukan tahun. Tulis empat angka, misalnya year = {last[0]}")
    how, without = ("teks", "tanda kutip") if isinstance(asked, str) else ("pecahan", "titik")
    raise ParameterError(f"tahun {asked!r} tertulis sebagai {how}. Tulis tanpa {without}: year = {digits}")


def _dataset(asked: object) -> str:
    if isinstance(asked, str):
        return asked
    raise MissingDataError(f'nama data harus teks, bukan {type(asked).__name__}. Tulis dengan tanda kutip: "pengaduan"')


def _unit(asked: object) -> str:
    if asked is None or isinstance(asked, str):
        return asked or ""
    raise ParameterError(f'satuan kerja {asked!r} bukan teks. Tulis dengan tanda kutip: unit = "{paths.main_unit()}"')
