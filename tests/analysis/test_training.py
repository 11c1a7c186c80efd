"""Sharing sessions and training: what is known of 2017, and what must hold where little was written down."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest
from scipy import stats

from analysis.organisation import results as organisation
from analysis.training import results as training
from analysis.training.contract import FIELDS, HEAD_OFFICE, REGIONAL
from laporan.facts.lineage import Basis
from laporan.notebook.report import open_report


def test_sessions_of_2017_every_semester_and_one_dated():
    found = training.sessions(open_report(2017).load("sosialisasi"))
    assert found.held == 2
    assert [session.date for session in found.sessions] == [None, dt.date(2017, 7, 28)]
    assert found.attendance is None
    assert found.undated.part == 1


def test_twenty_participants_in_2017():
    found = training.training(open_report(2017).load("pelatihan"))
    assert found.all.participants == 20
    assert sum(field.participants for field in found.fields) == 20
    assert found.all.central + found.all.regional == found.all.participants
    assert not found.tested  # the report tells of no test


def test_network_of_2017():
    found = organisation.network(open_report(2017).load("organisasi"))
    assert (found.regional_offices, found.service_units) == (14, 12)
    assert not found.regional_offices.basis.synthetic


def people(framed, rows):
    frame = framed(
        {
            "participant": [f"P{number:02}" for number in range(1, len(rows) + 1)],
            "field": [row[0] for row in rows],
            "office": [row[1] for row in rows],
            "before": [row[2] for row in rows],
            "after": [row[3] for row in rows],
        }
    )
    return frame.astype({"before": "Int64", "after": "Int64"})


def group(place, office, before, after, times=5):
    return [(FIELDS[place], office, before, after)] * times


def test_means_leave_out_those_who_were_not_tested(framed):
    rows = [*group(0, HEAD_OFFICE, 60, 80), *group(0, REGIONAL, 70, 65), *group(1, REGIONAL, None, None)]
    found = training.training(people(framed, rows))
    assert (found.all.before, found.all.after, found.all.gain) == (65, 72.5, 7.5)
    assert (found.improved.part, found.improved.of) == (5, 10)
    told = stats.ttest_rel([80, 65] * 5, [60, 70] * 5)
    assert found.difference.estimate == 7.5
    assert (float(found.difference.low), float(found.difference.high)) == pytest.approx(told.confidence_interval(0.95))
    untested = found.fields[1]
    assert untested.gain is None
    assert found.table().rows[1][-3:] == (None, None, None)


def test_without_a_test_the_table_has_no_scores(framed):
    found = training.training(people(framed, group(0, HEAD_OFFICE, None, None)))
    assert found.improved is None
    assert "Nilai awal" not in found.table().head


@pytest.mark.parametrize(
    ("rows", "head", "names"),
    [
        (
            [*group(0, HEAD_OFFICE, 60, 80, 6), *group(1, HEAD_OFFICE, 60, 80, 2), *group(2, REGIONAL, 60, 80, 9)],
            ("Bidang", HEAD_OFFICE, REGIONAL, "Jumlah", "Nilai awal", "Nilai akhir", "Selisih"),
            [FIELDS[2], f"{FIELDS[0]} + {FIELDS[1]}", "Semua bidang"],
        ),
        (
            [*group(0, HEAD_OFFICE, 60, 80, 6), *group(0, REGIONAL, 60, 80, 3), *group(2, REGIONAL, 60, 80, 9)],
            ("Bidang", "Jumlah", "Nilai awal", "Nilai akhir", "Selisih"),
            [FIELDS[0], FIELDS[2], "Semua bidang"],
        ),
        (group(0, HEAD_OFFICE, 60, 80, 4), ("Bidang", "Jumlah"), ["Semua bidang"]),
    ],
    ids=["a small field with the next", "a small office in no field", "too few in all"],
)
def test_few_participants_are_not_told_apart(framed, rows, head, names):
    found = training.training(people(framed, rows))
    assert (found.table().head[: len(head)], [row[0] for row in found.table().rows]) == (head, names)


@pytest.mark.parametrize(("rose", "fell"), [(4, 12), (18, 2), (1, 0)])
def test_that_few_rose_or_fell_is_not_told(framed, rose, fell):
    rows = [*group(0, HEAD_OFFICE, 60, 80, rose), *group(0, HEAD_OFFICE, 80, 60, fell)]
    assert training.training(people(framed, rows)).improved is None


def test_sessions_that_all_have_a_date_and_a_count(framed):
    held = framed(
        {
            "semester": [2],
            "date": pd.to_datetime(["2017-07-28"]),
            "form": ["Coffee morning"],
            "theme": ["T"],
            "attendance": pd.array([40], dtype="Int64"),
        }
    )
    found = training.sessions(held)
    assert found.undated is None
    assert found.attendance == 40


SESSION = {"semester": "2", "tanggal": "2017-07-28", "bentuk": "B", "tema": "", "peserta": ""}
PARTICIPANT = {"peserta": "P01", "bidang": FIELDS[0], "kantor": HEAD_OFFICE, "nilai_awal": "60", "nilai_akhir": "80"}
FAULTS = {
    "semester salah": ("sosialisasi", SESSION, {"semester": "1"}, "tidak jatuh di semester itu"),
    "tahun salah": ("sosialisasi", SESSION, {"tanggal": "2016-07-28"}, "tidak jatuh di semester itu"),
    "semester ketiga": ("sosialisasi", SESSION, {"semester": "3", "tanggal": ""}, "1 sampai 2"),
    "nilai akhir kosong": ("pelatihan", PARTICIPANT, {"nilai_akhir": ""}, "sama-sama ada atau sama-sama kosong"),
    "nilai di atas seratus": ("pelatihan", PARTICIPANT, {"nilai_akhir": "101"}, "0 sampai 100"),
    "nama orang sebagai kode": ("pelatihan", PARTICIPANT, {"peserta": "Budi"}, "bukan teks berpola"),
}


@pytest.mark.parametrize(("dataset", "right", "changed", "rule"), FAULTS.values(), ids=FAULTS)
def test_faults_are_named(dataset, right, changed, rule, faults_of):
    assert not faults_of(dataset, right)
    assert rule in faults_of(dataset, right | changed)


@pytest.fixture
def held(framed):
    return framed(
        {
            "semester": [2, 1, 1],
            "date": pd.to_datetime(["2017-07-28", None, "2017-03-01"]),
            "form": ["B", "K", "K"],
            "theme": ["Arsip", None, "Tamu"],
            "attendance": pd.array([40, None, 2], dtype="Int64"),
        }
    )


def test_sessions_are_in_order_and_those_without_a_date_last_in_their_semester(held):
    found = training.sessions(held)
    assert [(one.semester, one.form, one.date, one.theme) for one in found.sessions] == [
        (1, "K", dt.date(2017, 3, 1), "Tamu"),
        (1, "K", None, None),
        (2, "B", dt.date(2017, 7, 28), "Arsip"),
    ]
    came = [one.attendance for one in found.sessions]
    assert came[1] is None
    assert [(one.value, one.unit, one.basis) for one in (came[0], came[2])] == [
        (2, "peserta", Basis.of(held.iloc[2:])),
        (40, "peserta", Basis.of(held.iloc[:1])),
    ]
    assert (found.held, found.held.unit, found.dated, found.dated.unit) == (3, "kegiatan", 2, "kegiatan")
    assert (found.attendance, found.attendance.unit) == (42, "peserta")
    assert found.undated.part == 1


def test_sessions_are_a_table_that_says_what_nobody_wrote_down(held):
    table = training.sessions(held).table()
    assert table.head == ("Kegiatan", "Tanggal", "Tema", "Peserta")
    assert table.rows == (
        ("Semester I, kegiatan ke-1", dt.date(2017, 3, 1), "Tamu", 2),
        ("Semester I, kegiatan ke-2", "tidak disebut", "tidak disebut", None),
        ("Semester II, kegiatan ke-3", dt.date(2017, 7, 28), "Arsip", 40),
    )
    assert (table.named_by, table.rests_on) == (0, Basis.of(held))


def test_a_training_is_a_table_by_field_and_office(framed):
    rows = [*group(0, HEAD_OFFICE, 60, 80), *group(0, REGIONAL, 70, 65), *group(1, REGIONAL, None, None)]
    answers = people(framed, rows)
    found = training.training(answers)
    assert [[None if cell is None else str(cell) for cell in row] for row in found.table().rows] == [
        [FIELDS[0], "5", "5", "10", "65,0", "72,5", "+7,5"],
        [FIELDS[1], "0", "5", "5", None, None, None],
        ["Semua bidang", "5", "10", "15", "65,0", "72,5", "+7,5"],
    ]
    assert found.table().total
    assert found.table().how == (
        "Nilai adalah rata-rata peserta bidang itu yang mengikuti kedua tes, skala 0–100; selisih dihitung dari "
        "rata-rata yang belum dibulatkan."
    )
    first = found.fields[0]
    assert (first.before.unit, first.participants.unit, first.central.unit) == ("nilai", "peserta", "peserta")
    assert first.central.basis == Basis.of(answers.iloc[:5])
    assert (found.improved.part.unit, found.improved.basis) == ("peserta", Basis.of(answers.iloc[:10]))
    assert found.difference.estimate.unit == "nilai"


def test_without_a_test_nothing_is_said_of_scores(framed):
    table = training.training(people(framed, group(0, HEAD_OFFICE, None, None))).table()
    assert (table.head, table.how) == (("Bidang", HEAD_OFFICE, REGIONAL, "Jumlah"), "")


def test_fields_and_offices_add_up(framed):
    laws = training.identities(
        training.training(people(framed, [*group(0, HEAD_OFFICE, 60, 80), *group(1, REGIONAL, 60, 80)]))
    )
    assert [(law.section, law.law, law.case, law.holds) for law in laws] == [
        ("pelatihan", "Jumlah bidang = semua peserta", "peserta", True),
        *(("pelatihan", "Pusat + daerah = peserta", name, True) for name in (*FIELDS[:2], "Semua bidang")),
    ]
    assert [(str(law.left), str(law.right)) for law in laws] == [("10", "10"), ("5", "5"), ("5", "5"), ("10", "10")]


def test_someone_of_neither_office_breaks_a_law(framed):
    rows = [*group(0, HEAD_OFFICE, 60, 80), *group(0, "lain", 60, 80)]
    laws = training.identities(training.training(people(framed, rows)))
    assert {law.case for law in laws if not law.holds} == {FIELDS[0], "Semua bidang"}


def test_where_no_field_is_told_there_is_no_sum_of_fields(framed):
    laws = training.identities(training.training(people(framed, group(0, HEAD_OFFICE, 60, 80, 4))))
    assert [law.case for law in laws] == ["Semua bidang"]


@pytest.mark.parametrize(("tested", "told"), [(5, True), (4, False)], ids=["enough", "too-few"])
def test_scores_of_few_are_not_told(framed, tested, told):
    untested = group(0, HEAD_OFFICE, None, None, 9)
    rows = [*group(0, HEAD_OFFICE, 60, 80, tested - 1), *group(0, HEAD_OFFICE, 60, 90, 1), *untested]
    found = training.training(people(framed, rows))
    assert (found.tested, found.difference is not None) == (told, told)
    assert (found.all.before == 60) if told else (found.all.before is None)


def test_offices_are_counted_by_kind(framed):
    rows = framed({"kind": [organisation.SERVICE_UNITS, organisation.REGIONAL_OFFICES], "offices": [12, 14]})
    found = organisation.network(rows)
    assert [(one.value, one.unit, one.basis) for one in (found.regional_offices, found.service_units)] == [
        (14, organisation.REGIONAL_OFFICES, Basis.of(rows.iloc[1:])),
        (12, organisation.SERVICE_UNITS, Basis.of(rows.iloc[:1])),
    ]
