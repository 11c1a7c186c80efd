"""The parameters of a report: strict models of `params/<year>.yml` and `params/<year>/<unit>.yml`.

A unit's file holds only what differs from its year. An unknown or ill-typed key is an error
that names the file, the key and the nearest known one. A new year, or a new method, is a new file.
"""

from __future__ import annotations

import pickle
import re
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Self

from pydantic import AfterValidator, create_model, model_validator

from laporan.cache import read_tracking
from laporan.core import paths
from laporan.core.errors import UNSEEN, AnalysisError, ParameterError
from laporan.core.near import nearest
from laporan.core.places import RESERVED, inner_name
from laporan.project.entries import EntryFile
from laporan.project.models import Claim, Day, Positive, Ratio, Strict, Words, validate
from laporan.project.parameter_reads import ParameterReads, fields_of, model_answer
from laporan.project.subjects import registered, subjects
from laporan.project.yaml import read_yaml
from laporan.project.year_files import YearLayer, layers

UNITS = "units.yml"
YEARS_TO_SIGN = 10  # a report that is signed later is a slip of the date
UNIT_CODE = re.compile(r"[a-z0-9]{1,40}(?:-[a-z0-9]{1,40}){0,5}")
PHOTO_NAME = re.compile(r"[\w-]{1,60}")
CLAIM = Claim.model_fields.keys()


class Cover(Strict):
    """Title page and signature block.

    Parameters
    ----------
    title, group, agency : str
        Of the title page: the report's title, the part of the agency that reports ('' where the agency itself
        does), and the agency.
    place, date : str, date
        Where and when the report was signed.
    office, name : str
        Of the person who signs.
    """

    title: Words
    group: str = ""
    agency: Words
    place: Words
    date: Day
    office: Words
    name: Words

    @property
    def issuer(self) -> str:
        """Who reports: 'group, agency', or the agency alone."""
        return ", ".join(filter(None, (self.group, self.agency)))


PHOTOGRAPHS = "foto"  # their folder below the year's data


class Photo(Strict):
    """A place for a photograph in the report; its key in the parameters is the name that chapters ask for.

    Parameters
    ----------
    file : str
        Its path below `data/raw/<year>/foto`.
    caption, alt : str
        The caption (Markdown), and the description for those who don't see the photograph.
    published : int, optional
        The figure's number in the published report.
    licence : str
        Under which whoever took it lets others have the file itself, such as 'CC-BY-4.0': then it travels in the
        archive for third parties. '' where nothing was settled; the report shows it either way.
    """

    file: Annotated[str, AfterValidator(inner_name)]
    caption: Words
    alt: Words
    published: Positive | None = None
    licence: str = ""


def photo_file(year: int, photo: Photo) -> Path:
    """Where the file of a photograph is expected, whether it has arrived or not."""
    return paths.raw_data(year) / PHOTOGRAPHS / photo.file


def _photo_name(value: str) -> str:
    """It ends the label of a figure, by which prose refers to it."""
    if not PHOTO_NAME.fullmatch(value):
        raise ValueError(f"“{UNSEEN.sub('�', value)}” bukan nama foto; pakai huruf, angka, dan tanda hubung")
    return value


class CompareParameters(Strict):
    """How a report is compared with another.

    Parameters
    ----------
    threshold : float
        The relative change from which a number is called out and wants a note: 0.10 is ten percent.
    notes : dict of str to str
        Why numbers changed, in Indonesian, by patterns of facts' ids.

    Notes
    -----
    In a pattern `*` stands for any letters; the first pattern that fits counts. Which direction is good stands in
    `params/indicators.yml`.
    """

    threshold: Ratio = 0.10
    notes: dict[str, str] = {}

    @model_validator(mode="before")
    @classmethod
    def _directions_have_moved(cls, values: Any) -> Any:
        if isinstance(values, dict) and "better" in values:
            raise ValueError(
                "better: arah yang baik kini tertulis di params/indicators.yml, pada facts atau opposite_facts setiap "
                "indikator. Pindahkan ke sana, lalu hapus kunci ini"
            )
        return values


class FormParameters(Strict):
    """What the covers of the year's forms say; what `laporan form` is told on its command line counts before it.

    Parameters
    ----------
    until : date, optional
        The last day on which offices may send them back.
    send_to : str
        To whom; '' where nobody says.
    """

    until: Day | None = None
    send_to: str = ""


