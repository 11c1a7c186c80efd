"""Respondents by their traits."""

from __future__ import annotations

from fractions import Fraction

import pandas as pd
import pytest

from analysis.methods.respondents import profile
from laporan.core.errors import ParameterError


def test_a_profile_counts_each_category_and_its_share():
    people = pd.DataFrame({"jenis_kelamin": ["P", "L", "P", "P"]})
    groups = profile(people, "jenis_kelamin")
    assert [(g.name, int(g.count), g.share.value) for g in groups] == [
        ("P", 3, Fraction(3, 4)),
        ("L", 1, Fraction(1, 4)),
    ]
    assert groups[0].share.of == 4


def test_a_profile_in_a_given_order_shows_empty_categories_too():
    people = pd.DataFrame({"usia": ["muda", "muda"]})
    groups = profile(people, "usia", ["tua", "muda"])
    assert [(g.name, int(g.count)) for g in groups] == [("tua", 0), ("muda", 2)]


def test_a_category_outside_the_given_order_is_refused():
    with pytest.raises(ParameterError, match="kategori lain tidak ada dalam urutan"):
        profile(pd.DataFrame({"usia": ["lain"]}), "usia", ["muda"])
