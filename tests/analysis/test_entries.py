"""A number of a parameter file knows its file, its key and its value there; nothing else about it changes."""

from __future__ import annotations

import copy
import json
import pickle
from decimal import Decimal
from typing import Annotated, Any

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st
from pydantic import BeforeValidator, Field

from laporan.core.errors import ParameterError
from laporan.facts.lineage import Basis
from laporan.facts.quantity import given, setting
from laporan.project.entries import EntryFile, FileEntry, look_up
from laporan.project.models import Positive, Ratio, Setting, Strict, validate

FILE, OWN = "params/2017.yml", "params/2017/cabang.yml"


class Band(Strict):
    starts: Annotated[Decimal, BeforeValidator(Decimal)]


class Survey(Strict):
    population: Positive
    bands: tuple[Band, ...] = Field(default=(), strict=False)
    ages: list[int] = Field(default=[])
    limits: dict[str, int] = Field(default={})
    open: bool = True
    confidence: Ratio = 0.95
    asked: Setting[int] = Setting[int](value=9)


class Whole(Strict):
    survey: Survey
    other: Survey = Survey(population=1)


VALUES: dict[str, Any] = {
    "survey": {"population": 605, "bands": [{"starts": "25.00"}, {"starts": "76.61"}], "ages": [30, 90],
               "limits": {"a.b": 7}}
}  # fmt: skip


def whole(values: dict[str, Any] = VALUES, files: tuple[EntryFile, ...] = ()) -> Whole:
    return validate(Whole, values, FILE, files)


def only(basis: Basis) -> FileEntry:
    assert not basis.rows
    (found,) = basis.entries
    return found


@pytest.mark.parametrize(
    ("read", "key", "text"),
    [
        (lambda w: w.survey.population, "survey.population", "605"),
        (lambda w: w.survey.bands[1].starts, "survey.bands.1.starts", "76.61"),
        (lambda w: w.survey.ages[-1], "survey.ages.1", "90"),
        (lambda w: w.survey.limits["a.b"], "survey.limits.a.b", "7"),
    ],
    ids=["number", "in a list of models", "in a list", "under a key with a dot"],
)
def test_a_number_knows_the_file_and_the_key_that_say_it(read: Any, key: str, text: str) -> None:
    found = only(given(read(whole()), "orang").basis)
    assert (found.path, found.key, found.value, found.default) == (FILE, key, text, False)
    assert look_up(VALUES, tuple(key.split("."))) == (True, type(look_up(VALUES, tuple(key.split(".")))[1])(text))


KEYS = st.text("ab.1", min_size=1, max_size=3) | st.integers(0, 2)
HELD = st.recursive(
    st.integers(), lambda held: st.lists(held, max_size=3) | st.dictionaries(KEYS, held, max_size=3), max_leaves=12
)


@drawn(values=HELD, data=st.data())
def test_whatever_stands_in_a_file_is_found_at_its_place(values: Any, data: st.DataObject) -> None:
    place: tuple[str | int, ...] = ()
    below = values
    while isinstance(below, list | dict) and below and data.draw(st.booleans()):
        keys = range(len(below)) if isinstance(below, list) else [key for key in below if str(key) not in spelt(below)]
        if not keys:
            break
        key = data.draw(st.sampled_from(list(keys)))
        place, below = (*place, key), below[key]
    found, value = look_up(values, place)
    assert found
    dotted = any("." in str(key) for key in place)  # another way to the same words may be there, and come first
    assert dotted or value == below


def spelt(values: dict[Any, Any]) -> set[str]:
    """Keys that look the same as text: a file can't tell them apart."""
    words = [str(key) for key in values]
    return {word for word in words if words.count(word) > 1}


@pytest.mark.parametrize("place", [("01",), ("-1",), ("3",), ("x",), (0, 0)], ids=str)
def test_what_is_no_place_of_a_list_is_not_found(place: tuple[str | int, ...]) -> None:
    assert look_up([1, 2, 3], place) == (False, None)


def test_a_default_says_that_no_file_has_it() -> None:
    for number, key in (
        (whole().survey.confidence, "survey.confidence"),
        (whole().other.population, "other.population"),
    ):
        found = only(given(number, "%").basis)
        assert (found.key, found.default) == (key, True)


def test_the_file_is_the_one_where_the_key_stands() -> None:
    over = {"survey": {"population": 40}}
    files = (EntryFile(FILE, VALUES), EntryFile(OWN, over))
    found = whole({"survey": VALUES["survey"] | over["survey"]}, files).survey
    assert only(Basis.of(found.population)).path == OWN
    assert only(Basis.of(found.ages[0])).path == FILE


