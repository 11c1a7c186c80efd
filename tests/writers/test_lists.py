"""The lists before the chapters: which there are, and where they begin."""

from __future__ import annotations

from typing import Any

import pytest

from laporan.document.ast import DocumentTree
from laporan.writers.lists import Listing, lists_of, opening_pages


def listing(entries: int, letters: int = 40) -> Listing:
    table: Any = {"t": "table", "number": "Tabel 1", "caption": ["a" * letters], "anchor": "tbl-x"}
    return Listing("table", "Daftar Tabel", (table,) * entries)


@pytest.mark.parametrize(
    ("lists", "opens"),
    [
        pytest.param([listing(5), listing(3), listing(3)], [True, False, False], id="short ones share a page"),
        pytest.param([listing(38), listing(35), listing(35)], [True, True, True], id="long ones have their own"),
        pytest.param([listing(38), listing(4)], [True, True], id="no title alone at the foot of a page"),
        pytest.param([listing(50), listing(4)], [True, False], id="behind one that takes two pages"),
        pytest.param([listing(13, 200), listing(20)], [True, True], id="entries of several lines"),
        pytest.param([], [], id="none"),
    ],
)
def test_a_list_opens_a_page_where_little_of_it_would_stand_on_the_one_before(
    lists: list[Listing], opens: list[bool]
) -> None:
    assert opening_pages(lists) == opens


def test_lists_have_the_entries_of_the_report(tree: DocumentTree) -> None:
    assert [(one.kind, len(one.entries)) for one in lists_of(tree)] == [("heading", 6), ("figure", 3), ("table", 3)]
