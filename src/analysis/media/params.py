"""What `params/<year>.yml` says of media and awards."""

from __future__ import annotations

from laporan.project.models import Day, Strict


class Award(Strict):
    """An award that the year brought: its name and class, its day, and where it was handed over."""

    name: str
    category: str
    date: Day
    place: str


class MediaParameters(Strict):
    """What the year's programme consisted of, in Markdown (foreign words in italics).

    mindset, activities : parts of the two transformations
    interviews : matters on which broadcasters asked the agency
    """

    mindset: list[str] = []
    activities: list[str] = []
    interviews: list[str] = []
    awards: list[Award] = []


PARAMETERS = {"media": (MediaParameters, MediaParameters())}
