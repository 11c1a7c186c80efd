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

from laporan.writers.docx import write_docx
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


def test_the_word_file_keeps_the_same_together(tmp_path: Path) -> None:
    tree: Any = {
        "front": FRONT,
        "sections": [{"kind": "chapter", "blocks": [*items(1), *numbers(2), paragraph("Biasa.")]}],
    }
    write_docx(tree, tmp_path / "a.docx")
    kept = [p.text for p in docx.Document(str(tmp_path / "a.docx")).paragraphs if p._p.xpath("./w:pPr/w:keepNext")]
    assert kept == ["Pengantar1.", "Pertama1x0.", "Pertama1x1.", "Pertama1x2.", "Pengantar2."]
