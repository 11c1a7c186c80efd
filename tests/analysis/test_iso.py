"""ISO: what the report of 2017 says, and suggestions that are followed up or not."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from analysis.iso import results as iso
from laporan.core.errors import DataError
from laporan.facts.lineage import Basis
from laporan.notebook.report import open_report


@pytest.fixture(scope="module")
def report():
    return open_report(2017)


def test_certificates_of_2017(report):
    found = iso.certificates(report.load("iso_sertifikat"))
    assert found.held == 2
    first = found.certificates[0]
    assert (first.year, first.date, first.standard) == (2010, None, "ISO 9001:2008")
    (new,) = found.of_year(2017)
    assert new.date == dt.date(2017, 9, 29)
    assert (new.standard, new.unit) == ("ISO 9001:2015", "Kedeputian Pengawasan dan Pengendalian")
    assert [row[3] for row in found.table().rows] == ["2010", dt.date(2017, 9, 29)]


def test_the_misprint_of_the_published_report_is_not_repeated(faults_of):
    assert "bukan teks berpola" in faults_of(
        "iso_sertifikat", {"standar": "ISO 9901:2008", "unit": "U", "tahun": "2010", "tanggal": ""}
    )


def test_audit_of_2017(report):
    found = iso.audit(report.load("iso_audit"))
    assert (found.month, found.days, found.auditors, found.body) == (11, 1, 2, "QS Cert")
    assert found.conforming
    assert found.standard == "ISO 9001:2008"


def test_five_suggestions_of_2017_and_their_follow_up(report):
    found = iso.suggestions(report.load("iso_saran"), report.load("iso_tindak_lanjut"))
    assert found.all == 5
    assert sum(found.counts.values()) == found.all
    assert found.done.of == 5
    kinds = {source.name: source.kind for source in found.done.basis.sources}
    assert kinds == {"2017/pusat/iso_saran": "published", "2017/pusat/iso_tindak_lanjut": "synthetic"}


def frames(framed, numbers, followed):
    said = framed({"number": numbers, "suggestion": ["S"] * len(numbers), "addressee": ["P"] * len(numbers)})
    after = framed(
        {
            "number": [number for number, _ in followed],
            "status": [status for _, status in followed],
            "date": pd.to_datetime(["2018-01-05" if status == iso.DONE else None for _, status in followed]),
        }
    )
    return said, after


def test_a_suggestion_without_follow_up_waits(framed):
    found = iso.suggestions(*frames(framed, [1, 2, 3], [(2, iso.DONE)]))
    assert [item.status for item in found.suggestions] == [iso.WAITING, iso.DONE, iso.WAITING]
    assert found.suggestions[1].done_on == dt.date(2018, 1, 5)
    assert (found.done.part, found.done.of) == (1, 3)


def test_follow_up_of_a_suggestion_that_was_not_made_is_refused(framed):
    with pytest.raises(DataError, match="nomor saran tidak ada"):
        iso.suggestions(*frames(framed, [1], [(1, iso.DONE), (9, iso.DONE)]))


FAULTS = {
    "selesai tanpa tanggal": ({"nomor": "1", "status": "Selesai", "tanggal": ""}, "yang selesai harus bertanggal"),
    "belum selesai tetapi bertanggal": (
        {"nomor": "1", "status": "Berjalan", "tanggal": "2018-01-05"},
        "hanya saran yang selesai bertanggal",
    ),
    "keadaan tidak dikenal": ({"nomor": "1", "status": "Beres", "tanggal": ""}, "salah satu dari"),
}


@pytest.mark.parametrize(("cells", "rule"), FAULTS.values(), ids=FAULTS)
def test_faults_of_the_follow_up_are_named(cells, rule, faults_of):
    assert rule in faults_of("iso_tindak_lanjut", cells)


def test_a_certificate_dated_in_another_year_is_a_fault(faults_of):
    cells = {"standar": "ISO 9001:2015", "unit": "U", "tahun": "2016", "tanggal": "2017-09-29"}
    assert "tahun pada tanggal berbeda" in faults_of("iso_sertifikat", cells)


@pytest.fixture
def held(framed):
    return framed(
        {
            "standard": ["ISO 9001:2015", "ISO 9001:2008", "ISO 9001:2015"],
            "unit": ["A", "B", "C"],
            "year": [2017, 2010, 2017],
            "date": pd.to_datetime(["2017-09-29", None, "2017-03-01"]),
        }
    )


def test_certificates_are_a_table_the_oldest_first(held):
    found = iso.certificates(held)
    assert found.table().head == ("No.", "Standar", "Unit", "Diperoleh")
    assert found.table().rows == (
        ("1", "ISO 9001:2008", "B", "2010"),
        ("2", "ISO 9001:2015", "C", dt.date(2017, 3, 1)),
        ("3", "ISO 9001:2015", "A", dt.date(2017, 9, 29)),
    )
    assert (found.table().widths, found.table().basis) == ((1, 3, 5, 3), Basis.of(held))
    assert (found.held, found.held.unit, found.rests_on) == (3, "sertifikat", Basis.of(held))
    assert [item.unit for item in found.of_year(2017)] == ["C", "A"]


@pytest.mark.parametrize("conforming", ["ya", "tidak"])
def test_an_audit_is_the_first_row_of_its_file(framed, conforming):
    columns = {
        "unit": "U",
        "standard": "S",
        "body": "B",
        "month": 11,
        "days": 2,
        "auditors": 3,
        "conforming": conforming,
    }
    rows = framed({name: [value] for name, value in columns.items()})
    found = iso.audit(rows)
    assert (found.unit, found.standard, found.body, found.month, found.conforming) == (
        "U",
        "S",
        "B",
        11,
        conforming == "ya",
    )
    assert [(number.value, number.unit, number.basis) for number in (found.days, found.auditors)] == [
        (2, "hari", Basis.of(rows)),
        (3, "auditor", Basis.of(rows)),
    ]


def test_suggestions_are_a_table_of_what_became_of_them(framed):
    said, followed = frames(framed, [1, 2, 3, 4], [(3, iso.RUNNING), (1, iso.DONE), (2, iso.DONE)])
    followed = framed(followed.to_dict("list"), "2017/pusat/iso_tindak_lanjut")
    found = iso.suggestions(said, followed)
    assert found.table().head == ("Saran", "Status", "Penerima", "Selesai pada")
    day = dt.date(2018, 1, 5)
    assert [(row[0], str(row[1]), row[1].kind, *row[2:]) for row in found.table().rows] == [
        ("1. S", iso.DONE, "match", "P", day),
        ("2. S", iso.DONE, "match", "P", day),
        ("3. S", iso.RUNNING, "watch", "P", None),
        ("4. S", iso.WAITING, "act", "P", None),
    ]
    assert found.table().widths == (5, 2, 4, 2)
    assert [(name, int(number), number.unit) for name, number in found.counts.items()] == [
        (iso.DONE, 2, "saran"),
        (iso.RUNNING, 1, "saran"),
        (iso.WAITING, 1, "saran"),
    ]
    assert (found.all, found.all.unit, found.all.basis) == (4, "saran", Basis.of(said))
    assert found.counts[iso.DONE].basis == Basis.of(said.iloc[:2], followed.iloc[1:])
    assert found.counts[iso.WAITING].basis == Basis.of(said.iloc[3:], followed.iloc[:0])
    assert found.rests_on == found.table().basis == Basis.of(said, followed)


@pytest.mark.parametrize(("month", "year", "early"), [(1, 2018, 0), (2, 2018, 2), (1, 2019, 2), (12, 2017, 0)])
def test_what_was_done_before_the_audit_breaks_a_law(framed, month, year, early):
    found = iso.suggestions(*frames(framed, [1, 2, 3], [(1, iso.DONE), (2, iso.DONE)]))
    columns = {"unit": "U", "standard": "S", "body": "B", "month": month, "days": 2, "auditors": 3, "conforming": "ya"}
    whole, before = iso.identities(found, iso.audit(framed({name: [value] for name, value in columns.items()})), year)
    assert (whole.section, whole.law, whole.case, whole.holds) == (
        "audit-surveilans",
        "Jumlah keadaan = semua saran",
        "saran",
        True,
    )
    assert (before.section, before.law, before.case) == (
        "audit-surveilans",
        "Tindak lanjut sebelum audit = tidak ada",
        "saran",
    )
    assert (before.left, before.left.unit, before.right, before.holds) == (early, "saran", 0, not early)
    assert before.rule_of_data
    assert before.left.basis == found.rests_on


def test_a_follow_up_of_no_suggestion_is_told_by_row_and_remedy(framed):
    with pytest.raises(DataError) as told:
        iso.suggestions(*frames(framed, [1], [(1, iso.DONE), (8, iso.DONE), (9, iso.RUNNING)]))
    assert [(fault.row, fault.column, fault.value) for fault in told.value.faults] == [
        (3, "nomor", "8"),
        (4, "nomor", "9"),
    ]
    assert {(fault.rule, fault.remedy) for fault in told.value.faults} == {
        ("nomor saran tidak ada di iso_saran", "Perbaiki nomor itu, atau lengkapi daftar saran")
    }
