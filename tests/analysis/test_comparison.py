"""Differences of two groups: against scipy, statsmodels and published examples, and where nothing can be said."""

from __future__ import annotations

import math
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import confint_proportions_2indep, proportions_ztest
from statsmodels.stats.weightstats import CompareMeans, DescrStatsW

from analysis.methods.answers import PersonScores
from analysis.methods.comparison import GroupDifference, holm, leaders, paired, tied, two_shares, welch
from analysis.methods.statistics import load_methods
from laporan.core.errors import ParameterError, UnitError
from laporan.facts.lineage import Basis
from laporan.facts.quantity import Quantity, share

ANSWERS = st.lists(st.integers(1, 4), min_size=2, max_size=40)


def scores(answers: list[int], unit: str = "indeks", factor: int = 25) -> PersonScores:
    return PersonScores(np.array(answers, dtype=np.int64), Fraction(factor), unit, Basis())


def part(some: int, of: int) -> Quantity:
    return share(Quantity(some, "orang"), Quantity(of, "orang"))


@given(ANSWERS, ANSWERS)
def test_welch_is_that_of_statsmodels(first: list[int], second: list[int]) -> None:
    found = welch(scores(first), scores(second))
    if len({*first}) == len({*second}) == 1:
        assert found is None
        return
    a, b = 25.0 * np.array(first), 25.0 * np.array(second)
    low, high = CompareMeans(DescrStatsW(b), DescrStatsW(a)).tconfint_diff(usevar="unequal")
    assert found is not None
    assert float(found.estimate) == pytest.approx(b.mean() - a.mean())
    assert (float(found.low), float(found.high)) == (pytest.approx(low), pytest.approx(high))
    assert found.p == pytest.approx(CompareMeans(DescrStatsW(b), DescrStatsW(a)).ttest_ind(usevar="unequal")[1])


@given(st.lists(st.tuples(st.integers(1, 4), st.integers(1, 4)), min_size=2, max_size=40))
def test_paired_is_that_of_scipy(answers: list[tuple[int, int]]) -> None:
    first, second = [list(column) for column in zip(*answers, strict=True)]
    found = paired(scores(first), scores(second))
    if len({b - a for a, b in answers}) == 1:
        assert found is None or (found.low == found.high == found.estimate and len(answers) > 5)
        return
    told = stats.ttest_rel([25 * b for b in second], [25 * a for a in first])
    low, high = told.confidence_interval(0.95)
    assert found is not None
    assert (float(found.low), float(found.high)) == (pytest.approx(low), pytest.approx(high))
    assert found.p == pytest.approx(told.pvalue)


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [([3] * 24, [4] * 24, True), ([3] * 5, [4] * 5, False), ([3] * 24, [3] * 24, False)],
    ids=["all-of-24-alike", "all-of-5-alike", "no-difference"],
)
def test_where_all_differ_alike_their_number_decides(first: list[int], second: list[int], told: bool) -> None:
    found = paired(scores(first), scores(second))
    assert (found is not None and found.distinguishable) == told


