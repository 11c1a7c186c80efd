"""Community satisfaction index (IKM) of a survey (SKM), by the regulation of its year.

The mean score (NRR) of an unsur is the mean of its answers; the weighted NRR is NRR × weight; IKM is the sum of
the weighted NRR × 25. Values stay exact until IKM is rounded, half up, to the two decimals from which its
category is read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np
import pandas as pd

from analysis.methods.answers import INDEX, POINTS, RESPONDENTS, PersonScores, Scores, answer_matrix, find
from analysis.methods.bootstrap import how_often, resampled_sums
from analysis.methods.comparison import GroupDifference, leaders, welch
from analysis.methods.design import SurveyDesign
from analysis.methods.precision import Interval, confidence_interval, interval_in_words, letter
from analysis.methods.regulations import Band, Regulation, Unsur, Weights, load_regulation
from analysis.methods.reliability import Reliability, reliability
from analysis.methods.sampling import SampleSize, sample_size
from laporan.core.formatting import as_decimal, number
from laporan.facts.identity import CATEGORY, Identity
from laporan.facts.lineage import Basis
from laporan.facts.printed import angka
from laporan.facts.quantity import Operand, Quantity, count, exact, setting, summed
from laporan.facts.rules import made_by
from laporan.facts.tables import Cell, Table, table
from laporan.notebook.report import Report

__all__ = ["IndexResult", "UnsurScore", "change", "difference", "of_report", "satisfaction_index", "trend_table"]

NAME = "indeks kepuasan masyarakat"
MINIMUM = "responden yang paling sedikit diminta peraturan"


@dataclass(frozen=True)
class UnsurScore:
    """The result of one unsur of a survey.

    Parameters
    ----------
    code, name, short : str
        As in `Unsur`.
    nrr : Quantity
        Mean score, in points of the scale.
    weighted : Quantity
        Mean score × weight, in points.
    index : Quantity
        Mean score brought to 100, exact.
    interval : Interval or None
        Of the index; None where the respondents' spread is unknown.
    category : Band
        The category that the unsur would have alone.
    scores : PersonScores
        The index of each respondent.
    """

    code: str
    name: str
    short: str
    nrr: Quantity
    weighted: Quantity
    index: Quantity
    interval: Interval | None
    category: Band
    scores: PersonScores

    @property
    def nrr_interval(self) -> Interval | None:
        """The interval of the mean score, in points of the scale."""
        return self.interval and self.interval.scaled(exact(self.nrr.value) / exact(self.index.value), POINTS)


@dataclass(frozen=True)
class IndexResult:
    """The index of one survey, with the result of each unsur.

    Parameters
    ----------
    rule : Regulation
        The regulation that it was computed by.
    weights : {"exact", "printed"}
        The weights that were used; see `Regulation.weight`.
    respondents : Quantity
        How many answered.
    unsur : tuple of UnsurScore
        In the order of the questionnaire.
    ikm : Quantity
        IKM, exact; print rounds it to two decimals.
    category : Band
        Read from `ikm` alone, rounded to two decimals.
    interval : Interval or None
        Of the index; None where the respondents' spread is unknown.
    confidence : float
        Level of all intervals, a fraction of one.
    reliability : Reliability
        Of the answers.
    sample : SampleSize or None
        Against Krejcie and Morgan; None where the design names no population.
    design : SurveyDesign
        How the survey was made.
    scores : PersonScores
        The index of each respondent.
    """

    rule: Regulation
    weights: Weights
    respondents: Quantity
    unsur: tuple[UnsurScore, ...]
    ikm: Quantity
    category: Band
    interval: Interval | None
    confidence: float
    reliability: Reliability
    sample: SampleSize | None
    design: SurveyDesign
    scores: PersonScores

    def __getitem__(self, code: str) -> UnsurScore:
        return find(self.unsur, code)

    @property
    def certain(self) -> bool:
        """Whether the whole interval lies within the category."""
        return self.interval is not None and len(self.reached(self.interval)) == 1

    def reached(self, interval: Interval) -> tuple[Band, ...]:
        """The categories that an interval of the index or of one unsur reaches, from the lowest."""
        return self.rule.bands_between(interval.low.value, interval.high.value)

    @property
    def minimum(self) -> Quantity | None:
        """How many respondents the regulation asks for at least; None where it names no number."""
        asked = self.rule.minimum_respondents
        return None if asked is None else setting(self.rule, "minimum_respondents", RESPONDENTS).called(MINIMUM)

    @cached_property
    def category_stability(self) -> Quantity:
        """The share of resampled surveys that are of the same category (see `bootstrap`)."""
        weights = np.ones_like(self.scores.sums) if self.scores.weights is None else self.scores.weights
        drawn = resampled_sums(np.column_stack([self.scores.sums * weights, weights])).tolist()
        same = [self.rule.band(Fraction(some, of) * self.scores.factor) == self.category for some, of in drawn]
        return how_often(np.array(same), self.scores.basis)

    @cached_property
    def lowest_together(self) -> tuple[UnsurScore, ...]:
        """The unsur with the lowest NRR and those whose paired difference from it can't be told from none (Holm)."""
        return leaders(self.ranked, lambda one: one.scores, self.confidence)

    @cached_property
    def highest_together(self) -> tuple[UnsurScore, ...]:
        """The unsur with the highest NRR and those whose paired difference from it can't be told from none (Holm)."""
        return leaders(self.ranked[::-1], lambda one: one.scores, self.confidence)

    def mutu(self, category: Band, interval: Interval | None) -> str:
        """The letter as a table prints it, with those that the interval reaches beside it: "A (mungkin B)"."""
        return letter(self.rule, category, interval)

    @property
    def ranked(self) -> tuple[UnsurScore, ...]:
        """Unsur from the lowest NRR to the highest; equals in the order of the questionnaire."""
        return tuple(sorted(self.unsur, key=lambda unsur: exact(unsur.nrr.value)))

    def table(self) -> Table:
        """Table of each unsur: NRR, weighted NRR, index with its interval, mutu; the survey's own in the last row."""
        rows: list[tuple[Cell, ...]] = [
            (
                unsur.code,
                unsur.name,
                angka(unsur.nrr, 3),
                angka(unsur.weighted, 3),
                angka(unsur.index, 2),
                unsur.interval.printed if unsur.interval else None,
                self.mutu(unsur.category, unsur.interval),
            )
            for unsur in self.unsur
        ]
        weighted = summed((unsur.weighted for unsur in self.unsur), POINTS)
        ends = self.interval.printed if self.interval else None
        mutu = self.mutu(self.category, self.interval)
        rows.append(("IKM", "Semua unsur", None, angka(weighted, 3), self.ikm, ends, mutu))
        return table(
            ("Kode", "Unsur", "NRR", "NRR tertimbang", "Indeks", self.design.interval_title, "Mutu"),
            rows,
            total=True,
            named_by=1,
            how="NRR = jumlah jawaban dibagi banyaknya responden. "
            f"NRR tertimbang = NRR × bobot ({self._weight_in_words}). "
            f"Indeks = NRR × {number(self.rule.conversion, 0)}. IKM = jumlah NRR tertimbang × "
            f"{number(self.rule.conversion, 0)}, dibulatkan ke dua desimal (setengah ke atas), lalu dibaca kategorinya "
            f"menurut {self.rule.short_title}. "
            + interval_in_words(self.design, self.confidence)
            + " Huruf “mungkin” adalah mutu lain yang dicapai selangnya.",
        )

    def score_table(self) -> Table:
        """Table of each unsur's index with its interval, the best first; the survey's own in the last row."""
        rows: list[tuple[Cell, ...]] = [
            (
                unsur.short,
                angka(unsur.index, 2),
                unsur.interval.printed if unsur.interval else None,
                self.mutu(unsur.category, unsur.interval),
            )
            for unsur in reversed(self.ranked)
        ]
        ends, mutu = self.interval.printed if self.interval else None, self.mutu(self.category, self.interval)
        rows.append(("IKM", self.ikm, ends, mutu))
        how = self.table().how
        return table(("Unsur", "Indeks", self.design.interval_title, "Mutu"), rows, total=True, how=how)

    @property
    def _weight_in_words(self) -> str:
        if self.weights == "exact":
            return f"1/{len(self.unsur)}"
        return f"{number(as_decimal(self.rule.weight('printed')), 3)}, sebagaimana lazim dicetak"

    @property
    def lowest(self) -> UnsurScore:
        """The unsur with the lowest NRR."""
        return self.ranked[0]

    @property
    def cost(self) -> UnsurScore | None:
        """The unsur that asks about cost, by the regulation; None where it has none."""
        return self[self.rule.cost.code] if self.rule.cost else None

    @property
    def highest(self) -> UnsurScore:
        """The unsur with the highest NRR."""
        return self.ranked[-1]