class Exclusion(Strict):
    """A row of raw data that the report leaves out.

    Parameters
    ----------
    row : int
        As a spreadsheet counts: the header is row 1.
    why : str
        The reason, in Indonesian: the report prints it.
    """

    row: Positive
    why: str


class DataNote(Strict):
    """What explains a cell of raw data that is hard to believe.

    Parameters
    ----------
    row : int
        As a spreadsheet counts: the header is row 1.
    column : str
        Its heading in the file.
    why : str
        The explanation, in Indonesian: the report prints it.
    """

    row: Positive
    column: str
    why: str


class ReportParameters(Strict):
    """The parameters of one report (one year, one unit) that belong to no subject.

    Each subject adds keys of its own, by `PARAMETERS` in its `params.py`: `parameters_model` is this class with
    those of the project's subjects.

    Parameters
    ----------
    year : int
        The year reported on.
    cover : Cover
        Title page and signature block.
    sections : list of str, optional
        Ids of the only sections that the report has; None for all.
    skip_sections : list of str
        Ids of sections that the report does not have.
    photos : dict of str to Photo
        Photographs, by the name that chapters ask for.
    exclude : dict of str to list of Exclusion
        Rows that are left out, by dataset. What a year's file says of rows holds for the main unit's files only.
    data_notes : dict of str to list of DataNote
        What explains cells that are hard to believe, by dataset.
    compare : CompareParameters
        How the report is compared with another.
    forms : FormParameters
        Until when and to whom offices send the forms of the year back.
    """

    year: int
    cover: Cover
    sections: list[str] | None = None
    skip_sections: list[str] = []
    photos: dict[Annotated[str, AfterValidator(_photo_name)], Photo] = {}
    exclude: dict[str, list[Exclusion]] = {}
    data_notes: dict[str, list[DataNote]] = {}
    compare: CompareParameters = CompareParameters()
    forms: FormParameters = FormParameters()

    @model_validator(mode="after")
    def _collected_after_its_year_began(self) -> Self:
        if self.forms.until and not 0 <= self.forms.until.year - self.year <= YEARS_TO_SIGN:
            raise ValueError(f"forms.until: data tahun {self.year} tidak dikumpulkan sampai {self.forms.until}")
        return self

    @model_validator(mode="after")
    def _signed_after_its_year_began(self) -> Self:
        if not 0 <= self.cover.date.year - self.year <= YEARS_TO_SIGN:
            raise ValueError(
                f"cover.date: laporan tahun {self.year} tidak ditandatangani pada {self.cover.date}; "
                f"tulis tanggal dari tahun {self.year} sampai {self.year + YEARS_TO_SIGN}"
            )
        return self

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            """A subject's own key: its type stands in the subject's `params.py`."""


class Unit(Strict):
    """An office that has a report of its own.

    Parameters
    ----------
    name, short : str
        Its name in full, and a short one for headings and tables.
    place : str
        Its city.
    """

    name: Words
    place: Words
    short: Words


def _unit_code(value: str) -> str:
    """A unit's code is a folder's name: under `outputs`, under `params/<year>`, on every system."""
    if not UNIT_CODE.fullmatch(value) or value in RESERVED:
        raise ValueError(
            f"“{value}” bukan kode satuan kerja; pakai huruf kecil a–z, angka, dan tanda hubung, misalnya kanreg-10"
        )
    return value


class Units(Strict):
    """The whole of `params/units.yml`.

    Parameters
    ----------
    units : dict of str to Unit
        Offices by their code. The main unit must be among them.
    """

    units: dict[Annotated[str, AfterValidator(_unit_code)], Unit]

    @model_validator(mode="after")
    def _has_main(self) -> Self:
        if (main := paths.main_unit()) not in self.units:
            raise ValueError(
                f"satuan kerja “{main}” harus ada: tulis di sini, atau ubah main_unit di {paths.PROJECT_FILE}"
            )
        return self


def load_units() -> dict[str, Unit]:
    """Offices by code, as `params/units.yml` lists them.

    Raises
    ------
    ParameterError
        For a file that is missing, is no valid YAML, or is refused by its model.
    """
    path, main = paths.params() / UNITS, paths.main_unit()
    remedy = f"Tulis satuan kerja di sana, misalnya units: {{{main}: {{name: …, short: …, place: …}}}}"
    return dict(_units(paths.relative(path), main, pickle.dumps(read_yaml(path, remedy))).units)


@lru_cache(maxsize=8)
def _units(name: str, _main: str, content: bytes) -> Units:
    """Validated once: whoever looks for a dataset asks, eighty times for one page."""
    return validate(Units, pickle.loads(content), name)  # noqa: S301 - our own


