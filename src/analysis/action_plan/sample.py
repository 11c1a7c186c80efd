"""Sample data of the action plan and its evidence: 2017 as published; other years made up in the same shape."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd

from analysis.methods.sample_days import office_day
from laporan.data.samples import Request, Sample

PLAN_COLUMNS = ["kode", "program", "kegiatan", "rincian", "bulan"]
EVIDENCE_COLUMNS = ["kode", "tanggal", "bulan", "jenis", "uraian", "sumber"]
ORIGIN = "Sekretariat Pokja Pelayanan Publik"

QUALITY = "Peningkatan Kualitas Implementasi UU 25/2009"
MONITORING = "Monitoring dan Supervisi Kinerja Pelayanan"
INTEGRITY = "Penguatan Integritas dalam Pelayanan Publik"
USUAL_PLAN = (  # programme, activity, detail, months
    (QUALITY, "Standar pelayanan berbasis ISO", "Pendampingan unit menuju sertifikat ISO", (3, 9)),
    (QUALITY, "Standar pelayanan berbasis ISO", "Audit Surveilans", (11,)),
    (QUALITY, "Survei kepuasan masyarakat bernilai baik", "Pengolahan data indeks kepuasan masyarakat", (10,)),
    (QUALITY, "Percepatan pelayanan (maksimum 15 hari)", "Optimalisasi pengelolaan pengaduan masyarakat", (6, 9)),
    (QUALITY, "Pelayanan single window", "Peningkatan pelayanan PKT", (3, 6, 12)),
    (QUALITY, "Pelayanan berbasis TI", "e-government dalam layanan kepegawaian", tuple(range(1, 13))),
    (QUALITY, "Pelayanan berbasis TI", "Unifikasi informasi di web dan media sosial", (2, 4, 6, 8, 10, 12)),
    (QUALITY, "Pelayanan berbasis TI", "Internalisasi KPO dan PPO Kantor Regional", (4, 9)),
    (MONITORING, "Monitoring kinerja pelayanan", "WBS dan EWS", (6, 11)),
    (MONITORING, "Evaluasi kinerja pelayanan", "Revisi SOP pelayanan publik di Biro Humas", (1, 2)),
    (MONITORING, "Penanganan pengaduan", "Penyiapan Helpdesk SSCN", (8,)),
    (MONITORING, "Tindak lanjut penanganan pengaduan", "Evaluasi sistem LAPORBKN!", (7, 12)),
    (INTEGRITY, "Peningkatan kapasitas dan kapabilitas pegawai", "Sosialisasi perubahan mindset", (4, 10)),
    (INTEGRITY, "Peningkatan kapasitas dan kapabilitas pegawai", "Pelatihan customer service enhancement", (7,)),
    (INTEGRITY, "Survei integritas pegawai", None, (12,)),
)
DATED_ELSEWHERE = ("1.1.2", "3.1.1")  # other datasets name their months, and evidence must agree

# What the published report shows of each activity, in our words. Three of its photographs show no activity of the
# plan (3: a meeting on the reform as a whole; 5: a visit; 21: another training than the planned one), so they are no
# evidence.
EVIDENCE_2017 = (
    ("1.1.1", "2017-09-29", 9, "Sertifikat", "Sertifikat ISO 9001:2015 Kedeputian Wasdal", "Gambar 4"),
    ("1.1.2", None, 11, "Audit", "Audit surveilans oleh lembaga sertifikasi", "Subbab 2.2.1.2"),
    ("1.2.1", None, None, "Data", "Hasil survei kepuasan di Biro Humas", "Subbab 2.2.2.1"),
    ("1.3.1", None, None, "Data", "Rekapitulasi laporan LAPORBKN! dan WBS", "Gambar 6"),
    ("1.4.1", None, None, "Data", "Hasil survei pelayanan di loket PKT", "Tabel 2"),
    ("1.5.1", None, None, "Data", "Sebaran pengguna NCSIS", "Gambar 7"),
    ("1.5.1", None, None, "Foto", "Tangkapan layar grup admin NCSIS", "Gambar 8"),
    ("1.5.1", None, None, "Data", "Komposisi hak akses modul", "Gambar 9"),
    ("1.5.2", None, None, "Data", "Tayangan Twitter setahun", "Gambar 11"),
    ("1.5.2", None, None, "Data", "Keterlibatan pengguna Facebook setahun", "Gambar 12"),
    ("1.5.2", "2017-03-24", 3, "Penghargaan", "Penghargaan kehumasan pemerintah", "Gambar 13"),
    ("1.5.3", None, 2, "Rapat", "Rapat persiapan kenaikan pangkat tanpa banyak berkas", "Subbab 2.2.5.3"),
    ("1.5.3", "2017-03-10", 3, "Foto", "Rapat koordinasi teknis KPO dan PPO di Manado", "Gambar 14"),
    ("1.5.3", None, 5, "Rapat", "Rapat rancangan petunjuk teknis pengadaan PNS", "Subbab 2.2.5.3"),
    ("2.1.1", None, None, "Dokumen", "Rancangan arsitektur EWS", "Gambar 15"),
    ("2.1.1", None, None, "Dokumen", "Tampilan EWS untuk satu tema", "Gambar 16"),
    ("2.2.1", None, None, "Dokumen", "SOP hasil revisi, disebut selesai pada awal tahun", "Subbab 2.3.2.1"),
    ("2.2.1", None, None, "Dokumen", "Peta proses bisnis Biro Humas", "Gambar 17"),
    ("2.3.1", "2017-08-04", 8, "Foto", "Pelayanan pelamar di Helpdesk SSCN", "Gambar 18"),
    ("2.3.1", None, None, "Data", "Banyaknya permohonan informasi", "Subbab 2.3.3.1"),
    ("2.4.1", "2017-07-28", 7, "Foto", "Rapat koordinasi pengaduan masyarakat", "Gambar 19"),
    ("3.1.1", "2017-07-28", 7, "Foto", "Temu pagi pegawai dengan Kepala BKN", "Gambar 20"),
    ("3.1.1", None, None, "Dokumen", "Keterangan bahwa kegiatan berlangsung setiap semester", "Subbab 2.4.1.1"),
    (
        "3.1.2",
        None,
        None,
        "Data",
        "Keterangan tentang pelatihan dan banyaknya pesertanya, tanpa bulan",
        "Subbab 2.4.1.2",
    ),
    ("3.2.1", None, None, "Data", "Hasil survei integritas", "Gambar 22"),
)


def samples(request: Request) -> list[Sample]:
    """The datasets `rencana_aksi` and `bukti`, for the head office."""
    if not request.is_main:
        return []
    title, shown = f"Rencana aksi {request.year}", f"Bukti pelaksanaan rencana aksi {request.year}"
    if table := request.published.get("action_plan"):
        plan = _coded([(*names, months) for *names, months in table])
        return [
            Sample("rencana_aksi", plan, "published", title, "Tabel 1 laporan terbitan 2017", ORIGIN),
            Sample(
                "bukti",
                pd.DataFrame(EVIDENCE_2017, columns=EVIDENCE_COLUMNS),
                "published",
                shown,
                "Foto, rapat, dan data yang dimuat laporan terbitan 2017 pada bab kegiatannya; tanpa tanggal bila "
                "laporan itu tidak menyebutnya",
                ORIGIN,
            ),
        ]
    plan = _coded(list(USUAL_PLAN))
    evidence = pd.DataFrame(_evidence(request, plan), columns=EVIDENCE_COLUMNS)
    return [
        Sample("rencana_aksi", plan, "synthetic", title, "Buatan; susunannya menyerupai 2017", ORIGIN),
        Sample("bukti", evidence, "synthetic", shown, "Acak: sebagian besar jatuh pada bulan rencana", ORIGIN),
    ]


def _coded(rows: list[Any]) -> pd.DataFrame:
    """Rows with a code that says their place: programme, activity, detail, each counted from one."""
    numbers: dict[str, list[str]] = {}
    details: dict[tuple[str, str], int] = {}
    coded = []
    for programme, activity, detail, months in rows:
        activities = numbers.setdefault(programme, [])
        if activity not in activities:
            activities.append(activity)
        details[programme, activity] = details.get((programme, activity), 0) + 1
        code = f"{list(numbers).index(programme) + 1}.{activities.index(activity) + 1}.{details[programme, activity]}"
        coded.append((code, programme, activity, detail, "; ".join(map(str, months))))
    return pd.DataFrame(coded, columns=PLAN_COLUMNS)


def _evidence(request: Request, plan: pd.DataFrame) -> list[tuple[Any, ...]]:
    """One piece for most planned months, now and then a month late, some without a date."""
    rng = request.rng("bukti")
    rows: list[tuple[Any, ...]] = []
    for code, months in zip(plan["kode"], plan["bulan"], strict=True):
        for number, planned in enumerate(map(int, months.split("; ")), 1):
            chance = 0.5 if code in DATED_ELSEWHERE else rng.random()
            if chance < 0.15:
                continue
            month = min(planned + (chance > 0.85), 12)
            day = office_day(dt.date(request.year, month, int(rng.integers(3, 27))))
            dated = chance < 0.75
            kind = ("Foto", "Rapat", "Dokumen", "Data")[rng.integers(4)]
            found = (day if dated else None, month if dated or chance > 0.8 else None)
            rows.append((code, *found, kind, f"Berkas kegiatan ke-{number}", "Arsip Pokja"))
    return rows
