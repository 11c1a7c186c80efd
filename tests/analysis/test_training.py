"""Sharing sessions and training: what is known of 2017, and what must hold where little was written down."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest
from scipy import stats

from analysis.organisation import results as organisation
from analysis.training import results as training
from analysis.training.contract import FIELDS, HEAD_OFFICE, REGIONAL
from laporan.notebook.report import open_report


def test_sessions_of_2017_every_semester_and_one_dated():
    found = training.sessions(open_report(2017).load("sosialisasi"))
    assert found.held == 2
    assert found.missing_semesters == ()
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


def test_a_missing_semester_is_named(framed):
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
    assert found.missing_semesters == (1,)
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
