"""Made-up answers to a questionnaire, whose sum is exact for each question.

Each made-up respondent has a level of general satisfaction that shows in all of that person's answers. So the
questions hang together as those of a real questionnaire do (Cronbach's α between 0.8 and 0.9).
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
    """Numbers of `n` respondents: "R001", "R002" and so on."""
    return [f"R{number:03d}" for number in range(1, n + 1)]


def draw_answers(
    rng: np.random.Generator, sums: Sequence[int], n: int, scale: Scale, general: np.ndarray
) -> np.ndarray:
    """Draw the answers of `n` respondents to several questions.

    Parameters
    ----------
    rng : Generator
        The source of chance.
    sums : sequence of int
        What the answers to each question add up to.
    n : int
        Number of respondents.
    scale : Scale
        The answers that are allowed.
    general : ndarray of float, shape (n,)
        Each respondent's general satisfaction, standard normal: whoever is content gives higher answers throughout.

    Returns
    -------
    ndarray of int, shape (n, len(sums))
        A row a respondent, a column a question; the answers to each are bell-shaped and meet their sum.
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
