"""ISO: what the report of 2017 says, and suggestions that are followed up or not."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from analysis.iso import results as iso
from laporan.core.errors import DataError
from laporan.notebook.report import open_report


@pytest.fixture(scope="module")
def report():
    return open_report(2017)


def test_certificates_of_2017(report):
    found = iso.certificates(report.load("iso_sertifikat"))
    assert found.held == 2
    assert (found.first.year, found.first.date, found.first.standard) == (2010, None, "ISO 9001:2008")
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
