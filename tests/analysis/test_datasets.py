"""Raw files: every declared fault is found, with file, row, column, value, rule and remedy, all at once."""

from __future__ import annotations

import datetime as dt
import json
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from laporan.core.errors import DataError, Fault, MissingDataError
from laporan.data import load as datasets
from laporan.data.checks import check
from laporan.data.contracts import Column, Contract, RowCheck
from laporan.data.package import resources
from laporan.data.read import read_table
from laporan.facts.lineage import SOURCE
from laporan.project.parameters import load_parameters

LOG = Contract(
    "log",
    "Log uji",
    (
        Column("code", "kode", unique=True, pattern="[0-9]{4}"),
        Column("channel", "kanal", choices=("LAPOR", "WBS")),
        Column("received", "masuk", "date", minimum=dt.date(2016, 1, 1)),
        Column("closed", "selesai", "date", optional=True),
        Column("count", "jumlah", "integer", minimum=0, maximum=100),
        Column("score", "nilai", "decimal"),
    ),
    checks=(
        RowCheck(
            "closed",
            lambda f: f["closed"].isna() | (f["closed"] >= f["received"]),
            "selesai sebelum masuk",
            "Periksa kedua tanggal",
        ),
    ),
)
HEADER = "kode,kanal,masuk,selesai,jumlah,nilai"
GOOD = '0042,LAPOR,2017-01-05,2017-01-09,3,"3,52"'


def read(tmp_path: Path, *lines: str, name: str = "log.csv") -> tuple[pd.DataFrame, list[Fault]]:
    path = tmp_path / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return check(read_table(path, LOG), LOG)


def test_values_keep_what_the_file_says(tmp_path: Path) -> None:
    frame, faults = read(tmp_path, HEADER, GOOD, "", '0043,WBS,2017-02-01,,0,"2"')
    assert faults == []
    assert list(frame["code"]) == ["0042", "0043"]
    assert list(frame["score"]) == [Decimal("3.52"), Decimal(2)]
    assert list(frame.index) == [2, 4]  # as a spreadsheet counts, blank lines too
    assert pd.isna(frame["closed"].iloc[1])


@pytest.mark.parametrize(
    ("line", "column", "value", "rule"),
    [
        pytest.param('42,WBS,2017-01-05,,3,"1"', "kode", "42", "berpola", id="lost-zeros"),
        pytest.param(
            '0001,EMAIL,2017-01-05,,3,"1"', "kanal", "EMAIL", "salah satu dari: LAPOR, WBS", id="unknown-word"
        ),
        pytest.param('0001,WBS,05/01/2017,,3,"1"', "masuk", "05/01/2017", "ditulis TTTT-BB-HH", id="other-date-form"),
        pytest.param('0001,WBS,2017-1-5,,3,"1"', "masuk", "2017-1-5", "tanggal", id="date-without-zeros"),
        pytest.param('0001,WBS,2017-02-30,,3,"1"', "masuk", "2017-02-30", "tanggal", id="no-such-day"),
        pytest.param('0001,WBS,2015-12-31,,3,"1"', "masuk", "2015-12-31", "paling kecil 2016-01-01", id="too-early"),
        pytest.param('0001,WBS,,,3,"1"', "masuk", "", "kosong", id="empty"),
        pytest.param('0001,WBS,2017-01-05,,"2.031","1"', "jumlah", "2.031", "bilangan bulat", id="thousands-dot"),
        pytest.param('0001,WBS,2017-01-05,,NA,"1"', "jumlah", "NA", "bilangan bulat", id="na-is-a-word"),
        pytest.param('0001,WBS,2017-01-05,,101,"1"', "jumlah", "101", "0 sampai 100", id="out-of-range"),
        pytest.param('0001,WBS,2017-01-05,,3,"3.52"', "nilai", "3.52", "koma desimal", id="decimal-point"),
        pytest.param(
            '0001,WBS,2017-01-05,2017-01-04,3,"1"', "selesai", "2017-01-04", "selesai sebelum masuk", id="row"
        ),
        pytest.param('0042,WBS,2017-01-05,,3,"1"', "kode", "0042", "sama dengan baris 2", id="doubled-key"),
    ],
)
def test_a_fault_names_row_column_value_rule_and_remedy(
    tmp_path: Path, line: str, column: str, value: str, rule: str
) -> None:
    _, faults = read(tmp_path, HEADER, GOOD, line)
    (fault,) = faults
    assert (fault.file, fault.row, fault.column, fault.value) == ("log.csv", 3, column, value)
    assert rule in fault.rule
    assert fault.remedy
    assert "log.csv, baris 3, kolom " + column in str(fault)


