"""What `params/<year>.yml` says of complaints."""

from __future__ import annotations

from typing import Literal

from laporan.project.models import Claim, Days, Setting, Strict


class ComplaintClass(Claim):
    """A class of complaints, the limit within which they must be settled, and whether that limit is official.

    Parameters
    ----------
    name : str
        The class, as the log writes it.
    limit_working_days : int
        Working days within which a complaint of this class must be settled.
    confidence : {"V", "S", "M"}
        V where the rule was seen in the source itself, S where the source is secondary or partial, M where it was
        written from memory and still has to be checked.
    """

    name: str
    limit_working_days: Days
    confidence: Literal["V", "S", "M"]


class ComplaintParameters(Strict):
    """Limits that complaints are held against, and the words of the log.

    Parameters
    ----------
    limit_working_days : Setting of int
        Working days within which a complaint must be closed; set by the head of the agency.
    letter_after_days : Setting of int
        Calendar days after which the unit that handles an open complaint gets a letter.
    classes : list of ComplaintClass
        Classes and their national limits.
    carried_over_reading : str
        What is said behind each number of complaints carried over from earlier years where it is our reading, and no
        source states it; "" where the log itself was handed over.
    elsewhere : list of str
        Units of the log that work at other places than the report's office, and do not have its local holidays.
    statuses : dict of str to str
        Each status word of the log and the state that it means: "received" and "open" are not settled yet, "closed"
        and "archived" are.
    age_bands : list of int
        Upper bounds, in calendar days, of the age bands of what is open; the last band has none. They only order
        what is shown: nothing is judged by them.
    """

    limit_working_days: Setting[Days] = Setting[Days](value=15)
    letter_after_days: Setting[Days] = Setting[Days](value=5)
    classes: list[ComplaintClass] = []
    carried_over_reading: str = ""
    elsewhere: list[str] = []
    statuses: dict[str, Literal["received", "open", "closed", "archived"]] = {}
    age_bands: list[Days] = [30, 90, 180, 365]


PARAMETERS = {"complaints": (ComplaintParameters, ComplaintParameters())}
OF_ONE_YEAR = ("complaints.carried_over_reading",)  # what happened in a year, which the next does not have from it
