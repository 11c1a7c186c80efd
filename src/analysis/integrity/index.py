"""Integrity survey of employees: its index is the mean of all answers × 25, as a whole and by dimension.

No regulation governs this index. Its conversion and its bands are borrowed from the regulation of satisfaction
surveys that the parameters name, as the published report of 2017 did. The dimensions are the agency's own
instrument, and stand in the parameters.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

import numpy as np
import pandas as pd

from analysis.methods.answers import (
    ANSWERS,
    INDEX,
    POINTS,
    RESPONDENTS,
    Matrix,
    PersonScores,
    Scores,
    answer_matrix,
    find,
)
from analysis.methods.comparison import leaders
from analysis.methods.design import SurveyDesign
from analysis.methods.precision import Interval, confidence_interval, interval_in_words, letter
from analysis.methods.regulations import Band, Regulation
from analysis.methods.reliability import Reliability, reliability
from laporan.core.errors import ParameterError
from laporan.core.formatting import number
from laporan.data.disclosure import FEWEST, is_small
from laporan.facts.lineage import Basis
from laporan.facts.printed import Printed, hitungan, rentang
from laporan.facts.quantity import Operand, Quantity, count, exact, share, summed
from laporan.facts.rules import made_by
from laporan.facts.tables import Cell, Status, Table, table

__all__ = ["DimensionScore", "IntegrityResult", "integrity_index", "item_columns"]

ALL = "Semua dimensi"


@dataclass(frozen=True)
class DimensionScore:
    """The result of one dimension, or of the whole survey.

    Parameters
    ----------
    code, name : str
        "D1" and the dimension's name; "D" for the whole survey.
    mean : Quantity
        Mean of the answers, in points of the scale.
    index : Quantity
        The mean brought to 100, exact; print rounds it to two decimals.
    category : Band
        Read from the index.
    interval : Interval or None
        Of the index; None where the respondents' spread is unknown.
    answers : Quantity
        How many answers there are.
    counts : dict of int to Quantity
        How often each answer was given, from the lowest to the highest.
    shares : dict of int to Quantity
        The same as shares of all answers of the dimension.
    scores, doubts : PersonScores
        The index of each respondent, and how many of that person's answers lie in the lower half of the scale.
    """

    code: str
    name: str
    mean: Quantity
    index: Quantity
    category: Band
    interval: Interval | None
    answers: Quantity
    counts: dict[int, Quantity]
    shares: dict[int, Quantity]
    scores: PersonScores
    doubts: PersonScores

    @property
    def doubtful(self) -> Quantity:
        """Share of answers in the lower half of the scale."""
        steps = sorted(self.counts)
        return share(summed((self.counts[step] for step in steps[: len(steps) // 2]), ANSWERS), self.answers)

    @property
    def approving(self) -> Quantity:
        """Share of answers in the upper half of the scale."""
        steps = sorted(self.counts)
        return share(summed((self.counts[step] for step in steps[len(steps) // 2 :]), ANSWERS), self.answers)


@dataclass(frozen=True)
class IntegrityResult:
    """The index of one integrity survey, with the result of each dimension.

    Parameters
    ----------
    rule : Regulation
        The regulation that it was computed by.
    respondents : Quantity
        How many answered.
    overall : DimensionScore
        All dimensions together.
    dimensions : tuple of DimensionScore
        In the order of the questionnaire.
    reliability : Reliability
        Of all answers.
    design : SurveyDesign
        How the survey was made.
    confidence : float
        Level of the intervals, a fraction of one.
    """

    rule: Regulation
    respondents: Quantity
    overall: DimensionScore
    dimensions: tuple[DimensionScore, ...]
    reliability: Reliability
    design: SurveyDesign
    confidence: float

    @property
    def items(self) -> Quantity:
        """How many questions each respondent answered."""
        asked = Quantity(len(self.reliability.items), "butir", basis=self.respondents.basis)
        return asked.called("pertanyaan untuk setiap responden")

    def __getitem__(self, code: str) -> DimensionScore:
        return find(self.dimensions, code)

    @property
    def index(self) -> Quantity:
        """Index of the whole survey, with two decimals."""
        return self.overall.index

    @property
    def category(self) -> Band:
        """Category of the whole survey."""
        return self.overall.category

    def table(self) -> Table:
        """Table of each dimension: index, interval, category, and answers in the lower half; the survey last."""
        return table(
            ("Dimensi", "Indeks", self.design.interval_title, "Mutu", "Jawaban di paruh bawah skala"),
            [
                (
                    part.name,
                    part.index,
                    part.interval.printed if part.interval else None,
                    letter(self.rule, part.category, part.interval),
                    hitungan(part.doubtful),
                )
                for part in (*self.dimensions, self.overall)
            ],
            total=True,
            how=f"Indeks = rata-rata semua jawaban dimensi itu × {number(self.rule.conversion, 0)}, dibulatkan ke dua "
            "desimal (setengah ke atas); mutunya dibaca dari indeks. Persentase di bawah banyaknya jawaban "
            f"dihitung dari semua jawaban dimensi itu. {interval_in_words(self.design, self.confidence)}",
        )

    def answer_table(self) -> Table:
        """Table of how often each answer was given, by dimension, as far as that may be told; the survey last."""
        steps = [f"Jawaban {step}" for step in self.rule.scale.steps] if self.each_answer_told else []
        head = ("Dimensi", *steps, "Paruh bawah", "Paruh atas", "Jumlah")
        rows: list[tuple[Cell, ...]] = [
            (
                part.name,
                *map(hitungan, (*part.shares.values(), part.doubtful, part.approving)[-len(steps) - 2 :]),
                part.answers,
            )
            for part in (*self.dimensions, self.overall)
        ]
        how = "Persentase di bawah tiap banyaknya jawaban dihitung dari semua jawaban dimensi itu."
        if not steps:
            how += f" Jawaban satu per satu tidak dirinci: ada yang diberikan kurang dari {number(FEWEST)} kali."
        return table(head, rows, total=True, how=how)

    @property
    def each_answer_told(self) -> bool:
        """Whether each answer may be told apart: none is so rare that it could point to somebody."""
        return not any(is_small(int(times)) for part in self.dimensions for times in part.counts.values())

    def band_table(self) -> Table:
        """Table of the rule's categories with their bounds, and a mark at the one that the index lies in."""
        rows = [_band_row(band, here=band == self.category) for band in self.rule.bands]
        return table(
            ("Mutu", "Kategori", "Interval rata-rata", "Interval konversi", "Hasil"),
            rows,
            how=f"Batas menurut {self.rule.short_title}: {self.rule.sources.bands.source}.",
            rests_on=Basis.of(self.overall),
        )

    @property
    def measured(self) -> tuple[object, ...]:
        """What the index is made of; two that differ in it are not compared."""
        return self.rule.name, tuple(dimension.name for dimension in self.dimensions), tuple(self.reliability.items)

    @property
    def ranked(self) -> tuple[DimensionScore, ...]:
        """Dimensions from the lowest index to the highest; equals in the questionnaire's order."""
        return tuple(sorted(self.dimensions, key=lambda dimension: exact(dimension.index.value)))

    @property
    def lowest(self) -> DimensionScore:
        """The dimension with the lowest index."""
        return self.ranked[0]

    @property
    def highest(self) -> DimensionScore:
        """The dimension with the highest index."""
        return self.ranked[-1]

    @cached_property
    def lowest_together(self) -> tuple[DimensionScore, ...]:
        """The dimension with the lowest index and those whose paired difference from it can't be told from none."""
        return leaders(self.ranked, lambda one: one.scores, self.confidence)

    @cached_property
    def highest_together(self) -> tuple[DimensionScore, ...]:
        """The dimension with the highest index and those whose paired difference from it can't be told from none."""
        return leaders(self.ranked[::-1], lambda one: one.scores, self.confidence)

    @cached_property
    def doubted_together(self) -> tuple[DimensionScore, ...]:
        """The dimension with the most low answers, and those that can't be told from it (paired, Holm)."""
        by_doubt = sorted(self.dimensions, key=lambda dimension: -exact(dimension.doubtful.value))
        return leaders(by_doubt, lambda one: one.doubts, self.confidence)

    @property
    def certain(self) -> bool:
        """Whether the whole interval of the index lies within its category."""
        ends = self.overall.interval
        return ends is not None and len(self.rule.bands_between(ends.low.value, ends.high.value)) == 1


