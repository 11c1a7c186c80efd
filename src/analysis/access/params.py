"""What `params/<year>.yml` says of the users of NCSIS."""

from __future__ import annotations

from pydantic import Field

from laporan.project.models import Real, Strict


class AccessParameters(Strict):
    """How the map of users is classed.

    Parameters
    ----------
    rate_classes : list of float
        Limits between the classes, in active users per 1.000 local civil servants; the same in all years, so that
        maps can be compared. They only order what is shown: nothing is judged by them.
    """

    rate_classes: list[Real] = Field(default=[4.0, 5.0, 6.0, 7.0], min_length=1, max_length=4)


PARAMETERS = {"ncsis": (AccessParameters, AccessParameters())}
