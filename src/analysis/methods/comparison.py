"""Whether two groups differ: their difference with its interval, never two intervals side by side.

Two years or two units have other respondents, and are compared by Welch's t; two questions of one survey have the same
respondents, who are compared with themselves; two shares by Newcombe's interval. Where many are compared at once,
Holm's steps keep the level for all of them together.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from scipy.special import ndtr, stdtr, stdtrit

from analysis.methods.answers import PersonScores
from analysis.methods.precision import counted, wilson_ends
from analysis.methods.statistics import Method, load_methods
from laporan.core.errors import ParameterError, UnitError
from laporan.core.formatting import number
from laporan.facts.lineage import Basis
from laporan.facts.printed import Piece, Printed
from laporan.facts.quantity import POINTS, Quantity, exact

__all__ = ["GroupDifference", "holm", "leaders", "paired", "tied", "two_shares", "welch"]

Ends = tuple[float, float]
Named = TypeVar("Named")


@dataclass(frozen=True)
class GroupDifference:
    """How much a second group lies above a first, and between which values that difference lies.

    Parameters
    ----------
    estimate : Quantity
        Second less first.
    p : float
        Probability of a difference at least as wide where there is none.
    level : float
        Level of the interval, a fraction of one.
    method : Method
        How it was computed.
    ends : callable
        The interval's ends at a given level.
    family : int
        How many differences keep the level together.
    """

    estimate: Quantity
    p: float
    level: float
    method: Method
    ends: Callable[[float], Ends] = field(repr=False, compare=False)
    family: int = 1

    @property
    def low(self) -> Quantity:
        """The lower end of the interval."""
        return self._end(0)

    @property
    def high(self) -> Quantity:
        """The upper end of the interval."""
        return self._end(1)

    @property
    def distinguishable(self) -> bool:
        """Whether the interval leaves out zero, so that chance alone does not explain the difference."""
        low, high = self.ends(self.level)
        return low > 0 or high < 0

    @property
    def printed(self) -> Printed:
        """Both ends: "1,21 sampai 7,02", and of shares "−2,1 sampai 3,4" in percentage points.

        An end near zero has up to two decimals more, so that the reader sees on which side of zero it lies.
        """
        low, high = (Piece(self._text(end), end, part) for end, part in ((self.low, "bawah"), (self.high, "atas")))
        return Printed((low, Piece(" sampai "), high))

    def _end(self, which: int) -> Quantity:
        end = Quantity(self.ends(self.level)[which], self.estimate.unit, basis=self.estimate.basis)
        return end.called(f"batas {('bawah', 'atas')[which]} selang selisih")

    def _text(self, end: Quantity) -> str:
        fewest = 1 if end.unit == POINTS else 2
        places = (fewest, fewest + 1, fewest + 2)
        nearest = min((abs(float(one)) for one in (self.low, self.high) if one), default=1.0)
        return number(end.value, next((some for some in places if nearest >= 0.5 * 10**-some), places[-1]))


def welch(first: PersonScores, second: PersonScores, level: float = 0.95) -> GroupDifference | None:
    """The difference of the means of two groups of different persons, by Welch's t.

    Parameters
    ----------
    first, second : PersonScores
        In one unit.
    level : float
        Level of the interval, a fraction of one.

    Returns
    -------
    GroupDifference or None
        None where a group has fewer than two persons, and where nobody differs in either.

    Raises
    ------
    UnitError
        For scores of different units.

    Notes
    -----
    Degrees of freedom after Welch and Satterthwaite. No finite-population correction: two years are two draws from what
    might have been.
    """
    _same_unit(first, second)
    if min(len(first), len(second)) < 2:
        return None
    variances = first.standard_error**2, second.standard_error**2
    if not any(variances):
        return None
    freedom = sum(variances) ** 2 / sum(
        v**2 / (len(group) - 1) for v, group in zip(variances, (first, second), strict=True)
    )
    return _student(second.mean - first.mean, sum(variances) ** 0.5, freedom, level, load_methods().welch)


def paired(first: PersonScores, second: PersonScores, level: float = 0.95) -> GroupDifference | None:
    """The difference of two scores of the same persons, by Student's t of each person's own difference.

    Parameters
    ----------
    first, second : PersonScores
        In one unit, with the same factor, weights and persons, in the same order.
    level : float
        Level of the interval, a fraction of one.

    Returns
    -------
    GroupDifference or None
        None where there are fewer than two persons, where nobody's scores differ, and where all differ alike but are
        too few for a sign test to tell that from chance.

    Raises
    ------
    UnitError
        For scores of different units.
    ParameterError
        For scores of different numbers of persons, or with different factors.
    """
    _same_unit(first, second)
    if len(first) != len(second) or first.factor != second.factor:
        raise ParameterError("perbandingan berpasangan memerlukan responden dan satuan nilai yang sama")
    own = replace(second, sums=second.sums - first.sums, basis=Basis.of(first, second))
    if len(own) < 2:
        return None
    if error := own.standard_error:
        return _student(own.mean, error, len(own) - 1, level, load_methods().paired)
    by_chance = 2.0 ** (1 - len(own))  # that all differ in one direction
    if not own.mean or by_chance > 1 - level:
        return None
    point = float(own.mean)

    def ends(level: float) -> Ends:
        """All differ by the same; a level that so few can't tell from chance takes in "no difference"."""
        return (point, point) if by_chance <= 1 - level else (min(point, 0.0), max(point, 0.0))

    return GroupDifference(own.mean, by_chance, level, load_methods().paired, ends)


