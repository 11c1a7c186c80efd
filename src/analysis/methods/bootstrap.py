"""How settled a result is: the share of resampled surveys in which it comes out again (bootstrap).

Respondents are drawn again with replacement, always by the same random numbers, so that a report stays the same to the
byte. Sums of whole answers stay exact, and so does every comparison of them.
"""

from __future__ import annotations

import numpy as np

from analysis.methods.answers import Matrix
from analysis.methods.statistics import load_methods
from laporan.facts.lineage import Basis
from laporan.facts.quantity import SHARE, Quantity, exact, setting, share

__all__ = ["how_often", "resampled_sums", "settled", "stable_at_least"]

RESAMPLES = "sampel ulang"


def resampled_sums(answers: Matrix) -> Matrix:
    """The sums of every column in each resample.

    Parameters
    ----------
    answers : ndarray of int64, shape (respondents, columns)
        Whole numbers.

    Returns
    -------
    ndarray of int64, shape (resamples, columns)
    """
    method, n = load_methods().bootstrap, len(answers)
    random = np.random.default_rng(method.seed)
    times = (np.bincount(random.integers(0, n, n), minlength=n) for _ in range(method.resamples))
    return np.stack([drawn @ answers for drawn in times])


def how_often(holds: np.ndarray, basis: Basis) -> Quantity:
    """The share of resamples in which something holds.

    Parameters
    ----------
    holds : ndarray of bool
        One a resample.
    basis : Basis
        The rows that were resampled.
    """
    times = Quantity(int(np.count_nonzero(holds)), RESAMPLES, basis=basis).called("sampel ulang yang hasilnya sama")
    return share(times, Quantity(len(holds), RESAMPLES).called("semua sampel ulang"))


def stable_at_least() -> Quantity:
    """The share of resamples from which a result counts as settled, as `params/methods.yml` says it."""
    return setting(load_methods().bootstrap, "stable_at_least", SHARE).called("batas hasil yang dianggap tetap")


def settled(often: Quantity) -> bool:
    """Whether a result comes back often enough to count as settled."""
    return exact(often.value) >= exact(stable_at_least().value)
