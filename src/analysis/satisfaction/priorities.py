"""What to improve first: importance against performance (IPA), their gap, and the CSI.

Respondents scored each unsur twice on the same scale: how it went (U1 … Un), and how much it matters
(K1 … Kn). Sources: Martilla and James (1977) for the quadrants; `params/methods.yml` for the bands of the CSI.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from functools import cached_property

import numpy as np
import pandas as pd

from analysis.methods.answers import (
    INDEX,
    POINTS,
    RESPONDENTS,
    Matrix,
    PersonScores,
    Scores,
    answer_matrix,
    find,
)
from analysis.methods.bootstrap import how_often, resampled_sums, settled
from analysis.methods.comparison import leaders
from analysis.methods.regulations import Regulation, load_regulation
from analysis.methods.statistics import CsiBand, load_methods
from laporan.core.errors import MissingDataError
from laporan.facts.identity import Identity, parts
from laporan.facts.lineage import Basis
from laporan.facts.printed import angka, persen, selisih
from laporan.facts.quantity import SHARE, Quantity, count, exact, share, summed
from laporan.facts.rules import made_by
from laporan.facts.tables import Cell, Table, table
from laporan.notebook.report import Report

__all__ = ["PriorityResult", "Quadrant", "UnsurPriority", "asks_importance", "of_report", "priorities", "where_asked"]

STABILITY = "Ketetapan: pada berapa persen dari sampel ulang responden unsur itu tetap di kuadrannya."


class Quadrant(Enum):
    """One of the four quadrants of importance against performance; its value is the number that is printed.

    Parameters
    ----------
    FIRST
        Matters much and performs poorly: to be improved first.
    KEEP
        Matters much and performs well.
    LOW
        Matters little and performs poorly.
    EXCESS
        Matters little and performs well.
    """

    FIRST = "I"
    KEEP = "II"
    LOW = "III"
    EXCESS = "IV"

    @property
    def label(self) -> str:
        """The quadrant's name in print."""
        return {"I": "prioritas utama", "II": "pertahankan", "III": "prioritas rendah", "IV": "berlebihan"}[self.value]


@dataclass(frozen=True)
class UnsurPriority:
    """Importance and performance of one unsur.

    Parameters
    ----------
    code, name, short : str
        As in `Unsur`.
    performance, importance : Quantity
        Mean scores, in points of the scale.
    gap : Quantity
        Performance − importance; negative where the service falls short of what matters.
    weight : Quantity
        Its importance as a share of all importance (WF).
    contribution : Quantity
        What it adds to the CSI (WS, brought to 100).
    quadrant : Quadrant
        Where it stands.
    stability : Quantity or None
        The share of resampled surveys in which it stands there too (see `bootstrap`); None for a single respondent,
        who can't be drawn in another way.
    importances, shortfalls : PersonScores
        How much it matters to each respondent, and performance − importance of each.
    """

    code: str
    name: str
    short: str
    performance: Quantity
    importance: Quantity
    gap: Quantity
    weight: Quantity
    contribution: Quantity
    quadrant: Quadrant
    stability: Quantity | None
    importances: PersonScores
    shortfalls: PersonScores

    @property
    def settled(self) -> bool:
        """Whether its quadrant comes back often enough to be relied on."""
        return self.stability is not None and settled(self.stability)


