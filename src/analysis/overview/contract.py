"""Dataset of the figures that the published report of the year prints, to be set beside ours."""

from laporan.data.contracts import Column, Contract
from laporan.data.row_rules import measure_of_a_subject, stands_with, written_as
from laporan.facts.tables import StatusKind

# How a reader's verdict is written in the file, and what code calls it. That a figure agrees is never written: it is
# found by comparing.
VERDICTS: dict[str, StatusKind] = {"beda": "mismatch", "kabur": "ambiguous", "kosong": "absent"}


def published(year: int) -> Contract:
    """Contract of the figures that the report of `year` printed, of that year or of earlier ones."""
    return Contract(
        name="terbitan",
        title="Angka dalam laporan terbitan",
        columns=(
            Column("code", "kode", unique=True, pattern="[a-z0-9-]+", public=True, example="kode-angka"),
            Column("section", "subbab", public=True),
            Column("subject", "pokok", public=True),
            Column("printed", "tertulis", public=True),
            Column("value", "nilai", "decimal", optional=True),
            Column("places", "angka_desimal", "integer", optional=True, minimum=0, maximum=4),
            Column("measure", "ukuran", optional=True, pattern="[a-z-]+", public=True),
            Column("year", "tahun", "integer", optional=True, minimum=2000, maximum=year),
            Column("verdict", "putusan", choices=tuple(VERDICTS), optional=True),
            Column("remark", "catatan", optional=True, public=True),
        ),
        checks=(
            written_as("printed", "value"),
            stands_with("measure", "value", "places"),
            measure_of_a_subject("measure"),
        ),
    )


CONTRACTS = (published,)
