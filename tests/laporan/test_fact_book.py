"""What a fact tells of its rows: all of them while they are few, packed where they are many, a digest where too many."""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from laporan.data.identifiers import identifiers
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
    slug,
    steps,
    unpack_rows,
)
from laporan.facts.ledger import has_origin
from laporan.facts.lineage import Basis, LeftOut, Source
from laporan.facts.printed import Piece
from laporan.facts.quantity import Quantity, mean, relative_change, share
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
        "rows_at_home": "none",
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
    part = share(Quantity(1, "laporan", basis=basis), Quantity(4, "laporan")).by("14/2017")
    told = book.markup([Piece("25%", part), Piece(" kurang")], "bagian | persen", "bagian-persen", about="pusat")
    (fact,) = book.facts
    assert "25%</data> kurang" in told
    assert 'data-fakta="bagian-persen"' in told
    expected = {
        "id": "bagian-persen",
        "text": "25%",
        "value": 0.25,
        "exact": "0.25",
        "unit": "%",
        "rule": "14/2017",
        "about": "pusat",
        "of": {"value": 4, "unit": "laporan"},
        "name": "",
        "steps": [
            {"sign": "", "name": "laporan yang dihitung", "text": "1", "exact": "1", "unit": "laporan"},
            {"sign": "÷", "name": "semua laporan", "text": "4", "exact": "4", "unit": "laporan"},
        ],
        "expression": "bagian | persen",
        "datasets": [describe_rows(OPEN, FEW)],
        "params": [asdict(entry)],
    }
    assert fact == expected


def test_what_is_packed_is_unpacked() -> None:
    assert unpack_rows(pack_rows(SCATTERED)) == SCATTERED
    assert len(pack_rows(SCATTERED)) < 100
    assert pack_rows(SCATTERED).startswith("eN")  # of zlib's best compression: a ledger has thousands of them


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


def test_pieces_of_one_expression_are_facts_of_their_own() -> None:
    book, whole = FactBook(), Quantity(4, "laporan")
    told = book.markup([Piece("1", Quantity(1), "bagian"), Piece(" <dari> "), Piece("4", whole, "jumlah")], "a", "a")
    assert [fact["id"] for fact in book.facts] == ["a.bagian", "a.jumlah"]
    assert told == (
        '<data class="angka" value="1" data-fakta="a.bagian">1</data> &lt;dari&gt; '
        '<data class="angka" value="4" data-fakta="a.jumlah">4</data>'
    )
    assert [(fact["about"], fact["of"], fact["datasets"], fact["params"]) for fact in book.facts] == [
        ("", None, [], [])
    ] * 2


def test_a_number_without_rows_rests_on_what_it_is_said_to() -> None:
    book, basis = FactBook(), Basis({OPEN: FEW})
    own = Basis({OPEN: RowSet.of([2])})
    book.markup([Piece("1", Quantity(1)), Piece("2", Quantity(2, basis=own))], "a", "a", basis)
    assert [fact["datasets"][0]["rows_used"] for fact in book.facts] == [4, 1]


def test_the_same_fact_is_kept_once_and_another_of_its_name_is_numbered() -> None:
    book = FactBook()
    one, two, three = (Piece(str(n), Quantity(n, "laporan")) for n in (1, 2, 3))
    for piece in (one, one, two, three, two, one):
        book.markup([piece], "a", "a")
    book.markup([two], "a | angka", "a")
    assert [(fact["id"], fact["exact"]) for fact in book.facts] == [("a", "1"), ("a~2", "2"), ("a~3", "3")]
    assert 'data-fakta="a~2"' in book.markup([two], "a", "a")
    book.markup([one], "ab", "ab")
    assert book.facts[-1]["id"] == "ab"


