"""Dataset of the agency's network: how many offices of each kind there are."""

from laporan.data.contracts import Column, Contract

REGIONAL_OFFICES, SERVICE_UNITS = "Kantor Regional", "UPT"

NETWORK = Contract(
    name="organisasi",
    title="Jaringan kantor BKN",
    columns=(
        Column("kind", "jenis", choices=(REGIONAL_OFFICES, SERVICE_UNITS), unique=True),
        Column("offices", "kantor", "integer", minimum=0),
    ),
)
CONTRACTS = (NETWORK,)
