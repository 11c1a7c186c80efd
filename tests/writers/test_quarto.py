"""The Quarto book: its shape by Quarto's documented keys, its text as text, and nothing in it that runs."""

from __future__ import annotations

import base64
import io
import os
import re
import stat
from pathlib import Path
from typing import Any

import lxml.etree
import lxml.html
import pytest
from fontTools.ttLib import TTFont
from ruamel.yaml import YAML

from laporan.document.ast import BlockNode, CellNode, DocumentTree, LineNode
from laporan.writers.quarto import find_quarto, render, write_book
from laporan.writers.quarto.markdown import block, html_line, inline, paragraph

# As Quarto documents them: docs/reference/projects/books, docs/reference/metadata/crossref, docs/reference/formats.
KEYS = {
    "": {"project", "lang", "book", "from", "number-sections", "number-depth", "crossref", "language", "execute", "format"},
    "project": {"type", "output-dir", "render", "resources"},
    "book": {"title", "subtitle", "author", "date", "chapters", "appendices"},
    "crossref": {"fig-title", "tbl-title", "title-delim", "fig-prefix", "tbl-prefix", "sec-prefix", "chapters"},
    "execute": {"enabled", "freeze", "echo"},
    "format": {"html", "docx", "typst"},
    "language": {"crossref-ch-prefix", "crossref-apx-prefix", "crossref-sec-prefix"},
}  # fmt: skip
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="10pt" height="10pt"><text>44%</text></svg>'
NUMBER: Any = {"t": "number", "fact": "a", "synthetic": False, "c": ["724"]}
HOSTILE = "=1+1 @fig-x {{< include /etc/hosts >}} $x$ *b* [a](b) ![a](b) <script> `r 1` # | ~ ^ \\ 'a' \"b\""


def cell(line: LineNode, scope: Any = "", rows: int = 1) -> CellNode:
    return {"c": line, "rows": rows, "columns": 1, "scope": scope, "numeric": not scope}


def heading(level: int, number: str, anchor: str, text: str) -> BlockNode:
    return {"t": "heading", "level": level, "number": number, "anchor": anchor, "c": [text]}


@pytest.fixture
def tree() -> DocumentTree:
    figure: Any = {
        "t": "figure", "anchor": "fig-a", "number": "Gambar 1", "caption": ["Satu ", NUMBER], "alt": 'Bagan "a" {x}',
        "title": ["Naik ke 724"], "svg": SVG, "width": 160.0, "image": "", "missing": False, "notes": [], "sources": [["Sumber: a"]],
    }  # fmt: skip
    table: Any = {
        "t": "table", "anchor": "tbl-a", "number": "Tabel 1", "caption": ["Dua"], "wide": False, "notes": [],
        "head": [{"total": False, "cells": [cell(["Nama"], "col"), cell(["Isi"], "col")]}], "numeric": [False, True],
        "body": [{"total": False, "cells": [cell([HOSTILE], "row"), cell([NUMBER])]}], "sources": [],
    }  # fmt: skip
    photo = {
        **figure,
        "anchor": "fig-foto-b",
        "svg": "",
        "missing": True,
        "title": [],
        "caption": ["Rapat (foto belum diserahkan)"],
    }
    return {
        "front": {
            "title": "Laporan", "year": 2017, "group": "Pokja", "agency": "BKN", "place": "Jakarta",
            "date": "21 Mei 2018", "day": "2018-05-21", "office": "Ketua", "name": "X", "synthetic": "", "status": "", "made_up": "", "mark": "DRAF", "contacts": [],
            "final": False, "correction": None,
        },
        "sections": [
            {"kind": "front", "anchor": "sec-ringkasan", "blocks": [heading(1, "", "sec-ringkasan", "Ringkasan")]},
            {
                "kind": "chapter", "anchor": "sec-bab-a",
                "blocks": [heading(1, "BAB I", "sec-bab-a", "A"), heading(2, "1.1.", "sec-b", "B"), figure, table, photo],
            },
            {"kind": "annex", "anchor": "sec-c", "blocks": [heading(1, "Lampiran", "sec-c", "C")]},
        ],
    }  # fmt: skip


@pytest.fixture
def book(tree: DocumentTree, tmp_path: Path) -> Path:
    write_book(tree, {}, tmp_path / "buku")
    return tmp_path / "buku"


def test_the_project_file_has_documented_keys_only(book: Path) -> None:
    made = YAML(typ="safe").load(book / "_quarto.yml")
    assert set(made) <= KEYS[""]
    for part, known in KEYS.items():
        assert not part or set(made[part]) <= known, part
    assert made["project"]["type"] == "book"
    assert made["lang"] == "id"
    assert made["execute"] == {"enabled": False}


