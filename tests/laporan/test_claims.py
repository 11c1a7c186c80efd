"""What the parameters say of targets, thresholds and limits: official with a source, or an example."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field

from laporan.core.errors import ParameterError
from laporan.project.models import Claim, Setting, Strict, claims, validate
from laporan.project.parameters import load_parameters, merge


class Goal(Claim):
    value: int


class Section(Strict):
    limit: Setting[int] = Setting[int](value=1)
    goals: list[Goal] = Field(default=[])
    named: dict[str, Goal] = Field(default={})


class Whole(Strict):
    section: Section = Section()
    plain: int = 0


def test_nothing_is_official_unless_it_says_so():
    assert not Goal(value=3).official
    assert Goal(value=3).mark == " (contoh)"


def test_what_is_official_has_no_mark():
    assert Goal(value=3, official=True, source="Keputusan Kepala, butir 2").mark == ""


@pytest.mark.parametrize("source", ["", "   "], ids=["none", "blank"])
def test_an_official_value_without_source_is_refused(source):
    with pytest.raises(ParameterError, match=r"section\.goals\.0: yang resmi perlu sumber"):
        validate(Whole, {"section": {"goals": [{"value": 3, "official": True, "source": source}]}}, "params/2017.yml")


@pytest.mark.parametrize(
    ("written", "official"),
    [(605, False), ({"value": 605}, False), ({"value": 605, "official": True, "source": "Daftar"}, True)],
    ids=["bare", "value alone", "with its source"],
)
def test_a_setting_is_a_bare_value_or_one_with_its_source(written, official):
    setting = validate(Section, {"limit": written}, "params/2017.yml").limit

    assert (setting.value, setting.official) == (605, official)


@pytest.mark.parametrize("written", ["605", {"value": "605"}, True], ids=["text", "text as value", "a truth value"])
def test_the_value_of_a_setting_is_never_coerced(written):
    with pytest.raises(ParameterError, match="limit"):
        validate(Section, {"limit": written}, "params/2017.yml")


def test_claims_are_found_however_deep_they_stand():
    whole = validate(Whole, {"section": {"limit": 2, "goals": [{"value": 3}], "named": {"a": {"value": 4}}}}, "x.yml")

    assert [place for place, _ in claims(whole)] == ["section.limit", "section.goals.0", "section.named.a"]


@given(value=st.integers(), over=st.integers())
def test_what_a_unit_overrides_does_not_inherit_the_source_of_another_value(value, over):
    year = {"population": {"value": value, "official": True, "source": "Daftar pengguna"}}

    assert merge(year, {"population": {"value": over}}) == {"population": {"value": over}}


@pytest.mark.parametrize("unit", ["kanreg-10", "kanreg-11"])
def test_the_population_of_a_unit_is_its_own_claim(unit):
    assert not load_parameters(2018, unit).satisfaction.design.population.official


def test_only_what_the_published_report_says_is_official_in_2017():
    official = {place: claim for place, claim in claims(load_parameters(2017)) if claim.official}

    assert set(official) == {"complaints.limit_working_days", "complaints.letter_after_days"}
    assert all("Laporan terbitan 2017" in claim.source for claim in official.values())


@pytest.mark.parametrize("year", [2016, 2018])
def test_what_was_published_for_2017_alone_is_not_official_in_other_years(year):
    assert [place for place, claim in claims(load_parameters(year)) if claim.official] == []


@pytest.mark.parametrize("make", [Setting[int], Setting], ids=["of a kind", "of any kind"])
def test_a_setting_comes_back_from_another_process(make: type[Setting[int]]) -> None:
    setting = make.model_validate({"value": 605, "official": True, "source": "Perka"})
    found = pickle.loads(pickle.dumps(setting))  # noqa: S301 - our own
    assert found == setting
    assert type(found) is type(setting)
