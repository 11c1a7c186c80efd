"""The parameters of a report: strict models of `params/<year>.yml` and `params/<year>/<unit>.yml`.

A unit's file holds only what differs from its year. An unknown or ill-typed key is an error
that names the file, the key and the nearest known one. A new year, or a new method, is a new file.
"""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Self

from pydantic import create_model, model_validator

from laporan.cache import read_tracking
from laporan.core import paths
from laporan.core.errors import ParameterError
from laporan.project.models import Day, Positive, Ratio, Strict, validate
from laporan.project.subjects import registered, subjects
from laporan.project.yaml import read_yaml

MAIN_UNIT = "pusat"


class Cover(Strict):
    """Title page and signature block."""

    title: str
    group: str
    agency: str
    place: str
    date: Day
    office: str
    name: str


class Photo(Strict):
    """A photograph's slot; `published` is the figure's number in the published report."""

    file: str
    caption: str
    alt: str
    published: int | None = None


class CompareParameters(Strict):
    """How a report is set beside another. Patterns are of facts' ids: `*` is any letters, the first that fits counts.

    threshold : relative change from which a number is called out, and wants a note
    better : pattern -> which way is good; numbers that no pattern names have no good or bad direction
    notes : pattern -> why the number changed, in Indonesian
    """

    threshold: Ratio = 0.10
    better: dict[str, Literal["higher", "lower"]] = {}
    notes: dict[str, str] = {}


class Exclusion(Strict):
    """A row of raw data that the report leaves out, by its row in the file, and why."""

    row: Positive
    why: str


class ReportParameters(Strict):
    """Everything of one report (one year, one unit) that no subject owns.

    Each subject adds keys of its own, by `PARAMETERS` in its `params.py`: `parameters_model` is this class with
    those of the project's subjects.
    """

    year: int
    cover: Cover
    sections: list[str] | None = None
    skip_sections: list[str] = []
    photos: dict[str, Photo] = {}
    exclude: dict[str, list[Exclusion]] = {}
    compare: CompareParameters = CompareParameters()

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            """A subject's own key: its type stands in the subject's `params.py`."""


class Unit(Strict):
    """An office: its name as printed, its city, and which sections its report has (None: all)."""

    name: str
    place: str
    short: str


class Units(Strict):
    """The whole of `params/units.yml`."""

    units: dict[str, Unit]

    @model_validator(mode="after")
    def _has_main(self) -> Self:
        if MAIN_UNIT not in self.units:
            raise ValueError(f"satuan kerja “{MAIN_UNIT}” harus ada")
        return self


def load_units() -> dict[str, Unit]:
    """Offices by code, as `params/units.yml` lists them."""
    return validate(Units, read_yaml(paths.params() / "units.yml"), "params/units.yml").units


def load_parameters(year: int, unit: str = MAIN_UNIT) -> ReportParameters:
    """Parameters of one report: the year's, with what the unit's own file overrides.

    Raises ParameterError for an unknown year or unit, and for anything that the models refuse.
    """
    known = load_units()
    if unit not in known:
        near = get_close_matches(unit, known, n=1, cutoff=0)
        raise ParameterError(f"satuan kerja “{unit}” tidak dikenal; yang terdekat “{near[0]}” (lihat params/units.yml)")
    path = paths.params() / f"{year}.yml"
    if not path.is_file():
        years = ", ".join(map(str, known_years())) or "belum ada"
        raise ParameterError(f"params/{year}.yml tidak ada; tahun yang ada: {years}")
    values, name = read_yaml(path), f"params/{year}.yml"
    own = paths.params() / str(year) / f"{unit}.yml"
    if read_tracking.is_there(own):
        values, name = merge(values, read_yaml(own)), f"params/{year}/{unit}.yml"
    return validate(parameters_model(), {"year": year} | values, name)


def parameters_model() -> type[ReportParameters]:
    """The model of a report's parameters: ours, and the keys that each subject of the project adds.

    Raises
    ------
    SubjectError
        Where two subjects add the same key.
    """
    for subject in subjects():  # noted for each chapter that asks: what the models say may change
        if "params" not in subject.subject.without:
            read_tracking.note_code(f"{subject.package}.params")
    return _parameters_model(paths.content())


@cache
def _parameters_model(_content: Path) -> type[ReportParameters]:
    keys = registered("params", "PARAMETERS", known=dict.fromkeys(ReportParameters.model_fields, "laporan"))
    return create_model(ReportParameters.__name__, __base__=ReportParameters, **keys)


def known_years() -> list[int]:
    """Years that have a parameter file."""
    return sorted(int(path.stem) for path in paths.params().glob("[0-9][0-9][0-9][0-9].yml"))


def merge(base: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    """`over` laid on `base`: mappings merge key by key, everything else is replaced; null removes."""
    merged = dict(base)
    for key, value in over.items():
        if value is None:
            merged.pop(key, None)
        elif isinstance(value, dict) and isinstance(merged.get(key), dict):
            merged[key] = merge(merged[key], value)
        else:
            merged[key] = value
    return merged
