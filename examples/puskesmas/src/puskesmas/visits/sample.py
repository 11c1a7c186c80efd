"""Made-up visits: every clinic about its usual size, fewer in the month of Lebaran."""

from __future__ import annotations

import pandas as pd

from laporan.data.samples import Request, Sample
from puskesmas.visits.contract import CLINICS

USUAL = {"Umum": 820, "KIA": 310, "Gigi": 185, "Lansia": 240, "Gizi": 95}  # visits of a month
SEASON = (1.06, 1.02, 0.98, 0.82, 1.01, 0.97, 1.03, 1.0, 0.98, 1.02, 1.05, 1.08)
NEW_PATIENTS = 0.22


def samples(request: Request) -> list[Sample]:
    """One row a month and clinic."""
    rng, rows = request.rng("kunjungan"), []
    for month, season in enumerate(SEASON, 1):
        for clinic in CLINICS:
            visits = int(rng.poisson(USUAL[clinic] * season * request.scale))
            new = int(rng.binomial(visits, NEW_PATIENTS))
            rows.append((month, clinic, new, visits - new, visits))
    frame = pd.DataFrame(rows, columns=["bulan", "poli", "pasien_baru", "pasien_lama", "kunjungan"])
    title = f"Kunjungan menurut bulan dan poli, {request.year}"
    return [
        Sample("kunjungan", frame, "synthetic", title, "Acak; tidak menggambarkan puskesmas mana pun", "Register poli")
    ]
