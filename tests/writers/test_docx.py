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
from openxml_audit import OpenXmlValidator

from laporan.document.ast import DocumentTree, blocks_of, plain
from laporan.writers.docx import write_docx
from laporan.writers.docx.numbering import counted_by_word
from laporan.writers.pdf.structure import Pages

from .torture import FRONT, torture_document
from .words import check_same_words, docx_text, heading_numbers, page_words

Written = tuple[Path, Path, Pages]


@pytest.fixture(scope="module")
def document(written: Written) -> Any:
    return docx.Document(str(written[1]))


def codes(document: Any) -> list[list[str]]:
    return [(node.text or "").split() for node in document.element.body.iter(qn("w:instrText"))]


@pytest.fixture(scope="module")
def instructions(document: Any) -> list[list[str]]:
    return codes(document)


def test_captions_are_counted_by_word_itself(instructions: list[list[str]], tree: DocumentTree) -> None:
    kinds = Counter(block["t"] for block in blocks_of(tree))
    counted = Counter(code[1] for code in instructions if code[0] == "SEQ")
    assert counted == {"Gambar": kinds["figure"], "Tabel": kinds["table"]}


def numbered_by_word(document: Any) -> list[str]:
    """The headings that Word numbers, with the numbers that it shows."""
    numbers = heading_numbers(document.element, document.part.numbering_part.element)
    return [f"{numbers[one._p]} {one.text}" for one in document.paragraphs if one._p in numbers]


def test_headings_are_numbered_by_word_itself(document: Any, tree: DocumentTree) -> None:
    told = [f"{head['number']} {plain(head['c'])}" for head in blocks_of(tree)
            if head["t"] == "heading" and head["anchor"] and head["number"] not in ("", "Lampiran")]  # fmt: skip
    assert len(told) == 4
    assert numbered_by_word(document) == told


def test_a_heading_that_is_inserted_renumbers_those_behind_it(written: Written) -> None:
    document = docx.Document(str(written[1]))
    second = next(one for one in document.paragraphs if one.text == "Tabel")
    second.insert_paragraph_before("Sisipan", style="heading 2")
    assert numbered_by_word(document)[1:4] == ["1.1. Teks ganas", "1.2. Sisipan", "1.3. Tabel"]


def test_references_to_sections_follow_their_numbers(document: Any) -> None:
    fields = [code for code in codes(document) if code[0] == "REF" and "\\r" in code]
    names = {mark.get(qn("w:name")): mark for mark in document.element.body.iter(qn("w:bookmarkStart"))}
    headings = ["".join(t.text or "" for t in names[code[1]].getparent().iter(qn("w:t"))) for code in fields]
    assert headings == ["Tabel"]
    assert "Subbab\u00a01.2," in "".join(t.text or "" for t in document.element.body.iter(qn("w:t")))


@pytest.mark.parametrize(
    ("numbers", "counted"),
    [
        pytest.param([(1, "BAB I"), (2, "1.1."), (3, "1.1.1."), (2, "1.2."), (1, "BAB II"), (2, "2.1.")], 6, id="all"),
        pytest.param([(1, ""), (1, "BAB I"), (1, "Lampiran"), (2, "")], 1, id="what has no number, or words for one"),
        pytest.param([(1, "BAB II"), (2, "2.1.")], 0, id="chapters that begin with the second"),
        pytest.param([(1, "BAB I"), (2, "1.2."), (2, "1.1.")], 2, id="out of order"),
        pytest.param([(1, "BAB I"), (5, "1.1.1.1.1.")], 1, id="deeper than Word numbers"),
    ],
)
def test_only_numbers_that_word_gets_to_are_left_to_it(numbers: list[tuple[int, str]], counted: int) -> None:
    heads: Any = [{"t": "heading", "level": level, "number": number, "anchor": f"sec-{place}", "c": []}
                  for place, (level, number) in enumerate(numbers)]  # fmt: skip
    assert len(counted_by_word(heads)) == counted


def test_all_headings_have_their_level_of_the_outline(document: Any, tree: DocumentTree) -> None:
    names = document.element.nsmap
    levels = {style.get(qn("w:styleId")): style.find("w:pPr/w:outlineLvl", names)
              for style in document.styles.element.iter(qn("w:style"))}  # fmt: skip
    minor = [one for one in document.paragraphs if one.style.style_id.startswith("JudulKecil")]
    listed = sum(head["t"] == "heading" and not head["anchor"] for head in blocks_of(tree))
    assert all(levels[f"Heading{level}"].get(qn("w:val")) == str(level - 1) for level in range(1, 6))
    assert levels["JudulDaftar"].get(qn("w:val")) == "0"
    assert len(minor) == listed > 0
    assert all(one._p.find("w:pPr/w:outlineLvl", names) is not None for one in minor)


