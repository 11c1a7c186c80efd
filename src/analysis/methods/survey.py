"""What every questionnaire with answers on a scale has: checked answers, intervals, reliability, profile.

The satisfaction and the integrity survey both stand on this; how each makes an index of its
answers is its own module's subject.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol, TypeVar

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.special import stdtrit

from analysis.methods.regulations import Scale
from analysis.methods.statistics import ReliabilityMethod, SampleSizeMethod, load_methods
from laporan.core.errors import EmptySurveyError, MissingDataError, OutOfScaleError, ParameterError
from laporan.core.formatting import number, round_half_up
from laporan.facts.lineage import Basis
from laporan.facts.printed import Piece, Printed, angka, hitungan
from laporan.facts.quantity import Quantity, count, exact, given, share
from laporan.facts.tables import Cell, Status, Table, table
from laporan.notebook.report import Report

RESPONDENTS = "responden"
ANSWERS = "jawaban"
POINTS = "poin"
INDEX = "indeks"

Matrix = npt.NDArray[np.int64]  # a row a respondent, a column an item
Scores = npt.NDArray[np.int64]  # one a respondent


@dataclass(frozen=True)
class Interval:
    """Confidence interval of an index; never beyond the ends of its scale."""

    low: Quantity
    high: Quantity
    level: float

    def overlaps(self, other: Interval) -> bool:
        """Whether the two have values in common: then their difference may be chance."""
        return bool(self.low <= other.high and other.low <= self.high)

    @property
    def printed(self) -> Printed:
        """'77,16–80,13'."""
        ends = ((self.low, "bawah"), (self.high, "atas"))
        low, high = (Piece(number(end.value, 2), end, part) for end, part in ends)
        return Printed((low, Piece("–"), high))


@dataclass(frozen=True)
class Reliability:
    """Internal consistency of a questionnaire.

    alpha : Cronbach's α; None for fewer than two items or respondents, or where nobody differs
    items : corrected item–total correlation per column; None where it is not defined
    method : the limits, with their source
    """

    alpha: Quantity | None
    items: dict[str, Quantity | None]
    method: ReliabilityMethod

    @property
    def reliable(self) -> bool:
        return self.alpha is not None and exact(self.alpha.value) >= self.method.alpha_at_least

    @property
    def weak_items(self) -> list[str]:
        """Columns that hang together with the rest less than they should."""
        limit = self.method.item_total_at_least
        return [code for code, r in self.items.items() if r is None or exact(r.value) < limit]


@dataclass(frozen=True)
class SampleSize:
    """Respondents against what Krejcie & Morgan ask of a population of that size."""

    population: Quantity
    required: Quantity
    respondents: Quantity
    method: SampleSizeMethod

    @property
    def sufficient(self) -> bool:
        return self.respondents >= self.required

    @property
    def missing(self) -> Quantity:
        """How many respondents are short of what is asked; none below zero."""
        short = self.required - self.respondents
        return short if short > 0 else short - short


@dataclass(frozen=True)
class RespondentGroup:
    """One category of the respondents."""

    name: str
    count: Quantity
    share: Quantity


class Coded(Protocol):
    """What has a code: an unsur, a dimension."""

    @property
    def code(self) -> str: ...


CodedPart = TypeVar("CodedPart", bound=Coded)
Outcome = TypeVar("Outcome")


def over_years(report: Report, name: str, result: Callable[[Report], Outcome]) -> dict[int, Outcome]:
    """`result` of the same unit's report of every year up to this one that has the dataset `name`."""
    return {year: result(report.in_year(year)) for year in report.years_with(name)}


def find(parts: Sequence[CodedPart], code: str) -> CodedPart:
    """The part (unsur, dimension) of that code; MissingDataError, naming those there are, for none."""
    for part in parts:
        if part.code == code:
            return part
    raise MissingDataError(f"{code} tidak ada; yang ada: {', '.join(part.code for part in parts)}")


def answer_matrix(answers: pd.DataFrame, columns: Sequence[str], scale: Scale) -> Matrix:
    """The answers as whole numbers, one row a respondent, checked against the scale.

    Raises EmptySurveyError without respondents, MissingDataError for a missing column, and
    OutOfScaleError naming row, column and value of the first answer that is missing or off the scale.
    """
    if missing := [column for column in columns if column not in answers.columns]:
        raise MissingDataError(f"kolom {', '.join(missing)} tidak ada dalam data survei")
    if answers.empty:
        raise EmptySurveyError("survei ini tidak memiliki responden")
    asked = answers[list(columns)]
    good = asked.isin(list(scale.steps)).to_numpy()
    if not good.all():
        place = int(np.argmin(good.all(axis=0)))
        row, column = int(np.argmin(good[:, place])), columns[place]
        raise OutOfScaleError(
            f"baris {answers.index[row]}, kolom {column}: {answers[column].iloc[row]} di luar skala {scale}"
        )
    return asked.to_numpy(dtype=np.int64)


def confidence_interval(
    scores: Scores, factor: Fraction, scale: Scale, basis: Basis, level: float = 0.95
) -> Interval | None:
    """Interval of an index: the mean of whole-numbered scores × `factor` (Student's t, n−1 degrees).

    scores : one a respondent, each the sum of one or more answers; `factor` brings their mean to 100
    Returns None for a single respondent. The ends are kept within what the scale allows.
    """
    if not 0 < level < 1:
        raise ParameterError(f"tingkat kepercayaan harus antara 0 dan 1 (tertulis {level})")
    n = len(scores)
    if n < 2:
        return None
    middle = float(factor * Fraction(int(scores.sum()), n))
    half = float(factor) * float(stdtrit(n - 1, (1 + level) / 2)) * float(scores.std(ddof=1)) / n**0.5
    # Near the end of the scale the symmetric interval of t reaches values that nobody can score.
    low = max(middle - half, min(middle, 100 * scale.lowest / scale.highest))
    return Interval(Quantity(low, INDEX, basis=basis), Quantity(min(middle + half, 100.0), INDEX, basis=basis), level)


