"""Direct standardisation: laws, and numpy's weighted mean as the oracle."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.methods.standardisation import standardised_share
from laporan.facts.lineage import Basis
from laporan.facts.quantity import SHARE, Quantity, count, share

if TYPE_CHECKING:
    from tests.analysis.conftest import Framed

CASES = st.integers(1, 10_000)
KINDS = st.dictionaries(st.sampled_from("abcdef"), st.tuples(CASES, CASES, CASES), min_size=1)


def cases(many: int) -> Quantity:
    return Quantity(many, "usul")


def shares(made: dict[str, tuple[int, int, int]]) -> dict[str, Quantity | None]:
    return {kind: share(cases(min(part, whole)), cases(whole)) for kind, (part, whole, _) in made.items()}


@given(KINDS)
def test_it_is_the_weighted_mean_of_the_shares_of_each_kind(made: dict[str, tuple[int, int, int]]) -> None:
    found = standardised_share(shares(made), {kind: cases(weight) for kind, (*_, weight) in made.items()})
    own = [min(part, whole) / whole for part, whole, _ in made.values()]
    assert found is not None
    assert float(found) == pytest.approx(np.average(own, weights=[weight for *_, weight in made.values()]))
    assert found.unit == SHARE


@given(KINDS)
def test_a_group_made_up_like_the_standard_keeps_its_share(made: dict[str, tuple[int, int, int]]) -> None:
    found = standardised_share(shares(made), {kind: cases(whole) for kind, (_, whole, _) in made.items()})
    crude = Fraction(sum(min(part, whole) for part, whole, _ in made.values()), sum(w for _, w, _ in made.values()))
    assert found is not None
    assert found.value == crude


def test_two_groups_alike_in_each_kind_are_alike_once_standardised() -> None:
    alike = {"a": share(cases(9), cases(10)), "b": share(cases(1), cases(10))}
    standard = {"a": cases(30), "b": cases(70)}
    found = standardised_share(alike, standard)
    assert found is not None
    assert found.value == Fraction(34, 100)


@pytest.mark.parametrize(
    ("own", "standard"),
    [
        ({"a": share(cases(1), cases(2)), "b": None}, {"a": cases(1), "b": cases(1)}),
        ({"a": share(cases(1), cases(2))}, {"a": cases(1), "b": cases(1)}),
        ({"a": share(cases(1), cases(2))}, {"a": cases(0)}),
        ({}, {}),
    ],
    ids=["no-case-of-a-kind", "kind-unknown", "standard-without-cases", "nothing"],
)
def test_what_cannot_be_known_is_none(own: dict[str, Quantity | None], standard: dict[str, Quantity]) -> None:
    assert standardised_share(own, standard) is None


def test_a_kind_that_the_standard_lacks_does_not_count() -> None:
    found = standardised_share({"a": share(cases(1), cases(2)), "b": None}, {"a": cases(4), "b": cases(0)})
    assert found is not None
    assert found.value == Fraction(1, 2)


def test_a_standardised_share_rests_on_both_and_knows_the_standard(framed: Framed) -> None:
    group, standard = framed({"a": [1, 2]}), framed({"a": [1, 2, 3]}, "2016/pusat/uji")
    own = share(count(group.iloc[:1], "usul"), count(group, "usul"))
    found = standardised_share({"a": own, "b": own}, {"a": count(standard, "usul"), "b": count(standard, "usul")})
    assert found is not None
    assert (found.of, found.of.unit if found.of else None) == (Quantity(6, "usul"), "usul")
    assert found.basis == Basis.of(group, standard)
