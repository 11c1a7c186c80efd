"""A frame under a `tbl-` label is told in the report's words: heads, days, yes and no, numbers that head a row."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from laporan.core.errors import CellOptionError
from laporan.notebook.frames import frame_table

TITLES = {"counter": "Loket", "respondents": "Responden"}
COUNTED = pd.DataFrame({"counter": ["A", "A", "B"], "respondents": [5, 6, 1500]})
HEADS = {
    "a column that a contract knows": (COUNTED, ("Loket", "Responden")),
    "what is grouped by": (COUNTED.groupby("counter")[["respondents"]].sum(), ("Loket", "Responden")),
    "several figures": (
        COUNTED.groupby("counter")["respondents"].agg(["sum", "mean"]),
        ("Loket", "Jumlah", "Rata-rata"),
    ),
    "two levels": (COUNTED.groupby("counter").agg(["max"]), ("Loket", "Responden Tertinggi")),
    "parts of a whole": (COUNTED["counter"].value_counts(normalize=True).to_frame(), ("Loket", "Bagian")),
    "the author's own": (COUNTED.rename(columns={"respondents": "Orang"}), ("Loket", "Orang")),
    "an index without a name": (pd.DataFrame({"respondents": [1]}, index=["A"]), ("Keterangan", "Responden")),
    "an index that is called as a column": (COUNTED.set_index("counter", drop=False), ("Loket", "Loket", "Responden")),
}


@pytest.mark.parametrize(("frame", "head"), HEADS.values(), ids=HEADS)
def test_heads_are_titles(frame: pd.DataFrame, head: tuple[str, ...]) -> None:
    assert frame_table(frame, "", {}, TITLES).head == head


CELLS = {
    "yes and no": ([True, False], ("ya", "tidak")),
    "without end": ([np.inf, -np.inf], ("∞", "−∞")),
    "nothing": ([np.nan, 1.5], (None, "1,50")),
}


@pytest.mark.parametrize(("values", "told"), CELLS.values(), ids=CELLS)
def test_cells(values: list[Any], told: tuple[Any, ...]) -> None:
    table = frame_table(pd.DataFrame({"n": ["x", "y"], "v": values}), "", {})
    assert tuple(row[1] for row in table.rows) == told


@pytest.mark.parametrize(("value", "told"), [(2017, "2017"), (2017.0, "2017"), (0.5, "0,50")])
def test_a_number_that_heads_a_row(value: float, told: str) -> None:
    assert frame_table(pd.DataFrame({"v": [1]}, index=[value]), "", {}).rows[0][0] == told


@pytest.mark.parametrize("frame", [pd.DataFrame(), pd.DataFrame({"a": []})], ids=["no columns", "no rows"])
def test_an_empty_frame_is_refused(frame: pd.DataFrame) -> None:
    with pytest.raises(CellOptionError, match="tabel ini kosong"):
        frame_table(frame, "", {})
