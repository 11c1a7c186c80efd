"""Datasets of standard operating procedures (SOP), and of the process map of the bureau that revised them."""

import pandas as pd

from laporan.data.contracts import Column, Contract, RowCheck
from laporan.data.plausibility import gaps

PARTS = (
    "Bagian Hubungan Media dan Pengaduan Masyarakat",
    "Bagian Publikasi dan Dokumentasi",
    "Bagian Keprotokolan",
)
ADOPTED, IN_REVISION = "Ditetapkan", "Dalam revisi"
MANAGEMENT, CORE, SUPPORT = "Manajemen", "Inti", "Pendukung"
NODE = "[MIP][1-9][0-9]?"  # manajemen, inti, pendukung


def _dated_when_adopted(found: pd.DataFrame) -> pd.Series:
    return found["status"].isna() | ((found["status"] == ADOPTED) == found["date"].notna())


def _lane_when_core(nodes: pd.DataFrame) -> pd.Series:
    return nodes["group"].isna() | ((nodes["group"] == CORE) == nodes["part"].notna())


def _next_is_known(nodes: pd.DataFrame) -> pd.Series:
    known = {*nodes["code"].dropna(), CORE}
    return nodes["next"].isna() | nodes["next"].isin(known)


COUNTS = Contract(
    name="sop_jumlah",
    compared="next year",
    title="Banyaknya SOP menurut bagian",
    columns=(
        Column("part", "bagian", choices=PARTS, unique=True),
        Column("procedures", "sop", "integer", minimum=0),
    ),
)
PROCEDURES = Contract(
    name="sop",
    compared="next year",
    title="Daftar SOP Biro Humas",
    columns=(
        Column("code", "nomor", pattern="SOP-[0-9]{2}", unique=True, public=True, example="SOP-01"),
        Column("part", "bagian", choices=PARTS),
        Column("title", "judul", public=True),
        Column("status", "status", choices=(ADOPTED, IN_REVISION), example=IN_REVISION),
        Column("date", "tanggal_penetapan", "date", optional=True),
    ),
    checks=(
        RowCheck(
            "date",
            _dated_when_adopted,
            "hanya SOP yang ditetapkan bertanggal, dan setiap yang ditetapkan harus bertanggal",
            "Isi tanggal penetapan, atau kosongkan tanggal SOP yang masih direvisi",
        ),
    ),
    soft_checks=(gaps("code", "(SOP-)([0-9]{2})"),),
)
PROCESSES = Contract(
    name="proses_bisnis",
    title="Peta proses bisnis Biro Humas",
    columns=(
        Column("code", "kode", pattern=NODE, unique=True, public=True, example="I1"),
        Column("group", "kelompok", choices=(MANAGEMENT, CORE, SUPPORT)),
        Column("part", "bagian", choices=PARTS, optional=True),
        Column("name", "proses", unique=True, public=True),
        Column("next", "berlanjut_ke", pattern=f"{NODE}|{CORE}", optional=True, public=True),
    ),
    checks=(
        RowCheck(
            "part",
            _lane_when_core,
            "proses inti harus menyebut bagiannya, proses lain tidak",
            "Isi bagian pada proses inti, kosongkan pada proses manajemen dan pendukung",
        ),
        RowCheck(
            "next", _next_is_known, f"kode proses lanjutan tidak ada di daftar dan bukan “{CORE}”", "Perbaiki kode itu"
        ),
    ),
)
CONTRACTS = (COUNTS, PROCEDURES, PROCESSES)
