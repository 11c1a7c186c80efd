"""What `params/<year>.yml` says of the action plan."""

from __future__ import annotations

from laporan.project.models import Strict


class Record(Strict):
    """A dataset whose rows show that an activity went on in a month.

    Parameters
    ----------
    dataset : str
        Name of the dataset.
    column : str
        Its column with the date, or with the number of the month.
    what : str
        What a row is, for prose: "laporan yang diselesaikan".
    only : dict of str to str
        Columns and the value that the rows must have there.
    """

    dataset: str
    column: str
    what: str
    only: dict[str, str] = {}


class ProgrammeParameters(Strict):
    """What prose says of the action plan.

    Parameters
    ----------
    roadmap : str
        The regulation that the plan follows.
    foreign : list of str
        Words of the plan that are printed in italics.
    opening : str or None
        How the year's programme began, as Markdown; None where there is nothing to tell.
    records : dict of str to Record
        By the code of a detail, the data that shows it.
    """

    roadmap: str
    foreign: list[str] = []
    opening: str | None = None
    records: dict[str, Record] = {}


PARAMETERS = {"programme": (ProgrammeParameters | None, None)}
OF_ONE_YEAR = ("programme.opening",)  # what happened in a year, which the next does not have from it
