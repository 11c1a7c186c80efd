"""The regulation that a survey is scored by, as dated data: unsur, scale, bands, and where each is from."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from laporan.core import paths
from laporan.core.errors import OutOfScaleError
from laporan.core.formatting import Number, number, round_half_up
from laporan.project.models import Strict, validate
from laporan.project.yaml import read_yaml


def _decimal(text: object) -> Decimal:
    if not isinstance(text, str):
        raise ValueError('ditulis di antara tanda kutip supaya terbaca persis, misalnya "76.61"')  # noqa: TRY004
    return Decimal(text)


class Scale(Strict):
    """Answers are the whole numbers from `lowest` to `highest`."""

    lowest: int
    highest: int


class Unsur(Strict):
    """An element of the service that is asked about. short : for charts and prose"""

    code: str
    name: str
    short: str


class Band(Strict):
    """A category of mutu, and the index from which it holds."""

    letter: str
    name: str
    starts: Annotated[Decimal, BeforeValidator(_decimal)]


class Sourced(Strict):
    """Where a part of the rule is from. confidence : V seen in a source, S partly, M from memory"""

    source: str
    confidence: Literal["V", "S", "M"]


class Sources(Strict):
    """Where each part of the rule is from."""

    scale: Sourced
    unsur: Sourced
    weight: Sourced
    bands: Sourced


class Rule(Strict):
    """One regulation: `unsur` in the order of the questionnaire, `bands` from the lowest."""

    title: str
    short_title: str
    scale: Scale
    unsur: Annotated[tuple[Unsur, ...], Field(strict=False, min_length=1)]
    bands: Annotated[tuple[Band, ...], Field(strict=False, min_length=1)]
    sources: Sources

    @model_validator(mode="after")
    def _bands_rise(self) -> Self:
        for below, above in pairwise(self.bands):
            if above.starts <= below.starts:
                raise ValueError(f"kategori {above.letter} harus mulai di atas kategori {below.letter}")
        return self

    def band(self, index: Number) -> Band:
        """The category of an index, rounded half up to the two decimals that the bounds have.

        Raises
        ------
        OutOfScaleError
            For an index that no answers on the scale can give.
        """
        printed = round_half_up(index)
        if not self.bands[0].starts <= printed <= 100:
            raise OutOfScaleError(f"indeks {number(printed, 2)} di luar {number(self.bands[0].starts, 2)}–100")
        return next(band for band in reversed(self.bands) if printed >= band.starts)


def load_rule(name: str) -> Rule:
    """The rule `params/regulations/<name>.yml`.

    Raises
    ------
    ParameterError
        Where the file is missing or faulty.
    """
    path = paths.params() / "regulations" / f"{name}.yml"
    return validate(Rule, read_yaml(path), paths.relative(path))
