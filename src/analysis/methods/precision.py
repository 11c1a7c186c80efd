"""How precise an index or a share is: its interval."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from scipy.special import ndtri, stdtrit

from analysis.methods.answers import INDEX, PersonScores
from analysis.methods.design import SurveyDesign
from analysis.methods.regulations import Band, Regulation, Scale
from laporan.core.errors import ParameterError
from laporan.core.formatting import Number, listing, number, percent
from laporan.facts.printed import Piece, Printed
from laporan.facts.quantity import SHARE, Quantity

__all__ = ["Interval", "confidence_interval", "counted", "interval_in_words", "letter", "wilson", "wilson_ends"]


@dataclass(frozen=True)
class Interval:
    """Interval of an index or a share, which never reaches beyond the ends of its scale.

    Parameters
    ----------
    low, high : Quantity
        Its ends: an index from 0 to 100, a share from 0 to 1.
    level : float
        Level of confidence, a fraction of one.
    """

    low: Quantity
    high: Quantity
    level: float

    def __post_init__(self) -> None:
        for end, name in (("low", "bawah"), ("high", "atas")):
            object.__setattr__(self, end, getattr(self, end).called(f"batas {name} selang"))

    def holds(self, value: Number) -> bool:
        """Whether a value, such as a target, lies within the interval, its ends included."""
        return float(self.low) <= float(value) <= float(self.high)

    def scaled(self, factor: Fraction, unit: str) -> Interval:
        """The same in another unit: an index as points of its scale."""
        low, high = (Quantity(float(factor) * float(end), unit, basis=end.basis) for end in (self.low, self.high))
        return Interval(low, high, self.level)

    @property
    def printed(self) -> Printed:
        """Both ends, an index with two decimals and a share with one: "77,16–80,13", "3,1%–8,4%"."""
        ends = ((self.low, "bawah"), (self.high, "atas"))
        low, high = (Piece(_text(end), end, part) for end, part in ends)
        return Printed((low, Piece("–"), high))


def confidence_interval(
    scores: PersonScores, scale: Scale, level: float = 0.95, population: int | None = None
) -> Interval | None:
    """Interval of an index, by Student's t with n − 1 degrees of freedom.

    Parameters
    ----------
    scores : PersonScores
        What each respondent scored, on a scale that ends at 100.
    scale : Scale
        The answers that are allowed, which bound the interval.
    level : float
        Level of confidence, a fraction of one.
    population : int, optional
        How many persons the respondents were drawn from at random, where that is known: the interval is narrower by
        √(1 − n/N), the finite-population correction, and a point where all of them answered.

    Returns
    -------
    Interval or None
        None where there are fewer than two respondents, and where all scored alike: their spread says nothing then.

    Raises
    ------
    ParameterError
        For a level that is not between 0 and 1, and a population smaller than the number of respondents.

    Notes
    -----
    Near an end of the scale the symmetric interval reaches values that nobody can score. It is cut there.
    """
    if not 0 < level < 1:
        raise ParameterError(f"tingkat kepercayaan harus antara 0 dan 1 (tertulis {level})")
    n = len(scores)
    if population is not None and population < n:
        raise ParameterError(f"populasi survei ({population}) lebih kecil daripada respondennya ({n})")
    if n < 2 or not (error := scores.standard_error):
        return None
    correction = 1.0 if population is None else (1 - n / population) ** 0.5
    middle = float(scores.mean)
    half = float(stdtrit(n - 1, (1 + level) / 2)) * error * correction
    low = max(middle - half, min(middle, 100 * scale.lowest / scale.highest))
    high = min(middle + half, 100.0)
    return Interval(Quantity(low, INDEX, basis=scores.basis), Quantity(high, INDEX, basis=scores.basis), level)


def letter(rule: Regulation, category: Band, interval: Interval | None) -> str:
    """The letter of a category as it is printed, with those that the interval reaches beside it: "A (mungkin B)".

    Parameters
    ----------
    rule : Regulation
        Whose categories they are.
    category : Band
        The category of the index.
    interval : Interval or None
        Of the index; without one nothing is said of other letters.
    """
    reached = rule.bands_between(interval.low.value, interval.high.value) if interval else ()
    others = [band.letter for band in reached if band != category]
    return f"{category.letter} (mungkin {listing(others, 'atau')})" if others else category.letter


def interval_in_words(design: SurveyDesign, level: float) -> str:
    """How the intervals of a survey were computed, and what they are not, as a note under its tables."""
    computed = f"{design.interval_title}: sebaran t, tingkat {percent(level)}"
    if design.drawn_from:
        computed += ", dengan koreksi populasi terhingga"
    if not design.random:
        computed += f", seandainya responden terpilih acak; cara memilihnya {design.selected}"
    left_out = "; bobot dan strata rancangannya tidak diperhitungkan" if design.weights or design.strata else ""
    return f"{computed}{left_out}."


def wilson(share: Quantity, level: float = 0.95) -> Interval:
    """Interval of a share of persons, by Wilson's score.

    Parameters
    ----------
    share : Quantity
        A share that knows what it counts, and of how many.
    level : float
        Level of confidence, a fraction of one.

    Raises
    ------
    ParameterError
        For a number that is no share of anything.
    """
    low, high = wilson_ends(*counted(share), level)
    return Interval(Quantity(low, SHARE, basis=share.basis), Quantity(high, SHARE, basis=share.basis), level)


def wilson_ends(part: int, whole: int, level: float) -> tuple[float, float]:
    """The ends of Wilson's interval, as fractions of one.

    Parameters
    ----------
    part, whole : int
        How many are counted, and of how many.
    level : float
        Level of confidence, a fraction of one.
    """
    z, share = float(ndtri((1 + level) / 2)), part / whole
    middle = (share + z**2 / (2 * whole)) / (1 + z**2 / whole)
    half = z / (1 + z**2 / whole) * (share * (1 - share) / whole + z**2 / (4 * whole**2)) ** 0.5
    # At the ends of the scale the interval begins or ends with it; rounding errors would leave it out.
    return 0.0 if part == 0 else middle - half, 1.0 if part == whole else middle + half


def counted(share: Quantity) -> tuple[int, int]:
    """How many a share counts, and of how many.

    Raises
    ------
    ParameterError
        For a number that is no share of anything.
    """
    if share.unit != SHARE or share.of is None or share.part is None or not share.of:
        raise ParameterError(f"{share!r} bukan bagian dari keseluruhan yang diketahui")
    return int(share.part), int(share.of)


def _text(end: Quantity) -> str:
    return percent(end.value, 1) if end.unit == SHARE else number(end.value, 2)
