"""Visits, against pandas alone."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pandas as pd
import pytest

from laporan.notebook import Results, identities, open_report
from puskesmas.visits.results import Year

RAW = Path(__file__).resolve().parents[1] / "data/raw/2024/kunjungan.csv"


@pytest.fixture
def visits() -> Year:
    return Results(open_report(2024)).visits


@pytest.fixture
def raw() -> pd.DataFrame:
    return pd.read_csv(RAW)


def test_visits_of_every_clinic_and_month(visits: Year, raw: pd.DataFrame) -> None:
    expected = raw.pivot_table(index="bulan", columns="poli", values="kunjungan", aggfunc="sum")
    found = pd.DataFrame({clinic.name: clinic.months for clinic in visits.clinics}).map(int)
    pd.testing.assert_frame_equal(found, expected[found.columns], check_names=False)


def test_the_year_in_numbers(visits: Year, raw: pd.DataFrame) -> None:
    by_month = raw.groupby("bulan")["kunjungan"].sum()
    assert visits.all.visits == raw["kunjungan"].sum() == 19_819
    assert visits.all.new_share.value == Fraction(int(raw["pasien_baru"].sum()), int(raw["kunjungan"].sum()))
    assert (visits.all.busiest, visits.all.quietest) == (by_month.idxmax(), by_month.idxmin()) == (12, 4)
    assert visits.all.swing == by_month.max() - by_month.min() == 449


def test_clinics_are_ranked_by_visits(visits: Year, raw: pd.DataFrame) -> None:
    expected = raw.groupby("poli")["kunjungan"].sum().sort_values(ascending=False)
    assert [clinic.name for clinic in visits.ranked] == list(expected.index)
    assert [visits.share_of(clinic).value for clinic in visits.ranked] == [
        Fraction(int(n), int(expected.sum())) for n in expected
    ]


def test_each_total_rests_on_all_its_rows(visits: Year) -> None:
    for clinic, rows in [*((clinic, 12) for clinic in visits.clinics), (visits.all, 60)]:
        assert sum(found.bits.bit_count() for found in clinic.visits.basis.rows.values()) == rows, clinic.name


def test_every_identity_holds() -> None:
    found = identities.check(Results(open_report(2024)))
    assert found.breaches == ()
    assert {item.section for item in found.identities} == {"kunjungan", "kepuasan"}
