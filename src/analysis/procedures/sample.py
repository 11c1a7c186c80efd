"""Sample data of SOP: how many were revised in 2017 is published; titles, dates and process map are made up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pandas as pd

from analysis.methods.sample_days import office_day
from analysis.procedures.contract import ADOPTED, CORE, IN_REVISION, MANAGEMENT, PARTS, SUPPORT
from laporan.data.samples import Request, Sample

ORIGIN = "Biro Humas"
CALIBRATED_TO = ("sop",)
PUBLISHED_KEYS = ("hubungan_media_dan_pengaduan", "publikasi_dan_dokumentasi", "keprotokolan")
TITLES = {
    PARTS[0]: (
        "Penerimaan laporan pengaduan",
        "Penerusan laporan ke unit teknis",
        "Jawaban atas laporan",
        "Permintaan informasi publik",
        "Penyusunan siaran pers",
        "Konferensi pers",
        "Pemantauan berita",
        "Wawancara media",
    ),
    PARTS[1]: (
        "Pengelolaan web",
        "Pengelolaan media sosial",
        "Peliputan kegiatan",
        "Pengarsipan foto dan video",
    ),
    PARTS[2]: (
        "Penerimaan tamu pimpinan",
        "Rapat pimpinan",
        "Upacara",
        "Perjalanan dinas pimpinan",
        "Pelantikan pejabat",
        "Audiensi",
        "Kunjungan kerja",
        "Surat masuk pimpinan",
        "Surat keluar pimpinan",
        "Agenda pimpinan",
        "Penyiapan sambutan",
    ),
}
DECREES = 2
ADOPTED_SHARE = {2016: 0.3, 2018: 0.9}  # the revision ended early in 2017; a new round begins in 2018
PROCESS_MAP = (
    ("M1", MANAGEMENT, None, "Perencanaan kerja", CORE),
    ("M2", MANAGEMENT, None, "Pengendalian SOP", CORE),
    ("M3", MANAGEMENT, None, "Pemantauan dan evaluasi", CORE),
    ("I1", CORE, PARTS[1], "Telaah isu", "I2"),
    ("I2", CORE, PARTS[1], "Penyusunan bahan", "I3"),
    ("I3", CORE, PARTS[1], "Publikasi dan arsip", None),
    ("I4", CORE, PARTS[0], "Penerimaan laporan", "I5"),
    ("I5", CORE, PARTS[0], "Penerusan ke unit teknis", "I6"),
    ("I6", CORE, PARTS[0], "Jawaban dan tindak lanjut", None),
    ("I7", CORE, PARTS[2], "Penerimaan agenda", "I8"),
    ("I8", CORE, PARTS[2], "Penyiapan acara", "I9"),
    ("I9", CORE, PARTS[2], "Pelaksanaan dan laporan", None),
    ("P1", SUPPORT, None, "Tata usaha", CORE),
    ("P2", SUPPORT, None, "Pegawai dan anggaran", CORE),
    ("P3", SUPPORT, None, "Sarana dan TI", CORE),
)


def samples(request: Request) -> list[Sample]:
    """Counts and list of procedures, and the process map, for the head office."""
    if not request.is_main:
        return []
    year = request.year
    known = request.published.get("sop_revision")
    counts = [known[key] if known else len(TITLES[part]) for key, part in zip(PUBLISHED_KEYS, PARTS, strict=True)]
    frame = pd.DataFrame(list(zip(PARTS, counts, strict=True)), columns=["bagian", "sop"])
    columns = ["nomor", "bagian", "judul", "status", "tanggal_penetapan"]
    made = "Judul, status, dan tanggal buatan; banyaknya per bagian sama dengan sop_jumlah"
    return [
        Sample(
            "sop_jumlah",
            frame,
            "published" if known else "synthetic",
            f"Banyaknya SOP Biro Humas {year}",
            "Subbab 2.3.2.1 laporan terbitan 2017" if known else "Buatan; sama dengan banyaknya pada 2017",
            ORIGIN,
        ),
        Sample(
            "sop",
            pd.DataFrame(_procedures(request), columns=columns),
            "synthetic",
            f"Daftar SOP {year}",
            made,
            ORIGIN,
            CALIBRATED_TO if known else (),
        ),
        Sample(
            "proses_bisnis",
            pd.DataFrame(PROCESS_MAP, columns=["kode", "kelompok", "bagian", "proses", "berlanjut_ke"]),
            "synthetic",
            f"Peta proses bisnis Biro Humas {year}",
            "Buatan menurut tugas ketiga bagian; peta pada laporan terbitan hanya berupa gambar",
            ORIGIN,
        ),
    ]


def _procedures(request: Request) -> Iterator[tuple[Any, ...]]:
    """One row a procedure; each part adopts its own by a few decrees in the first ten weeks of the year."""
    rng = request.rng("sop")
    monday = dt.date.fromisocalendar(request.year, 2, 1)
    number = 0
    for part in PARTS:
        decrees = [office_day(monday + dt.timedelta(days=int(day))) for day in rng.integers(70, size=DECREES)]
        for title in TITLES[part]:
            number += 1
            adopted = rng.random() < ADOPTED_SHARE.get(request.year, 1)
            day = decrees[rng.integers(DECREES)]
            yield f"SOP-{number:02}", part, title, ADOPTED if adopted else IN_REVISION, day if adopted else None
