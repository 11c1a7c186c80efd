"""Columns that the dataset of every questionnaire has: the respondent, and answers on a scale."""

from __future__ import annotations

from analysis.methods.regulations import Scale
from laporan.data.contracts import Column

RESPONDENT = Column("respondent", "responden", pattern="R[0-9]{3,5}", unique=True, example="R001")


def answer_columns(codes: list[str], scale: Scale) -> tuple[Column, ...]:
    """A column for each question, whole numbers on the scale; the header in the file is the code itself."""
    return tuple(Column(code, code, "integer", minimum=scale.lowest, maximum=scale.highest) for code in codes)
