"""Datasets of automatic promotions (KPO) and pensions (PPO), and of the steps by which offices adopted them."""

import pandas as pd

from laporan.data.contracts import Column, Contract, RowCheck
from laporan.data.row_rules import in_year

PROMOTION, PENSION = "Kenaikan pangkat", "Pensiun"
REGULAR, OTHER_PROMOTION = "Reguler jabatan pelaksana", "Kenaikan pangkat lain"
AGE_LIMIT, OTHER_PENSION = "Batas usia pensiun", "Pensiun lain"
CASES = {PROMOTION: (REGULAR, OTHER_PROMOTION), PENSION: (AGE_LIMIT, OTHER_PENSION)}
HEAD_OFFICE = "pusat"


def _automatic_fits(rows: pd.DataFrame) -> pd.Series:
    return ~(rows["automatic"] > rows["processed"])


def _case_fits(rows: pd.DataFrame) -> pd.Series:
    known = {(service, case) for service, cases in CASES.items() for case in cases}
    pairs = zip(rows["service"], rows["case"], strict=True)
    return pd.Series([pair in known for pair in pairs], index=rows.index) | rows[["service", "case"]].isna().any(axis=1)


PROCESSED = Contract(
    name="kpo_ppo",
    compared="next year",
    title="Kenaikan pangkat dan pensiun yang diproses",
    columns=(
        Column("month", "bulan", "integer", minimum=1, maximum=12),
        Column("office", "kantor", pattern="pusat|kanreg-[0-9]{2}", public=True, example="kanreg-10"),
        Column("office_name", "nama_kantor", public=True, example="Kantor Regional X BKN"),
        Column("service", "layanan", choices=(PROMOTION, PENSION)),
        Column("case", "jenis", choices=(REGULAR, OTHER_PROMOTION, AGE_LIMIT, OTHER_PENSION)),
        Column("processed", "diproses", "integer", minimum=0),
        Column("automatic", "otomatis", "integer", minimum=0),
    ),
    key=("month", "office", "case"),
    checks=(
        RowCheck(
            "automatic",
            _automatic_fits,
            "yang otomatis lebih banyak daripada yang diproses",
            "Periksa kedua kolom: yang otomatis adalah bagian dari yang diproses",
        ),
        RowCheck(
            "case",
            _case_fits,
            "jenis bukan milik layanan itu",
            "Jenis kenaikan pangkat berpasangan dengan kenaikan pangkat, jenis pensiun dengan pensiun",
        ),
    ),
)


def _month_agrees(rows: pd.DataFrame) -> pd.Series:
    return rows["date"].isna() | (rows["date"].dt.month == rows["month"]).fillna(False).astype(bool)


def steps(year: int) -> Contract:
    """Contract of the steps of `year`; one that the source does not date has its month."""
    return Contract(
        name="kpo_ppo_kegiatan",
        title="Kegiatan internalisasi KPO dan PPO",
        columns=(
            Column("month", "bulan", "integer", minimum=1, maximum=12),
            Column("date", "tanggal", "date", optional=True),
            Column("activity", "kegiatan", unique=True, public=True),
            Column("place", "tempat", optional=True, public=True),
            Column("basis", "dasar", choices=("Pelaksanaan", "Rencana aksi")),
        ),
        checks=(
            in_year("date", year),
            RowCheck(
                "date", _month_agrees, "bulan pada tanggal berbeda dari kolom bulan", "Samakan kolom bulan dan tanggal"
            ),
        ),
    )


CONTRACTS = (PROCESSED, steps)
