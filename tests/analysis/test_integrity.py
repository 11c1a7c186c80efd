from decimal import Decimal
from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from analysis.integrity.index import integrity_index, item_columns
from analysis.methods.regulations import load_regulation
from laporan.core.errors import EmptySurveyError, MissingDataError, OutOfScaleError, ParameterError
from laporan.facts.lineage import Source, as_loaded
from laporan.facts.printed import rentang
from laporan.facts.quantity import Quantity

RULE = load_regulation("permenpan-14-2017")
NAMES = ["Budaya", "SDM", "Anggaran", "Perintah"]
FILE = Source("2017/pusat/integritas", "data/raw/2017/integritas.csv", "0" * 64, "synthetic", "Survei", 42)
COLUMNS = [column for block in item_columns(4, 5) for column in block]


def survey(rows):
    frame = pd.DataFrame(rows, columns=COLUMNS, index=range(2, len(rows) + 2))
    return as_loaded(frame, FILE)


def summing_to(total):
    """42 respondents, 20 items, threes and fours that add up to `total`."""
    answers = [4] * (total - 3 * 840) + [3] * (4 * 840 - total)
    return survey([answers[i : i + 20] for i in range(0, 840, 20)])


def test_the_published_index_of_2017():
    found = integrity_index(summing_to(2718), RULE, NAMES, 5)
    assert found.respondents == 42
    assert found.index == found.overall.index == Fraction(2718, 840) * 25
    assert str(found.index) == "80,89"
    assert (found.category.letter, found.category.name) == ("B", "Baik")


def test_columns_are_named_by_dimension_and_item():
    assert item_columns(2, 3) == [["D1_1", "D1_2", "D1_3"], ["D2_1", "D2_2", "D2_3"]]


def test_each_dimension_has_its_own_index_and_rank():
    row = [4] * 5 + [2] * 5 + [3] * 5 + [1] * 5
    found = integrity_index(survey([row, row]), RULE, NAMES, 5)
    assert [(d.code, d.index.value) for d in found.dimensions] == [("D1", 100), ("D2", 50), ("D3", 75), ("D4", 25)]
    assert (found.lowest.name, found.highest.name) == ("Perintah", "Budaya")
    assert found["D3"].category.letter == "C"
    assert found.index == Decimal("62.50")


def test_answers_are_counted_by_step_with_their_shares():
    row = [4, 3, 3, 2, 4] + [3] * 15
    dimension = integrity_index(survey([row, row]), RULE, NAMES, 5)["D1"]
    assert {step: int(n) for step, n in dimension.counts.items()} == {1: 0, 2: 2, 3: 4, 4: 4}
    assert dimension.shares[3].value == Fraction(2, 5)
    assert dimension.shares[3].of == 10


def test_the_interval_is_students_over_respondents():
    rows = [[4] * 20, [3] * 20, [2] * 10 + [3] * 10, [3] * 15 + [4] * 5]
    interval = integrity_index(survey(rows), RULE, NAMES, 5).overall.interval
    means = [sum(row) / 20 * 25 for row in rows]
    low, high = stats.t.interval(0.95, 3, loc=sum(means) / 4, scale=stats.sem(means))
    assert float(interval.low) == pytest.approx(low)
    assert float(interval.high) == pytest.approx(min(high, 100))


def test_every_number_knows_its_rows():
    found = integrity_index(summing_to(2718), RULE, NAMES, 5)
    for quantity in (found.index, found["D2"].counts[1], found.reliability.alpha or found.index):
        assert quantity.basis.rows[FILE].ranges() == [(2, 43)]


@given(st.lists(st.lists(st.integers(1, 4), min_size=20, max_size=20), min_size=1, max_size=12))
def test_the_whole_is_the_mean_of_its_dimensions_and_of_its_answers(rows):
    found = integrity_index(survey(rows), RULE, NAMES, 5)
    assert found.overall.index.value == sum(d.index.value for d in found.dimensions) / 4
    for step in RULE.scale.steps:
        assert found.overall.counts[step] == sum(int(d.counts[step]) for d in found.dimensions)
    assert sum(int(n) for n in found.overall.counts.values()) == found.overall.answers == 20 * len(rows)


@pytest.mark.parametrize(
    ("frame", "rule", "names", "items", "error", "words"),
    [
        (survey([[3] * 19 + [5]]), RULE, NAMES, 5, OutOfScaleError, "kolom D4_5"),
        (survey([]), RULE, NAMES, 5, EmptySurveyError, "tidak memiliki responden"),
        (survey([[3] * 20]), RULE, NAMES, 6, MissingDataError, "D1_6"),
        (survey([[3] * 20]), RULE, [], 5, ParameterError, "satu dimensi"),
    ],
    ids=["off-scale", "nobody", "more-items", "no-dimension"],
)
def test_what_has_no_index_is_refused(frame, rule, names, items, error, words):
    with pytest.raises(error, match=words):
        integrity_index(frame, rule, names, items)


def test_bounds_of_categories_are_facts_printed_as_the_regulation_has_them() -> None:
    low, high = Quantity(Decimal("1.00"), "poin"), Quantity(Decimal("2.5996"), "poin")
    printed = rentang(low, high, (2, 4))
    assert str(printed) == "1,00–2,5996"
    assert [piece.quantity for piece in printed.pieces] == [low, None, high]
