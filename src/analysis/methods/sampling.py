"""How many respondents a survey needs."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from analysis.methods.answers import RESPONDENTS
from analysis.methods.statistics import SampleSizeMethod, load_methods
from laporan.core.errors import ParameterError
from laporan.core.formatting import round_half_up
from laporan.facts.quantity import Quantity, given


@dataclass(frozen=True)
class SampleSize:
    """How many respondents a survey has, and how many Krejcie and Morgan (1970) ask for.

    Parameters
    ----------
    population : Quantity
        Users of the service in the period.
    required : Quantity
        Respondents that a population of this size asks for.
    respondents : Quantity
        Respondents of the survey.
    method : SampleSizeMethod
        The constants used, with their source.
    """

    population: Quantity
    required: Quantity
    respondents: Quantity
    method: SampleSizeMethod

    @property
    def sufficient(self) -> bool:
        """Whether there are as many respondents as required."""
        return self.respondents >= self.required

    @property
    def missing(self) -> Quantity:
        """How many more respondents were required; zero where there were enough."""
        short = self.required - self.respondents
        return short if short > 0 else short - short


def sample_size(population: int, respondents: Quantity) -> SampleSize:
    """How many respondents a population of a given size asks for, beside how many there were.

    Parameters
    ----------
    population : int
        Users of the service in the period.
    respondents : Quantity
        Respondents of the survey.

    Raises
    ------
    ParameterError
        For a population below one.

    Notes
    -----
    S = χ²NPQ / (d²(N − 1) + χ²PQ), rounded to a whole number as in the table of Krejcie and Morgan (1970).
    The constants are in `params/methods.yml`.
    """
    if population < 1:
        raise ParameterError(f"populasi survei harus paling sedikit 1 orang (tertulis {population})")
    method = load_methods().sample_size
    spread = Fraction(method.chi_square) * Fraction(method.proportion) * (1 - Fraction(method.proportion))
    size = spread * population / (Fraction(method.margin) ** 2 * (population - 1) + spread)
    required = given(int(round_half_up(size, 0)), RESPONDENTS)
    return SampleSize(given(population, RESPONDENTS), required, respondents, method)
