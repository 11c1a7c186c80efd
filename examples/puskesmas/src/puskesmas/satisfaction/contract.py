"""The satisfaction survey: one row a respondent."""

from __future__ import annotations

from laporan.data.contracts import Column, Contract
from laporan.project.parameters import load_parameters
from puskesmas.satisfaction.rule import load_rule
from puskesmas.visits.contract import CLINICS

GENDERS = ("Perempuan", "Laki-laki")
AGES = ("17–30 tahun", "31–45 tahun", "46–60 tahun", "Di atas 60 tahun")


def survey(year: int) -> Contract:
    """The contract of a year: a column an unsur, on the scale of the rule that the year is scored by."""
    rule = load_rule(load_parameters(year).satisfaction.rule)
    answers = (
        Column(unsur.code, unsur.code, "integer", minimum=rule.scale.lowest, maximum=rule.scale.highest)
        for unsur in rule.unsur
    )
    return Contract(
        name="survei",
        title="Survei kepuasan pasien",
        counted_in=("responden",),
        columns=(
            Column("respondent", "responden", pattern="R[0-9]{3}", unique=True),
            Column("clinic", "poli", choices=CLINICS),
            Column("gender", "jenis_kelamin", choices=GENDERS),
            Column("age", "kelompok_usia", choices=AGES),
            *answers,
        ),
    )


CONTRACTS = (survey,)
