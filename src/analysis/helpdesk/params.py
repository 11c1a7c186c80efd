"""What `params/<year>.yml` says of the selection of civil servants (SSCN)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from laporan.project.models import Setting, Strict

Month = Annotated[int, Field(ge=1, le=12)]


class SelectionParameters(Strict):
    """The selection of civil servants in the year.

    Parameters
    ----------
    registration_months : Setting of list of int
        Months in which applicants could register through SSCN; empty where there was no selection.
    helpdesk_place : str or None
        Where applicants could come in person.
    """

    registration_months: Setting[list[Month]] = Setting[list[Month]](value=[])
    helpdesk_place: str | None = None


PARAMETERS = {"sscn": (SelectionParameters, SelectionParameters())}
OF_ONE_YEAR = ("sscn",)  # what happened in a year, which the next does not have from it