@dataclass(frozen=True)
class PriorityResult:
    """Importance and performance of all unsur of a survey.

    Parameters
    ----------
    respondents : Quantity
        How many answered.
    unsur : tuple of UnsurPriority
        In the order of the questionnaire.
    performance, importance : Quantity
        The values at which the quadrants are cut, in points of the scale.
    csi : Quantity
        Customer satisfaction index, 0 to 100, exact.
    csi_band : CsiBand
        Its band.
    csi_stability : Quantity or None
        The share of resampled surveys whose CSI lies in that band too; None for a single respondent.
    """

    respondents: Quantity
    unsur: tuple[UnsurPriority, ...]
    performance: Quantity
    importance: Quantity
    csi: Quantity
    csi_band: CsiBand
    csi_stability: Quantity | None

    @property
    def csi_settled(self) -> bool:
        """Whether the band of the CSI comes back often enough to be relied on."""
        return self.csi_stability is not None and settled(self.csi_stability)

    def __getitem__(self, code: str) -> UnsurPriority:
        return find(self.unsur, code)

    def within(self, quadrant: Quadrant | str) -> tuple[UnsurPriority, ...]:
        """The unsur of one quadrant, the widest shortfall first.

        Parameters
        ----------
        quadrant : Quadrant or str
            A quadrant, or its number "I" to "IV".
        """
        found = [unsur for unsur in self.unsur if unsur.quadrant == Quadrant(quadrant)]
        return tuple(sorted(found, key=lambda unsur: exact(unsur.gap.value)))

    def table(self) -> Table:
        """Table of each unsur: importance, performance, gap, weight, contribution to the CSI, quadrant."""
        rows: list[tuple[Cell, ...]] = [
            (
                unsur.code,
                unsur.short,
                angka(unsur.importance, 3),
                angka(unsur.performance, 3),
                selisih(unsur.gap, 3),
                persen(unsur.weight, 3),
                angka(unsur.contribution, 3),
                f"{unsur.quadrant.value} {unsur.quadrant.label}",
                None if unsur.stability is None else persen(unsur.stability, 1),
            )
            for unsur in self.unsur
        ]
        gap, weights = self.performance_mean - self.importance_mean, summed((u.weight for u in self.unsur), SHARE)
        means = angka(self.importance_mean, 3), angka(self.performance_mean, 3), selisih(gap, 3)
        rows.append(("CSI", "Semua unsur", *means, persen(weights), angka(self.csi, 3), self.csi_band.name, None))
        head = ("Kode", "Unsur", "Kepentingan", "Kinerja", "Kesenjangan")
        return table(
            (*head, "Bobot", "Sumbangan CSI", "Kuadran", "Ketetapan"),
            rows,
            total=True,
            named_by=1,
            how="Kesenjangan = kinerja − kepentingan. Bobot = kepentingan unsur dibagi jumlah kepentingan semua unsur. "
            "Sumbangan CSI = bobot × kinerja dibagi jawaban tertinggi × 100; jumlahnya CSI. Kuadran dipotong pada "
            "rata-rata kinerja dan rata-rata kepentingan semua unsur; unsur tepat pada garis dihitung di atasnya. "
            f"{STABILITY}",
        )

    def quadrant_table(self) -> Table:
        """Table of the unsur by quadrant, with the values at which the quadrants are cut in the last row."""
        rows: list[tuple[Cell, ...]] = [
            (
                unsur.code,
                unsur.short,
                angka(unsur.performance, 3),
                angka(unsur.importance, 3),
                f"{quadrant.value} {quadrant.label}",
                None if unsur.stability is None else persen(unsur.stability, 1),
            )
            for quadrant in Quadrant
            for unsur in self.within(quadrant)
        ]
        rows.append((None, "Garis potong", angka(self.performance, 3), angka(self.importance, 3), None, None))
        how = f"Garis potong: rata-rata semua unsur. Unsur tepat pada garis dihitung di atasnya. {STABILITY}"
        head = ("Kode", "Unsur", "Kinerja", "Kepentingan", "Kuadran", "Ketetapan")
        return table(head, rows, total=True, named_by=1, how=how)

    @property
    def performance_mean(self) -> Quantity:
        """Mean performance of all unsur, in points of the scale."""
        return _grand_mean([unsur.performance for unsur in self.unsur])

    @property
    def importance_mean(self) -> Quantity:
        """Mean importance of all unsur, in points of the scale."""
        return _grand_mean([unsur.importance for unsur in self.unsur])

    @property
    def by_gap(self) -> tuple[UnsurPriority, ...]:
        """All unsur, the widest shortfall first."""
        return tuple(sorted(self.unsur, key=lambda unsur: exact(unsur.gap.value)))

    @property
    def unsettled(self) -> tuple[UnsurPriority, ...]:
        """Unsur whose quadrant would often be another with other respondents, the least settled first."""
        return tuple(
            sorted(
                (u for u in self.unsur if not u.settled),
                key=lambda u: exact(u.stability.value) if u.stability is not None else 0,
            )
        )

    @cached_property
    def widest_together(self) -> tuple[UnsurPriority, ...]:
        """The unsur with the widest shortfall, and those whose shortfall can't be told from it (paired, Holm)."""
        return leaders(self.by_gap, lambda unsur: unsur.shortfalls)

    @cached_property
    def most_important_together(self) -> tuple[UnsurPriority, ...]:
        """The unsur that matters most, and those that can't be told from it (paired, Holm)."""
        return leaders(self.by_importance, lambda unsur: unsur.importances)

    @property
    def by_importance(self) -> tuple[UnsurPriority, ...]:
        """All unsur, the most important first."""
        return tuple(sorted(self.unsur, key=lambda unsur: -exact(unsur.importance.value)))


