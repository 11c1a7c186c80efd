"""What `params/<year>.yml` says of the selection of civil servants (SSCN)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from laporan.project.models import Strict


class SelectionParameters(Strict):
    """registration_months : when applicants could register for the civil service through SSCN;
    none where the year had no such round
    helpdesk_place : where applicants could come in person"""

    registration_months: list[Annotated[int, Field(ge=1, le=12)]] = []
    helpdesk_place: str | None = None


PARAMETERS = {"sscn": (SelectionParameters, SelectionParameters())}
