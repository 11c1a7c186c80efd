"""What a chapter opens first: the parameters, data and photographs of one report."""

from __future__ import annotations

import base64
import datetime as dt
import io
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pandas as pd

from laporan import data as datasets
from laporan.cache import read_tracking
from laporan.core import paths
from laporan.core.errors import MissingDataError
from laporan.project.parameters import MAIN_UNIT, ReportParameters, Unit, load_parameters, load_units

LARGEST_PHOTO_BYTES = 40_000_000
PHOTO_WIDTH = 1600


@dataclass(frozen=True)
class Photograph:
    """A photograph's slot. `file` is where it is expected; it need not have arrived."""

    key: str
    file: Path
    caption: str
    alt: str
    published: int | None

    @property
    def arrived(self) -> bool:
        return read_tracking.is_there(self.file)

    def data_uri(self) -> str:
        """The photograph at the page's width, without the camera's metadata."""
        from PIL import Image, ImageOps

        if self.file.stat().st_size > LARGEST_PHOTO_BYTES:
            raise MissingDataError(f"{paths.relative(self.file)}: lebih dari 40 MB. Simpan lebih kecil")
        with Image.open(self.file) as opened:
            upright = ImageOps.exif_transpose(opened).convert("RGB")
        upright.thumbnail((PHOTO_WIDTH, PHOTO_WIDTH * 2))
        out = io.BytesIO()
        upright.save(out, "JPEG", quality=85)
        return "data:image/jpeg;base64," + base64.b64encode(out.getvalue()).decode()


@dataclass(frozen=True)
class Report:
    """One year of one unit. `open_report` makes it; chapters load everything through it."""

    year: int
    unit: str

    @cached_property
    def params(self) -> ReportParameters:
        return load_parameters(self.year, self.unit)

    @cached_property
    def office(self) -> Unit:
        return load_units()[self.unit]

    def load(self, name: str, columns: Sequence[str] | None = None, *, compact: bool = False) -> pd.DataFrame:
        """A dataset of this report, validated; `columns` are those that are needed. See `datasets.load`."""
        return datasets.load(self.year, self.unit, name, self.params, columns, compact=compact)

    def fingerprint(self, name: str) -> str:
        """What `load` of the dataset follows from, as one hash. See `datasets.fingerprint`."""
        return datasets.fingerprint(self.year, self.unit, name, self.params)

    def has(self, name: str) -> bool:
        """Whether the dataset exists for this report."""
        return datasets.exists(self.year, self.unit, name)

    def has_section(self, section: str) -> bool:
        """Whether this report has the section, so that another may refer to it."""
        chosen = self.params.sections
        return (chosen is None or section in chosen) and section not in self.params.skip_sections

    def in_year(self, year: int) -> Report:
        """The same unit's report of another year."""
        return Report(year, self.unit)

    def years_with(self, name: str) -> list[int]:
        """Years up to this one for which the unit has the dataset, oldest first: what a trend can show."""
        folders = (path for path in paths.raw_data().iterdir() if path.name.isdigit())
        years = sorted(int(path.name) for path in folders)
        return [year for year in years if year <= self.year and self.in_year(year).has(name)]

    def history(self, name: str) -> dict[int, pd.DataFrame]:
        """The dataset of every year up to this one that has it, oldest first: what a trend is computed from."""
        return {year: self.in_year(year).load(name) for year in self.years_with(name)}

    def photo(self, key: str) -> Photograph | None:
        """A photograph's slot, as the parameters describe it; None in a year that has no such slot,
        so that a cell shows nothing and `{% if report.photo("key") %}` in prose says nothing."""
        slot = self.params.photos.get(key)
        if slot is None:
            return None
        return Photograph(key, paths.raw_data(self.year) / "foto" / slot.file, slot.caption, slot.alt, slot.published)


def open_report(year: int, unit: str = MAIN_UNIT) -> Report:
    """The report of a year and a unit; ParameterError where the parameters are not right.

    Libraries that stamp what they write (matplotlib, zip files) stamp it from here on with the cover's day.
    """
    report = Report(year, unit)
    _ = report.office
    noon = dt.datetime.combine(report.params.cover.date, dt.time(12), dt.UTC)
    os.environ["SOURCE_DATE_EPOCH"] = str(int(noon.timestamp()))
    return report
