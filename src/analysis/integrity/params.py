"""What `params/<year>.yml` says of the integrity survey."""

from __future__ import annotations

from laporan.project.models import Positive, Strict


class IntegrityParameters(Strict):
    """Integrity survey: its rule, and which items ask about which dimension, in order."""

    rule: str = "permenpan-17-2017"
    dimensions: list[str]
    items_per_dimension: Positive
    selection: str = ""


PARAMETERS = {"integrity": (IntegrityParameters | None, None)}
