"""Counters: a share that stands first shares its place with those that can't be told from it."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from statsmodels.stats.proportion import proportion_confint

from analysis.counters.contract import RATINGS
from analysis.counters.results import DISSATISFIED, VERY_SATISFIED, identities, survey
from laporan.core.errors import MissingDataError
from laporan.facts.lineage import Basis

if TYPE_CHECKING:
    from tests.analysis.conftest import Framed


def counters(**rated: tuple[int, int, int]) -> pd.DataFrame:
    rows = [(name, rating, n) for name, counts in rated.items() for rating, n in zip(RATINGS, counts, strict=True)]
    return pd.DataFrame(rows, columns=["counter", "rating", "respondents"])


@pytest.mark.parametrize(
    ("rated", "together"),
    [
        ({"A": (50, 202, 16), "B": (50, 204, 14), "C": (60, 200, 0)}, ["A", "B"]),
        ({"A": (50, 202, 40), "B": (50, 204, 5), "C": (60, 200, 3)}, ["A"]),
        ({"A": (9, 9, 2)}, ["A"]),
        ({"A": (9, 9, 0), "B": (3, 5, 0)}, ["A", "B"]),
    ],
    ids=["six-and-five-percent", "clearly-most", "only-one", "nobody-dissatisfied"],
)
def test_who_has_most_dissatisfied_users(rated: dict[str, tuple[int, int, int]], together: list[str]) -> None:
    found = survey(counters(**rated))
    most = found.extreme(DISSATISFIED, most=True)
    assert [counter.name for counter in (most, *found.tied_with(most, DISSATISFIED))] == together


def test_the_fewest_are_shared_too() -> None:
    found = survey(counters(A=(10, 80, 1), B=(12, 80, 1), C=(70, 20, 1)))
    assert [counter.name for counter in found.tied_with(found.counter("A"), VERY_SATISFIED)] == ["B"]


def test_a_share_of_nobody_still_has_an_interval() -> None:
    interval = survey(counters(A=(9, 9, 0))).counter("A").interval(DISSATISFIED)
    assert float(interval.low) == 0
    assert 0.1 < float(interval.high) < 0.2


TWO = {"A": (50, 40, 10), "B": (25, 15, 0)}


def test_a_survey_is_a_table_of_counts_and_shares_with_its_sum() -> None:
    found = survey(counters(**TWO)).table()
    assert found.head == ("Penilaian", "Loket A", "Loket B", "Semua loket")
    assert [[str(cell) for cell in row] for row in found.rows] == [
        [RATINGS[0], "5050%", "2563%", "7554%"],
        [RATINGS[1], "4040%", "1538%", "5539%"],
        [RATINGS[2], "1010%", "00%", "107%"],
        ["Jumlah", "100", "40", "140"],
    ]
    assert found.total
    assert found.how == (
        "Setiap persentase adalah banyaknya responden dengan penilaian itu dibagi jumlah responden loket yang sama, "
        "dibulatkan satu kali, setengah ke atas."
    )


def test_shares_are_of_a_counters_own_respondents_and_rest_on_its_rows(framed: Framed) -> None:
    answers = framed({name: [*column] for name, column in counters(**TWO).items()})
    found = survey(answers)
    a, b = found.counters
    assert [(c.name, c.respondents) for c in (a, b, found.all)] == [("A", 100), ("B", 40), ("Semua loket", 140)]
    assert (b.content.part, b.content.of, b.content.unit) == (40, 40, "%")
    assert a.content.value == Fraction(9, 10)
    assert (a.respondents.unit, b.respondents.basis) == ("responden", Basis.of(answers.iloc[3:]))
    assert a.counts[DISSATISFIED].basis == Basis.of(answers.iloc[2:3])
    assert found.all.respondents.basis == Basis.of(answers)


def test_counters_stand_in_the_order_of_their_letters() -> None:
    assert [counter.name for counter in survey(counters(B=(1, 1, 1), A=(1, 1, 1))).counters] == ["A", "B"]


def test_a_counter_is_found_by_its_letter_or_refused() -> None:
    found = survey(counters(**TWO))
    assert found.counter("B") is found.counters[1]
    with pytest.raises(MissingDataError) as told:
        found.counter("C")
    assert str(told.value) == "loket C tidak ada dalam data"


def test_the_extremes_of_a_rating_are_its_largest_and_smallest_share() -> None:
    found = survey(counters(A=(50, 50, 0), B=(80, 20, 0), C=(10, 80, 10)))
    assert [found.extreme(VERY_SATISFIED, most=most).name for most in (True, False)] == ["B", "C"]
    assert found.tied_with(found.counter("B"), VERY_SATISFIED) == ()


def test_an_interval_is_wilsons_of_the_rating() -> None:
    found = survey(counters(**TWO)).counter("A").interval(DISSATISFIED)
    told = proportion_confint(10, 100, 0.05, method="wilson")
    assert (float(found.low), float(found.high)) == pytest.approx(told)


def test_ratings_and_counters_add_up_to_all() -> None:
    answers = counters(**TWO)
    laws = identities(survey(answers), answers)
    assert all(law.section == "pkt" and law.holds for law in laws)
    assert [(law.law, law.case) for law in laws] == [
        *(("Jumlah loket = semua loket", rating.lower()) for rating in RATINGS),
        *(("Jumlah penilaian = responden", case) for case in ("Loket A", "Loket B", "Semua loket")),
    ]


@pytest.mark.parametrize(
    ("spoil", "broken"),
    [
        (lambda answers: answers.iloc[1:], {"Loket A", "Semua loket"}),
        (lambda answers: answers.iloc[:-2], {"Loket B", "Semua loket"}),
    ],
    ids=["first-counter", "second-counter"],
)
def test_respondents_that_are_missing_from_the_file_break_the_laws_of_their_counter(
    spoil: Callable[[pd.DataFrame], pd.DataFrame], broken: set[str]
) -> None:
    answers = counters(**TWO)
    laws = identities(survey(answers), spoil(answers))
    assert {law.case for law in laws if not law.holds} == broken