def test_the_hash_follows_the_value_and_nothing_else() -> None:
    def hashed(population: int, ages: list[int]) -> str:
        return only(Basis.of(whole({"survey": {"population": population, "ages": ages}}).survey.population)).sha256

    assert hashed(605, [1]) == hashed(605, [2]) != hashed(606, [1])


def test_a_setting_as_a_quantity_rests_on_its_key_and_on_no_rows() -> None:
    survey = whole().survey
    population = setting(survey, "population", "pengguna")
    assert (population.value, population.unit, only(population.basis).key) == (605, "pengguna", "survey.population")
    listed = setting(survey, "bands", "kategori")
    assert (listed.value, only(listed.basis).key) == (2, "survey.bands")


def test_a_number_of_rows_and_of_a_setting_rests_on_both(framed: Any) -> None:
    rows = framed({"a": [1, 2]})
    both = given(1, "orang", rows) / setting(whole().survey, "population", "orang")
    assert [source.name for source in both.basis.sources] == ["2017/pusat/uji"]
    assert [item.key for item in both.basis.entries] == ["survey.population"]


def test_a_number_of_rows_that_is_divided_by_a_value_of_the_parameters_rests_on_both(framed: Any) -> None:
    for made in (
        given(1, "orang", framed({"a": [1, 2]})) / whole().survey.population,
        given(whole().survey.population, "orang", framed({"a": [1, 2]})),
    ):
        assert [source.name for source in made.basis.sources] == ["2017/pusat/uji"]
        assert [item.key for item in made.basis.entries] == ["survey.population"]


@pytest.mark.parametrize(
    ("asked", "default"),
    [({"asked": 15}, False), ({"asked": {"value": 15}}, False), ({}, True)],
    ids=["bare", "with more said of it", "default"],
)
def test_a_value_that_is_a_claim_knows_its_key(asked: dict[str, Any], default: bool) -> None:
    survey = whole({"survey": {"population": 1} | asked}).survey
    for number in (setting(survey, "asked", "hari"), given(survey.asked.value, "hari")):
        found = only(number.basis)
        assert (found.key.removesuffix(".value"), found.default) == ("survey.asked", default)


@pytest.mark.parametrize(
    ("field", "says"), [("populasi", "populasi.*population"), ("open", "open.*True")], ids=["unknown", "no number"]
)
def test_what_is_no_number_of_the_model_is_refused_by_name(field: str, says: str) -> None:
    with pytest.raises(ParameterError, match=says):
        setting(whole().survey, field, "orang")


def test_a_model_that_was_made_in_code_is_written_nowhere() -> None:
    assert not setting(Survey(population=3), "population", "orang").basis


def test_what_was_changed_in_code_is_written_nowhere() -> None:
    survey = whole().survey
    changed = survey.model_copy(update={"population": 7})
    assert not setting(changed, "population", "orang").basis
    assert not Basis.of(survey.asked.model_copy(update={"value": 7}))
    assert only(setting(survey.model_copy(), "population", "orang").basis).key == "survey.population"


def test_models_that_say_the_same_are_equal_wherever_they_stand() -> None:
    elsewhere = validate(Whole, VALUES, "params/2018.yml")
    assert elsewhere == whole() == Whole.model_validate(VALUES)
    assert elsewhere.survey.bands == whole().survey.bands
    assert whole({"survey": {"population": 1}}) != whole()


@pytest.mark.parametrize(
    "again",
    [copy.copy, copy.deepcopy, lambda thing: pickle.loads(pickle.dumps(thing))],  # noqa: S301 - our own
    ids=["copy", "deepcopy", "pickle"],
)
def test_a_copy_still_knows(again: Any) -> None:
    survey = whole().survey
    for number, key in (
        (survey.population, "survey.population"),
        (survey.confidence, "survey.confidence"),
        (survey.bands[0].starts, "survey.bands.0.starts"),
    ):
        assert (again(number), only(Basis.of(again(number))).key) == (number, key)
    assert only(Basis.of(again(survey.bands[0]))).key == "survey.bands.0"


def test_the_numbers_are_numbers_like_any_other() -> None:
    survey = whole().survey
    assert survey.population + 1 == 606
    assert json.loads(survey.model_dump_json()) == json.loads(Survey.model_validate(VALUES["survey"]).model_dump_json())
    assert {survey.population: 1}[605] == 1
    assert f"{survey.bands[1].starts} {survey.confidence}" == "76.61 0.95"
    assert survey.open is True
