"""The index of a single file, CSV or XLSX, with columns U1 … Un, and K1 … Kn where importance was asked too.

This is what a unit computes on an ordinary day (`laporan ikm FILE`).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.methods.precision import Interval
from analysis.methods.regulations import Regulation, Weights
from analysis.satisfaction.index import IndexResult, satisfaction_index
from analysis.satisfaction.priorities import PriorityResult, priorities
from analysis.satisfaction.quick_file import read_survey
from analysis.satisfaction.quick_groups import Groups, grouped
from analysis.satisfaction.quick_notes import notes
from analysis.satisfaction.quick_weights import effective
from laporan.facts.quantity import Quantity


@dataclass(frozen=True)
class QuickIndex:
    """What can be said of one survey file.

    Parameters
    ----------
    index : IndexResult
        The index, with NRR of each unsur and category.
    priorities : PriorityResult or None
        None where importance was not asked.
    ignored : tuple of str
        Columns of the file that are neither answers nor asked for, as the file names them.
    notes : tuple of str
        What a person should look at; see `quick_notes`.
    groups : Groups or None
        None where no column of groups was asked for.
    """

    index: IndexResult
    priorities: PriorityResult | None
    ignored: tuple[str, ...]
    notes: tuple[str, ...] = ()
    groups: Groups | None = None

    def as_json(self) -> dict[str, Any]:
        """The result for a script.

        Returns
        -------
        dict
            `n` (respondents), `effective_n` (None without weights), `nrr` (mean score by code), `ikm` (unrounded;
            print rounds it to two decimals), `interval` (both ends; None where it is unknown), `category` (A to D),
            `certain` (whether the interval stays within it), `alpha`, `unsur` (index, interval, category and
            item–total correlation by code), `csi` (0 to 100), `csi_stability` (the share of resamples in its band) and
            `quadrants` (quadrant and stability by code; None without importance), `groups` (by name; None without
            `by`), `apart` (pairs of groups whose difference leaves out zero) and `notes`.
        """
        weights = self.index.scores.weights
        return {
            **_index_json(self.index),
            "effective_n": None if weights is None else effective(weights),
            "nrr": {unsur.code: float(unsur.nrr) for unsur in self.index.unsur},
            "certain": self.index.certain,
            "alpha": _number(self.index.reliability.alpha),
            "unsur": {
                unsur.code: {
                    "index": float(unsur.index),
                    "interval": _ends(unsur.interval),
                    "category": unsur.category.letter,
                    "item_total": _number(self.index.reliability.items[unsur.code]),
                }
                for unsur in self.index.unsur
            },
            "csi": None if self.priorities is None else float(self.priorities.csi),
            "csi_stability": self.priorities and _number(self.priorities.csi_stability),
            "quadrants": self.priorities
            and {
                unsur.code: {"quadrant": unsur.quadrant.value, "stability": _number(unsur.stability)}
                for unsur in self.priorities.unsur
            },
            "groups": self.groups and {name: _index_json(found) for name, found in self.groups.indices.items()},
            "apart": self.groups
            and [
                {
                    "groups": list(pair),
                    "difference": float(found.estimate),
                    "interval": [float(found.low), float(found.high)],
                }
                for pair, found in self.groups.apart.items()
            ],
            "notes": list(self.notes),
        }


def _index_json(found: IndexResult) -> dict[str, Any]:
    return {
        "n": int(found.respondents),
        "ikm": float(found.ikm),
        "interval": _ends(found.interval),
        "category": found.category.letter,
    }


def _ends(interval: Interval | None) -> list[float] | None:
    return None if interval is None else [float(interval.low), float(interval.high)]


def _number(quantity: Quantity | None) -> float | None:
    return None if quantity is None else float(quantity)


def quick_index(
    path: Path,
    rule: Regulation,
    weights: Weights = "exact",
    *,
    by: str | None = None,
    weights_column: str | None = None,
) -> QuickIndex:
    """Score one file by a regulation.

    Parameters
    ----------
    path : Path
        CSV in UTF-8, with or without BOM, fields separated by comma, semicolon, tab or bar; or XLSX, whose first
        sheet counts. The first line that is not blank names the columns. Blank lines are skipped. An answer is a whole
        number, its words, or both (see `answer_words`).
    rule : Regulation
        The regulation to score by.
    weights : {"exact", "printed"}
        Of the unsur; see `Regulation.weight`.
    by : str, optional
        A column whose groups are scored apart, and compared.
    weights_column : str, optional
        A column that says how much each respondent counts.

    Raises
    ------
    DataError
        With every fault of the file: a missing, doubled or surplus column, a line of the wrong length, an answer
        that is empty, no answer or off the scale, a weight that is none.
    """
    read = read_survey(path, rule, by, weights_column)
    index = satisfaction_index(read.answers, rule, weights, case_weights=read.case_weights)
    return QuickIndex(
        index,
        priorities(read.answers, rule, case_weights=read.case_weights) if read.asks_importance else None,
        tuple(title for title in read.others.columns if title not in (by, weights_column)),
        tuple(notes(index, read.answers, read.others)),
        None if by is None else grouped(read.answers, read.others[by], rule, weights, read.case_weights),
    )