def test_chapters_and_appendices_are_files_of_the_project(book: Path) -> None:
    """Flat: a part would cost a page that divides, and a crumb on each page."""
    made = YAML(typ="safe").load(book / "_quarto.yml")["book"]
    assert made["chapters"] == ["index.qmd", "daftar.qmd", "bab-a.qmd"]
    assert made["appendices"] == ["c.qmd", "asal-angka.qmd"]
    assert {path.name for path in book.glob("*.qmd")} == {*made["chapters"], *made["appendices"]}


def test_each_format_has_pictures_that_it_can_show(book: Path) -> None:
    """Word reads no SVG unless a program of the system converts it; typst takes no font from an SVG."""
    formats = YAML(typ="safe").load(book / "_quarto.yml")["format"]
    chosen = {name: told["default-image-extension"] for name, told in formats.items()}
    assert chosen == {"html": "svg", "docx": "png", "typst": "svg"}
    for ending in set(chosen.values()):
        assert (book / "gambar" / f"fig-a.{ending}").is_file()
    assert (book / "gambar" / "fig-a.png").read_bytes().startswith(b"\x89PNG")
    (folder,) = formats["typst"]["font-paths"]
    assert {path.suffix for path in (book / folder).iterdir()} == {".ttf", ".txt"}


def test_a_drawing_carries_the_letters_that_it_uses(book: Path) -> None:
    drawing = lxml.etree.parse(book / "gambar" / "fig-a.svg").getroot()
    (style,) = drawing.xpath("//*[local-name()='style']/text()")
    faces = re.findall(r"font-family:'Laporan Sans';font-weight:(\d+);src:url\(data:font/woff;base64,([^)]+)\)", style)
    assert [weight for weight, _ in faces] == ["400", "600"]
    for _, data in faces:
        letters = TTFont(io.BytesIO(base64.b64decode(data))).getBestCmap()
        assert set(map(ord, "44%")) <= set(letters) <= {*map(ord, "44% ")}


def test_every_cell_and_column_says_how_it_is_set(book: Path) -> None:
    """Quarto centres what says nothing, and Word's tables have no widths of their own."""
    text = (book / "bab-a.qmd").read_text(encoding="utf-8")
    table = lxml.html.fragment_fromstring(text[text.index("<table>") : text.index("</table>") + len("</table>")])
    cells = table.xpath(".//th | .//td")
    assert len(cells) == 4
    assert [cell.get("style") for cell in cells] == ["text-align: left"] * 3 + ["text-align: right"]
    shares = [float(re.sub(r"[^\d.]", "", column.get("style"))) for column in table.xpath(".//col")]
    assert len(shares) == 2
    assert sum(shares) == pytest.approx(100, abs=0.2)
    assert '::: {#tbl-a tbl-align="left"}' in text


def test_both_lists_name_the_numbers_of_the_other_editions(book: Path) -> None:
    lists = (book / "daftar.qmd").read_text(encoding="utf-8")
    assert "-   [@fig-a] (Gambar 1) Satu 724\n" in lists
    assert "menomori gambar dan tabel per bab" in (book / "index.qmd").read_text(encoding="utf-8")


def test_a_section_is_referred_to_by_its_number_from_the_first_page(tree: DocumentTree, tmp_path: Path) -> None:
    """Quarto writes a title for a reference that stands under no number; figures keep Quarto's own numbers."""
    line: LineNode = [
        "lihat ", {"t": "ref", "to": "sec-b", "c": ["Subbab 1.1"]}, " dan ", {"t": "ref", "to": "fig-a", "c": ["Gambar 1"]},
    ]  # fmt: skip
    tree["sections"][0]["blocks"].append(
        {"t": "list", "ordered": False, "start": 1, "items": [[{"t": "paragraph", "c": line}]]}
    )
    tree["sections"][1]["blocks"].append({"t": "paragraph", "c": line})
    write_book(tree, {}, tmp_path / "buku")
    assert "-   lihat [Subbab 1.1](<bab-a.qmd#sec-b>) dan [@fig-a]" in (tmp_path / "buku/index.qmd").read_text(
        encoding="utf-8"
    )
    assert "lihat [@sec-b] dan [@fig-a]" in (tmp_path / "buku/bab-a.qmd").read_text(encoding="utf-8")


def test_every_page_begins_with_its_labelled_title(book: Path) -> None:
    first = {path.name: path.read_text(encoding="utf-8").split("\n")[0] for path in book.glob("*.qmd")}
    assert first == {
        "index.qmd": "# Ringkasan {#sec-ringkasan .unnumbered}",
        "bab-a.qmd": "# A {#sec-bab-a}",
        "c.qmd": "# C {#sec-c}",
        "daftar.qmd": "# Daftar gambar dan tabel {#sec-daftar .unnumbered}",
        "asal-angka.qmd": "# Asal angka {#sec-asal-angka}",
    }


