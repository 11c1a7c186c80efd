"""Intervals of an index and of a share."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from analysis.methods.answers import PersonScores
from analysis.methods.precision import Interval, confidence_interval, wilson
from analysis.methods.regulations import Scale
from laporan.core.errors import ParameterError
from laporan.facts.lineage import Basis
from laporan.facts.quantity import Quantity, share

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
