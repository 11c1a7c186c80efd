"""Satisfaction survey (SKM): one row a respondent, one column an answer.

Which unsur are asked follows from the regulation of the year, so the contract is made from its parameters.
"""

from __future__ import annotations

from analysis.methods import respondents
from analysis.methods.regulations import load_regulation
from analysis.methods.survey_columns import RESPONDENT, answer_columns
from laporan.cache.read_tracking import noting_cache
from laporan.data.contracts import Column, Contract
from laporan.project.parameters import load_parameters

GENDERS = ("Perempuan", "Laki-laki")
AGES = ("Di bawah 30 tahun", "30–39 tahun", "40–49 tahun", "50 tahun ke atas")
EDUCATION = ("SMA atau sederajat", "Diploma", "Sarjana (S1)", "Pascasarjana (S2/S3)")
ORIGINS = ("Instansi pusat", "Instansi daerah", "Masyarakat umum")
UNKNOWN = respondents.UNKNOWN  # as an origin: many forms don't ask

# Column, what it is called in a table, and its categories in the order of print.
SKM_PROFILE = (
    ("gender", "Jenis kelamin", GENDERS),
    ("age", "Usia", AGES),
    ("education", "Pendidikan", EDUCATION),
    ("origin", "Asal", ORIGINS),
)


def skm(year: int) -> Contract:
    """Contract of the satisfaction survey of `year`: U1 … Un how it went, K1 … Kn how much it matters.

    Few surveys ask the second, and 14/2017 does not want it: those columns may be absent.
    """
    return _skm(load_parameters(year).satisfaction.rule)


@noting_cache
def _skm(rule_name: str) -> Contract:
    rule = load_regulation(rule_name)
    return Contract(
        name="skm",
        counted_in=("responden", "jawaban"),
        compared=True,
        title="Survei kepuasan masyarakat",
        columns=(
            RESPONDENT,
            Column("gender", "jenis_kelamin", choices=GENDERS),
            Column("age", "kelompok_usia", choices=AGES),
            Column("education", "pendidikan", choices=EDUCATION),
            Column("origin", "asal", choices=(*ORIGINS, UNKNOWN)),
            *answer_columns(rule.codes, rule.scale, [f"Penilaian: {unsur.name}" for unsur in rule.unsur]),
            *answer_columns(
                rule.importance_codes,
                rule.scale,
                [f"Kepentingan: {unsur.name}" for unsur in rule.unsur],
                may_be_absent=True,
            ),
        ),
    )


CONTRACTS = (skm,)
