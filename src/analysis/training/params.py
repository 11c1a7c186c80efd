"""What `params/<year>.yml` says of training in customer service."""

from __future__ import annotations

from laporan.project.models import Strict


class TrainingParameters(Strict):
    """Training in customer service. managed_by : the unit; with_whom : who taught; within : the larger
    programme that it belonged to. All Markdown."""

    managed_by: str
    with_whom: str
    within: str | None = None


PARAMETERS = {"training": (TrainingParameters | None, None)}
