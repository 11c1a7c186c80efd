import math
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from analysis.methods.regulations import Scale
from analysis.methods.survey import answer_matrix, confidence_interval, profile, reliability, sample_size
from laporan.core.errors import EmptySurveyError, MissingDataError, OutOfScaleError, ParameterError
from laporan.facts.lineage import Basis
from laporan.facts.quantity import count

SCALE = Scale(lowest=1, highest=4)


@pytest.mark.parametrize(
    ("population", "required"),
    [(10, 10), (100, 80), (550, 226), (605, 235), (1000, 278), (5000, 357), (75_000, 382)],
)
def test_krejcie_and_morgan_print_these_sample_sizes(population, required):
    respondents = count(pd.Series(range(required)), "responden")
    sample = sample_size(population, respondents)
    assert sample.required == required
    assert sample.sufficient


def test_one_respondent_short_is_not_sufficient():
    assert not sample_size(550, count(pd.Series(range(225)), "responden")).sufficient


def test_a_population_of_nobody_is_refused():
    with pytest.raises(ParameterError, match="paling sedikit 1"):
        sample_size(0, count(pd.Series([1]), "responden"))


def test_the_interval_is_students():
    scores = np.array([3, 4, 2, 3, 4, 4, 1, 3])
    interval = confidence_interval(scores, Fraction(25), SCALE, Basis(), 0.95)
    low, high = stats.t.interval(0.95, 7, loc=scores.mean() * 25, scale=stats.sem(scores) * 25)
    assert float(interval.low) == pytest.approx(low)
    assert float(interval.high) == pytest.approx(min(high, 100))


def test_the_interval_stays_on_the_scale():
    interval = confidence_interval(np.array([4, 4, 4, 3]), Fraction(25), SCALE, Basis())
    assert float(interval.high) == 100


def test_one_respondent_has_no_interval():
    assert confidence_interval(np.array([3]), Fraction(25), SCALE, Basis()) is None


@pytest.mark.parametrize("level", [0, 1, 95])
def test_a_level_that_is_no_share_is_refused(level):
    with pytest.raises(ParameterError, match="antara 0 dan 1"):
        confidence_interval(np.array([3, 4]), Fraction(25), SCALE, Basis(), level)


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
    ("answers", "error", "words"),
    [
        ({"U1": [3, 5], "U2": [1, 2]}, OutOfScaleError, "baris 1, kolom U1: 5 di luar skala 1–4"),
        ({"U1": [3, 0], "U2": [1, 2]}, OutOfScaleError, "kolom U1: 0"),
        ({"U1": [3, None], "U2": [1, 2]}, OutOfScaleError, "kolom U1: nan"),
        ({"U1": [3, 2.5], "U2": [1, 2]}, OutOfScaleError, "kolom U1: 2.5"),
        ({"U1": [3, 2]}, MissingDataError, "kolom U2 tidak ada"),
        ({"U1": [], "U2": []}, EmptySurveyError, "tidak memiliki responden"),
    ],
    ids=["five", "zero", "missing", "decimal", "no-column", "nobody"],
)
def test_answers_are_checked(answers, error, words):
    frame = pd.DataFrame(answers).rename(index=int)
    with pytest.raises(error, match=words.replace(".", r"\.")):
        answer_matrix(frame, ["U1", "U2"], SCALE)


def test_a_profile_counts_each_category_and_its_share():
    people = pd.DataFrame({"jenis_kelamin": ["P", "L", "P", "P"]})
    groups = profile(people, "jenis_kelamin")
    assert [(g.name, int(g.count), g.share.value) for g in groups] == [
        ("P", 3, Fraction(3, 4)),
        ("L", 1, Fraction(1, 4)),
    ]
    assert groups[0].share.of == 4


def test_a_profile_in_a_given_order_shows_empty_categories_too():
    people = pd.DataFrame({"usia": ["muda", "muda"]})
    groups = profile(people, "usia", ["tua", "muda"])
    assert [(g.name, int(g.count)) for g in groups] == [("tua", 0), ("muda", 2)]


def test_a_category_outside_the_given_order_is_refused():
    with pytest.raises(ParameterError, match="kategori lain tidak ada dalam urutan"):
        profile(pd.DataFrame({"usia": ["lain"]}), "usia", ["muda"])
