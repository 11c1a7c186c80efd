"""Respondents by their traits."""

from __future__ import annotations

from fractions import Fraction

import pandas as pd
import pytest

from analysis.methods.answers import RESPONDENTS
from analysis.methods.respondents import profile
from laporan.core.errors import ParameterError
from laporan.facts.quantity import Quantity


def test_a_profile_counts_each_category_and_its_share():
    groups = profile(pd.DataFrame({"jenis_kelamin": [*"P" * 15, *"L" * 5]}), "jenis_kelamin")
    assert [(g.name, int(g.count), g.share.value) for g in groups] == [
        ("P", 15, Fraction(3, 4)),
        ("L", 5, Fraction(1, 4)),
    ]
    assert groups[0].share.of == Quantity(20, RESPONDENTS)


@pytest.mark.parametrize(
    ("ages", "told"),
    [
        ("bbbbbb", [("a", 0), ("b", 6), ("c", 0)]),
        ("aaaaaabbbbbbc", [("b", 6), ("a + c", 7)]),
        ("aaaaaabb", []),
    ],
    ids=["empty categories too", "few with the next", "nothing where the rest would tell"],
)
def test_a_profile_in_a_given_order_tells_of_nobody(ages: str, told: list[tuple[str, int]]):
    groups = profile(pd.DataFrame({"usia": list(ages)}), "usia", ["a", "b", "c"])
    assert [(g.name, int(g.count)) for g in groups] == told


def test_a_category_outside_the_given_order_is_refused():
    with pytest.raises(ParameterError, match="kategori lain tidak ada dalam urutan"):
        profile(pd.DataFrame({"usia": ["lain"]}), "usia", ["muda"])
