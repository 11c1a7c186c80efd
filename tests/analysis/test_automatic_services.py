"""KPO and PPO: complete by the end of 2017, offices that say what the head office says, and faults."""

from __future__ import annotations

import datetime as dt

import pytest

from analysis.automatic_services import results as automatic_services
from laporan.notebook.report import open_report

SERVICES = ("Kenaikan pangkat", "Pensiun")


@pytest.fixture(scope="module")
def report():
    return open_report(2017)


@pytest.fixture(scope="module")
def services(report):
    return automatic_services.automatic_services(report.load("kpo_ppo"))


def test_what_is_meant_for_it_is_all_automatic_at_the_end_of_2017(services):
    assert all(service.complete for service in services.services)
    before = automatic_services.automatic_services(open_report(2016).load("kpo_ppo"))
    assert not any(service.complete for service in before.services)


def test_there_are_fourteen_regional_offices_beside_the_head_office(services):
    assert services.regional_offices == 14
    assert len(services.offices) == 15


@pytest.mark.parametrize("name", SERVICES)
def test_months_quarters_kinds_and_offices_are_the_same_year(services, name):
    service = next(service for service in services.services if service.name == name)
    offices = [office.services[name] for office in services.offices]
    for parts in (service.months.values(), service.quarters, service.kinds.values(), offices):
        assert sum(part.processed for part in parts) == service.year.processed
        assert sum(part.automatic for part in parts) == service.year.automatic


@pytest.mark.parametrize("name", SERVICES)
def test_what_is_meant_for_it_and_what_is_not_are_the_last_month(services, name):
    service = next(service for service in services.services if service.name == name)
    assert service.covered_last.processed + service.other_last.processed == service.last.processed
    assert service.covered_last.automatic + service.other_last.automatic == service.last.automatic


@pytest.mark.parametrize("unit", ["kanreg-10", "kanreg-11"])
def test_an_office_reports_what_the_head_office_reports_of_it(unit):
    own = automatic_services.automatic_services(open_report(2018, unit).load("kpo_ppo"))
    whole = automatic_services.automatic_services(open_report(2018).load("kpo_ppo"))
    assert own.regional_offices == 1
    (mine,) = own.offices
    theirs = next(office for office in whole.offices if office.code == unit)
    assert [mine.services[name].automatic for name in SERVICES] == [
        theirs.services[name].automatic for name in SERVICES
    ]


def rows(framed, *cells):
    columns = ("month", "office", "office_name", "service", "case", "processed", "automatic")
    return framed(dict(zip(columns, zip(*cells, strict=True), strict=True)))


def test_a_month_without_cases_has_no_share(framed):
    frame = rows(
        framed,
        (1, "pusat", "Kantor Pusat", "Kenaikan pangkat", "Reguler jabatan pelaksana", 0, 0),
        (2, "pusat", "Kantor Pusat", "Kenaikan pangkat", "Reguler jabatan pelaksana", 4, 1),
        (2, "pusat", "Kantor Pusat", "Pensiun", "Batas usia pensiun", 2, 2),
    )
    services = automatic_services.automatic_services(frame)
    assert services.promotion.months[1].share is None
    assert services.promotion.first is services.promotion.months[2]
    assert services.month_table()["Januari", "Otomatis (KPO)"] is None
    assert services.month_table()["Januari", "Pensiun diproses"] == 0
    assert not services.promotion.complete
    assert services.pension.complete


def test_a_share_of_nought_is_a_share(framed):
    frame = rows(
        framed,
        (1, "pusat", "Kantor Pusat", "Pensiun", "Pensiun lain", 5, 0),
        (1, "kanreg-01", "Kanreg I", "Pensiun", "Batas usia pensiun", 5, 5),
        (1, "kanreg-01", "Kanreg I", "Kenaikan pangkat", "Kenaikan pangkat lain", 1, 0),
    )
    services = automatic_services.automatic_services(frame)
    assert services.office("pusat").services["Pensiun"].share == 0
    assert str(services.office_table()["Kantor Pusat", "Otomatis (PPO)"]) == "00,0%"
    assert not services.even("Pensiun")


