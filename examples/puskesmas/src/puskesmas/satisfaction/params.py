"""What `params/<year>.yml` says of the satisfaction survey."""

from __future__ import annotations

from laporan.project.models import Strict


class SatisfactionParameters(Strict):
    """rule : the regulation that it is scored by, a file under params/regulations"""

    rule: str


PARAMETERS = {"satisfaction": (SatisfactionParameters, ...)}
