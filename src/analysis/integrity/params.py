"""What `params/<year>.yml` says of the integrity survey."""

from __future__ import annotations

from laporan.project.models import Positive, Strict


class IntegrityParameters(Strict):
    """The instrument of the integrity survey: its rule, and which questions belong to which dimension.

    Parameters
    ----------
    rule : str
        Name of the regulation whose scale and bands the index borrows; see `load_regulation`. None governs this
        survey: the published report names 17/2017, which assesses service units, and reads its index from the
        bands of 14/2017.
    dimensions : list of str
        Names of the dimensions, in the order of the questionnaire.
    items_per_dimension : int
        Questions of each dimension; those of one dimension stand together.
    selection : str
        How the respondents were chosen, for prose.
    """

    rule: str = "permenpan-14-2017"
    dimensions: list[str]
    items_per_dimension: Positive
    selection: str = ""


PARAMETERS = {"integrity": (IntegrityParameters | None, None)}
