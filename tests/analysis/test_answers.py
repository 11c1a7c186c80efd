"""Answers are checked before anything is computed from them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest

from analysis.methods.answers import PersonScores, answer_matrix, find, over_years
from analysis.methods.regulations import Scale
from laporan.core.errors import EmptySurveyError, MissingDataError, OutOfScaleError
from laporan.facts.lineage import Basis
from laporan.facts.quantity import Quantity

SCALE = Scale(lowest=1, highest=4)


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


@pytest.mark.parametrize(
    ("answers", "error", "told"),
    [
        ({"a": [1]}, MissingDataError, "kolom U1, U2 tidak ada dalam data survei"),
        ({"U1": [], "U2": []}, EmptySurveyError, "survei ini tidak memiliki responden"),
        ({"U1": [3, 4, 1], "U2": [4, 9, 7]}, OutOfScaleError, "baris 1, kolom U2: 9 di luar skala 1–4"),
        ({"U1": [3, 4, 0], "U2": [9, 4, 4]}, OutOfScaleError, "baris 2, kolom U1: 0 di luar skala 1–4"),
    ],
    ids=["no-columns", "nobody", "second-column", "first-column-first"],
)
def test_a_message_names_the_first_fault_to_the_letter(answers, error, told):
    with pytest.raises(error) as raised:
        answer_matrix(pd.DataFrame(answers), ["U1", "U2"], SCALE)
    assert str(raised.value) == told


def test_answers_become_whole_numbers_in_the_order_that_is_asked():
    frame = pd.DataFrame({"U1": [1.0, 2.0], "x": ["a", "b"], "U2": [3, 4]})
    found = answer_matrix(frame, ["U2", "U1"], SCALE)
    assert found.tolist() == [[3, 1], [4, 2]]
    assert found.dtype == "int64"


@dataclass(frozen=True)
class Part:
    code: str


def test_a_part_is_found_by_its_code():
    parts = [Part("U1"), Part("U2")]
    assert find(parts, "U2") is parts[1]
    with pytest.raises(MissingDataError) as raised:
        find(parts, "U3")
    assert str(raised.value) == "U3 tidak ada; yang ada: U1, U2"


class Years:
    """A report of 2018 with data of 2016 and 2018."""

    def years_with(self, name):
        return {"skm": [2016, 2018]}[name]

    def in_year(self, year):
        return f"laporan {year}"


def test_a_result_over_years_is_that_of_each_year_with_data():
    assert over_years(Years(), "skm", str.upper) == {2016: "LAPORAN 2016", 2018: "LAPORAN 2018"}


@pytest.mark.parametrize(
    ("weights", "mean"),
    [(None, 3), ([1, 1, 2], Fraction(13, 4))],
    ids=["alike", "weighted"],
)
def test_scores_know_how_many_persons_they_are_and_their_mean(weights, mean):
    counted = None if weights is None else np.array(weights)
    found = PersonScores(np.array([2, 3, 4]), Fraction(25), "indeks", Basis(), counted)
    assert (len(found), found.mean) == (3, Quantity(25 * Fraction(mean), "indeks"))
    assert weights or found.standard_error == pytest.approx(25 / 3**0.5)  # a spread of one, over √3
