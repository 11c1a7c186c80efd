"""Targets and thresholds that nobody has set are examples: they say so, and are no verdict."""

from __future__ import annotations

from dataclasses import replace

import pytest

from analysis.methods.precision import Interval
from analysis.overview.achievements import Achievement, Achievements, achievements
from analysis.overview.early_warning import EarlyWarning, Reading
from analysis.overview.early_warning_charts import strips
from analysis.overview.params import Indicator, Target
from laporan.charts.canvas import FULL
from laporan.core.errors import ParameterError
from laporan.facts.quantity import Quantity

SOURCE = {"official": True, "source": "Keputusan Kepala, butir 2"}


def target(name: str, value: float, **ground: object) -> Achievement:
    return Achievement(Target(name=name, measure="m", value=value, **ground), Quantity(80, "poin"))


def reading(name: str, value: float, **ground: object) -> Reading:
    indicator = Indicator(name=name, theme="T", measure="m", watch=1.0, act=2.0, follow_up="Surati", **ground)
    return Reading(indicator, Quantity(value, "poin"))


MIXED = Achievements((target("Resmi", 90, **SOURCE), target("Karangan", 70)))
WARNING = EarlyWarning((reading("Resmi", 3, **SOURCE), reading("Karangan", 3)))


def test_only_official_targets_are_reached_or_missed_officially():
    assert [item.target.name for item in MIXED.official.missed] == ["Resmi"]
    assert MIXED.official.reached == ()
    assert [item.target.name for item in MIXED.examples.items] == ["Karangan"]


def test_the_table_marks_each_verdict_that_rests_on_an_example():
    table = MIXED.table()

    assert str(table["Resmi", "Status"]) == "Belum tercapai"
    assert str(table["Karangan", "Status"]) == "Tercapai (contoh)"
    assert "Target resmi: Resmi (Keputusan Kepala, butir 2)." in table.how
    assert "yang bertanda contoh bukan ketetapan resmi" in table.how


@pytest.mark.parametrize(
    ("shown", "heading"),
    [(MIXED.examples, "Target (contoh)"), (MIXED.official, "Target"), (MIXED, "Target")],
    ids=["examples", "official", "mixed"],
)
def test_a_column_of_examples_says_so_in_its_heading(shown, heading):
    assert shown.table().head[-1] == heading


@pytest.mark.parametrize(
    ("goal", "direction", "outcome"),
    [
        (76, "at least", "Tercapai"),
        (79, "at least", "Belum pasti terlampaui"),
        (81, "at most", "Belum pasti terlampaui"),
        (83, "at least", "Belum tercapai"),
        (83, "at most", "Tercapai"),
        (77, "at least", "Belum pasti terlampaui"),
    ],
    ids=["below", "within", "within-at-most", "above", "above-at-most", "at-the-end"],
)
def test_a_target_within_the_interval_of_a_survey_is_neither_reached_nor_missed(goal, direction, outcome):
    ends = Interval(Quantity(77, "poin"), Quantity(82, "poin"), 0.95)
    found = replace(target("Indeks", goal, direction=direction, **SOURCE), interval=ends)
    all_of_them = Achievements((found,))

    assert str(all_of_them.table()["Indeks", "Status"]) == outcome
    kept = {
        "Tercapai": all_of_them.reached,
        "Belum tercapai": all_of_them.missed,
        "Belum pasti terlampaui": all_of_them.uncertain,
    }
    assert [name for name, items in kept.items() if items] == [outcome]


def test_a_table_of_official_targets_speaks_of_no_example():
    assert "contoh" not in MIXED.official.table().how


def test_the_early_warning_table_marks_each_level_that_rests_on_an_example():
    table = WARNING.table()

    assert str(table["Resmi", "Status"]) == "Perlu tindakan"
    assert str(table["Karangan", "Status"]) == "Perlu tindakan (contoh)"


def test_official_thresholds_and_examples_are_counted_apart():
    assert [(len(part.readings), called) for part, called in WARNING.by_ground] == [(1, "resmi"), (1, "contoh")]


@pytest.mark.parametrize(
    ("warning", "marked", "plain"),
    [
        (WARNING.examples, ["wajar (contoh)", "tindak (contoh)", "Karangan"], ["Karangan (contoh)"]),
        (WARNING, ["wajar", "Karangan (contoh)", "Resmi"], ["wajar (contoh)", "Resmi (contoh)"]),
        (WARNING.official, ["wajar", "Resmi"], ["wajar (contoh)", "Resmi (contoh)"]),
    ],
    ids=["examples", "mixed", "official"],
)
def test_the_chart_says_which_of_its_thresholds_are_examples(warning, marked, plain):
    figure = strips(warning).draw(FULL)
    words = [text.get_text() for text in figure.findobj(lambda artist: hasattr(artist, "get_text"))]

    assert set(marked) <= set(words)
    assert not set(plain) & set(words)


def test_the_target_of_a_share_is_a_fraction_of_one():
    class Found:
        """Results that know one measure, a share."""

        def measure(self, _name):
            return Quantity(0.915, "%")

    with pytest.raises(ParameterError, match=r"target “Selesai”: 90\.0 bukan bagian dari satu\. Tulis 0\.9 untuk 90%"):
        achievements([Target(name="Selesai", measure="m", value=90)], Found())
