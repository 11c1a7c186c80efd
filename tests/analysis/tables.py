"""Rows of a made-up file, checked as a file of them would be."""

from __future__ import annotations

import pandas as pd

from laporan.core.errors import Fault
from laporan.data.checks import check
from laporan.data.contracts import Contract
from laporan.data.text_table import gather


def checked(text: pd.DataFrame, contract: Contract, file: str) -> tuple[pd.DataFrame, list[Fault]]:
    """Values and faults of a frame of text: its columns are the header, its rows begin with row 2."""
    table = gather([list(text), *text.to_numpy().tolist()], contract, file)
    assert table is not None
    return check(table, contract)
