"""What `params/<year>.yml` says of complaints."""

from __future__ import annotations

from typing import Literal

from laporan.project.models import Positive, Strict


class ComplaintClass(Strict):
    """A class of complaints and the working days within which it must be settled, with the rule's source
    (confidence: V seen in a source, S secondary or partial, M from memory)."""

    name: str
    limit_working_days: Positive
    source: str
    confidence: Literal["V", "S", "M"]


class ComplaintParameters(Strict):
    """limit_working_days : within which a complaint must be closed (Kepala BKN)
    letter_after_days : calendar days open after which the handling unit gets a letter
    statuses : each word of the log and what it means; received and open are not settled yet, closed and archived are
    age_bands : upper bounds, in calendar days, of the ages of what is open; the last band has none"""

    limit_working_days: Positive = 15
    letter_after_days: Positive = 5
    classes: list[ComplaintClass] = []
    statuses: dict[str, Literal["received", "open", "closed", "archived"]] = {}
    age_bands: list[Positive] = [30, 90, 180, 365]


PARAMETERS = {"complaints": (ComplaintParameters, ComplaintParameters())}
