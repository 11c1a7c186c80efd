"""Sample data of the SSCN helpdesk: published types and total of requests; counts within them are made up.

Nearly four million requests in 2017, almost eleven thousand a day, is what the publication prints; those through
LAPORBKN! are what its log received in the year that asks about the selection.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from analysis.access.sample import apportion
from analysis.complaints import sample as complaints
from analysis.complaints.contract import CHANNELS, CLASSES
from analysis.complaints.sample_subjects import SELECTION, TOPICS
from laporan.data.samples import Request, Sample

OFFICE = "Biro Humas"
CALIBRATED_TO = ("sscn-permintaan",)
PROBLEM_TYPES = (
    "NIK dan Nomor KK Tidak Ditemukan", "Data Tidak Sesuai", "Lupa Jawaban Pengaman-2", "Persyaratan Pendaftaran",
    "Tabel Referensi Lokasi Tempat Lahir", "Tabel Referensi Pendidikan", "Tidak Bisa Login", "Aplikasi SSCN",
    "Terkait CAT", "Koneksi",
)  # fmt: skip
PROBLEM_SHARES = (0.283, 0.128, 0.071, 0.154, 0.038, 0.083, 0.117, 0.064, 0.024, 0.038)
PROBLEMS = {2016: 6_480, 2017: 48_612, 2018: 61_094}
# the publication says that social media had most by far; surface mail is none of the four
CHANNEL_SHARES = {"Media sosial": 0.9810, "Surat elektronik": 0.0164, "Datang langsung": 0.0026}
LAPORBKN = "LAPORBKN!"
REQUESTS = {2016: 312_608, 2018: 4_386_150}


def samples(request: Request) -> list[Sample]:
    """The datasets `helpdesk_masalah` and `helpdesk_kanal`, for the head office."""
    if not request.is_main:
        return []
    return [_problems(request), _channels(request)]


def _problems(request: Request) -> Sample:
    rng = request.rng("helpdesk_masalah")
    types = request.published["helpdesk_sscn"]["problem_types"] if request.published else PROBLEM_TYPES
    weights = [share * rng.lognormal(0, 0.12) for share in PROBLEM_SHARES]
    counts = apportion(weights, PROBLEMS.get(request.year, PROBLEMS[max(PROBLEMS)]))
    frame = pd.DataFrame(
        [(number, name, count) for number, (name, count) in enumerate(zip(types, counts, strict=True), start=1)],
        columns=["nomor", "masalah", "jumlah"],
    )
    about = "Jenisnya dari Tabel 3 laporan terbitan 2017; jumlahnya buatan"
    return Sample(
        "helpdesk_masalah", frame, "synthetic", f"Permasalahan pendaftaran SSCN {request.year}", about, OFFICE
    )


def _channels(request: Request) -> Sample:
    if request.published:
        whole = request.published["helpdesk_sscn"]["information_requests"]
    else:
        whole = REQUESTS.get(request.year, REQUESTS[max(REQUESTS)])
    rng = request.rng("helpdesk_kanal")
    weights = [share * rng.lognormal(0, 0.1) for share in CHANNEL_SHARES.values()]
    logged = _logged(request)
    frame = pd.DataFrame(
        {"kanal": [*CHANNEL_SHARES, LAPORBKN], "permohonan": [*apportion(weights, whole - logged), logged]}
    )
    about = "Buatan; pada 2017 jumlah keempat kanal sama dengan yang diterbitkan"
    title = f"Permohonan informasi penerimaan CPNS {request.year}"
    met = CALIBRATED_TO if request.published else ()
    return Sample("helpdesk_kanal", frame, "synthetic", title, about, OFFICE, met)


def _logged(request: Request) -> int:
    """What came through LAPORBKN! in the year and asks about the selection, as its log has it."""
    rows = complaints.log(replace(request, rows=None))
    received = rows["received"].dt.year == request.year
    about = (rows["channel"] == CHANNELS.index(LAPORBKN)) & (rows["topic"] == TOPICS.index(SELECTION))
    asks = rows["category"] == CLASSES.index("Permintaan informasi dan aspirasi")
    return int(np.count_nonzero(received & about & asks))