@pytest.mark.parametrize(
    ("ends", "unit", "printed"),
    [
        ((-1.69, 0.0041), "poin persen", "−1,690 sampai 0,004"),
        ((-1.69, -0.04), "poin persen", "−1,69 sampai −0,04"),
        ((-1.69, 0.31), "poin persen", "−1,7 sampai 0,3"),
        ((-3.1292, 1.297), "indeks", "−3,13 sampai 1,30"),
        ((0.0021, 1.297), "indeks", "0,002 sampai 1,297"),
        ((0.0, 1.2), "indeks", "0,00 sampai 1,20"),
        ((0.0, 0.0), "indeks", "0,00 sampai 0,00"),
        ((-1.0, 0.005), "indeks", "−1,00 sampai 0,01"),
        ((-1.0, 0.0049), "indeks", "−1,000 sampai 0,005"),
        ((-1.0, 0.0123), "poin persen", "−1,00 sampai 0,01"),
        ((-1.0, 0.0001), "poin persen", "−1,000 sampai 0,000"),
        ((-1.0, 0.000001), "indeks", "−1,0000 sampai 0,0000"),
        ((-1.0, 0.0006), "poin persen", "−1,000 sampai 0,001"),
    ],
    ids=[
        "just-above",
        "just-below",
        "far-off",
        "index",
        "index-just-above",
        "zero-itself",
        "nothing-but-zero",
        "rounded-up",
        "below-what-is-rounded-up",
        "points-just-above",
        "points-too-near",
        "index-too-near",
        "last-place",
    ],
)
def test_an_interval_shows_on_which_side_of_zero_its_ends_lie(
    ends: tuple[float, float], unit: str, printed: str
) -> None:
    found = GroupDifference(Quantity(-0.8, unit), 0.05, 0.95, load_methods().newcombe, lambda _level: ends)
    assert str(found.printed) == printed


def test_holm_does_not_tell_apart_what_too_few_persons_say() -> None:
    """Six who all differ by one are one chance in 32: enough for one comparison, too few for each of nine."""
    alone = paired(scores([3] * 6), scores([4] * 6))
    assert alone is not None
    assert alone.distinguishable
    assert not any(one.distinguishable for one in holm([alone] * 9))


def test_overlapping_intervals_do_not_hide_a_difference() -> None:
    """Each group's own interval overlaps the other's; that of their difference leaves out zero."""
    random = np.random.default_rng(3)
    first, second = scores([*random.integers(1, 5, 200)]), scores([*np.clip(random.integers(1, 5, 200) + 0, 2, 4)])
    own = [stats.t.interval(0.95, 199, float(g.mean), g.standard_error) for g in (first, second)]
    assert own[0][1] > own[1][0]
    found = welch(first, second)
    assert found is not None
    assert found.distinguishable
    assert found.p < 0.05


@pytest.mark.parametrize(
    ("first", "second", "low", "high"),
    [((48, 80), (56, 70), 0.0524, 0.3339), ((3, 10), (9, 10), 0.1705, 0.8090), ((0, 10), (10, 10), 0.6075, 1.0)],
    ids=["56-of-70-and-48-of-80", "9-and-3-of-10", "all-and-none-of-10"],
)
def test_newcombe_printed_these_intervals(
    first: tuple[int, int], second: tuple[int, int], low: float, high: float
) -> None:
    """Newcombe (1998), table II, method 10."""
    found = two_shares(part(*first), part(*second))
    assert found is not None
    assert (round(float(found.low) / 100, 4), round(float(found.high) / 100, 4)) == (low, high)


@given(st.tuples(st.integers(0, 30), st.integers(0, 20)), st.integers(1, 40), st.integers(1, 40))
def test_two_shares_are_those_of_statsmodels(counts: tuple[int, int], more: int, others: int) -> None:
    (a, b), (m, n) = counts, (counts[0] + more, counts[1] + others)
    found = two_shares(part(a, m), part(b, n))
    if a + b == 0:
        assert found is None
        return
    low, high = confint_proportions_2indep(b, n, a, m, method="newcomb", compare="diff")
    assert found is not None
    assert (float(found.low), float(found.high)) == (pytest.approx(100 * low), pytest.approx(100 * high))
    assert found.p == pytest.approx(proportions_ztest([b, a], [n, m])[1])


def test_five_and_six_percent_of_a_counter_are_one() -> None:
    found = two_shares(part(14, 269), part(16, 267))
    assert found is not None
    assert not found.distinguishable
    assert found.p > 0.5


def _with_p(p: float) -> GroupDifference:
    """A difference of one standard error's size, by the normal distribution, that has this p."""
    z = float(stats.norm.isf(p / 2))
    return GroupDifference(
        Quantity(z, "indeks"),
        p,
        0.95,
        load_methods().welch,
        lambda level: (z - float(stats.norm.ppf((1 + level) / 2)), z + float(stats.norm.ppf((1 + level) / 2))),
    )


