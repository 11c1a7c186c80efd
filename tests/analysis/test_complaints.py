"""Complaints: the published figures of 2017, the laws of a log, and its declared faults."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from analysis.complaints import backlog as complaint_backlog
from analysis.complaints import carried_over, sample
from analysis.complaints import classes as complaint_classes
from analysis.complaints import flow as complaints
from analysis.complaints import log as complaint_log
from analysis.complaints import speed as complaint_speed
from analysis.complaints import waiting as complaint_waiting
from analysis.complaints.sample_durations import closing_dates
from laporan.core.formatting import number, percent
from laporan.data.catalogue import contract_for
from laporan.data.samples import make_request
from laporan.notebook.report import open_report
from laporan.project.parameters import load_parameters
from tests.analysis.tables import checked

PARAMS = load_parameters(2017).complaints


@pytest.fixture(scope="module")
def log() -> complaint_log.Log:
    return complaint_log.of_report(open_report(2017))


@pytest.fixture(scope="module")
def speeds() -> tuple[complaint_speed.Speed, ...]:
    return complaint_speed.by_year(open_report(2017))


def made(year: int, unit: str = "pusat", seed: int = 2017, scale: float = 1.0) -> complaint_log.Log:
    """A generated log as its chapter reads it, without a file between."""
    request = make_request(year, unit, seed, scale)
    text = sample.raw_rows(sample.log(request), request)
    rows = text.rename(columns={column.header: column.name for column in contract_for("pengaduan", year).columns})
    return complaint_log.read_log(rows, year, request.params.complaints)


GOLDEN = {
    "received": (lambda r: r.all.received, 2260),
    "received by LAPORBKN!": (lambda r: r.channel("LAPORBKN!").received, 2031),
    "received by WBS": (lambda r: r.channel("WBS").received, 229),
    "carried over (our reading)": (lambda r: r.all.carried_over, 1948),
    "closed": (lambda r: r.all.closed, 3852),
    "open": (lambda r: r.all.open, 356),
}


@pytest.mark.parametrize(("ask", "published"), GOLDEN.values(), ids=GOLDEN)
def test_flow_of_2017_is_as_published(log, ask, published):
    assert ask(complaints.review(log)) == published


def test_closed_share_is_of_all_that_was_handled(log):
    assert percent(complaints.review(log).all.closed_share.value, 1) == "91,5%"


def test_mean_days_and_their_change_print_as_published(speeds):
    before, now = speeds
    assert (number(before.mean.value), number(now.mean.value)) == ("24,23", "18,23")
    change = complaint_speed.change(speeds).mean.value
    assert (percent(change, 2), percent(change, 1), percent(change)) == ("−24,76%", "−24,8%", "−25%")


@pytest.mark.parametrize(("before", "now"), [(2016, 2017), (2017, 2018)])
def test_a_year_begins_with_the_rows_that_the_last_left_open(before, now):
    logs = [complaint_log.of_report(open_report(year), numbers=True) for year in (before, now)]
    assert carried_over.lost_between(*logs) == (frozenset(), frozenset())


def test_a_year_without_the_one_before_has_no_change():
    speeds = complaint_speed.by_year(open_report(2016))
    assert len(speeds) == 1
    assert complaint_speed.change(speeds) is None


@settings(max_examples=12, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    scale=st.sampled_from([0.05, 0.5, 1.0, 3.0]),
    which=st.sampled_from([(2016, "pusat"), (2017, "pusat"), (2018, "pusat"), (2018, "kanreg-10")]),
)
def test_any_generated_log_balances_in_all_its_parts(seed, scale, which):
    log = made(*which, seed, scale)
    review, backlog = complaints.review(log), complaint_backlog.backlog(log)
    for flow in (review.all, *review.channels, *review.classes):
        assert flow.carried_over + flow.received == flow.closed + flow.open
    for parts in (review.channels, review.classes):
        assert sum(flow.handled.value for flow in parts) == review.all.handled
    stock = review.all.carried_over
    for month in review.months:
        stock = stock + month.all_received - month.closed
        assert month.open == stock
    assert review.months[-1].open == review.all.open == backlog.open
    assert sum(part.part.value for _, part in backlog.ages) == backlog.open
    assert sum(office.open.value for office in backlog.offices) == backlog.open


@settings(max_examples=6, deadline=None)
@given(seed=st.integers(0, 10_000), unit=st.sampled_from(["pusat", "kanreg-11"]))
def test_any_generated_log_keeps_its_contract(seed, unit):
    request = make_request(2018, unit, seed)
    contract = contract_for("pengaduan", 2018)
    text = sample.raw_rows(sample.log(request), request)
    for header in ("tanggal_masuk", "tanggal_selesai"):
        text[header] = text[header].dt.strftime("%Y-%m-%d").fillna("")
    assert checked(text.astype(str), contract, "pengaduan.csv")[1] == []


def test_the_same_seed_gives_the_same_log():
    request = make_request(2018)
    pd.testing.assert_frame_equal(sample.log(request), sample.log(request))


def test_closing_days_meet_the_mean_on_working_days():
    received = np.repeat(np.arange("2017-02-01", "2017-08-01", dtype="datetime64[D]"), 3)
    rng = np.random.default_rng(1)
    closed = closing_dates(received, rng.exponential(10, len(received)), 2017, rng, 18.23)
    assert (closed >= received).all()
    assert np.is_busday(closed).all()
    assert (closed - received).astype(int).sum() == round(18.23 * len(received))


CELLS = {
    "number": "01170000042",
    "channel": "LAPORBKN!",
    "category": "Tidak berkadar pengawasan",
    "topic": "Pensiun",
    "office": "Biro Humas",
    "received": "2017-06-12",
    "closed": "2017-07-11",
    "status": "Selesai",
    "reason": "",
}
FAULTS = {
    "closed before it came in": ({"closed": "2017-06-09"}, "tanggal_selesai", "mendahului"),
    "closed without a date": ({"closed": ""}, "status", "tidak cocok"),
    "open with a closing date": ({"status": "Dalam proses"}, "status", "tidak cocok"),
    "a status word that nobody declared": ({"status": "Beres"}, "status", "tidak dikenal"),
    "closed in another year": (
        {"number": "01160000042", "received": "2016-06-12", "closed": "2016-07-11"},
        "tanggal_selesai",
        "2017-01-01",
    ),
    "numbered in another year": ({"number": "01140000042"}, "nomor", "tahun dalam nomor"),
    "came in after the year": (
        {"number": "01180000042", "received": "2018-01-02", "closed": "", "status": "Dalam proses"},
        "tanggal_masuk",
        "2017-12-31",
    ),
    "a reason for what is closed": ({"reason": "Dalam pemeriksaan"}, "alasan_tertunda", "sudah selesai"),
    "a number that lost its zero": ({"number": "1170000042"}, "nomor", "berpola"),
    "a channel that does not exist": ({"channel": "Twitter"}, "kanal", "salah satu dari"),
    "a class that does not exist": ({"category": "Lain-lain"}, "kelas", "salah satu dari"),
    "a date in another form": ({"received": "12-06-2017"}, "tanggal_masuk", "ditulis TTTT-BB-HH"),
}


def faults_of(*changes: dict[str, str]) -> list:
    contract = contract_for("pengaduan", 2017)
    headers = {column.name: column.header for column in contract.columns}
    text = pd.DataFrame([CELLS | change for change in changes]).rename(columns=headers)
    return checked(text, contract, "pengaduan.csv")[1]


def test_a_right_row_has_no_fault():
    assert (
        faults_of({}, {"number": "00170000043", "closed": "", "status": "Dalam proses", "reason": "Dalam pemeriksaan"})
        == []
    )


@pytest.mark.parametrize(("change", "column", "words"), FAULTS.values(), ids=FAULTS)
def test_a_fault_names_row_column_and_rule(change, column, words):
    (fault,) = faults_of({"number": "01170000001"}, change)
    assert (fault.row, fault.column) == (3, column)
    assert words in f"{fault.rule} {fault.remedy}"


def test_the_same_number_twice_is_a_fault():
    (fault,) = faults_of({}, {})
    assert "sama dengan baris 2" in fault.rule


def log_of(*rows: dict[str, str | None]) -> complaint_log.Log:
    frame = pd.DataFrame([CELLS | row for row in rows])
    for name in ("received", "closed"):
        frame[name] = pd.to_datetime(frame[name].replace("", None))
    return complaint_log.read_log(frame, 2017, PARAMS)


def test_what_stands_first_together_is_told_together():
    reasons = ["Data pelapor belum lengkap", "Dalam pemeriksaan"]
    open_ones = [{"received": f"2017-0{month}-03", "closed": "", "status": "Dalam proses"} for month in (3, 5)]
    log = log_of(*(row | {"reason": reason} for row, reason in zip(open_ones, reasons, strict=True)))
    found = complaints.review(log)
    assert [month.name for month in found.busiest] == ["Maret", "Mei"]
    assert [month.name for month in found.emptiest] == ["Januari", "Februari"]
    assert [month.number for month in found.fullest] == list(range(5, 13))
    assert {name for name, _part in complaint_backlog.backlog(log).reasons} == {*reasons}


def test_open_complaints_without_a_reason_are_under_none():
    unexplained = {"received": "2017-03-03", "closed": "", "status": "Dalam proses", "reason": None}
    left = complaint_backlog.backlog(log_of(unexplained))
    assert left.open == 1
    assert left.reasons == ()


def test_a_local_holiday_counts_for_the_units_at_its_place_alone():
    row = {"received": "2017-04-18", "closed": "2017-04-20"}
    frame = pd.DataFrame([CELLS | row, CELLS | row | {"office": PARAMS.elsewhere[0]}])
    for name in ("received", "closed"):
        frame[name] = pd.to_datetime(frame[name])
    days = {
        place: complaint_log.read_log(frame, 2017, PARAMS, place).frame["working_days"].tolist()
        for place in ("Jakarta", "Manado")
    }
    assert days == {"Jakarta": [1, 2], "Manado": [2, 2]}


@pytest.mark.parametrize(
    ("closed", "in_time"),
    [("2017-07-11", True), ("2017-07-12", False)],  # the fifteenth working day, across Lebaran and cuti bersama
    ids=["last day of the limit", "the day after"],
)
def test_the_limit_counts_working_days_across_lebaran(closed, in_time):
    speed = complaint_speed.speed(log_of({"received": "2017-06-12", "closed": closed}))
    assert (speed.cohort.within_limit == 1) is in_time


@pytest.mark.parametrize(
    ("category", "closed", "in_time"),
    [
        ("Permintaan informasi dan aspirasi", "2017-08-08", True),
        ("Permintaan informasi dan aspirasi", "2017-08-09", False),
        ("Tidak berkadar pengawasan", "2017-08-22", True),
        ("Tidak berkadar pengawasan", "2017-08-23", False),
        ("Berkadar pengawasan", "2017-10-27", True),
        ("Berkadar pengawasan", "2017-10-30", False),
    ],
)
def test_each_class_has_its_own_limit(category, closed, in_time):
    row = {"received": "2017-08-01", "closed": closed, "category": category}
    (item,) = complaint_classes.class_speeds(log_of(row)).classes
    assert (item.cohort.within_limit == 1) is in_time


def test_what_is_archived_is_settled_but_not_answered():
    log = log_of({}, {"status": "Diarsipkan"})
    assert complaints.review(log).all.closed == 2
    assert complaint_speed.speed(log).answered == 1


def test_a_unit_gets_a_letter_after_five_days_and_not_on_the_fifth():
    open_row = {"closed": "", "status": "Dalam proses"}
    log = log_of(open_row | {"received": "2017-12-26"}, open_row | {"received": "2017-12-25", "office": "Inspektorat"})
    assert [office.name for office in complaint_backlog.backlog(log).to_write_to] == ["Inspektorat"]


def test_a_year_that_leaves_nothing_open_has_an_empty_backlog():
    backlog = complaint_backlog.backlog(log_of({}))
    assert (backlog.open, backlog.ages, backlog.all, backlog.late_share) == (0, (), None, None)
    assert backlog.office_table().rows == ()


def test_a_year_in_which_nothing_was_closed_has_no_speed():
    assert complaint_speed.speed(log_of({"closed": "", "status": "Dalam proses"})) is None


OPEN = {"closed": "", "status": "Dalam proses"}
WHISTLE = {"channel": "WBS", "office": "Inspektorat", "received": "2017-02-01"}


def test_what_is_open_without_a_reason_is_counted_too() -> None:
    log = log_of(*[OPEN | {"reason": "Menunggu data pelapor"}] * 2, *[OPEN | {"reason": None}] * 3)
    found = complaint_backlog.backlog(log)
    assert found.unexplained == 3
    assert found.reason("Menunggu data pelapor").part == 2
    assert all(item.holds for item in complaint_backlog.identities(found, complaints.review(log).all))


@pytest.mark.parametrize(
    ("whistles", "offices"),
    [(7, ["Biro Humas", "Inspektorat"]), (3, ["Biro Humas + Inspektorat"])],
    ids=["many", "a few"],
)
def test_a_unit_with_a_few_whistleblowers_is_told_with_the_next(whistles: int, offices: list[str]) -> None:
    log = log_of(*[OPEN | WHISTLE] * whistles, *[OPEN | {"office": "Biro Humas", "received": "2017-02-01"}] * 9)
    found = complaint_backlog.backlog(log)
    assert sorted(office.name for office in found.offices) == offices
    assert sum(office.open.value for office in found.offices) == 9 + whistles


def test_a_month_with_a_few_whistleblowers_is_told_of_all_channels_together() -> None:
    usual = [{"received": "2017-02-01", "channel": "LAPORBKN!"}] * 9
    many = complaints.review(log_of(*usual, *[WHISTLE] * 5))
    assert list(many.monthly) == ["LAPORBKN!", "WBS"]
    assert many.told_channels == many.channels
    few = complaints.review(log_of(*usual, *[WHISTLE] * 4))
    assert [int(count.value) for count in few.monthly[complaints.ALL]][:3] == [0, 13, 0]
    assert few.monthly_table().head == ("Bulan", "Masuk", "Selesai", "Belum selesai pada akhir bulan")
    assert few.told_channels == ()


def test_a_complaint_that_stays_open_counts_among_those_that_wait() -> None:
    quick = [{"received": "2017-02-01", "closed": "2017-02-03"}] * 2
    slow = [{"received": "2017-02-01", "closed": "2017-03-15"}, {"received": "2017-02-01"} | OPEN]
    closed_alone, with_open = (
        complaint_speed.speed(log_of(*quick, slow[0])),
        complaint_speed.speed(log_of(*quick, *slow)),
    )
    assert with_open.closed_median == closed_alone.closed_median == 2
    assert with_open.mean == closed_alone.mean
    assert with_open.waiting.settled == Fraction(3, 4)
    assert complaint_speed.speed(log_of(*quick, *[slow[1]] * 3)).waiting.median is None


def test_a_median_that_is_not_reached_is_said_in_words() -> None:
    speed = complaint_speed.speed(log_of({}, *[{"received": "2017-02-01"} | OPEN] * 3))
    assert speed.waiting.median is None
    assert str(speed.waiting.printed) == str(speed.waiting.printed_days) == "tidak tercapai"
    table = complaint_speed.speed_table((speed,))
    assert str(table["Median, dengan yang terbuka (hari kalender)", "2017"]) == "tidak tercapai"
    assert str(table["Median, hanya yang selesai (hari kalender)", "2017"]) == "29,0"


@pytest.mark.parametrize(
    ("row", "due", "in_time", "young"),
    [
        ({"received": "2017-06-12", "closed": "2017-07-11"}, 1, 1, 0),
        ({"received": "2017-06-12"} | OPEN, 1, 0, 0),
        ({"received": "2017-12-20", "closed": "2017-12-21"}, 0, 0, 1),
        ({"received": "2017-12-20"} | OPEN, 0, 0, 1),
        ({"received": "2017-12-06"} | OPEN, 1, 0, 0),
        ({"received": "2017-12-07"} | OPEN, 0, 0, 1),
        ({"received": "2016-06-13", "closed": "2017-02-01"}, 0, 0, 0),
        ({"status": "Diarsipkan"}, 1, 1, 0),
    ],
    ids=[
        "settled in time",
        "open past the limit",
        "settled, but too young to be judged",
        "open and too young",
        "its fifteenth working day is the last of the year",
        "its fifteenth working day is the first of the next year",
        "carried over",
        "archived in time",
    ],
)
def test_a_cohort_is_what_can_be_judged_at_the_years_end(row, due, in_time, young) -> None:
    found = complaint_waiting.cohort(log_of(row), 15)
    assert (found.due, found.in_time, found.young) == (due, in_time, young)
    assert (found.within_limit is None) is (due == 0)


def test_recent_quick_ones_do_not_flatter_the_share() -> None:
    late = {"received": "2017-06-12"} | OPEN
    recent = {"received": "2017-12-27", "closed": "2017-12-28"}
    assert complaint_waiting.cohort(log_of(late, recent), 15).within_limit == 0


def test_classes_have_a_total_in_which_each_is_held_against_its_own_limit() -> None:
    quick, slow = {"category": "Permintaan informasi dan aspirasi"}, {"category": "Berkadar pengawasan"}
    days = {"received": "2017-08-01", "closed": "2017-08-22"}  # fourteen working days
    found = complaint_classes.class_speeds(log_of(quick | days, slow | days))
    assert [item.cohort.in_time.value for item in (*found.classes, found.all)] == [0, 1, 1]
    assert found.tightest.name == quick["category"]
    table = found.table()
    assert table.total
    assert table["Semua kelas", "Jatuh tempo"] == 2
    assert table["Semua kelas", "Batas (hari kerja, contoh)"] is None


@settings(max_examples=12, deadline=None)
@given(seed=st.integers(0, 10_000), which=st.sampled_from([(2016, "pusat"), (2017, "pusat"), (2018, "kanreg-10")]))
def test_any_generated_log_is_followed_as_scipy_would(seed, which) -> None:
    log = made(*which, seed, 0.5)
    rows = log.frame[~log.frame["carried_over"]]
    is_open = rows["state"].isin(["received", "open"]).to_numpy()
    reference = stats.ecdf(stats.CensoredData.right_censored(rows["days"].to_numpy(), is_open)).sf
    half = reference.quantiles[reference.probabilities <= 0.5 + 1e-12]
    found = complaint_waiting.waiting(log)
    assert (None if found.median is None else found.median.value) == (int(half[0]) if len(half) else None)
    classes = complaint_classes.class_speeds(log)
    assert all(identity.holds for identity in complaint_classes.identities(classes, log.year))


def test_no_column_of_the_log_names_a_person():
    headers = {column.header for column in contract_for("pengaduan", 2017).columns}
    assert not headers & {"nama", "nik", "nip", "surel", "telepon", "alamat", "isi"}


def test_the_log_in_the_repository_is_what_the_generator_makes():
    path = Path(__file__).parents[2] / "data/raw/2018/kanreg-10/pengaduan.csv"
    written = pd.read_csv(path, dtype=str, keep_default_na=False)
    request = make_request(2018, "kanreg-10")
    assert written["nomor"].tolist() == sample.raw_rows(sample.log(request), request)["nomor"].tolist()


@given(
    st.lists(st.none() | st.dates(dt.date(2014, 1, 1), dt.date(2022, 12, 31)), min_size=1),
    st.sampled_from([2016, 2017]),
)
def test_a_day_has_its_month_only_in_its_year(days: list[dt.date | None], year: int) -> None:
    expected = [13 if day is None or day.year > year else 0 if day.year < year else day.month for day in days]
    found = complaint_log._months_of(np.array([np.datetime64(day, "D") for day in days]), year)
    assert found.tolist() == expected


def test_a_log_of_several_blocks_is_what_it_would_be_in_one(monkeypatch: pytest.MonkeyPatch) -> None:
    report = open_report(2017)
    rows = report.load("pengaduan", complaint_log.COLUMNS, compact=True)
    whole = complaint_log.read_log(rows, 2017, PARAMS).frame
    monkeypatch.setattr(complaint_log, "BLOCK", 1000)
    pd.testing.assert_frame_equal(complaint_log.read_log(rows, 2017, PARAMS).frame, whole)
    assert len(rows) > 2000


@pytest.mark.parametrize(
    ("ground", "mark"),
    [({}, " (contoh)"), ({"official": True, "source": "Keputusan Kepala (uji)"}, "")],
    ids=["example", "official"],
)
def test_a_limit_that_nobody_has_set_is_called_an_example(ground, mark):
    rule = complaint_classes.ComplaintClass(
        name="Aspirasi", limit_working_days=5, confidence="V", **({"source": "uji"} | ground)
    )
    speeds = complaint_classes.ClassSpeeds((complaint_classes.ClassSpeed("Aspirasi", rule, None, None, None),), None)

    assert speeds.mark == mark
