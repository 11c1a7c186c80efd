"""Resamples: always the same ones, and as wide as theory says."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
import pytest

from analysis.methods.answers import PersonScores
from analysis.methods.bootstrap import how_often, resampled_sums, settled, stable_at_least
from laporan.facts.lineage import Basis
from laporan.facts.quantity import Quantity

if TYPE_CHECKING:
    from tests.analysis.conftest import Framed

ANSWERS = np.random.default_rng(1).integers(1, 5, (80, 3))


def test_the_same_answers_are_resampled_the_same_way() -> None:
    assert (resampled_sums(ANSWERS) == resampled_sums(ANSWERS.copy())).all()


def test_columns_are_resampled_together() -> None:
    twice = resampled_sums(np.column_stack([ANSWERS[:, 0], 2 * ANSWERS[:, 0]]))
    assert (twice[:, 1] == 2 * twice[:, 0]).all()


def test_means_of_resamples_spread_by_the_standard_error() -> None:
    scores = PersonScores(ANSWERS[:, 0], Fraction(1), "poin", Basis())
    means = resampled_sums(ANSWERS)[:, 0] / len(ANSWERS)
    assert means.mean() == pytest.approx(float(scores.mean), abs=0.01)
    assert means.std() == pytest.approx(scores.standard_error, rel=0.05)


def test_one_respondent_is_the_same_in_every_resample() -> None:
    assert (resampled_sums(np.array([[3, 4]])) == [3, 4]).all()


@pytest.mark.parametrize(("times", "enough"), [(699, False), (700, True), (1000, True)])
def test_a_result_is_settled_from_the_limit_on(times: int, enough: bool) -> None:
    often = how_often(np.arange(1000) < times, Basis())
    assert often == Fraction(times, 1000)
    assert settled(often) == enough
    assert stable_at_least() == Quantity(Fraction(7, 10), "%")


def test_how_often_something_holds_rests_on_the_rows_that_were_resampled(framed: Framed) -> None:
    basis = Basis.of(framed({"U1": [3, 4]}))
    often = how_often(np.array([True, False, True]), basis)
    assert often.part is not None
    assert (often.basis, often.part.basis, often.part, often.of) == (basis, basis, 2, 3)
    assert (often.part.unit, often.unit) == ("sampel ulang", "%")
