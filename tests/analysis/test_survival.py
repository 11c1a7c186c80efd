"""Durations where some cases are still open: a published example, an independent library, and laws."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from analysis.methods.survival import Survival, kaplan_meier

# Weeks in remission under 6-MP, Freireich et al. (1963), Blood 21:699–716; True where the patient relapsed.
SIX_MP = [
    *[(6, True)] * 3, (6, False), (7, True), (9, False), (10, True), (10, False), (11, False), (13, True), (16, True),
    (17, False), (19, False), (20, False), (22, True), (23, True), (25, False), (32, False), (32, False), (34, False),
    (35, False),
]  # fmt: skip
PLACEBO = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]
# As textbooks print it: S(t) after each relapse, to three decimals.
PUBLISHED = {6: 0.857, 7: 0.807, 10: 0.753, 13: 0.690, 16: 0.627, 22: 0.538, 23: 0.448}
Cases = list[tuple[int, bool]]
CASES = st.lists(st.tuples(st.integers(0, 40), st.booleans()), min_size=1, max_size=60)


def followed(cases: Cases) -> Survival:
    days, ended = zip(*cases, strict=True)
    return kaplan_meier(days, ended)


@pytest.mark.parametrize(("week", "share"), PUBLISHED.items(), ids=[f"week {week}" for week in PUBLISHED])
def test_the_estimate_is_the_published_one(week: int, share: float) -> None:
    assert round(float(followed(SIX_MP).open[week]), 3) == share


@pytest.mark.parametrize(
    ("cases", "median"),
    [(SIX_MP, 23), ([(week, True) for week in PLACEBO], 8)],
    ids=["6-MP", "placebo, where nobody left sight"],
)
def test_the_median_is_the_published_one(cases: Cases, median: int) -> None:
    assert followed(cases).quantile() == median


def test_leaving_out_what_is_open_would_shorten_the_median() -> None:
    ended_alone = [(days, ended) for days, ended in SIX_MP if ended]
    assert followed(ended_alone).quantile() == 10


@given(CASES)
def test_the_estimate_and_its_limits_are_those_of_scipy(cases: Cases) -> None:
    days, ended = (np.array(column) for column in zip(*cases, strict=True))
    reference = stats.ecdf(stats.CensoredData.right_censored(days, ~ended)).sf
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore", RuntimeWarning)  # where the formula has no value
        limits = reference.confidence_interval(0.95, method="log-log")
    found = followed(cases)
    low, high = found.bounds(0.95)
    places = reference.quantiles.astype(int)
    np.testing.assert_allclose(found.open[places], reference.probabilities, atol=1e-12)
    known = (reference.probabilities > 0) & (reference.probabilities < 1)
    np.testing.assert_allclose(low[places][known], limits.low.probabilities[known], atol=1e-9)
    np.testing.assert_allclose(high[places][known], limits.high.probabilities[known], atol=1e-9)


@given(CASES)
def test_the_median_lies_in_its_interval(cases: Cases) -> None:
    found = followed(cases)
    middle, (low, high) = found.quantile(), found.interval()
    if middle is not None:
        assert low is not None
        assert low <= middle
        assert high is None or middle <= high


@given(st.lists(st.integers(0, 40), min_size=1).filter(lambda days: len(days) % 2 == 1))
def test_where_all_have_ended_the_median_is_the_plain_one(days: list[int]) -> None:
    assert followed([(day, True) for day in days]).quantile() == int(np.median(days))


@given(CASES, st.integers(0, 40))
def test_a_case_that_stays_open_never_shortens_the_median(cases: Cases, days: int) -> None:
    before, after = followed(cases).quantile(), followed([*cases, (days, False)]).quantile()
    assert after is None or (before is not None and after >= before)


@pytest.mark.parametrize(
    "cases", [[(9, False)], [(1, True), (2, False), (3, False)]], ids=["nothing has ended", "fewer than half have"]
)
def test_a_median_that_is_not_reached_is_none(cases: Cases) -> None:
    assert followed(cases).quantile() is None


def test_beyond_the_last_day_in_sight_nothing_is_said() -> None:
    found = followed([(1, True), (4, False)])
    assert (found.ended_by(1), found.ended_by(4), found.ended_by(5)) == (0.5, 0.5, None)
    assert (found.watched_on(2), found.watched_on(5), found.cases) == (1, 0, 2)


def test_until_the_first_case_ends_its_limits_are_one_and_none_rises() -> None:
    low, high = followed([(1, False), (3, True), (3, True), (5, False), (9, True)]).bounds()
    assert low[:3].tolist() == high[:3].tolist() == [1, 1, 1]
    assert 0 < low[3] < high[3] < 1
    assert (low[9], high[9]) == (0, high[8])
    for limits in (low, high):
        assert (np.diff(limits) <= 0).all()


def test_where_all_end_at_once_nothing_is_known_of_the_limits() -> None:
    low, high = followed([(2, True)] * 3).bounds()
    assert (low.tolist(), high.tolist()) == ([1, 1, 0], [1, 1, 1])


def test_without_a_level_limits_are_of_95_percent() -> None:
    found = followed(SIX_MP)
    for default, explicit in zip(found.bounds(), found.bounds(0.95), strict=True):
        np.testing.assert_array_equal(default, explicit)
    assert found.interval() == found.interval(0.5, 0.95)


@given(CASES, st.sampled_from([0.25, 0.5, 0.75]))
def test_an_interval_of_a_quantile_is_where_its_limits_cross(cases: Cases, share: float) -> None:
    found = followed(cases)
    for day, limits in zip(found.interval(share), found.bounds(), strict=True):
        crossed = [place for place, limit in enumerate(limits) if limit <= 1 - share + 1e-12]
        assert day == (crossed[0] if crossed else None)


def test_half_that_is_reached_but_for_rounding_is_reached() -> None:
    """Of ten cases five have ended after the fifth day: 9/10 · 8/9 · … · 5/6 is a half."""
    days = [(day, True) for day in range(1, 11)]
    assert [followed(days).quantile(share) for share in (0.1, 0.2, 0.3, 0.5, 0.7, 0.9, 1.0)] == [1, 2, 3, 5, 7, 9, 10]


def test_cases_may_be_given_as_any_numbers() -> None:
    assert kaplan_meier(np.array([1.0, 2.0]), [1, 0]).open.tolist() == kaplan_meier([1, 2], [True, False]).open.tolist()