@pytest.mark.parametrize(("automatic", "even"), [(95, True), (94, False)], ids=["five points apart", "six"])
def test_offices_are_called_even_within_five_points(framed, automatic, even):
    frame = rows(
        framed,
        (1, "pusat", "Kantor Pusat", "Pensiun", "Batas usia pensiun", 100, 100),
        (1, "kanreg-01", "Kanreg I", "Pensiun", "Batas usia pensiun", 100, automatic),
        (1, "kanreg-01", "Kanreg I", "Kenaikan pangkat", "Kenaikan pangkat lain", 1, 0),
    )
    assert automatic_services.automatic_services(frame).even("Pensiun") is even


def test_a_share_that_prints_the_same_is_called_steady(framed):
    frame = rows(
        framed,
        (1, "pusat", "Kantor Pusat", "Pensiun", "Batas usia pensiun", 1000, 861),
        (2, "pusat", "Kantor Pusat", "Pensiun", "Batas usia pensiun", 1000, 864),
        (2, "pusat", "Kantor Pusat", "Kenaikan pangkat", "Kenaikan pangkat lain", 1, 0),
    )
    assert automatic_services.automatic_services(frame).pension.steady


def test_steps_of_2017_are_the_published_ones(report):
    steps = automatic_services.steps(report.load("kpo_ppo_kegiatan"))
    assert [step.month for step in steps] == [2, 3, 5, 8]
    assert [step.date for step in steps if step.date] == [dt.date(2017, 3, 10)]
    assert [step.planned for step in steps] == [False, False, False, True]
    assert [step.when for step in steps] == ["Februari", "10 Maret 2017", "Mei", "Agustus"]


FAULTS = {
    "more automatic than processed": ("automatic", 10_000_000, "otomatis"),
    "a pension among promotions": ("case", "Batas usia pensiun", "jenis"),
    "an office unknown": ("office", "kanreg-X", "kantor"),
    "a month that is none": ("month", 0, "bulan"),
    "a negative count": ("processed", -1, "diproses"),
}


@pytest.mark.parametrize(("column", "value", "header"), FAULTS.values(), ids=FAULTS)
def test_faults_of_a_file_name_row_column_and_remedy(spoiled, column, value, header):
    spoiled("kpo_ppo", 0, column, value, header)


def test_a_difference_that_comes_of_the_kinds_of_case_alone_is_gone_once_standardised(framed):
    made = rows(
        framed,
        *((1, "a", "A", "Pensiun", kind, cases, auto) for kind, cases, auto in (("Batas usia pensiun", 80, 80), ("Lain", 20, 0))),
        *((1, "b", "B", "Pensiun", kind, cases, auto) for kind, cases, auto in (("Batas usia pensiun", 30, 30), ("Lain", 70, 0))),
        (1, "a", "A", "Kenaikan pangkat", "Reguler jabatan pelaksana", 10, 5),
        (1, "b", "B", "Kenaikan pangkat", "Reguler jabatan pelaksana", 10, 9),
    )  # fmt: skip
    found = automatic_services.automatic_services(made)
    pensions, promotions = found.spread("Pensiun"), found.spread("Kenaikan pangkat")
    assert (float(pensions.crude), float(pensions.standardised), pensions.narrower) == (50, 0, True)
    assert (float(promotions.crude), float(promotions.standardised), promotions.narrower) == (40, 40, False)


def test_offices_without_a_kind_of_case_are_not_standardised(framed):
    made = rows(
        framed,
        (1, "a", "A", "Pensiun", "Batas usia pensiun", 80, 80),
        (1, "b", "B", "Pensiun", "Lain", 20, 0),
        (1, "a", "A", "Kenaikan pangkat", "Reguler jabatan pelaksana", 10, 5),
    )
    assert automatic_services.automatic_services(made).spread("Pensiun") is None


def test_the_spread_rests_on_all_rows_of_the_service(services):
    rests_on = services.spread("Pensiun").standardised.basis
    assert [len(chosen) for chosen in rests_on.rows.values()] == [360]
