"""What `params/<year>.yml` says of the integrity survey."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from analysis.methods.design import SurveyDesign
from laporan.project.models import Ratio, Strict


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
    design : SurveyDesign
        Of whom it speaks, and how its respondents came to be asked.
    confidence : float
        Level of the intervals, a fraction of one.
    """

    rule: str = "permenpan-14-2017"
    dimensions: list[str]
    items_per_dimension: Annotated[int, Field(gt=0, le=50)]
    design: SurveyDesign = SurveyDesign()
    confidence: Ratio = 0.95


PARAMETERS = {"integrity": (IntegrityParameters | None, None)}
OF_ONE_YEAR = ("integrity.design",)  # what happened in a year, which the next does not have from it
