"""Counters of the integrated personnel service (PKT): how satisfied their users are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from analysis.counters.contract import RATINGS
from analysis.methods.comparison import GroupDifference, tied, two_shares
from analysis.methods.precision import Interval, wilson
from laporan.core.errors import MissingDataError
from laporan.facts.identity import Identity, parts
from laporan.facts.printed import hitungan
from laporan.facts.quantity import Quantity, share, summed, total
from laporan.facts.tables import Cell, Table, table
from laporan.notebook.results import Identities, Results

__all__ = ["RATINGS", "Counter", "CounterSurvey", "survey"]

VERY_SATISFIED, SATISFIED, DISSATISFIED = RATINGS
ALL = "Semua loket"


@dataclass(frozen=True)
class Counter:
    """The survey at one counter, or at all of them.

    Parameters
    ----------
    name : str
        Letter of the counter, or "Semua loket".
    counts : dict of str to Quantity
        Respondents by rating.
    """

    name: str
    counts: dict[str, Quantity]

    @property
    def respondents(self) -> Quantity:
        """Respondents of all ratings."""
        return summed(self.counts.values(), "responden").called("semua responden")

    @property
    def shares(self) -> dict[str, Quantity]:
        """Share of each rating in the counter's respondents."""
        return {rating: share(count, self.respondents) for rating, count in self.counts.items()}

    def interval(self, rating: str) -> Interval:
        """Wilson's interval of a rating's share."""
        return wilson(self.shares[rating])

    @property
    def content(self) -> Quantity:
        """Share of the respondents who are satisfied or very satisfied."""
        pleased = self.counts[VERY_SATISFIED] + self.counts[SATISFIED]
        return share(pleased.called("puas dan sangat puas"), self.respondents)


@dataclass(frozen=True)
class CounterSurvey:
    """The survey at each counter, in order, and at all of them together."""

    counters: tuple[Counter, ...]
    all: Counter

    def counter(self, name: str) -> Counter:
        """The counter of that letter.

        Raises
        ------
        MissingDataError
            Where the office has no such counter.
        """
        for counter in self.counters:
            if counter.name == name:
                return counter
        raise MissingDataError(f"loket {name} tidak ada dalam data")

    def extreme(self, rating: str, *, most: bool) -> Counter:
        """The counter where a rating has its largest share, or its smallest.

        Parameters
        ----------
        rating : str
            The rating to compare.
        most : bool
            Whether the largest share is wanted.
        """
        choose = max if most else min
        return choose(self.counters, key=lambda counter: counter.shares[rating])

    def tied_with(self, first: Counter, rating: str) -> tuple[Counter, ...]:
        """The counters whose share of a rating can't be told from that of one of them (Newcombe, Holm).

        Parameters
        ----------
        first : Counter
            The one that they are held against.
        rating : str
            The rating to compare.
        """
        others = [counter for counter in self.counters if counter is not first]
        return tuple(tied(first, others, lambda a, b: two_shares(a.shares[rating], b.shares[rating])))

    def table(self) -> Table:
        """Table of ratings, a counter a column, count and share in each cell; respondents in the last row."""
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
    """Count respondents by counter and rating.

    Parameters
    ----------
    answers : DataFrame
        Dataset `pkt`: one row a counter and rating, with the number of respondents.
    """
    counters = tuple(_counter(str(name), rows) for name, rows in answers.groupby("counter", sort=True))
    return CounterSurvey(counters, _counter(ALL, answers))


def identities(found: CounterSurvey, answers: pd.DataFrame) -> list[Identity]:
    """Identities: ratings and counters add up to all respondents of the file.

    Parameters
    ----------
    found : CounterSurvey
        The survey.
    answers : DataFrame
        Dataset `pkt`, from which it was counted.
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


def _rated(counter: str, rating: str) -> Callable[[Results], Quantity]:
    return lambda r: r.counters.counter(counter).shares[rating]


RESULTS: dict[str, Callable[[Results], object]] = {"counters": lambda r: survey(r.report.load("pkt"))}
MEASURES: dict[str, Callable[[Results], Quantity]] = {
    "counters-content": lambda r: r.counters.all.content,
    "counters-dissatisfied": lambda r: r.counters.extreme(DISSATISFIED, most=True).shares[DISSATISFIED],
    **{f"counters-very-satisfied-{name.lower()}": _rated(name, VERY_SATISFIED) for name in "ABCDEF"},
    **{f"counters-satisfied-{name.lower()}": _rated(name, SATISFIED) for name in "ABCDEF"},
}
INTERVALS: dict[str, Callable[[Results], Interval | None]] = {
    "counters-content": lambda r: wilson(r.counters.all.content),
    "counters-dissatisfied": lambda r: r.counters.extreme(DISSATISFIED, most=True).interval(DISSATISFIED),
}
DIFFERENCES: dict[str, Callable[[Results, Results], GroupDifference | None]] = {
    "counters-content": lambda before, now: two_shares(before.counters.all.content, now.counters.all.content),
}
IDENTITIES: Identities = (lambda r: identities(r.counters, r.report.load("pkt")),)
