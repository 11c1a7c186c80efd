from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.methods.answers import POINTS, RESPONDENTS
from analysis.methods.design import SurveyDesign
from analysis.methods.regulations import load_regulation
from analysis.satisfaction.index import change, satisfaction_index
from laporan.core.errors import EmptySurveyError, MissingDataError, OutOfScaleError
from laporan.facts.lineage import Basis, Source, as_loaded
from laporan.project.models import Setting

FILE = Source("2017/pusat/skm", "data/raw/2017/skm.csv", "0" * 64, "synthetic", "Survei", 3)
OLD, NEW = load_regulation("kep-25-2004"), load_regulation("permenpan-14-2017")
RULES = st.sampled_from([OLD, NEW, load_regulation("permenpan-16-2014")])


def survey(rows, rule=NEW):
    """A frame as `datasets.load` makes them: row numbers as in a spreadsheet, and their source."""
    frame = pd.DataFrame(rows, columns=rule.codes, index=range(2, len(rows) + 2))
    return as_loaded(frame, FILE)


@st.composite
def surveys(draw):
    rule = draw(RULES)
    row = st.lists(st.integers(1, 4), min_size=len(rule.unsur), max_size=len(rule.unsur))
    return rule, survey(draw(st.lists(row, min_size=1, max_size=20)), rule)


@pytest.mark.parametrize(
    ("rule", "weights", "answer", "ikm", "letter"),
    [
        (OLD, "exact", 4, "100.00", "A"),
        (NEW, "exact", 4, "100.00", "A"),
        (NEW, "printed", 4, "99.00", "A"),
        (OLD, "printed", 4, "99.40", "A"),
        (NEW, "exact", 1, "25.00", "D"),
        (NEW, "printed", 1, "24.75", "D"),
        (NEW, "exact", 3, "75.00", "C"),
        (OLD, "exact", 3, "75.00", "B"),
        (NEW, "printed", 3, "74.25", "C"),
    ],
)
def test_everybody_of_one_mind(rule, weights, answer, ikm, letter):
    result = satisfaction_index(survey([[answer] * len(rule.unsur)] * 3, rule), rule, weights)
    assert result.ikm == Decimal(ikm)
    assert result.category.letter == letter
    assert result.respondents == 3


def test_the_index_is_the_sum_of_weighted_nrr_times_25():
    rows = [[3, 3, 2, 4, 3, 3, 4, 3, 3], [4, 3, 3, 4, 3, 2, 4, 3, 2]]
    result = satisfaction_index(survey(rows), NEW)
    assert result["U1"].nrr == Fraction(7, 2)
    assert result["U1"].weighted == Fraction(7, 18)
    assert result["U1"].index == Fraction(175, 2)
    assert result.ikm == Fraction(sum(map(sum, rows)), 18) * 25
    assert str(result.ikm) == "77,78"
    assert result.category.letter == "B"


def test_the_index_is_rounded_first_and_then_classified():
    # 200 respondents, 1.800 answers with sum s: IKM = s / 72. 5.516 / 72 = 76.6111, 5.515 / 72 = 76.597 -> 76.60.
    def scored(total):
        answers = [4] * (total - 3 * 1800) + [3] * (1800 - (total - 3 * 1800))
        return satisfaction_index(survey([answers[i : i + 9] for i in range(0, 1800, 9)]), NEW)

    assert (str(scored(5515).ikm), scored(5515).category.letter) == ("76,60", "C")
    assert (str(scored(5516).ikm), scored(5516).category.letter) == ("76,61", "B")


def test_an_index_of_exactly_76_605_is_76_61_and_good():
    # 5.000 respondents, 45.000 answers: IKM = sum / 1.800; 137.889 / 1.800 = 76.605.
    fours = 137_889 - 3 * 45_000
    answers = [4] * fours + [3] * (45_000 - fours)
    result = satisfaction_index(survey([answers[i : i + 9] for i in range(0, 45_000, 9)]), NEW)
    assert result.ikm == Fraction(76605, 1000)
    assert (str(result.ikm), result.category.letter) == ("76,61", "B")


def test_every_number_knows_its_rows():
    frame = survey([[3] * 9, [4] * 9, [2] * 9])
    result = satisfaction_index(frame.drop(index=3), NEW)
    for quantity in (result.ikm, result["U4"].nrr, result.interval.low, result.reliability.items["U1"] or result.ikm):
        assert quantity.basis.rows[FILE].ranges() == [(2, 2), (4, 4)]
    assert Basis.of(result).sources == (FILE,)


def test_an_unsur_has_its_name_its_interval_and_the_rows_of_its_answers():
    result = satisfaction_index(survey([[3] * 9, [4] * 9, [2] * 9]), NEW, confidence=0.9)
    assert [(unsur.name, unsur.short) for unsur in result.unsur] == [(asked.name, asked.short) for asked in NEW.unsur]
    for unsur in result.unsur:
        assert unsur.nrr.unit == unsur.weighted.unit == POINTS
        assert unsur.nrr.basis == unsur.weighted.basis == result.respondents.basis
        assert unsur.interval.level == pytest.approx(0.9)
        assert unsur.interval.low.value < unsur.index.value < unsur.interval.high.value


