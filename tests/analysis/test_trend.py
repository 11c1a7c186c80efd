"""The closing chapter: what is held against the year before, what a line joins, and what is not drawn."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from analysis.methods.answers import PersonScores
from analysis.methods.comparison import welch
from analysis.overview import trend_chart
from analysis.overview.intervals import difference_of
from analysis.overview.trend import UNSETTLED, Series, Trend, trend
from laporan.charts.canvas import FULL
from laporan.facts.kinds import DataKind
from laporan.facts.lineage import Basis, RowSet, Source
from laporan.facts.quantity import SHARE, Quantity
from laporan.facts.rules import kind_change, kinds_of
from laporan.notebook.report import open_report
from laporan.notebook.results import Results


def of(value: float, rule: str = "", kind: DataKind = "synthetic", unit: str = "indeks") -> Quantity:
    source = Source("a", f"a-{kind}.csv", "0" * 64, kind, "A", 1)
    return Quantity(value, unit, basis=Basis({source: RowSet.of([2])})).by(rule)


Values = tuple[Quantity | None, ...]
OLD, NEW = "KEP/25/2004", "PermenPANRB 14/2017"


@pytest.mark.parametrize(
    ("values", "direction"),
    [
        ((of(90, unit=SHARE), of(70), of(80)), "naik"),
        ((of(70), of(80), of(75)), "turun"),
        ((of(80.001), of(80.002)), "tetap"),
        ((of(70, OLD), of(80, NEW)), "metode berganti"),
        ((of(70, OLD), of(72, OLD), of(80, NEW)), "metode berganti"),
        ((of(70), None), ""),
        ((of(70), None, of(80)), ""),
        ((of(70),), ""),
    ],
    ids=[
        "against the year before, not the first",
        "a fall",
        "the same in print",
        "another rule",
        "another rule this year",
        "no data this year",
        "no data the year before",
        "a single year",
    ],
)
def test_the_direction_is_that_from_the_year_before(values: Values, direction: str) -> None:
    assert Series("Indeks", values).direction == direction


@pytest.mark.parametrize(
    ("values", "runs"),
    [
        ((of(1), of(2), of(3)), ((0, 1, 2),)),
        ((of(1, OLD), of(2, OLD), of(3, NEW)), ((0, 1), (2,))),
        ((of(1), None, of(3)), ((0,), (2,))),
        ((None, of(2), of(3)), ((1, 2),)),
    ],
    ids=["one rule", "the rule changed", "a year is missing", "it began later"],
)
def test_a_line_joins_what_one_rule_made_in_years_that_follow(
    values: Values, runs: tuple[tuple[int, ...], ...]
) -> None:
    assert Series("Indeks", values).runs == runs


@pytest.mark.parametrize(
    ("values", "drawn"),
    [((of(1),), False), ((of(1, OLD), of(2, NEW)), False), ((of(1), of(2)), True)],
    ids=["one year", "two years of two rules", "two years of one rule"],
)
def test_below_two_points_nothing_is_drawn(values: Values, drawn: bool) -> None:
    assert bool(Trend(tuple(range(2017, 2017 + len(values))), (Series("Indeks", values),)).drawn) is drawn


def lines_of(*values: Quantity) -> list[list[float]]:
    years = tuple(range(2016, 2016 + len(values)))
    figure = trend_chart.by_year(Trend(years, (Series("Indeks", values),))).draw(FULL)
    return [np.asarray(line.get_xdata()).tolist() for line in figure.axes[0].lines if line.get_linestyle() != "None"]


def test_the_chart_breaks_where_the_rule_changed() -> None:
    assert lines_of(of(70, OLD), of(72, OLD), of(80, NEW), of(81, NEW)) == [[2016, 2017], [2018, 2019]]


def test_years_of_different_kinds_are_said() -> None:
    made_up, published = of(70), of(72, kind="published")
    line = Series("Indeks", (made_up, published))
    assert Trend((2016, 2017), (line,)).of_other_kinds == (line,)
    assert kinds_of(published) == {"published"}
    assert kind_change(made_up, published) == " (data pembandingnya sintetis, data tahun ini terbitan)"
    assert kind_change(made_up, made_up) == ""


def test_an_index_by_another_regulation_is_not_compared() -> None:
    results = Results(open_report(2018))
    found = trend({"IKM": "satisfaction-index", "Integritas": "integrity-index"}, results)
    assert [line.name for line in found.changed] == ["IKM"]
    assert [line.name for line in found.compared] == ["Integritas"]


def test_an_office_without_earlier_years_has_one_year() -> None:
    found = trend({"IKM": "satisfaction-index"}, Results(open_report(2018, "kanreg-10")))
    assert (found.years, found.drawn, found.compared) == ((2018,), (), ())


@pytest.mark.parametrize(
    ("second", "direction"),
    [([3, 4] * 30, "naik"), ([2, 3, 3] * 20, "belum dapat disimpulkan"), (None, "belum dapat disimpulkan")],
    ids=["apart", "perhaps by chance", "nothing can be said"],
)
def test_what_respondents_say_moves_only_where_the_difference_leaves_out_zero(
    second: list[int] | None, direction: str
) -> None:
    known = None if second is None else welch(scores([2, 3] * 30), scores(second))
    line = Series("Indeks", (of(70), of(80)), estimated=True, difference=known)
    assert line.direction == direction
    assert (line in Trend((2016, 2017), (line,)).moved) is (direction == "naik")


@pytest.mark.parametrize("measure", ["satisfaction-index", "integrity-index", "counters-content"])
def test_the_closing_chapter_says_of_a_survey_what_its_difference_says(measure: str) -> None:
    results = Results(open_report(2017))
    (line,) = trend({"Ukuran": measure}, results).series
    difference = difference_of(results.before, results, measure)
    assert difference is not None
    assert line.estimated
    assert (line.direction == UNSETTLED) is not difference.distinguishable
    assert str(difference.printed) in {str(row[-1]) for row in trend({"Ukuran": measure}, results).table().rows}


def scores(answers: list[int]) -> PersonScores:
    return PersonScores(np.array(answers, dtype=np.int64), Fraction(25), "indeks", Basis())
