"""A made-up integrity survey, one row a respondent.

For 2017 it is calibrated to the published number of respondents (42) and index (80,89); the index of each dimension
and all answers are made up. Other years are of the same order, and rise or fall without a direction. The questions of
one dimension hang together more than those of two.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.integrity.contract import LENGTHS_OF_SERVICE
from analysis.integrity.index import item_columns
from analysis.integrity.params import IntegrityParameters
from analysis.methods.regulations import load_regulation
from analysis.methods.sample_answers import draw_answers, respondent_numbers
from laporan.data.samples import Request, Sample
from laporan.facts.quantity import exact

CALIBRATED_TO = ("integritas-responden", "integritas-indeks")
INTEGRITY_RESPONDENTS = {2016: 38, 2018: 45}
INTEGRITY_MEAN = 3.236
DIMENSION_SHIFT = (0.10, -0.12, 0.05, -0.03)
YEARS_DIFFER, DIMENSIONS_DIFFER, ITEMS_DIFFER = 0.08, 0.05, 0.09  # standard deviations, in points of the scale
GENERAL = 0.75  # of a satisfaction survey's: four dimensions have less in common than the elements of one service
SERVED = (0.24, 0.43, 0.33)  # shares by length of service
SERVED_EFFECT = (0.12, -0.10, 0.08)  # on the general attitude, in its standard deviations: newcomers think well of it


def samples(request: Request) -> list[Sample]:
    """The dataset `integritas`, for the head office in years whose parameters have an integrity survey."""
    asked = request.params.integrity
    return [_integrity(request, asked)] if asked and request.is_main else []


def _integrity(request: Request, asked: IntegrityParameters) -> Sample:
    rule, rng = load_regulation(asked.rule), request.rng("integritas")
    columns = item_columns(len(asked.dimensions), asked.items_per_dimension)
    published = request.published.get("integrity_survey")
    if published:
        n = int(published["respondents"])
        total = round(exact(published["index"]) / rule.conversion * n * sum(map(len, columns)))
        about = "Buatan; dikalibrasi ke laporan terbitan 2017: banyaknya responden dan indeks"
    else:
        n = max(2, round(INTEGRITY_RESPONDENTS.get(request.year, 40) * request.scale))
        mean = INTEGRITY_MEAN + rng.normal(0, YEARS_DIFFER)
        total = round(mean * n * sum(map(len, columns)))
        about = "Buatan; besarnya menyerupai 2017"
    sums = _dimension_sums(columns, n, total, rng)
    frame = pd.DataFrame({"responden": respondent_numbers(n)})
    served = rng.choice(len(SERVED), n, p=SERVED)
    frame["masa_kerja"] = [LENGTHS_OF_SERVICE[code] for code in served]
    everything = [column for block in columns for column in block]
    dimension = [number for number, block in enumerate(columns) for _ in block]
    attitude = GENERAL * (rng.normal(size=n) + np.array(SERVED_EFFECT)[served])
    frame[everything] = draw_answers(rng, sums, rule.scale, attitude, dimension)
    title = f"Survei integritas pegawai {request.year}"
    met = CALIBRATED_TO if published else ()
    return Sample("integritas", frame, "synthetic", title, about, "Tim survei integritas, Kantor Pusat", met)


def _dimension_sums(columns: list[list[str]], n: int, total: int, rng: np.random.Generator) -> list[int]:
    """A sum per item, around its dimension's own level, that add up to `total`."""
    items = sum(map(len, columns))
    level = total / items / n
    shifts = [
        shift
        for d, block in enumerate(columns)
        for shift in DIMENSION_SHIFT[d % len(DIMENSION_SHIFT)]
        + rng.normal(0, DIMENSIONS_DIFFER)
        + rng.normal(0, ITEMS_DIFFER, len(block))
    ]
    sums = [round((level + shift) * n) for shift in shifts]
    missing = total - sum(sums)
    for step in range(abs(missing)):
        sums[step % items] += 1 if missing > 0 else -1
    return sums
