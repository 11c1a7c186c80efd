"""A table as data: its cells by name, what they rest on, which columns are numbers, and what a cell shows."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from markupsafe import Markup

from laporan.facts.lineage import Basis, RowSet, Source
from laporan.facts.printed import Printed, angka
from laporan.facts.quantity import Quantity
from laporan.facts.tables import STATUS_WORDS, Status, Table, printed_cell, table
from laporan.notebook.grids import heads_with_units, is_of_words


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


@pytest.mark.parametrize(
    ("cells", "head", "caption", "shown"),
    [
        ([Quantity(2, "usul"), Quantity(3, "usul")], "Diproses", "Layanan", "Diproses (usul)"),
        ([Quantity(2, "usul"), None], "Diproses", "Layanan", "Diproses (usul)"),
        ([Quantity(2, "usul"), Quantity(3, "kasus")], "Diproses", "Layanan", "Diproses"),
        ([Quantity(2, "usul")], "Usul diproses", "Layanan", "Usul diproses"),
        ([Quantity(2, "usul")], "Diproses", "Usul menurut layanan", "Diproses"),
        ([Quantity(2, "hari kerja")], "Median", "Lama dalam hari kalender", "Median (hari kerja)"),
        ([Quantity(1, "%")], "Selesai", "Layanan", "Selesai"),
        ([Quantity(1)], "Selesai", "Layanan", "Selesai"),
        (["dua usul"], "Selesai", "Layanan", "Selesai"),
    ],
    ids=["told", "gap", "mixed", "in-the-head", "in-the-caption", "other-days", "share", "without", "words"],
)
def test_a_head_tells_the_one_unit_of_its_numbers(cells: list[Any], head: str, caption: str, shown: str) -> None:
    made = table(("Nama", head), [(str(place), cell) for place, cell in enumerate(cells)])

    assert heads_with_units(made, Markup(caption)) == ["Nama", shown]


SHAPES = {
    "words": ((("Kegiatan", "Tema", "Tempat"), [("A", "B", "C")]), {}, True),
    "status-beside-numbers": ((("Sasaran", "Status", "Realisasi", "Target"), [("A", Status("match"), 1, 2)]), {}, True),
    "numbers": ((("Kelas", "Masuk", "Selesai"), [("A", 1, 2)]), {}, False),
    "named-in-groups": ((("Ukuran", "Kanal", "2016", "2017"), [("A", "B", 1, 2)]), {"named_by": 1, "merged": 1}, False),
    "two-columns": ((("Istilah", "Arti"), [("A", "B")]), {}, False),
    "a-word-in-many-numbers": ((tuple("ABCDEFG"), [("A", 1, 2, 3, 4, 5, "x")]), {}, False),
    "by-author": ((tuple("ABCDEFG"), [("A", 1, 2, 3, 4, 5, "x")]), {"widths": (1,) * 7}, True),
}


@pytest.mark.parametrize(("of", "more", "cards"), SHAPES.values(), ids=SHAPES)
def test_what_is_more_than_names_and_numbers_is_of_words(of: Any, more: dict[str, Any], cards: bool) -> None:
    assert is_of_words(table(*of, **more)) is cards
