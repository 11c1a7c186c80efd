"""Each question of the integrity survey: its mean, brought to 100 as the index is, as far as that may be told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from analysis.integrity.index import IntegrityResult, item_columns
from analysis.methods.answers import INDEX, PersonScores, answer_matrix
from analysis.methods.comparison import leaders
from laporan.core.formatting import number
from laporan.data.disclosure import FEWEST, mean_tells_rare
from laporan.facts.quantity import Quantity, exact
from laporan.facts.tables import Cell, Table, table
from laporan.notebook.report import Report

__all__ = ["IntegrityItems", "ItemMean", "item_scores", "of_report"]


@dataclass(frozen=True)
class ItemMean:
    """The result of one question.

    Parameters
    ----------
    dimension : str
        Name of its dimension.
    number : int
        Its place in the dimension, from 1.
    scores : PersonScores
        The answer of each respondent, brought to 100.
    """

    dimension: str
    number: int
    scores: PersonScores

    @property
    def name(self) -> str:
        """What a sentence calls it: 'butir B3 pada “Budaya Organisasi”'."""
        return f"butir {self.code} pada “{self.dimension}”"

    @property
    def code(self) -> str:
        """How charts and tables call it: 'B3'."""
        return f"B{self.number}"

    @property
    def index(self) -> Quantity:
        """Mean of its answers, brought to 100."""
        return self.scores.mean.called("rata-rata jawaban butir itu × konversi")


@dataclass(frozen=True)
class IntegrityItems:
    """The questions of one survey.

    Parameters
    ----------
    found : IntegrityResult
        The survey.
    told : dict of str to tuple of ItemMean
        Questions of each dimension, in the order of the questionnaire; of a dimension whose means could point to
        somebody none, as its own index would give away a single one that is left out.
    """

    found: IntegrityResult
    told: dict[str, tuple[ItemMean, ...]]

    @cached_property
    def ranked(self) -> tuple[ItemMean, ...]:
        """Questions that may be told, from the lowest to the highest; equals in the questionnaire's order."""
        every = [item for items in self.told.values() for item in items]
        return tuple(sorted(every, key=lambda item: exact(item.index.value)))

    @cached_property
    def lowest_together(self) -> tuple[ItemMean, ...]:
        """The lowest question and those whose paired difference from it can't be told from none (Holm)."""
        return leaders(self.ranked, lambda item: item.scores, self.found.confidence)

    @property
    def stands_out(self) -> bool:
        """Whether the lowest question, with those that can't be told from it, is no more than half of all."""
        return 2 * len(self.lowest_together) <= len(self.ranked)

    @property
    def whole(self) -> bool:
        """Whether every question may be told."""
        return all(self.told.values())

    def table(self) -> Table:
        """Table of each question's mean, brought to 100: a dimension a row, its own index in the last column."""
        most = max(map(len, self.told.values()))
        rows: list[tuple[Cell, ...]] = []
        for dimension in self.found.dimensions:
            indices = [item.index for item in self.told[dimension.name]]
            rows.append((dimension.name, *indices, *[None] * (most - len(indices)), dimension.index))
        how = (
            f"Nilai butir = rata-rata jawabannya × {number(self.found.rule.conversion, 0)}; rata-rata butir sebuah "
            "dimensi sama dengan indeksnya. B1, B2, dan seterusnya adalah urutan butir dalam dimensinya."
        )
        if not self.whole:
            how += (
                f" Dimensi tanpa nilai butir mempunyai butir yang rata-ratanya menunjuk kurang dari {FEWEST} jawaban."
            )
        return table(("Dimensi", *(f"B{place + 1}" for place in range(most)), "Dimensi itu"), rows, how=how)


def item_scores(found: IntegrityResult, answers: pd.DataFrame) -> IntegrityItems:
    """The questions of a survey.

    Parameters
    ----------
    found : IntegrityResult
        Its result.
    answers : DataFrame
        One row a respondent; columns as `item_columns` names them.
    """
    told = {}
    columns = item_columns(len(found.dimensions), len(found.reliability.items) // len(found.dimensions))
    for dimension, block in zip(found.dimensions, columns, strict=True):
        matrix = answer_matrix(answers, block, found.rule.scale)
        scores = [
            PersonScores(matrix[:, place], found.rule.conversion, INDEX, dimension.index.basis)
            for place in range(len(block))
        ]
        hidden = any(_tells_rare(matrix[:, place], found.rule.scale.steps) for place in range(len(block)))
        items = (ItemMean(dimension.name, place, each) for place, each in enumerate(scores, 1))
        told[dimension.name] = () if hidden else tuple(items)
    return IntegrityItems(found, told)


def of_report(report: Report, found: IntegrityResult) -> IntegrityItems:
    """The questions of a report's own survey."""
    return item_scores(found, report.load("integritas"))


def _tells_rare(answers: np.ndarray, steps: Sequence[int]) -> bool:
    return mean_tells_rare({step: int(np.count_nonzero(answers == step)) for step in steps})
