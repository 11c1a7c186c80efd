"""What `params/<year>.yml` says of the satisfaction survey."""

from __future__ import annotations

from typing import Literal

from laporan.project.models import Positive, Ratio, Strict


class SatisfactionParameters(Strict):
    """Satisfaction survey (SKM): whose, by which rule, out of how many users."""

    rule: str
    unit_surveyed: str
    weights: Literal["exact", "printed"] = "exact"
    population: Positive
    confidence: Ratio = 0.95


PARAMETERS = {"satisfaction": (SatisfactionParameters, ...)}
