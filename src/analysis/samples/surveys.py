"""Satisfaction and integrity surveys, made up row by row.

2017 at the head office is calibrated to what the published report prints and does not contradict:
235 respondents, cost with NRR 3,519 and CS index 6,251, speed the lowest, category Baik; 42
respondents and an integrity index of 80,89. Other years and offices are of the same order.

Answers come from one latent satisfaction per respondent, so that the items hang together as a real
questionnaire's do (α between 0,8 and 0,9); each column's sum is met exactly.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
import pandas as pd
from scipy.special import ndtri

from analysis.datasets.declared import surveys as declared
from analysis.integrity import item_columns
from analysis.parameters import MAIN_UNIT, IntegrityParameters
from analysis.quantity import exact
from analysis.regulations import Regulation, Scale, load_regulation
from analysis.samples.base import Request, Sample

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
YEARLY_GAIN = 0.05
BASE_YEAR = 2017

INTEGRITY_RESPONDENTS = {2016: 38, 2018: 45}
INTEGRITY_MEAN = 3.236
DIMENSION_SHIFT = (0.10, -0.12, 0.05, -0.03)

SPREAD = (0.60, 0.92)  # standard deviation of an item's answers, in points: items differ in it
COMMON = 0.42  # part of an answer's variance that is the respondent's own general satisfaction


def samples(request: Request) -> list[Sample]:
    """`skm` for every office; `integritas` for the head office in years whose parameters ask for it."""
    made = [_skm(request)]
    asked = request.params.integrity
    return [*made, _integrity(request, asked)] if asked and request.unit == MAIN_UNIT else made


# --- satisfaction ------------------------------------------------------------------------------------


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
    frame = pd.DataFrame({"responden": _numbers(n)} | _people(rng, n))
    frame[rule.codes] = _answers(rng, performance, n, rule.scale, rng.normal(size=n))
    frame[rule.importance_codes] = _answers(rng, importance, n, rule.scale, matters)
    unit = request.params.satisfaction.unit_surveyed
    return Sample("skm", frame, "synthetic", f"Survei kepuasan masyarakat {unit} {request.year}", about, unit)


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
        "jenis_kelamin": (declared.GENDERS, (0.46, 0.54)),
        "kelompok_usia": (declared.AGES, (0.22, 0.37, 0.28, 0.13)),
        "pendidikan": (declared.EDUCATION, (0.11, 0.12, 0.56, 0.21)),
        "asal": (declared.ORIGINS, (0.24, 0.61, 0.15)),
    }
    return {header: rng.choice(choices, n, p=chances).tolist() for header, (choices, chances) in likely.items()}


# --- integrity ---------------------------------------------------------------------------------------


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
        mean = INTEGRITY_MEAN + YEARLY_GAIN * (request.year - BASE_YEAR)
        total = round(mean * n * sum(map(len, columns)))
        about = "Buatan; besarnya menyerupai 2017"
    sums = _dimension_sums(columns, n, total, rng)
    frame = pd.DataFrame({"responden": _numbers(n)})
    frame["masa_kerja"] = rng.choice(declared.LENGTHS_OF_SERVICE, n, p=(0.24, 0.43, 0.33))
    everything = [column for block in columns for column in block]
    frame[everything] = _answers(rng, sums, n, rule.scale, rng.normal(size=n))
    title = f"Survei integritas pegawai {request.year}"
    return Sample("integritas", frame, "synthetic", title, about, "Tim survei integritas, Kantor Pusat")


def _dimension_sums(columns: list[list[str]], n: int, total: int, rng: np.random.Generator) -> list[int]:
    """A sum per item, around its dimension's own level, that add up to `total`."""
    items = sum(map(len, columns))
    level = total / items / n
    shifts = [DIMENSION_SHIFT[d % len(DIMENSION_SHIFT)] for d, block in enumerate(columns) for _ in block]
    sums = [round((level + shift + rng.normal(0, 0.03)) * n) for shift in shifts]
    missing = total - sum(sums)
    for step in range(abs(missing)):
        sums[step % items] += 1 if missing > 0 else -1
    return sums


def _numbers(n: int) -> list[str]:
    return [f"R{number:03d}" for number in range(1, n + 1)]


# --- answers -----------------------------------------------------------------------------------------


def _answers(rng: np.random.Generator, sums: Sequence[int], n: int, scale: Scale, general: np.ndarray) -> np.ndarray:
    """Answers of n respondents, one column for each sum, which is met exactly.

    general : each respondent's own level; whoever is content gives higher answers throughout
    """
    columns = []
    for total in sums:
        mood = COMMON**0.5 * general + (1 - COMMON) ** 0.5 * rng.normal(size=n)
        answer = np.empty(n, dtype=int)
        answer[np.argsort(mood, kind="stable")] = _histogram(total, n, rng.uniform(*SPREAD), scale)
        columns.append(answer)
    return np.column_stack(columns)


def _histogram(total: int, n: int, spread: float, scale: Scale) -> np.ndarray:
    """n answers in ascending order that add up to `total`, bell-shaped as far as the scale allows."""
    quantiles = (np.arange(n) + 0.5) / n
    bell = spread * ndtri(quantiles)
    answers = np.clip(np.rint(total / n + bell), scale.lowest, scale.highest).astype(int)
    while missing := total - int(answers.sum()):
        step = 1 if missing > 0 else -1
        movable = np.flatnonzero(answers < scale.highest) if missing > 0 else np.flatnonzero(answers > scale.lowest)
        # those in the middle move first: the ends keep their shape
        middle = movable[np.argsort(np.abs(movable - n / 2), kind="stable")]
        answers[middle[: abs(missing)]] += step
    return np.sort(answers)
