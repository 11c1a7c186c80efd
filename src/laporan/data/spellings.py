"""Words that differ in nothing but capital letters and spaces: most often one thing, which is counted as two."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pandas as pd

from laporan.core.errors import Fault
from laporan.data.contracts import Column, Contract, repeated_words

REMEDY = "Tulis dengan satu cara, atau jelaskan di params: data_notes"


def words_spelled_otherwise(frame: pd.DataFrame, contract: Contract, file: str) -> Iterator[Fault]:
    """A warning at the first row of each spelling that is not the most frequent one.

    Parameters
    ----------
    frame : DataFrame
        Parsed and without faults, indexed by row in the file; compact or not.
    contract : Contract
        Whose columns of words are looked at: those that no list and no pattern rules, and that name nobody.
    file : str
        As the warnings name it.

    Yields
    ------
    Fault
        Of level 'warning'.
    """
    for column in columns_of_words(contract):
        found = [
            (int(frame.index[frame[column.name] == words][0]), words, usual)
            for words, usual in _spelled(frame[column.name])
        ]
        for first, words, others in sorted(found):
            told, usual = contract.told(words), contract.told(others)
            rule = "hanya berbeda huruf besar-kecil atau spasi dari " + (f"“{usual}”" if usual else "isi baris lain")
            yield Fault(file, rule, REMEDY, contract.sheet, first, column.header, told, "warning")


def columns_of_words(contract: Contract) -> list[Column]:
    """Columns whose words anybody may write as they like, again and again."""
    repeated = set(repeated_words(contract))
    return [one for one in contract.kept if one.name in repeated and not (one.choices or one.pattern or one.lines)]


def _spelled(values: pd.Series) -> Iterator[tuple[str, str]]:
    """Each rarer spelling, with the one that is usual; of two as frequent the first is."""
    counts = values.value_counts(sort=False)
    counts = counts[counts > 0]
    alike: dict[str, list[str]] = {}
    for words in counts.index:
        alike.setdefault(re.sub(r"\s+", " ", str(words)).strip().casefold(), []).append(str(words))
    for spellings in alike.values():
        usual = max(spellings, key=lambda words: counts[words])
        yield from ((words, usual) for words in spellings if words != usual)
