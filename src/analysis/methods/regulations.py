"""Regulations by which a survey is scored, kept as dated data: unsur, scale, weights, bands and their sources.

Each regulation is one file under `params/regulations/`, named by the code that parameters ask for
(`permenpan-14-2017.yml`). A correction is made in that file: no code knows a bound, a weight or a year.
"""

from __future__ import annotations

import re
from decimal import Decimal
from difflib import get_close_matches
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from laporan.cache import read_tracking
from laporan.cache.read_tracking import noting_cache
from laporan.core import paths
from laporan.core.errors import OutOfScaleError, ParameterError
from laporan.core.formatting import Number, number, round_half_up
from laporan.project.models import Day, Positive, Strict, validate
from laporan.project.yaml import read_yaml

__all__ = [
    "Band",
    "Regulation",
    "Scale",
    "Sourced",
    "Sources",
    "Unsur",
    "known_regulations",
    "load_regulation",
    "successors",
]

Weights = Literal["exact", "printed"]
CENT = Decimal("0.01")
DECIMAL = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,20})?")


def _quoted_decimal(value: Any) -> Any:
    if not isinstance(value, str):
        # pydantic gathers a ValueError with the others, and lets a TypeError through
        raise ValueError(  # noqa: TRY004
            'bilangan desimal ditulis di antara tanda kutip supaya terbaca persis, misalnya "76.61"'
        )
    if not DECIMAL.fullmatch(value):
        raise ValueError(f"harus bilangan seperti 76.61 (tertulis {value!r})")
    return Decimal(value)


Exact = Annotated[Decimal, BeforeValidator(_quoted_decimal)]


class Sourced(Strict):
    """Where a rule comes from, and how sure we are of it.

    Parameters
    ----------
    source : str
        Where the rule is written: regulation, article or annex.
    confidence : {"V", "S", "M"}
        V where the rule was seen in the source itself, S where the source is secondary or partial, M where it was
        written from memory and still has to be checked.
    """

    source: str
    confidence: Literal["V", "S", "M"]


class Scale(Strict):
    """The whole numbers, `lowest` to `highest`, that may be given as answers."""

    lowest: int
    highest: int

    @property
    def steps(self) -> range:
        """All possible answers, in ascending order."""
        return range(self.lowest, self.highest + 1)

    def __str__(self) -> str:
        return f"{self.lowest}–{self.highest}"


class Unsur(Strict):
    """An element of service (unsur) that a questionnaire asks about.

    Parameters
    ----------
    code : str
        "U1" and so on, in the order of the questionnaire.
    name : str
        Its name as the regulation writes it.
    short : str
        A shorter name, for charts and running prose.
    concerns : {"cost"} or None
        What it asks about, where other parts of the suite must find it whatever its number is.
    """

    code: str
    name: str
    short: str
    concerns: Literal["cost"] | None = None


class Band(Strict):
    """One category of mutu, with its bounds as the regulation prints them.

    Parameters
    ----------
    letter, name : str
        What the category is called: "B", "Baik".
    ikm_from, ikm_to : Decimal
        Bounds of the index (0 to 100), both included.
    nrr_from, nrr_to : Decimal
        Bounds of the mean score, in points of the scale, both included.
    """

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
    replaced_by: Sourced | None = None
    minimum_respondents: Sourced | None = None


