"""What a chapter opens first: an unknown year or unit is one line that names the nearest."""

from __future__ import annotations

from typing import Any

import pytest

from laporan.core.errors import MissingDataError, ParameterError
from laporan.notebook import open_report


@pytest.mark.parametrize(
    ("year", "unit", "message"),
    [
        (2017, "kanreg-12", "satuan kerja “kanreg-12” tidak dikenal; yang terdekat “kanreg-1"),
        (2031, "pusat", r"params/2031\.yml tidak ada; tahun yang ada: 2016, 2017, 2018"),
        ("2017", "pusat", r"tahun '2017' tertulis sebagai teks\. Tulis tanpa tanda kutip: year = 2017"),
    ],
    ids=["unit", "year", "year in quotes"],
)
def test_what_is_not_there_is_told_at_once(year: Any, unit: str, message: str) -> None:
    with pytest.raises(ParameterError, match=message):
        open_report(year, unit)


def test_a_dataset_that_is_not_there_names_the_nearest() -> None:
    with pytest.raises(MissingDataError, match=r"data “sm” untuk pusat .* Yang terdekat: “skm”"):
        open_report(2017).load("sm")
