"""Answers of a questionnaire on a scale: checked numbers, a row a respondent, and parts found by their code."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.methods.regulations import Scale
from laporan.core.errors import EmptySurveyError, MissingDataError, OutOfScaleError
from laporan.notebook.report import Report

RESPONDENTS = "responden"
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
