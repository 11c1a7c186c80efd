"""Where pages end: what belongs together stays together, however much stands above it.

Each report below has many chapters, one with a line more above the same thing than the one before: among them are all
the ways in which a page can end within it.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import docx
import pdfplumber
import pytest

from laporan.writers.columns import lay_out
from laporan.writers.docx import write_docx
from laporan.writers.docx.kept import kept_rows
from laporan.writers.docx.tables import fill_grid
from laporan.writers.pdf import write_pdf

from .torture import FRONT

LINES = range(24, 42)
SVG = "<svg xmlns='http://www.w3.org/2000/svg' width='160mm' height='60mm'><rect width='9' height='9'/></svg>"


def paragraph(words: str) -> dict[str, Any]:
    return {"t": "paragraph", "c": [words]}


def items(name: int) -> list[dict[str, Any]]:
    pairs = [[paragraph(f"Pertama{name}x{place}."), paragraph(f"Kedua{name}x{place}.")] for place in range(3)]
    return [paragraph(f"Pengantar{name}."), {"t": "list", "ordered": False, "start": 1, "items": pairs}]


def numbers(name: int) -> list[dict[str, Any]]:
    one = {"label": [f"Pertama{name}x0."], "value": ["9"], "notes": []}
    return [paragraph(f"Pengantar{name}."), {"t": "key-figures", "items": [one]}]


def lines(count: int) -> list[dict[str, Any]]:
    return [paragraph("Baris penuh.") for _ in range(count)]


def figure(name: int) -> list[dict[str, Any]]:
    drawn = {
        "title": [],
        "caption": [f"Judul{name}"],
        "alt": "x",
        "svg": SVG,
        "width": 160,
        "image": "",
        "missing": False,
    }
    return [
        {"t": "figure", "anchor": f"fig-{name}", "number": f"Gambar {name}", "notes": [], "sources": []} | drawn,
        paragraph("Baris penuh."),
    ]


def closing(name: int) -> dict[str, Any]:
    return figure(name)[0] | {"svg": SVG.replace("width='160mm'", "width='160mm' viewBox=\"0 0 160 60\"")}


def table(name: int, rows: int = 30, words: str = "x") -> list[dict[str, Any]]:
    def cell(said: str, scope: str = "") -> dict[str, Any]:
        return {"c": [said], "rows": 1, "columns": 1, "scope": scope, "numeric": False}

    body = [[cell(f"Baris{name}x{place}."), cell(words)] for place in range(rows)]
    return [
        {
            "t": "table", "anchor": f"tbl-{name}", "number": f"Tabel {name}", "caption": ["Judul"], "wide": False,
            "head": [{"cells": [cell("Nama", "col"), cell("Isi", "col")], "total": False}],
            "body": [{"cells": cells, "total": False} for cells in body],
            "numeric": [False, False], "shares": [], "notes": [], "sources": [["Sumber: uji"]],
        },
        paragraph("Baris penuh."),
    ]  # fmt: skip


def pages_of(thing: Any, folder: Path) -> list[list[tuple[str, float]]]:
    """The words of each page, with their places from its top in parts of its height."""
    sections = []
    for name in LINES:
        title = {
            "t": "heading",
            "level": 1,
            "number": f"BAB {name}",
            "anchor": f"sec-{name}",
            "c": [f"Judul bab {name}"],
        }
        blocks = [title, *(paragraph("Baris penuh.") for _ in range(name)), *thing(name)]
        sections.append({"kind": "chapter", "anchor": f"sec-{name}", "blocks": blocks})
    tree: Any = {"front": FRONT, "sections": sections}
    write_pdf(tree, folder / "a.pdf")
    with pdfplumber.open(folder / "a.pdf") as pdf:
        return [
            [(word["text"], word["top"] / float(page.height)) for word in page.extract_words()] for page in pdf.pages
        ]


def on(pages: list[list[tuple[str, float]]], word: str) -> list[int]:
    return [number for number, words in enumerate(pages) if any(word in said for said, _ in words)]


@pytest.mark.parametrize("thing", [items, numbers], ids=["items", "numbers"])
def test_what_leads_to_a_list_stands_on_its_page(thing: Any, tmp_path: Path) -> None:
    pages = pages_of(thing, tmp_path)
    apart = [name for name in LINES if on(pages, f"Pengantar{name}.") != on(pages, f"Pertama{name}x0.")]
    assert apart == []


def test_an_item_is_not_parted_behind_its_first_paragraph(tmp_path: Path) -> None:
    pages = pages_of(items, tmp_path)
    every = [f"{name}x{place}." for name in LINES for place in range(3)]
    assert [one for one in every if on(pages, f"Pertama{one}") != on(pages, f"Kedua{one}")] == []


def test_no_figure_hangs_at_the_foot_of_a_page_without_words(tmp_path: Path) -> None:
    low = []
    for words in pages_of(figure, tmp_path):
        places = [top for said, top in words if re.fullmatch(r"Judul\d+", said)]
        if (
            places
            and not any(said == "penuh." for said, _ in words)
            and places[0] > 0.5
            and "Daftar" not in words[0][0]
        ):
            low.append(words)
    assert low == []


@pytest.mark.parametrize(("rows", "words"), [(30, "x"), (8, "kata " * 50)], ids=["low-rows", "high-rows"])
def test_no_table_begins_or_ends_with_a_row_or_two(rows: int, words: str, tmp_path: Path) -> None:
    pages = pages_of(lambda name: table(name, rows, words), tmp_path)
    few = {
        (name, page): rows
        for name in LINES
        for page, said in enumerate(pages)
        if 0 < (rows := sum(word.startswith(f"Baris{name}x") for word, _ in said)) < 3
    }
    assert few == {}


def test_the_last_page_of_a_chapter_holds_more_than_a_few_lines(tmp_path: Path) -> None:
    pages = pages_of(lambda name: [paragraph(f"Tamat{name}.")], tmp_path)
    last = {name: sum(word == "penuh." for word, _ in pages[on(pages, f"Tamat{name}.")[0]]) for name in LINES}
    assert min(last.values()) >= 4, last


@pytest.mark.parametrize("behind", [0, 2], ids=["last", "before-the-last-words"])
def test_a_figure_that_closes_a_chapter_is_not_alone_on_its_page(behind: int, tmp_path: Path) -> None:
    pages = pages_of(lambda name: [closing(name), *lines(behind)], tmp_path)
    alone = [name for name in LINES if not on([pages[on(pages, f"Judul{name}")[-1]]], "penuh.")]
    assert alone == []


def test_a_figure_does_not_stand_between_the_rows_of_the_table_behind_it(tmp_path: Path) -> None:
    pages = pages_of(lambda name: [closing(name), *table(name)], tmp_path)
    order = [word for words in pages for word, _ in sorted(words, key=lambda one: one[1])]
    first_rows = {name: order.index(f"Baris{name}x0.") for name in LINES}
    captions = {name: max(place for place, word in enumerate(order) if word == f"Judul{name}") for name in LINES}
    assert [name for name in LINES if captions[name] > first_rows[name]] == []


def test_the_word_file_keeps_the_same_together(tmp_path: Path) -> None:
    tree: Any = {
        "front": FRONT,
        "sections": [{"kind": "chapter", "blocks": [*items(1), *numbers(2), *lines(12)]}],
    }
    write_docx(tree, tmp_path / "a.docx")
    kept = [p.text for p in docx.Document(str(tmp_path / "a.docx")).paragraphs if p._p.xpath("./w:pPr/w:keepNext")]
    whole = kept.count("Baris penuh.")
    assert kept[:-whole] == ["Pengantar1.", "Pertama1x0.", "Pertama1x1.", "Pertama1x2.", "Pengantar2."]
    assert 4 <= whole < 11, "the end of the chapter, but for its last line"


def test_rows_of_a_group_and_the_first_and_last_of_a_table_stay_together_in_word() -> None:
    (tall,) = table(1, 30)[:1]
    layout = lay_out(tall)  # type: ignore[arg-type]
    rows = [*tall["head"], *tall["body"]]
    assert kept_rows(layout, 1, fill_grid(rows), about=False) == {0, 1, 2, 28, 29}
    assert len(kept_rows(layout, 1, fill_grid(rows), about=False, closing=True)) > 5
    rows[10]["cells"][0]["rows"] = 3
    del rows[11]["cells"][0], rows[12]["cells"][0]
    assert kept_rows(layout, 1, fill_grid(rows), about=True) == {0, 1, 2, 10, 11, 28, 29, 30}
