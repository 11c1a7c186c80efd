from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.methods.regulations import load_regulation
from analysis.methods.statistics import load_methods
from analysis.satisfaction.priorities import Quadrant, priorities
from laporan.core.errors import MissingDataError, OutOfScaleError
from laporan.facts.quantity import Quantity, summed

RULE = load_regulation("permenpan-14-2017")
COLUMNS = RULE.codes + RULE.importance_codes


def survey(*rows):
    return pd.DataFrame(list(rows), columns=COLUMNS)


# performance above, importance below; U1 matters and fails, U2 matters and holds, U3 neither, U4 is overdone
MIXED = survey([1, 4, 1, 4, 3, 3, 3, 3, 3, 4, 4, 2, 2, 3, 3, 3, 3, 3])


@pytest.mark.parametrize(
    ("code", "quadrant", "label"),
    [
        ("U1", "I", "prioritas utama"),
        ("U2", "II", "pertahankan"),
        ("U3", "III", "prioritas rendah"),
        ("U4", "IV", "berlebihan"),
    ],
)
def test_each_quadrant_holds_its_unsur(code, quadrant, label):
    found = priorities(MIXED, RULE)[code].quadrant
    assert (found.value, found.label) == (quadrant, label)


def test_the_cross_hairs_stand_at_the_grand_means_and_a_point_on_one_counts_as_above():
    found = priorities(MIXED, RULE)
    assert found.performance == Fraction(25, 9)
    assert found.importance == 3
    assert found["U5"].quadrant is Quadrant.KEEP


def test_the_cross_hairs_can_be_moved():
    moved = priorities(MIXED, RULE, performance_at=Quantity(Fraction(7, 2), "poin"), importance_at=Quantity(2, "poin"))
    assert [unsur.code for unsur in moved.within("I")] == ["U1", "U3", "U5", "U6", "U7", "U8", "U9"]
    assert moved.within("III") == ()


def test_the_gap_is_performance_less_importance():
    found = priorities(MIXED, RULE)
    assert [(u.code, u.gap.value) for u in found.by_gap][:2] == [("U1", -3), ("U3", -1)]
    assert found.by_gap[-1].code == "U4"


def test_weights_are_shares_of_all_importance_and_contributions_make_the_csi():
    found = priorities(MIXED, RULE)
    assert found["U1"].weight == Quantity(Fraction(4, 27), "%")
    assert found["U1"].weight.of == 27
    assert found["U2"].contribution == Fraction(4, 27) * 4 * 25
    assert summed((u.contribution for u in found.unsur), "indeks") == found.csi


def test_the_band_of_the_csi_is_settled_only_far_from_its_bounds():
    random = np.random.default_rng(8)
    near = pd.DataFrame(random.choice([2, 3, 4], (60, 18), p=[0.2, 0.4, 0.4]), columns=COLUMNS)
    found, method = priorities(near, RULE), load_methods().bootstrap
    again, same = np.random.default_rng(method.seed), 0
    for _ in range(method.resamples):
        times = np.bincount(again.integers(0, 60, 60), minlength=60)
        drawn = near.loc[near.index.repeat(times)]
        how, much = drawn[RULE.codes].mean().to_numpy(), drawn[RULE.importance_codes].mean().to_numpy()
        same += load_methods().csi.band(float(25 * (how * much).sum() / much.sum())) == found.csi_band
    assert found.csi_stability.part == pytest.approx(same, abs=2)
    assert found.csi_stability < 1
    alike = priorities(survey(*[[3] * 18] * 4), RULE)
    assert (alike.csi_stability, alike.csi_settled) == (1, True)
    assert (priorities(MIXED, RULE).csi_stability, priorities(MIXED, RULE).csi_settled) == (None, False)


@pytest.mark.parametrize(
    ("performance", "csi", "band"),
    [(4, 100, "sangat puas"), (3, 75, "puas"), (2, 50, "kurang puas"), (1, 25, "tidak puas")],
)
def test_everybody_of_one_mind(performance, csi, band):
    found = priorities(survey([performance] * 9 + [3] * 9), RULE)
    assert found.csi == csi
    assert found.csi_band.name == band
    assert [unsur.quadrant for unsur in found.unsur] == [Quadrant.KEEP] * 9


