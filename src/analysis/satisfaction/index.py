"""Community satisfaction index (IKM) of a survey (SKM), by the regulation of its year.

The mean score (NRR) of an unsur is the mean of its answers; the weighted NRR is NRR × weight; IKM is the sum of
the weighted NRR × 25. Values stay exact until IKM is rounded, half up, to the two decimals from which its
category is read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from analysis.methods.answers import INDEX, POINTS, RESPONDENTS, Scores, answer_matrix, find
from analysis.methods.precision import Interval, confidence_interval
from analysis.methods.regulations import Band, Regulation, Unsur, Weights, load_regulation
from analysis.methods.reliability import Reliability, reliability
from analysis.methods.sampling import SampleSize, sample_size
from laporan.core.formatting import as_decimal, number, percent, round_half_up
from laporan.facts.identity import CATEGORY, ROUNDING, Identity
from laporan.facts.lineage import Basis
from laporan.facts.printed import angka
from laporan.facts.quantity import Quantity, count, exact, mean, summed
from laporan.facts.tables import Cell, Table, table
from laporan.notebook.report import Report


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
        Of the index; None for a single respondent.
    category : Band
        The category that the unsur would have alone.
    """

    code: str
    name: str
    short: str
    nrr: Quantity
    weighted: Quantity
    index: Quantity
    interval: Interval | None
    category: Band


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
    exact : Quantity
        IKM before it is rounded.
    ikm : Quantity
        IKM with two decimals, as printed.
    category : Band
        Read from `ikm` alone.
    interval : Interval or None
        Of the index; None for a single respondent.
    confidence : float
        Level of all intervals, a fraction of one.
    reliability : Reliability
        Of the answers.
    sample : SampleSize or None
        Against Krejcie and Morgan; None where the population is unknown.
    """

    rule: Regulation
    weights: Weights
    respondents: Quantity
    unsur: tuple[UnsurScore, ...]
    exact: Quantity
    ikm: Quantity
    category: Band
    interval: Interval | None
    confidence: float
    reliability: Reliability
    sample: SampleSize | None

    def __getitem__(self, code: str) -> UnsurScore:
        return find(self.unsur, code)

    @property
    def certain(self) -> bool:
        """Whether the whole confidence interval lies within the category, so that chance did not choose it."""
        ends = (self.interval.low, self.interval.high) if self.interval else ()
        return bool(ends) and all(self.rule.band(end.value) == self.category for end in ends)

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
                unsur.category.letter,
            )
            for unsur in self.unsur
        ]
        weighted = summed((unsur.weighted for unsur in self.unsur), POINTS)
        ends = self.interval.printed if self.interval else None
        rows.append(("IKM", "Semua unsur", None, angka(weighted, 3), self.ikm, ends, self.category.letter))
        return table(
            ("Kode", "Unsur", "NRR", "NRR tertimbang", "Indeks", "Selang kepercayaan", "Mutu"),
            rows,
            total=True,
            how="NRR = jumlah jawaban dibagi banyaknya responden. "
            f"NRR tertimbang = NRR × bobot ({self._weight_in_words}). "
            f"Indeks = NRR × {number(self.rule.conversion, 0)}. IKM = jumlah NRR tertimbang × "
            f"{number(self.rule.conversion, 0)}, dibulatkan ke dua desimal (setengah ke atas), lalu dibaca kategorinya "
            f"menurut {self.rule.short_title}. "
            f"Selang: sebaran t pada tingkat kepercayaan {percent(self.confidence)}.",
        )

    def score_table(self) -> Table:
        """Table of each unsur's index with its interval, the best first; the survey's own in the last row."""
        rows: list[tuple[Cell, ...]] = [
            (
                unsur.short,
                angka(unsur.index, 2),
                unsur.interval.printed if unsur.interval else None,
                unsur.category.letter,
            )
            for unsur in reversed(self.ranked)
        ]
        rows.append(("IKM", self.ikm, self.interval.printed if self.interval else None, self.category.letter))
        how = self.table().how
        return table(("Unsur", "Indeks", "Selang kepercayaan", "Mutu"), rows, total=True, how=how)

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

    @property
    def below(self) -> tuple[UnsurScore, ...]:
        """Unsur whose own index lies below the survey's, the lowest first."""
        return tuple(unsur for unsur in self.ranked if exact(unsur.index.value) < exact(self.exact.value))


