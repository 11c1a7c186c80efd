"""Datasets of the action plan: its details by month, and the evidence that they took place."""

import pandas as pd

from laporan.data.contracts import Column, Contract, RowCheck

CODE = r"[0-9]\.[0-9]\.[0-9]"  # programme, activity, detail
KINDS = ("Foto", "Rapat", "Sertifikat", "Audit", "Penghargaan", "Data", "Dokumen")


def month_numbers(text: str) -> tuple[int, ...]:
    """The months in a cell of the plan.

    Examples
    --------
    >>> month_numbers("2; 5; 12")
    (2, 5, 12)
    """
    return tuple(int(month) for month in text.split(";"))


def _ascending(plan: pd.DataFrame) -> pd.Series:
    found = plan["months"].str.findall("[0-9]+")
    return plan["months"].isna() | found.map(
        lambda months: [int(m) for m in months] == sorted({int(m) for m in months}), na_action="ignore"
    ).fillna(True).astype(bool)


# Semicolons: a spreadsheet with Indonesian settings reads 2,5 as two and a half.
PLAN = Contract(
    name="rencana_aksi",
    compared="next year",
    title="Rencana aksi menurut bulan",
    columns=(
        Column("code", "kode", pattern=CODE, unique=True, public=True, example="1.1.1"),
        Column("programme", "program", public=True),
        Column("activity", "kegiatan", public=True),
        Column("detail", "rincian", optional=True, unique=True, public=True),
        Column("months", "bulan", pattern=r"(1[0-2]|[1-9])(; (1[0-2]|[1-9]))*", public=True, example="2; 5; 12"),
    ),
    checks=(
        RowCheck(
            "months",
            _ascending,
            "bulan harus urut naik tanpa berulang",
            "Urutkan nomor bulan dan hapus yang berulang, misalnya 2; 5; 12",
        ),
    ),
)


def evidence(year: int) -> Contract:
    """Contract of the evidence of `year`: each piece has a date, or only a month, or neither."""

    def date_agrees(found: pd.DataFrame) -> pd.Series:
        date, month = found["date"], found["month"]
        same = (date.dt.year == year) & (date.dt.month == month)
        return date.isna() | same.fillna(False).astype(bool)

    return Contract(
        name="bukti",
        compared="next year",
        title="Bukti pelaksanaan rencana aksi",
        columns=(
            Column("code", "kode", pattern=CODE, public=True, example="1.1.1"),
            Column("date", "tanggal", "date", optional=True),
            Column("month", "bulan", "integer", optional=True, minimum=1, maximum=12),
            Column("kind", "jenis", choices=KINDS),
            Column("description", "uraian", public=True),
            Column("origin", "sumber", public=True),
        ),
        key=("code", "description"),
        checks=(
            RowCheck(
                "date",
                date_agrees,
                f"tanggal tidak jatuh di bulan itu pada tahun {year}",
                "Samakan kolom bulan dengan bulan pada tanggal itu",
            ),
        ),
    )


CONTRACTS = (PLAN, evidence)
