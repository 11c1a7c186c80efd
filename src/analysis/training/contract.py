"""Datasets of what was done for the staff: sharing sessions, and participants of the training in customer service."""

import pandas as pd

from laporan.data.contracts import Column, Contract, RowCheck
from laporan.data.plausibility import gaps

FIELDS = ("Kehumasan", "Kepegawaian", "Mutasi kepegawaian", "Pengolahan informasi kepegawaian")
HEAD_OFFICE, REGIONAL = "Kantor Pusat", "Kantor Regional"
OFFICES = (HEAD_OFFICE, REGIONAL)
BEST_SCORE = 100


def sessions(year: int) -> Contract:
    """Contract of the sharing sessions of `year`; a session that the source does not date has no date."""

    def date_agrees(found: pd.DataFrame) -> pd.Series:
        date, semester = found["date"], found["semester"]
        half = (date.dt.month > 6).astype("Int64") + 1
        same = (date.dt.year == year) & (half == semester)
        return date.isna() | same.fillna(False).astype(bool)

    return Contract(
        name="sosialisasi",
        title="Sosialisasi perubahan pola pikir",
        columns=(
            Column("semester", "semester", "integer", minimum=1, maximum=2),
            Column("date", "tanggal", "date", optional=True),
            Column("form", "bentuk", public=True),
            Column("theme", "tema", optional=True, public=True),
            Column("attendance", "peserta", "integer", optional=True, minimum=1),
        ),
        key=("semester", "date"),
        checks=(
            RowCheck(
                "date",
                date_agrees,
                f"tanggal tidak jatuh di semester itu pada tahun {year}",
                "Samakan kolom semester dengan tanggal itu",
            ),
        ),
    )


def _tested_twice(found: pd.DataFrame) -> pd.Series:
    return found["before"].isna() == found["after"].isna()


PARTICIPANTS = Contract(
    name="pelatihan",
    counted_in=("peserta",),
    title="Peserta pelatihan customer service enhancement",
    columns=(
        Column("participant", "peserta", pattern="P[0-9]{2}", unique=True, example="P01"),
        Column("field", "bidang", choices=FIELDS),
        Column("office", "kantor", choices=OFFICES),
        Column("before", "nilai_awal", "integer", optional=True, minimum=0, maximum=BEST_SCORE),
        Column("after", "nilai_akhir", "integer", optional=True, minimum=0, maximum=BEST_SCORE),
    ),
    checks=(
        RowCheck(
            "after",
            _tested_twice,
            "nilai awal dan nilai akhir harus sama-sama ada atau sama-sama kosong",
            "Lengkapi nilai yang kurang, atau kosongkan keduanya",
        ),
    ),
    soft_checks=(gaps("participant", "(P)([0-9]{2})"),),
)
CONTRACTS = (sessions, PARTICIPANTS)
