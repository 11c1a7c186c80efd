"""The parameters of a report: strict models of `params/<year>.yml` and `params/<year>/<unit>.yml`.

A unit's file holds only what differs from its year. An unknown or ill-typed key is an error
that names the file, the key and the nearest known one. A new year, or a new method, is a new file.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from analysis import paths, readings
from analysis.errors import ParameterError
from analysis.strict_models import Day, Positive, Ratio, Real, Strict, validate
from analysis.yaml_files import read_yaml

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


class SatisfactionParameters(Strict):
    """Satisfaction survey (SKM): whose, by which rule, out of how many users."""

    rule: str
    unit_surveyed: str
    weights: Literal["exact", "printed"] = "exact"
    population: Positive
    confidence: Ratio = 0.95


class IntegrityParameters(Strict):
    """Integrity survey: its rule, and which items ask about which dimension, in order."""

    rule: str = "permenpan-17-2017"
    dimensions: list[str]
    items_per_dimension: Positive
    selection: str = ""


class ComplaintClass(Strict):
    """A class of complaints and the working days within which it must be settled, with the rule's source
    (confidence: V seen in a source, S secondary or partial, M from memory)."""

    name: str
    limit_working_days: Positive
    source: str
    confidence: Literal["V", "S", "M"]


class ComplaintParameters(Strict):
    """limit_working_days : within which a complaint must be closed (Kepala BKN)
    letter_after_days : calendar days open after which the handling unit gets a letter
    statuses : each word of the log and what it means; received and open are not settled yet, closed and archived are
    age_bands : upper bounds, in calendar days, of the ages of what is open; the last band has none"""

    limit_working_days: Positive = 15
    letter_after_days: Positive = 5
    classes: list[ComplaintClass] = []
    statuses: dict[str, Literal["received", "open", "closed", "archived"]] = {}
    age_bands: list[Positive] = [30, 90, 180, 365]


class Indicator(Strict):
    """One line of the early-warning table. `measure` is a name that `early_warning` knows; `watch` and `act`
    are limits on its value (a share is a fraction of one); `worse` says on which side of them the trouble lies."""

    name: str
    theme: str
    measure: str
    watch: Real
    act: Real
    worse: Literal["above", "below"] = "above"
    follow_up: str

    @model_validator(mode="after")
    def _limits_in_order(self) -> Self:
        if (self.act < self.watch) if self.worse == "above" else (self.act > self.watch):
            raise ValueError(f"ambang tindak “{self.name}” harus lebih buruk daripada ambang waspada")
        return self


class Node(Strict):
    """A box of a diagram, and the ids of the boxes that it feeds."""

    id: str
    label: str
    feeds: list[str] = []


class Layer(Strict):
    """Boxes that stand in one column of a diagram."""

    name: str
    nodes: list[Node]


class Diagram(Strict):
    """Layers from where things come from to where they go."""

    layers: list[Layer]

    @model_validator(mode="after")
    def _every_arrow_ends(self) -> Self:
        nodes = [node for layer in self.layers for node in layer.nodes]
        known = {node.id for node in nodes}
        for target in (target for node in nodes for target in node.feeds):
            if target not in known:
                raise ValueError(f"panah menuju “{target}”, yang tidak ada di antara {', '.join(sorted(known))}")
        return self


class Target(Strict):
    """What the year set out to reach: `at least` or `at most`."""

    name: str
    measure: str
    value: Real
    direction: Literal["at least", "at most"] = "at least"


class ProgrammeParameters(Strict):
    """Action plan. roadmap : the regulation that it follows; foreign : its words to set in italics
    opening : how the year's programme began, Markdown, where there is something to tell"""

    roadmap: str
    foreign: list[str] = []
    opening: str | None = None


class TrainingParameters(Strict):
    """Training in customer service. managed_by : the unit; with_whom : who taught; within : the larger
    programme that it belonged to. All Markdown."""

    managed_by: str
    with_whom: str
    within: str | None = None


class Photo(Strict):
    """A photograph's slot; `published` is the figure's number in the published report."""

    file: str
    caption: str
    alt: str
    published: int | None = None


class AccessParameters(Strict):
    """rate_classes : limits between the map's classes, active users per 1.000 local civil servants;
    the same in all years, so that maps can be compared"""

    rate_classes: list[Real] = Field(default=[4.0, 5.0, 6.0, 7.0], min_length=1, max_length=4)


class Award(Strict):
    """An award that the year brought: its name and class, its day, and where it was handed over."""

    name: str
    category: str
    date: Day
    place: str


class MediaParameters(Strict):
    """What the year's programme consisted of, in Markdown (foreign words in italics).

    mindset, activities : parts of the two transformations
    interviews : matters on which broadcasters asked the agency
    """

    mindset: list[str] = []
    activities: list[str] = []
    interviews: list[str] = []
    awards: list[Award] = []


class SelectionParameters(Strict):
    """registration_months : when applicants could register for the civil service through SSCN;
    none where the year had no such round
    helpdesk_place : where applicants could come in person"""

    registration_months: list[Annotated[int, Field(ge=1, le=12)]] = []
    helpdesk_place: str | None = None


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
    """Everything of one report (one year, one unit).

    trend : lines of the closing chart, name in the report -> name of the measure (at most four)
    """

    year: int
    cover: Cover
    sections: list[str] | None = None
    skip_sections: list[str] = []
    satisfaction: SatisfactionParameters
    integrity: IntegrityParameters | None = None
    complaints: ComplaintParameters = ComplaintParameters()
    early_warning: list[Indicator] = []
    early_warning_system: Diagram | None = None
    targets: list[Target] = []
    trend: dict[str, str] = {}
    ncsis: AccessParameters = AccessParameters()
    media: MediaParameters = MediaParameters()
    sscn: SelectionParameters = SelectionParameters()
    programme: ProgrammeParameters | None = None
    training: TrainingParameters | None = None
    photos: dict[str, Photo] = {}
    exclude: dict[str, list[Exclusion]] = {}
    compare: CompareParameters = CompareParameters()


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
    if readings.is_there(own):
        values, name = merge(values, read_yaml(own)), f"params/{year}/{unit}.yml"
    return validate(ReportParameters, {"year": year} | values, name)


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