@pytest.mark.parametrize(
    ("weights", "rule"),
    [("exact", NEW.short_title), ("printed", f"{NEW.short_title}, bobot yang dicetak")],
    ids=["exact weights", "printed weights"],
)
def test_the_index_tells_its_rule_and_its_steps(weights, rule):
    result = satisfaction_index(survey([[3] * 9, [4] * 9]), NEW, weights)
    assert {result.ikm.rule, result["U1"].nrr.rule, result["U1"].weighted.rule, result["U1"].index.rule} == {rule}
    assert (result.weights, result.respondents.unit, result.respondents.rule) == (weights, RESPONDENTS, "")
    assert [(step.sign, step.value.name) for step in result.ikm.operands] == [
        ("", "jumlah nilai unsur yang ditimbang"),
        ("×", "konversi ke skala seratus"),
    ]
    assert (result.ikm.name, result.respondents.name) == ("indeks kepuasan masyarakat", "responden survei")


def test_the_table_prints_each_unsur_and_the_index_last():
    rows = [[3, 3, 2, 4, 3, 3, 4, 3, 3], [4, 3, 3, 4, 3, 3, 4, 3, 2]] * 20
    result = satisfaction_index(survey(rows), NEW)
    shown = result.table()
    assert shown.head == ("Kode", "Unsur", "NRR", "NRR tertimbang", "Indeks", result.design.interval_title, "Mutu")
    first, last = ([str(cell) if cell is not None else None for cell in row] for row in (shown.rows[0], shown.rows[-1]))
    assert first[:6] == ["U1", NEW.unsur[0].name, "3,500", "0,389", "87,50", str(result["U1"].interval.printed)]
    assert last[:6] == ["IKM", "Semua unsur", None, "3,167", "79,17", str(result.interval.printed)]
    assert shown.total
    assert "Indeks = NRR × 25. IKM = jumlah NRR tertimbang × 25, dibulatkan" in shown.how


def test_columns_that_are_no_unsur_are_left_alone():
    frame = survey([[3] * 9]).assign(U10="x", usia=None)
    assert satisfaction_index(frame, NEW).ikm == 75


def test_unsur_are_ranked_and_the_weak_ones_named():
    row = [3, 3, 1, 4, 3, 2, 3, 3, 3]
    result = satisfaction_index(survey([row, row]), NEW)
    assert [unsur.code for unsur in result.ranked][:2] == ["U3", "U6"]
    assert (result.lowest.code, result.highest.code) == ("U3", "U4")
    assert result["U3"].category.letter == "D"


def test_the_sample_is_judged_where_the_population_is_known():
    design = SurveyDesign(population=Setting[int](value=550))
    result = satisfaction_index(survey([[3] * 9] * 226), NEW, design=design)
    assert (result.sample.required, result.sample.missing) == (227, 1)
    assert satisfaction_index(survey([[3] * 9]), NEW).sample is None


@given(surveys())
def test_the_order_of_respondents_means_nothing(drawn):
    rule, frame = drawn
    there, back = satisfaction_index(frame, rule), satisfaction_index(frame.iloc[::-1], rule)
    assert there.ikm == back.ikm
    assert [u.nrr.value for u in there.unsur] == [u.nrr.value for u in back.unsur]


@given(RULES, st.lists(st.integers(1, 4), min_size=14, max_size=14), st.integers(1, 8))
def test_a_respondent_who_answers_the_mean_leaves_the_index_as_it_is(rule, answers, respondents):
    row = answers[: len(rule.unsur)]
    before = satisfaction_index(survey([row] * respondents, rule), rule)
    after = satisfaction_index(survey([row] * (respondents + 1), rule), rule)
    assert before.ikm == after.ikm


@given(surveys())
def test_the_index_lies_on_its_scale_and_within_its_interval(drawn):
    rule, frame = drawn
    result = satisfaction_index(frame, rule)
    assert 25 <= result.ikm.value <= 100
    if result.interval:
        assert float(result.interval.low) <= float(result.ikm) + 1e-9
        assert float(result.interval.high) >= float(result.ikm) - 1e-9


@given(surveys())
def test_a_better_answer_never_lowers_the_index(drawn):
    rule, frame = drawn
    better = frame.copy()
    better.iloc[0, 0] = 4
    assert satisfaction_index(better, rule).ikm.value >= satisfaction_index(frame, rule).ikm.value


@pytest.mark.parametrize(
    ("frame", "rule", "error", "words"),
    [
        (survey([[3] * 8 + [5]]), NEW, OutOfScaleError, "baris 2, kolom U9: .*5.* di luar skala 1–4"),
        (survey([]), NEW, EmptySurveyError, "tidak memiliki responden"),
        (survey([[3] * 9]), OLD, MissingDataError, "U10, U11, U12, U13, U14"),
    ],
    ids=["off-scale", "nobody", "fewer-unsur"],
)
def test_what_has_no_index_is_refused(frame, rule, error, words):
    with pytest.raises(error, match=words):
        satisfaction_index(frame, rule)


