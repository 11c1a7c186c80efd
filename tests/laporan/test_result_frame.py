"""Results as a frame: a row each, whose numbers are sorted, held against each other and added by pandas, rows and all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd
import pytest

from analysis.counters import results as counters
from laporan.core.errors import EmptySelectionError
from laporan.facts.lineage import Basis
from laporan.facts.quantity import Quantity, share
from laporan.facts.tables import Status
from laporan.notebook import open_report, to_frame


@pytest.fixture(scope="module")
def survey() -> counters.CounterSurvey:
    return counters.survey(open_report(2017).load("pkt"))


def test_numbers_of_results_stay_numbers_that_know_their_rows(survey: counters.CounterSurvey) -> None:
    frame = to_frame(survey.counters)
    assert frame.index.tolist() == ["A", "B", "C", "D", "E", "F"]
    everyone = frame["respondents"].sum()
    assert isinstance(everyone, Quantity)
    assert everyone == survey.all.respondents
    assert everyone.basis == survey.all.respondents.basis
    assert frame["counts.Puas"].sum().basis == survey.all.counts["Puas"].basis


def test_pandas_puts_them_in_order_and_finds_their_result(survey: counters.CounterSurvey) -> None:
    ordered = to_frame(survey.counters).sort_values("shares.Sangat puas")
    assert ordered["result"].iloc[-1] is survey.extreme(counters.VERY_SATISFIED, most=True)
    above = ordered[ordered["content"] > survey.all.content]
    assert above.index.tolist() == [name for name in ordered.index if survey.counter(name).content > survey.all.content]


def test_plain_numbers_can_be_drawn(survey: counters.CounterSurvey) -> None:
    frame = to_frame(survey.counters, plain=True)
    assert frame.dtypes[["respondents", "content"]].astype(str).tolist() == ["int64", "float64"]
    assert frame["respondents"].sum() == survey.all.respondents.value
    assert frame["content"].tolist() == [float(one.content) for one in survey.counters]
    assert len(frame.plot.bar(y="content").patches) == len(survey.counters)
    assert to_frame([Unnamed(None), Unnamed(Quantity(0.5))], plain=True)["value"].dropna().tolist() == [0.5]


@dataclass(frozen=True)
class Visit:
    name: str
    visits: Quantity
    outcome: Status
    parts: tuple[Quantity, ...] = ()

    @property
    def share(self) -> Quantity:
        return share(self.visits, self.visits)


@dataclass(frozen=True)
class Unnamed:
    value: Quantity | None


Visit.__module__ = "analysis.uji"  # properties are asked of the project's own classes alone
NO_VISIT, VISITS = Quantity(0, "kunjungan"), Quantity(3, "kunjungan")
FRAMES: dict[str, tuple[list[Any], list[Any], list[str]]] = {
    "nothing": ([], [], []),
    "names that are the same": ([Visit("A", VISITS, Status("match"))] * 2, [0, 1], ["name", "visits", "outcome", "share"]),
    "names that differ": (
        [Visit(name, VISITS, Status("match")) for name in "AB"], ["A", "B"], ["visits", "outcome", "share"],
    ),
    "none of them named": ([Unnamed(VISITS), Unnamed(None)], [0, 1], ["value"]),
}  # fmt: skip


@pytest.mark.parametrize(("results", "index", "columns"), FRAMES.values(), ids=FRAMES)
def test_a_row_each_a_column_for_what_they_hold(results: list[Any], index: list[Any], columns: list[str]) -> None:
    frame = to_frame(results)
    assert frame.index.tolist() == index
    assert frame.columns.tolist() == ([*columns, "result"] if results else [])


def test_what_can_not_be_computed_or_is_not_there_is_missing() -> None:
    with pytest.raises(EmptySelectionError):
        _ = Visit("A", NO_VISIT, Status("act")).share
    frame = to_frame([Visit("A", NO_VISIT, Status("act")), Visit("B", VISITS, Status("match"))])
    assert frame["share"].isna().tolist() == [True, False]
    assert to_frame([Unnamed(None), Unnamed(VISITS)])["value"].isna().tolist() == [True, False]


def test_outcomes_can_be_counted() -> None:
    counted = to_frame([Visit(name, VISITS, Status("match")) for name in "AB"])["outcome"].value_counts()
    assert isinstance(counted, pd.Series)
    assert counted[Status("match")] == 2
    assert Basis.of(VISITS) == Basis()


NO_RESULTS: dict[str, tuple[Any, str]] = {
    "one result": (lambda survey: survey, r"bukan satu CounterSurvey; yang ada di dalamnya: \.counters"),
    "a part of it": (lambda survey: survey.all, "bukan satu Counter$"),
    "a table": (lambda survey: survey.table(), r"sebuah tabel menjadi DataFrame dengan \.to_frame\(\)"),
    "a number": (lambda _survey: 5, "bukan int"),
    "a text": (lambda _survey: "loket", "bukan str"),
}


@pytest.mark.parametrize(("thing", "message"), NO_RESULTS.values(), ids=NO_RESULTS)
def test_what_is_no_list_of_results_is_told(survey: counters.CounterSurvey, thing: Any, message: str) -> None:
    with pytest.raises(TypeError, match=message):
        to_frame(thing(survey))
