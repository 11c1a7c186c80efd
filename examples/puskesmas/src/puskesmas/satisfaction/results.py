"""The satisfaction index (IKM) of a survey.

NRR of an unsur is the mean of its answers, the index is the mean of all NRR brought to 100. Every unsur has the
weight 1/k. Values stay exact until the index is rounded, half up, to the two decimals that its category is read from.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from laporan.core.errors import MissingDataError
from laporan.core.formatting import number
from laporan.facts.identity import CATEGORY, Identity, parts
from laporan.facts.printed import angka, hitungan
from laporan.facts.quantity import Quantity, count, exact, given, mean, share, summed
from laporan.facts.tables import Cell, Table, table
from laporan.notebook.results import Identities, Results
from puskesmas.satisfaction.rule import Band, Rule, Unsur, load_rule
from puskesmas.visits.contract import CLINICS

RESPONDENTS, POINTS, INDEX = "responden", "poin", "indeks"
SECTION = "kepuasan"


@dataclass(frozen=True)
class Score:
    """One unsur: its mean score, and that as an index of its own with its category."""

    unsur: Unsur
    nrr: Quantity
    index: Quantity
    band: Band


@dataclass(frozen=True)
class Survey:
    """One survey.

    Parameters
    ----------
    scores : tuple of Score
        In the order of the questionnaire.
    ikm : Quantity
        The index with two decimals, as it is printed; `band` is read from it alone.
    clinics : dict of str to Quantity
        Respondents by the clinic that they visited, in the register's order.
    """

    rule: Rule
    respondents: Quantity
    clinics: dict[str, Quantity]
    scores: tuple[Score, ...]
    ikm: Quantity
    band: Band

    @property
    def ranked(self) -> tuple[Score, ...]:
        """Scores from the best to the worst; equals in the order of the questionnaire."""
        return tuple(sorted(self.scores, key=lambda score: -exact(score.nrr.value)))

    @property
    def below(self) -> tuple[Score, ...]:
        """Scores whose own index lies below the survey's, the worst first."""
        return tuple(score for score in reversed(self.ranked) if exact(score.index.value) < exact(self.ikm.value))

    def share_of(self, clinic: str) -> Quantity:
        """The share of respondents who visited a clinic."""
        return share(self.clinics[clinic], self.respondents)

    @property
    def largest(self) -> str:
        """The clinic that most respondents visited; the first of equals."""
        return max(self.clinics, key=lambda name: self.clinics[name])

    def table(self) -> Table:
        """NRR, index and category of each unsur; the survey's own below."""
        rows: list[tuple[Cell, ...]] = [
            (score.unsur.code, score.unsur.name, angka(score.nrr, 3), angka(score.index, 2), score.band.letter)
            for score in self.scores
        ]
        rows.append(("IKM", "Semua unsur", None, angka(self.ikm, 2), self.band.letter))
        return table(
            ("Kode", "Unsur", "NRR", "Indeks", "Mutu"),
            rows,
            total=True,
            how="NRR = jumlah jawaban dibagi banyaknya responden. "
            f"Indeks = NRR × {number(conversion(self.rule), 0)}. "
            f"IKM = rata-rata NRR semua unsur (bobot 1/{len(self.scores)}) × {number(conversion(self.rule), 0)}, "
            f"dibulatkan ke dua desimal, lalu dibaca kategorinya menurut {self.rule.short_title}.",
        )

    def respondents_table(self) -> Table:
        """Respondents by clinic, with their share of all."""
        rows = [(name, hitungan(self.share_of(name))) for name in self.clinics]
        return table(("Poli", "Responden"), [*rows, ("Semua poli", self.respondents)], total=True)

    def bands_table(self) -> Table:
        """The rule's categories and the index from which each holds."""
        rows = [(band.letter, band.name, angka(given(band.starts, INDEX), 2)) for band in reversed(self.rule.bands)]
        how = f"Sumber: {self.rule.sources.bands.source.lower()}."
        return table(("Mutu", "Kinerja pelayanan", "IKM mulai"), rows, how=how)


def conversion(rule: Rule) -> Fraction:
    """What a mean score is multiplied by to stand on 100: 25 on a scale that ends at 4."""
    return Fraction(100, rule.scale.highest)


def survey(answers: pd.DataFrame, rule: Rule) -> Survey:
    """The index of one survey.

    Parameters
    ----------
    answers : DataFrame
        Dataset `survei`: one row a respondent, a column an unsur, whole numbers on the rule's scale.

    Raises
    ------
    MissingDataError
        For a survey that nobody answered.
    """
    if answers.empty:
        raise MissingDataError("survei tanpa responden: indeks tidak dapat dihitung")
    scores = tuple(_score(unsur, answers[unsur.code], rule) for unsur in rule.unsur)
    average = exact(summed((score.nrr for score in scores), POINTS).value) / len(scores)
    ikm = given(average * conversion(rule), INDEX, answers)
    clinics = {name: count(answers[answers["clinic"] == name], RESPONDENTS) for name in CLINICS}
    return Survey(rule, count(answers, RESPONDENTS), clinics, scores, ikm, rule.band(ikm.value))


def identities(found: Survey, answers: pd.DataFrame) -> list[Identity]:
    """The index is the mean of all answers on 100; its category is read from it; clinics add up."""
    cells = answers[[unsur.code for unsur in found.rule.unsur]].to_numpy()
    pooled = Fraction(int(cells.sum()), int(cells.size)) * conversion(found.rule)
    by_all = given(pooled, INDEX, answers)
    return [
        Identity(SECTION, "IKM = rata-rata semua jawaban pada skala 100", "IKM", found.ikm, by_all),
        Identity(SECTION, CATEGORY, "IKM", found.band.letter, found.rule.band(pooled).letter),
        parts(SECTION, "Jumlah poli = responden", "Survei", found.clinics.values(), found.respondents),
    ]


def _score(unsur: Unsur, answers: pd.Series, rule: Rule) -> Score:
    nrr = mean(answers, POINTS)
    index = given(exact(nrr.value) * conversion(rule), INDEX, nrr)
    return Score(unsur, nrr, index, rule.band(index.value))


def _of_report(results: Results) -> Survey:
    report = results.report
    return survey(report.load("survei"), load_rule(report.params.satisfaction.rule))


RESULTS: dict[str, Callable[[Results], object]] = {"satisfaction": _of_report}
MEASURES: dict[str, Callable[[Results], Quantity]] = {"satisfaction-index": lambda r: r.satisfaction.ikm}
IDENTITIES: Identities = (lambda r: identities(r.satisfaction, r.report.load("survei")),)
