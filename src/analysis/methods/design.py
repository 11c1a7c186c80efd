"""How a survey was made, as the parameters declare it; what may be said of its precision follows from that."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from laporan.project.models import Positive, Setting, Strict

__all__ = ["SurveyDesign"]

Selection = Literal["random", "census", "chosen", "unknown"]
SELECTION: dict[Selection, str] = {
    "random": "acak",
    "census": "semua anggota populasi ditanyai",
    "chosen": "tidak acak",
    "unknown": "tidak diketahui",
}


class SurveyDesign(Strict):
    """Whom a survey wanted to speak of, and how its respondents came to be asked.

    Parameters
    ----------
    population : Setting of int or None
        How many persons the survey speaks of; only an official number is known, any other is an example.
    frame : str
        The list that respondents were drawn from; empty where it is not known.
    selection : {"random", "census", "chosen", "unknown"}
        How they were drawn; chance or completeness needs its source.
    source : str
        Where the selection is written.
    weights : str
        How respondents are weighted, in the report's words; empty where each counts alike.
    strata : tuple of str
        Groups that were drawn from apart; empty where there are none.
    """

    population: Setting[Positive] | None = None
    frame: str = ""
    selection: Selection = "unknown"
    source: str = ""
    weights: str = ""
    strata: Annotated[tuple[str, ...], Field(strict=False)] = ()

    @model_validator(mode="after")
    def _chance_has_a_source(self) -> Self:
        if self.random and not self.source.strip():
            raise ValueError(
                f"pemilihan “{self.selection}” perlu sumber: tulis source (naskah dan tempatnya), "
                "atau selection: unknown"
            )
        return self

    @property
    def random(self) -> bool:
        """Whether chance, or nobody, decided who was left out; only then an interval speaks of sampling error."""
        return self.selection in ("random", "census")

    @property
    def drawn_from(self) -> int | None:
        """The population of a random sample, where it is known: the finite-population correction needs it."""
        official = self.population is not None and self.population.official
        return self.population.value if self.random and official and self.population else None

    @property
    def selected(self) -> str:
        """How the respondents were drawn, in the report's words: "acak", "tidak diketahui"."""
        return SELECTION[self.selection]

    @property
    def interval(self) -> str:
        """What an interval of this survey is called."""
        return "selang kepercayaan" if self.random else "selang model"

    @property
    def interval_title(self) -> str:
        """The same as it begins a column."""
        return self.interval.capitalize()
