"""What a year is held against the one before by, and which way is the good one: `params/indicators.yml`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from laporan.cache import read_tracking
from laporan.core import paths
from laporan.project.models import Measure, Strict, Words, validate
from laporan.project.yaml import read_yaml

Direction = Literal["higher", "lower"]
Patterns = Annotated[tuple[Words, ...], Field(strict=False)]
OPPOSITE: dict[Direction, Direction] = {"higher": "lower", "lower": "higher"}


class YearlyIndicator(Strict):
    """What a year is held against the one before by.

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
    facts : list of str
        The numbers of a report that are good where the indicator is, by patterns of their ids, in which `*` stands for
        any letters: `laporan diff` says of them whether they got better.
    opposite_facts : list of str
        Those that are good where the indicator is bad.
    """

    name: Words
    measure: Measure
    better: Literal["higher", "lower", "none"]
    why: str = ""
    facts: Patterns = ()
    opposite_facts: Patterns = ()

    @model_validator(mode="after")
    def _aimless_has_reason(self) -> Self:
        if self.better == "none" and not self.why.strip():
            raise ValueError(
                f"“{self.name}” tanpa arah: tulis why, sebab naik atau turunnya tidak baik dan tidak buruk"
            )
        if self.better == "none" and (self.facts or self.opposite_facts):
            raise ValueError(
                f"“{self.name}” tanpa arah: facts dan opposite_facts juga tidak punya arah. Hapus keduanya"
            )
        return self

    def directions(self) -> Iterator[tuple[str, Direction]]:
        """Each pattern of facts, and which way is the good one for them."""
        if self.better != "none":
            yield from ((pattern, self.better) for pattern in self.facts)
            yield from ((pattern, OPPOSITE[self.better]) for pattern in self.opposite_facts)


class YearlyIndicators(Strict):
    """All of `params/indicators.yml`."""

    indicators: Annotated[tuple[YearlyIndicator, ...], Field(strict=False, min_length=1)]

    @model_validator(mode="after")
    def _each_pattern_once(self) -> Self:
        counts = Counter(pattern for one in self.indicators for pattern in (*one.facts, *one.opposite_facts))
        if twice := [pattern for pattern, count in counts.items() if count > 1]:
            raise ValueError(f"facts: “{twice[0]}” tertulis lebih dari sekali. Sisakan pada satu indikator")
        return self


def load_indicators() -> YearlyIndicators:
    """Read `params/indicators.yml`; what was read is kept until the file changes.

    Raises
    ------
    ParameterError
        For a file that is missing, or says what no indicator can be.
    """
    path = _file()
    return _read(path, read_tracking.last_written(path))


def directions() -> dict[str, Direction]:
    """Which way is the good one, by patterns of facts' ids, the one that counts first first; none without the file.

    Raises
    ------
    ParameterError
        For a file that says what no indicator can be.
    """
    if not read_tracking.is_there(_file()):
        return {}
    return dict(pair for indicator in load_indicators().indicators for pair in indicator.directions())


def _file() -> Path:
    return paths.params() / "indicators.yml"


@lru_cache
def _read(path: Path, _changed: int) -> YearlyIndicators:
    return validate(YearlyIndicators, read_yaml(path), paths.relative(path))