def two_shares(first: Quantity, second: Quantity, level: float = 0.95) -> GroupDifference | None:
    """The difference of two shares that were counted among different persons.

    Parameters
    ----------
    first, second : Quantity
        Shares, with what they are counted from.
    level : float
        Level of the interval, a fraction of one.

    Returns
    -------
    GroupDifference or None
        None where both shares are none, or all: there is nothing to compare.

    Raises
    ------
    ParameterError
        For a share that does not know what it is counted from.

    Notes
    -----
    The interval is Newcombe's (1998, method 10), made of the two Wilson intervals; p is that of the z test with the
    pooled share.
    """
    (a, m), (b, n) = counted(first), counted(second)
    pooled = (a + b) / (m + n)
    if pooled in (0, 1):
        return None
    estimate = second - first
    z = (b / n - a / m) / (pooled * (1 - pooled) * (1 / m + 1 / n)) ** 0.5

    def ends(level: float) -> Ends:
        (low_1, high_1), (low_2, high_2) = wilson_ends(a, m, level), wilson_ends(b, n, level)
        below = ((b / n - low_2) ** 2 + (high_1 - a / m) ** 2) ** 0.5
        above = ((high_2 - b / n) ** 2 + (a / m - low_1) ** 2) ** 0.5
        return float(estimate) - 100 * below, float(estimate) + 100 * above

    return GroupDifference(estimate, 2 * float(ndtr(-abs(z))), level, load_methods().newcombe, ends)


def holm(differences: Sequence[GroupDifference], level: float = 0.95) -> tuple[GroupDifference, ...]:
    """Widen the intervals of differences that are looked at together, so that the level holds for all of them.

    Parameters
    ----------
    differences : sequence of GroupDifference
        All that are compared at once.
    level : float
        Level for all together, a fraction of one.

    Returns
    -------
    tuple of GroupDifference
        In the given order. The interval of a mean leaves out zero exactly where Holm's procedure tells it from none.

    Notes
    -----
    From the clearest difference on, the i-th of m has the level 1 − α/(m − i + 1); from the first whose interval holds
    zero on, all have that one's.
    """
    widened, size = list(differences), len(differences)
    left, stopped = size, False
    for place in sorted(range(size), key=lambda i: (differences[i].p, i)):
        widened[place] = replace(differences[place], level=1 - (1 - level) / left, family=size)
        stopped = stopped or not widened[place].distinguishable
        left -= not stopped
    return tuple(widened)


def tied(
    one: Named, others: Sequence[Named], compare: Callable[[Named, Named], GroupDifference | None], level: float = 0.95
) -> list[Named]:
    """Those that can't be told from one that stands first or last.

    Parameters
    ----------
    one : object
        What stands at the end of a ranking.
    others : sequence of object
        All others.
    compare : callable
        Makes the difference of two of them; None where it is not known.
    level : float
        Level for all comparisons together, a fraction of one.

    Returns
    -------
    list of object
        Of `others`, those whose difference is unknown, or whose interval after Holm holds zero.
    """
    found = [compare(one, other) for other in others]
    known = iter(holm([difference for difference in found if difference is not None], level))
    clear = [difference is not None and next(known).distinguishable for difference in found]
    return [other for other, apart in zip(others, clear, strict=True) if not apart]


def leaders(
    ordered: Sequence[Named], scores: Callable[[Named], PersonScores], level: float = 0.95
) -> tuple[Named, ...]:
    """The first of a ranking that one survey's respondents made, and those that can't be told from it.

    Parameters
    ----------
    ordered : sequence of object
        The ranking, the first of it the one that is asked about.
    scores : callable
        What each respondent scored for one of them.
    level : float
        Level for all comparisons together, a fraction of one.
    """
    first, *others = ordered
    return (first, *tied(first, others, lambda a, b: paired(scores(a), scores(b), level), level))


def _same_unit(first: PersonScores, second: PersonScores) -> None:
    if first.unit != second.unit:
        raise UnitError(f"“{first.unit}” dan “{second.unit}” tidak dapat dibandingkan")


def _student(estimate: Quantity, error: float, freedom: float, level: float, method: Method) -> GroupDifference:
    middle = float(exact(estimate.value))

    def ends(level: float) -> Ends:
        half = float(stdtrit(freedom, (1 + level) / 2)) * error
        return middle - half, middle + half

    return GroupDifference(estimate, 2 * float(stdtr(freedom, -abs(middle / error))), level, method, ends)
