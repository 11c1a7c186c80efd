"""Answers of a questionnaire, made up: bell-shaped, hanging together, each column's sum met exactly.

Answers come from one latent satisfaction per respondent, so that the items hang together as a real
questionnaire's do (α between 0,8 and 0,9).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.special import ndtri

from analysis.methods.regulations import Scale

SPREAD = (0.60, 0.92)  # standard deviation of an item's answers, in points: items differ in it
COMMON = 0.42  # part of an answer's variance that is the respondent's own general satisfaction
YEARLY_GAIN, BASE_YEAR = 0.05, 2017  # points by which made-up surveys get better each year


def respondent_numbers(n: int) -> list[str]:
    """'R001' and so on."""
    return [f"R{number:03d}" for number in range(1, n + 1)]


def draw_answers(
    rng: np.random.Generator, sums: Sequence[int], n: int, scale: Scale, general: np.ndarray
) -> np.ndarray:
    """Answers of n respondents, one column for each sum, which is met exactly.

    general : each respondent's own level; whoever is content gives higher answers throughout
    """
    columns = []
    for total in sums:
        mood = COMMON**0.5 * general + (1 - COMMON) ** 0.5 * rng.normal(size=n)
        answer = np.empty(n, dtype=int)
        answer[np.argsort(mood, kind="stable")] = _histogram(total, n, rng.uniform(*SPREAD), scale)
        columns.append(answer)
    return np.column_stack(columns)


def _histogram(total: int, n: int, spread: float, scale: Scale) -> np.ndarray:
    """n answers in ascending order that add up to `total`, bell-shaped as far as the scale allows."""
    quantiles = (np.arange(n) + 0.5) / n
    bell = spread * ndtri(quantiles)
    answers = np.clip(np.rint(total / n + bell), scale.lowest, scale.highest).astype(int)
    while missing := total - int(answers.sum()):
        step = 1 if missing > 0 else -1
        movable = np.flatnonzero(answers < scale.highest) if missing > 0 else np.flatnonzero(answers > scale.lowest)
        # those in the middle move first: the ends keep their shape
        middle = movable[np.argsort(np.abs(movable - n / 2), kind="stable")]
        answers[middle[: abs(missing)]] += step
    return np.sort(answers)
