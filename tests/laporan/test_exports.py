"""`laporan export` and `laporan codebook`: the validated tables for others, through the rules of disclosure."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import get_args, get_type_hints

import duckdb
import pandas as pd
import pytest

from laporan.cli.data_commands import export as command
from laporan.core.errors import MissingDataError, ParameterError
from laporan.data.catalogue import contract_for, contracts
from laporan.data.dictionary import dictionary
from laporan.data.exports import FOR_INTERNAL_USE, FORMS, Form, export
from laporan.data.load import load

YEAR, UNIT = 2018, "kanreg-10"
PERSONS = "skm"


def read(folder: Path, form: Form, name: str) -> pd.DataFrame:
    if form == "parquet":
        return pd.read_parquet(folder / f"{name}.parquet")
    if form == "csv":
        return pd.read_csv(folder / f"{name}.csv", dtype={"nomor": str})
    if form == "duckdb":
        with duckdb.connect(folder / "data.duckdb", read_only=True) as analytic:
            return analytic.table(name).df()
    with closing(sqlite3.connect(folder / "data.sqlite")) as database:
        return pd.read_sql(f"SELECT * FROM {name}", database)  # noqa: S608 - a name of ours


@pytest.mark.parametrize("form", FORMS)
def test_what_is_exported_is_what_was_validated(tmp_path: Path, form: Form) -> None:
    made = export(YEAR, UNIT, form, tmp_path / "e")
    assert made.held_back == (PERSONS,)
    for name, rows in made.rows.items():
        contract, table = contract_for(name, YEAR), read(tmp_path / "e", form, name)
        loaded = load(YEAR, UNIT, name)
        assert list(table.columns) == [column.header for column in contract.leaving]
        assert len(table) == len(loaded) == rows
        for column in contract.leaving:
            if column.kind == "integer":
                assert table[column.header].tolist() == loaded[column.name].tolist()
    days = read(tmp_path / "e", form, "pengaduan")["tanggal_masuk"]
    assert pd.to_datetime(days).tolist() == load(YEAR, UNIT, "pengaduan")["received"].tolist()


def test_persons_and_free_words_leave_only_for_internal_use_which_is_marked(tmp_path: Path) -> None:
    export(YEAR, UNIT, "csv", tmp_path / "luar")
    assert not (tmp_path / "luar" / f"{PERSONS}.csv").exists()
    assert "topik" not in read(tmp_path / "luar", "csv", "pengaduan").columns
    assert FOR_INTERNAL_USE not in (tmp_path / "luar/buku-kode.md").read_text(encoding="utf-8")

    made = export(YEAR, UNIT, "csv", tmp_path / "dalam", internal=True)
    assert made.held_back == ()
    assert "topik" in read(tmp_path / "dalam", "csv", "pengaduan").columns
    assert (tmp_path / "dalam/buku-kode.md").read_text(encoding="utf-8").startswith(FOR_INTERNAL_USE)


@pytest.mark.parametrize("form", FORMS)
def test_rows_that_stay_at_home_leave_only_for_internal_use(tmp_path: Path, form: Form) -> None:
    loaded = load(2017, "pusat", "pengaduan")
    export(2017, "pusat", form, tmp_path / "luar")
    outside = read(tmp_path / "luar", form, "pengaduan")
    assert set(outside["kanal"]) == {"LAPORBKN!"}
    assert len(outside) == (loaded["channel"] != "WBS").sum()
    text = (tmp_path / "luar/buku-kode.md").read_text(encoding="utf-8")
    assert "Baris dengan `kanal` “WBS” tidak keluar dari kantor" in text
    export(2017, "pusat", form, tmp_path / "dalam", internal=True)
    assert len(read(tmp_path / "dalam", form, "pengaduan")) == len(loaded)


def test_an_export_replaces_an_earlier_one_and_nothing_else(tmp_path: Path) -> None:
    export(YEAR, UNIT, "sqlite", tmp_path / "e")
    export(YEAR, UNIT, "parquet", tmp_path / "e")
    assert not (tmp_path / "e/data.sqlite").exists()
    (tmp_path / "e/catatan.txt").write_text("milik orang", encoding="utf-8")
    with pytest.raises(ParameterError, match="berisi berkas lain"):
        export(YEAR, UNIT, "csv", tmp_path / "e")
    assert (tmp_path / "e/catatan.txt").read_text(encoding="utf-8") == "milik orang"
    with pytest.raises(ParameterError, match="bukan folder"):
        export(YEAR, UNIT, "csv", tmp_path / "e/catatan.txt")
    assert [path.name for path in tmp_path.iterdir()] == ["e"]


def test_a_database_of_duckdb_knows_days_and_numbers(tmp_path: Path) -> None:
    export(YEAR, UNIT, "duckdb", tmp_path / "e")
    with duckdb.connect(tmp_path / "e" / "data.duckdb", read_only=True) as analytic:
        kinds = dict(
            analytic.sql(
                "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = 'pengaduan'"
            ).fetchall()
        )
    assert kinds["tanggal_masuk"] == "DATE"
    assert kinds["kanal"] == "VARCHAR"


def test_without_duckdb_its_export_is_refused_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("laporan.data.exports.find_spec", lambda _name: None)
    with pytest.raises(ParameterError, match=r"laporan-bkn\[duckdb\]"):
        export(YEAR, UNIT, "duckdb", tmp_path / "e")
    assert list(tmp_path.iterdir()) == []


def test_a_unit_without_data_has_nothing_to_export(tmp_path: Path) -> None:
    with pytest.raises(MissingDataError, match="tidak ada data kanreg-10 tahun 2016"):
        export(2016, UNIT, "csv", tmp_path / "e")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("year", [2017, 2018])
def test_the_codebook_tells_of_every_column_by_the_rule_of_its_year(year: int) -> None:
    text = dictionary(year)
    for contract in contracts(year):
        assert f"## {contract.name}" in text
    assert all(f"| `{column.header}` |" in text for contract in contracts(year) for column in contract.columns)
    assert ("`U14`" in text) == (year == 2017)


def test_the_codebook_says_what_may_leave() -> None:
    text = dictionary(
        2018, {"skm": contract_for("skm", 2018).columns, "pengaduan": contract_for("pengaduan", 2018).columns}
    )
    assert "| `responden` | teks berpola R[0-9]{3,5}, tidak boleh berulang | hanya banyaknya |" in text
    assert "| `topik` | teks | tidak (kata bebas) |" in text


def test_the_command_knows_every_form() -> None:
    assert get_args(get_type_hints(command)["form"]) == FORMS


def test_a_dataset_that_nobody_declares_is_told_with_the_nearest() -> None:
    with pytest.raises(MissingDataError, match="“pengadaun” belum dideklarasikan; yang terdekat “pengaduan”"):
        contract_for("pengadaun", 2018)