def reliability(items: pd.DataFrame) -> Reliability:
    """Cronbach's α = k/(k−1) · (1 − Σ s²ᵢ / s²_total), and each item against the sum of the others.

    items : one column an item, whole numbers, no missing values
    """
    basis, method = Basis.of(items), load_methods().reliability
    matrix = items.to_numpy(dtype=np.int64)
    totals = matrix.sum(axis=1)
    columns = [str(name) for name in items.columns]
    correlations = {name: _correlation(matrix[:, i], totals - matrix[:, i]) for i, name in enumerate(columns)}
    known = {name: None if r is None else Quantity(r, basis=basis) for name, r in correlations.items()}
    k, spread = matrix.shape[1], _squares(totals)
    if k < 2 or not spread:
        return Reliability(None, known, method)
    alpha = Fraction(k, k - 1) * (1 - Fraction(sum(_squares(column) for column in matrix.T), spread))
    return Reliability(Quantity(alpha, basis=basis), known, method)


def sample_size(population: int, respondents: Quantity) -> SampleSize:
    """What Krejcie & Morgan (1970) ask of a population: S = χ²NPQ / (d²(N−1) + χ²PQ), rounded as in their table."""
    if population < 1:
        raise ParameterError(f"populasi survei harus paling sedikit 1 orang (tertulis {population})")
    method = load_methods().sample_size
    spread = Fraction(method.chi_square) * Fraction(method.proportion) * (1 - Fraction(method.proportion))
    size = spread * population / (Fraction(method.margin) ** 2 * (population - 1) + spread)
    required = given(int(round_half_up(size, 0)), RESPONDENTS)
    return SampleSize(given(population, RESPONDENTS), required, respondents, method)


def profile(respondents: pd.DataFrame, column: str, order: Sequence[str] | None = None) -> tuple[RespondentGroup, ...]:
    """How many respondents each category of a column has, and their share of all.

    order : categories as they are to be shown, those without respondents too; by default the largest first
    Each count rests on the rows of its own category.
    """
    if column not in respondents.columns:
        raise MissingDataError(f"kolom {column} tidak ada dalam data survei")
    if respondents.empty:
        raise EmptySurveyError("survei ini tidak memiliki responden")
    sizes = respondents[column].value_counts()
    names = sorted(sizes.index, key=lambda name: (-sizes[name], str(name))) if order is None else list(order)
    if unknown := set(sizes.index) - set(names):
        raise ParameterError(f"kolom {column}: kategori {', '.join(sorted(map(str, unknown)))} tidak ada dalam urutan")
    everyone = count(respondents, RESPONDENTS)
    counts = {str(name): count(respondents[respondents[column] == name], RESPONDENTS) for name in names}
    return tuple(RespondentGroup(name, part, share(part, everyone)) for name, part in counts.items())


def profile_table(respondents: pd.DataFrame, columns: Sequence[tuple[str, str, Sequence[str]]]) -> Table:
    """Respondents by each of several columns: (column, what it is called, its categories in order)."""
    rows = [
        (f"{title}: {_within_sentence(group.name)}", hitungan(group.share))
        for column, title, order in columns
        for group in profile(respondents, column, order)
    ]
    how = "Banyaknya responden menurut ciri yang mereka isi; persentasenya dari seluruh responden."
    return table(("Ciri responden", "Responden"), rows, how=how)


def quality_table(respondents: Quantity, sample: SampleSize | None, consistency: Reliability) -> Table:
    """Whether the survey carries its conclusions: sample size and reliability against their limits."""
    rows: list[tuple[Cell, ...]] = []
    if sample is not None:
        rows.append(("Banyaknya responden", respondents, sample.required, _met(sample.sufficient)))
    if consistency.alpha is not None:
        limit = Quantity(consistency.method.alpha_at_least)
        rows.append(("Cronbach α", angka(consistency.alpha, 2), limit, _met(consistency.reliable)))
    known = [r for r in consistency.items.values() if r is not None]
    if known:
        limit = Quantity(consistency.method.item_total_at_least)
        weakest = min(known, key=lambda r: exact(r.value))
        rows.append(("Korelasi butir–total terendah", angka(weakest, 2), limit, _met(not consistency.weak_items)))
    how = (
        "Sampel: S = χ²NPQ / (d²(N − 1) + χ²PQ) (Krejcie & Morgan, 1970). "
        "α = k/(k − 1) × (1 − Σ s²ᵢ / s²ₜ). Korelasi butir–total: jawaban satu butir terhadap jumlah butir yang lain."
    )
    return table(("Ukuran", "Nilai", "Paling sedikit", "Keterangan"), rows, how=how, rests_on=Basis.of(respondents))


def _within_sentence(name: str) -> str:
    """'sarjana (S1)', but 'SMA atau sederajat'."""
    return name[0].lower() + name[1:] if name[1:2].islower() else name


def _met(holds: bool) -> Status:
    return Status("normal", "Terpenuhi") if holds else Status("watch", "Belum terpenuhi")


def _squares(values: Scores) -> int:
    """n Σx² − (Σx)²: the sum of squares about the mean, times n; whole, so that α stays exact."""
    return len(values) * int((values**2).sum()) - int(values.sum()) ** 2


def _correlation(item: Scores, rest: Scores) -> float | None:
    spread = _squares(item) * _squares(rest)
    if not spread:
        return None
    together = len(item) * int((item * rest).sum()) - int(item.sum()) * int(rest.sum())
    return together / math.sqrt(spread)
