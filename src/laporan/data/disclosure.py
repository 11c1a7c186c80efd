"""Disclosure control: what may leave of data, most of all where its rows are persons.

One rule for the page, its cards, the open data, the ledger and `laporan trace`. Of any dataset, what names or reaches
a person is dropped at reading (`Column.personal`), and words and codes that are no `choices` stay at home unless their
contract declares them public (`Column.public`). Where rows are persons nobody is to be found, by reading or by
subtraction:

- the rows stay at home, and so does which rows a number rests on: sets of rows, laid over each other, would put
  the answers of one person together again;
- answers are counted for all persons of a dataset together, never for a part of them: a part and the whole give
  the rest by subtraction;
- values of a characteristic (`choices`) that fewer than `FEWEST` persons gave are counted with the next smallest;
- answers on a scale are not counted at all where one of them is that rare: with their mean, which a report
  prints, the counts that are left would give the hidden ones;
- a mean is not told where it alone gives such a rare answer away (`mean_tells_rare`).

Of other datasets some rows may point to somebody (`Contract.rows_at_home`): they leave in no form, which of them a
number rests on is not told either, and nothing that counts a few of them is printed. The others leave, numbered as if
those were not there.

Notes
-----
The threshold of five is a convention of statistical offices (a parameter could not be less). That zero persons gave
an answer is told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

import pandas as pd

from laporan.core.formatting import number
from laporan.data.contracts import Column, Contract

FEWEST = 5  # a smaller group of persons could point to one of them
EMPTY = ""
NOT_PUBLIC = "isinya kata atau kode yang tidak dinyatakan terbuka"
MOST_ANSWERS = 12  # a column with more different values describes persons, not answers


@dataclass(frozen=True)
class AnswerCount:
    """How many persons gave an answer.

    Parameters
    ----------
    column : str
        Header of the column.
    values : tuple of str
        The answer as the file writes it; several where they are counted together.
    count : int
        Persons: none, or at least `FEWEST`.
    """

    column: str
    values: tuple[str, ...]
    count: int

    @property
    def value(self) -> str:
        """The answer in words: 'Diploma + SMA' where two are counted together."""
        return " + ".join(value or "(kosong)" for value in self.values)


@dataclass(frozen=True)
class Answers:
    """What may leave of the answers of all persons of a dataset.

    Parameters
    ----------
    persons : int
        How many they are.
    counts : tuple of AnswerCount
        Column by column in the order of the contract.
    withheld : tuple of str
        Headers of columns whose answers are not counted because too few persons gave one of them.
    """

    persons: int
    counts: tuple[AnswerCount, ...]
    withheld: tuple[str, ...]


def hidden(found: Answers) -> str:
    """What is not told of the answers, as a sentence that follows on another; nothing where all is told."""
    if not found.withheld:
        return ""
    which = ", ".join(found.withheld)
    return f" Tidak dirinci karena ada jawaban dari kurang dari {number(FEWEST)} orang: {which}."


def at_home(contract: Contract) -> str:
    """Which columns of a dataset leave in no file, and why, as a sentence; '' where all may.

    Parameters
    ----------
    contract : Contract
        Of the dataset.
    """
    personal = [column.header for column in contract.columns if column.personal]
    words = [column.header for column in contract.columns if column.stays_home and not column.personal]
    why = ((words, NOT_PUBLIC), (personal, "data pribadi"))
    told = [f"{', '.join(headers)} ({reason})" for headers, reason in why if headers]
    return f"Kolom yang tidak ikut keluar: {'; '.join(told)}." if told else ""


def rows_left_out(contract: Contract, count: int) -> str:
    """How many rows of a dataset leave in no form, and why, as a sentence; '' where all may.

    Parameters
    ----------
    contract : Contract
        Of the dataset.
    count : int
        How many there are; of fewer than `FEWEST` only that they are so few.
    """
    rule = contract.rows_at_home
    if rule is None or not count:
        return ""
    which = f"{contract.column(rule.column).header} {', '.join(rule.words)}"
    many = f"kurang dari {FEWEST}" if is_small(count) else number(count)
    return f"Baris yang tidak ikut keluar: {many} ({which}; {rule.why}); yang lain dinomori tanpa baris itu."


def is_small(count: int) -> bool:
    """Whether so many persons, or answers of persons, could point to one of them."""
    return 0 < count < FEWEST


def mean_tells_rare(counts: Mapping[int, int]) -> bool:
    """Whether whoever knows how many answered, and the mean, knows how often a rare answer was given.

    Parameters
    ----------
    counts : mapping of int to int
        How often each answer of the scale was given.

    Returns
    -------
    bool
        True where the numbers of times that fit both lie closer together than `FEWEST`, for an answer that few gave.

    Examples
    --------
    >>> mean_tells_rare({1: 0, 2: 0, 3: 1, 4: 41}), mean_tells_rare({1: 1, 2: 6, 3: 21, 4: 14})
    (True, False)
    """
    persons, total = sum(counts.values()), sum(answer * times for answer, times in counts.items())
    for answer in (answer for answer, times in counts.items() if is_small(times)):
        sums = _possible_sums([other for other in counts if other != answer], persons)
        fits = [
            times
            for times in range(persons + 1)
            if (rest := total - times * answer) >= 0 and sums[persons - times] >> rest & 1
        ]
        if fits[-1] - fits[0] < FEWEST:
            return True
    return False


def _possible_sums(answers: Sequence[int], persons: int) -> list[int]:
    """For each number of persons the sums that their answers can have, as the bits of an integer."""
    sums = [1]
    for _ in range(persons):
        sums.append(reduce(or_, (sums[-1] << answer for answer in answers)))
    return sums


def answers(rows: pd.DataFrame, contract: Contract) -> Answers:
    """Count the answers of all persons of a dataset, as far as they may leave.

    Parameters
    ----------
    rows : DataFrame
        One row a person, cells as text, columns by header.
    contract : Contract
        Of the dataset.
    """
    counts: list[AnswerCount] = []
    withheld: list[str] = []
    for column in contract.kept:
        if not is_countable(column):
            continue
        found = Counter(rows[column.header].fillna(EMPTY).astype(str))
        if column.may_be_absent and set(found) == {EMPTY}:  # nobody was asked
            continue
        told = told_together({value: found[value] for value in known_values(column)}, column)
        counts += told
        if not told:
            withheld.append(column.header)
    return Answers(len(rows), tuple(counts), tuple(withheld))


def is_countable(column: Column) -> bool:
    """Whether the column has answers that many persons can share: a few words or whole numbers, none of them a name."""
    return not column.unique and 0 < len(known_values(column)) <= MOST_ANSWERS


def known_values(column: Column) -> tuple[str, ...]:
    """Every value that could be given in a column, as the file writes it; none where its contract does not list them.

    No answer is one too, where a cell may be empty: else the few who gave none would follow from the others.
    """
    listed: tuple[str, ...] = column.choices
    if not listed and isinstance(column.minimum, int) and isinstance(column.maximum, int):
        listed = tuple(map(str, range(column.minimum, min(column.maximum, column.minimum + MOST_ANSWERS) + 1)))
    return (*listed, EMPTY) if listed and column.optional else listed


def told_together(counts: Mapping[str, int], column: Column) -> list[AnswerCount]:
    """One column's counts, the small ones with the next smallest; nothing where that would not hide them.

    Parameters
    ----------
    counts : mapping of str to int
        Persons by value, in the order of print.
    column : Column
        Where the values stand. Answers on a scale are told one by one or not at all.
    """
    groups = together(counts)
    if not column.choices and len(groups) < len(counts):
        return []
    return [AnswerCount(column.header, group, sum(counts[value] for value in group)) for group in groups]


def together(counts: Mapping[str, int]) -> list[tuple[str, ...]]:
    """Which values are to be counted together, so that no small count is told or follows from the others.

    Parameters
    ----------
    counts : mapping of str to int
        Persons by value, in the order of print.

    Returns
    -------
    list of tuple of str
        Each value alone where no count is small; the rare ones in one group, which stands last; nothing where the
        group would be everybody.

    Examples
    --------
    >>> together({"SMA": 3, "Diploma": 9, "Sarjana": 40})
    [('Sarjana',), ('SMA', 'Diploma')]
    """
    if not any(map(is_small, counts.values())):
        return [(value,) for value in counts]
    given = sorted((value for value in counts if counts[value]), key=lambda value: counts[value])
    rare: list[str] = []
    while given and (is_small(counts[given[0]]) or len(rare) < 2 or sum(counts[value] for value in rare) < FEWEST):
        rare.append(given.pop(0))
    if not given:
        return []
    return [*((value,) for value in counts if value not in rare), tuple(value for value in counts if value in rare)]
