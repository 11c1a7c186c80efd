"""A table as data: its cells by name, what they rest on, which columns are numbers, and what a cell shows."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from laporan.facts.lineage import Basis, RowSet, Source
from laporan.facts.printed import Printed, angka
from laporan.facts.quantity import Quantity
from laporan.facts.tables import STATUS_WORDS, Status, Table, printed_cell, table


def of_file(file: str) -> Quantity:
    return Quantity(3, "laporan", basis=Basis({Source(file, file, "", "published", file, 1): RowSet.of([2])}))


THREE = of_file("a.csv")


def made() -> Table:
    return table(
        ["Kanal", "Masuk", "Bagian", "Keadaan", "Catatan"],
        [["A", THREE, angka(THREE), Status("match"), None], ["B", 4, None, "teks", None]],
        rests_on=of_file("b.csv").basis,
    )


@pytest.mark.parametrize(
    ("row", "column", "cell"), [("A", "Masuk", THREE), ("B", "Masuk", 4), ("B", "Keadaan", "teks"), ("A", "Kanal", "A")]
)
def test_a_cell_is_found_by_its_headings(row: str, column: str, cell: Any) -> None:
    assert made()[row, column] == cell


def test_a_table_rests_on_its_words_and_its_numbers() -> None:
    assert [source.name for source in made().basis.sources] == ["a.csv", "b.csv"]


def test_columns_of_numbers_and_gaps_are_numeric() -> None:
    assert [made().is_numeric(column) for column in range(5)] == [False, True, True, False, False]
    assert not table(["Tahun"], [[2017]]).is_numeric(0)


def test_a_row_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="baris 'A' berisi 2 sel, kepala tabel 1"):
        Table(("Kanal",), (("A", "B"),))


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        pytest.param(None, "–", id="empty"),
        pytest.param(3852, "3.852", id="number"),
        pytest.param(THREE, "3", id="quantity"),
        pytest.param(dt.date(2018, 5, 21), "21 Mei 2018", id="date"),
        pytest.param("teks", "teks", id="text"),
        pytest.param(Status("act"), STATUS_WORDS["act"], id="verdict"),
        pytest.param(Status("act", "Belum mulai"), "Belum mulai", id="verdict-in-other-words"),
        pytest.param(angka(THREE, 1), "3,0", id="print"),
    ],
)
def test_a_cell_is_shown(cell: Any, told: str) -> None:
    assert str(printed_cell(cell)) == told
    assert isinstance(printed_cell(cell), str | Printed | Status)
