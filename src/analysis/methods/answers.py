"""Answers of a questionnaire on a scale: checked numbers, what each respondent scored, parts found by code."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol, TypeVar

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.methods.regulations import Scale
from laporan.core.errors import EmptySurveyError, MissingDataError, OutOfScaleError
from laporan.facts.lineage import Basis
from laporan.facts.quantity import Quantity
from laporan.notebook.report import Report

__all__ = ["Coded", "PersonScores", "answer_matrix", "find", "over_years"]

RESPONDENTS = "responden"
PERSONS = "orang"
ANSWERS = "jawaban"
POINTS = "poin"
INDEX = "indeks"

Matrix = npt.NDArray[np.int64]  # a row a respondent, a column an item
Scores = npt.NDArray[np.int64]  # one a respondent

CodedPart = TypeVar("CodedPart", bound="Coded")
Outcome = TypeVar("Outcome")


class Coded(Protocol):
    """Anything that has a code, such as an unsur or a dimension."""

    @property
    def code(self) -> str: ...


@dataclass(frozen=True, eq=False)
class PersonScores:
    """What each respondent scored: their whole sum of answers, times a factor that is the same for all.

    Parameters
    ----------
    sums : ndarray of int64
        One a respondent.
    factor : Fraction
        What a sum is multiplied by to become a score in `unit`.
    unit : str
        Of the scores, in Indonesian.
    basis : Basis
        The rows that they were read from.
    weights : ndarray of int64, optional
        How much each respondent counts, relative to the others; all alike where none are given.
    """

    sums: Scores
    factor: Fraction
    unit: str
    basis: Basis
    weights: Scores | None = None

    def __len__(self) -> int:
        return len(self.sums)

    @property
    def mean(self) -> Quantity:
        """The (weighted) mean score, exact."""
        if self.weights is None:
            middle = Fraction(int(self.sums.sum()), len(self))
        else:
            middle = Fraction(int((self.sums * self.weights).sum()), int(self.weights.sum()))
        return Quantity(middle * self.factor, self.unit, basis=self.basis)

    @property
    def standard_error(self) -> float:
        """Of the mean; zero where nobody differs. Weights are linearised: s² = Σw²e² / (Σw)² · n/(n − 1)."""
        shares = np.ones(len(self)) if self.weights is None else self.weights.astype(float)
        centred = self.sums - np.average(self.sums, weights=shares)
        spread = float((shares**2 * centred**2).sum()) * len(self) / (len(self) - 1)
        return float(self.factor) * spread**0.5 / float(shares.sum())


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