def known_unit(code: str) -> str:
    """The code of an office, which is in `params/units.yml`.

    Parameters
    ----------
    code : str
        As somebody wrote it.

    Raises
    ------
    ParameterError
        For an unknown one, with the nearest.
    """
    known = load_units()
    if code not in known:
        units = paths.relative(paths.params() / UNITS)
        raise ParameterError(f"satuan kerja “{code}” tidak dikenal{nearest(code, known, alike=0)} (lihat {units})")
    return code


def load_parameters(year: int, unit: str = "") -> ReportParameters:
    """The parameters of one report: of its year, and of years that this extends, with what the unit's file overrides.

    Parameters
    ----------
    year : int
        A year with a file `params/<year>.yml`.
    unit : str, optional
        An office's code in `params/units.yml`; the main unit by default.

    Returns
    -------
    ReportParameters
        With the keys of the project's subjects.

    Raises
    ------
    ParameterError
        For an unknown year or unit, and for anything that the models refuse.
    """
    unit = known_unit(unit or paths.main_unit())
    path = paths.params() / f"{year}.yml"
    if not read_tracking.is_there(path):
        years = ", ".join(map(str, known_years())) or "belum ada"
        raise ParameterError(
            f"{paths.relative(path)} tidak ada; tahun yang ada: {years}. Tulis berkas itu: laporan new year {year}"
        )
    try:
        loaded = _loaded(year, unit)
    except AnalysisError:  # whoever can do without rests on whatever would mend it
        for file in sorted(paths.params().rglob("*.yml")):
            read_tracking.note(file, "yaml")
        raise
    return loaded


def _loaded(year: int, unit: str) -> ReportParameters:
    read = tuple(layers(year, unit, of_one_year()))
    model, reads = _validated(parameters_model(), year, unit, read)
    reads.note((), model_answer(model))
    with read_tracking.noting_aside():
        return _with_own_lists(model)


def _with_own_lists(value: Any) -> Any:
    """The same, but for lists and mappings of its own: who asked may change them, and nobody else sees it."""
    if isinstance(value, Strict):
        copied = value.model_copy()
        copied.__dict__.update((name, _with_own_lists(field)) for name, field in fields_of(value).items())
        return copied
    if isinstance(value, dict):
        return {key: _with_own_lists(item) for key, item in value.items()}
    return type(value)(map(_with_own_lists, value)) if type(value) in (list, tuple) else value


@lru_cache(maxsize=8)
def _validated(
    kind: type[ReportParameters], year: int, unit: str, found: tuple[YearLayer, ...]
) -> tuple[ReportParameters, ParameterReads]:
    """Made once of the same files: a chapter that asks which sections there are asks twenty times."""
    files = [EntryFile(paths.relative(layer.file), layer.said) for layer in found]
    values = found[0].holding
    for layer in found[1:]:
        values = merge(values, layer.holding)
    reads = ParameterReads(year, unit, tuple((layer.file, layer.sha256) for layer in found))
    return validate(kind, {"year": year} | values, files[-1].path, files, reads), reads


def of_one_year() -> tuple[str, ...]:
    """Keys of subjects that a year never has from the one that it extends (`OF_ONE_YEAR` in a `params.py`)."""
    modules = filter(None, (subject.load("params") for subject in subjects()))
    return tuple(key for module in modules for key in getattr(module, "OF_ONE_YEAR", ()))


def parameters_model() -> type[ReportParameters]:
    """The model of a report's parameters: `ReportParameters` with the keys that each subject of the project adds.

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
    """Years that have a parameter file, oldest first."""
    return sorted(int(path.stem) for path in paths.params().glob("[0-9][0-9][0-9][0-9].yml"))


def merge(base: dict[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """One mapping laid over another, neither of them changed.

    Parameters
    ----------
    base : dict
        The values to begin with, such as a year's.
    over : dict
        What differs: mappings are merged key by key, other values replace, and None removes the key. A claim is
        replaced whole, since its source speaks of its value.

    Examples
    --------
    >>> merge({"a": {"x": 1, "y": 2}, "b": 3}, {"a": {"y": 5}, "b": None})
    {'a': {'x': 1, 'y': 5}}
    """
    merged = dict(base)
    for key, value in over.items():
        if value is None:
            merged.pop(key, None)
        elif isinstance(value, dict) and isinstance(own := merged.get(key), dict) and not own.keys() & CLAIM:
            merged[key] = merge(own, value)
        else:
            merged[key] = value
    return merged
