"""Integrity survey: one row a respondent, one column an answer.

Which dimensions are asked follows from the instrument of the year, so the contract is made from its parameters.
"""

from __future__ import annotations

from analysis.methods.regulations import load_regulation
from analysis.methods.survey_columns import RESPONDENT, answer_columns
from laporan.cache.read_tracking import noting_cache
from laporan.data.contracts import Column, Contract
from laporan.project.parameters import ReportParameters, load_parameters

LENGTHS_OF_SERVICE = ("Di bawah 5 tahun", "5–14 tahun", "15 tahun ke atas")


def integrity(year: int) -> Contract:
    """Contract of the integrity survey of `year`: D1_1 … Dm_n, the questions of each dimension."""
    return _integrity(*_instrument(load_parameters(year)))


def _instrument(params: ReportParameters) -> tuple[str, int, int]:
    """Rule, dimensions and items of the year; none where the year has no integrity survey."""
    asked = params.integrity
    return (asked.rule, len(asked.dimensions), asked.items_per_dimension) if asked else ("", 0, 0)


@noting_cache
def _integrity(rule_name: str, dimensions: int, items: int) -> Contract:
    codes = [f"D{d}_{i}" for d in range(1, dimensions + 1) for i in range(1, items + 1)]
    return Contract(
        name="integritas",
        counted_in=("responden", "jawaban"),
        compared=True,
        title="Survei integritas pegawai",
        columns=(
            RESPONDENT,
            Column("length_of_service", "masa_kerja", choices=LENGTHS_OF_SERVICE),
            *(answer_columns(codes, load_regulation(rule_name).scale) if codes else ()),
        ),
    )


CONTRACTS = (integrity,)