def test_an_unknown_unsur_is_refused_by_name():
    with pytest.raises(MissingDataError, match="U10 tidak ada; yang ada: U1, U2"):
        satisfaction_index(survey([[3] * 9]), NEW)["U10"]


# --- what is uncertain ------------------------------------------------------------------------------------

CLOSE = [[3, 3, 1, 4, 3, 2, 3, 3, 3], [3, 3, 2, 4, 3, 1, 3, 3, 3], [3, 3, 1, 4, 3, 2, 3, 3, 4]] * 8


def test_two_unsur_that_can_not_be_told_apart_are_lowest_together():
    result = satisfaction_index(survey(CLOSE), NEW)
    assert [unsur.code for unsur in result.lowest_together] == ["U3", "U6"]
    assert [unsur.code for unsur in result.highest_together] == ["U4"]


def test_where_nobody_differs_nothing_is_lowest_alone():
    result = satisfaction_index(survey([[3, 3, 1, 4, 3, 2, 3, 3, 3]] * 3), NEW)
    assert len(result.lowest_together) == 9
    assert result.interval is None


def test_a_letter_whose_interval_reaches_another_says_so_and_how_often_it_comes_back():
    # 88,31 begins A: 20 respondents about it, half above
    rows = [[4, 4, 4, 4, 4, 4, 4, 4, 4], [3, 3, 3, 3, 3, 3, 3, 3, 3]] * 5 + [[4, 4, 4, 4, 4, 3, 3, 3, 3]] * 10
    result = satisfaction_index(survey(rows), NEW)
    assert not result.certain
    assert result.table()["Semua unsur", "Mutu"] in {"A (mungkin B)", "B (mungkin A)"}
    assert 0 < float(result.category_stability) < 1
    assert result.category_stability.of == 2000


def test_a_letter_that_no_resample_changes_is_printed_alone():
    rows = [[4] * 9, [4] * 8 + [3]] * 10
    result = satisfaction_index(survey(rows), NEW)
    assert result.certain
    assert result.table()["Semua unsur", "Mutu"] == "A"
    assert result.category_stability == 1


def test_the_same_answers_are_as_settled_every_time():
    first, second = (satisfaction_index(survey(CLOSE), NEW).category_stability for _ in range(2))
    assert first == second


def test_years_by_one_rule_are_compared_and_years_by_two_are_not():
    rows = {rule: [[3] * len(rule.unsur), [4] * len(rule.unsur)] * 4 for rule in (OLD, NEW)}
    old, new = (satisfaction_index(survey(rows[rule], rule), rule) for rule in (OLD, NEW))
    better = satisfaction_index(survey([[4] * 9] * 7 + [[3] * 9]), NEW)
    assert change({2017: old, 2018: new}, 2018) is None
    assert change({2018: new}, 2018) is None
    found = change({2018: new, 2019: better}, 2019)
    assert found is not None
    assert found.estimate == better.ikm - new.ikm
    assert change({2017: new, 2019: better}, 2019) is None


@given(surveys(), st.data())
def test_a_respondent_who_counts_twice_is_as_two_who_answer_alike(drawn, data):
    rule, frame = drawn
    times = data.draw(st.lists(st.integers(1, 3), min_size=len(frame), max_size=len(frame)))
    doubled = pd.DataFrame(frame.to_numpy().repeat(times, axis=0), columns=frame.columns)
    weighted = satisfaction_index(frame, rule, case_weights=np.array(times))
    assert weighted.ikm == satisfaction_index(doubled, rule).ikm
    assert weighted.respondents == len(frame)


@pytest.mark.parametrize(
    ("design", "narrower"),
    [
        ({}, False),
        ({"selection": "unknown"}, False),
        ({"selection": "random", "source": "Laporan survei"}, True),
    ],
    ids=["undeclared", "unknown", "random"],
)
def test_a_known_population_narrows_the_interval_of_a_random_sample_alone(design, narrower):
    population = Setting[int](value=40, official=True, source="Daftar tamu")
    plain = satisfaction_index(survey(CLOSE), NEW).interval
    found = satisfaction_index(survey(CLOSE), NEW, design=SurveyDesign(population=population, **design)).interval
    assert (float(found.high) - float(found.low) < float(plain.high) - float(plain.low)) == narrower


def test_weights_that_are_only_declared_are_said_to_be_left_out():
    declared = SurveyDesign(weights="menurut banyaknya pengguna", strata=["pusat", "daerah"])
    told = satisfaction_index(survey(CLOSE), NEW, design=declared).table().how
    assert "bobot dan strata rancangannya tidak diperhitungkan" in told
    assert "tidak diperhitungkan" not in satisfaction_index(survey(CLOSE), NEW).table().how
