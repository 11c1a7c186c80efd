"""Sample data of NCSIS: published user counts of 2017; provinces and modules made up to agree with them.

A province has its own density of users, which it keeps from year to year within limits.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.access.contract import ACTIVE, ALL, CENTRAL, ENGLISH, INACTIVE, INDONESIAN, LOCAL, SERVICE, SUPPORT
from laporan.data.samples import Request, Sample
from laporan.facts.kinds import DataKind

OFFICE = "Direktorat Pengembangan Sistem Informasi Kepegawaian"
CALIBRATED_TO = {"ncsis_provinsi": ("ncsis-daerah",), "ncsis_modul": ("ncsis-modul",)}
# active local, active central, inactive; 2017 is read from the publication
TYPICAL_USERS = {2016: (15_204, 12_418, 1_688), 2018: (18_377, 14_102, 2_391)}
# users per 1.000 civil servants follow distance: where servers were far away, more of them work locally
ISLANDS = {
    "Sumatra": ("AC SU SB RI JA SS BE LA BB KR", 4.9),
    "Jawa": ("JK JB JT YO JI BT", 3.3),
    "Bali–Nusa Tenggara": ("BA NB NT", 5.0),
    "Kalimantan": ("KB KT KS KI KU", 5.7),
    "Sulawesi": ("SA ST SN SG GO SR", 5.9),
    "Maluku–Papua": ("MA MU PB PA", 8.0),
}
# name, regencies and cities with the province itself (autonomous ones in 2017), civil servants in thousands
PROVINCES = {
    "AC": ("Aceh", 24, 118), "SU": ("Sumatera Utara", 34, 190), "SB": ("Sumatera Barat", 20, 109),
    "RI": ("Riau", 13, 84), "JA": ("Jambi", 12, 72), "SS": ("Sumatera Selatan", 18, 111),
    "BE": ("Bengkulu", 11, 48), "LA": ("Lampung", 16, 104), "BB": ("Kepulauan Bangka Belitung", 8, 30),
    "KR": ("Kepulauan Riau", 8, 31), "JK": ("DKI Jakarta", 1, 69), "JB": ("Jawa Barat", 28, 318),
    "JT": ("Jawa Tengah", 36, 372), "YO": ("DI Yogyakarta", 6, 56), "JI": ("Jawa Timur", 39, 388),
    "BT": ("Banten", 9, 84), "BA": ("Bali", 10, 74), "NB": ("Nusa Tenggara Barat", 11, 82),
    "NT": ("Nusa Tenggara Timur", 23, 118), "KB": ("Kalimantan Barat", 15, 77), "KT": ("Kalimantan Tengah", 15, 69),
    "KS": ("Kalimantan Selatan", 14, 76), "KI": ("Kalimantan Timur", 11, 73), "KU": ("Kalimantan Utara", 6, 20),
    "SA": ("Sulawesi Utara", 16, 69), "ST": ("Sulawesi Tengah", 14, 76), "SN": ("Sulawesi Selatan", 25, 183),
    "SG": ("Sulawesi Tenggara", 18, 78), "GO": ("Gorontalo", 7, 25), "SR": ("Sulawesi Barat", 7, 28),
    "MA": ("Maluku", 12, 61), "MU": ("Maluku Utara", 11, 43), "PB": ("Papua Barat", 14, 38),
    "PA": ("Papua", 30, 96),
}  # fmt: skip
# grants per active user; support modules are 44 of 100, as the publication has it
MODULES = {
    "Kenaikan Pangkat": (SERVICE, 0.542),
    "Peremajaan Data": (SERVICE, 0.498),
    "Pensiun": (SERVICE, 0.411),
    "Pengadaan CPNS": (SERVICE, 0.186),
    "Pemberhentian": (SERVICE, 0.107),
    "Rekon Data Mandiri": (SUPPORT, 0.527),
    "Monitoring Instansi": (SUPPORT, 0.389),
    "HR": (SUPPORT, 0.276),
    "Admin Dokumen": (SUPPORT, 0.178),
}
PROVINCES_DIFFER, YEARS_DIFFER = 0.10, 0.03  # spreads of the logarithm of users per civil servant
GRANTS_DIFFER, SUPPORT_SHARE = 0.04, (0.4360, 0.4440)  # of a module's grants; bounds of the published 44%, with room
APPLICATIONS = (
    ("SAPK", "Sistem Aplikasi Pelayanan Kepegawaian", INDONESIAN,
     "Aplikasi utama: pengadaan dan penetapan NIP, kenaikan pangkat, pensiun, peremajaan data, dan pemantauan"),
    ("HR", "Human Resource", ENGLISH, "Struktur organisasi serta acuan jenis jabatan dan formasi"),
    ("NCSIS Admin", "", INDONESIAN, "Pengaturan hak akses, dokumen, dan pencocokan data"),
    ("DMS", "Document Management System", ENGLISH, "Arsip digital dokumen PNS yang telah dipindai dan divalidasi"),
    ("SSCN", "Sistem Seleksi CPNS Nasional", INDONESIAN,
     "Pendaftaran CPNS, pemeriksaan berkas, sampai pengumuman kelulusan administrasi"),
)  # fmt: skip


def samples(request: Request) -> list[Sample]:
    """Four datasets that agree with each other: users, users by province, grants by module, applications."""
    if not request.is_main:
        return []
    published = request.published.get("ncsis")
    if published:
        counts = (published["active_local"], published["active_central"], published["inactive"])
    else:
        counts = TYPICAL_USERS.get(request.year, TYPICAL_USERS[max(TYPICAL_USERS)])
    local, central, _ = counts
    return [
        _users(request, counts),
        _provinces(request, local),
        _modules(request, local + central),
        _applications(request),
    ]


def _users(request: Request, counts: tuple[int, int, int]) -> Sample:
    rows = zip((ACTIVE, ACTIVE, INACTIVE), (LOCAL, CENTRAL, ALL), counts, strict=True)
    frame = pd.DataFrame(rows, columns=["status", "instansi", "pengguna"])
    kind: DataKind = "published" if request.published else "synthetic"
    about = "Subbab 2.2.5.1 laporan terbitan 2017" if request.published else "Buatan; besarnya menyerupai 2017"
    return Sample("ncsis_pengguna", frame, kind, f"Pengguna NCSIS {request.year}", about, OFFICE)


def _provinces(request: Request, users: int) -> Sample:
    """Users by province add up to the active users of local agencies."""
    rng, lasting = request.rng("ncsis_provinsi"), request.rng("ncsis_provinsi", lasting=True)
    rows, weights = [], []
    for island, (codes, rate) in ISLANDS.items():
        for code in codes.split():
            name, agencies, thousands = PROVINCES[code]
            servants = round(thousands * 1000 * lasting.uniform(0.98, 1.02) * rng.uniform(0.992, 1.008))
            rows.append([f"ID-{code}", name, island, agencies, servants])
            # each agency needs a few users, however small it is
            own = lasting.lognormal(0, PROVINCES_DIFFER) * rng.lognormal(0, YEARS_DIFFER)
            weights.append(servants / 1000 * rate * own + 4 * agencies)
    for row, count in zip(rows, apportion(weights, users), strict=True):
        row.append(count)
    frame = pd.DataFrame(rows, columns=["kode", "provinsi", "pulau", "instansi", "pns_daerah", "pengguna_aktif"])
    return Sample(
        "ncsis_provinsi",
        frame,
        "synthetic",
        f"Pengguna NCSIS aktif di instansi daerah menurut provinsi {request.year}",
        "Buatan; jumlah seluruh provinsi sama dengan pengguna aktif instansi daerah. Banyaknya instansi adalah "
        "pemerintah provinsi, kabupaten, dan kota otonom pada 2017; banyaknya PNS daerah perkiraan",
        OFFICE,
        CALIBRATED_TO["ncsis_provinsi"] if request.published else (),
    )


def _modules(request: Request, users: int) -> Sample:
    rng = request.rng("ncsis_modul")
    weights = {module: grants * rng.lognormal(0, GRANTS_DIFFER) for module, (_, grants) in MODULES.items()}
    whole, support = users * sum(weights.values()), rng.uniform(*SUPPORT_SHARE)
    parts = {SUPPORT: support, SERVICE: 1 - support}
    sums = {group: sum(weights[module] for module, (its, _) in MODULES.items() if its == group) for group in parts}
    rows = [
        (module, group, round(whole * parts[group] * weights[module] / sums[group]))
        for module, (group, _) in MODULES.items()
    ]
    frame = pd.DataFrame(rows, columns=["modul", "kelompok", "hak_akses"])
    about = "Buatan; persentase hak akses modul pendukung disesuaikan dengan laporan terbitan 2017"
    title, met = f"Hak akses modul NCSIS {request.year}", CALIBRATED_TO["ncsis_modul"] if request.published else ()
    return Sample("ncsis_modul", frame, "synthetic", title, about, OFFICE, met)


def _applications(request: Request) -> Sample:
    frame = pd.DataFrame(APPLICATIONS, columns=["aplikasi", "kepanjangan", "bahasa", "kegunaan"])
    kind: DataKind = "published" if request.published else "synthetic"
    about = "Subbab 2.2.5.1 laporan terbitan 2017, diringkas" if request.published else "Disalin dari tahun 2017"
    return Sample("ncsis_aplikasi", frame, kind, f"Aplikasi dalam NCSIS {request.year}", about, OFFICE)


def apportion(weights: list[float], whole: int) -> list[int]:
    """Divide a whole number into whole numbers in proportion to weights (method of largest remainders).

    Examples
    --------
    >>> apportion([1, 1, 2], 5)
    [1, 1, 3]
    """
    exact = np.array(weights) / np.sum(weights) * whole
    counts = np.floor(exact).astype(int)
    for place in np.argsort(-(exact - counts), kind="stable")[: whole - counts.sum()]:
        counts[place] += 1
    return counts.tolist()
