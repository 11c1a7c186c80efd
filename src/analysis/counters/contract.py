"""Dataset of the survey at the counters of the integrated personnel service (PKT)."""

from laporan.data.contracts import Column, Contract

RATINGS = ("Sangat puas", "Puas", "Tidak puas")

PKT = Contract(
    name="pkt",
    compared=True,
    title="Survei pelayanan di loket PKT",
    columns=(
        Column("counter", "loket", pattern="[A-Z]", public=True, example="A"),
        Column("rating", "penilaian", choices=RATINGS),
        Column("respondents", "responden", "integer", minimum=0),
    ),
    key=("counter", "rating"),
)
CONTRACTS = (PKT,)
