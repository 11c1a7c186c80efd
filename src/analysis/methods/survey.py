"""What all questionnaires with answers on a scale need: checked answers, intervals, reliability, respondents.

The satisfaction survey and the integrity survey both use this; how each computes its index is in its own folder.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol, TypeVar

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.special import stdtrit

from analysis.methods.regulations import Scale
from analysis.methods.statistics import ReliabilityMethod, SampleSizeMethod, load_methods
from laporan.core.errors import EmptySurveyError, MissingDataError, OutOfScaleError, ParameterError
from laporan.core.formatting import number, round_half_up
from laporan.facts.lineage import Basis
from laporan.facts.printed import Piece, Printed, angka, hitungan
from laporan.facts.quantity import Quantity, count, exact, given, share
from laporan.facts.tables import Cell, Status, Table, table
from laporan.notebook.report import Report

RESPONDENTS = "responden"
ANSWERS = "jawaban"
POINTS = "poin"
INDEX = "indeks"

Matrix = npt.NDArray[np.int64]  # a row a respondent, a column an item
Scores = npt.NDArray[np.int64]  # one a respondent


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


@dataclass(frozen=True)
class Reliability:
    """Internal consistency of a questionnaire.

    Parameters
    ----------
    alpha : Quantity or None
        Cronbach's α; None for fewer than two questions, and where all respondents have the same sum of answers.
    items : dict of str to Quantity or None
        Corrected item–total correlation of each column; None where all its answers, or all sums of the others, are the
        same.
    method : ReliabilityMethod
        The limits that both are held against, with their source.
    """

    alpha: Quantity | None
    items: dict[str, Quantity | None]
    method: ReliabilityMethod

    @property
    def reliable(self) -> bool:
        """Whether Cronbach's α is known and reaches its limit."""
        return self.alpha is not None and exact(self.alpha.value) >= self.method.alpha_at_least

    @property
    def weak_items(self) -> list[str]:
        """Columns whose correlation with the rest is unknown or below the limit."""
        limit = self.method.item_total_at_least
        return [code for code, r in self.items.items() if r is None or exact(r.value) < limit]


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


@dataclass(frozen=True)
class RespondentGroup:
    """The respondents of one category.

    Parameters
    ----------
    name : str
        The category.
    count : Quantity
        How many they are.
    share : Quantity
        Their share of all respondents.
    """

    name: str
    count: Quantity
    share: Quantity


class Coded(Protocol):
    """Anything that has a code, such as an unsur or a dimension."""

    @property
    def code(self) -> str: ...


CodedPart = TypeVar("CodedPart", bound=Coded)
Outcome = TypeVar("Outcome")


def over_years(report: Report, name: str, result: Callable[[Report], Outcome]) -> dict[int, Outcome]:
    """Compute a result for this year and the earlier years of a report.

    Parameters
    ----------
    report : Report
        The report of the last year.
    name : str
        The dataset that the result needs; years without it are left out.
    result : callable
        Makes the result from a report.

    Returns
    -------
    dict of int to result
        A result a year, all of the same unit.
    """
    return {year: result(report.in_year(year)) for year in report.years_with(name)}


def find(parts: Sequence[CodedPart], code: str) -> CodedPart:
    """Find the part (unsur, dimension) that has the given code.

    Raises
    ------
    MissingDataError
        Where no part has it; the message names the codes there are.
    """
    for part in parts:
        if part.code == code:
            return part
    raise MissingDataError(f"{code} tidak ada; yang ada: {', '.join(part.code for part in parts)}")


def answer_matrix(answers: pd.DataFrame, columns: Sequence[str], scale: Scale) -> Matrix:
    """The answers as whole numbers, checked against the scale.

    Parameters
    ----------
    answers : DataFrame
        One row a respondent.
    columns : sequence of str
        Columns of `answers` that are wanted, in this order.
    scale : Scale
        The answers that are allowed.

    Returns
    -------
    ndarray of int64, shape (respondents, columns)

    Raises
    ------
    MissingDataError
        Where a column is missing.
    EmptySurveyError
        Where there are no respondents.
    OutOfScaleError
        Where an answer is missing or off the scale; the message names the row, column and value of the first.
    """
    if missing := [column for column in columns if column not in answers.columns]:
        raise MissingDataError(f"kolom {', '.join(missing)} tidak ada dalam data survei")
    if answers.empty:
        raise EmptySurveyError("survei ini tidak memiliki responden")
    asked = answers[list(columns)]
    good = asked.isin(list(scale.steps)).to_numpy()
    if not good.all():
        place = int(np.argmin(good.all(axis=0)))
        row, column = int(np.argmin(good[:, place])), columns[place]
        raise OutOfScaleError(
            f"baris {answers.index[row]}, kolom {column}: {answers[column].iloc[row]} di luar skala {scale}"
        )
    return asked.to_numpy(dtype=np.int64)


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


