"""How precise an index is: its confidence interval."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from scipy.special import stdtrit

from analysis.methods.answers import INDEX, Scores
from analysis.methods.regulations import Scale
from laporan.core.errors import ParameterError
from laporan.core.formatting import number
from laporan.facts.lineage import Basis
from laporan.facts.printed import Piece, Printed
from laporan.facts.quantity import Quantity


@dataclass(frozen=True)
class Interval:
    """Confidence interval of an index, which never reaches beyond the ends of its scale.

    Parameters
    ----------
    low, high : Quantity
        Its ends, from 0 to 100.
    level : float
        Level of confidence, a fraction of one.
    """

    low: Quantity
    high: Quantity
    level: float

    def overlaps(self, other: Interval) -> bool:
        """Whether the two intervals have values in common, so that their difference may be chance."""
        return bool(self.low <= other.high and other.low <= self.high)

    @property
    def printed(self) -> Printed:
        """Both ends with two decimals: "77,16–80,13"."""
        ends = ((self.low, "bawah"), (self.high, "atas"))
        low, high = (Piece(number(end.value, 2), end, part) for end, part in ends)
        return Printed((low, Piece("–"), high))


def confidence_interval(
    scores: Scores, factor: Fraction, scale: Scale, basis: Basis, level: float = 0.95
) -> Interval | None:
    """Confidence interval of an index, by Student's t with n − 1 degrees of freedom.

    Parameters
    ----------
    scores : ndarray of int64
        One a respondent, each the sum of that person's answers.
    factor : Fraction
        What the mean of the scores is multiplied by to become the index.
    scale : Scale
        The answers that are allowed, which bound the interval.
    basis : Basis
        The rows that the scores were read from.
    level : float
        Level of confidence, a fraction of one.

    Returns
    -------
    Interval or None
        None where there are fewer than two respondents.

    Raises
    ------
    ParameterError
        For a level that is not between 0 and 1.

    Notes
    -----
    Near an end of the scale the symmetric interval reaches values that nobody can score. It is cut there.
    """
    if not 0 < level < 1:
        raise ParameterError(f"tingkat kepercayaan harus antara 0 dan 1 (tertulis {level})")
    n = len(scores)
    if n < 2:
        return None
    middle = float(factor * Fraction(int(scores.sum()), n))
    half = float(factor) * float(stdtrit(n - 1, (1 + level) / 2)) * float(scores.std(ddof=1)) / n**0.5
    # Near the end of the scale the symmetric interval of t reaches values that nobody can score.
    low = max(middle - half, min(middle, 100 * scale.lowest / scale.highest))
    return Interval(Quantity(low, INDEX, basis=basis), Quantity(min(middle + half, 100.0), INDEX, basis=basis), level)