def satisfaction_index(
    answers: pd.DataFrame,
    rule: Regulation,
    weights: Weights = "exact",
    *,
    confidence: float = 0.95,
    population: int | None = None,
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
    population : int, optional
        Users of the service in the period, for the sample size.

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
    matrix = answer_matrix(used, rule.codes, rule.scale)
    weight, respondents, basis = rule.weight(weights), count(used, RESPONDENTS), Basis.of(used)
    unsur = tuple(
        _unsur_score(asked, used[asked.code], matrix[:, place], rule, weight, confidence)
        for place, asked in enumerate(rule.unsur)
    )
    weighted = summed((score.weighted for score in unsur), POINTS)
    unrounded = Quantity(exact(weighted.value) * rule.conversion, INDEX, basis=basis)
    interval = confidence_interval(matrix.sum(axis=1), weight * rule.conversion, rule.scale, basis, confidence)
    return IndexResult(
        rule=rule,
        weights=weights,
        respondents=respondents,
        unsur=unsur,
        exact=unrounded,
        ikm=Quantity(round_half_up(unrounded.value), INDEX, basis=basis),
        category=rule.band(unrounded.value),
        interval=interval,
        confidence=confidence,
        reliability=reliability(used),
        sample=None if population is None else sample_size(population, respondents),
    )


def of_report(report: Report) -> IndexResult:
    """The index of a report's own survey, by the rule, weights, confidence and population of its parameters."""
    asked = report.params.satisfaction
    return satisfaction_index(
        report.load("skm"),
        load_regulation(asked.rule),
        asked.weights,
        confidence=asked.confidence,
        population=asked.population.value,
    )


def identities(found: IndexResult) -> list[Identity]:
    """Identities of an index: weighted NRR add up to it, and each category is that of its index.

    With exact weights the index is also the mean of the unsur's indices.
    """
    section, factor = "skm", found.rule.conversion
    weighted = summed((unsur.weighted for unsur in found.unsur), POINTS)
    index = Quantity(exact(weighted.value) * factor, INDEX, basis=weighted.basis)
    laws = [Identity(section, "IKM = jumlah NRR tertimbang × konversi", "semua unsur", found.ikm, index, ROUNDING)]
    if found.weights == "exact":
        whole = summed((unsur.index for unsur in found.unsur), INDEX)
        average = Quantity(exact(whole.value) / len(found.unsur), INDEX, basis=whole.basis)
        laws.append(Identity(section, "IKM = rata-rata indeks unsur", "bobot sama", found.exact, average))
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
            f"{result.category.letter} ({result.category.name})",
            result.respondents,
            result.rule.short_title,
        )
        for year, result in sorted(years.items())
    ]
    return table(
        ("Tahun", "IKM", "Selang kepercayaan", "Kategori", "Responden", "Aturan"),
        rows,
        how="IKM setiap tahun dihitung dari data tahun itu dengan aturan yang tertulis di kolom terakhir. "
        "Unsur dan batas kategori mengikuti aturannya.",
    )


def _unsur_score(
    asked: Unsur, answers: pd.Series, scores: Scores, rule: Regulation, weight: Fraction, confidence: float
) -> UnsurScore:
    """One unsur: `answers` know their rows, `scores` are the same as plain numbers."""
    nrr = mean(answers, POINTS)
    index = Quantity(exact(nrr.value) * rule.conversion, INDEX, basis=nrr.basis)
    return UnsurScore(
        code=asked.code,
        name=asked.name,
        short=asked.short,
        nrr=nrr,
        weighted=Quantity(exact(nrr.value) * weight, POINTS, basis=nrr.basis),
        index=index,
        interval=confidence_interval(scores, rule.conversion, rule.scale, nrr.basis, confidence),
        category=rule.band(index.value),
    )
