"""What `params/<year>.yml` says of the action plan."""

from __future__ import annotations

from laporan.project.models import Strict


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
    """

    roadmap: str
    foreign: list[str] = []
    opening: str | None = None


PARAMETERS = {"programme": (ProgrammeParameters | None, None)}
