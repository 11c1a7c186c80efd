"""Made-up KPO and PPO by month and office.

Pensions at the age limit and regular promotions become fully automatic in the course of 2017, as the publication
says they had by the end of that year. All counts are made up: an office has its own size and its own mix of cases,
which it keeps from year to year within limits.
"""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from analysis.automatic_services.contract import AGE_LIMIT, CASES, HEAD_OFFICE, OTHER_PENSION, OTHER_PROMOTION, REGULAR
from laporan.core.formatting import roman
from laporan.data.samples import Request, Sample

OFFICE = "Direktorat Pengadaan dan Kepangkatan; Direktorat Pensiun"
CITIES = (
    "Yogyakarta", "Surabaya", "Bandung", "Makassar", "Jakarta", "Medan", "Palembang",
    "Banjarmasin", "Jayapura", "Denpasar", "Manado", "Pekanbaru", "Banda Aceh", "Manokwari",
)  # fmt: skip
SIZES = (1.6, 1.6, 1.3, 1.2, 1.1, 1.1, 1.0, 0.9, 0.5, 0.9, 0.8, 0.7, 0.7, 0.3)
HEAD_OFFICE_SIZE = 1.8
# cases a month in an office of size 1; promotions fall due in April and October, and are processed before
TYPICAL = {REGULAR: 620, OTHER_PROMOTION: 700, AGE_LIMIT: 520, OTHER_PENSION: 95}
PROMOTION_MONTHS = (0.5, 1.1, 2.2, 1.5, 0.5, 0.4, 0.5, 1.1, 2.3, 1.4, 0.3, 0.2)
# share automatic of what the new way covers (regular promotions, pensions at the age limit): January, December
COVERED = {2016: (0.12, 0.55), 2017: (0.58, 1.0), 2018: (1.0, 1.0)}
EVERYWHERE_BY = (9, 13)  # in the year in which it is reached, an office gets there in one of these months
OTHER_AUTOMATIC = {2016: 0.0, 2017: 0.02, 2018: 0.09}
# spreads of logarithms: an office's own mix of cases, a year's, a year's level, and from month to month
MIX_DIFFERS, MIX_CHANGES, YEARS_DIFFER, MONTHS_DIFFER = 0.22, 0.05, 0.06, 0.11
STEPS_2017 = (
    (2, None, "Rapat persiapan kenaikan pangkat dengan berkas minimal", None, "Pelaksanaan"),
    (3, "2017-03-10", "Rapat koordinasi teknis KPO dan PPO", "Kantor Regional XI BKN, Manado", "Pelaksanaan"),
    (5, None, "Rapat pembahasan rancangan Peraturan Kepala BKN tentang pengadaan PNS", None, "Pelaksanaan"),
    (8, None, "Internalisasi KPO dan PPO di kantor regional", None, "Rencana aksi"),
)  # fmt: skip


def samples(request: Request) -> list[Sample]:
    """Cases of all offices for the head office; for a regional office, its own cases."""
    offices = [(HEAD_OFFICE, "Kantor Pusat", HEAD_OFFICE_SIZE)]
    for number, (city, size) in enumerate(zip(CITIES, SIZES, strict=True), start=1):
        offices.append((f"kanreg-{number:02d}", f"Kanreg {roman(number)} {city}", size))
    if not request.is_main:
        offices = [office for office in offices if office[0] == request.unit]
    if not offices:
        return []
    made = [_processed(request, offices)]
    if request.published:
        made.append(_steps(request))
    return made


def _processed(request: Request, offices: list[tuple[str, str, float]]) -> Sample:
    rows = [row for office in offices for row in _office_rows(request, *office)]
    columns = ["bulan", "kantor", "nama_kantor", "layanan", "jenis", "diproses", "otomatis"]
    return Sample(
        "kpo_ppo",
        pd.DataFrame(rows, columns=columns),
        "synthetic",
        f"Kenaikan pangkat dan pensiun yang diproses {request.year}",
        "Buatan; pada akhir 2017 seluruh kenaikan pangkat reguler jabatan pelaksana dan pensiun batas usia otomatis, "
        "seperti dalam laporan terbitan",
        OFFICE,
    )


def _office_rows(request: Request, office: str, name: str, size: float) -> list[tuple[object, ...]]:
    # seeded by the office, not by the report: an office's own file says what the head office's file says of it
    own = replace(request, unit=office)
    rng, lasting = own.rng("kpo_ppo"), own.rng("kpo_ppo", lasting=True)
    usual = {case: TYPICAL[case] * size * lasting.lognormal(0, MIX_DIFFERS) for case in TYPICAL}
    year = rng.lognormal(0, YEARS_DIFFER)
    usual = {case: many * year * rng.lognormal(0, MIX_CHANGES) for case, many in usual.items()}
    first, last = COVERED.get(request.year, (1.0, 1.0))
    behind, arrival = rng.uniform(0, 0.28), int(rng.integers(*EVERYWHERE_BY))
    first, last = (first, last) if first == last else (max(0.0, first - behind), last - (last < 1) * behind)
    rows: list[tuple[object, ...]] = []
    for month in range(1, 13):
        # a straight way from the first value to the last, and no way back
        reached = last if month >= arrival else first + (last - first) * (month - 1) / (arrival - 1)
        for service, cases in CASES.items():
            for case in cases:
                busy = PROMOTION_MONTHS[month - 1] if case in (REGULAR, OTHER_PROMOTION) else 1.0
                processed = round(usual[case] * busy * rng.lognormal(0, MONTHS_DIFFER))
                if case in (REGULAR, AGE_LIMIT):
                    jitter = rng.normal(0, 0.02)
                    rate = 1.0 if reached == 1.0 else max(0.0, min(1.0, reached + jitter))
                else:
                    rate = OTHER_AUTOMATIC.get(request.year, 0.09) * rng.uniform(0.6, 1.4)
                rows.append((month, office, name, service, case, processed, round(processed * rate)))
    return rows


def _steps(request: Request) -> Sample:
    frame = pd.DataFrame(STEPS_2017, columns=["bulan", "tanggal", "kegiatan", "tempat", "dasar"], dtype=object)
    return Sample(
        "kpo_ppo_kegiatan",
        frame,
        "published",
        f"Kegiatan internalisasi KPO dan PPO {request.year}",
        "Subbab 2.2.5.3 dan rencana aksi (Tabel 1) laporan terbitan 2017",
        OFFICE,
    )
