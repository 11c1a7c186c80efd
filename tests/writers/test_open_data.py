"""The open data: exact, described file by file, and without a single person."""

from __future__ import annotations

import csv
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from laporan.core import paths
from laporan.data.catalogue import contract_for
from laporan.data.disclosure import is_small
from laporan.data.load import load
from laporan.data.package import find_resource
from laporan.document.ast import Front
from laporan.project.outline import plan_report
from laporan.writers.grids import DataGrid, Value
from laporan.writers.open_data import write_open_data

FRONT: Front = {
    "title": "Laporan", "year": 2017, "group": "Pokja", "agency": "BKN", "place": "Jakarta", "date": "21 Mei 2018",
    "day": "2018-05-21", "office": "Ketua", "name": "X", "synthetic": "", "status": "", "mark": "DRAF", "final": False,
}  # fmt: skip
GRID = DataGrid(
    "tbl-a", "Tabel 1", "Puas", ("Catatan: satu.",), ("Sumber: survei",),
    ("Nama", "Puas (jumlah)", "Puas (persen)", "Nilai", "Ket."),
    (
        (Value("=1+1"), Value("1.250", 1250, "orang"), Value("91,5%", 0.9154, "%"), Value("3", 3, "hari"), Value("A")),
        (Value("B"), Value("–"), Value("–"), Value("50%", 0.5, "%"), Value("–")),
        (Value("Jumlah"), Value("1.250", 1250, "orang"), Value(""), Value("–"), Value("")),
    ),
    total=True,
)  # fmt: skip
FACT: dict[str, Any] = {"block": "tbl-a", "datasets": [{"name": "2017/pusat/skm"}]}
PERSONS = ("skm", "integritas", "pelatihan")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    write_open_data([GRID], {"a": FACT}, plan_report(2017), FRONT, folder)
    return folder


@pytest.fixture(scope="module")
def package(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    return found


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_table_is_a_row_a_row_with_exact_values_and_no_sums(folder: Path) -> None:
    assert read(folder / "tabel" / "tbl-a.csv") == [
        {
            "nama": "'=1+1", "puas_jumlah": "1250", "puas_persen": "0.9154", "nilai": "3", "nilai_satuan": "hari",
            "ket": "A",
        },
        {"nama": "B", "puas_jumlah": "", "puas_persen": "", "nilai": "0.5", "nilai_satuan": "%", "ket": ""},
    ]  # fmt: skip


def test_fields_say_type_and_unit(package: dict[str, Any]) -> None:
    entry = package["resources"][0]
    fields = {field["name"]: field for field in entry["schema"]["fields"]}
    assert {name: field["type"] for name, field in fields.items()} == {
        "nama": "string", "puas_jumlah": "integer", "puas_persen": "number", "nilai": "number",
        "nilai_satuan": "string", "ket": "string",
    }  # fmt: skip
    assert fields["puas_jumlah"]["unit"] == "orang"
    assert "unit" not in fields["nilai"]
    made_up = find_resource(2017, "pusat", "skm")
    assert entry["licenses"] == [{"name": made_up.licence, "title": made_up.licence_title}]
    assert "sintetis" in made_up.licence_title
    assert entry["schema"]["missingValues"] == [""]


def test_every_file_is_described_and_every_description_has_its_file(folder: Path, package: dict[str, Any]) -> None:
    names = [entry["name"] for entry in package["resources"]]
    assert len(names) == len(set(names))
    described = set()
    for entry in package["resources"]:
        content = (folder / entry["path"]).read_bytes()
        described.add(folder / entry["path"])
        assert entry["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert entry["bytes"] == len(content)
        if entry["path"].endswith(".csv"):
            head = next(csv.reader(content.decode("utf-8-sig").splitlines()))
            assert head == [field["name"] for field in entry["schema"]["fields"]], entry["path"]
    assert {path for path in folder.rglob("*") if path.is_file()} - described == {folder / "datapackage.json"}


def test_raw_files_are_copied_byte_by_byte(folder: Path) -> None:
    original = paths.raw_data(2017) / "pkt.csv"
    assert (folder / "mentah" / "pkt.csv").read_bytes() == original.read_bytes()


@pytest.mark.parametrize("name", PERSONS)
def test_where_rows_are_persons_only_counts_are_given(folder: Path, name: str) -> None:
    assert contract_for(name, 2017).personal
    assert not (folder / "mentah" / f"{name}.csv").exists()
    counts = read(folder / "mentah" / f"{name}-hitungan.csv")
    persons = len(load(2017, "pusat", name))
    by_column: dict[str, int] = {}
    for row in counts:
        by_column[row["kolom"]] = by_column.get(row["kolom"], 0) + int(row["banyak"])
        assert not is_small(int(row["banyak"])), row
    assert set(by_column.values()) == {persons}
    assert {"responden", "peserta"}.isdisjoint(by_column)


def test_no_code_of_a_person_is_anywhere(folder: Path) -> None:
    for path in folder.rglob("*.csv"):
        assert not {"R001", "P01"} & {cell for row in read(path) for cell in row.values()}, path.name
