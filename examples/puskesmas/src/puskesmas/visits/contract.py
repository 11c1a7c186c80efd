"""The register of visits: one row a month and clinic."""

from __future__ import annotations

import pandas as pd

from laporan.data.contracts import Column, Contract, RowCheck

CLINICS = ("Umum", "KIA", "Gigi", "Lansia", "Gizi")


def _adds_up(frame: pd.DataFrame) -> pd.Series:
    return frame["new"] + frame["returning"] == frame["visits"]


VISITS = Contract(
    name="kunjungan",
    title="Kunjungan menurut bulan dan poli",
    columns=(
        Column("month", "bulan", "integer", minimum=1, maximum=12),
        Column("clinic", "poli", choices=CLINICS),
        Column("new", "pasien_baru", "integer", minimum=0),
        Column("returning", "pasien_lama", "integer", minimum=0),
        Column("visits", "kunjungan", "integer", minimum=0),
    ),
    key=("month", "clinic"),
    checks=(
        RowCheck(
            "visits",
            _adds_up,
            "kunjungan tidak sama dengan pasien baru ditambah pasien lama",
            "Cocokkan baris itu dengan register poli, lalu betulkan kolom yang salah",
        ),
    ),
)
CONTRACTS = (VISITS,)
