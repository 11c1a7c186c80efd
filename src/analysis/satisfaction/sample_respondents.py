"""Made-up respondents of a satisfaction survey: who they are, and how that colours what they think of the service.

The traits hang together as they do among users of a personnel agency: the general public is younger and less often
has a degree than civil servants who come on behalf of their office. Their effects on satisfaction are small ones of
the direction that such surveys usually find; all of them are estimates of ours.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from analysis.satisfaction.contract import AGES, EDUCATION, GENDERS, ORIGINS

ORIGIN = {True: (0.24, 0.61, 0.15), False: (0.07, 0.78, 0.15)}  # at the head office, at a regional one
AGE = ((0.19, 0.40, 0.28, 0.13), (0.20, 0.39, 0.29, 0.12), (0.48, 0.27, 0.16, 0.09))  # by origin
# by origin: civil servants; the general public
DEGREE = ((0.08, 0.11, 0.57, 0.24), (0.08, 0.11, 0.57, 0.24), (0.33, 0.17, 0.43, 0.07))
YOUNG_WITH_MASTERS = 0.35  # of those who would have one at an older age
WOMEN = (0.54, 0.47, 0.42, 0.36)  # by age
TURNOUT = 0.18  # how much shares differ from survey to survey, as a spread of the logarithm
# in standard deviations of general satisfaction
EFFECTS = {
    "jenis_kelamin": (0.06, -0.05),
    "kelompok_usia": (-0.16, -0.05, 0.08, 0.24),
    "pendidikan": (0.26, 0.10, -0.02, -0.20),
    "asal": (0.10, 0.02, -0.22),
}
CHOICES = {"jenis_kelamin": GENDERS, "kelompok_usia": AGES, "pendidikan": EDUCATION, "asal": ORIGINS}


def draw_people(rng: np.random.Generator, n: int, *, central: bool) -> dict[str, np.ndarray]:
    """Codes of the traits of `n` respondents: places in `CHOICES`, by header.

    Parameters
    ----------
    rng : Generator
        The source of chance.
    n : int
        How many respondents.
    central : bool
        Whether they came to the head office.
    """
    origin = _draw(rng, np.tile(_varied(rng, ORIGIN[central]), (n, 1)))
    age = _draw(rng, _varied(rng, AGE)[origin])
    education = _varied(rng, DEGREE)[origin]
    masters = education[:, -1] * np.where(age == 0, YOUNG_WITH_MASTERS, 1)
    education[:, -2] += education[:, -1] - masters
    education[:, -1] = masters
    gender = (rng.random(n) >= np.array(WOMEN)[age]).astype(int)
    return {"jenis_kelamin": gender, "kelompok_usia": age, "pendidikan": _draw(rng, education), "asal": origin}


def attitude(rng: np.random.Generator, people: dict[str, np.ndarray]) -> np.ndarray:
    """General satisfaction of each respondent, about standard normal: a person's own, and what the traits add."""
    own = rng.normal(size=len(people["asal"]))
    return own + sum(np.array(EFFECTS[trait])[codes] for trait, codes in people.items())


def in_words(people: dict[str, np.ndarray]) -> dict[str, list[str]]:
    """The traits as they stand in the file."""
    return {trait: [CHOICES[trait][code] for code in codes] for trait, codes in people.items()}


def _varied(rng: np.random.Generator, shares: Sequence[object]) -> np.ndarray:
    usual = np.array(shares)
    varied: np.ndarray = usual * np.exp(TURNOUT * rng.normal(size=usual.shape))
    return varied / varied.sum(axis=-1, keepdims=True)


def _draw(rng: np.random.Generator, shares: np.ndarray) -> np.ndarray:
    """One code for each row of shares that add up to one."""
    above = rng.random((len(shares), 1)) > np.cumsum(shares, axis=1)[:, :-1]
    codes: np.ndarray = above.sum(axis=1)
    return codes
