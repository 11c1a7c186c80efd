"""How many respondents a survey needs."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.methods.sampling import sample_size
from laporan.core.errors import ParameterError
from laporan.facts.quantity import count


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
