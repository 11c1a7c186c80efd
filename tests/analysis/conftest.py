"""Frames as `datasets` would load them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pandas as pd
import pytest

from analysis.lineage import SOURCE, LeftOut, Source

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
