"""What a chapter opens first: an unknown year or unit is one line that names the nearest."""

from __future__ import annotations

import pytest

from laporan.core.errors import ParameterError
from laporan.notebook import open_report


@pytest.mark.parametrize(
    ("year", "unit", "message"),
    [
        (2017, "kanreg-12", "satuan kerja “kanreg-12” tidak dikenal; yang terdekat “kanreg-1"),
        (2031, "pusat", r"params/2031\.yml tidak ada; tahun yang ada: 2016, 2017, 2018"),
    ],
    ids=["unit", "year"],
)
def test_what_is_not_there_is_told_at_once(year: int, unit: str, message: str) -> None:
    with pytest.raises(ParameterError, match=message):
        open_report(year, unit)
