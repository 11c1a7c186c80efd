"""Frames as `datasets` would load them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pandas as pd
import pytest
from hypothesis import settings

from analysis.datasets.catalogue import contract_for
from analysis.datasets.contracts import parse, validate
from analysis.lineage import SOURCE, LeftOut, Source

# Laws are tried on some dozens of cases, however slow the machine is at that moment.
settings.register_profile("laws", deadline=None, max_examples=50)
settings.load_profile("laws")

Framed = Callable[..., pd.DataFrame]


@pytest.fixture
def framed() -> Framed:
    """`framed({"a": [1, 2]})`: rows numbered as in a file, resting on a made-up source."""

    def make(
        columns: Mapping[str, Sequence[object]], name: str = "2017/pusat/uji", left_out: tuple[LeftOut, ...] = ()
    ) -> pd.DataFrame:
        frame = pd.DataFrame(columns)
        frame.index = pd.Index(range(2, 2 + len(frame)), name="baris")
        frame.attrs[SOURCE] = Source(name, "data/raw/2017/uji.csv", "0" * 64, "synthetic", "Uji", len(frame), left_out)
        return frame

    return make


@pytest.fixture
def faults_of() -> Callable[[str, Mapping[str, str]], str]:
    """`faults_of("sop", {"nomor": "SOP-01", …})`: what the contract of 2017 says of one row, as one text."""

    def find(dataset: str, cells: Mapping[str, str]) -> str:
        contract = contract_for(dataset, 2017)
        frame, found = parse(pd.DataFrame([dict(cells)], index=[2], dtype=str), contract, "uji.csv")
        return "\n".join(map(str, found or validate(frame, contract, "uji.csv")))

    return find
