"""The index of each group of one survey file, and which groups can be told apart."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import pandas as pd

from analysis.methods.answers import Scores
from analysis.methods.comparison import GroupDifference, holm, welch
from analysis.methods.regulations import Regulation, Weights
from analysis.satisfaction.index import IndexResult, satisfaction_index

NO_GROUP = "(kosong)"


@dataclass(frozen=True)
class Groups:
    """The groups of a file, in alphabetical order.

    Parameters
    ----------
    column : str
        The column that they stand in.
    indices : dict of str to IndexResult
        The index of each.
    differences : dict of (str, str) to GroupDifference
        Of every two, second less first, with one level for all together (Welch, Holm); those of groups in which
        nobody differs are left out.
    """

    column: str
    indices: dict[str, IndexResult]
    differences: dict[tuple[str, str], GroupDifference]

    @property
    def apart(self) -> dict[tuple[str, str], GroupDifference]:
        """The differences whose interval leaves out zero."""
        return {pair: difference for pair, difference in self.differences.items() if difference.distinguishable}


def grouped(
    answers: pd.DataFrame, names: pd.Series, rule: Regulation, weights: Weights, case_weights: Scores | None
) -> Groups:
    """The index of each group.

    Parameters
    ----------
    answers : DataFrame
        One row a respondent, the answers.
    names : Series
        The group of each; an empty one makes a group of its own. Its name is the column's.
    rule : Regulation
        The regulation to score by.
    weights : {"exact", "printed"}
        See `Regulation.weight`.
    case_weights : ndarray of int64 or None
        How much each respondent counts.
    """
    told = names.astype("str").where(names.notna() & (names.astype("str").str.strip() != ""), NO_GROUP)
    chosen = {name: (told == name).to_numpy() for name in sorted(told.unique())}
    indices = {
        name: satisfaction_index(
            answers[rows], rule, weights, case_weights=None if case_weights is None else case_weights[rows]
        )
        for name, rows in chosen.items()
    }
    found = {(a, b): welch(indices[a].scores, indices[b].scores) for a, b in combinations(indices, 2)}
    known = {pair: difference for pair, difference in found.items() if difference is not None}
    return Groups(str(names.name), indices, dict(zip(known, holm([*known.values()]), strict=True)))
