"""What `params/<year>.yml` says of the satisfaction survey."""

from __future__ import annotations

from typing import Literal

from analysis.methods.design import SurveyDesign
from laporan.project.models import Ratio, Strict


class SatisfactionParameters(Strict):
    """How the satisfaction survey (SKM) of the year was made, and how it is scored.

    Parameters
    ----------
    rule : str
        Name of the regulation to score by; see `load_regulation`.
    unit_surveyed : str
        The unit whose service was asked about, as prose names it.
    weights : {"exact", "printed"}
        See `Regulation.weight`.
    design : SurveyDesign
        Of whom it speaks, and how its respondents came to be asked.
    confidence : float
        Level of the confidence intervals, a fraction of one.
    """

    rule: str
    unit_surveyed: str
    weights: Literal["exact", "printed"] = "exact"
    design: SurveyDesign = SurveyDesign()
    confidence: Ratio = 0.95


PARAMETERS = {"satisfaction": (SatisfactionParameters, ...)}
OF_ONE_YEAR = ("satisfaction.design",)  # what happened in a year, which the next does not have from it
