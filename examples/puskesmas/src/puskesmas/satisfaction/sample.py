"""A made-up survey: respondents of each clinic in about the proportion of its visits."""

from __future__ import annotations

import pandas as pd

from laporan.data.samples import Request, Sample
from puskesmas.satisfaction.contract import AGES, GENDERS
from puskesmas.satisfaction.rule import load_rule
from puskesmas.visits.contract import CLINICS

RESPONDENTS = 150
CLINIC_SHARES = (0.5, 0.19, 0.11, 0.14, 0.06)
# How likely the answers 1, 2, 3 and 4 are, for each unsur.
ODDS = (
    (0.01, 0.06, 0.57, 0.36),
    (0.01, 0.08, 0.57, 0.34),
    (0.03, 0.17, 0.58, 0.22),
    (0.00, 0.02, 0.28, 0.70),
    (0.01, 0.06, 0.60, 0.33),
    (0.00, 0.04, 0.52, 0.44),
    (0.01, 0.05, 0.48, 0.46),
    (0.03, 0.14, 0.57, 0.26),
    (0.01, 0.09, 0.52, 0.38),
)


def samples(request: Request) -> list[Sample]:
    """One row a respondent."""
    rng, rule = request.rng("survei"), load_rule(request.params.satisfaction.rule)
    people = max(1, round(RESPONDENTS * request.scale))
    steps = range(rule.scale.lowest, rule.scale.highest + 1)
    columns: dict[str, object] = {
        "responden": [f"R{number:03}" for number in range(1, people + 1)],
        "poli": rng.choice(CLINICS, people, p=CLINIC_SHARES),
        "jenis_kelamin": rng.choice(GENDERS, people, p=(0.62, 0.38)),
        "kelompok_usia": rng.choice(AGES, people, p=(0.27, 0.31, 0.25, 0.17)),
    }
    columns |= {unsur.code: rng.choice(steps, people, p=odds) for unsur, odds in zip(rule.unsur, ODDS, strict=True)}
    title = f"Survei kepuasan pasien, {request.year}"
    about = "Acak; tidak ada orang di baliknya"
    return [Sample("survei", pd.DataFrame(columns), "synthetic", title, about, "Tim mutu puskesmas")]