def reliability(items: pd.DataFrame) -> Reliability:
    """Cronbach's α of a questionnaire, and the correlation of each question with the sum of the others.

    Parameters
    ----------
    items : DataFrame
        One row a respondent, one column a question: whole numbers, none missing.

    Notes
    -----
    α = k/(k − 1) · (1 − Σ s²ᵢ / s²), where k is the number of questions, s²ᵢ the variance of one and s² that of
    their sum. It is computed exactly. Limits: `params/methods.yml`.
    """
    basis, method = Basis.of(items), load_methods().reliability
    matrix = items.to_numpy(dtype=np.int64)
    totals = matrix.sum(axis=1)
    columns = [str(name) for name in items.columns]
    correlations = {name: _correlation(matrix[:, i], totals - matrix[:, i]) for i, name in enumerate(columns)}
    known = {name: None if r is None else Quantity(r, basis=basis) for name, r in correlations.items()}
    k, spread = matrix.shape[1], _squares(totals)
    if k < 2 or not spread:
        return Reliability(None, known, method)
    alpha = Fraction(k, k - 1) * (1 - Fraction(sum(_squares(column) for column in matrix.T), spread))
    return Reliability(Quantity(alpha, basis=basis), known, method)


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


def profile(respondents: pd.DataFrame, column: str, order: Sequence[str] | None = None) -> tuple[RespondentGroup, ...]:
    """Count the respondents of each category of a column, and their share of all.

    Parameters
    ----------
    respondents : DataFrame
        One row a respondent.
    column : str
        The column whose categories are counted.
    order : sequence of str, optional
        The categories in the order in which they are shown, those without respondents too; by default those that
        occur, the largest first.

    Returns
    -------
    tuple of RespondentGroup
        Each count rests on the rows of its own category.

    Raises
    ------
    MissingDataError
        Where the column is missing.
    EmptySurveyError
        Where there are no respondents.
    ParameterError
        Where the data has a category that `order` lacks.
    """
    if column not in respondents.columns:
        raise MissingDataError(f"kolom {column} tidak ada dalam data survei")
    if respondents.empty:
        raise EmptySurveyError("survei ini tidak memiliki responden")
    sizes = respondents[column].value_counts()
    names = sorted(sizes.index, key=lambda name: (-sizes[name], str(name))) if order is None else list(order)
    if unknown := set(sizes.index) - set(names):
        raise ParameterError(f"kolom {column}: kategori {', '.join(sorted(map(str, unknown)))} tidak ada dalam urutan")
    everyone = count(respondents, RESPONDENTS)
    counts = {str(name): count(respondents[respondents[column] == name], RESPONDENTS) for name in names}
    return tuple(RespondentGroup(name, part, share(part, everyone)) for name, part in counts.items())


def profile_table(respondents: pd.DataFrame, columns: Sequence[tuple[str, str, Sequence[str]]]) -> Table:
    """Table of the respondents by each of several traits.

    Parameters
    ----------
    respondents : DataFrame
        One row a respondent.
    columns : sequence of (str, str, sequence of str)
        For each trait its column, what the table calls it, and its categories in order.
    """
    rows = [
        (f"{title}: {_within_sentence(group.name)}", hitungan(group.share))
        for column, title, order in columns
        for group in profile(respondents, column, order)
    ]
    how = "Banyaknya responden menurut ciri yang mereka isi; persentasenya dari seluruh responden."
    return table(("Ciri responden", "Responden"), rows, how=how)


def quality_table(respondents: Quantity, sample: SampleSize | None, consistency: Reliability) -> Table:
    """Table of the survey's sample size and reliability against their limits.

    Parameters
    ----------
    respondents : Quantity
        Respondents of the survey; the table rests on their rows.
    sample : SampleSize or None
        None where the population is unknown: then the table says nothing of it.
    consistency : Reliability
        Values that are unknown are left out.
    """
    rows: list[tuple[Cell, ...]] = []
    if sample is not None:
        rows.append(("Banyaknya responden", respondents, sample.required, _met(sample.sufficient)))
    if consistency.alpha is not None:
        limit = Quantity(consistency.method.alpha_at_least)
        rows.append(("Cronbach α", angka(consistency.alpha, 2), limit, _met(consistency.reliable)))
    known = [r for r in consistency.items.values() if r is not None]
    if known:
        limit = Quantity(consistency.method.item_total_at_least)
        weakest = min(known, key=lambda r: exact(r.value))
        rows.append(("Korelasi butir–total terendah", angka(weakest, 2), limit, _met(not consistency.weak_items)))
    how = (
        "Sampel: S = χ²NPQ / (d²(N − 1) + χ²PQ) (Krejcie & Morgan, 1970). "
        "α = k/(k − 1) × (1 − Σ s²ᵢ / s²ₜ). Korelasi butir–total: jawaban satu butir terhadap jumlah butir yang lain."
    )
    return table(("Ukuran", "Nilai", "Paling sedikit", "Keterangan"), rows, how=how, rests_on=Basis.of(respondents))


def _within_sentence(name: str) -> str:
    """'sarjana (S1)', but 'SMA atau sederajat'."""
    return name[0].lower() + name[1:] if name[1:2].islower() else name


def _met(holds: bool) -> Status:
    return Status("normal", "Terpenuhi") if holds else Status("watch", "Belum terpenuhi")


def _squares(values: Scores) -> int:
    """n Σx² − (Σx)²: the sum of squares about the mean, times n; whole, so that α stays exact."""
    return len(values) * int((values**2).sum()) - int(values.sum()) ** 2


def _correlation(item: Scores, rest: Scores) -> float | None:
    spread = _squares(item) * _squares(rest)
    if not spread:
        return None
    together = len(item) * int((item * rest).sum()) - int(item.sum()) * int(rest.sum())
    return together / math.sqrt(spread)
