"""What becomes of a table's cells where a cell can hold one number only."""

from __future__ import annotations

from typing import Any

import pytest

from laporan.document.html import build_document
from laporan.writers.grids import DataGrid, Value, data_grids


def fact(identifier: str, value: float, text: str, unit: str = "") -> dict[str, Any]:
    return {"id": identifier, "value": value, "text": text, "unit": unit, "block": "tbl-x", "datasets": []}


FACTS = {
    item["id"]: item
    for item in (
        fact("n", 724, "724", "responden"),
        fact("p", 724 / 1057, "68%", "%"),
        fact("low", 74.9, "74,90"),
        fact("high", 79.99, "79,99"),
        fact("days", 940, "940", "hari kalender"),
    )
}


def number(name: str) -> str:
    return f'<data class="angka" data-fakta="{name}">{FACTS[name]["text"]}</data>'


def grid(head: str, *rows: str, figure: bool = False) -> DataGrid:
    thead = "".join(f'<th scope="col">{text}</th>' for text in head.split("|"))
    inner = f"<thead><tr>{thead}</tr></thead><tbody>{''.join(f'<tr>{row}</tr>' for row in rows)}</tbody>"
    table = f'<table id="tbl-x"><caption><span>Judul</span></caption>{inner}</table>'
    if figure:
        table = (
            '<figure id="fig-x"><svg class="tetap" role="img" aria-label="Bagan" width="10pt"></svg>'
            f"<figcaption>Judul</figcaption></figure><div class='alat'><details><summary>Data</summary><div class='buka'>"
            f"<table>{inner}</table></div></details></div>"
        )
    html = f'<h2 id="sec-x"><span class="nomor">BAB I</span> X</h2><div class="blok">{table}</div>'
    return data_grids(build_document(html, FACTS), FACTS)[0]


HEADING = '<th scope="row">A</th>'
CELLS = {
    "a number": (number("n"), [Value("724", 724, "responden")]),
    "a number with its unit": (f"{number('days')} hari kalender", [Value("940 hari kalender", 940, "hari kalender")]),
    "a number among words": (f"lebih dari {number('days')}", [Value("lebih dari 940")]),
    "a count and its share": (
        f'{number("n")}<span class="bagian">{number("p")}</span>',
        [Value("724", 724, "responden"), Value("68%", 724 / 1057, "%")],
    ),
    "an interval": (f"{number('low')}–{number('high')}", [Value("74,90", 74.9), Value("79,99", 79.99)]),
    "a verdict": ('<span class="status normal">Wajar</span>', [Value("Wajar")]),
    "a gap": ("–", [Value("–")]),
}


@pytest.mark.parametrize(("cell", "values"), CELLS.values(), ids=CELLS)
def test_a_cell_comes_apart_into_values(cell: str, values: list[Value]) -> None:
    assert list(grid("Nama|X", f"{HEADING}<td>{cell}</td>").rows[0][1:]) == values


def test_two_columns_say_which_is_which() -> None:
    share, interval = CELLS["a count and its share"][0], CELLS["an interval"][0]
    made = grid("Nama|Puas|Selang", f"{HEADING}<td>{share}</td><td>{interval}</td>")
    assert made.head == ("Nama", "Puas (jumlah)", "Puas (persen)", "Selang (bawah)", "Selang (atas)")


def test_a_gap_in_a_column_of_shares_leaves_both_columns_without_a_number() -> None:
    made = grid("Nama|Puas", f"{HEADING}<td>{CELLS['a count and its share'][0]}</td>", f"{HEADING}<td>–</td>")
    assert [value.missing for value in made.rows[1][1:]] == [True, True]


def test_a_heading_that_spans_rows_is_repeated() -> None:
    first = '<th scope="rowgroup" rowspan="2">Program</th><th scope="row">A</th><td>–</td>'
    made = grid("Program|Nama|X", first, '<th scope="row">B</th><td>–</td>')
    assert [row[0].text for row in made.rows] == ["Program", "Program"]
    assert made.headings == 2


def test_column_names_are_never_blank_nor_alike() -> None:
    assert grid("|Jumlah|jumlah", f"{HEADING}<td>–</td><td>–</td>").head == ("Rincian", "Jumlah", "jumlah (2)")


def test_a_figure_has_the_table_of_its_data() -> None:
    made = grid("Nama|X", f"{HEADING}<td>{number('n')}</td>", figure=True)
    assert (made.anchor, made.number, made.title) == ("fig-x", "Gambar 1", "Judul")
