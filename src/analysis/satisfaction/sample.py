"""A made-up satisfaction survey, one row a respondent.

For 2017 the head office's survey is calibrated to what the published report prints without contradicting itself:
235 respondents, the unsur cost with NRR 3,519 and CS index 6,251, speed as the lowest unsur, category Baik. All other
unsur, the respondents, and every single answer are made up. Other years and offices are of the same order; how
satisfied an office's users are differs from office to office, and from year to year without a direction. Answers have
a general factor and two of their own, the staff and the process; whoever finds a service good finds it a little more
important too.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pandas as pd

from analysis.methods.regulations import Regulation, load_regulation
from analysis.methods.sample_answers import draw_answers, respondent_numbers
from analysis.satisfaction.sample_respondents import attitude, draw_people, in_words
from laporan.core.errors import ParameterError
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
STAFF, PROCESS = 0, 1
# what each unsur is about beside the service as a whole; what it costs and where it is given are about neither
ABOUT = {
    14: (PROCESS, PROCESS, STAFF, STAFF, STAFF, STAFF, STAFF, STAFF, PROCESS, PROCESS, PROCESS, None, None, None),
    9: (PROCESS, PROCESS, PROCESS, None, PROCESS, STAFF, STAFF, None, STAFF),
}
RESPONDENTS = {(2016, "pusat"): 198, (2018, "pusat"): 246, (2018, "kanreg-10"): 205, (2018, "kanreg-11"): 187}
TYPICAL_RESPONDENTS = 210
OFFICES_DIFFER, YEARS_DIFFER, UNSUR_DIFFER = 0.09, 0.04, 0.05  # standard deviations, in points of the scale
HALO = 0.35  # how much of a respondent's satisfaction shows in what that person calls important


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
    people, about_what = draw_people(rng, n, central=request.is_main), ABOUT[len(rule.unsur)]
    content = attitude(rng, people)
    matters = HALO * content + (1 - HALO**2) ** 0.5 * rng.normal(size=n)
    frame = pd.DataFrame({"responden": respondent_numbers(n)} | in_words(people))
    frame[rule.codes] = draw_answers(rng, performance, rule.scale, content, about_what)
    frame[rule.importance_codes] = draw_answers(rng, importance, rule.scale, matters, about_what)
    unit = request.params.satisfaction.unit_surveyed
    title = f"Survei kepuasan masyarakat {unit} {request.year}"
    return Sample("skm", frame, "synthetic", title, about, unit, CALIBRATED_TO if published else ())


def _calibrated(rule: Regulation, n: int, cost: dict[str, float]) -> tuple[list[int], list[int]]:
    """Sums per unsur so that cost has the published NRR and CS index, and keeps a weight below average."""
    if rule.cost is None:
        raise ParameterError(f"{rule.short_title} tidak memiliki unsur biaya, padahal terbitan memuat nilainya")
    performance, importance = ([round(mean * n) for mean in means] for means in TYPICAL[len(rule.unsur)])
    place = rule.codes.index(rule.cost.code)
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
    own = 0.0 if request.is_main else request.rng("skm", lasting=True).normal(0, OFFICES_DIFFER)
    performance = performance + own + rng.normal(0, YEARS_DIFFER) + rng.normal(0, UNSUR_DIFFER, k)
    importance = importance + rng.normal(0, UNSUR_DIFFER, k)
    bounds = rule.scale.lowest + 0.2, rule.scale.highest - 0.2
    happened, mattered = ([round(mean * n) for mean in np.clip(means, *bounds)] for means in (performance, importance))
    return happened, mattered