def item_columns(dimensions: int, items_per_dimension: int) -> list[list[str]]:
    """Columns of the answers, one list a dimension.

    Examples
    --------
    >>> item_columns(2, 3)
    [['D1_1', 'D1_2', 'D1_3'], ['D2_1', 'D2_2', 'D2_3']]
    """
    return [[f"D{d}_{i}" for i in range(1, items_per_dimension + 1)] for d in range(1, dimensions + 1)]


def integrity_index(
    answers: pd.DataFrame,
    rule: Regulation,
    dimensions: Sequence[str],
    items_per_dimension: int,
    *,
    confidence: float = 0.95,
    design: SurveyDesign | None = None,
) -> IntegrityResult:
    """Integrity index of one survey.

    Parameters
    ----------
    answers : DataFrame
        One row a respondent; columns as `item_columns` names them: whole numbers on `rule.scale`, none missing.
    rule : Regulation
        The regulation to score by.
    dimensions : sequence of str
        Names, in the order of the questionnaire.
    items_per_dimension : int
        Questions of each dimension.
    confidence : float
        Level of the intervals, a fraction of one.
    design : SurveyDesign, optional
        How the survey was made; by default nothing is known of it.

    Raises
    ------
    OutOfScaleError
        For an answer that is missing or off the scale.
    EmptySurveyError
        Where there are no respondents.
    MissingDataError
        Where a column is missing.
    ParameterError
        Where there are no dimensions or no questions.
    """
    if not dimensions or items_per_dimension < 1:
        raise ParameterError("survei integritas memerlukan paling sedikit satu dimensi dengan satu butir")
    columns = item_columns(len(dimensions), items_per_dimension)
    everything = [column for block in columns for column in block]
    answer_matrix(answers, everything, rule.scale)
    made = design or SurveyDesign()
    precision = confidence, made.drawn_from
    parts = [
        _score(f"D{number}", name, answers[block], rule, precision)
        for number, (name, block) in enumerate(zip(dimensions, columns, strict=True), start=1)
    ]
    found = IntegrityResult(
        rule=rule,
        respondents=count(answers[everything], RESPONDENTS).called("responden survei"),
        overall=_score("D", ALL, answers[everything], rule, precision),
        dimensions=tuple(parts),
        reliability=reliability(answers[everything]),
        design=made,
        confidence=confidence,
    )
    instrument = f"{rule.short_title}, {len(dimensions)} dimensi × {items_per_dimension} butir"
    return made_by(instrument, found, POINTS, INDEX)


