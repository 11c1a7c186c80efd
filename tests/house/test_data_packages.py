"""The packages in the repository describe their columns as the contracts do today."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = [
    *((ROOT, year) for year in (2016, 2017, 2018)),
    (ROOT / "examples/puskesmas", 2024),
]


@pytest.mark.parametrize(("project", "year"), PACKAGES, ids=[str(year) for _project, year in PACKAGES])
def test_columns_are_described_as_contracts_have_them(
    project: Path, year: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LAPORAN_ROOT", str(project))
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    monkeypatch.syspath_prepend(str(project / "src"))
    place = project / "data/raw" / str(year) / "datapackage.json"
    described = importlib.import_module("describe_columns").described(place, year)
    assert place.read_text(encoding="utf-8") == described, "run tools/describe_columns.py"
