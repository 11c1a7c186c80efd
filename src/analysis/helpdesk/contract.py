"""Datasets of the SSCN helpdesk: problems of applicants, and requests by channel."""

from laporan.data.contracts import Column, Contract

PROBLEMS = Contract(
    name="helpdesk_masalah",
    title="Permasalahan saat pendaftaran SSCN",
    columns=(
        Column("number", "nomor", "integer", minimum=1, unique=True),
        Column("problem", "masalah", unique=True),
        Column("cases", "jumlah", "integer", minimum=0),
    ),
)
CHANNELS = Contract(
    name="helpdesk_kanal",
    title="Permohonan informasi penerimaan CPNS menurut kanal",
    columns=(
        Column("channel", "kanal", unique=True),
        Column("requests", "permohonan", "integer", minimum=0),
    ),
)
CONTRACTS = (PROBLEMS, CHANNELS)
