"""The PDF is what its standards promise, looks as the tree says, and is the same each time."""

from __future__ import annotations

import copy
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from laporan.core.errors import ReportError
from laporan.document.ast import DocumentTree, blocks_of
from laporan.writers.columns import lay_out
from laporan.writers.pdf import glyphs, write_pdf
from laporan.writers.pdf.structure import Pages, as_list, walk

from .conftest import LEDGER
from .torture import torture_document
from .words import check_same_words, drawn_words, page_words, pdf_text

Written = tuple[Path, Path, Pages]


@pytest.fixture(scope="module")
def pdf(written: Written) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(written[0]) as opened:
        yield opened


@pytest.fixture(scope="module")
def elements(pdf: pikepdf.Pdf) -> list[Any]:
    return list(walk(pdf.Root.StructTreeRoot))


def test_both_standards_are_claimed_in_one_file(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as said:
        assert (said["pdfuaid:part"], said["pdfaid:part"], said["pdfaid:conformance"]) == ("1", "3", "A")
        assert said["dc:title"] == "DRAF Laporan Uji Siksa 2017"
    assert str(pdf.Root.Lang) == "id-ID"
    assert bool(pdf.Root.MarkInfo.Marked)


def test_every_figure_has_its_alternative(elements: list[Any]) -> None:
    alternatives = [str(element.get("/Alt", "")) for element in elements if element.get("/S") == "/Figure"]
    assert alternatives == ["Bagan batang penuh", "Gedung biru", "Foto belum diserahkan: rapat"]


def test_table_heads_have_the_scope_that_the_tree_says(elements: list[Any], tree: DocumentTree) -> None:
    cells = [
        cell
        for block in blocks_of(tree) if block["t"] == "table"
        for row in [*block["head"], *block["body"]]
        for cell in row["cells"] if cell["scope"]
    ]  # fmt: skip
    expected = Counter("/Row" if cell["scope"].startswith("row") else "/Column" for cell in cells)
    found = Counter(
        str(attributes.Scope)
        for element in elements if element.get("/S") == "/TH"
        for attributes in as_list(element.get("/A")) if "/Scope" in attributes
    )  # fmt: skip
    assert found == expected


def test_spans_are_tagged(elements: list[Any]) -> None:
    spans = [
        key
        for element in elements if element.get("/S") in ("/TH", "/TD")
        for attributes in as_list(element.get("/A"))
        for key in ("/RowSpan", "/ColSpan") if key in attributes
    ]  # fmt: skip
    assert Counter(spans)["/RowSpan"] == 2 + 12


def test_links_say_where_they_lead(pdf: pikepdf.Pdf) -> None:
    links = [note for page in pdf.pages for note in page.get("/Annots", []) if note.Subtype == "/Link"]
    assert links
    assert all(str(link.get("/Contents", "")) for link in links)


def test_bookmarks_are_the_contents(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        titles = [item.title for item in outline.root]
    assert titles[:5] == [
        "Ringkasan Eksekutif", "Daftar Isi", "Daftar Gambar", "Daftar Tabel",
        "BAB I Bab Pertama yang Judulnya Sangat Panjang sehingga Tidak Muat dalam Satu Baris Kepala Halaman",
    ]  # fmt: skip


def test_pages_are_counted_in_roman_then_arabic(pdf: pikepdf.Pdf, written: Written) -> None:
    labels = [page.label for page in pdf.pages]
    assert labels == ["", "i", "ii", "iii", "iv", *map(str, range(1, len(labels) - 4))]
    numbers = written[2].numbers
    assert (numbers["sec-ringkasan"], numbers["sec-bab-satu"]) == ("i", "1")
    assert set(numbers) >= {"fig-satu", "fig-foto-kosong", "tbl-lebar", "tbl-tinggi", "sec-dua"}


def test_only_the_table_that_needs_it_turns_its_page(pdf: pikepdf.Pdf, tree: DocumentTree) -> None:
    turned = [page for page in pdf.pages if page.mediabox[2] > page.mediabox[3]]
    assert len(turned) == 1
    layouts = {block["anchor"]: lay_out(block) for block in blocks_of(tree) if block["t"] == "table"}
    assert [anchor for anchor, layout in layouts.items() if layout.sideways] == ["tbl-lebar"]


def test_only_our_fonts_are_embedded(pdf: pikepdf.Pdf) -> None:
    fonts = {
        str(font.BaseFont).partition("+")[2]
        for page in pdf.pages
        for font in page.get("/Resources", {}).get("/Font", {}).values()
    }
    assert fonts
    assert all(name.startswith(("Laporan", "DejaVu")) for name in fonts)


def test_the_ledger_travels_inside(pdf: pikepdf.Pdf) -> None:
    assert {name: bytes(spec.get_file().read_bytes()) for name, spec in pdf.attachments.items()} == {
        "fakta.json": LEDGER
    }


def test_letters_without_glyph_are_shown_and_told(written: Written) -> None:
    assert set(written[2].replaced) == set("ꦲꦒ😀")


def test_a_font_that_is_gone_is_said(tree: DocumentTree, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(glyphs, "FONTS", tmp_path)
    glyphs.drawable.cache_clear()
    with pytest.raises(ReportError, match=r"LaporanSerif-Regular\.ttf"):
        write_pdf(tree, tmp_path / "x.pdf")
    glyphs.drawable.cache_clear()


def test_the_same_tree_gives_the_same_bytes(tree: DocumentTree, written: Written, tmp_path: Path) -> None:
    write_pdf(copy.deepcopy(tree), tmp_path / "lagi.pdf", {"fakta.json": LEDGER})
    assert (tmp_path / "lagi.pdf").read_bytes() == written[0].read_bytes()


def test_writing_leaves_the_tree_as_it_was(tree: DocumentTree, written: Written) -> None:
    from .torture import torture_tree

    assert tree == torture_tree()


def test_the_pdf_says_what_the_page_says(written: Written) -> None:
    document = torture_document()
    only_here = drawn_words(document) + Counter({"1F600": 2, "3": 1, "4": 1})  # a code, and the numbers of a list
    check_same_words(pdf_text(written[0]), page_words(document), only_here, "ꦲꦒ😀", "Pertanggungjawaban")


@pytest.mark.skipif(not shutil.which("qpdf"), reason="qpdf is not installed")
def test_qpdf_finds_nothing(written: Written) -> None:
    subprocess.run(["qpdf", "--check", str(written[0])], check=True, capture_output=True)
