"""The tree holds everything that the official files say, and refuses what it has no place for."""

from __future__ import annotations

import pytest

from laporan.core.errors import ContractError
from laporan.document.ast import DocumentTree, Row, blocks_of, numeric_columns, placed, plain
from laporan.document.html import build_document
from laporan.document.parse import build_tree

from .torture import FRONT, HOSTILE, facts


def tree_of(inner: str) -> DocumentTree:
    html = f'<h2 id="sec-a">Judul</h2><div class="sel" data-level="2" data-bab="a">{inner}</div>'
    return build_tree(build_document(html, facts()), facts(), FRONT)


@pytest.mark.parametrize(
    "inner",
    [
        pytest.param("<video></video>", id="block"),
        pytest.param("<p>a <u>b</u></p>", id="inline"),
        pytest.param("<div class='lain'><p>a</p></div>", id="division"),
        pytest.param("<p><a href='javascript:alert(1)'>a</a></p>", id="link"),
        pytest.param("<p><a href='berkas.html'>a</a></p>", id="relative link"),
        pytest.param("<dl><dt>a</dt><dd>b</dd></dl>", id="list of terms"),
        pytest.param("<ul>lepas<li>a</li></ul>", id="loose words"),
        pytest.param("<dl class='pokok'><div><dt>a</dt><dd>b</dd></div></dl>", id="headline without number"),
        pytest.param("<div class='tanda-tangan'><p>a</p></div>", id="signature without name"),
        pytest.param("<h3>bawah</h3>", id="level left out"),
    ],
)
def test_what_the_tree_has_no_place_for_is_refused(inner: str) -> None:
    with pytest.raises(ContractError):
        tree_of(inner)


def test_words_keep_their_marks() -> None:
    (section,) = tree_of("<p>a <em>b</em> <strong>c</strong> <code>d</code><br>e</p>")["sections"]
    paragraph = section["blocks"][1]
    assert paragraph["t"] == "paragraph"
    assert [node if isinstance(node, str) else node["t"] for node in paragraph["c"]] == [
        "a ", "em", " ", "strong", " ", "code", "br", "e",
    ]  # fmt: skip


def test_a_line_does_not_begin_with_the_space_behind_a_break() -> None:
    (section,) = tree_of("<p>a<br>\n  b <br> <em>c</em></p>")["sections"]
    (line,) = [block["c"] for block in section["blocks"] if block["t"] == "paragraph"]
    assert [node if isinstance(node, str) else node["t"] for node in line] == ["a", "br", "b ", "br", "em"]


def test_sections_know_their_kind(tree: DocumentTree) -> None:
    assert [section["kind"] for section in tree["sections"]] == ["front", "chapter", "chapter", "annex"]


def test_what_is_only_for_the_page_is_left_out(tree: DocumentTree) -> None:
    assert "RAHASIA HALAMAN" not in repr(tree)
    assert "Batang setengah" not in repr(tree)


def test_hostile_words_arrive_whole(tree: DocumentTree) -> None:
    table = next(block for block in blocks_of(tree) if block["t"] == "table" and block["anchor"] == "tbl-ganas")
    cells = [plain(row["cells"][1]["c"]) for row in table["body"]]
    for given, arrived in zip(HOSTILE, cells, strict=True):
        visible = "".join(f"[U+{ord(char):04X}]" if char in "\u202e\u202c\u200b" else char for char in given)
        assert arrived == visible


def test_a_spanning_cell_moves_those_below_it() -> None:
    def cell(rows: int = 1, columns: int = 1, numeric: bool = False) -> dict[str, object]:
        return {"c": [], "rows": rows, "columns": columns, "scope": "", "numeric": numeric}

    rows: list[Row] = [
        {"total": False, "cells": [cell(rows=2), cell(columns=2)]},  # type: ignore[list-item]
        {"total": False, "cells": [cell(numeric=True), cell()]},  # type: ignore[list-item]
    ]
    assert [(row, column) for row, column, _ in placed(rows)] == [(0, 0), (0, 1), (1, 1), (1, 2)]
    assert numeric_columns(rows[:1], rows) == [False, True, False]
