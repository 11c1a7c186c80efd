"""Who answered a survey: respondents by each of their traits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.methods.answers import RESPONDENTS
from laporan.core.errors import EmptySurveyError, MissingDataError, ParameterError
from laporan.data.disclosure import together
from laporan.facts.printed import hitungan
from laporan.facts.quantity import Quantity, count, share
from laporan.facts.tables import Table, table

__all__ = ["RespondentGroup", "known", "profile", "profile_table"]

UNKNOWN = "Tidak diketahui"  # the last category of a trait, where somebody has it


@dataclass(frozen=True)
class RespondentGroup:
    """The respondents of one category.

    Parameters
    ----------
    name : str
        The category.
    count : Quantity
        How many they are.
    share : Quantity
        Their share of all respondents.
    """

    name: str
    count: Quantity
    share: Quantity


def profile(respondents: pd.DataFrame, column: str, order: Sequence[str] | None = None) -> tuple[RespondentGroup, ...]:
    """Count the respondents of each category of a column, and their share of all.

    Parameters
    ----------
    respondents : DataFrame
        One row a respondent.
    column : str
        The column whose categories are counted.
    order : sequence of str, optional
        The categories in the order in which they are shown, those without respondents too; by default those that
        occur, the largest first.

    Returns
    -------
    tuple of RespondentGroup
        Each count rests on the rows of its own category. Categories of few respondents are counted together, or
        none is counted, so that no count points to somebody (`disclosure.together`).

    Raises
    ------
    MissingDataError
        Where the column is missing.
    EmptySurveyError
        Where there are no respondents.
    ParameterError
        Where the data has a category that `order` lacks.
    """
    if column not in respondents.columns:
        raise MissingDataError(f"kolom {column} tidak ada dalam data survei")
    if respondents.empty:
        raise EmptySurveyError("survei ini tidak memiliki responden")
    sizes = respondents[column].value_counts()
    names = sorted(sizes.index, key=lambda name: (-sizes[name], str(name))) if order is None else list(order)
    names += [UNKNOWN] if UNKNOWN in sizes.index and UNKNOWN not in names else []
    if unknown := set(sizes.index) - set(names):
        raise ParameterError(f"kolom {column}: kategori {', '.join(sorted(map(str, unknown)))} tidak ada dalam urutan")
    everyone = count(respondents, RESPONDENTS)
    groups = together({name: int(sizes.get(name, 0)) for name in names})
    counts = {" + ".join(group): count(respondents[respondents[column].isin(group)], RESPONDENTS) for group in groups}
    return tuple(RespondentGroup(name, part, share(part, everyone)) for name, part in counts.items())


def known(groups: Sequence[RespondentGroup]) -> tuple[RespondentGroup, ...]:
    """The groups of a trait whose members are known to have it, in their order.

    Parameters
    ----------
    groups : sequence of RespondentGroup
        As `profile` gives them.
    """
    return tuple(group for group in groups if group.name != UNKNOWN)


def profile_table(respondents: pd.DataFrame, columns: Sequence[tuple[str, str, Sequence[str]]]) -> Table:
    """Table of the respondents by each of several traits.

    Parameters
    ----------
    respondents : DataFrame
        One row a respondent.
    columns : sequence of (str, str, sequence of str)
        For each trait its column, what the table calls it, and its categories in order.
    """
    rows = [
        (title, group.name, hitungan(group.share))
        for column, title, order in columns
        for group in profile(respondents, column, order)
    ]
    how = "Banyaknya responden menurut ciri yang mereka isi; persentasenya dari seluruh responden."
    return table(("Ciri", "Kelompok", "Responden"), rows, named_by=1, merged=1, how=how)
