"""Regulations that a survey is scored by, as dated data: unsur, scale, weights, bands, sources.

A regulation is one file under `params/regulations/`, named as it is asked for
(`permenpan-14-2017`). Whoever has the regulation in hand corrects a line there; no code
knows a bound, a weight or a year.
"""

from __future__ import annotations

from decimal import Decimal
from difflib import get_close_matches
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from laporan.core import paths
from laporan.core.errors import OutOfScaleError, ParameterError
from laporan.core.formatting import Number, number, round_half_up
from laporan.project.models import Day, Strict, validate
from laporan.project.yaml import read_yaml

Weights = Literal["exact", "printed"]
RatedSubject = Literal["kepuasan", "integritas"]
CENT = Decimal("0.01")


def _quoted_decimal(value: Any) -> Any:
    if not isinstance(value, str):
        # pydantic gathers a ValueError with the others, and lets a TypeError through
        raise ValueError(  # noqa: TRY004
            'bilangan desimal ditulis di antara tanda kutip supaya terbaca persis, misalnya "76.61"'
        )
    return Decimal(value)


Exact = Annotated[Decimal, BeforeValidator(_quoted_decimal)]


class Sourced(Strict):
    """Where a rule comes from. confidence: V seen in a source, S secondary or partial, M from memory."""

    source: str
    confidence: Literal["V", "S", "M"]


class Scale(Strict):
    """Answers are the whole numbers `lowest` to `highest`."""

    lowest: int
    highest: int

    @property
    def steps(self) -> range:
        return range(self.lowest, self.highest + 1)

    def __str__(self) -> str:
        return f"{self.lowest}–{self.highest}"


class Unsur(Strict):
    """An element of service that is asked about. short : for charts and running prose."""

    code: str
    name: str
    short: str


class Band(Strict):
    """One category of mutu, bounds included, as printed: on the index (IKM) and on the mean score (NRR)."""

    letter: str
    name: str
    ikm_from: Exact
    ikm_to: Exact
    nrr_from: Exact
    nrr_to: Exact


class Sources(Strict):
    """Where each part of a regulation comes from."""

    unsur: Sourced
    scale: Sourced
    weight: Sourced
    bands: Sourced
    in_force_from: Sourced


class Regulation(Strict):
    """One regulation. `unsur` in the order of the questionnaire; `bands` from the lowest to the highest.

    in_force_from : None where the date has not been checked yet; `year` is that of its number
    replaced_by : name of the regulation that took its place
    printed_weight : the rounded weight of an unsur that agencies print (0.11), None where there is none
    """

    name: str
    title: str
    short_title: str
    subject: RatedSubject
    year: int
    in_force_from: Day | None
    replaced_by: str | None
    scale: Scale
    printed_weight: Exact | None
    unsur: Annotated[tuple[Unsur, ...], Field(strict=False)]
    bands: Annotated[tuple[Band, ...], Field(strict=False, min_length=1)]
    sources: Sources

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> Self:
        for below, above in pairwise(self.bands):
            if above.ikm_from - below.ikm_to != CENT:
                raise ValueError(
                    f"kategori {below.letter} berakhir pada {below.ikm_to}, "
                    f"kategori {above.letter} mulai pada {above.ikm_from}: harus bersambung"
                )
        if bool(self.unsur) != (self.subject == "kepuasan"):
            raise ValueError("peraturan survei kepuasan memerlukan daftar unsur, peraturan lain tidak")
        codes = [unsur.code for unsur in self.unsur]
        if codes != [f"U{i}" for i in range(1, len(codes) + 1)]:
            raise ValueError(f"kode unsur harus berurutan mulai U1 (tertulis {', '.join(codes)})")
        return self

    @property
    def codes(self) -> list[str]:
        """Columns of the answers: U1 … Un."""
        return [unsur.code for unsur in self.unsur]

    @property
    def importance_codes(self) -> list[str]:
        """Columns of the importance of each unsur: K1 … Kn."""
        return [code.replace("U", "K", 1) for code in self.codes]

    @property
    def conversion(self) -> Fraction:
        """What a mean score is multiplied by to stand on 100: 25 on a scale that ends at 4."""
        return Fraction(100, self.scale.highest)

    def must_score(self, subject: RatedSubject) -> None:
        """Raises ParameterError where this regulation is about another kind of survey."""
        if self.subject != subject:
            raise ParameterError(
                f"{self.short_title} ({self.name}) mengatur survei {self.subject}, bukan survei {subject}"
            )

    def weight(self, weights: Weights = "exact") -> Fraction:
        """Weight of one unsur: 1/k, or the rounded weight that agencies print.

        Raises ParameterError where the regulation has no printed weight.
        """
        if weights == "exact":
            return Fraction(1, len(self.unsur))
        if self.printed_weight is None:
            raise ParameterError(f"{self.short_title} tidak memiliki bobot tercetak. Pakai bobot exact")
        return Fraction(self.printed_weight)

    def band(self, index: Number) -> Band:
        """The category of an index (0–100), rounded half up to two decimals before it is looked up.

        The bounds have two decimals, so 76.605 falls between two of them: it is 76.61, and B.
        With printed weights the lowest possible index lies below the lowest bound (0.11 × 9 × 25
        = 24.75); it belongs to the lowest category all the same.
        """
        printed = round_half_up(index)
        if not 0 <= printed <= self.bands[-1].ikm_to:
            raise OutOfScaleError(f"indeks {number(printed, 2)} di luar 0–{number(self.bands[-1].ikm_to, 0)}")
        return next((band for band in reversed(self.bands) if printed >= band.ikm_from), self.bands[0])

    def letter_by_bounds(self, index: Number) -> str:
        """The letter whose bounds, as printed, hold the index rounded to two decimals: `band` seen from the other side.

        '' for none, which `band` would never say.
        """
        printed = round_half_up(index)
        lowest = self.bands[0]
        inside = [band.letter for band in self.bands if band.ikm_from <= printed <= band.ikm_to]
        return lowest.letter if printed < lowest.ikm_from else "".join(inside)


def known_regulations() -> list[str]:
    """Names of the survey regulations that have a file, in alphabetical order."""
    return sorted(path.stem for path in _folder().glob("*.yml"))


def load_regulation(name: str) -> Regulation:
    """The regulation of that name (`kep-25-2004`, `permenpan-16-2014`, …).

    Raises ParameterError for an unknown name, naming the nearest known one, and for a faulty file.
    """
    path = _folder() / f"{name}.yml"
    known = known_regulations()
    if name not in known:
        near = get_close_matches(name, known, n=1, cutoff=0)
        hint = f"; yang terdekat “{near[0]}”" if near else ""
        raise ParameterError(f"peraturan “{name}” tidak dikenal{hint}. Yang ada: {', '.join(known)}")
    return _read(path, path.stat().st_mtime_ns)


@lru_cache
def _read(path: Path, _changed: int) -> Regulation:
    return validate(Regulation, {"name": path.stem} | read_yaml(path), paths.relative(path))


def in_force(rule: Regulation, year: int) -> Regulation:
    """What had taken the place of `rule` by the end of `year`; the rule itself where nothing had."""
    while rule.replaced_by and (successor := load_regulation(rule.replaced_by)).year <= year:
        rule = successor
    return rule


def _folder() -> Path:
    return paths.params() / "regulations"
