"""Satisfaction survey (SKM) and integrity survey: a row a respondent, a column an answer.

Which unsur or dimensions are asked follows the rule and the instrument of the year, so both
contracts are made from its parameters.
"""

from __future__ import annotations

from functools import lru_cache

from analysis.datasets.contracts import Column, Contract
from analysis.parameters import ReportParameters, load_parameters
from analysis.regulations import Scale, load_regulation

RESPONDENT = Column("respondent", "responden", pattern="R[0-9]{3,5}", unique=True)
GENDERS = ("Perempuan", "Laki-laki")
AGES = ("Di bawah 30 tahun", "30–39 tahun", "40–49 tahun", "50 tahun ke atas")
EDUCATION = ("SMA atau sederajat", "Diploma", "Sarjana (S1)", "Pascasarjana (S2/S3)")
ORIGINS = ("Instansi pusat", "Instansi daerah", "Masyarakat umum")
LENGTHS_OF_SERVICE = ("Di bawah 5 tahun", "5–14 tahun", "15 tahun ke atas")

# Column, what it is called in a table, and its categories in the order of print.
SKM_PROFILE = (
    ("gender", "Jenis kelamin", GENDERS),
    ("age", "Usia", AGES),
    ("education", "Pendidikan", EDUCATION),
    ("origin", "Asal", ORIGINS),
)


def skm(year: int) -> Contract:
    """Satisfaction survey: U1 … Un how it went, K1 … Kn how much it matters, on the rule's scale."""
    return _skm(load_parameters(year).satisfaction.rule)


def integrity(year: int) -> Contract:
    """Integrity survey: D1_1 … Dm_n, the items of each dimension, on the rule's scale."""
    return _integrity(*_instrument(load_parameters(year)))


@lru_cache
def _skm(rule_name: str) -> Contract:
    rule = load_regulation(rule_name)
    return Contract(
        name="skm",
        personal=True,
        title="Survei kepuasan masyarakat",
        columns=(
            RESPONDENT,
            Column("gender", "jenis_kelamin", choices=GENDERS),
            Column("age", "kelompok_usia", choices=AGES),
            Column("education", "pendidikan", choices=EDUCATION),
            Column("origin", "asal", choices=ORIGINS),
            *_answers(rule.codes, rule.scale),
            *_answers(rule.importance_codes, rule.scale),
        ),
    )


def _instrument(params: ReportParameters) -> tuple[str, int, int]:
    """Rule, dimensions and items of the year; none where the year has no integrity survey."""
    asked = params.integrity
    return (asked.rule, len(asked.dimensions), asked.items_per_dimension) if asked else ("", 0, 0)


@lru_cache
def _integrity(rule_name: str, dimensions: int, items: int) -> Contract:
    codes = [f"D{d}_{i}" for d in range(1, dimensions + 1) for i in range(1, items + 1)]
    return Contract(
        name="integritas",
        personal=True,
        title="Survei integritas pegawai",
        columns=(
            RESPONDENT,
            Column("length_of_service", "masa_kerja", choices=LENGTHS_OF_SERVICE),
            *(_answers(codes, load_regulation(rule_name).scale) if codes else ()),
        ),
    )


def _answers(codes: list[str], scale: Scale) -> tuple[Column, ...]:
    return tuple(Column(code, code, "integer", minimum=scale.lowest, maximum=scale.highest) for code in codes)


CONTRACTS = (skm, integrity)
