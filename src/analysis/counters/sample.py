"""Sample data of the PKT counters: published counts of 2017; for other years and offices, made up of the same order.

A counter has its own level of satisfaction, which it keeps from year to year within limits; regional offices are
smaller, each in its own way.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.counters.contract import RATINGS
from laporan.data.samples import Request, Sample
from laporan.facts.kinds import DataKind

PUBLISHED_KEYS = ("very_satisfied", "satisfied", "dissatisfied")
COUNTERS = ("A", "B", "C", "D", "E", "F")
TYPICAL_SIZE = (980, 940, 190, 220, 360, 540)
TYPICAL_SHARES = ((0.68, 0.30, 0.02), (0.70, 0.28, 0.02), (0.68, 0.28, 0.04), (0.67, 0.28, 0.05), (0.64, 0.33, 0.03),
                  (0.59, 0.36, 0.05))  # fmt: skip
REGIONAL_SIZE, OFFICES_DIFFER = 0.35, 0.35  # median of a regional office's size, and spread of its logarithm
SIZES_DIFFER, LASTING, YEARLY = 0.12, 0.20, 0.10  # spreads of logarithms: sizes in a year, shares of a counter


def samples(request: Request) -> list[Sample]:
    """The dataset `pkt`, for every office."""
    kind: DataKind
    if table := request.published.get("pkt_counters"):
        counts = [table[key] for key in PUBLISHED_KEYS]
        kind, description = "published", "Tabel 2 laporan terbitan 2017"
    else:
        counts = _counts(request)
        kind, description = "synthetic", "Buatan; besarnya menyerupai 2017"
    rows = [(counter, rating, counts[r][c]) for c, counter in enumerate(COUNTERS) for r, rating in enumerate(RATINGS)]
    frame = pd.DataFrame(rows, columns=["loket", "penilaian", "responden"])
    title = f"Survei pelayanan di loket PKT {request.year}"
    return [Sample("pkt", frame, kind, title, description, "Unit Pelayanan Kepegawaian Terpadu")]


def _counts(request: Request) -> list[tuple[int, ...]]:
    """Respondents by rating, a number a counter."""
    rng, lasting = request.rng("pkt"), request.rng("pkt", lasting=True)
    sizes = np.array(TYPICAL_SIZE) * request.scale
    if not request.is_main:
        sizes = sizes * REGIONAL_SIZE * lasting.lognormal(0, OFFICES_DIFFER, len(sizes))
    sizes = np.maximum(1, np.rint(sizes * rng.lognormal(0, SIZES_DIFFER, len(sizes)))).astype(int)
    shares = np.array(TYPICAL_SHARES)
    shares = shares * lasting.lognormal(0, LASTING, shares.shape) * rng.lognormal(0, YEARLY, shares.shape)
    shares /= shares.sum(axis=1, keepdims=True)
    rated = [rng.multinomial(size, each).tolist() for size, each in zip(sizes, shares, strict=True)]
    return list(zip(*rated, strict=True))
