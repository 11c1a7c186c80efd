"""Whether the questions of a questionnaire hang together: Cronbach's α and item–total correlations."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import pandas as pd

from analysis.methods.answers import Scores
from analysis.methods.statistics import ReliabilityMethod, load_methods
from laporan.facts.lineage import Basis
from laporan.facts.quantity import Quantity, exact

__all__ = ["Reliability", "reliability"]


@dataclass(frozen=True)
class Reliability:
    """Internal consistency of a questionnaire.

    Parameters
    ----------
    alpha : Quantity or None
        Cronbach's α; None for fewer than two questions, and where all respondents have the same sum of answers.
    items : dict of str to Quantity or None
        Corrected item–total correlation of each column; None where all its answers, or all sums of the others, are the
        same.
    method : ReliabilityMethod
        The limits that both are held against, with their source.
    """

    alpha: Quantity | None
    items: dict[str, Quantity | None]
    method: ReliabilityMethod

    @property
    def reliable(self) -> bool:
        """Whether Cronbach's α is known and reaches its limit."""
        return self.alpha is not None and exact(self.alpha.value) >= self.method.alpha_at_least

    @property
    def weak_items(self) -> list[str]:
        """Columns whose correlation with the rest is unknown or below the limit."""
        limit = self.method.item_total_at_least
        return [code for code, r in self.items.items() if r is None or exact(r.value) < limit]


def reliability(items: pd.DataFrame) -> Reliability:
    """Cronbach's α of a questionnaire, and the correlation of each question with the sum of the others.

    Parameters
    ----------
    items : DataFrame
        One row a respondent, one column a question: whole numbers, none missing.

    Notes
    -----
    α = k/(k − 1) · (1 − Σ s²ᵢ / s²), where k is the number of questions, s²ᵢ the variance of one and s² that of
    their sum. It is computed exactly. Limits: `params/methods.yml`.
    """
    basis, method = Basis.of(items), load_methods().reliability
    matrix = items.to_numpy(dtype=np.int64)
    totals = matrix.sum(axis=1)
    columns = [str(name) for name in items.columns]
    correlations = {name: _correlation(matrix[:, i], totals - matrix[:, i]) for i, name in enumerate(columns)}
    known = {name: None if r is None else Quantity(r, basis=basis) for name, r in correlations.items()}
    k, spread = matrix.shape[1], _squares(totals)
    if k < 2 or not spread:
        return Reliability(None, known, method)
    alpha = Fraction(k, k - 1) * (1 - Fraction(sum(_squares(column) for column in matrix.T), spread))
    return Reliability(Quantity(alpha, basis=basis).called("nilai Cronbach α kuesioner"), known, method)


def _squares(values: Scores) -> int:
    """n Σx² − (Σx)²: the sum of squares about the mean, times n; whole, so that α stays exact."""
    return len(values) * int((values**2).sum()) - int(values.sum()) ** 2


def _correlation(item: Scores, rest: Scores) -> float | None:
    spread = _squares(item) * _squares(rest)
    if not spread:
        return None
    together = len(item) * int((item * rest).sum()) - int(item.sum()) * int(rest.sum())
    return together / math.sqrt(spread)
