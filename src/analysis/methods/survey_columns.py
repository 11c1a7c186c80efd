"""The columns that every questionnaire's dataset has: who answered, and answers on a rule's scale."""

from __future__ import annotations

from analysis.methods.regulations import Scale
from laporan.data.contracts import Column

RESPONDENT = Column("respondent", "responden", pattern="R[0-9]{3,5}", unique=True)


def answer_columns(codes: list[str], scale: Scale) -> tuple[Column, ...]:
    """A whole number on the scale for each item."""
    return tuple(Column(code, code, "integer", minimum=scale.lowest, maximum=scale.highest) for code in codes)
