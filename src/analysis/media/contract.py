"""Datasets of media: press releases, reach of the two social media accounts, and followers by age and sex."""

import pandas as pd

from laporan.data.contracts import Column, Contract, RowCheck
from laporan.data.plausibility import gaps, outliers
from laporan.data.row_rules import in_year

TWITTER, FACEBOOK = "Twitter", "Facebook"
TOPICS = (
    "Pengadaan calon pegawai negeri sipil (CPNS)",
    "Karier dan kinerja",
    "Kenaikan pangkat dan pensiun",
    "Gaji, tunjangan, dan cuti",
    "Disiplin dan netralitas",
    "Sistem informasi kepegawaian",
    "Kelembagaan dan kerja sama",
)
SEXES = ("Perempuan", "Laki-laki")
AGES = ("13–17", "18–24", "25–34", "35–44", "45–54", "55–64", "65+")


def _impressions_of_twitter(rows: pd.DataFrame) -> pd.Series:
    return rows["impressions"].notna() == (rows["channel"] == TWITTER)


def _engaged_of_facebook(rows: pd.DataFrame) -> pd.Series:
    return rows["engaged"].notna() == (rows["channel"] == FACEBOOK)


def press_releases(year: int) -> Contract:
    """Contract of the press releases of `year`."""
    return Contract(
        name="media_siaran_pers",
        compared="next year",
        title="Siaran pers",
        columns=(
            Column("number", "nomor", pattern="[0-9]{3}", unique=True, public=True, example="001"),
            Column("date", "tanggal", "date"),
            Column("topic", "topik", choices=TOPICS),
        ),
        checks=(in_year("date", year),),
        soft_checks=(gaps("number"),),
    )


SOCIAL = Contract(
    name="media_sosial",
    compared=True,
    title="Jangkauan media sosial per bulan",
    columns=(
        Column("month", "bulan", "integer", minimum=1, maximum=12),
        Column("channel", "kanal", choices=(TWITTER, FACEBOOK), example=FACEBOOK),
        Column("followers", "pengikut_akhir_bulan", "integer", minimum=0),
        Column("likes", "suka", "integer", minimum=0),
        Column("impressions", "impresi", "integer", minimum=0, optional=True),
        Column("engaged", "orang_terlibat_per_hari", "integer", minimum=0, optional=True, example="120"),
    ),
    key=("month", "channel"),
    checks=(
        RowCheck(
            "impressions",
            _impressions_of_twitter,
            "impresi dicatat untuk Twitter saja",
            "Isi impresi pada baris Twitter, kosongkan pada baris Facebook",
        ),
        RowCheck(
            "engaged",
            _engaged_of_facebook,
            "orang terlibat dicatat untuk Facebook saja",
            "Isi orang terlibat pada baris Facebook, kosongkan pada baris Twitter",
        ),
    ),
    soft_checks=tuple(outliers(name, ("channel",)) for name in ("followers", "likes", "impressions", "engaged")),
)
FOLLOWERS = Contract(
    name="media_pengikut",
    title="Pengikut Facebook menurut umur dan jenis kelamin",
    columns=(
        Column("age", "umur", choices=AGES),
        Column("sex", "jenis_kelamin", choices=SEXES),
        Column("followers", "pengikut", "integer", minimum=0),
    ),
    key=("age", "sex"),
)
CONTRACTS = (press_releases, SOCIAL, FOLLOWERS)
