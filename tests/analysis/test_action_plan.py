"""The action plan of 2017, value by value, and what must hold for any plan."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.action_plan.charts import months
from analysis.action_plan.params import Record
from analysis.action_plan.records import data_months
from analysis.action_plan.results import MISSING, ON_TIME, OUTSIDE, UNDATED, action_plan, of_report
from laporan.charts.canvas import FULL, HALF
from laporan.charts.svg import draw_svg
from laporan.core.errors import DataError, ParameterError
from laporan.notebook.report import open_report

PUBLISHED_MONTHS = {
    "1.1.1": (9,),
    "1.1.2": (11,),
    "1.2.1": (10,),
    "1.3.1": (6, 8),
    "1.4.1": (2, 5, 12),
    "1.5.1": tuple(range(1, 13)),
    "1.5.2": (1, 4, 5, 7, 8, 9, 10, 12),
    "1.5.3": (8,),
    "2.1.1": (6,),
    "2.2.1": (1,),
    "2.3.1": (8,),
    "2.4.1": (7,),
    "3.1.1": (7,),
    "3.1.2": (7,),
    "3.2.1": (12,),
}


@pytest.fixture(scope="module")
def plan_2017():
    report = open_report(2017)
    return of_report(report)


def make_plan(framed, months_of):
    columns = {"code": [], "programme": [], "activity": [], "detail": [], "months": []}
    for number, planned in enumerate(months_of, 1):
        for name, value in zip(
            columns, (f"1.1.{number}", "Program", "Kegiatan", f"Rincian {number}", planned), strict=True
        ):
            columns[name].append(value)
    return framed(columns)


def make_evidence(framed, pieces):
    codes, found = zip(*pieces, strict=True) if pieces else ((), ())
    frame = framed({"code": list(codes), "month": list(found)})
    frame["month"] = frame["month"].astype("Int64")
    return frame


@pytest.mark.parametrize(("code", "planned"), PUBLISHED_MONTHS.items(), ids=str)
def test_planned_months_are_those_of_table_1(plan_2017, code, planned):
    assert plan_2017.of(code).planned == planned


def test_the_plan_of_2017_in_numbers(plan_2017):
    assert plan_2017.details == 15
    assert [int(many) for many in plan_2017.programmes.values()] == [5, 4, 2]
    assert plan_2017.planned_months == 36
    assert plan_2017.months_named.part == 5


@pytest.mark.parametrize(
    ("code", "outside", "status"),
    [
        ("1.5.3", (2, 3, 5), OUTSIDE),  # KPO and PPO: planned for August
        ("1.5.2", (3,), ON_TIME),  # the media award of 24 March; press releases in planned months
        ("3.1.2", (), UNDATED),  # the training of 20 July is another one
        ("1.1.1", (), ON_TIME),
        ("1.1.2", (), ON_TIME),
        ("3.1.1", (), ON_TIME),
        ("1.4.1", (), UNDATED),
        ("3.2.1", (), UNDATED),
    ],
)
def test_evidence_of_2017_against_its_month(plan_2017, code, outside, status):
    found = plan_2017.of(code)
    assert found.outside == outside
    assert found.status == status


def test_statuses_of_2017_by_evidence_alone():
    report = open_report(2017)
    named = action_plan(report.load("rencana_aksi"), report.load("bukti"))
    assert [len(named.standing(status)) for status in (ON_TIME, OUTSIDE, UNDATED, MISSING)] == [5, 2, 8, 0]


def test_months_that_the_data_shows_are_counted_and_told_apart(framed):
    plan = make_plan(framed, ["3; 4; 5", "6"])
    shown = framed({"month": [4, 5, 5, 9]}, name="siaran")
    found = action_plan(plan, make_evidence(framed, [("1.1.1", 3), ("1.1.2", None)]), (), {"1.1.1": shown})
    first, second = found.activities
    assert (first.named, first.on_data, first.on_plan, first.outside) == ((3,), (4, 5), (3, 4, 5), ())
    assert (found.months_named.part, found.months_with_evidence.part) == (1, 3)
    assert (first.status, second.status) == (ON_TIME, UNDATED)
    rows = {source.name: len(chosen) for source, chosen in first.data.rows.items()}
    assert rows == {"siaran": 3}  # that of September was not planned


def test_only_the_rows_of_the_year_and_of_the_asked_kind_show_an_activity():
    report = open_report(2017)
    asked = {"2.1.1": Record(dataset="pengaduan", column="received", what="", only={"channel": "WBS"})}
    found = data_months(report, asked)["2.1.1"]
    assert set(found["channel"]) == {"WBS"}
    assert set(found["received"].dt.year) == {2017}
    assert data_months(open_report(2018), {"1.1.1": Record(dataset="terbitan", column="date", what="")}) == {}


def test_each_detail_rests_on_its_own_row_and_its_own_evidence(plan_2017):
    rows = {source.name: list(found) for source, found in plan_2017.of("1.5.3").basis.rows.items()}
    assert len(rows["2017/pusat/rencana_aksi"]) == 1
    assert len(rows["2017/pusat/bukti"]) == 3


def test_the_table_has_one_row_a_detail_and_foreign_words_in_italics(plan_2017):
    table = plan_2017.table()
    assert len(table.rows) == 15
    assert table.merged == 2
    assert [source.name for source in table.basis.sources] == ["2017/pusat/rencana_aksi"]
    assert table.rows[5][2] == "*e-government* dalam layanan kepegawaian"
    assert table.rows[-1][1:3] == ("Survei integritas pegawai", "–")
    assert table.rows[4][3] == "Feb, Mei, Des"


def test_a_code_that_the_plan_does_not_have_is_refused(framed):
    with pytest.raises(DataError, match="kode tidak ada di rencana aksi"):
        action_plan(make_plan(framed, ["3"]), make_evidence(framed, [("9.9.9", 3)]))


def test_data_of_a_code_that_the_plan_does_not_have_is_refused(framed):
    with pytest.raises(ParameterError, match=r"kode 9\.9\.9 tidak ada"):
        action_plan(make_plan(framed, ["3"]), make_evidence(framed, []), (), {"9.9.9": framed({"month": [3]})})


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    months_of=st.lists(st.sets(st.integers(1, 12), min_size=1), min_size=1, max_size=4),
    pieces=st.lists(st.tuples(st.integers(1, 4), st.none() | st.integers(1, 12)), max_size=12),
)
def test_every_detail_has_one_status_and_no_month_counts_twice(framed, months_of, pieces):
    plan = make_plan(framed, ["; ".join(map(str, sorted(months))) for months in months_of])
    known = [(f"1.1.{number}", month) for number, month in pieces if number <= len(months_of)]
    found = action_plan(plan, make_evidence(framed, known))
    statuses = (ON_TIME, OUTSIDE, UNDATED, MISSING)
    assert sum(len(found.standing(status)) for status in statuses) == len(months_of)
    assert found.planned_months == sum(map(len, months_of))
    for item in found.activities:
        assert {*item.on_plan, *item.outside} == set(item.evidenced)
        assert not {*item.on_plan} & {*item.outside}
        assert item.evidence >= item.undated


FAULTS_OF_THE_PLAN = {
    "bulan tiga belas": ("1.1.1", "13", "bukan teks berpola"),
    "koma sebagai pemisah": ("1.1.1", "2,5", "bukan teks berpola"),
    "bulan tidak urut": ("1.1.1", "5; 2", "urut naik"),
    "bulan berulang": ("1.1.1", "5; 5", "urut naik"),
    "kode tanpa rincian": ("1.1", "5", "bukan teks berpola"),
    "bulan kosong": ("1.1.1", "", "wajib diisi"),
}


@pytest.mark.parametrize(("code", "planned", "rule"), FAULTS_OF_THE_PLAN.values(), ids=FAULTS_OF_THE_PLAN)
def test_faults_of_the_plan_are_named(code, planned, rule, faults_of):
    cells = {"kode": code, "program": "P", "kegiatan": "K", "rincian": "", "bulan": planned}
    assert rule in faults_of("rencana_aksi", cells)


FAULTS_OF_EVIDENCE = {
    "tanggal di tahun lain": ({"tanggal": "2016-07-28"}, "tanggal tidak jatuh di bulan itu"),
    "tanggal di bulan lain": ({"tanggal": "2017-08-28"}, "tanggal tidak jatuh di bulan itu"),
    "tanggal tanpa bulan": ({"tanggal": "2017-07-28", "bulan": ""}, "tanggal tidak jatuh di bulan itu"),
    "jenis tidak dikenal": ({"jenis": "Kabar"}, "salah satu dari"),
    "bulan nol": ({"bulan": "0", "tanggal": ""}, "1 sampai 12"),
}


@pytest.mark.parametrize(("changed", "rule"), FAULTS_OF_EVIDENCE.values(), ids=FAULTS_OF_EVIDENCE)
def test_faults_of_evidence_are_named(changed, rule, faults_of):
    right = {"kode": "1.1.1", "tanggal": "2017-07-28", "bulan": "7", "jenis": "Foto", "uraian": "U", "sumber": "S"}
    assert not faults_of("bukti", right)
    assert rule in faults_of("bukti", right | changed)


@pytest.mark.parametrize("canvas", [FULL, HALF], ids=lambda canvas: canvas.name)
def test_the_matrix_names_every_detail(plan_2017, canvas):
    drawn = draw_svg(months(plan_2017), canvas, "uji")
    words = re.sub(r"<[^>]+>", " ", drawn)
    for item in plan_2017.activities:
        assert item.name.split()[0] in words
