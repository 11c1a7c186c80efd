"""The published year is computed again, value by value."""

from __future__ import annotations

from decimal import Decimal

import pytest

from analysis.overview import consistency
from laporan.core.formatting import as_decimal, round_half_up
from laporan.notebook import report
from laporan.notebook.results import Results


@pytest.fixture(scope="module")
def results() -> Results:
    return Results(report.open_report(2017))


GOLDEN = [
    ("complaints-received-lapor", "2031", 0),
    ("complaints-received-wbs", "229", 0),
    ("complaints-received", "2260", 0),
    ("complaints-handled", "4208", 0),
    ("complaints-closed", "3852", 0),
    ("complaints-open", "356", 0),
    ("complaints-closed-share", "0.915", 3),
    ("complaints-mean-days", "18.23", 2),
    ("complaints-speed-gain", "0.2476", 4),
    ("counters-content", "0.972", 3),
    ("satisfaction-respondents", "235", 0),
    ("satisfaction-cost", "3.519", 3),
    ("satisfaction-cost-contribution", "6.251", 3),
    ("integrity-respondents", "42", 0),
    ("integrity-index", "80.89", 2),
    ("access-active", "30245", 0),
    ("access-active-local", "16912", 0),
    ("access-active-central", "13333", 0),
    ("access-inactive-users", "2053", 0),
    ("access-support-share", "0.44", 2),
    ("media-releases", "69", 0),
    ("media-releases-per-week", "1.33", 2),
    ("iso-suggestions", "5", 0),
    ("iso-auditors", "2", 0),
    ("procedures-revised", "23", 0),
    ("training-participants", "20", 0),
    ("helpdesk-requests", "3995027", 0),
    ("helpdesk-channels", "4", 0),
    *[
        (f"counters-very-satisfied-{c}", s, 2)
        for c, s in zip("abcdef", ("0.68", "0.72", "0.70", "0.68", "0.65", "0.58"), strict=True)
    ],
]


@pytest.mark.parametrize(("name", "value", "places"), GOLDEN, ids=[name for name, *_ in GOLDEN])
def test_the_published_figure_is_computed_again(results: Results, name: str, value: str, places: int) -> None:
    measured = results.measure(name)
    assert measured is not None
    assert round_half_up(as_decimal(measured.value), places) == Decimal(value)


def test_the_year_before_had_its_own_speed(results: Results) -> None:
    assert round_half_up(results.before.speed.mean.value) == Decimal("24.23")


def test_cost_is_highest_and_speed_lowest(results: Results) -> None:
    assert results.satisfaction.lowest.name == "Kecepatan pelayanan"
    assert results.satisfaction.highest == results.satisfaction.cost
    assert results.satisfaction.category.name == "Baik"


# What the published report gets wrong by its own numbers: ours must differ, and say so.
CONTRADICTED = {"ditangani", "bagian-selesai", "puas-a", "siaran-pekan", "sscn-kanal"}


def test_the_annex_sets_apart_exactly_what_the_publication_contradicts() -> None:
    compared = consistency.of_report(Results(report.open_report(2017)))
    assert compared is not None
    frame = report.open_report(2017).load("terbitan")
    with_measure = frame[frame["measure"].notna()]
    verdicts = dict(zip(frame["code"], (item.verdict for item in compared.comparisons), strict=True))
    differing = {code for code in with_measure["code"] if verdicts[code] not in consistency.AGREEING}
    assert differing == CONTRADICTED
