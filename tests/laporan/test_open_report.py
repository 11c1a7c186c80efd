"""What a chapter opens first: an unknown year or unit is one line that names the nearest."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from laporan.core.errors import MissingDataError, ParameterError
from laporan.notebook import Results, open_report


@pytest.mark.parametrize(
    ("year", "unit", "message"),
    [
        (2017, "kanreg-12", "satuan kerja “kanreg-12” tidak dikenal; yang terdekat “kanreg-1"),
        (2031, "pusat", r"params/2031\.yml tidak ada; tahun yang ada: 2016, 2017, 2018"),
        ("2017", "pusat", r"tahun '2017' tertulis sebagai teks\. Tulis tanpa tanda kutip: year = 2017"),
        (2017.0, "pusat", r"tahun 2017\.0 tertulis sebagai pecahan\. Tulis tanpa titik: year = 2017"),
        (17, "pusat", "tahun 17 bukan tahun. Tulis empat angka, misalnya year = 2018"),
        ("pusat", 2017, "tahun 'pusat' bukan tahun"),
        (None, "pusat", "tahun None bukan tahun"),
        (True, "pusat", "tahun True bukan tahun"),
        ([2017], "pusat", r"tahun \[2017\] bukan tahun"),
        (2017, 10, "satuan kerja 10 bukan teks. Tulis dengan tanda kutip"),
        (2017, ["pusat"], r"satuan kerja \['pusat'\] bukan teks"),
        (2017, "PUSAT", "satuan kerja “PUSAT” tidak dikenal; yang terdekat “pusat”"),
    ],
    ids=str,
)
def test_what_is_not_there_is_told_at_once(year: Any, unit: str, message: str) -> None:
    with pytest.raises(ParameterError, match=message):
        open_report(year, unit)


@pytest.mark.parametrize("year", [np.int64(2017), np.uint16(2017)], ids=repr)
def test_a_year_out_of_a_frame_is_a_year(year: Any) -> None:
    report = open_report(year)
    assert type(report.year) is int
    assert report.in_year(np.int32(2016)).params.year == 2016


def test_results_are_of_a_report() -> None:
    wrong: Any = 2017
    with pytest.raises(ParameterError, match=r"Tulis Results\(open_report\(year, unit\)\)"):
        Results(wrong)


def test_rows_are_asked_of_a_number_of_the_report() -> None:
    plain: Any = 3852
    with pytest.raises(MissingDataError, match="3852 tidak tahu barisnya"):
        open_report(2017).rows(plain)


def test_a_dataset_that_is_not_there_names_the_nearest() -> None:
    with pytest.raises(MissingDataError, match=r"data “sm” untuk pusat .*; yang terdekat “skm”"):
        open_report(2017).load("sm")


def test_another_unit_that_is_not_there_is_told_at_once() -> None:
    with pytest.raises(ParameterError, match="satuan kerja “kanreg-99” tidak dikenal; yang terdekat “kanreg-1"):
        open_report(2017).of_unit("kanreg-99")


def test_whether_there_is_a_dataset_is_asked_by_its_name() -> None:
    report = open_report(2018, "kanreg-10")
    assert report.has("pkt")
    assert not report.has("integritas")  # which other units have
    assert not report.has("terbitan")  # which another year has
    with pytest.raises(MissingDataError, match="data “integritass” belum dideklarasikan; yang terdekat “integritas”"):
        report.has("integritass")


@pytest.mark.parametrize("ask", ["load", "has"])
def test_a_dataset_s_name_is_text(ask: str) -> None:
    report = open_report(2017)
    with pytest.raises(MissingDataError, match=r"nama data harus teks, bukan DataFrame\. Tulis dengan"):
        getattr(report, ask)(report.load("pkt"))
