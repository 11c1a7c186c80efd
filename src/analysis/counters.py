"""Counters of the integrated personnel service (PKT): how satisfied their users are."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from analysis.datasets.declared.counters import RATINGS
from analysis.errors import MissingDataError
from analysis.identity import Identity, parts
from analysis.printed import hitungan
from analysis.quantity import Quantity, share, summed, total
from analysis.tables import Cell, Table, table

VERY_SATISFIED, SATISFIED, DISSATISFIED = RATINGS
ALL = "Semua loket"


@dataclass(frozen=True)
class Counter:
    """One counter. counts : respondents by rating; shares : of the counter's respondents."""

    name: str
    counts: dict[str, Quantity]

    @property
    def respondents(self) -> Quantity:
        return summed(self.counts.values(), "responden")

    @property
    def shares(self) -> dict[str, Quantity]:
        return {rating: share(count, self.respondents) for rating, count in self.counts.items()}

    @property
    def content(self) -> Quantity:
        """Share of satisfied and very satisfied respondents."""
        return share(self.counts[VERY_SATISFIED] + self.counts[SATISFIED], self.respondents)


@dataclass(frozen=True)
class CounterSurvey:
    """All counters in order, and all of them together."""

    counters: tuple[Counter, ...]
    all: Counter

    def counter(self, name: str) -> Counter:
        """The counter of that letter; MissingDataError where the office has none."""
        for counter in self.counters:
            if counter.name == name:
                return counter
        raise MissingDataError(f"loket {name} tidak ada dalam data")

    def extreme(self, rating: str, *, most: bool) -> Counter:
        """The counter where the share of a rating is highest (or lowest)."""
        choose = max if most else min
        return choose(self.counters, key=lambda counter: counter.shares[rating])

    def table(self) -> Table:
        """Ratings by counter: count and share in one cell, totals below."""
        columns = (*self.counters, self.all)
        rows: list[tuple[Cell, ...]] = [
            (rating, *(hitungan(counter.shares[rating]) for counter in columns)) for rating in RATINGS
        ]
        rows.append(("Jumlah", *(counter.respondents for counter in columns)))
        head = ("Penilaian", *(f"Loket {counter.name}" for counter in self.counters), ALL)
        return table(
            head,
            rows,
            total=True,
            how="Setiap persentase adalah banyaknya responden dengan penilaian itu dibagi jumlah "
            "responden loket yang sama, dibulatkan satu kali, setengah ke atas.",
        )


def survey(answers: pd.DataFrame) -> CounterSurvey:
    """Counts by counter and rating.

    answers : dataset `pkt`, one row a counter and rating, with the number of respondents.
    """
    counters = tuple(_counter(str(name), rows) for name, rows in answers.groupby("counter", sort=True))
    return CounterSurvey(counters, _counter(ALL, answers))


def identities(found: CounterSurvey, answers: pd.DataFrame) -> list[Identity]:
    """Ratings and counters add up to all respondents of the file.

    answers : what `found` was counted from
    """
    section = "pkt"
    laws = [
        parts(section, "Jumlah loket = semua loket", rating.lower(), [c.counts[rating] for c in found.counters], whole)
        for rating, whole in found.all.counts.items()
    ]
    for counter in (*found.counters, found.all):
        rows = answers if counter is found.all else answers[answers["counter"] == counter.name]
        case = counter.name if counter is found.all else f"Loket {counter.name}"
        everyone = total(rows["respondents"], "responden")
        laws.append(parts(section, "Jumlah penilaian = responden", case, counter.counts.values(), everyone))
    return laws


def _counter(name: str, rows: pd.DataFrame) -> Counter:
    return Counter(
        name, {rating: total(rows.loc[rows["rating"] == rating, "respondents"], "responden") for rating in RATINGS}
    )
