"""Funnel plots: the laws of their limits, an example by hand, and how often alike offices fall outside by chance."""

from __future__ import annotations

import random
import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laporan.portal.funnel import (
    ALARM,
    WARNING,
    Estimate,
    Funnel,
    Position,
    expected_outside,
    funnel,
    shares,
    standard_error,
)

values = st.floats(20, 95)
errors = st.floats(0.2, 5)
answered = st.integers(5, 2000)
offices = st.lists(st.builds(Estimate, values, errors, answered), min_size=5, max_size=30)


def test_an_example_by_hand() -> None:
    limits = funnel([Estimate(80, 1, 100), Estimate(82, 2, 300)])
    assert limits.centre == pytest.approx((100 * 80 + 300 * 82) / 400)
    assert limits.deviation**2 == pytest.approx((100**2 * 1 + 300**2 * 4) / 400)
    low, high = Funnel(80, 12).limits(144, WARNING)
    assert (low, high) == (pytest.approx(80 - 1.95996), pytest.approx(80 + 1.95996))
    assert Funnel(80, 12).limits(144, ALARM)[1] == pytest.approx(83.09023)


@given(offices)
def test_the_drawn_limits_are_those_of_each_offices_own_error(estimates: list[Estimate]) -> None:
    limits = funnel(estimates)
    for one in estimates:
        low, high = limits.limits(limits.size(one), WARNING)
        assert high - limits.centre == pytest.approx(1.959964 * one.error)
        assert limits.centre - low == pytest.approx(1.959964 * one.error)
        within = low <= one.value <= high
        assert within or limits.position(one) != Position.INSIDE


@given(offices, st.floats(-10, 10))
def test_who_lies_where_does_not_depend_on_where_the_scale_begins(estimates: list[Estimate], shift: float) -> None:
    limits = funnel(estimates)
    moved = [Estimate(one.value + shift, one.error, one.respondents) for one in estimates]
    others = funnel(moved)
    assert others.centre == pytest.approx(limits.centre + shift)
    clear = [
        place
        for place, one in enumerate(estimates)
        if all(abs(abs(one.value - limits.centre) / one.error - edge) > 1e-6 for edge in (1.959964, 3.090232))
    ]
    assert [others.position(moved[place]) for place in clear] == [limits.position(estimates[place]) for place in clear]


@given(offices)
def test_the_mean_lies_among_the_offices(estimates: list[Estimate]) -> None:
    found = [one.value for one in estimates]
    assert min(found) - 1e-9 <= funnel(estimates).centre <= max(found) + 1e-9


@pytest.mark.parametrize(
    ("value", "position"),
    [
        pytest.param(80, Position.INSIDE, id="the mean"),
        pytest.param(81.9, Position.INSIDE, id="within"),
        pytest.param(82.5, Position.BETWEEN, id="between above"),
        pytest.param(77.5, Position.BETWEEN, id="between below"),
        pytest.param(83.2, Position.ABOVE, id="above"),
        pytest.param(76.8, Position.BELOW, id="below"),
    ],
)
def test_positions(value: float, position: Position) -> None:
    assert Funnel(80, 10).position(Estimate(value, 1, 100)) == position


@pytest.mark.parametrize(
    ("level", "position"), [(WARNING, Position.INSIDE), (ALARM, Position.BETWEEN)], ids=["inner", "outer"]
)
@pytest.mark.parametrize("side", [-1, 1], ids=["below", "above"])
def test_on_a_limit_an_office_lies_within_it(level: float, position: Position, side: int) -> None:
    reach = statistics.NormalDist().inv_cdf((1 + level) / 2)
    assert Funnel(0, 1).position(Estimate(side * reach, 1, 100)) == position


def test_a_share_has_the_error_that_it_has_where_all_are_alike() -> None:
    one, other = shares([(90, 100), (170, 200)])
    pooled = 260 / 300
    assert one is not None
    assert other is not None
    assert (one.value, other.value) == (0.9, 0.85)
    assert one.error == pytest.approx((pooled * (1 - pooled) / 100) ** 0.5)
    assert funnel([one, other]).size(other) == pytest.approx(200)


@pytest.mark.parametrize("counts", [[(97, 100), (3, 3)], [(100, 100), (50, 50)], [(0, 40), (0, 60)]])
def test_a_share_of_too_few_is_no_estimate(counts: list[tuple[int, int]]) -> None:
    assert shares(counts)[-1] is None


def test_five_on_either_side_are_enough_for_a_share() -> None:
    assert shares([(4, 10), None, (6, 10)])[0] is not None
    assert shares([(3, 9), None, (6, 9)])[0] is None


def test_an_office_whose_counts_are_not_known_has_no_estimate() -> None:
    found = shares([(90, 100), None, (80, 100)])
    assert [one is None for one in found] == [False, True, False]
    assert shares([None, None]) == [None, None]


@given(values, errors, st.integers(2, 500), st.booleans())
def test_the_error_is_found_again_in_an_interval(value: float, error: float, answered: int, cut: bool) -> None:
    from scipy.stats import t

    low, high = t.interval(0.95, answered - 1, loc=value, scale=error)
    high = min(high, value + (high - value) / 2) if cut else high
    assert standard_error(value, low, high, 0.95, answered) == pytest.approx(error)


def test_of_offices_that_are_alike_as_many_lie_outside_as_chance_says() -> None:
    draw = random.Random(1)
    between = outside = 0
    rounds, many = 60, 40
    for _ in range(rounds):
        asked = [[draw.gauss(80, 12) for _ in range(draw.randint(30, 90))] for _ in range(many)]
        estimates = [
            Estimate(statistics.fmean(one), statistics.stdev(one) / len(one) ** 0.5, len(one)) for one in asked
        ]
        limits = funnel(estimates)
        found = [limits.position(one) for one in estimates]
        between += sum(position != Position.INSIDE for position in found)
        outside += sum(position in (Position.ABOVE, Position.BELOW) for position in found)
    assert between == pytest.approx(rounds * expected_outside(many, WARNING), rel=0.35)
    assert outside <= 4 * rounds * expected_outside(many, ALARM)
