"""How many respondents a survey needs."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from analysis.methods.answers import PERSONS, RESPONDENTS
from analysis.methods.design import SurveyDesign
from analysis.methods.statistics import SampleSizeMethod, load_methods
from laporan.core.errors import ParameterError
from laporan.facts.lineage import Basis
from laporan.facts.quantity import Quantity, exact, given, setting

__all__ = ["SampleSize", "sample_size"]


@dataclass(frozen=True)
class SampleSize:
    """How many respondents a survey has, and how many Krejcie and Morgan (1970) ask for.

    Parameters
    ----------
    population : Quantity
        Persons that the survey speaks of.
    official : bool
        Whether that number is known; an example that was chosen to fit proves nothing.
    random : bool
        Whether the respondents were drawn at random, which the formula takes for granted.
    required : Quantity
        Respondents that a population of this size asks for.
    respondents : Quantity
        Respondents of the survey.
    method : SampleSizeMethod
        The constants used, with their source.
    """

    population: Quantity
    official: bool
    random: bool
    required: Quantity
    respondents: Quantity
    method: SampleSizeMethod

    @property
    def checkable(self) -> bool:
        """Whether the required number says anything of this survey."""
        return self.official and self.random

    @property
    def sufficient(self) -> bool:
        """Whether there are as many respondents as required."""
        return self.respondents >= self.required

    @property
    def missing(self) -> Quantity:
        """How many more persons would have had to answer; zero where enough did."""
        short = exact(self.required.value) - exact(self.respondents.value)
        missing = Quantity(max(int(short), 0), PERSONS, basis=Basis.of(self.required, self.respondents))
        return missing.called("kekurangan responden menurut rumus")


def sample_size(design: SurveyDesign, respondents: Quantity) -> SampleSize | None:
    """How many respondents the population of a survey asks for, beside how many there were.

    Parameters
    ----------
    design : SurveyDesign
        How the survey was made.
    respondents : Quantity
        Respondents of the survey.

    Returns
    -------
    SampleSize or None
        None where the design names no population.

    Raises
    ------
    ParameterError
        For a population smaller than the number of respondents.

    Notes
    -----
    S = χ²NPQ / (d²(N − 1) + χ²PQ), rounded up: one respondent fewer would miss the wanted precision. The table that
    Krejcie and Morgan (1970) print rounds to the nearest number, so that 550 persons ask for 226 there and for 227
    here. The constants are in `params/methods.yml`.
    """
    if design.population is None:
        return None
    population, method = setting(design, "population", PERSONS).called("pengguna layanan"), load_methods().sample_size
    size = exact(population.value)
    if size < exact(respondents.value):
        raise ParameterError(
            f"populasi survei ({population}) lebih kecil daripada respondennya ({respondents}): periksa "
            "design.population di params, atau baris ganda dalam data survei"
        )
    spread = Fraction(method.chi_square) * Fraction(method.proportion) * (1 - Fraction(method.proportion))
    required = ceil(spread * size / (Fraction(method.margin) ** 2 * (size - 1) + spread))
    needed = given(required, RESPONDENTS, population, method).called("responden menurut rumus Krejcie dan Morgan")
    return SampleSize(population, design.population.official, design.random, needed, respondents, method)
