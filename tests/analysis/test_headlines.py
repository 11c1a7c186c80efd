"""What the summary tells beside a number: last year's, the target, and the verdict of official targets alone."""

from __future__ import annotations

import pytest

from analysis.methods.precision import Interval
from analysis.overview.achievements import Achievement
from analysis.overview.headlines import Headline, Headlines, decisions
from analysis.overview.params import Target
from laporan.core.errors import MissingDataError
from laporan.facts.quantity import Quantity, share
from laporan.notebook import Results, open_report

OFFICIAL = {"official": True, "source": "Keputusan Kepala, butir 2"}


def headline(now: Quantity | None, before: Quantity | None = None, goal: float | None = None, **target: object):
    sure = target.pop("sure", None)
    found = (
        None
        if goal is None or now is None
        else Achievement(Target(name="T", measure="m", value=goal, **target), now, sure)
    )
    return Headline(2017, now, before, found)


NOW, BEFORE = Quantity(80, "poin"), Quantity(70, "poin")
AROUND = Interval(Quantity(77, "poin"), Quantity(83, "poin"), 0.95)


@pytest.mark.parametrize(
    ("told", "beside"),
    [
        (headline(NOW, BEFORE), "2016: 70 poin. Target: belum ditetapkan."),
        (headline(NOW), "2016: tidak diukur. Target: belum ditetapkan."),
        (headline(NOW, BEFORE, 75), "2016: 70 poin. Target: paling sedikit 75 (contoh)."),
        (headline(NOW, BEFORE, 75, **OFFICIAL), "2016: 70 poin. Target: paling sedikit 75, tercapai."),
        (headline(NOW, BEFORE, 85, **OFFICIAL), "2016: 70 poin. Target: paling sedikit 85, belum tercapai."),
        (headline(NOW, BEFORE, 75, direction="at most", **OFFICIAL), "2016: 70 poin. Target: paling banyak 75, belum tercapai."),
        (headline(NOW, BEFORE, 79, sure=AROUND, **OFFICIAL), "2016: 70 poin. Target: paling sedikit 79, belum pasti terlampaui."),
        (headline(NOW.by("baru"), BEFORE.by("lama")), "2016: 70, tidak sebanding sebab metode berganti. Target: belum ditetapkan."),
        (
            headline(share(Quantity(3, "saran"), Quantity(4, "saran")), share(Quantity(1, "saran"), Quantity(2, "saran"))),
            "2016: 1 dari 2 saran (50,0%). Target: belum ditetapkan.",
        ),
    ],
    ids=["no-target", "no-last-year", "example", "reached", "missed", "at-most", "within", "other-rule", "share"],
)  # fmt: skip
def test_beside_a_number_stand_last_year_and_its_target(told, beside):
    assert str(told.beside) == beside


def test_what_was_not_measured_is_not_shown():
    with pytest.raises(MissingDataError):
        _ = headline(None).shown


def test_a_decision_whose_section_the_report_lacks_is_not_asked():
    asked = {
        unit: [one.section for one in decisions(Results(open_report(2018, unit)))] for unit in ("pusat", "kanreg-10")
    }

    assert "evaluasi-lapor" in asked["pusat"]
    assert "evaluasi-lapor" not in asked["kanreg-10"]


def test_a_measure_without_data_has_no_value():
    told = Headlines(Results(open_report(2018, "kanreg-10")))["integrity-index"]

    assert told.now is None