def _band_row(band: Band, *, here: bool) -> tuple[Cell, ...]:
    means, index = _bounds(band.nrr_from, band.nrr_to, POINTS), _bounds(band.ikm_from, band.ikm_to, INDEX)
    return band.letter, band.name, means, index, Status("match", "Indeks ada di sini") if here else None


def _bounds(low: Decimal, high: Decimal, unit: str) -> Printed:
    """Bounds have two to four decimals in the regulation; they are shown as they stand there."""
    places = (-int(low.as_tuple().exponent), -int(high.as_tuple().exponent))
    return rentang(Quantity(low, unit), Quantity(high, unit), places)


def _score(
    code: str, name: str, answers: pd.DataFrame, rule: Regulation, precision: tuple[float, int | None]
) -> DimensionScore:
    """One dimension; `precision` is the level of the interval and the population of a random sample."""
    basis, matrix = Basis.of(answers), answer_matrix(answers, list(answers.columns), rule.scale)
    mean = Fraction(int(matrix.sum()), matrix.size)
    index = mean * rule.conversion
    given = Quantity(matrix.size, ANSWERS, basis=basis)
    steps = (
        Operand("", Quantity(mean, POINTS, basis=basis).called("rata-rata jawaban")),
        Operand("×", Quantity(rule.conversion).called("konversi ke skala seratus")),
    )
    counts = {step: Quantity(_times(matrix, step), ANSWERS, basis=basis) for step in rule.scale.steps}
    scores = PersonScores(matrix.sum(axis=1), rule.conversion / matrix.shape[1], INDEX, basis)
    return DimensionScore(
        code=code,
        name=name,
        mean=Quantity(mean, POINTS, basis=basis),
        index=Quantity(index, INDEX, basis=basis, name="indeks integritas", operands=steps),
        category=rule.band(index),
        interval=confidence_interval(scores, rule.scale, *precision),
        answers=given,
        counts=counts,
        shares={step: share(n, given) for step, n in counts.items()},
        scores=scores,
        doubts=PersonScores(_low_answers(matrix, rule), Fraction(1), ANSWERS, basis),
    )


def _low_answers(matrix: Matrix, rule: Regulation) -> Scores:
    steps = sorted(rule.scale.steps)
    return np.isin(matrix, steps[: len(steps) // 2]).sum(axis=1)


def _times(matrix: Matrix, step: int) -> int:
    return int(np.count_nonzero(matrix == step))