def test_drawings_are_svg_with_a_picture_for_programs_that_draw_none(written: Written, document: Any) -> None:
    (drawing,) = document.element.body.iter("{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip")
    related = document.part.related_parts[drawing.get(qn("r:embed"))]
    (blip,) = drawing.iterancestors(qn("a:blip"))
    svg = lxml.etree.fromstring(related.blob)
    assert related.content_type == "image/svg+xml"
    assert document.part.related_parts[blip.get(qn("r:embed"))].content_type == "image/png"
    assert not list(svg.iter("{*}text")), "Word draws words in fonts that it finds"
    assert len(list(svg.iter("{*}path"))) > 0


def test_the_running_head_has_the_number_of_a_chapter_and_none_of_an_annex(document: Any) -> None:
    heads = {section.header._sectPr.xpath("string(w:pgNumType/@w:fmt)"): [] for section in document.sections}
    for section in document.sections:
        codes_here = ["".join(node.itertext()).split() for node in section.header._element.iter(qn("w:instrText"))]
        heads[section.header._sectPr.xpath("string(w:pgNumType/@w:fmt)")].append(["\\n" in code for code in codes_here])
    assert heads["decimal"][:-1] == [[True, False]] * (len(heads["decimal"]) - 1)
    assert heads["decimal"][-1] == [False]


def test_the_lists_say_whose_pages_they_have_until_word_has_its_own(
    document: Any, tree: DocumentTree, tmp_path: Path
) -> None:
    (note,) = (one for one in document.paragraphs if one.style.style_id == "CatatanDaftar")
    kinds = [mark.get(qn("w:fldCharType")) for mark in note._p.iter(qn("w:fldChar"))]
    assert kinds == ["begin", "separate"], "within the field, so that it goes with what Word replaces"
    write_docx(tree, tmp_path / "x.docx")
    assert not [
        one for one in docx.Document(str(tmp_path / "x.docx")).paragraphs if one.style.style_id == "CatatanDaftar"
    ]


def test_the_validator_of_ooxml_finds_nothing(written: Written) -> None:
    found = [str(one) for one in OpenXmlValidator().validate(str(written[1])).errors]
    # 0 is no definition: it takes the number of its style from a paragraph (ECMA-376, 17.9.18)
    assert [one for one in found if "Numbering definition '0'" not in one] == []


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


def test_a_turned_page_has_the_numerals_of_its_part(tree: DocumentTree, tmp_path: Path) -> None:
    turned = copy.deepcopy(tree)
    wide = next(block for block in blocks_of(turned) if block["t"] == "table" and block["anchor"] == "tbl-lebar")
    turned["sections"][0]["blocks"].append({**wide, "anchor": "tbl-depan"})
    write_docx(turned, tmp_path / "x.docx")
    sections = [part for part in docx.Document(str(tmp_path / "x.docx")).sections if int(part.orientation) == 1]
    assert [part._sectPr.xpath("string(w:pgNumType/@w:fmt)") for part in sections] == ["lowerRoman", "decimal"]


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


def test_lines_that_are_broken_by_hand_are_not_stretched(document: Any) -> None:
    settings = document.settings.element
    modes = {one.get(qn("w:name")): one.get(qn("w:val")) for one in settings.iter(qn("w:compatSetting"))}
    assert settings.find(f"{qn('w:compat')}/{qn('w:doNotExpandShiftReturn')}") is not None
    assert modes["compatibilityMode"] == "15"
    assert settings.find(qn("w:decimalSymbol")).get(qn("w:val")) == ","


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


def test_no_part_of_the_file_ends_with_an_empty_paragraph_behind_another(document: Any) -> None:
    """It could open a page of its own, with nothing on it."""
    body = list(document.element.body)
    ends = [place for place, one in enumerate(body) if one.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None]
    ends.append(len(body) - 2)  # the last part's properties stand behind all paragraphs
    assert len(ends) > 3
    for place in ends:
        assert "".join(body[place].itertext()) or body[place - 1].tag != qn("w:p"), place


def test_the_second_paragraph_of_an_item_begins_where_its_first_does(tmp_path: Path) -> None:
    item: list[Any] = [{"t": "paragraph", "c": [words]} for words in ("Satu.", "Dua.")]
    block: Any = {"t": "list", "ordered": False, "start": 1, "items": [item]}
    write_docx({"front": FRONT, "sections": [{"kind": "chapter", "blocks": [block]}]}, tmp_path / "a.docx")
    first, second = docx.Document(str(tmp_path / "a.docx")).paragraphs[-2:]
    assert (first.text, second.text) == ("Satu.", "Dua.")
    (level,) = first.part.numbering_part.element.xpath(
        "./w:abstractNum[@w:abstractNumId=1]/w:lvl[@w:ilvl=0]/w:pPr/w:ind"
    )
    assert second.paragraph_format.left_indent.twips == int(level.get(qn("w:left")))
    assert second.paragraph_format.first_line_indent == 0
