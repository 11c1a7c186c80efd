"""A table as a pandas frame: which numbers, days and words its cells become, and where a cell becomes two."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import pytest

from laporan.facts.printed import Piece, Printed, angka, hitungan, rentang, satuan
from laporan.facts.quantity import Quantity, share
from laporan.facts.tables import Status, table

OF_TWENTY = Quantity(20, "responden")
HALF = share(Quantity(10, "responden"), OF_TWENTY)
CELLS: dict[str, tuple[Any, list[Any]]] = {
    "number": (OF_TWENTY, [20]),
    "share": (HALF, [0.5]),
    "count and share": (hitungan(HALF), [10, 0.5]),
    "with its unit": (satuan(OF_TWENTY), [20]),
    "range": (rentang(Quantity(1, "hari"), Quantity(2.5, "hari"), (0, 1)), [1, 2.5]),
    "number and its note": (Printed(angka(3).pieces, angka(4).pieces), [3, 4]),
    "number among words": (Printed((Piece("sejak "), *angka(2017).pieces)), ["sejak 2.017"]),
    "day": (dt.date(2017, 5, 21), [pd.Timestamp(2017, 5, 21)]),
    "verdict": (Status("act"), ["Perlu tindakan"]),
    "words": ("teks", ["teks"]),
    "nothing": (None, [None]),
}


@pytest.mark.parametrize(("cell", "expected"), CELLS.values(), ids=CELLS)
def test_a_table_is_a_frame_with_a_number_a_cell(cell: Any, expected: list[Any]) -> None:
    frame = table(["Nama", "Isi"], [["A", cell]]).to_frame()
    assert frame.iloc[0].tolist()[1:] == expected
    assert frame.columns.is_unique


def test_what_stands_beside_a_cell_that_does_not_come_apart_is_empty() -> None:
    frame = table(["Nama", "Isi"], [["A", hitungan(HALF)], ["Jumlah", OF_TWENTY]]).to_frame()
    assert frame.columns.tolist() == ["Nama", "Isi (jumlah)", "Isi (persen)"]
    assert frame["Isi (jumlah)"].tolist() == [10, 20]
    assert frame["Isi (persen)"].isna().tolist() == [False, True]