@given(st.lists(st.floats(1e-6, 0.999), min_size=1, max_size=12))
def test_holm_tells_apart_what_statsmodels_rejects(ps: list[float]) -> None:
    limits = [0.05 / left for left in range(1, len(ps) + 1)]
    assume(not any(math.isclose(p, limit) for p in ps for limit in limits))  # there an interval just touches zero
    told = [difference.distinguishable for difference in holm([_with_p(p) for p in ps])]
    assert told == list(multipletests(ps, 0.05, method="holm")[0])


def test_looking_at_many_widens_each_interval_and_no_estimate() -> None:
    alone = [_with_p(p) for p in (0.01, 0.02, 0.04, 0.6)]
    together = holm(alone)
    assert all(float(wide.low) <= float(one.low) for one, wide in zip(alone, together, strict=True))
    assert [wide.estimate for wide in together] == [one.estimate for one in alone]
    assert [wide.family for wide in together] == [4] * 4
    assert holm([]) == ()


def test_what_stands_last_shares_its_place_with_whom_it_can_not_be_told_from() -> None:
    groups = {"a": [1, 2, 1, 2, 1] * 20, "b": [1, 2, 2, 2, 1] * 20, "c": [4, 3, 4, 3, 4] * 20}
    found = tied("a", ["b", "c"], lambda one, other: welch(scores(groups[one]), scores(groups[other])))
    assert found == []
    few = {name: answers[:5] for name, answers in groups.items()}
    assert tied("a", ["b", "c"], lambda one, other: welch(scores(few[one]), scores(few[other]))) == ["b"]
    assert tied("a", ["b"], lambda _one, _other: None) == ["b"]


@pytest.mark.parametrize(
    ("first", "second"),
    [([3], [1, 2]), ([1, 2], [3]), ([3, 3], [4, 4])],
    ids=["one-person", "one-person-after", "nobody-differs"],
)
def test_nothing_is_said_where_nothing_can_be(first: list[int], second: list[int]) -> None:
    assert welch(scores(first), scores(second)) is None


def test_other_units_and_other_persons_are_refused() -> None:
    with pytest.raises(UnitError, match="tidak dapat dibandingkan"):
        welch(scores([1, 2]), scores([1, 2], unit="poin"))
    with pytest.raises(
        ParameterError, match=r"^perbandingan berpasangan memerlukan responden dan satuan nilai yang sama$"
    ):
        paired(scores([1, 2]), scores([1, 2, 3]))
    with pytest.raises(ParameterError, match="bukan bagian"):
        two_shares(part(1, 2), Quantity(Fraction(1, 2), "%"))


def test_a_difference_rests_on_the_rows_of_both(framed: object) -> None:
    basis = [Basis.of(framed({"a": [1, 2]}, name)) for name in ("2016/pusat/skm", "2017/pusat/skm")]  # type: ignore[operator]
    one, two = (replace(scores([1, 2]), basis=rows) for rows in basis)
    found = welch(one, two)
    assert found is not None
    assert [source.name for source in found.low.basis.sources] == ["2016/pusat/skm", "2017/pusat/skm"]


def test_a_difference_of_one_survey_rests_on_both_scores(framed: object) -> None:
    basis = [Basis.of(framed({"a": [1, 2]}, name)) for name in ("2016/pusat/skm", "2017/pusat/skm")]  # type: ignore[operator]
    for answers in ([1, 4], [2, 4]), ([1] * 9, [2] * 9):
        one, two = (replace(scores(own), basis=rows) for own, rows in zip(answers, basis, strict=True))
        found = paired(one, two)
        assert found is not None
        for number in (found.estimate, found.low, found.high):
            assert [source.name for source in number.basis.sources] == ["2016/pusat/skm", "2017/pusat/skm"]


