"""Columns that the dataset of every questionnaire has: the respondent, and answers on a scale."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from analysis.methods.regulations import Scale
from laporan.data.contracts import Column

__all__ = ["answer_columns"]

RESPONDENT = Column("respondent", "responden", pattern="R[0-9]{3,5}", unique=True, example="R001")


def answer_columns(
    codes: Sequence[str], scale: Scale, notes: Sequence[str] = (), *, may_be_absent: bool = False
) -> tuple[Column, ...]:
    """A column for each question, whole numbers on the scale; the header in the file is the code itself.

    Parameters
    ----------
    codes : sequence of str
        The questions.
    scale : Scale
        Of the answers.
    notes : sequence of str
        What each question is about, for those who fill in a form.
    may_be_absent : bool
        Whether a survey may have asked none of them.
    """
    low, high = scale.lowest, scale.highest
    return tuple(
        Column(code, code, "integer", minimum=low, maximum=high, may_be_absent=may_be_absent, note=note)
        for code, note in zip_longest(codes, notes, fillvalue="")
    )