def test_figures_and_tables_carry_labels_captions_and_alternatives(book: Path) -> None:
    text = (book / "bab-a.qmd").read_text(encoding="utf-8")
    assert '**Naik ke 724**\n\n![Satu 724](gambar/fig-a){#fig-a fig-alt="Bagan \\"a\\" &#123;x}" width=160mm}' in text
    assert re.search(r"::: \{#tbl-a [^}]*\}\n\n```\{=html\}\n<table>.*?</table>\n```\n\nDua\n\n:::", text, re.DOTALL)
    assert "::: {#fig-foto-b}\n\n\u00a0\n\nRapat (foto belum diserahkan)\n\n:::" in text
    assert text.count(":::") % 2 == 0
    lxml.etree.parse(book / "gambar" / "fig-a.svg")


def test_nothing_in_it_runs(book: Path) -> None:
    assert not list(book.rglob("*.ipynb"))
    for page in book.glob("*.qmd"):
        fences = re.findall(r"^`{3,}\s*(\{.*?\})", page.read_text(encoding="utf-8"), re.MULTILINE)
        assert set(fences) <= {"{=html}"}


def test_a_folder_of_somebody_else_is_left_alone(tree: DocumentTree, tmp_path: Path) -> None:
    (tmp_path / "surat.txt").write_text("jangan", encoding="utf-8")
    with pytest.raises(FileExistsError):
        write_book(tree, {}, tmp_path)
    assert (tmp_path / "surat.txt").is_file()


def test_a_book_is_written_anew(tree: DocumentTree, book: Path) -> None:
    """What we wrote goes, what somebody put beside it or Quarto made of it stays."""
    theirs = ["_quarto.yml.local", "_brand.yml", "catatan.qmd", "_book-html/index.html", "gambar/logo.svg"]
    for name in theirs:
        (book / name).parent.mkdir(exist_ok=True)
        (book / name).write_text("milik orang", encoding="utf-8")
    (gone,) = (section for section in tree["sections"] if section["kind"] == "chapter")
    tree["sections"].remove(gone)
    write_book(tree, {}, book)
    assert [name for name in theirs if (book / name).read_text(encoding="utf-8") != "milik orang"] == []
    assert not (book / "bab-a.qmd").exists()
    assert not (book / "gambar" / "fig-a.svg").exists()


@pytest.mark.parametrize("name", ["../surat.txt", "/etc/hostname", "luar/surat.txt", ""])
def test_a_list_that_leads_out_of_the_folder_removes_nothing(tree: DocumentTree, book: Path, name: str) -> None:
    (book.parent / "surat.txt").write_text("milik orang", encoding="utf-8")
    (book / "luar").symlink_to(book.parent)
    (book / ".laporan-quarto").write_text(f"{name}\n", encoding="utf-8")
    write_book(tree, {}, book)
    assert (book.parent / "surat.txt").is_file()


def test_text_is_never_markup() -> None:
    made = inline([HOSTILE])
    assert re.sub(r"\\(.)", r"\1", made) == HOSTILE
    assert not re.search(r"(?<!\\)[`*_{}\[\]<>#~^$@|!]", made)
    assert "{{" not in html_line([HOSTILE])
    assert "<script>" not in html_line([HOSTILE])


STARTS = {
    "1. Juli": "1\\. Juli", "a) satu": "a\\) satu", "- satu": "\\- satu", "(1) satu": "\\(1) satu", "+3": "\\+3",
    "Biasa. Saja": "Biasa. Saja", "2017 tahun": "2017 tahun",
}  # fmt: skip


@pytest.mark.parametrize(("text", "made"), STARTS.items(), ids=STARTS)
def test_a_paragraph_that_looks_like_a_list_is_none(text: str, made: str) -> None:
    assert paragraph([text]) == made


def test_references_are_left_to_quarto() -> None:
    line: LineNode = ["lihat ", {"t": "ref", "to": "tbl-a", "c": ["Tabel 1"]}]
    assert inline(line) == "lihat [@tbl-a]"
    assert html_line(line) == 'lihat <span data-qmd="@tbl-a">Tabel 1</span>'


def test_a_list_in_a_list_is_indented() -> None:
    inner: BlockNode = {"t": "list", "ordered": False, "start": 1, "items": [[{"t": "paragraph", "c": ["b"]}]]}
    outer: BlockNode = {"t": "list", "ordered": True, "start": 3, "items": [[{"t": "paragraph", "c": ["a"]}, inner]]}
    assert block(outer) == "3.  a\n\n    -   b"


@pytest.mark.skipif(os.name != "posix", reason="a program of shell lines")
def test_quarto_is_found_and_told_not_to_execute(book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "program" / "quarto"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/perintah\nexit 3\n', encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.delenv("QUARTO_PATH", raising=False)
    monkeypatch.setenv("PATH", f"{program.parent}:/bin:/usr/bin")
    assert find_quarto() == str(program)
    monkeypatch.setenv("PATH", "/bin")
    monkeypatch.setenv("QUARTO_PATH", str(program))
    assert find_quarto() == str(program)
    for form in ("html", "docx"):
        assert render(str(program), book, form) == 3
        told = (tmp_path / "perintah").read_text(encoding="utf-8").strip()
        assert told == f"render {book} --to {form} --output-dir _book-{form} --no-execute"
