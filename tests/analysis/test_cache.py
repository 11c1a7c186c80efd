"""Validated tables that are kept: exactly as they were, or not at all."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from laporan.cache.read_tracking import forget
from laporan.cache.store import AFRESH
from laporan.core.errors import DataError
from laporan.data import cache
from laporan.data.catalogue import contract_for
from laporan.data.load import known_faults, load, read_once, read_validated
from laporan.data.package import Resource, find_resource, resources
from tests.laporan.projects import copy_content

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the project's data of 2017, with a cache of its own."""
    shutil.copytree(ROOT / "params", tmp_path / "params")
    shutil.copytree(ROOT / "data" / "raw" / "2017", tmp_path / "data" / "raw" / "2017")
    copy_content(tmp_path)
    monkeypatch.setenv("LAPORAN_ROOT", str(tmp_path))
    monkeypatch.delenv(AFRESH, raising=False)
    return tmp_path


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The datasets that were read and validated, in order."""
    seen: list[str] = []

    def read(resource: Resource, *, compact: bool = False) -> tuple[pd.DataFrame, list]:  # type: ignore[type-arg]
        seen.append(resource.dataset)
        return read_validated(resource, compact=compact)

    # by its name in sys.modules: the package has a function of the name of the module
    monkeypatch.setattr(sys.modules["laporan.data.load"], "read_validated", read)
    return seen


def place(dataset: str) -> Path:
    resource = find_resource(2017, "pusat", dataset)
    key = cache.key_of(resource.path, contract_for(dataset, 2017), 2017)
    return cache.TABLES.path(f"{key}.parquet")


def test_every_dataset_comes_back_as_it_was(project: Path, reads: list[str]) -> None:
    for resource in resources(2017):
        raw, _ = read_validated(resource)
        first, second = read_once(resource)[0], read_once(resource)[0]
        for frame in (first, second):
            pd.testing.assert_frame_equal(frame, raw, check_exact=True)
            assert list(map(repr, frame.to_numpy().ravel())) == list(map(repr, raw.to_numpy().ravel()))
    assert sorted(reads) == sorted(resource.dataset for resource in resources(2017))


def test_decimals_keep_their_places(project: Path, reads: list[str]) -> None:
    load(2017, "pusat", "terbitan")
    before, after = read_validated(find_resource(2017, "pusat", "terbitan"))[0], load(2017, "pusat", "terbitan")
    assert reads == ["terbitan"]
    decimals = [c.name for c in contract_for("terbitan", 2017).columns if c.kind == "decimal"]
    assert decimals
    for name in decimals:
        assert list(map(repr, after[name])) == list(map(repr, before[name]))


def change_data(project: Path) -> None:
    file = project / "data" / "raw" / "2017" / "pkt.csv"
    file.write_text(file.read_text(encoding="utf-8") + "\n", encoding="utf-8")


def change_parameters(old: str, new: str) -> Callable[[Path], object]:
    def change(project: Path) -> None:
        file = project / "params" / "2017.yml"
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


@pytest.mark.parametrize(
    ("dataset", "change", "again"),
    [
        ("pkt", change_data, True),
        ("pkt", change_parameters("  name: ", "  name: Dr. "), False),
        ("pengaduan", change_parameters('  date: "2018-05', '  date: "2018-06'), True),  # its contract asks for it
        ("pengaduan", change_parameters("  statuses:\n", "  statuses:\n    Lain: closed\n"), True),  # and its checks
        ("pengaduan", change_parameters("  name: ", "  name: Dr. "), False),
    ],
    ids=["data", "no parameter that counts", "what its contract asks", "what its checks ask", "another parameter"],
)
def test_a_table_is_made_anew_when_what_it_follows_from_changed(
    project: Path, reads: list[str], dataset: str, change: Callable[[Path], object], again: bool
) -> None:
    load(2017, "pusat", dataset)
    load(2017, "pusat", dataset)
    change(project)
    forget()
    load(2017, "pusat", dataset)
    forget()
    assert reads == [dataset] * (1 + again)


@pytest.mark.parametrize("damage", [b"", b"PAR1", b"bukan parquet"])
def test_a_broken_file_is_made_anew(project: Path, reads: list[str], damage: bytes) -> None:
    frame = load(2017, "pusat", "pkt")
    place("pkt").write_bytes(damage)
    pd.testing.assert_frame_equal(load(2017, "pusat", "pkt"), frame)
    load(2017, "pusat", "pkt")
    assert reads == ["pkt", "pkt"]


def test_a_flipped_bit_is_seen(project: Path, reads: list[str]) -> None:
    frame = load(2017, "pusat", "pkt")
    bits = bytearray(place("pkt").read_bytes())
    bits[40] ^= 1
    place("pkt").write_bytes(bits)
    pd.testing.assert_frame_equal(load(2017, "pusat", "pkt"), frame)


def test_faults_are_never_remembered_away(project: Path) -> None:
    file = project / "data" / "raw" / "2017" / "pkt.csv"
    resource = find_resource(2017, "pusat", "pkt")
    assert known_faults(resource) == []
    file.write_text(file.read_text(encoding="utf-8").replace(",", ",x", 5), encoding="utf-8")
    for _again in range(2):
        assert known_faults(resource)
        with pytest.raises(DataError):
            load(2017, "pusat", "pkt")


def test_a_trace_opens_the_raw_file(project: Path, reads: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    load(2017, "pusat", "pkt")
    monkeypatch.setenv(AFRESH, "1")
    load(2017, "pusat", "pkt")
    assert reads == ["pkt", "pkt"]
