"""The Quarto book: its shape by Quarto's documented keys, its text as text, and nothing in it that runs."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path
from typing import Any

import lxml.etree
import pytest
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
            "date": "21 Mei 2018", "day": "2018-05-21", "office": "Ketua", "name": "X", "synthetic": "", "status": "", "made_up": "", "mark": "DRAF",
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
    write_book(tree, tmp_path / "buku")
    return tmp_path / "buku"


def test_the_project_file_has_documented_keys_only(book: Path) -> None:
    made = YAML(typ="safe").load(book / "_quarto.yml")
    assert set(made) <= KEYS[""]
    for part, known in KEYS.items():
        assert not part or set(made[part]) <= known, part
    assert made["project"]["type"] == "book"
    assert made["lang"] == "id"
    assert made["execute"] == {"enabled": False}


def test_chapters_parts_and_appendices_are_files_of_the_project(book: Path) -> None:
    made = YAML(typ="safe").load(book / "_quarto.yml")["book"]
    assert made["chapters"] == ["index.qmd", {"part": "Isi laporan", "chapters": ["bab-a.qmd"]}]
    assert made["appendices"] == ["c.qmd"]
    assert sorted(path.name for path in book.glob("*.qmd")) == ["bab-a.qmd", "c.qmd", "index.qmd"]


def test_every_page_begins_with_its_labelled_title(book: Path) -> None:
    first = {path.name: path.read_text(encoding="utf-8").split("\n")[0] for path in book.glob("*.qmd")}
    assert first == {
        "index.qmd": "# Ringkasan {#sec-ringkasan .unnumbered}",
        "bab-a.qmd": "# A {#sec-bab-a}",
        "c.qmd": "# C {#sec-c}",
    }


def test_figures_and_tables_carry_labels_captions_and_alternatives(book: Path) -> None:
    text = (book / "bab-a.qmd").read_text(encoding="utf-8")
    assert (
        '**Naik ke 724**\n\n![Satu 724](gambar/fig-a.svg){#fig-a fig-alt="Bagan \\"a\\" &#123;x}" width=160mm}' in text
    )
    assert re.search(r"::: \{#tbl-a\}\n\n```\{=html\}\n<table>.*?</table>\n```\n\nDua\n\n:::", text, re.DOTALL)
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
        write_book(tree, tmp_path)
    assert (tmp_path / "surat.txt").is_file()


def test_a_book_is_written_anew(tree: DocumentTree, book: Path) -> None:
    (book / "lama.qmd").touch()
    write_book(tree, book)
    assert not (book / "lama.qmd").exists()


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


def test_a_list_in_a_list_is_indented(tmp_path: Path) -> None:
    inner: BlockNode = {"t": "list", "ordered": False, "start": 1, "items": [[{"t": "paragraph", "c": ["b"]}]]}
    outer: BlockNode = {"t": "list", "ordered": True, "start": 3, "items": [[{"t": "paragraph", "c": ["a"]}, inner]]}
    assert block(outer, tmp_path) == "3.  a\n\n    -   b"


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
    assert render(str(program), book, "docx") == 3
    assert (tmp_path / "perintah").read_text(encoding="utf-8").strip() == f"render {book} --to docx --no-execute"
