"""Datasets of ISO 9001: certificates, the surveillance audit, its suggestions and their follow-up."""

import pandas as pd

from laporan.data.contracts import Column, Contract, RowCheck
from laporan.data.plausibility import gaps

DONE, RUNNING, WAITING = "Selesai", "Berjalan", "Belum mulai"


def _year_agrees(certificates: pd.DataFrame) -> pd.Series:
    date, year = certificates["date"], certificates["year"]
    return date.isna() | year.isna() | (date.dt.year == year).fillna(False).astype(bool)


def _dated_when_done(found: pd.DataFrame) -> pd.Series:
    return found["status"].isna() | ((found["status"] == DONE) == found["date"].notna())


def certificates(year: int) -> Contract:
    """Contract of the certificates that were issued until the end of `year`."""
    return Contract(
        name="iso_sertifikat",
        compared="next year",
        title="Sertifikat ISO",
        columns=(
            Column("standard", "standar", pattern="ISO 9001:20[0-9]{2}", public=True, example="ISO 9001:2015"),
            Column("unit", "unit", public=True),
            Column("year", "tahun", "integer", minimum=2000, maximum=year),
            Column("date", "tanggal", "date", optional=True),
        ),
        key=("standard", "unit"),
        checks=(
            RowCheck(
                "date", _year_agrees, "tahun pada tanggal berbeda dari kolom tahun", "Samakan kolom tahun dan tanggal"
            ),
        ),
    )


AUDIT = Contract(
    name="iso_audit",
    title="Audit surveilans ISO",
    columns=(
        Column("unit", "unit", unique=True, public=True),
        Column("standard", "standar", pattern="ISO 9001:20[0-9]{2}", public=True, example="ISO 9001:2015"),
        Column("body", "lembaga", public=True),
        Column("month", "bulan", "integer", minimum=1, maximum=12),
        Column("days", "hari", "integer", minimum=1, maximum=30),
        Column("auditors", "auditor", "integer", minimum=1),
        Column("conforming", "memenuhi_persyaratan", choices=("ya", "tidak")),
    ),
)
SUGGESTIONS = Contract(
    name="iso_saran",
    compared="next year",
    title="Saran perbaikan dari audit surveilans",
    columns=(
        Column("number", "nomor", "integer", minimum=1, unique=True),
        Column("suggestion", "saran", unique=True, public=True),
        Column("addressee", "penerima", public=True),
    ),
    soft_checks=(gaps("number"),),
)
FOLLOW_UP = Contract(
    name="iso_tindak_lanjut",
    compared="next year",
    title="Tindak lanjut saran audit surveilans",
    columns=(
        Column("number", "nomor", "integer", minimum=1, unique=True),
        Column("status", "status", choices=(DONE, RUNNING, WAITING), example=RUNNING),
        Column("date", "tanggal", "date", optional=True),
    ),
    checks=(
        RowCheck(
            "date",
            _dated_when_done,
            "hanya saran yang selesai bertanggal, dan setiap yang selesai harus bertanggal",
            "Isi tanggal selesai, atau kosongkan tanggal saran yang belum selesai",
        ),
    ),
)
CONTRACTS = (certificates, AUDIT, SUGGESTIONS, FOLLOW_UP)
