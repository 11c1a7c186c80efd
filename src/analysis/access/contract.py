"""Datasets of NCSIS: accounts, users by province, modules, and the applications that it is made of."""

import pandas as pd

from laporan.data.contracts import Column, Contract, RowCheck

ACTIVE, INACTIVE = "Aktif", "Nonaktif"
LOCAL, CENTRAL, ALL = "Instansi daerah", "Instansi pusat", "Semua instansi"
SUPPORT, SERVICE = "Pendukung", "Pelayanan"
ISLANDS = ("Sumatra", "Jawa", "Bali–Nusa Tenggara", "Kalimantan", "Sulawesi", "Maluku–Papua")
INDONESIAN, ENGLISH = "id", "en"


def _active_has_agency(rows: pd.DataFrame) -> pd.Series:
    return ~((rows["status"] == ACTIVE) & (rows["agency"] == ALL))


def _users_fit_servants(rows: pd.DataFrame) -> pd.Series:
    return ~(rows["users"] > rows["servants"])


USERS = Contract(
    name="ncsis_pengguna",
    compared=True,
    title="Pengguna NCSIS menurut status dan instansi",
    columns=(
        Column("status", "status", choices=(ACTIVE, INACTIVE)),
        # accounts that were switched off may be known for all agencies together only
        Column("agency", "instansi", choices=(LOCAL, CENTRAL, ALL)),
        Column("users", "pengguna", "integer", minimum=0),
    ),
    key=("status", "agency"),
    checks=(
        RowCheck(
            "agency",
            _active_has_agency,
            "pengguna aktif harus dirinci menurut jenis instansi",
            f"Tulis {LOCAL} dan {CENTRAL} pada baris yang berbeda",
        ),
    ),
)
PROVINCES = Contract(
    name="ncsis_provinsi",
    title="Pengguna NCSIS aktif di instansi daerah menurut provinsi",
    columns=(
        Column("code", "kode", pattern="ID-[A-Z]{2}", unique=True, public=True, example="ID-BA"),
        Column("province", "provinsi", unique=True, public=True),
        Column("island", "pulau", choices=ISLANDS),
        Column("agencies", "instansi", "integer", minimum=1),
        Column("servants", "pns_daerah", "integer", minimum=1),
        Column("users", "pengguna_aktif", "integer", minimum=0),
    ),
    checks=(
        RowCheck(
            "users",
            _users_fit_servants,
            "pengguna aktif lebih banyak daripada PNS daerah",
            "Periksa kedua kolom: pengguna NCSIS adalah PNS daerah provinsi itu",
        ),
    ),
)
MODULES = Contract(
    name="ncsis_modul",
    title="Hak akses modul NCSIS",
    columns=(
        Column("module", "modul", unique=True, public=True),
        Column("group", "kelompok", choices=(SERVICE, SUPPORT)),
        Column("grants", "hak_akses", "integer", minimum=0),
    ),
)
APPLICATIONS = Contract(
    name="ncsis_aplikasi",
    title="Aplikasi dalam NCSIS",
    columns=(
        Column("application", "aplikasi", unique=True, public=True),
        Column("long_name", "kepanjangan", optional=True, public=True),
        Column("language", "bahasa", choices=(INDONESIAN, ENGLISH)),
        Column("purpose", "kegunaan", public=True),
    ),
)
CONTRACTS = (USERS, PROVINCES, MODULES, APPLICATIONS)
