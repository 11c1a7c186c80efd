"""Cronbach's α and item–total correlations."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.methods.reliability import reliability
from analysis.methods.statistics import load_methods
from laporan.facts.lineage import Basis


def test_alpha_is_cronbachs():
    items = pd.DataFrame({"U1": [1, 2, 3, 4], "U2": [2, 2, 3, 4], "U3": [1, 3, 3, 3]})
    spread = items.var(ddof=1).sum() / items.sum(axis=1).var(ddof=1)
    found = reliability(items)
    assert float(found.alpha) == pytest.approx(1.5 * (1 - spread))
    assert found.reliable
    rest = items["U2"] + items["U3"]
    assert float(found.items["U1"]) == pytest.approx(np.corrcoef(items["U1"], rest)[0, 1])


def test_items_that_say_the_same_are_perfectly_reliable():
    assert reliability(pd.DataFrame({"U1": [1, 2, 4], "U2": [1, 2, 4]})).alpha == 1


def test_items_that_contradict_one_another_are_named():
    found = reliability(pd.DataFrame({"U1": [1, 2, 4, 3], "U2": [1, 2, 4, 4], "U3": [4, 3, 1, 2]}))
    assert not found.reliable
    assert found.weak_items == ["U1", "U2", "U3"]


@pytest.mark.parametrize(
    "items",
    [{"U1": [1, 2, 3]}, {"U1": [3, 3], "U2": [4, 4]}, {"U1": [3], "U2": [4]}],
    ids=["one-item", "nobody-differs", "one-respondent"],
)
def test_alpha_is_unknown_where_it_is_not_defined(items):
    found = reliability(pd.DataFrame(items))
    assert found.alpha is None
    assert not found.reliable


@given(st.lists(st.tuples(*[st.integers(1, 4)] * 3), min_size=2, max_size=30))
def test_alpha_never_exceeds_one_and_the_order_of_respondents_means_nothing(rows):
    items = pd.DataFrame(rows, columns=["U1", "U2", "U3"])
    found, turned = reliability(items), reliability(items.iloc[::-1])
    assert found.alpha == turned.alpha
    assert found.alpha is None or found.alpha.value <= 1
    for name, r in found.items.items():
        assert r is None or math.isclose(float(r), float(turned.items[name]))


@pytest.mark.parametrize(
    "items", [{"U1": [1, 2, 3], "U2": [1, 3, 3]}, {"U1": [1, 2, 3]}], ids=["known", "one-question"]
)
def test_what_is_known_rests_on_the_respondents_and_names_its_method(items, framed):
    answers = framed(items)
    found = reliability(answers)
    assert found.method == load_methods().reliability
    for number in (found.alpha, *found.items.values()):
        assert number is None or number.basis == Basis.of(answers)
    assert (found.alpha is not None) == (len(items) > 1)


def test_answers_of_a_small_type_do_not_run_over():
    wide = pd.DataFrame({"U1": [1, 4] * 40, "U2": [2, 4] * 40})
    assert reliability(wide.astype("int8")).alpha == reliability(wide).alpha