def test_all_faults_of_a_file_come_at_once(tmp_path: Path) -> None:
    _, faults = read(tmp_path, HEADER, '1,WBS,2017-01-05,,x,"1"', '0001,EMAIL,salah,,3,"1"')
    assert {(fault.row, fault.column) for fault in faults} >= {(2, "jumlah"), (3, "masuk")}


@pytest.mark.parametrize(
    ("lines", "rule"),
    [
        pytest.param([HEADER.replace("kanal,", ""), "0001,2017-01-05,,3,1"], "kolom tidak ada", id="missing-column"),
        pytest.param([HEADER + ",catatan", GOOD + ",x"], "kolom tidak dikenal", id="unknown-column"),
        pytest.param([HEADER + ",kode", GOOD + ",x"], "judul kolom berulang", id="doubled-column"),
        pytest.param([HEADER, "0001,WBS,2017-01-05,,3"], "berisi 5 sel, seharusnya 6", id="too-few-cells"),
        pytest.param([HEADER, '0001,WBS,"2017-01-05,,3,1'], "tanda kutip tidak tertutup", id="unclosed-quote"),
        pytest.param([], "kosong", id="empty-file"),
        pytest.param([HEADER], "hanya berisi baris judul", id="header-only"),
        pytest.param([HEADER, ",,,,,"], "hanya berisi baris judul", id="header-and-blank-rows"),
    ],
)
def test_a_file_of_the_wrong_shape_is_refused(tmp_path: Path, lines: list[str], rule: str) -> None:
    path = tmp_path / "log.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(DataError, match=rule):
        read_table(path, LOG)


@pytest.mark.parametrize(
    ("name", "content", "rule"),
    [
        pytest.param("log.csv", b"kode\xff\xfe", "bukan UTF-8", id="encoding"),
        pytest.param("log.csv", b"kode\x00", "bita nol", id="binary"),
        pytest.param("log.ods", b"x", "jenis berkas", id="kind"),
        pytest.param("log.xlsx", b"bukan arsip", "bukan buku kerja", id="no-workbook"),
    ],
)
def test_odd_bytes_are_refused_before_anything_is_read(tmp_path: Path, name: str, content: bytes, rule: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(DataError, match=rule):
        read_table(tmp_path / name, LOG)


def workbook(path: Path, rows: list[list[Any]]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def test_a_workbook_says_the_same_as_its_csv(tmp_path: Path) -> None:
    day = dt.datetime(2017, 1, 5)  # noqa: DTZ001 - a spreadsheet's days have no zone
    path = workbook(tmp_path / "log.xlsx", [HEADER.split(","), ["0042", "LAPOR", day, None, 3, 3.52]])
    frame, faults = check(read_table(path, LOG), LOG)
    assert faults == []
    assert frame.loc[2, "score"] == Decimal("3.52")
    assert frame.loc[2, "received"] == pd.Timestamp(day)


def test_a_workbook_that_unpacks_too_large_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "bom.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", b"0" * 201_000_000)
    assert path.stat().st_size < 1_000_000
    with pytest.raises(DataError, match="201 MB"):
        read_table(path, LOG)


def test_a_workbook_with_macros_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "log.xlsx", [HEADER.split(",")])
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    with pytest.raises(DataError, match="makro"):
        read_table(path, LOG)


def test_a_dataset_that_is_not_there_says_what_is() -> None:
    with pytest.raises(MissingDataError, match="pkt"):
        datasets.load(2017, "pusat", "tiada")


def test_excluded_rows_are_left_out_and_remembered() -> None:
    params = load_parameters(2017)
    left_out = [{"row": 5, "why": "isian ganda"}]
    changed = params.model_validate(params.model_dump() | {"exclude": {"pkt": left_out}})
    frame = datasets.load(2017, "pusat", "pkt", changed)
    assert 5 not in frame.index
    assert [(item.row, item.why) for item in frame.attrs[SOURCE].left_out] == [(5, "isian ganda")]


@pytest.mark.parametrize("year", [2016, 2017, 2018])
def test_every_file_of_a_package_is_declared_with_origin_licence_and_kind(year: int) -> None:
    from laporan.core.paths import raw_data
    from laporan.data.load import read_validated

    package = json.loads((raw_data(year) / "datapackage.json").read_text(encoding="utf-8"))
    declared = {entry["path"] for entry in package["resources"]}
    there = {path.relative_to(raw_data(year)).as_posix() for path in raw_data(year).rglob("*.csv")}
    assert declared == there
    for entry in package["resources"]:
        assert entry["kind"] in ("published", "synthetic")
        assert entry["licenses"][0]["name"]
        assert entry["sources"][0]["title"]
        assert entry["schema"]["fields"]
    for resource in resources(year):
        assert read_validated(resource)[1] == []