class Regulation(Strict):
    """One regulation, as its file under `params/regulations/` describes it.

    Parameters
    ----------
    name : str
        Name of its file, without `.yml`.
    title, short_title : str
        Its name in full, and as tables print it.
    year : int
        The year of its number.
    in_force_from : date or None
        Its first day; None where the date has not been checked yet.
    replaced_by : str or None
        Name of the regulation that took its place.
    scale : Scale
        The answers that it allows.
    printed_weight : Decimal or None
        The rounded weight of an unsur that agencies print (0.11); None where there is none.
    unsur : tuple of Unsur
        What it asks about, in the order of the questionnaire.
    minimum_respondents : int or None
        How many respondents it asks for at least; None where it names no number, or nobody has found it.
    bands : tuple of Band
        Categories, from the lowest to the highest, without a gap between them.
    sources : Sources
        Where each of these was found.
    """

    name: str
    title: str
    short_title: str
    year: int
    in_force_from: Day | None
    replaced_by: str | None
    scale: Scale
    printed_weight: Exact | None
    unsur: Annotated[tuple[Unsur, ...], Field(strict=False, min_length=1)]
    bands: Annotated[tuple[Band, ...], Field(strict=False, min_length=1)]
    minimum_respondents: Positive | None = None
    sources: Sources

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> Self:
        for below, above in pairwise(self.bands):
            if above.ikm_from - below.ikm_to != CENT:
                raise ValueError(
                    f"kategori {below.letter} berakhir pada {below.ikm_to}, "
                    f"kategori {above.letter} mulai pada {above.ikm_from}: harus bersambung"
                )
        if self.replaced_by and self.sources.replaced_by is None:
            raise ValueError("replaced_by memerlukan sumber: isi sources.replaced_by")
        if (self.minimum_respondents is None) != (self.sources.minimum_respondents is None):
            raise ValueError("minimum_respondents dan sumbernya (sources.minimum_respondents) ditulis bersama")
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
        """The factor that brings a mean score to a scale that ends at 100: 25 where the highest answer is 4."""
        return Fraction(100, self.scale.highest)

    @property
    def cost(self) -> Unsur | None:
        """The unsur that asks about cost; None where the questionnaire has none."""
        return next((unsur for unsur in self.unsur if unsur.concerns == "cost"), None)

    def weight(self, weights: Weights = "exact") -> Fraction:
        """The weight of one unsur; all unsur weigh the same.

        Parameters
        ----------
        weights : {"exact", "printed"}
            "exact" is one divided by the number of unsur; "printed" is the rounded weight that agencies print.

        Raises
        ------
        ParameterError
            Where "printed" is asked for and the regulation has no printed weight.
        """
        if weights == "exact":
            return Fraction(1, len(self.unsur))
        if self.printed_weight is None:
            raise ParameterError(f"{self.short_title} tidak memiliki bobot tercetak. Pakai bobot exact")
        return Fraction(self.printed_weight)

    def band(self, index: Number) -> Band:
        """The category of an index.

        Parameters
        ----------
        index : number
            From 0 to 100; it is rounded half up to two decimals before it is looked up.

        Raises
        ------
        OutOfScaleError
            For an index below 0 or above the highest bound.

        Notes
        -----
        The bounds have two decimals, so 76.605 lies between two of them: it is read as 76.61, which is B.
        With printed weights the lowest possible index lies below the lowest bound (0.11 × 9 × 25 = 24.75);
        it belongs to the lowest category all the same.
        """
        printed = round_half_up(index)
        if not 0 <= printed <= self.bands[-1].ikm_to:
            raise OutOfScaleError(f"indeks {number(printed, 2)} di luar 0–{number(self.bands[-1].ikm_to, 0)}")
        return next((band for band in reversed(self.bands) if printed >= band.ikm_from), self.bands[0])

    def bands_between(self, low: Number, high: Number) -> tuple[Band, ...]:
        """The categories that an interval of the index reaches, from the lowest to the highest."""
        first, last = self.bands.index(self.band(low)), self.bands.index(self.band(high))
        return self.bands[first : last + 1]

    def letter_by_bounds(self, index: Number) -> str:
        """The letter of the category between whose printed bounds an index lies.

        This is a second way to what `band` finds, by which identities check it.

        Parameters
        ----------
        index : number
            From 0 to 100; rounded half up to two decimals.

        Returns
        -------
        str
            "" where the index lies between no category's bounds, for which `band` would still name one.
        """
        printed = round_half_up(index)
        lowest = self.bands[0]
        inside = [band.letter for band in self.bands if band.ikm_from <= printed <= band.ikm_to]
        return lowest.letter if printed < lowest.ikm_from else "".join(inside)


def known_regulations() -> list[str]:
    """Names of the survey regulations that have a file, in alphabetical order."""
    return sorted(path.stem for path in _folder().glob("*.yml"))


def load_regulation(name: str) -> Regulation:
    """Read the regulation of that name.

    Parameters
    ----------
    name : str
        Name of its file under `params/regulations/`, without `.yml`: "kep-25-2004", "permenpan-16-2014", …

    Raises
    ------
    ParameterError
        For an unknown name, with the nearest known one, and for a file with faults.
    """
    path = _folder() / f"{name}.yml"
    known = known_regulations()
    if name not in known:
        near = get_close_matches(name, known, n=1, cutoff=0)
        hint = f"; yang terdekat “{near[0]}”" if near else ""
        raise ParameterError(f"peraturan “{name}” tidak dikenal{hint}. Yang ada: {', '.join(known)}")
    return _read(path, read_tracking.last_written(path))


@noting_cache
def _read(path: Path, _changed: int) -> Regulation:
    return validate(Regulation, {"name": path.stem} | read_yaml(path), paths.relative(path))


def successors(rule: Regulation, year: int) -> tuple[Regulation, ...]:
    """The regulations that had taken the place of `rule` by the end of `year`, each replaced by the next."""
    chain: list[Regulation] = []
    while rule.replaced_by and (rule := load_regulation(rule.replaced_by)).year <= year:
        chain.append(rule)
    return tuple(chain)


def _folder() -> Path:
    return paths.params() / "regulations"