def test_the_same_number_of_another_thing_is_another_fact() -> None:
    book, piece = FactBook(), Piece("1", Quantity(1, "laporan"))
    for about in ("pusat", "kanreg", "pusat"):
        book.markup([piece], "a", "a", about=about)
    assert [(fact["id"], fact["about"]) for fact in book.facts] == [("a", "pusat"), ("a~2", "kanreg")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Rata-rata (hari)", "rata-rata-hari", id="heading"),
        pytest.param("hasil.all.open | angka", "hasil.all.open", id="without-angka"),
        pytest.param(" hasil.all.days|satuan ", "hasil.all.days", id="without-satuan"),
        pytest.param("hasil.share | persen(1)", "hasil.share-persen-1", id="with-another-filter"),
        pytest.param("angka | persen", "angka-persen", id="a-filter-that-is-not-at-the-end"),
        pytest.param("13–17", "13-17", id="dash"),
        pytest.param("Kepuasan é & “unsur”", "kepuasan-e-unsur", id="letters-beyond-ascii"),
        pytest.param("--.a.--", "a", id="nothing-but-marks-at-its-ends"),
        pytest.param("X: a X", "x-a-x", id="letters-at-its-ends"),
        pytest.param("…", "", id="nothing-left"),
    ],
)
def test_an_id_is_made_of_letters_digits_dots_and_hyphens(text: str, expected: str) -> None:
    assert slug(text) == expected


CAME_IN, LEFT_OVER = Quantity(2260, "laporan").called("laporan masuk"), Quantity(1948, "laporan").called("sisa awal")
HANDLED = CAME_IN + LEFT_OVER


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (HANDLED, [("", "laporan masuk", "2.260"), ("+", "sisa awal", "1.948")]),
        (HANDLED - LEFT_OVER, [("", "laporan masuk", "2.260"), ("+", "sisa awal", "1.948"), ("−", "sisa awal", "1.948")]),
        (HANDLED.called("beban") + CAME_IN, [("", "beban", "4.208"), ("+", "laporan masuk", "2.260")]),
        (CAME_IN + 5, []),
        (Quantity(7, "laporan") + LEFT_OVER, []),
        (CAME_IN, []),
        (share(CAME_IN, HANDLED), [("", "laporan masuk", "2.260"), ("÷", "semua laporan", "4.208")]),
        (
            share(Quantity(3, "saran"), Quantity(4, "saran")),
            [("", "saran yang dihitung", "3"), ("÷", "semua saran", "4")],
        ),
        (
            mean(pd.Series([1, 2, 6]), "hari kalender"),
            [("", "jumlah hari kalender", "9"), ("÷", "banyaknya nilai", "3")],
        ),
        (
            relative_change(Quantity(20, "hari"), Quantity(25, "hari")),
            [("", "nilai sesudahnya", "25"), ("−", "nilai sebelumnya", "20"), ("÷", "nilai sebelumnya", "20")],
        ),
    ],
    ids=[
        "sum", "sum-less-a-part", "a-named-sum", "a-part-without-name", "the-first-without-name", "a-count", "share",
        "share-of-things-without-names", "mean", "change",
    ],
)  # fmt: skip
def test_the_steps_by_hand_of_a_number(number: Quantity, told: list[tuple[str, str, str]]) -> None:
    assert [(step["sign"], step["name"], step["text"]) for step in steps(number)] == told


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 10**6))
def test_the_steps_of_a_sum_lead_to_it(first: int, second: int, third: int) -> None:
    a, b, c = (Quantity(n, "laporan").called(name) for n, name in zip((first, second, third), "abc", strict=True))
    made = a + b - c
    signs = {"": 1, "+": 1, "−": -1}

    assert sum(signs[step["sign"]] * int(step["exact"]) for step in steps(made)) == made.value


def test_a_name_stays_where_the_rule_or_the_unit_is_told() -> None:
    assert (CAME_IN.by("batas").name, CAME_IN.counted_as("kasus").name) == ("laporan masuk", "laporan masuk")


def test_the_exact_value_of_a_weighted_mean_reads_as_nobody_s_number() -> None:
    exact = exact_text(Fraction(2333488609245016, 140139936199455))
    assert not list(identifiers(exact))
    assert abs(Fraction(exact) - Fraction(2333488609245016, 140139936199455)) < Fraction(1, 10**25)