def of_report(report: Report) -> PriorityResult:
    """Quadrants, gaps and CSI of a report's own survey, by the rule of its parameters.

    Raises
    ------
    MissingDataError
        Where the survey did not ask for importance.
    """
    answers, rule = report.load("skm"), load_regulation(report.params.satisfaction.rule)
    if not asks_importance(answers, rule):
        raise MissingDataError("survei ini tidak menanyakan kepentingan unsur (K1, K2, …)")
    return priorities(answers, rule)


def where_asked(report: Report) -> PriorityResult | None:
    """The same; None where the survey did not ask for importance."""
    asked = asks_importance(report.load("skm"), load_regulation(report.params.satisfaction.rule))
    return of_report(report) if asked else None


def asks_importance(answers: pd.DataFrame, rule: Regulation) -> bool:
    """Whether a survey asked how much each unsur matters.

    Parameters
    ----------
    answers : DataFrame
        One row a respondent; what was not asked is missing in every row.
    rule : Regulation
        The regulation whose unsur were asked.
    """
    return bool(answers[rule.importance_codes].notna().any(axis=None))


def priorities(
    answers: pd.DataFrame,
    rule: Regulation,
    *,
    performance_at: Quantity | None = None,
    importance_at: Quantity | None = None,
    case_weights: Scores | None = None,
) -> PriorityResult:
    """Quadrants, gaps and CSI of a survey that asked for importance too.

    Parameters
    ----------
    answers : DataFrame
        One row a respondent; columns U1 … Un and K1 … Kn: whole numbers on `rule.scale`, none missing.
    rule : Regulation
        The regulation whose unsur were asked.
    performance_at, importance_at : Quantity, optional
        Where the quadrants are cut, in points; by default at the mean of all unsur. An unsur that stands on the cut
        counts as above it.
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

    Notes
    -----
    Weight of an unsur (WF) = its importance / Σ importance; CSI = Σ WF × performance / highest answer × 100.
    """
    matrix, size = answer_matrix(answers, rule.codes + rule.importance_codes, rule.scale), len(rule.codes)
    basis = Basis.of(answers)

    def scored(sums: Scores) -> PersonScores:
        return PersonScores(sums, Fraction(1), POINTS, basis, case_weights)

    means = [scored(column).mean for column in matrix.T]
    performance, importance = means[:size], means[size:]
    total = summed(importance, POINTS)
    across = performance_at or _grand_mean(performance)
    along = importance_at or _grand_mean(importance)
    unsur, weights = [], np.ones(len(matrix), dtype=np.int64) if case_weights is None else case_weights
    counted = np.column_stack([matrix * weights[:, np.newaxis], weights])
    drawn = resampled_sums(counted) if len(matrix) > 1 else None
    stable = _stability(counted, drawn, (performance_at, importance_at), basis)
    for place, (asked, how, much) in enumerate(zip(rule.unsur, performance, importance, strict=True)):
        weight = share(much, total)
        contribution = exact(weight.value) * exact(how.value) * rule.conversion
        unsur.append(
            UnsurPriority(
                code=asked.code,
                name=asked.name,
                short=asked.short,
                performance=how,
                importance=much,
                gap=how - much,
                weight=weight,
                contribution=Quantity(contribution, INDEX, basis=Basis.of(how, total)),
                quadrant=_quadrant(above=how.value >= across.value, matters=much.value >= along.value),
                stability=stable[place],
                importances=scored(matrix[:, size + place]),
                shortfalls=scored(matrix[:, place] - matrix[:, size + place]),
            )
        )
    csi = summed((each.contribution for each in unsur), INDEX).called("indeks kepuasan yang ditimbang kepentingan")
    band, respondents = load_methods().csi.band(csi.value), count(answers[rule.codes], RESPONDENTS)
    again = None if drawn is None else how_often(_csi_bands(drawn, rule) == band.name, basis)
    found = PriorityResult(respondents, tuple(unsur), across, along, csi, band, again)
    return made_by(rule.short_title, found, POINTS, INDEX, SHARE)


