"""Sample data of the network: the numbers of offices that the report of 2017 names."""

from __future__ import annotations

import pandas as pd

from analysis.organisation.contract import REGIONAL_OFFICES, SERVICE_UNITS
from laporan.data.samples import Request, Sample
from laporan.facts.kinds import DataKind

USUAL = {"regional_offices": 14, "upt": 12}


def samples(request: Request) -> list[Sample]:
    """The dataset `organisasi`, for the head office."""
    if not request.is_main:
        return []
    known = request.published.get("organisation")
    numbers = known or USUAL
    rows = [(REGIONAL_OFFICES, numbers["regional_offices"]), (SERVICE_UNITS, numbers["upt"])]
    frame = pd.DataFrame(rows, columns=["jenis", "kantor"])
    kind: DataKind = "published" if known else "synthetic"
    said = "Subbab 2.2.5.2 laporan terbitan 2017" if known else "Dianggap sama dengan 2017"
    return [Sample("organisasi", frame, kind, f"Jaringan kantor BKN {request.year}", said, "Biro Kepegawaian")]
