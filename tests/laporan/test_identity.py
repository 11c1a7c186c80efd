"""Identities: what must hold between two numbers, how a breach is told, and which ones only guard the code."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from laporan.core.errors import UnitError
from laporan.core.formatting import round_half_up
from laporan.facts.identity import ROUNDING, Identity, at_most, parts
from laporan.facts.lineage import Basis, RowSet, Source
from laporan.facts.quantity import Quantity
from laporan.project.entries import FileEntry

COUNTS = st.integers(0, 10**6)


@given(st.lists(COUNTS, min_size=1), COUNTS)
def test_parts_and_whole_meet_only_where_they_are_equal(each: list[int], more: int) -> None:
    whole = Quantity(sum(each) + more, "laporan")
    assert parts("s", "hukum", "", [Quantity(n, "laporan") for n in each], whole).holds == (more == 0)


@given(st.fractions(0, 100))
@settings(max_examples=100)
def test_the_tolerance_is_met_by_every_rounding_half_up(value: Fraction) -> None:
    left, right = Quantity(round_half_up(value), "indeks"), Quantity(value, "indeks")
    assert Identity("s", "indeks", "", left, right, ROUNDING).holds
    assert not Identity("s", "indeks", "", left, Quantity(value + Fraction(2, 100), "indeks"), ROUNDING).holds


@given(COUNTS, COUNTS)
def test_a_part_is_at_most_its_whole(part: int, whole: int) -> None:
    case = at_most("s", "bagian ≤ keseluruhan", "", Quantity(part, "orang"), Quantity(whole, "orang"))
    assert case.holds == (part <= whole)
    assert case.holds or f"{Quantity(part, 'orang')!r} > {Quantity(whole, 'orang')!r}" in str(case)


def _side(*files: str) -> Quantity:
    rows = RowSet.of([2])
    return Quantity(1, "orang", basis=Basis({Source(f, f, "", "published", f, 1): rows for f in files}))


SET = Quantity(1, "orang", basis=Basis(entries=frozenset({FileEntry("params/2017.yml", "survey.population", "")})))


@pytest.mark.parametrize(
    ("left", "right", "code"),
    [
        pytest.param(_side("a.csv"), _side("a.csv"), True, id="one-file"),
        pytest.param(_side("a.csv"), _side("b.csv"), False, id="two-files"),
        pytest.param(_side("a.csv", "b.csv"), _side("a.csv"), True, id="one-file-more"),
        pytest.param(_side("a.csv", "b.csv"), _side("a.csv", "c.csv"), False, id="one-file-each"),
        pytest.param(_side("a.csv"), Quantity(1, "orang"), True, id="a-constant"),
        pytest.param(_side("a.csv"), SET, False, id="a-parameter"),
        pytest.param("A", "A", True, id="words"),
    ],
)
def test_an_identity_that_restates_its_formula_guards_the_code(left: Any, right: Any, *, code: bool) -> None:
    assert Identity("s", "l", "", left, right).guards_code is code
    assert not Identity("s", "l", "", left, right, rule_of_data=True).guards_code


def test_a_count_in_another_unit_rests_on_the_same_rows() -> None:
    cases = _side("a.csv")
    assert cases.counted_as("permohonan") == Quantity(1, "permohonan")
    assert cases.counted_as("permohonan").basis == cases.basis


def test_units_must_agree_too() -> None:
    assert not Identity("s", "l", "", Quantity(1, "laporan"), Quantity(1, "orang")).holds
    assert not at_most("s", "l", "", Quantity(1, "laporan"), Quantity(2, "orang")).holds
    assert Identity("s", "l", "", "B", "B").holds
    assert not Identity("s", "l", "", Quantity(Decimal(2), "B"), "B").holds


def reports(number: int) -> Quantity:
    return Quantity(number, "laporan")


@pytest.mark.parametrize(
    ("make", "told"),
    [
        pytest.param(
            lambda: Identity("pkt", "a = b", "Loket A", reports(3), reports(4)), "3 laporan ≠ 4 laporan", id="unequal"
        ),
        pytest.param(
            lambda: at_most("pkt", "a = b", "Loket A", reports(5), reports(4)), "5 laporan > 4 laporan", id="too-many"
        ),
        pytest.param(lambda: Identity("pkt", "a = b", "Loket A", "A", "B"), "A ≠ B", id="words"),
        pytest.param(
            lambda: Identity("pkt", "a = b", "Loket A", "A", "B", relation="≤"), "A ≠ B", id="words-have-no-order"
        ),
        pytest.param(
            lambda: parts("pkt", "a = b", "Loket A", [reports(1), reports(2)], reports(4)),
            "3 laporan ≠ 4 laporan",
            id="parts",
        ),
    ],
)
def test_a_breach_is_told_in_words(make: Callable[[], Identity], told: str) -> None:
    broken = make()
    assert not broken.holds
    assert str(broken) == f"pkt, a = b (Loket A): {told}"
    assert (broken.section, broken.law, broken.case) == ("pkt", "a = b", "Loket A")


def test_an_identity_is_exact_and_equal_unless_it_says_otherwise() -> None:
    assert not Identity("s", "l", "", Quantity(Fraction(1, 3), "poin"), Quantity(Fraction(1, 3) + 1, "poin")).holds
    assert not Identity("s", "l", "", reports(3), reports(4)).holds
    assert Identity("s", "l", "", reports(3), reports(4), relation="≤").holds
    assert not Identity("s", "l", "", reports(4), reports(3), relation="≤").holds
    assert Identity("s", "l", "", reports(4), reports(3), tolerance=1, relation="≤").holds
    assert not Identity("s", "l", "", reports(5), reports(3), tolerance=1).holds


def test_an_identity_rests_on_the_rows_of_both_sides() -> None:
    names = [source.name for source in Identity("s", "l", "", _side("b.csv"), _side("a.csv")).basis.sources]
    assert names == ["a.csv", "b.csv"]


def test_parts_are_of_the_unit_of_their_whole() -> None:
    with pytest.raises(UnitError, match="orang"):
        parts("s", "l", "", [Quantity(1, "orang")], reports(1))
    assert parts("s", "l", "", [], reports(0)).holds
