"""The Word file: live fields that show their value already, structure that an editor can rely on, the same bytes."""

from __future__ import annotations

import copy
import os
import re
import shutil
import subprocess
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import docx
import lxml.etree
import pytest
from docx.oxml.ns import qn

from laporan.document.ast import DocumentTree, blocks_of
from laporan.writers.docx import write_docx
from laporan.writers.pdf.structure import Pages

from .torture import torture_document
from .words import check_same_words, docx_text, page_words

Written = tuple[Path, Path, Pages]


@pytest.fixture(scope="module")
def document(written: Written) -> Any:
    return docx.Document(str(written[1]))


@pytest.fixture(scope="module")
def instructions(document: Any) -> list[list[str]]:
    return [(node.text or "").split() for node in document.element.body.iter(qn("w:instrText"))]


def test_captions_are_counted_by_word_itself(instructions: list[list[str]], tree: DocumentTree) -> None:
    kinds = Counter(block["t"] for block in blocks_of(tree))
    counted = Counter(code[1] for code in instructions if code[0] == "SEQ")
    assert counted == {"Gambar": kinds["figure"], "Tabel": kinds["table"]}


def test_every_field_finds_its_bookmark(document: Any, instructions: list[list[str]]) -> None:
    names = [mark.get(qn("w:name")) for mark in document.element.body.iter(qn("w:bookmarkStart"))]
    goals = {code[1] for code in instructions if code[0] in ("REF", "PAGEREF")}
    goals |= {link.get(qn("w:anchor")) for link in document.element.body.iter(qn("w:hyperlink"))} - {None}
    assert len(names) == len(set(names))
    assert goals <= set(names)
    assert {code[0] for code in instructions} == {"TOC", "SEQ", "REF", "PAGEREF"}


def test_lists_are_filled_with_the_pages_of_the_pdf(document: Any, written: Written) -> None:
    entries = [p for p in document.paragraphs if p.style.name.startswith(("toc", "table of figures"))]
    shown = {"".join(t.text or "" for t in p._p.iter(qn("w:t"))) for p in entries}
    assert f"BAB II Foto{written[2].numbers['sec-bab-dua']}" in shown
    assert all(re.search(r"[1-9ivxl][0-9]*$", entry) for entry in shown)


def test_without_pages_no_list_prints_a_zero(tree: DocumentTree, tmp_path: Path) -> None:
    write_docx(tree, tmp_path / "x.docx")
    made = docx.Document(str(tmp_path / "x.docx"))
    entries = ["".join(t.text or "" for t in p._p.iter(qn("w:t"))) for p in made.paragraphs if p.style.name == "toc 1"]
    assert entries[-1] == "Lampiran Catatan"


def test_heads_are_repeated_and_rows_whole(document: Any, tree: DocumentTree) -> None:
    heads = sum(len(block["head"]) for block in blocks_of(tree) if block["t"] == "table")
    assert len(list(document.element.body.iter(qn("w:tblHeader")))) == heads
    assert len(list(document.element.body.iter(qn("w:cantSplit")))) == len(list(document.element.body.iter(qn("w:tr"))))


def test_spans_are_kept(document: Any) -> None:
    table = next(t for t in document.tables if t._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == "Tabel 3")
    assert len({cell._tc for cell in table.column_cells(0)[2:-1]}) == 12
    assert [merge.get(qn("w:val")) for merge in table._tbl.iter(qn("w:vMerge"))].count("restart") == 2 + 12
    assert table.cell(62, 0)._tc is table.cell(62, 1)._tc


def test_pictures_and_tables_have_words(document: Any) -> None:
    described = [(p.get("name"), p.get("descr")) for p in document.element.body.iter(qn("wp:docPr"))]
    assert described == [("Gambar 1", "Bagan batang penuh"), ("Gambar 2", "Gedung biru")]
    assert all(t._tbl.tblPr.find(qn("w:tblDescription")) is not None for t in document.tables)


def test_only_the_wide_table_turns_its_page(document: Any) -> None:
    turned = [section.orientation for section in document.sections]
    assert [int(turn) for turn in turned].count(1) == 1


def test_numerals_begin_anew_with_the_chapters(document: Any) -> None:
    kinds = [number.attrib for number in document.element.body.iter(qn("w:pgNumType"))]
    starts = [(kind[qn("w:fmt")], kind.get(qn("w:start"))) for kind in kinds]
    assert starts[0] == ("lowerRoman", "1")
    assert next(start for start in starts if start[0] == "decimal") == ("decimal", "1")
    assert [start[1] for start in starts].count("1") == 2


def test_every_style_used_is_there_and_named(document: Any) -> None:
    there = {style.get(qn("w:styleId")) for style in document.styles.element.iter(qn("w:style"))}
    used = {
        mark.get(qn("w:val"))
        for tag in ("w:pStyle", "w:rStyle", "w:tblStyle")
        for mark in document.element.body.iter(qn(tag))
    }
    assert used <= there
    assert not list(document.element.body.iter(qn("w:sz"))), "a size of its own, which no style would change"


def test_the_file_says_what_it_is(document: Any) -> None:
    own = document.core_properties
    assert (own.title, own.author, own.language) == ("DRAF Laporan Uji Siksa 2017", "Badan Kepegawaian Negara", "id-ID")
    assert own.comments == "DRAF, semua data sintetis"
    assert own.modified.date().isoformat() == "2018-05-21"


def test_word_is_not_told_to_ask_for_an_update(written: Written) -> None:
    with zipfile.ZipFile(written[1]) as packed:
        everything = b"".join(packed.read(name) for name in packed.namelist() if name.endswith(".xml"))
    assert b"updateFields" not in everything
    assert b"w:dirty" not in everything


def test_the_same_tree_gives_the_same_bytes(tree: DocumentTree, written: Written, tmp_path: Path) -> None:
    write_docx(copy.deepcopy(tree), tmp_path / "lagi.docx", lambda: written[2].numbers)
    assert (tmp_path / "lagi.docx").read_bytes() == written[1].read_bytes()


def test_word_says_what_the_page_says(written: Written) -> None:
    check_same_words(docx_text(written[1]), page_words(torture_document()), Counter())


def test_every_part_is_well_formed(written: Written) -> None:
    with zipfile.ZipFile(written[1]) as packed:
        names = packed.namelist()
        for name in names:
            if name.endswith((".xml", ".rels")):
                lxml.etree.fromstring(packed.read(name))
    assert len(names) == len(set(names))


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_opens_it_with_as_many_pages_as_the_pdf(written: Written, tmp_path: Path) -> None:
    import pikepdf

    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation={(tmp_path / 'profil').as_uri()}", "--convert-to", "pdf",
         "--outdir", str(tmp_path), str(written[1])],
        check=True, capture_output=True, timeout=180, env={**os.environ, "HOME": str(tmp_path)},
    )  # fmt: skip
    with pikepdf.open(tmp_path / "laporan.pdf") as seen, pikepdf.open(written[0]) as ours:
        assert abs(len(seen.pages) - len(ours.pages)) <= 2