def satisfaction_index(
    answers: pd.DataFrame,
    rule: Regulation,
    weights: Weights = "exact",
    *,
    confidence: float = 0.95,
    design: SurveyDesign | None = None,
    case_weights: Scores | None = None,
) -> IndexResult:
    """Community satisfaction index (IKM) of one survey.

    Parameters
    ----------
    answers : DataFrame
        One row a respondent, one column an unsur (U1 … Un): whole numbers on `rule.scale`, none missing. Other
        columns are ignored.
    rule : Regulation
        The regulation to score by.
    weights : {"exact", "printed"}
        "exact" is 1/n; "printed" is the rounded weight that agencies print, to reproduce their figures.
    confidence : float
        Level of the intervals, a fraction of one.
    design : SurveyDesign, optional
        How the survey was made; by default nothing is known of it.
    case_weights : ndarray of int64, optional
        How much each respondent counts, relative to the others.

    Raises
    ------
    OutOfScaleError
        For an answer that is missing or off the scale.
    EmptySurveyError
        Where there are no respondents.
    MissingDataError
        Where a column is missing.
    ParameterError
        For printed weights where the rule has none.

    Notes
    -----
    The source of each rule is in the regulation's own file, under `params/regulations/`.
    """
    used = answers[[code for code in rule.codes if code in answers.columns]]
    matrix, made = answer_matrix(used, rule.codes, rule.scale), design or SurveyDesign()
    weight, respondents, basis = (
        rule.weight(weights),
        count(used, RESPONDENTS).called("responden survei"),
        Basis.of(used),
    )

    def scored(sums: Scores, factor: Fraction) -> PersonScores:
        return PersonScores(sums, factor * rule.conversion, INDEX, basis, case_weights)

    unsur = tuple(
        _unsur_score(asked, scored(matrix[:, place], Fraction(1)), rule, weight, (confidence, made.drawn_from))
        for place, asked in enumerate(rule.unsur)
    )
    whole = scored(matrix.sum(axis=1), weight)
    weighted = summed((score.weighted for score in unsur), POINTS)
    steps = (
        Operand("", weighted.called("jumlah nilai unsur yang ditimbang")),
        Operand("×", Quantity(rule.conversion).called("konversi ke skala seratus")),
    )
    ikm = Quantity(exact(weighted.value) * rule.conversion, INDEX, basis=basis, operands=steps, name=NAME)
    found = IndexResult(
        rule=rule,
        weights=weights,
        respondents=respondents,
        unsur=unsur,
        ikm=ikm,
        category=rule.band(ikm.value),
        interval=confidence_interval(whole, rule.scale, confidence, made.drawn_from),
        confidence=confidence,
        reliability=reliability(used),
        sample=sample_size(made, respondents),
        design=made,
        scores=whole,
    )
    scored_by = rule.short_title if weights == "exact" else f"{rule.short_title}, bobot yang dicetak"
    return made_by(scored_by, found, POINTS, INDEX)


