"""Sample data of the PKT counters: published counts of 2017; for other years and offices, of the same order."""

from __future__ import annotations

import pandas as pd

from analysis.counters.contract import RATINGS
from laporan.data.samples import Request, Sample
from laporan.facts.kinds import DataKind

PUBLISHED_KEYS = ("very_satisfied", "satisfied", "dissatisfied")
COUNTERS = ("A", "B", "C", "D", "E", "F")
TYPICAL_SIZE = (980, 940, 190, 220, 360, 540)
TYPICAL_SHARES = (0.66, 0.31, 0.03)


def samples(request: Request) -> list[Sample]:
    """The dataset `pkt`, for every office."""
    kind: DataKind
    if table := request.published.get("pkt_counters"):
        counts = [table[key] for key in PUBLISHED_KEYS]
        kind, description = "published", "Tabel 2 laporan terbitan 2017"
    else:
        rng = request.rng("pkt")
        sizes = [max(1, round(size * request.scale * rng.uniform(0.9, 1.1))) for size in TYPICAL_SIZE]
        counts = list(zip(*(rng.multinomial(size, TYPICAL_SHARES).tolist() for size in sizes), strict=True))
        kind, description = "synthetic", "Acak; besarnya menyerupai 2017"
    rows = [(counter, rating, counts[r][c]) for c, counter in enumerate(COUNTERS) for r, rating in enumerate(RATINGS)]
    frame = pd.DataFrame(rows, columns=["loket", "penilaian", "responden"])
    title = f"Survei pelayanan di loket PKT {request.year}"
    return [Sample("pkt", frame, kind, title, description, "Unit Pelayanan Kepegawaian Terpadu")]
