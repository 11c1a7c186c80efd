"""Statistical methods that no regulation sets: `params/methods.yml`, with sources, assumptions and constants."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, model_validator

from analysis.methods.regulations import Exact, Sourced
from laporan.cache import read_tracking
from laporan.core import paths
from laporan.core.formatting import Number, as_decimal
from laporan.project.models import Positive, Strict, validate
from laporan.project.yaml import read_yaml

__all__ = [
    "BootstrapMethod",
    "CsiBand",
    "CsiMethod",
    "IntervalMethod",
    "MeanIntervalMethod",
    "Method",
    "Methods",
    "ReliabilityMethod",
    "SampleSizeMethod",
    "load_methods",
]


class Method(Sourced):
    """One method, as the annex describes it; `source` and `confidence` as in `Sourced`.

    Parameters
    ----------
    name, says, assumes : str
        What it is called, what it computes, and what must hold for its result to mean that.
    year : int or None
        When its source was written; None where that is not known.
    datasets : tuple of str
        Names of the datasets that it is used on.
    columns : tuple of str
        Their columns, by name in code, without whose values it has nothing to compute: what a source may not know.
    years : int
        How many years of one of them it needs: two where it compares years.
    """

    name: str
    says: str
    assumes: str
    year: Positive | None
    datasets: Annotated[tuple[str, ...], Field(strict=False, min_length=1)]
    columns: Annotated[tuple[str, ...], Field(strict=False)] = ()
    years: Positive = 1


class CsiBand(Strict):
    """One band of the customer satisfaction index (CSI), given by where it begins.

    Exactly one of the two bounds is given.

    Parameters
    ----------
    name : str
        What an index in this band is called.
    at_least : Decimal or None
        Where it begins, from 0 to 100; an index on this bound belongs to it.
    above : Decimal or None
        Where it begins; an index on this bound does not belong to it.
    """

    name: str
    at_least: Exact | None = None
    above: Exact | None = None

    @model_validator(mode="after")
    def _one_bound(self) -> Self:
        if (self.at_least is None) == (self.above is None):
            raise ValueError(f"pita “{self.name}” memerlukan tepat satu batas: at_least atau above")
        return self

    def reached_by(self, value: Decimal) -> bool:
        """Whether an index (0 to 100) lies beyond the bound at which the band begins."""
        return value > self.above if self.above is not None else value >= (self.at_least or 0)


class CsiMethod(Method):
    """The bands of the customer satisfaction index (CSI), from the lowest to the highest."""

    bands: Annotated[tuple[CsiBand, ...], Field(strict=False, min_length=1)]

    def band(self, csi: Number) -> CsiBand:
        """The band of an index from 0 to 100, by its exact value; the lowest band begins at zero."""
        value = as_decimal(csi)
        return next(band for band in reversed(self.bands) if band.reached_by(value))


class MeanIntervalMethod(Method):
    """Student's interval of a mean.

    Parameters
    ----------
    small_below : int
        The number of respondents below which it depends on the shape of their answers.
    """

    small_below: Positive


class BootstrapMethod(Method):
    """How often respondents are drawn again, and how often a result must come back to be called settled.

    Parameters
    ----------
    resamples : int
        How many samples are drawn.
    seed : int
        Where the random numbers begin, so that the same data give the same shares.
    stable_at_least : Decimal
        The lowest share of the samples, a fraction of one, at which a result counts as settled.
    """

    resamples: Positive
    seed: int
    stable_at_least: Exact


class SampleSizeMethod(Method):
    """The constants of the sample size by Krejcie and Morgan (1970).

    Parameters
    ----------
    chi_square : Decimal
        χ² of one degree of freedom at the wanted level of confidence.
    proportion : Decimal
        The proportion that is assumed in the population, a fraction of one.
    margin : Decimal
        The error that is accepted, a fraction of one.
    """

    chi_square: Exact
    proportion: Exact
    margin: Exact


class ReliabilityMethod(Method):
    """The limits from which a questionnaire counts as reliable, and a question as fitting in.

    Parameters
    ----------
    alpha_at_least : Decimal
        The lowest Cronbach's α of a reliable questionnaire.
    item_total_at_least : Decimal
        The lowest corrected item–total correlation of a question that fits in.
    """

    alpha_at_least: Exact
    item_total_at_least: Exact


class IntervalMethod(Method):
    """An interval with a level of confidence of its own.

    Parameters
    ----------
    level : Decimal
        A fraction of one.
    """

    level: Exact


class Methods(Strict):
    """All of `params/methods.yml`: a field a method, a plain `Method` where it has no constants of its own."""

    interval: MeanIntervalMethod
    welch: Method
    paired: Method
    wilson: Method
    newcombe: Method
    holm: Method
    bootstrap: BootstrapMethod
    sample_size: SampleSizeMethod
    reliability: ReliabilityMethod
    ipa: Method
    csi: CsiMethod
    survival: Method
    survival_interval: IntervalMethod
    standardisation: Method

    @property
    def all(self) -> tuple[Method, ...]:
        """Every method, in the order in which the annex lists them."""
        return tuple(getattr(self, name) for name in type(self).model_fields)


def load_methods() -> Methods:
    """Read `params/methods.yml`; what was read is kept until the file changes."""
    path = paths.params() / "methods.yml"
    return _read(path, read_tracking.last_written(path))


@lru_cache
def _read(path: Path, _changed: int) -> Methods:
    return validate(Methods, read_yaml(path), paths.relative(path))
