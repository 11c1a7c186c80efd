"""Rows of a survey file that are no respondent, or one who was counted before."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from laporan.core.errors import Fault
from laporan.data.counted_twice import is_total

# Titles, in small letters and without signs, under which offices write who answered; a running number is none.
RESPONDENT = {"responden", "id", "idresponden", "koderesponden", "noresponden", "nomorresponden", "respondent"}


def not_a_new_respondent(others: pd.DataFrame, file: str) -> Iterator[Fault]:
    """Faults of rows that would be counted once too often.

    Parameters
    ----------
    others : DataFrame
        The columns that hold no answers, as text, indexed by row in the file.
    file : str
        As faults name it.
    """
    for title in others.columns:
        words = others[title].astype("str").str.strip()
        for row, text in words[words.map(is_total)].items():
            rule = "tampak seperti baris jumlah, bukan responden"
            yield Fault(file, rule, "Hapus baris itu", row=_row(row), column=title, value=text)
        if "".join(filter(str.isalnum, title.casefold())) in RESPONDENT:
            yield from _seen_before(words[words != ""], title, file)


def _seen_before(codes: pd.Series, title: str, file: str) -> Iterator[Fault]:
    folded = codes.str.casefold()
    first = dict(zip(folded[::-1], codes.index[::-1], strict=True))
    for row, text in codes[folded.duplicated()].items():
        rule = f"responden ini sudah ada di baris {first[text.casefold()]}"
        remedy = "Hapus salah satu baris, atau perbaiki kode respondennya"
        yield Fault(file, rule, remedy, row=_row(row), column=title, value=text)


def _row(label: object) -> int:
    return int(str(label))
