"""How many respondents a survey needs, and when that says anything of it."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from analysis.methods.design import SurveyDesign
from analysis.methods.sampling import SampleSize, sample_size
from analysis.methods.statistics import load_methods
from laporan.core.errors import ParameterError
from laporan.facts.quantity import Quantity
from laporan.project.models import Setting, Strict, validate

OFFICIAL = {"official": True, "source": "Daftar tamu 2017"}
RANDOM = {"selection": "random", "source": "Laporan survei, halaman 3"}


class Params(Strict):
    design: SurveyDesign


def design(population: int | None, **said: Any) -> SurveyDesign:
    size = None if population is None else Setting[int](value=population, **said.pop("claim", {}))
    return SurveyDesign(population=size, **said)


def sample(made: SurveyDesign, respondents: int) -> SampleSize:
    found = sample_size(made, Quantity(respondents, "responden"))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("population", "required"),
    [(10, 10), (100, 80), (550, 227), (605, 236), (1000, 278), (5000, 357), (75_000, 383)],
)
def test_the_formula_is_rounded_up_since_one_fewer_would_not_do(population: int, required: int) -> None:
    """Krejcie and Morgan print 226 for 550 and 382 for 75.000: their table rounds to the nearest number."""
    assert sample(design(population), 1).required == required


@pytest.mark.parametrize(("respondents", "sufficient", "missing"), [(235, False, 1), (236, True, 0), (300, True, 0)])
def test_one_respondent_short_is_not_sufficient(respondents: int, sufficient: bool, missing: int) -> None:
    found = sample(design(605), respondents)
    assert (found.sufficient, found.missing) == (sufficient, missing)


@pytest.mark.parametrize(
    ("made", "checkable"),
    [
        (design(605), False),
        (design(605, claim=OFFICIAL), False),
        (design(605, **RANDOM), False),
        (design(605, claim=OFFICIAL, selection="chosen"), False),
        (design(605, claim=OFFICIAL, **RANDOM), True),
    ],
    ids=["example", "official-but-unknown-selection", "random-from-an-example", "official-but-chosen", "both"],
)
def test_only_a_random_sample_of_a_known_population_is_checked(made: SurveyDesign, checkable: bool) -> None:
    assert sample(made, 236).checkable == checkable
    assert (made.drawn_from is not None) == checkable


def test_without_a_population_nothing_is_required() -> None:
    assert sample_size(design(None), Quantity(3, "responden")) is None


def test_more_respondents_than_persons_are_refused() -> None:
    with pytest.raises(ParameterError, match=r"populasi survei \(2\) lebih kecil daripada respondennya \(3\)"):
        sample(design(2), 3)


@pytest.mark.parametrize("selection", ["random", "census"])
def test_chance_needs_a_source(selection: Any) -> None:
    with pytest.raises(ValidationError, match="perlu sumber"):
        SurveyDesign(selection=selection)


@pytest.mark.parametrize(
    ("said", "called"),
    [
        ({}, "selang model"),
        ({"selection": "chosen"}, "selang model"),
        (RANDOM, "selang kepercayaan"),
        ({**RANDOM, "selection": "census"}, "selang kepercayaan"),
    ],
    ids=["unknown", "chosen", "random", "census"],
)
def test_an_interval_claims_sampling_error_only_where_chance_chose(said: dict[str, Any], called: str) -> None:
    assert SurveyDesign(**said).interval == called


def test_a_sample_size_says_what_it_was_computed_from() -> None:
    params = validate(Params, {"design": {"population": {"value": 605, **OFFICIAL}, **RANDOM}}, "params/2017.yml")
    answered = Quantity(300, "responden", rule="survei")
    found = sample_size(params.design, answered)
    assert found is not None
    assert (found.population, found.official, found.random) == (Quantity(605, "orang"), True, True)
    assert (found.respondents, found.method) == (answered, load_methods().sample_size)
    assert (found.required, found.required.unit) == (Quantity(236, "responden"), "responden")
    keys = {entry.key.removesuffix(".value") for entry in found.required.basis.entries}
    assert keys == {"design.population", "sample_size"}


def test_all_of_a_population_may_have_answered() -> None:
    assert sample(design(10), 10).missing == 0


def test_more_respondents_than_persons_say_what_to_look_at() -> None:
    with pytest.raises(ParameterError) as told:
        sample(design(2), 3)
    assert str(told.value).endswith(": periksa design.population di params, atau baris ganda dalam data survei")


@pytest.mark.parametrize(("population", "required"), [(1, 1), (2, 2), (20, 20), (40, 37)])
def test_a_small_population_is_asked_nearly_whole(population: int, required: int) -> None:
    """Krejcie and Morgan (1970), table 1, prints 19 for 20 and 36 for 40, where the formula says 19,06 and 36,3."""
    assert sample(design(population), 1).required == required
