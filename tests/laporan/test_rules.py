"""Numbers that were made by different rules are never compared or computed with."""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from laporan.core.errors import MethodChangedError
from laporan.facts import printed
from laporan.facts.fact_book import describe
from laporan.facts.lineage import Basis, Source
from laporan.facts.quantity import SHARE, Quantity, relative_change, share, summed
from laporan.facts.row_set import RowSet
from laporan.facts.rules import comparable, kind_change, kinds_of, made_by
from laporan.notebook.narrative import render

OLD, NEW = Quantity(78, "indeks").by("KEP/25/2004"), Quantity(80, "indeks").by("PermenPANRB 14/2017")
PLAIN = Quantity(79, "indeks")
TOGETHER = {
    "sum": operator.add,
    "difference": operator.sub,
    "ratio": operator.truediv,
    "share": share,
    "relative change": relative_change,
    "less": operator.lt,
    "equal": operator.eq,
    "smallest": min,
    "total": lambda a, b: summed([a, b], "indeks"),
    "direction": printed.arah,
}


@pytest.mark.parametrize("verb", TOGETHER.values(), ids=TOGETHER)
def test_two_rules_do_not_mix(verb: Callable[[Any, Any], Any]) -> None:
    with pytest.raises(MethodChangedError, match="metode berganti"):
        verb(OLD, NEW)


@pytest.mark.parametrize(
    "made",
    [OLD + PLAIN, PLAIN - OLD, -OLD, OLD / 2, OLD / PLAIN, share(OLD, PLAIN), relative_change(PLAIN, OLD), abs(OLD)],
    ids=["sum", "difference", "negative", "part", "ratio", "share", "relative change", "size"],
)
def test_what_is_computed_keeps_the_rule(made: Quantity) -> None:
    assert made.rule == "KEP/25/2004"


def test_a_threshold_that_names_no_rule_goes_with_any() -> None:
    assert OLD < PLAIN < NEW


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (OLD, OLD, True),
        (OLD, PLAIN, True),
        (OLD, NEW, False),
        (OLD, Quantity(1, SHARE), False),
        (None, OLD, False),
    ],
    ids=["one rule", "one names none", "two rules", "two units", "a year without it"],
)
def test_a_sentence_may_ask_first(left: Quantity | None, right: Quantity | None, expected: bool) -> None:
    assert comparable(left, right) is expected
    text = "{% if sebanding(a, b) %}ya{% else %}tidak{% endif %}"
    assert render(text, {"a": left, "b": right}).markdown == ("ya" if expected else "tidak")


@dataclass(frozen=True)
class Result:
    index: Quantity
    parts: tuple[Quantity, ...]
    answered: Quantity


def test_a_rule_makes_all_that_a_result_holds_but_its_counts() -> None:
    found = made_by("KEP/25/2004", Result(PLAIN, (PLAIN, PLAIN), Quantity(3, "responden")), "indeks")
    assert [found.index.rule, *(part.rule for part in found.parts), found.answered.rule] == ["KEP/25/2004"] * 3 + [""]


def test_the_ledger_tells_by_which_rule_a_number_was_made() -> None:
    assert describe("a", "78", "a", OLD, Basis())["rule"] == "KEP/25/2004"


@pytest.mark.parametrize("kind", [list, tuple, dict], ids=lambda kind: kind.__name__)
def test_a_rule_makes_what_is_held_at_any_depth(kind: type) -> None:
    inner = [PLAIN, Quantity(3, "responden"), "teks", None, Result]
    held = {"a": inner} if kind is dict else kind([inner])
    made = made_by("KEP/25/2004", held, "indeks", "poin")
    (found,) = made.values() if kind is dict else made
    assert type(made) is kind
    assert [getattr(thing, "rule", thing) for thing in found] == ["KEP/25/2004", "", "teks", None, Result]


def of_kind(*kinds: Any) -> Quantity:
    rows = {Source(f"{n}", f"{n}.csv", "", kind, "", 1): RowSet.of([2]) for n, kind in enumerate(kinds)}
    return Quantity(1, "laporan", basis=Basis(rows))


def test_a_number_knows_the_kinds_of_its_data() -> None:
    assert kinds_of(None) == kinds_of(PLAIN) == frozenset()
    assert kinds_of(of_kind("published", "synthetic", "published")) == {"published", "synthetic"}


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (of_kind("synthetic"), of_kind("published"), " (data pembandingnya sintetis, data tahun ini terbitan)"),
        (of_kind("synthetic", "published"), of_kind("synthetic"), " (data pembandingnya sintetis dan terbitan, data tahun ini sintetis)"),
        (of_kind("synthetic"), of_kind("synthetic"), ""),
        (of_kind("published", "synthetic"), of_kind("synthetic", "published"), ""),
        (PLAIN, of_kind("published"), ""),
        (of_kind("published"), PLAIN, ""),
    ],
    ids=["another", "one-more", "the-same", "in-another-order", "none-before", "none-after"],
)  # fmt: skip
def test_a_sentence_says_where_two_years_rest_on_other_kinds_of_data(
    before: Quantity, after: Quantity, told: str
) -> None:
    assert kind_change(before, after) == told
