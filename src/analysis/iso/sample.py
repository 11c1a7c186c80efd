"""Sample data of ISO 9001: certificates, audit and suggestions of 2017 as published; follow-up made up."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd

from analysis.iso.contract import DONE, RUNNING, WAITING
from analysis.methods.sample_days import office_day
from laporan.data.samples import Request, Sample, published_figures
from laporan.facts.kinds import DataKind

FIRST_UNIT = "Direktorat Pengadaan PNS dan Kepangkatan"
SECOND_UNIT = "Kedeputian Pengawasan dan Pengendalian"
OLD_STANDARD, NEW_STANDARD = "ISO 9001:2008", "ISO 9001:2015"
LAST_YEAR_OF_OLD = 2017  # certificates of the 2008 edition ended in September 2018
SOURCE = "Subbab 2.2.1 laporan terbitan 2017"

# The auditors' five suggestions of November 2017, in our words, and others of the same kind.
SUGGESTIONS = {
    2017: (
        (
            "Memperbarui SOP kenaikan pangkat otomatis (KPO) sesuai dengan praktik sekarang agar semua pegawai paham",
            FIRST_UNIT,
        ),
        ("Memakai pemindai kode batang di Loket F agar berkas diterima lebih cepat dan akurat", "Loket F PKT"),
        (
            "Menambah petugas loket, sebab banyak pegawai mendekati batas usia pensiun",
            "Subdirektorat Administrasi Pengadaan dan Kepangkatan",
        ),
        (
            "Menyiapkan petugas untuk berkas penetapan NIP CPNS yang akan masuk dalam jumlah besar",
            "Subdirektorat Pengadaan ASN",
        ),
        (
            "Memindahkan aplikasi EIS ke Sistem Aplikasi Pelayanan Kepegawaian (SAPK), sebab EIS tidak dipelihara lagi",
            "Subdirektorat KP PT",
        ),
    ),
    2016: (
        ("Menyeragamkan formulir penerimaan berkas di semua loket", "Loket PKT"),
        ("Mencatat waktu mulai dan selesai setiap layanan", FIRST_UNIT),
        ("Meninjau daftar risiko sekurang-kurangnya sekali setahun", FIRST_UNIT),
        ("Melengkapi daftar induk dokumen", FIRST_UNIT),
    ),
    2018: (
        ("Menyesuaikan pedoman mutu dengan standar yang baru", FIRST_UNIT),
        ("Memantau ketepatan waktu layanan setiap bulan", FIRST_UNIT),
        ("Menjadwalkan pelatihan auditor internal", SECOND_UNIT),
    ),
}
FOLLOW_UP = {
    2016: (DONE, DONE, RUNNING, DONE),
    2017: (DONE, RUNNING, WAITING, DONE, RUNNING),
    2018: (DONE, DONE, RUNNING),
}


def samples(request: Request) -> list[Sample]:
    """The four datasets of certificates, audit, suggestions and follow-up, for the head office."""
    if not request.is_main:
        return []
    year, published = request.year, bool(request.published)
    kind: DataKind = "published" if published else "synthetic"
    said = SOURCE if published else "Buatan; bentuknya menyerupai 2017"
    suggestions = [(number, *line) for number, line in enumerate(SUGGESTIONS[_nearest(year)], 1)]
    return [
        _certificates(year),
        Sample("iso_audit", _audit(request), kind, f"Audit surveilans ISO {year}", said, FIRST_UNIT),
        Sample(
            "iso_saran",
            pd.DataFrame(suggestions, columns=["nomor", "saran", "penerima"]),
            kind,
            f"Saran audit surveilans {year}",
            said,
            FIRST_UNIT,
        ),
        Sample(
            "iso_tindak_lanjut",
            _follow_up(request),
            "synthetic",
            f"Tindak lanjut saran audit surveilans {year}",
            "Buatan: laporan terbitan tidak menyebut tindak lanjut",
            FIRST_UNIT,
        ),
    ]


def _nearest(year: int) -> int:
    """The year of ours whose audit a year's made-up one resembles."""
    return min(SUGGESTIONS, key=lambda known: abs(known - year))


def _certificates(year: int) -> Sample:
    """What was held at the year's end. The publication of 2017 says so for the years around it too."""
    known = published_figures(2017)["iso"]
    newest = known["certificate"]
    rows: list[tuple[Any, ...]] = [(OLD_STANDARD, FIRST_UNIT, known["first_certificate_year"], None)]
    issued = newest["date"] if isinstance(newest["date"], dt.date) else dt.date.fromisoformat(newest["date"])
    if issued.year <= year:
        rows.append((newest["standard"], SECOND_UNIT, issued.year, issued))
    renewed = year > LAST_YEAR_OF_OLD
    if renewed:
        rows.append((NEW_STANDARD, FIRST_UNIT, LAST_YEAR_OF_OLD + 1, None))
    frame = pd.DataFrame(rows, columns=["standar", "unit", "tahun", "tanggal"])
    kind: DataKind = "synthetic" if renewed else "published"
    said = f"{SOURCE}, dengan pembaruan buatan" if renewed else SOURCE
    return Sample("iso_sertifikat", frame, kind, f"Sertifikat ISO sampai {year}", said, FIRST_UNIT)


def _audit(request: Request) -> pd.DataFrame:
    known = request.published.get("iso")
    details = (
        (known["certification_body"], known["audit_month"], known["days"], known["auditors"])
        if known
        else ("lembaga sertifikasi", 11, 1, 2)
    )
    standard = OLD_STANDARD if request.year <= LAST_YEAR_OF_OLD else NEW_STANDARD
    columns = ["unit", "standar", "lembaga", "bulan", "hari", "auditor", "memenuhi_persyaratan"]
    return pd.DataFrame([(FIRST_UNIT, standard, *details, "ya")], columns=columns)


def _follow_up(request: Request) -> pd.DataFrame:
    """Finished ones between the audit (November) and the report (May)."""
    rng = request.rng("iso_tindak_lanjut")
    audited = dt.date(request.year, 12, 4)
    rows = []
    for number, status in enumerate(FOLLOW_UP[_nearest(request.year)], 1):
        day = audited + dt.timedelta(weeks=int(rng.integers(2, 18)), days=int(rng.integers(5)))
        rows.append((number, status, office_day(day) if status == DONE else None))
    return pd.DataFrame(rows, columns=["nomor", "status", "tanggal"])
