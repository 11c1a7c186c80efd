"""What `params/<year>.yml` says of the satisfaction survey."""

from __future__ import annotations

from typing import Literal

from laporan.project.models import Positive, Ratio, Setting, Strict


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
    population : Setting of int
        Users of the service in the period.
    confidence : float
        Level of the confidence intervals, a fraction of one.
    """

    rule: str
    unit_surveyed: str
    weights: Literal["exact", "printed"] = "exact"
    population: Setting[Positive]
    confidence: Ratio = 0.95


PARAMETERS = {"satisfaction": (SatisfactionParameters, ...)}
