"""Frames as `datasets` would load them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pandas as pd
import pytest

from laporan.data.catalogue import contract_for
from laporan.data.contracts import as_written
from laporan.data.package import find_resource
from laporan.data.read import read_text
from laporan.facts.lineage import LeftOut, Source, as_loaded
from laporan.facts.row_set import RowSet
from tests.analysis.tables import checked

Framed = Callable[..., pd.DataFrame]


@pytest.fixture
def framed() -> Framed:
    """`framed({"a": [1, 2]})`: rows numbered as in a file, resting on a made-up source."""

    def make(
        columns: Mapping[str, Sequence[object]], name: str = "2017/pusat/uji", left_out: tuple[LeftOut, ...] = ()
    ) -> pd.DataFrame:
        frame = pd.DataFrame(columns)
        frame.index = pd.RangeIndex(2, 2 + len(frame))
        path = f"data/raw/{name.replace('/pusat', '')}.csv"
        kept = frame.drop(index=[one.row for one in left_out if one.row in frame.index])
        rows = RowSet.of(kept.index)
        return as_loaded(kept, Source(name, path, "0" * 64, "synthetic", "Uji", len(frame), left_out, kept=rows))

    return make


@pytest.fixture
def faults_of() -> Callable[[str, Mapping[str, str]], str]:
    """`faults_of("sop", {"nomor": "SOP-01", …})`: what the contract of 2017 says of one row, as one text."""

    def find(dataset: str, cells: Mapping[str, str]) -> str:
        return "\n".join(map(str, checked(pd.DataFrame([dict(cells)]), contract_for(dataset, 2017), "uji.csv")[1]))

    return find


@pytest.fixture
def spoiled() -> Callable[[str, int, str, object, str], None]:
    """`spoiled("pkt", 0, "rating", "Biasa", "penilaian")`: the good file of 2017 with one value changed has a
    fault at that row, under that heading, with a remedy."""

    def expect_fault(dataset: str, row: int, column: str, value: object, header: str) -> None:
        contract = contract_for(dataset, 2017)
        text = read_text(find_resource(2017, "pusat", dataset).path, contract)
        assert checked(text, contract, "uji.csv")[1] == []
        declared = contract.column(column)
        text.loc[text.index[row], declared.header] = as_written(value, declared)
        faults = checked(text, contract, "uji.csv")[1]
        assert (text.index[row], header) in {(fault.row, fault.column) for fault in faults}
        assert all(fault.remedy for fault in faults)

    return expect_fault
