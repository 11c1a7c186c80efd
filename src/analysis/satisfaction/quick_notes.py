"""What a person should look at before believing the index of one file: doubled rows, a turned question, few answers."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
from scipy.special import stdtr

from analysis.methods.statistics import load_methods
from analysis.satisfaction.index import IndexResult
from laporan.core.formatting import listing, number
from laporan.facts.printed import angka
from laporan.facts.quantity import exact

MOST_TOLD = 5  # pairs of rows that a note names


def notes(found: IndexResult, answers: pd.DataFrame, others: pd.DataFrame) -> list[str]:
    """Sentences about one survey file, in Indonesian; none where there is nothing to say.

    Parameters
    ----------
    found : IndexResult
        The index of the file.
    answers : DataFrame
        One row a respondent, the answers.
    others : DataFrame
        The file's other columns as text, of the same rows.
    """
    return [*_doubled(answers, others), *_reliability(found), *_few(found)]


def _doubled(answers: pd.DataFrame, others: pd.DataFrame) -> Iterator[str]:
    """Rows that repeat another in everything but a running number.

    Where the file has nothing but answers, people who give one answer to all questions are left out: many do.
    """
    traits = others[[name for name in others.columns if not _runs(others[name])]]
    rows = pd.concat([answers, traits], axis=1)
    if not len(traits.columns):
        rows = rows[answers.min(axis=1) < answers.max(axis=1)]
    first = dict[tuple[object, ...], object]()
    pairs = []
    for place, row in zip(rows.index, rows.to_numpy().tolist(), strict=True):
        if (before := first.setdefault(tuple(row), place)) != place:
            pairs.append(f"{place} (sama dengan {before})")
    if pairs:
        more = f" dan {number(len(pairs) - MOST_TOLD)} baris lain" if len(pairs) > MOST_TOLD else ""
        told = ", ".join(pairs[:MOST_TOLD])
        yield f"Baris kembar: baris {told}{more}. Hapus bila responden yang sama terisi dua kali."


def _runs(column: pd.Series) -> bool:
    """Whether a column only numbers the rows."""
    numbers = pd.to_numeric(column, errors="coerce")
    return bool(numbers.notna().all() and (numbers.diff().iloc[1:] > 0).all())


def _reliability(found: IndexResult) -> Iterator[str]:
    told = found.reliability
    known = {code: float(exact(r.value)) for code, r in told.items.items() if r is not None}
    chance = (1 - found.confidence) / max(len(known), 1)
    turned = [code for code, r in known.items() if _below_zero_by_chance(r, int(found.respondents)) < chance]
    if turned:
        yield (
            f"Korelasi butir–total {listing(turned)} negatif: skala pertanyaannya mungkin terbalik. Periksa kuesioner, "
            "lalu balik jawabannya sebelum indeks dipakai."
        )
    if told.alpha is None:
        yield "Cronbach α tidak terdefinisi: responden terlalu sedikit, atau semua jumlah jawabannya sama."
    elif not told.reliable:
        least = told.method.alpha_at_least
        alpha, limit = angka(told.alpha, 2, least), number(least, 2)
        yield f"Cronbach α {alpha} di bawah {limit}: kuesioner belum dapat diandalkan."


def _below_zero_by_chance(r: float, people: int) -> float:
    """The probability of a correlation at most this low where there is none, by Student's t."""
    if people < 3 or r >= 0:
        return 1.0
    return float(stdtr(people - 2, r * ((people - 2) / (1 - r**2)) ** 0.5)) if r > -1 else 0.0


def _few(found: IndexResult) -> Iterator[str]:
    people, least = int(found.respondents), load_methods().interval.small_below
    if found.interval is None:
        yield "Selang tidak dapat dihitung: hanya satu responden, atau semua responden menjawab sama."
    if people < least:
        yield f"Responden hanya {number(people)}, kurang dari {number(least)}: selang t kurang dapat diandalkan."
    if found.minimum is not None and people < int(found.minimum):
        asked = f"{found.rule.short_title} meminta sedikitnya {number(int(found.minimum))} responden"
        yield f"{asked}; di sini {number(people)}."