@pytest.mark.parametrize(
    ("csi", "band"),
    [
        ("0", "tidak puas"), ("34.99", "tidak puas"), ("35", "kurang puas"), ("50", "kurang puas"),
        ("50.01", "cukup puas"), ("65", "cukup puas"), ("65.01", "puas"), ("66", "puas"), ("80", "puas"),
        ("80.01", "sangat puas"), ("100", "sangat puas"),
    ],
)  # fmt: skip
def test_the_csi_is_classified_at_its_bounds(csi, band):
    assert load_methods().csi.band(Decimal(csi)).name == band


@given(st.lists(st.lists(st.integers(1, 4), min_size=18, max_size=18), min_size=1, max_size=10))
def test_weights_add_up_to_one_and_the_csi_lies_between_the_lowest_and_the_highest_unsur(rows):
    found = priorities(survey(*rows), RULE)
    assert sum(unsur.weight.value for unsur in found.unsur) == 1
    scores = [unsur.performance.value * 25 for unsur in found.unsur]
    assert min(scores) <= found.csi.value <= max(scores)
    assert sum(len(found.within(quadrant)) for quadrant in Quadrant) == 9


@given(st.lists(st.integers(1, 4), min_size=9, max_size=9), st.integers(1, 4))
def test_where_everything_matters_alike_the_csi_is_the_ikm(performance, importance):
    found = priorities(survey(performance + [importance] * 9), RULE)
    assert found.csi == Fraction(sum(performance), 9) * 25


def test_a_survey_without_importance_is_refused():
    with pytest.raises(MissingDataError, match="K1, K2"):
        priorities(MIXED[RULE.codes], RULE)


def test_an_importance_off_the_scale_is_refused():
    with pytest.raises(OutOfScaleError, match="kolom K9"):
        priorities(survey([3] * 17 + [5]), RULE)


# --- how settled a quadrant is ----------------------------------------------------------------------------

SPREAD = [survey([1, 4, 1, 4, 3, 3, 3, 3, 3, 4, 4, 2, 2, 3, 3, 3, 3, 3]),
          survey([2, 3, 2, 4, 3, 4, 2, 3, 3, 4, 3, 2, 1, 3, 4, 2, 3, 4])]  # fmt: skip


def test_a_quadrant_that_a_few_respondents_decide_is_not_settled():
    random = np.random.default_rng(2)
    rows = random.integers(2, 5, (20, 18))
    rows[:, 0], rows[:, 9] = 1, 4
    found = priorities(survey(*rows.tolist()), RULE)
    assert found["U1"].settled
    assert found["U1"].stability == 1
    assert all(0 <= float(unsur.stability) < 0.7 for unsur in found.unsettled)
    assert found.unsettled


def test_where_everybody_answers_alike_every_quadrant_is_settled():
    assert priorities(pd.concat([MIXED] * 4, ignore_index=True), RULE).unsettled == ()


@given(st.lists(st.lists(st.integers(1, 4), min_size=18, max_size=18), min_size=2, max_size=6), st.integers(2, 4))
def test_weights_that_are_all_alike_change_no_quadrant_and_no_stability(rows, weight):
    plain, weighted = (
        priorities(survey(*rows), RULE, case_weights=weights) for weights in (None, np.full(len(rows), weight))
    )
    assert [(u.quadrant, u.stability) for u in plain.unsur] == [(u.quadrant, u.stability) for u in weighted.unsur]
    assert plain.csi == weighted.csi


def test_a_fixed_cut_is_that_of_the_resamples_too():
    cut = {"performance_at": Quantity(Fraction(7, 2), "poin"), "importance_at": Quantity(2, "poin")}
    moved = priorities(pd.concat([MIXED] * 3, ignore_index=True), RULE, **cut)
    assert all(unsur.stability == 1 for unsur in moved.unsur)


def test_one_respondent_settles_nothing():
    found = priorities(MIXED, RULE)
    assert [unsur.stability for unsur in found.unsur] == [None] * 9
    assert len(found.unsettled) == 9
    assert {row[-1] for row in found.table().rows} == {None}


def test_the_widest_gap_is_shared_with_those_that_can_not_be_told_from_it():
    found = priorities(pd.concat(SPREAD * 8, ignore_index=True), RULE)
    assert found.widest_together[0] == found.by_gap[0]
    assert len(found.widest_together) < 9
    assert found.most_important_together[0] == found.by_importance[0]