def of_report(report: Report) -> IndexResult:
    """The index of a report's own survey, by the rule, weights, confidence and design of its parameters."""
    asked = report.params.satisfaction
    return satisfaction_index(
        report.load("skm"),
        load_regulation(asked.rule),
        asked.weights,
        confidence=asked.confidence,
        design=asked.design,
    )


def change(years: Mapping[int, IndexResult], year: int) -> GroupDifference | None:
    """The difference of the index from the year before, other respondents by the same rule.

    Parameters
    ----------
    years : mapping of int to IndexResult
        The index of each year.
    year : int
        The year that is compared with the one before it.

    Returns
    -------
    GroupDifference or None
        None where the year before has no survey, or was scored by another rule: then there is nothing to compare.
    """
    before = years.get(year - 1)
    return None if before is None else difference(before, years[year])


def difference(before: IndexResult, now: IndexResult) -> GroupDifference | None:
    """How far one survey's index lies above another's; None where they were scored by different rules."""
    if (before.rule.name, before.weights) != (now.rule.name, now.weights):
        return None
    return welch(before.scores, now.scores, now.confidence)


def identities(found: IndexResult) -> list[Identity]:
    """Identities of an index: weighted NRR add up to it, and each category is that of its index.

    With exact weights the index is also the mean of the unsur's indices.
    """
    section, factor = "skm", found.rule.conversion
    weighted = summed((unsur.weighted for unsur in found.unsur), POINTS)
    index = Quantity(exact(weighted.value) * factor, INDEX, basis=weighted.basis)
    laws = [Identity(section, "IKM = jumlah NRR tertimbang × konversi", "semua unsur", found.ikm, index)]
    if found.weights == "exact":
        whole = summed((unsur.index for unsur in found.unsur), INDEX)
        average = Quantity(exact(whole.value) / len(found.unsur), INDEX, basis=whole.basis)
        laws.append(Identity(section, "IKM = rata-rata indeks unsur", "bobot sama", found.ikm, average))
    scored = [(unsur.code, unsur.index, unsur.category) for unsur in found.unsur] + [("IKM", found.ikm, found.category)]
    return laws + [
        Identity(section, CATEGORY, name, band.letter, found.rule.letter_by_bounds(index.value))
        for name, index, band in scored
    ]


