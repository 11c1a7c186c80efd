"""What changed since the year before: which years may be compared, and which change is better or worse."""

from __future__ import annotations

from fractions import Fraction

import pytest

from analysis.methods.comparison import two_shares
from analysis.overview.change_chart import dots
from analysis.overview.changes import IndicatorChange, YearlyChanges, yearly_changes
from analysis.overview.trend import Series
from laporan.charts.canvas import FULL
from laporan.charts.palette import MAIN, PAPER
from laporan.core.errors import ParameterError
from laporan.facts.kinds import DataKind
from laporan.facts.lineage import Basis, RowSet, Source
from laporan.facts.quantity import Quantity, share
from laporan.notebook import Results, open_report
from laporan.project.indicators import YearlyIndicator, load_indicators
from laporan.project.models import validate


def of(value: float | Fraction, unit: str = "laporan", rule: str = "", kind: DataKind = "primary") -> Quantity:
    source = Source("a", f"a-{kind}.csv", "0" * 64, kind, "A", 1)
    return Quantity(value, unit, basis=Basis({source: RowSet.of([2])})).by(rule)


def part(counted: int, whole: int) -> Quantity:
    return share(of(counted), of(whole))


def change(before: Quantity | None, now: Quantity | None, better: str = "higher", estimated: bool = False):
    difference = two_shares(before, now) if estimated and before and now else None
    indicator = YearlyIndicator(name="Ukuran", measure="m", better=better, why="beban")
    return IndicatorChange(indicator, Series("Ukuran", (before, now), estimated, difference))


@pytest.mark.parametrize(
    ("found", "outcome", "difference"),
    [
        (change(of(100), of(150)), "Membaik", "+50,0%"),
        (change(of(100), of(150), "lower"), "Memburuk", "+50,0%"),
        (change(of(150), of(100), "lower"), "Membaik", "−33,3%"),
        (change(of(100), of(150), "none"), "Tanpa arah", "+50,0%"),
        (change(of(100), of(100)), "Tetap", "0,0%"),
        (change(of(1), of(2)), "Membaik", "+1"),
        (change(part(50, 100), part(60, 100)), "Membaik", "+10,0 poin persen"),
        (change(part(3, 4), part(2, 5)), "Tidak sebanding", "penyebut di bawah 20"),
        (change(part(3, 19), part(12, 20)), "Tidak sebanding", "penyebut di bawah 20"),
        (change(of(100, rule="lama"), of(150, rule="baru")), "Tidak sebanding", "metode berganti"),
        (change(of(100), of(150, kind="published")), "Tidak sebanding", "jenis data berlainan"),
        (change(None, of(150)), "Tidak sebanding", "tidak diukur tahun lalu"),
        (change(of(100), None), "Tidak sebanding", "tidak diukur tahun ini"),
        (change(part(50, 100), part(55, 100), estimated=True), "Belum dapat dibedakan", "+5,0 poin persen"),
        (change(part(50, 100), part(90, 100), estimated=True), "Membaik", "+40,0 poin persen"),
    ],
    ids=[
        "more-is-better", "more-is-worse", "less-is-better", "no-direction", "same", "few", "shares", "few-of-few",
        "few-in-one-year", "other-rule", "other-kind", "new", "gone", "chance", "not-chance",
    ],
)  # fmt: skip
def test_an_indicator_is_judged_only_where_its_years_may_be_compared(found, outcome, difference):
    assert str(found.outcome) == outcome
    assert str(found.difference).startswith(difference)


def test_a_difference_of_what_was_estimated_has_its_interval():
    told = str(change(part(50, 100), part(90, 100), estimated=True).difference)

    assert "selang 2" in told
    assert " sampai " in told


def test_what_rests_on_made_up_data_is_no_judgement():
    made_up = change(of(100, kind="synthetic"), of(150, kind="synthetic"))

    assert str(YearlyChanges(2017, (made_up,)).table()["Ukuran", "Hasil"]) == "Membaik (sintetis)"
    assert YearlyChanges(2017, (made_up,)).judged_on_synthetic == (made_up,)
    assert str(YearlyChanges(2017, (change(of(100), of(150)),)).table()["Ukuran", "Hasil"]) == "Membaik"


def test_a_share_stands_with_what_it_is_counted_from():
    table = YearlyChanges(2017, (change(part(50, 100), part(60, 120)),)).table()

    assert str(table["Ukuran", "2016"]) == "50,0%50 dari 100"


def test_an_indicator_without_direction_says_why():
    with pytest.raises(ParameterError, match="tulis why"):
        validate(YearlyIndicator, {"name": "Siaran pers", "measure": "m", "better": "none"}, "indicators.yml")


@pytest.mark.parametrize("year", [2017, 2018])
def test_the_directions_of_measures_are_known_to_the_subjects(year):
    changes = yearly_changes(Results(open_report(year, "pusat")))

    assert changes is not None
    assert {item.indicator.name for item in changes.items} <= {one.name for one in load_indicators().indicators}
    outcomes = (changes.judged, changes.untold, [item for item in changes.items if item.obstacle])
    assert sum(map(len, outcomes)) <= len(changes.items)


def test_a_unit_without_last_year_has_no_changes():
    assert yearly_changes(Results(open_report(2018, "kanreg-10"))) is None


def drawn(*items: IndicatorChange):
    chart = dots(YearlyChanges(2017, items))
    return [(axes, [line.get_marker() for line in axes.lines]) for axes in chart.draw(FULL).axes], chart.data


def test_the_chart_leaves_out_what_may_not_be_compared():
    panels, data = drawn(change(part(50, 100), part(60, 100)), change(part(3, 4), part(2, 5)))

    assert len(data.rows) == 1
    assert len(panels) == 1


def test_the_chart_never_sets_points_and_percent_on_one_axis():
    panels, _data = drawn(change(part(50, 100), part(60, 100)), change(of(100), of(110)))

    assert len(panels) == 2
    assert len({axes.get_xlim() for axes, _marks in panels}) == 1


@pytest.mark.parametrize(
    ("item", "mark"),
    [
        (change(of(100), of(110)), "o"),
        (change(of(100), of(1000)), ">"),
        (change(of(1000), of(100), "lower"), "<"),
    ],
    ids=["on-the-axis", "above", "below"],
)
def test_what_lies_beyond_the_axis_is_an_arrow(item, mark):
    near = [change(of(100), of(101))] * 3

    (_axes, marks), *_others = drawn(item, *near)[0]

    assert mark in marks


def test_a_number_of_few_is_told_and_not_drawn():
    (axes, marks), *_others = drawn(change(of(1), of(2)))[0]

    assert marks == []
    assert {"+1", "hanya selisihnya"} <= {text.get_text() for text in axes.texts}


def test_only_what_was_estimated_has_an_interval_and_a_hollow_mark_where_it_holds_zero():
    counted, estimated = change(part(50, 100), part(60, 100)), change(part(50, 100), part(55, 100), estimated=True)

    bars = [len(drawn(item)[0][0][0].containers) for item in (counted, estimated)]
    fills = [drawn(item)[0][0][0].lines[-1].get_markerfacecolor() for item in (counted, estimated)]

    assert bars == [0, 1]
    assert fills == [MAIN, PAPER]
