"""Limits and constants of the methods that no regulation sets: `params/methods.yml`, with sources."""

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
from laporan.project.models import Strict, validate
from laporan.project.yaml import read_yaml


class CsiBand(Strict):
    """Where the band begins, in percent: with `at_least` the bound belongs to it, with `above` it does not."""

    name: str
    at_least: Exact | None = None
    above: Exact | None = None

    @model_validator(mode="after")
    def _one_bound(self) -> Self:
        if (self.at_least is None) == (self.above is None):
            raise ValueError(f"pita “{self.name}” memerlukan tepat satu batas: at_least atau above")
        return self

    def reached_by(self, value: Decimal) -> bool:
        return value > self.above if self.above is not None else value >= (self.at_least or 0)


class CsiMethod(Sourced):
    """Bands of the customer satisfaction index, from the lowest to the highest."""

    bands: Annotated[tuple[CsiBand, ...], Field(strict=False, min_length=1)]

    def band(self, csi: Number) -> CsiBand:
        """The band of an index on 0–100, by its exact value. The lowest band begins at zero."""
        value = as_decimal(csi)
        return next(band for band in reversed(self.bands) if band.reached_by(value))


class SampleSizeMethod(Sourced):
    """Constants of Krejcie & Morgan (1970)."""

    chi_square: Exact
    proportion: Exact
    margin: Exact


class ReliabilityMethod(Sourced):
    """From where on a questionnaire counts as reliable, and an item as fitting in."""

    alpha_at_least: Exact
    item_total_at_least: Exact


class Methods(Strict):
    """All of `params/methods.yml`."""

    csi: CsiMethod
    sample_size: SampleSizeMethod
    reliability: ReliabilityMethod


def load_methods() -> Methods:
    """What `params/methods.yml` says now."""
    path = paths.params() / "methods.yml"
    return _read(path, path.stat().st_mtime_ns if read_tracking.is_there(path) else 0)


@lru_cache
def _read(path: Path, _changed: int) -> Methods:
    return validate(Methods, read_yaml(path), paths.relative(path))
