"""Early warning: thresholds, what has no data, and the parameters' own faults."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pydantic import ValidationError

from analysis.methods.precision import Interval
from analysis.overview import early_warning
from analysis.overview.intervals import interval_of
from analysis.overview.params import Diagram, Indicator
from laporan.core.errors import ParameterError
from laporan.facts.quantity import Quantity
from laporan.notebook.report import open_report
from laporan.notebook.results import Results
from laporan.project.parameters import load_parameters
from laporan.project.subjects import registered

ABOVE = {"name": "Sisa", "theme": "Pengaduan", "measure": "complaints-open-share", "watch": 0.1, "act": 0.25}
BELOW = ABOVE | {"watch": 3.0, "act": 2.6, "worse": "below"}


def reading(settings: dict, value: float) -> early_warning.Reading:
    return early_warning.Reading(Indicator(follow_up="Tindak lanjut", **settings), Quantity(value, "%"))


@pytest.mark.parametrize(
    ("settings", "value", "status"),
    [
        (ABOVE, 0.1, "normal"),
        (ABOVE, 0.1001, "watch"),
        (ABOVE, 0.25, "watch"),
        (ABOVE, 0.2501, "act"),
        (BELOW, 3.0, "normal"),
        (BELOW, 2.99, "watch"),
        (BELOW, 2.6, "watch"),
        (BELOW, 2.59, "act"),
    ],
)
def test_a_value_on_a_threshold_has_not_crossed_it(settings, value, status):
    assert reading(settings, value).status == status


@pytest.mark.parametrize(
    ("settings", "ends", "uncertain"),
    [
        (ABOVE, (0.03, 0.09), False),
        (ABOVE, (0.08, 0.12), True),
        (ABOVE, (0.11, 0.2), False),
        (ABOVE, (0.2, 0.3), True),
        (ABOVE, (0.26, 0.5), False),
        (BELOW, (2.7, 3.1), True),
        (BELOW, (2.61, 2.9), False),
        (BELOW, (2.5, 2.7), True),
    ],
)
def test_a_level_is_uncertain_where_the_interval_holds_a_threshold(settings, ends, uncertain):
    low, high = (Quantity(end, "%") for end in ends)
    middle = reading(settings, sum(ends) / 2)
    found = replace(middle, interval=Interval(low, high, 0.95))
    warning = early_warning.EarlyWarning((found,))
    assert found.uncertain == uncertain
    assert warning.uncertain == ((found,) if uncertain else ())
    assert ("belum pasti" in str(warning.table()["Sisa", "Status"])) == uncertain
    assert bool(warning.with_status(found.status)) != uncertain
    assert not middle.uncertain


def test_every_interval_is_of_a_measure_and_holds_its_value():
    results = Results(open_report(2017))
    intervals, measures = registered("results", "INTERVALS"), registered("results", "MEASURES")
    assert intervals.keys() <= measures.keys()
    for name in intervals:
        interval = interval_of(results, name)
        assert interval is not None
        assert interval.low.unit == results.measure(name).unit
        assert interval.holds(results.measure(name).value)


def test_what_nobody_was_sampled_for_has_no_interval():
    assert interval_of(Results(open_report(2017)), "complaints-closed-share") is None
    assert interval_of(Results(open_report(2018, "kanreg-10")), "integrity-index") is None


@pytest.mark.parametrize(
    ("settings", "value", "place"),
    [(ABOVE, 0.1, 1), (ABOVE, 0.25, 2), (BELOW, 3.0, 1), (BELOW, 2.6, 2), (BELOW, 3.4, 0)],
)
def test_positions_run_from_watch_to_act_whichever_way_trouble_lies(settings, value, place):
    assert reading(settings, value).position == pytest.approx(place)


@pytest.mark.parametrize("settings", [ABOVE | {"act": 0.05}, BELOW | {"act": 3.5}], ids=["above", "below"])
def test_thresholds_in_the_wrong_order_are_refused(settings):
    with pytest.raises(ValidationError, match="harus lebih buruk"):
        Indicator(follow_up="…", **settings)


@pytest.mark.parametrize("year", [2016, 2017, 2018])
def test_every_indicator_of_the_head_office_is_measured(year):
    found = early_warning.early_warning(Results(open_report(year)))
    assert found.missing == ()
    assert len(found.table().rows) == len(load_parameters(year).early_warning)


def test_what_a_regional_office_has_no_data_for_is_named():
    found = early_warning.early_warning(Results(open_report(2018, "kanreg-10")))
    assert "Pengguna NCSIS yang tidak aktif" in found.missing
    assert {reading.indicator.measure for reading in found.readings} >= {"complaints-oldest", "counters-dissatisfied"}


def test_an_indicator_in_order_asks_for_nothing():
    table = early_warning.EarlyWarning((reading(ABOVE, 0.05), reading(ABOVE | {"name": "Lain"}, 0.9))).table()
    assert [row[-1] for row in table.rows] == [None, "Tindak lanjut"]


def test_an_unknown_measure_names_the_nearest():
    with pytest.raises(ParameterError, match="complaints-oldest"):
        Results(open_report(2017)).measure("complaint-oldest")


def test_an_arrow_to_nowhere_is_refused():
    node = {"id": "a", "label": "A", "feeds": ["b"]}
    with pytest.raises(ValidationError, match="panah menuju “b”"):
        Diagram(layers=[{"name": "Sumber", "nodes": [node]}])


def test_every_box_of_the_architecture_is_a_row_with_where_it_flows():
    table = early_warning.diagram_table(load_parameters(2017).early_warning_system)
    assert table["SAPK", "Mengalir ke"] == "Gudang data terpadu"
    assert table["Audit pencegahan", "Mengalir ke"] is None
