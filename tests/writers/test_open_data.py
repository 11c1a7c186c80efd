"""The open data: exact, described file by file, and without a single person."""

from __future__ import annotations

import csv
import hashlib
import json
from pathlib import Path
from typing import Any

import frictionless
import openpyxl
import pytest

from laporan.core import paths
from laporan.data.catalogue import contract_for
from laporan.data.contracts import Column, Contract
from laporan.data.disclosure import is_small
from laporan.data.load import load
from laporan.data.package import Resource, find_resource
from laporan.document.ast import Front
from laporan.project.outline import plan_report
from laporan.writers.grids import DataGrid, Value
from laporan.writers.open_data import _write_leaving, write_open_data

FRONT: Front = {
    "title": "Laporan", "year": 2017, "group": "Pokja", "agency": "BKN", "place": "Jakarta", "date": "21 Mei 2018",
    "day": "2018-05-21", "office": "Ketua", "name": "X", "synthetic": "", "status": "", "made_up": "", "mark": "DRAF", "contacts": [], "final": False,
    "correction": None,
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


def test_the_validator_of_data_packages_finds_nothing(folder: Path) -> None:
    found = frictionless.validate(str(folder / "datapackage.json"))
    assert found.flatten(["name", "type", "message"]) == []
    assert found.stats["tasks"] > 20


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
    assert "petik tunggal" in fields["nama"]["description"]
    assert "description" not in fields["ket"]
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


def test_free_words_stay_at_home_and_the_package_says_so(folder: Path, package: dict[str, Any]) -> None:
    contract = contract_for("pengaduan", 2017)
    (entry,) = (one for one in package["resources"] if one.get("dataset") == "pengaduan")
    rows = read(folder / entry["path"])
    assert list(rows[0]) == [column.header for column in contract.leaving]
    assert {"nomor", "topik"}.isdisjoint(rows[0])
    assert "Kolom yang tidak ikut keluar: nomor, topik (isinya kata" in entry["description"]
    original = read(paths.raw_data(2017) / "pengaduan.csv")
    assert rows == [{key: row[key] for key in rows[0]} for row in original if row["kanal"] != "WBS"]
    assert f"Baris yang tidak ikut keluar: {len(original) - len(rows)} (kanal WBS; " in entry["description"]


@pytest.mark.parametrize("shape", ["csv", "xlsx"])
def test_a_workbook_leaves_as_the_cells_of_its_table_and_no_personal_column_does(tmp_path: Path, shape: str) -> None:
    contract = Contract(
        "register", "Register",
        (Column("n", "nama", personal=True), Column("k", "kota", public=True), Column("t", "temuan", choices=("a,b",))),
    )  # fmt: skip
    path = tmp_path / f"register.{shape}"
    if shape == "csv":
        path.write_text('nama,kota,temuan\nBudi,Solo,"a,b"\n', encoding="utf-8")
    else:
        book = openpyxl.Workbook()
        for row in (("nama", "kota", "temuan"), ("Budi", "Solo", "a,b")):
            book.worksheets[0].append(row)
        book.create_sheet("lain").append(("Budi",))
        book.properties.creator = "Budi"
        book.save(path)
    resource = Resource(2017, "pusat", "register", path, "Register", "synthetic")
    entry = _write_leaving(resource, contract, {"name": "register", "format": shape}, tmp_path / "data")
    written = tmp_path / "data" / entry["path"]
    assert read(written) == [{"kota": "Solo", "temuan": "a,b"}]
    assert (entry["format"], entry["description"]) == ("csv", "Kolom yang tidak ikut keluar: nama (data pribadi).")
    assert "Budi" not in written.read_text(encoding="utf-8")


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