def identities(found: PriorityResult) -> list[Identity]:
    """Identities: weights add up to one, contributions to the CSI, and gaps to the gap of the means."""
    gaps = summed((unsur.gap for unsur in found.unsur), POINTS)
    means = found.performance_mean - found.importance_mean
    times = Quantity(exact(means.value) * len(found.unsur), POINTS, basis=means.basis)
    return [
        parts("skm", "Jumlah bobot = keseluruhan", "kepentingan", [u.weight for u in found.unsur], Quantity(1, SHARE)),
        parts("skm", "Jumlah sumbangan = CSI", "semua unsur", [u.contribution for u in found.unsur], found.csi),
        Identity("skm", "Jumlah kesenjangan = selisih rata-rata × unsur", "semua unsur", gaps, times),
    ]


def _stability(
    counted: Matrix, drawn: Matrix | None, cuts: tuple[Quantity | None, Quantity | None], basis: Basis
) -> list[Quantity | None]:
    """How often each unsur keeps its quadrant where respondents are drawn again; None for a single respondent.

    The columns of both matrices are performance, importance and the respondents' weights; the cuts are those of
    performance and importance, None for the mean.
    """
    size = counted.shape[1] // 2
    if drawn is None:
        return [None] * size
    own = counted.sum(axis=0)[np.newaxis]

    def sides(sums: Matrix, half: slice, cut: Quantity | None) -> np.ndarray:
        scores = sums[:, half]
        if cut is None:
            return size * scores >= scores.sum(axis=1, keepdims=True)
        at = exact(cut.value)
        return scores * at.denominator >= at.numerator * sums[:, -1:]

    halves = zip((slice(size), slice(size, 2 * size)), cuts, strict=True)
    same = [sides(drawn, half, cut) == sides(own, half, cut) for half, cut in halves]
    return [how_often(kept, basis) for kept in (same[0] & same[1]).T]


def _csi_bands(drawn: Matrix, rule: Regulation) -> np.ndarray:
    """The band of the CSI in each resample; the columns are those of `_stability`, all whole, so that it is exact."""
    size, band = drawn.shape[1] // 2, load_methods().csi.band
    weighted = (drawn[:, :size] * drawn[:, size:-1]).sum(axis=1).tolist()
    whole = (drawn[:, size:-1].sum(axis=1) * drawn[:, -1]).tolist()
    return np.array([band(Fraction(w, of) * rule.conversion).name for w, of in zip(weighted, whole, strict=True)])


def _grand_mean(means: list[Quantity]) -> Quantity:
    total = summed(means, POINTS)
    return total / len(means)


def _quadrant(*, above: bool, matters: bool) -> Quadrant:
    if matters:
        return Quadrant.KEEP if above else Quadrant.FIRST
    return Quadrant.EXCESS if above else Quadrant.LOW
