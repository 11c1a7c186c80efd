"""Sample data of sessions and training; dates of the sessions and number of participants of 2017 are published."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pandas as pd

from analysis.methods.sample_days import office_day
from analysis.training.contract import BEST_SCORE, FIELDS, HEAD_OFFICE, REGIONAL
from laporan.data.samples import Request, Sample

CALIBRATED_TO = ("pelatihan",)
USUAL_PARTICIPANTS = 24
FIELD_SHARES = (0.22, 0.20, 0.31, 0.27)  # in the order of FIELDS
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
    days = (office_day(dt.date(request.year, month, int(rng.integers(5, 25)))) for month in (4, 10))
    return [
        (semester, day, FORM, theme, int(rng.integers(55, 95)))
        for semester, day, theme in zip((1, 2), days, THEMES, strict=True)
    ]


def _participants(rng: np.random.Generator, many: int, *, tested: bool) -> pd.DataFrame:
    """Two of the four fields are at the head office, two in regional offices; each sends at least two.

    tested : with scores. The publication tells of no test, so its year gets none.
    """
    sent = 2 + rng.multinomial(many - 2 * len(FIELDS), FIELD_SHARES)
    fields = np.repeat(FIELDS, sent).tolist()
    before = np.rint(rng.normal(66, 8, many)).astype(int)
    # whoever knew little gains most
    after = np.clip(np.rint(before + rng.normal(9, 6, many) - 0.3 * (before - 66)), 0, BEST_SCORE).astype(int)
    return pd.DataFrame(
        {
            "peserta": [f"P{number:02}" for number in range(1, many + 1)],
            "bidang": fields,
            "kantor": [HEAD_OFFICE if field in FIELDS[:2] else REGIONAL for field in fields],
            "nilai_awal": before if tested else None,
            "nilai_akhir": after if tested else None,
        }
    )
