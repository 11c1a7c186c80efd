"""Sample data of sessions and training; dates of the sessions and number of participants of 2017 are published."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pandas as pd

from analysis.training.contract import BEST_SCORE, FIELDS, HEAD_OFFICE, REGIONAL
from laporan.data.samples import Request, Sample, weekday

CALIBRATED_TO = ("pelatihan",)
USUAL_PARTICIPANTS = 24
FORM = "Coffee morning"
THEMES = ("Pelayanan yang ramah dan tuntas", "Menjawab isu publik dengan data")
SESSIONS_2017: tuple[tuple[Any, ...], ...] = (  # held every semester; the report dates the second by its photograph
    (1, None, FORM, None, None),
    (2, dt.date(2017, 7, 28), FORM, None, None),
)


def samples(request: Request) -> list[Sample]:
    """The datasets `sosialisasi` and `pelatihan`, for the head office."""
    if not request.is_main:
        return []
    year = request.year
    columns = ["semester", "tanggal", "bentuk", "tema", "peserta"]
    published = bool(request.published)
    rows = list(SESSIONS_2017) if published else _sessions(request)
    said = (
        "Subbab 2.4.1.1 dan Gambar 20 laporan terbitan 2017" if published else "Buatan; dua kali setahun seperti 2017"
    )
    many = request.published.get("organisation", {}).get("training_participants", USUAL_PARTICIPANTS)
    return [
        Sample(
            "sosialisasi",
            pd.DataFrame(rows, columns=columns, dtype=object),
            "published" if published else "synthetic",
            f"Sosialisasi perubahan pola pikir {year}",
            said,
            "Biro Humas",
        ),
        Sample(
            "pelatihan",
            _participants(request.rng("pelatihan"), many, tested=not request.published),
            "synthetic",
            f"Peserta pelatihan customer service enhancement {year}",
            "Buatan, tanpa nama" + ("; banyaknya seperti dalam laporan terbitan" if many == 20 else ""),
            "Biro Kepegawaian",
            CALIBRATED_TO if published else (),
        ),
    ]


def _sessions(request: Request) -> list[tuple[Any, ...]]:
    rng = request.rng("sosialisasi")
    days = (weekday(dt.date(request.year, month, int(rng.integers(5, 25)))) for month in (4, 10))
    return [
        (semester, day, FORM, theme, int(rng.integers(55, 95)))
        for semester, day, theme in zip((1, 2), days, THEMES, strict=True)
    ]


def _participants(rng: np.random.Generator, many: int, *, tested: bool) -> pd.DataFrame:
    """Spread evenly over the four fields: two of them at the head office, two in regional offices.

    tested : with scores. The publication tells of no test, so its year gets none.
    """
    fields = [FIELDS[number * len(FIELDS) // many] for number in range(many)]
    before = rng.integers(55, 78, many)
    after = np.minimum(before + rng.integers(-3, 26, many), BEST_SCORE)
    return pd.DataFrame(
        {
            "peserta": [f"P{number:02}" for number in range(1, many + 1)],
            "bidang": fields,
            "kantor": [HEAD_OFFICE if field in FIELDS[:2] else REGIONAL for field in fields],
            "nilai_awal": before if tested else None,
            "nilai_akhir": after if tested else None,
        }
    )
