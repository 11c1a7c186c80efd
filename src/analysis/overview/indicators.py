"""What a year is held against the one before by, as `params/indicators.yml` says it."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from laporan.cache import read_tracking
from laporan.core import paths
from laporan.project.models import Measure, Strict, Words, validate
from laporan.project.yaml import read_yaml

__all__ = ["YearlyIndicator", "YearlyIndicators", "load_indicators"]


class YearlyIndicator(Strict):
    """One of them.

    Parameters
    ----------
    name : str
        What the report calls it.
    measure : str
        Name of the measure (`MEASURES` of a subject).
    better : {"higher", "lower", "none"}
        Which way is the good one.
    why : str
        Why neither is, where neither is.
    """

    name: Words
    measure: Measure
    better: Literal["higher", "lower", "none"]
    why: str = ""

    @model_validator(mode="after")
    def _aimless_has_reason(self) -> Self:
        if self.better == "none" and not self.why.strip():
            raise ValueError(
                f"“{self.name}” tanpa arah: tulis why, sebab naik atau turunnya tidak baik dan tidak buruk"
            )
        return self


class YearlyIndicators(Strict):
    """All of `params/indicators.yml`."""

    indicators: Annotated[tuple[YearlyIndicator, ...], Field(strict=False, min_length=1)]


def load_indicators() -> YearlyIndicators:
    """Read `params/indicators.yml`; what was read is kept until the file changes.

    Raises
    ------
    ParameterError
        For a file that is missing, or says what no indicator can be.
    """
    path = paths.params() / "indicators.yml"
    return _read(path, read_tracking.last_written(path))


@lru_cache
def _read(path: Path, _changed: int) -> YearlyIndicators:
    return validate(YearlyIndicators, read_yaml(path), paths.relative(path))