def trend_table(years: Mapping[int, IndexResult]) -> Table | None:
    """Table of the index through the years, a year a row, with interval, category and rule.

    Returns
    -------
    Table or None
        None where there is only one year.
    """
    if len(years) < 2:
        return None
    rows = [
        (
            str(year),
            result.ikm,
            result.interval.printed if result.interval else None,
            f"{result.mutu(result.category, result.interval)}, {result.category.name}",
            result.respondents,
            result.rule.short_title,
        )
        for year, result in sorted(years.items())
    ]
    return table(
        ("Tahun", "IKM", years[max(years)].design.interval_title, "Kategori", "Responden", "Aturan"),
        rows,
        how="IKM setiap tahun dihitung dari data tahun itu dengan aturan yang tertulis di kolom terakhir. "
        "Unsur dan batas kategori mengikuti aturannya.",
    )


def _unsur_score(
    asked: Unsur, scores: PersonScores, rule: Regulation, weight: Fraction, precision: tuple[float, int | None]
) -> UnsurScore:
    """One unsur; `precision` is the level of the interval and the population of a random sample."""
    index = scores.mean
    nrr = Quantity(exact(index.value) / rule.conversion, POINTS, basis=index.basis)
    return UnsurScore(
        code=asked.code,
        name=asked.name,
        short=asked.short,
        nrr=nrr,
        weighted=Quantity(exact(nrr.value) * weight, POINTS, basis=nrr.basis),
        index=index,
        interval=confidence_interval(scores, rule.scale, *precision),
        category=rule.band(index.value),
        scores=scores,
    )
