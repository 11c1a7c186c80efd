"""What `params/<year>.yml` says of the action plan."""

from __future__ import annotations

from laporan.project.models import Strict


class ProgrammeParameters(Strict):
    """Action plan. roadmap : the regulation that it follows; foreign : its words to set in italics
    opening : how the year's programme began, Markdown, where there is something to tell"""

    roadmap: str
    foreign: list[str] = []
    opening: str | None = None


PARAMETERS = {"programme": (ProgrammeParameters | None, None)}
