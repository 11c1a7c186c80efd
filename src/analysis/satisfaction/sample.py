"""A made-up satisfaction survey, one row a respondent.

For 2017 the head office's survey is calibrated to what the published report prints without contradicting itself:
235 respondents, the unsur cost with NRR 3,519 and CS index 6,251, speed as the lowest unsur, category Baik. Other
years and offices are of the same order.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
import pandas as pd

from analysis.methods.regulations import Regulation, load_regulation
from analysis.methods.sample_answers import BASE_YEAR, YEARLY_GAIN, draw_answers, respondent_numbers
from analysis.satisfaction.contract import AGES, EDUCATION, GENDERS, ORIGINS
from laporan.data.samples import Request, Sample
from laporan.facts.quantity import exact

CALIBRATED_TO = ("skm-responden", "skm-biaya", "skm-csi")
# Mean scores that the made-up surveys are drawn around, by number of unsur: performance, importance.
TYPICAL = {
    14: (
        (3.10, 3.14, 3.17, 3.05, 3.20, 3.22, 3.30, 3.12, 2.98, 2.86, 2.93, 3.52, 3.19, 3.26),
        (3.28, 3.25, 3.21, 3.32, 3.35, 3.38, 3.30, 3.24, 3.39, 3.44, 3.37, 3.28, 3.19, 3.27),
    ),
    9: (
        (3.16, 3.14, 2.95, 3.54, 3.17, 3.23, 3.31, 3.12, 3.08),
        (3.29, 3.31, 3.45, 3.27, 3.26, 3.37, 3.34, 3.22, 3.36),
    ),
}
COST = {14: "U12", 9: "U4"}
SPEED = {14: "U10", 9: "U3"}
RESPONDENTS = {(2016, "pusat"): 198, (2018, "pusat"): 246, (2018, "kanreg-10"): 205, (2018, "kanreg-11"): 187}
TYPICAL_RESPONDENTS = 210
OFFICE_SHIFT = {"kanreg-10": 0.08, "kanreg-11": -0.14}


def samples(request: Request) -> list[Sample]:
    """The dataset `skm`, for every office."""
    return [_skm(request)]


def _skm(request: Request) -> Sample:
    rule, rng = load_regulation(request.params.satisfaction.rule), request.rng("skm")
    published = request.published.get("satisfaction_survey")
    if published:
        n = int(published["respondents"])
        performance, importance = _calibrated(rule, n, published["cost_element"])
        about = (
            "Buatan; dikalibrasi ke laporan terbitan 2017: banyaknya responden, NRR dan CS Index unsur biaya, kategori"
        )
    else:
        n = max(2, round(RESPONDENTS.get((request.year, request.unit), TYPICAL_RESPONDENTS) * request.scale))
        performance, importance = _plausible(rule, n, request, rng)
        about = "Buatan; besarnya menyerupai 2017"
    matters = rng.normal(size=n)
    frame = pd.DataFrame({"responden": respondent_numbers(n)} | _people(rng, n))
    frame[rule.codes] = draw_answers(rng, performance, n, rule.scale, rng.normal(size=n))
    frame[rule.importance_codes] = draw_answers(rng, importance, n, rule.scale, matters)
    unit = request.params.satisfaction.unit_surveyed
    title = f"Survei kepuasan masyarakat {unit} {request.year}"
    return Sample("skm", frame, "synthetic", title, about, unit, CALIBRATED_TO if published else ())


def _calibrated(rule: Regulation, n: int, cost: dict[str, float]) -> tuple[list[int], list[int]]:
    """Sums per unsur so that cost has the published NRR and CS index, and keeps a weight below average."""
    performance, importance = ([round(mean * n) for mean in means] for means in TYPICAL[len(rule.unsur)])
    place = rule.codes.index(COST[len(rule.unsur)])
    performance[place] = round(exact(cost["nrr"]) * n)
    weight = exact(cost["cs_index"]) / (Fraction(performance[place], n) * rule.conversion)
    missing = round(importance[place] / weight) - sum(importance)
    others = [i for i in range(len(importance)) if i != place]
    for step in range(abs(missing)):
        importance[others[step % len(others)]] += 1 if missing > 0 else -1
    return performance, importance


def _plausible(rule: Regulation, n: int, request: Request, rng: np.random.Generator) -> tuple[list[int], list[int]]:
    k = len(rule.unsur)
    performance, importance = map(np.array, TYPICAL[k])
    better = YEARLY_GAIN * (request.year - BASE_YEAR) + OFFICE_SHIFT.get(request.unit, 0.0)
    performance = performance + better + rng.normal(0, 0.03, k)
    speed = rule.codes.index(SPEED[k])
    performance[speed] = min(performance[speed], np.delete(performance, speed).min() - 0.04)
    importance = importance + rng.normal(0, 0.03, k)
    bounds = rule.scale.lowest + 0.2, rule.scale.highest - 0.2
    happened, mattered = ([round(mean * n) for mean in np.clip(means, *bounds)] for means in (performance, importance))
    return happened, mattered


def _people(rng: np.random.Generator, n: int) -> dict[str, Sequence[str]]:
    likely = {
        "jenis_kelamin": (GENDERS, (0.46, 0.54)),
        "kelompok_usia": (AGES, (0.22, 0.37, 0.28, 0.13)),
        "pendidikan": (EDUCATION, (0.11, 0.12, 0.56, 0.21)),
        "asal": (ORIGINS, (0.24, 0.61, 0.15)),
    }
    return {header: rng.choice(choices, n, p=chances).tolist() for header, (choices, chances) in likely.items()}
