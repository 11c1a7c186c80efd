"""Made-up data: what it was made to meet is declared, and met."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.overview import consistency
from laporan.data.package import resources
from laporan.data.samples import make_samples
from laporan.notebook.report import open_report
from laporan.notebook.results import Results

YEARS = (2016, 2017, 2018)
PUBLICATION = 2017


@pytest.fixture(scope="module")
def published() -> pd.DataFrame:
    return open_report(PUBLICATION).load("terbitan")


@pytest.mark.parametrize("year", YEARS)
def test_what_a_sample_is_calibrated_to_is_a_published_figure(year: int, published: pd.DataFrame) -> None:
    declared = {code for sample in make_samples(year) for code in sample.calibrated_to}
    assert declared <= set(published["code"])


@pytest.mark.parametrize("year", YEARS)
def test_the_data_package_says_what_each_file_is_calibrated_to(year: int) -> None:
    made = {sample.dataset: sample.calibrated_to for sample in make_samples(year)}
    written = {entry.dataset: entry.calibrated_to for entry in resources(year, "pusat")}
    assert {name: written[name] for name in made} == made
    assert not any(written[name] for name in written.keys() - made.keys())


def test_only_made_up_data_is_calibrated() -> None:
    assert {entry.kind for year in YEARS for entry in resources(year) if entry.calibrated_to} == {"synthetic"}


def test_a_published_figure_that_made_up_data_meets_is_one_that_it_was_calibrated_to(published: pd.DataFrame) -> None:
    """Else the annex would call an agreement found what was put there."""
    found = consistency.of_report(Results(open_report(PUBLICATION)))
    assert found is not None
    calibrated = {code for year in YEARS for entry in resources(year) for code in entry.calibrated_to}
    met = {
        code for code, item in zip(published["code"], found.comparisons, strict=True) if item.verdict == "calibrated"
    }
    assert met - calibrated == set()
    assert met
