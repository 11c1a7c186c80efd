"""What `params/<year>.yml` says of training in customer service."""

from __future__ import annotations

from laporan.project.models import Strict


class TrainingParameters(Strict):
    """What prose says of the training in customer service, as Markdown.

    Parameters
    ----------
    managed_by : str
        The unit that organised it.
    with_whom : str
        Who taught.
    within : str or None
        The larger programme that it belonged to; None where it belonged to none.
    """

    managed_by: str
    with_whom: str
    within: str | None = None


PARAMETERS = {"training": (TrainingParameters | None, None)}
