"""Intervals of an index."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from scipy import stats

from analysis.methods.precision import confidence_interval
from analysis.methods.regulations import Scale
from laporan.core.errors import ParameterError
from laporan.facts.lineage import Basis

SCALE = Scale(lowest=1, highest=4)


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
