"""Intervals of an index and of a share."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from analysis.methods.answers import PersonScores
from analysis.methods.design import SurveyDesign
from analysis.methods.precision import (
    Interval,
    confidence_interval,
    counted,
    interval_in_words,
    letter,
    wilson,
    wilson_ends,
)
from analysis.methods.regulations import Scale, load_regulation
from laporan.core.errors import ParameterError
from laporan.facts.lineage import Basis
from laporan.facts.quantity import Quantity, share

if TYPE_CHECKING:
    from tests.analysis.conftest import Framed

SCALE = Scale(lowest=1, highest=4)


def scores(answers: list[int], weights: list[int] | None = None) -> PersonScores:
    counted = None if weights is None else np.array(weights, dtype=np.int64)
    return PersonScores(np.array(answers, dtype=np.int64), Fraction(25), "indeks", Basis(), counted)


def ends(interval: Interval | None) -> tuple[float, float]:
    assert interval is not None
    return float(interval.low), float(interval.high)


def test_the_interval_is_students() -> None:
    answers = np.array([3, 4, 2, 3, 4, 4, 1, 3])
    low, high = stats.t.interval(0.95, 7, loc=answers.mean() * 25, scale=stats.sem(answers) * 25)
    assert ends(confidence_interval(scores([*answers]), SCALE)) == pytest.approx((low, min(high, 100)))


@given(st.lists(st.tuples(st.integers(1, 4), st.integers(1, 9)), min_size=3, max_size=30))
def test_a_weighted_interval_is_that_of_a_robust_regression(drawn: list[tuple[int, int]]) -> None:
    """Weighted least squares of a constant with HC1 errors: the linearised variance of a weighted mean."""
    answers, weights = [list(column) for column in zip(*drawn, strict=True)]
    found = scores(answers, weights)
    told = sm.WLS(25.0 * np.array(answers), np.ones(len(answers)), weights=weights).fit(cov_type="HC1")
    assert float(found.mean) == pytest.approx(told.params[0])
    assert found.standard_error == pytest.approx(told.bse[0], abs=1e-9)


@given(st.lists(st.integers(1, 4), min_size=2, max_size=30))
def test_weights_that_are_all_alike_change_nothing(answers: list[int]) -> None:
    plain, weighted = scores(answers), scores(answers, [3] * len(answers))
    assert plain.mean == weighted.mean
    assert plain.standard_error == pytest.approx(weighted.standard_error)


def test_who_was_drawn_from_a_known_population_is_known_better() -> None:
    answers = [3, 4, 2, 3, 4, 4, 1, 3] * 5
    (low, high), (near, far) = (ends(confidence_interval(scores(answers), SCALE, population=n)) for n in (None, 80))
    assert (far - near) / (high - low) == pytest.approx((1 - 40 / 80) ** 0.5)
    middle = float(scores(answers).mean)
    assert ends(confidence_interval(scores(answers), SCALE, population=40)) == pytest.approx((middle, middle))


def test_a_population_smaller_than_its_sample_is_refused() -> None:
    with pytest.raises(ParameterError, match=r"populasi survei \(2\) lebih kecil daripada respondennya \(3\)"):
        confidence_interval(scores([1, 2, 3]), SCALE, population=2)


def test_the_interval_stays_on_the_scale() -> None:
    assert ends(confidence_interval(scores([4, 4, 4, 3]), SCALE))[1] == 100
    assert ends(confidence_interval(scores([1, 1, 1, 2]), SCALE))[0] == 25


@pytest.mark.parametrize("answers", [[3], [3, 3, 3]], ids=["one-respondent", "nobody-differs"])
def test_where_no_spread_is_seen_there_is_no_interval(answers: list[int]) -> None:
    assert confidence_interval(scores(answers), SCALE) is None


@pytest.mark.parametrize("level", [0, 1, 95])
def test_a_level_that_is_no_share_is_refused(level: float) -> None:
    with pytest.raises(ParameterError, match="antara 0 dan 1"):
        confidence_interval(scores([3, 4]), SCALE, level)


@given(st.integers(0, 40), st.integers(0, 40), st.sampled_from([0.8, 0.95, 0.99]))
def test_wilson_is_that_of_statsmodels(part: int, others: int, level: float) -> None:
    whole = part + others + 1
    found = wilson(share(Quantity(part, "orang"), Quantity(whole, "orang")), level)
    assert ends(found) == pytest.approx(proportion_confint(part, whole, 1 - level, method="wilson"), abs=1e-12)
    assert found.holds(part / whole)


def test_a_number_that_is_no_share_has_no_wilson_interval() -> None:
    with pytest.raises(ParameterError, match="bukan bagian"):
        wilson(Quantity(Fraction(1, 2), "%"))


@pytest.mark.parametrize(
    ("low", "high", "unit", "printed"),
    [(77.156, 80.134, "indeks", "77,16–80,13"), (0.0312, 0.0838, "%", "3,1%–8,4%")],
    ids=["index", "share"],
)
def test_an_interval_is_printed_as_what_it_is_of(low: float, high: float, unit: str, printed: str) -> None:
    assert str(Interval(Quantity(low, unit), Quantity(high, unit), 0.95).printed) == printed


def test_an_interval_rests_on_the_rows_of_its_scores_and_knows_its_level(framed: Framed) -> None:
    basis = Basis.of(framed({"U1": [3, 4, 2]}))
    share_of_rows = Quantity(Fraction(1, 3), "%", Quantity(3, "orang"), Quantity(1, "orang"), basis)
    found = confidence_interval(replace(scores([3, 4, 2]), basis=basis), SCALE, 0.9)
    assert found is not None
    for interval, unit in ((found, "indeks"), (wilson(share_of_rows, 0.9), "%")):
        assert interval.level == 0.9
        assert [(end.unit, end.basis) for end in (interval.low, interval.high)] == [(unit, basis)] * 2


def test_two_respondents_are_enough_for_an_interval() -> None:
    low, high = stats.t.interval(0.5, 1, loc=62.5, scale=12.5)
    assert ends(confidence_interval(scores([2, 3]), SCALE, 0.5)) == pytest.approx((low, high))


def test_an_interval_ends_where_a_scale_that_begins_above_one_does() -> None:
    assert ends(confidence_interval(scores([2, 2, 2, 3]), Scale(lowest=2, highest=4)))[0] == 50


def test_an_interval_holds_both_its_ends_and_nothing_beyond() -> None:
    found = Interval(Quantity(70, "indeks"), Quantity(80, "indeks"), 0.95)
    assert [found.holds(value) for value in (69.99, 70, 75, 80, 80.01)] == [False, True, True, True, False]


def test_an_interval_in_another_unit_is_the_same_interval(framed: Framed) -> None:
    basis = Basis.of(framed({"U1": [3, 4]}))
    found = Interval(Quantity(75.0, "indeks", basis=basis), Quantity(80.0, "indeks", basis=basis), 0.9)
    scaled = found.scaled(Fraction(1, 25), "poin")
    assert (ends(scaled), scaled.level) == ((3.0, 3.2), 0.9)
    assert [(end.unit, end.basis) for end in (scaled.low, scaled.high)] == [("poin", basis)] * 2


@pytest.mark.parametrize(
    ("low", "high", "printed"),
    [
        pytest.param(77.16, 80.13, "B", id="within-one"),
        pytest.param(86.0, 90.0, "B (mungkin A)", id="into-the-next"),
        pytest.param(70.0, 90.0, "B (mungkin C atau A)", id="into-both"),
    ],
)
def test_a_category_is_printed_with_those_that_its_interval_reaches(low: float, high: float, printed: str) -> None:
    rule = load_regulation("permenpan-14-2017")
    interval = Interval(Quantity(low, "indeks"), Quantity(high, "indeks"), 0.95)
    assert letter(rule, rule.band(80), interval) == printed
    assert letter(rule, rule.band(80), None) == "B"


CHANCE = {"selection": "random", "source": "Laporan survei"}
POPULATION = {"value": 605, "official": True, "source": "Daftar tamu"}


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({}, "Selang model: sebaran t, tingkat 95%, seandainya responden terpilih acak; cara memilihnya tidak diketahui."),
        (CHANCE, "Selang kepercayaan: sebaran t, tingkat 95%."),
        (CHANCE | {"population": POPULATION}, "Selang kepercayaan: sebaran t, tingkat 95%, dengan koreksi populasi terhingga."),
        (CHANCE | {"weights": "kebalikan peluang"}, "Selang kepercayaan: sebaran t, tingkat 95%; bobot dan strata rancangannya tidak diperhitungkan."),
        (CHANCE | {"strata": ("L", "P")}, "Selang kepercayaan: sebaran t, tingkat 95%; bobot dan strata rancangannya tidak diperhitungkan."),
    ],
    ids=["unknown-selection", "random", "known-population", "weights", "strata"],
)  # fmt: skip
def test_a_note_says_how_the_intervals_were_computed(said: dict[str, object], words: str) -> None:
    assert interval_in_words(SurveyDesign.model_validate(said), 0.95) == words


@pytest.mark.parametrize(("part", "whole"), [(n * all_of, n) for n in range(1, 30) for all_of in (0, 1)])
def test_wilson_begins_and_ends_with_the_scale_itself(part: int, whole: int) -> None:
    low, high = wilson_ends(part, whole, 0.95)
    assert (low == 0.0) == (part == 0)
    assert (high == 1.0) == (part == whole)


def test_without_a_level_an_interval_is_of_95_percent() -> None:
    known = share(Quantity(3, "orang"), Quantity(9, "orang"))
    assert (wilson(known), wilson(known).level) == (wilson(known, 0.95), 0.95)


@pytest.mark.parametrize(
    "number",
    [
        pytest.param(Quantity(3, "orang", Quantity(9, "orang"), Quantity(3, "orang")), id="no-share"),
        pytest.param(Quantity(Fraction(1, 3), "%", part=Quantity(3, "orang")), id="no-whole"),
        pytest.param(Quantity(Fraction(1, 3), "%", Quantity(9, "orang")), id="no-part"),
        pytest.param(Quantity(Fraction(1, 3), "%", Quantity(0, "orang"), Quantity(0, "orang")), id="of-nothing"),
    ],
)
def test_what_does_not_know_its_counts_is_no_share_of_persons(number: Quantity) -> None:
    with pytest.raises(ParameterError, match="bukan bagian dari keseluruhan yang diketahui"):
        counted(number)


def test_an_interval_of_an_index_has_two_decimals_though_it_is_whole() -> None:
    assert str(Interval(Quantity(77, "indeks"), Quantity(80, "indeks"), 0.95).printed) == "77,00–80,00"
