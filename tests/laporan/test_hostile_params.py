"""Parameters of any shape: a model, or an error that names the file. Never another exception, never a silly bound."""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from laporan.core import paths
from laporan.core.errors import ParameterError
from laporan.project.models import validate
from laporan.project.parameters import load_parameters, parameters_model
from laporan.project.yaml import read_yaml

pytestmark = pytest.mark.hostile("input")

Place = tuple[Any, ...]
YEAR = 2017
ODD = [
    None, "", "x", "٣", "2017-02-30", "a" * 200, -1, 0, 1.5, 10**15, True, dt.date(1, 1, 1), [], {}, [None], [[[]]],
    {"a": 1}, {1: 2}, {None: None}, {"x": {"y": []}},
]  # fmt: skip


def places(value: Any, place: Place = ()) -> Iterator[Place]:
    """The place of everything in a mapping."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in inside:
        yield (*place, key)
        yield from places(item, (*place, key))


def changed(values: dict[str, Any], place: Place, instead: Any) -> dict[str, Any]:
    """The values with another one at a place."""
    values = copy.deepcopy(values)
    within: Any = values
    for key in place[:-1]:
        within = within[key]
    within[place[-1]] = instead
    return {"year": YEAR} | values


VALUES = read_yaml(paths.params() / f"{YEAR}.yml")


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(list(places(VALUES))), st.sampled_from(ODD))
def test_any_value_anywhere_is_taken_or_told_by_file(place: Place, instead: Any) -> None:
    try:
        made = validate(parameters_model(), changed(VALUES, place, instead), "2017.yml")
    except ParameterError as error:
        told = str(error)
    else:
        told = ""
        assert made.year == YEAR
    assert not told or told.startswith("2017.yml: ")


@pytest.mark.parametrize(
    ("place", "instead", "told"),
    [
        ("cover.date", "0217-05-21", "cover.date"),
        ("cover.date", "2099-05-21", "cover.date"),
        ("cover.date", "2016-12-31", "cover.date"),
        ("cover.date", "2018-02-30", "tanggal"),
        ("cover.date", "20180521", "tanggal"),
        ("cover.date", "２０１８-05-21", "tanggal"),
        ("complaints.limit_working_days.value", 10**9, "paling besar 3650"),
        ("complaints.limit_working_days.value", 0, "lebih dari 0"),
        ("complaints.limit_working_days.value", "15", "bilangan bulat"),
        ("complaints.age_bands", [30, 10**15], "paling besar"),
        ("integrity.items_per_dimension", 10**6, "paling besar 50"),
        ("satisfaction.design.population", 10**12, "paling besar"),
        ("satisfaction.design.population", -5, "lebih dari 0"),
        ("sscn.registration_months", [0, 13], "paling kecil 1|paling besar 12"),
        ("compare.threshold", 90, "paling besar 1"),
        ("photos", [], "kunci dan nilai"),
        ("targets", {}, "daftar"),
    ],
    ids=lambda part: str(part)[:36],
)
def test_a_value_that_nobody_means_is_told_by_its_key(place: str, instead: Any, told: str) -> None:
    with pytest.raises(ParameterError, match=f"(?s)2017.yml: .*({told})"):
        validate(parameters_model(), changed(VALUES, tuple(place.split(".")), instead), "2017.yml")


def test_every_year_of_ours_is_within_its_bounds() -> None:
    assert [load_parameters(year).year for year in (2016, 2017, 2018)] == [2016, 2017, 2018]


@pytest.mark.parametrize("nothing", ["", "  ", "\u200b\ufeff", "\u00a0"], ids=ascii)
@pytest.mark.parametrize("key", ["title", "agency", "place", "office", "name"])
def test_what_is_printed_is_not_empty(key: str, nothing: str) -> None:
    with pytest.raises(ParameterError, match=rf"^2017\.yml: cover\.{key}: wajib diisi"):
        validate(parameters_model(), changed(VALUES, ("cover", key), nothing), "2017.yml")