def test_each_difference_says_how_it_was_computed() -> None:
    methods = load_methods()
    found = {
        methods.welch: [welch(scores([1, 2, 3]), scores([2, 4, 4]))],
        methods.paired: [paired(scores([1, 2]), scores([2, 4])), paired(scores([1] * 9), scores([2] * 9))],
        methods.newcombe: [two_shares(part(3, 10), part(9, 10))],
    }
    for method, differences in found.items():
        assert [one.method for one in differences if one] == [method] * len(differences)


@pytest.mark.parametrize(("first", "second"), [([1], [2]), ([2], [1])], ids=["a-rise", "a-fall"])
def test_all_alike_have_the_p_of_a_sign_test_and_an_interval_that_says_the_same(
    first: list[int], second: list[int]
) -> None:
    """Nine in one direction are as likely as nine equal throws of a coin, 2 in 2⁹."""
    found = paired(scores(first * 9), scores(second * 9))
    assert found is not None
    assert found.p == stats.binomtest(9, 9).pvalue
    assert found.estimate == 25 * (second[0] - first[0])
    low, high = sorted([0.0, float(found.estimate)])
    assert found.ends(1 - found.p) == (float(found.estimate),) * 2
    assert found.ends(0.999) == (low, high)


def test_a_level_that_chance_just_reaches_tells_from_chance() -> None:
    """Two in 2⁶, at a level of exactly 1 − 2⁻⁵."""
    found = paired(scores([3] * 6), scores([4] * 6), 1 - 2**-5)
    assert found is not None
    assert found.distinguishable


def test_all_and_none_are_no_two_shares_to_compare() -> None:
    assert two_shares(part(3, 3), part(4, 4)) is None
    assert two_shares(part(0, 3), part(0, 4)) is None
    assert two_shares(part(3, 3), part(0, 4)) is not None


def test_of_alike_ps_the_first_is_the_first_step_of_holm() -> None:
    together = holm([_with_p(p) for p in (0.03, 0.01, 0.01, 0.04)], 0.9)
    assert [one.level for one in together] == pytest.approx([1 - 0.1 / 2, 1 - 0.1 / 4, 1 - 0.1 / 3, 1 - 0.1])


def test_who_leads_leads_with_those_that_cannot_be_told_from_it() -> None:
    """Of a hundred persons; b is one answer below a, c is far below."""
    answers = {"a": [4, 3] * 50, "b": [4, 3] * 49 + [3, 3], "c": [2, 1] * 49 + [1, 2]}
    assert leaders(["a", "b", "c"], lambda name: scores(answers[name])) == ("a", "b")
    assert leaders(["a"], lambda name: scores(answers[name])) == ("a",)


def test_a_level_decides_who_can_be_told_from_the_leader() -> None:
    """Seven persons who all answer one less are one chance in 64."""
    answers = {"a": [4] * 7, "b": [3] * 7}
    assert leaders(["a", "b"], lambda name: scores(answers[name])) == ("a",)
    assert leaders(["a", "b"], lambda name: scores(answers[name]), 0.99) == ("a", "b")


def test_a_level_decides_where_not_all_differ_alike() -> None:
    """Of ten persons four answer one less: t = 2,45, p = 0,037."""
    answers = {"a": [4] * 10, "b": [3] * 4 + [4] * 6}
    assert leaders(["a", "b"], lambda name: scores(answers[name])) == ("a",)
    assert leaders(["a", "b"], lambda name: scores(answers[name]), 0.99) == ("a", "b")


def test_a_level_for_all_that_are_tied_is_that_of_holm() -> None:
    """Of p = 0,03 at 95% and not at 99%."""
    assert tied("a", ["b"], lambda _one, _other: _with_p(0.03)) == []
    assert tied("a", ["b"], lambda _one, _other: _with_p(0.03), 0.99) == ["b"]
    assert tied("a", ["b", "c"], lambda _one, other: _with_p(0.03) if other == "c" else None) == ["b"]
