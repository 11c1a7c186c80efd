"""What `params/<year>.yml` says of media and awards."""

from __future__ import annotations

from laporan.project.models import Day, Strict


class Award(Strict):
    """An award of the year.

    Parameters
    ----------
    name, category : str
        What it is called, and in which class it was won.
    date : date
        When it was handed over.
    place : str
        Where it was handed over.
    """

    name: str
    category: str
    date: Day
    place: str


class MediaParameters(Strict):
    """What the year's programme consisted of, as Markdown with foreign words in italics.

    Parameters
    ----------
    mindset, activities : list of str
        What the year renewed in the way of thinking, and in activities.
    interviews : list of str
        Matters on which broadcasters asked the agency.
    awards : list of Award
        Awards of the year.
    """

    mindset: list[str] = []
    activities: list[str] = []
    interviews: list[str] = []
    awards: list[Award] = []


PARAMETERS = {"media": (MediaParameters, MediaParameters())}
OF_ONE_YEAR = ("media",)  # what happened in a year, which the next does not have from it
