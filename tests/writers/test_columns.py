"""Widths of a table's columns: no word is parted, and sentences are not squeezed into towers."""

from __future__ import annotations

import numpy as np
import pytest

from laporan.document.ast import CellNode, Inline, Row, TableNode
from laporan.writers.columns import PADDING, UPRIGHT, lay_out
from laporan.writers.text_widths import width_of
from laporan.writers.wrapping import Wrapping

VERDICT = "Perlu tindakan (contoh)"
SENTENCE = "Membahas laporan tertua dengan unit kerja penangan setiap dua minggu, lalu menata ulang petugas"


def cell(*words: Inline) -> CellNode:
    return {"c": list(words), "rows": 1, "columns": 1, "scope": "", "numeric": False}


def table(*cells: CellNode) -> TableNode:
    row: Row = {"cells": list(cells), "total": False}
    return {
        "t": "table", "anchor": "tbl-x", "number": "1", "caption": [], "head": [], "body": [row],
        "numeric": [False] * len(cells), "wide": False, "shares": [], "notes": [], "sources": [],
    }  # fmt: skip


def test_a_verdict_breaks_where_sentences_beside_it_would_stand_in_towers() -> None:
    verdict: Inline = {"t": "status", "kind": "act", "mark": "▲", "c": [VERDICT]}
    numbers = [cell("1.234 hari kalender") for _ in range(4)]
    widths = lay_out(table(cell(SENTENCE), cell(verdict), *numbers, cell(SENTENCE))).widths
    assert width_of("▲\u00a0Perlu", 9, bold=True) < widths[1] < width_of(VERDICT, 9, bold=True)
    assert min(widths[0], widths[-1]) >= widths[1]


def test_the_author_divides_the_width_as_long_as_no_word_is_parted() -> None:
    asked = table(cell("kata"), cell("kata lain"), cell("Pertanggungjawaban"))
    asked["shares"] = [60, 30, 10]
    widths = lay_out(asked).widths
    assert widths[0] == pytest.approx(2 * widths[1], rel=0.1)
    assert widths[2] > width_of("Pertanggungjawaban", 9, bold=False)
    assert sum(widths) == pytest.approx(UPRIGHT)


def test_a_short_cell_is_not_broken_where_a_long_one_beside_it_could_spare_the_room() -> None:
    words = [
        "Integritas",
        "Kerja",
        "dan",
        "Kesesuaian",
        "Perintah",
        "Atasan",
        "dengan",
        "Aturan",
        "dan",
        "Norma",
        "Organisasi",
    ]
    asked = table(*(cell("x") for _ in range(3)))
    asked["body"] = [
        {"cells": [cell(" ".join(words[:some])), cell("B (mungkin C)"), cell(" ".join(words[:more]))], "total": False}
        for some, more in ((3, 11), (11, 2), (6, 6))
    ]
    layout = lay_out(asked)
    assert layout.widths[1] > width_of("B (mungkin C)", layout.size) + PADDING


def test_words_are_wrapped_one_by_one() -> None:
    wrapping = Wrapping(rows=2, size=9, tight=False)
    words = "Pensiun yang ditetapkan otomatis"
    room = width_of("Pensiun yang ditetapkan", 9) - 0.1
    wrapping.add(0, 0, 1, [words], bold=False, beside=0)
    wrapping.add(0, 1, 2, [words, words], bold=False, beside=0)
    assert wrapping.lines(np.array([room, 999])).tolist() == [2, 1]
    assert wrapping.lines(np.array([999, room])).tolist() == [2, 2], "four lines in the room of two rows"
