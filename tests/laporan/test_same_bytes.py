"""The same inputs give the same bytes, wherever, whenever and however the report is built."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from laporan.notebook.report import open_report
from laporan.provenance.verify import MANIFEST, differences, names_in

from .commands import ROOT_NAME, Completed, run_afresh
from .projects import ROOT, copy_project

pytestmark = pytest.mark.slow
TREE = """\
sections:
  - id: bab-capaian
    title: Capaian
    sections:
      - {id: pkt, notebook: pkt}
      - {id: helpdesk, notebook: helpdesk}
"""
PLACES = {
    "jakarta": ("1", {"TZ": "Asia/Jakarta", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"}),
    "sebuah folder jauh di timur": ("2", {"TZ": "Pacific/Auckland", "LC_ALL": "C", "PYTHONHASHSEED": "4242"}),
}


def laporan(root: Path, environment: dict[str, str], *words: str) -> Completed:
    """Each time in an interpreter of its own."""
    return run_afresh(words, {**os.environ, **environment, ROOT_NAME: str(root)}, Path.cwd())


@pytest.fixture(scope="module")
def twins(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Path]]:
    """The same two chapters, built under different circumstances."""
    code = tmp_path_factory.mktemp("kode") / "src"  # a copy, so that nobody mends it between the two builds
    shutil.copytree(ROOT / "src", code, ignore=shutil.ignore_patterns("__pycache__"))
    os.environ["PYTHONPATH"] = str(code)
    roots = []
    for name, (jobs, environment) in PLACES.items():
        root = tmp_path_factory.mktemp("dua") / name
        root.mkdir()
        copy_project(
            root, "pkt", "helpdesk", years=("2016", "2017"), datasets={"pkt", "helpdesk_kanal", "helpdesk_masalah"}
        )
        (root / "params" / "struktur.yml").write_text(TREE, encoding="utf-8")
        run = laporan(root, environment, "build", "2017", "--jobs", jobs, "--bundle")
        assert run.returncode == 0, run.stderr
        roots.append(root)
    yield roots
    del os.environ["PYTHONPATH"]


def report(root: Path) -> Path:
    return root / "outputs" / "2017" / "pusat"


def test_two_builds_are_the_same_to_the_byte(twins: list[Path]) -> None:
    first, second = map(report, twins)
    names = sorted(names_in(first) | names_in(second))
    assert [str(difference) for difference in differences(first, second, names)] == []
    suffixes = {Path(name).suffix for name in names}
    assert suffixes >= {".ipynb", ".html", ".json", ".xlsx", ".csv", ".zip"}


def test_nothing_tells_where_it_was_built(twins: list[Path]) -> None:
    for root in twins:
        for name in names_in(report(root)):
            assert str(root).encode() not in (report(root) / name).read_bytes(), name


def test_verify_finds_nothing_then_names_what_was_tampered_with(twins: list[Path]) -> None:
    root = twins[0]
    run = laporan(root, {}, "verify", "2017")
    assert run.returncode == 0, run.stdout + run.stderr
    ledger = report(root) / "fakta.json"
    honest = ledger.read_text(encoding="utf-8")
    ledger.write_text(honest.replace('"text": "', '"text": "9', 1), encoding="utf-8")
    run = laporan(root, {}, "verify", "2017")
    ledger.write_text(honest, encoding="utf-8")
    line = next(n for n, text in enumerate(honest.split("\n"), 1) if '"text": "' in text)
    assert run.returncode == 1
    assert f"fakta.json, baris {line}:" in run.stdout


def test_verify_without_a_report_says_how_to_make_one(twins: list[Path]) -> None:
    run = laporan(twins[0], {}, "verify", "2016")
    assert run.returncode == 1
    assert "laporan build 2016" in run.stderr


def test_the_archive_holds_what_a_third_party_needs(twins: list[Path]) -> None:
    import json

    folder = report(twins[0])
    with zipfile.ZipFile(folder / "laporan-2017-pusat.zip") as archive:
        names = set(archive.namelist())
        graph = {entity["@id"]: entity for entity in json.loads(archive.read("ro-crate-metadata.json"))["@graph"]}
        for name in names - {"ro-crate-metadata.json", "SHA256SUMS"}:
            assert graph[name]["sha256"] == hashlib.sha256(archive.read(name)).hexdigest(), name
    assert names >= {"laporan.html", "fakta.json", "notebooks/pkt.ipynb", "sumber/notebooks/pkt.ipynb"}
    assert {
        "sumber/params/2017.yml",
        "sumber/pustaka/laporan/build/scheduler.py",
        "sumber/src/analysis/counters/results.py",
        "sumber/laporan.toml",
    } <= names
    assert MANIFEST not in names
    assert graph["ro-crate-metadata.json"]["about"] == {"@id": "./"}
    assert {part["@id"] for part in graph["./"]["hasPart"]} == names - {"ro-crate-metadata.json", "SHA256SUMS"}
    for entity in graph["#bangun"]["object"] + graph["#bangun"]["result"]:
        assert entity["@id"] in graph
    assert graph["sumber/data/raw/2017/pkt.csv"]["sha256"]


def test_what_libraries_stamp_is_the_covers_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    open_report(2017)
    stamped = dt.datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), dt.UTC)
    assert stamped == dt.datetime(2018, 5, 21, 12, tzinfo=dt.UTC)
