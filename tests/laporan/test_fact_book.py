"""What a fact tells of its rows: all of them while they are few, packed where they are many, a digest where too many."""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from laporan.facts.fact_book import (
    LONGEST_ROW_LIST,
    MOST_RUNS,
    WHOLE_ROW_LISTS,
    FactBook,
    describe_rows,
    exact_text,
    pack_rows,
    plain,
    row_list,
    unpack_rows,
)
from laporan.facts.ledger import has_origin
from laporan.facts.lineage import Basis, LeftOut, Source
from laporan.facts.printed import Piece
from laporan.facts.quantity import Quantity, share
from laporan.facts.row_set import RowSet
from laporan.project.entries import FileEntry

OPEN = Source("2017/pusat/uji", "data/uji.csv", "ab12", "published", "Uji", 9, (LeftOut(7, "kiriman ganda"),))
FEW = RowSet.of([2, 3, 4, 9])
LISTED = "2-4,9"
SCATTERED = RowSet.of(range(2, 2 * (MOST_RUNS + 1) + 2, 2))


def digest_of(text: bytes) -> str:
    return hashlib.sha256(text).hexdigest()[:16]


def runs(number: int) -> RowSet:
    return RowSet.of(range(2, 2 * number + 2, 2))


def test_a_fact_tells_everything_of_a_file_and_its_rows() -> None:
    assert describe_rows(OPEN, FEW) == {
        "name": "2017/pusat/uji",
        "path": "data/uji.csv",
        "sha256": "ab12",
        "kind": "published",
        "title": "Uji",
        "personal": False,
        "rows_used": 4,
        "rows": LISTED,
        "rows_packed": None,
        "rows_digest": digest_of(LISTED.encode()),
        "rows_left_out": [{"row": 7, "why": "kiriman ganda"}],
    }


def test_of_persons_only_a_keyed_digest_is_told() -> None:
    told = describe_rows(Source("a", "a.csv", "ab", "published", "A", 9, (), "00ff"), FEW)
    keyed = hashlib.blake2b(FEW.to_bytes(), key=b"\x00\xff", digest_size=8).hexdigest()
    assert told["personal"] is True
    assert (told["rows"], told["rows_packed"], told["rows_digest"]) == (None, None, keyed)


def longest_that_is_listed() -> int:
    """How many single rows make a list of the greatest length that a fact carries."""
    return next(n for n in range(MOST_RUNS) if len(row_list(runs(n + 1))) > LONGEST_ROW_LIST)


@pytest.mark.parametrize("more", [0, 1], ids=["still-listed", "packed"])
def test_a_list_that_is_too_long_is_packed(more: int) -> None:
    rows = runs(longest_that_is_listed() + more)
    told = describe_rows(OPEN, rows)
    assert told["rows"] == (None if more else row_list(rows))
    assert told["rows_packed"] == (pack_rows(rows) if more else None)
    assert told["rows_digest"] == digest_of(row_list(rows).encode())


def test_a_list_of_exactly_the_greatest_length_is_still_listed() -> None:
    rows = RowSet.of([*range(100, 1000, 2), *range(1000, 1878, 2), 10_001])
    assert len(row_list(rows)) == LONGEST_ROW_LIST
    assert describe_rows(OPEN, rows)["rows"] == row_list(rows)


@pytest.mark.parametrize("more", [0, 1], ids=["packed", "only-a-digest"])
def test_rows_that_are_too_scattered_are_only_counted(more: int) -> None:
    rows = runs(MOST_RUNS + more)
    told = describe_rows(OPEN, rows)
    assert (told["rows"], told["rows_used"]) == (None, MOST_RUNS + more)
    assert told["rows_packed"] == (None if more else pack_rows(rows))
    assert told["rows_digest"] == digest_of(rows.to_bytes() if more else row_list(rows).encode())


def test_a_trace_is_told_the_first_rows_of_those_that_are_too_scattered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(WHOLE_ROW_LISTS, "1")
    told = describe_rows(OPEN, SCATTERED)
    assert told["rows"] == row_list(SCATTERED, MOST_RUNS)
    assert (told["rows_packed"], told["rows_digest"]) == (None, digest_of(SCATTERED.to_bytes()))


def test_a_fact_tells_what_is_printed_and_what_stands_behind_it() -> None:
    book, entry = FactBook(), FileEntry("params/2017.yml", "survey.population", "cd34", "605")
    basis = Basis({OPEN: FEW}, frozenset({entry}))
    part = share(Quantity(1, "laporan", basis=basis), Quantity(4, "laporan"))
    told = book.markup([Piece("25%", part), Piece(" kurang")], "bagian | persen", "bagian-persen")
    (fact,) = book.facts
    assert "25%</data> kurang" in told
    assert 'data-fakta="bagian-persen"' in told
    expected = {
        "id": "bagian-persen",
        "text": "25%",
        "value": 0.25,
        "exact": "0.25",
        "unit": "%",
        "of": {"value": 4, "unit": "laporan"},
        "expression": "bagian | persen",
        "datasets": [describe_rows(OPEN, FEW)],
        "params": [asdict(entry)],
    }
    assert {key: fact.get(key) for key in expected} == expected


def test_what_is_packed_is_unpacked() -> None:
    assert unpack_rows(pack_rows(SCATTERED)) == SCATTERED
    assert len(pack_rows(SCATTERED)) < 100


@pytest.mark.parametrize(
    ("datasets", "params", "origin"), [([], [], False), ([{}], [], True), ([], [{}], True), ([{}], [{}], True)]
)
def test_a_number_comes_from_rows_or_from_parameters(
    datasets: list[object], params: list[object], *, origin: bool
) -> None:
    assert has_origin({"datasets": datasets, "params": params}) is origin


@pytest.mark.parametrize(
    ("value", "number", "text"),
    [
        pytest.param(3, 3, "3", id="whole"),
        pytest.param(2.0, 2, "2", id="whole-float"),
        pytest.param(80.89, 80.89, "80.89", id="float"),
        pytest.param(Fraction(4, 2), 2, "2", id="whole-fraction"),
        pytest.param(Fraction(1, 8), 0.125, "0.125", id="fraction-with-an-end"),
        pytest.param(Fraction(3, 2), 1.5, "1.5", id="half"),
        pytest.param(Fraction(1, 3), 1 / 3, "1/3", id="fraction-without-an-end"),
        pytest.param(Decimal("80.890"), 80.89, "80.890", id="decimal"),
    ],
)
def test_a_value_in_the_ledger(value: Any, number: float, text: str) -> None:
    assert (plain(value), exact_text(value)) == (number, text)
    assert type(plain(value)) is type(number)
