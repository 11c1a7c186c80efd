"""Made-up answers to a questionnaire, whose sum is exact for each question.

Each made-up respondent has a general attitude, which shows in all of that person's answers, and one toward each group
of questions (the staff, the process; a dimension), which shows in that group's alone. So questions hang together, and
those of a group more closely. A few respondents answer without much thought, nearly the same everywhere.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.special import ndtri

from analysis.methods.regulations import Scale

SPREAD = (0.60, 0.92)  # standard deviation of an item's answers, in points: items differ in it
GENERAL = (0.28, 0.46)  # part of an answer's variance that is the respondent's general attitude: items differ in it
GROUP = (0.12, 0.24)  # part that is the attitude toward the question's group
HASTY, OF_HASTE = (
    0.06,
    0.2,
)  # share of respondents who hardly weigh each question, and how much of that weighing is left


def respondent_numbers(n: int) -> list[str]:
    """Numbers of `n` respondents: the letter R and three digits, from one upwards."""
    return [f"R{number:03d}" for number in range(1, n + 1)]


def draw_answers(
    rng: np.random.Generator,
    sums: Sequence[int],
    scale: Scale,
    general: np.ndarray,
    groups: Sequence[int | None],
) -> np.ndarray:
    """Draw the answers of several respondents to several questions.

    Parameters
    ----------
    rng : Generator
        The source of chance.
    sums : sequence of int
        What the answers to each question add up to.
    scale : Scale
        The answers that are allowed.
    general : ndarray of float, shape (n,)
        Each respondent's general attitude, about standard normal: whoever is content gives higher answers throughout.
    groups : sequence of int or None
        The group of each question; None for one that belongs to none.

    Returns
    -------
    ndarray of int, shape (n, len(sums))
        A row a respondent, a column a question; the answers to each are bell-shaped and meet their sum.
    """
    n = len(general)
    toward = {group: rng.normal(size=n) for group in sorted({group for group in groups if group is not None})}
    weighing = np.where(rng.random(n) < HASTY, OF_HASTE, 1.0)
    columns = []
    for total, group in zip(sums, groups, strict=True):
        common = rng.uniform(*GENERAL)
        shared = 0.0 if group is None else rng.uniform(*GROUP)
        own = (1 - common - shared) ** 0.5 * weighing * rng.normal(size=n)
        mood = common**0.5 * general + (0 if group is None else shared**0.5 * toward[group]) + own
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
