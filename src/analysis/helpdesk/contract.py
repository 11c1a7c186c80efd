"""Datasets of the SSCN helpdesk: problems of applicants, and requests by channel."""

from laporan.data.contracts import Column, Contract
from laporan.data.plausibility import ceiling, gaps

MOST_A_YEAR = 365 * 1000  # our own bound, no rule: more than a thousand a day by one channel wants an explanation

PROBLEMS = Contract(
    name="helpdesk_masalah",
    title="Permasalahan saat pendaftaran SSCN",
    columns=(
        Column("number", "nomor", "integer", minimum=1, unique=True),
        Column("problem", "masalah", unique=True, public=True),
        Column("cases", "jumlah", "integer", minimum=0),
    ),
    soft_checks=(gaps("number"),),
)
CHANNELS = Contract(
    name="helpdesk_kanal",
    compared=True,
    title="Permohonan informasi penerimaan CPNS menurut kanal",
    columns=(
        Column("channel", "kanal", unique=True, public=True),
        Column("requests", "permohonan", "integer", minimum=0),
    ),
    soft_checks=(ceiling("requests", MOST_A_YEAR, "lebih dari 1.000 permohonan sehari melalui satu kanal"),),
)
CONTRACTS = (PROBLEMS, CHANNELS)
