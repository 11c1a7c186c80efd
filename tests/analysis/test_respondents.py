"""Respondents by their traits."""

from __future__ import annotations

from fractions import Fraction

import pandas as pd
import pytest

from analysis.methods.answers import RESPONDENTS
from analysis.methods.respondents import known, profile, profile_table
from laporan.core.errors import EmptySurveyError, MissingDataError, ParameterError
from laporan.facts.lineage import Basis
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


@pytest.mark.parametrize(
    ("answers", "error", "told"),
    [
        ({"usia": ["muda"]}, MissingDataError, "kolom jk tidak ada dalam data survei"),
        ({"jk": []}, EmptySurveyError, "survei ini tidak memiliki responden"),
        ({"jk": ["L", "x", "a", "P"]}, ParameterError, "kolom jk: kategori a, x tidak ada dalam urutan"),
    ],
    ids=["no-column", "nobody", "categories-unknown"],
)
def test_what_cannot_be_counted_is_told_to_the_letter(answers, error, told):
    with pytest.raises(error) as raised:
        profile(pd.DataFrame(answers), "jk", ["L", "P"])
    assert str(raised.value) == told


def test_categories_stand_by_size_and_those_of_one_size_by_name():
    groups = profile(pd.DataFrame({"usia": [*"b" * 9, *"c" * 12, *"a" * 9]}), "usia")
    assert [group.name for group in groups] == ["c", "a", "b"]


def test_a_profile_of_several_traits_is_one_table(framed):
    answers = framed({"jk": ["L"] * 6 + ["P"] * 14, "didik": ["SMA atau sederajat"] * 10 + ["Sarjana (S1)"] * 10})
    table = profile_table(
        answers, [("jk", "Jenis kelamin", ["L", "P"]), ("didik", "Pendidikan", ["SMA atau sederajat", "Sarjana (S1)"])]
    )
    assert [[str(cell) for cell in row] for row in table.rows] == [
        ["Jenis kelamin", "L", "630%"],
        ["Jenis kelamin", "P", "1470%"],
        ["Pendidikan", "SMA atau sederajat", "1050%"],
        ["Pendidikan", "Sarjana (S1)", "1050%"],
    ]
    assert table.head == ("Ciri", "Kelompok", "Responden")
    assert table.how == "Banyaknya responden menurut ciri yang mereka isi; persentasenya dari seluruh responden."
    assert table.basis == Basis.of(answers)
    first = profile(answers, "jk")[1]
    assert first.count.basis == Basis.of(answers.iloc[:6])
    assert (first.count.unit, first.share.part, first.share.of) == (RESPONDENTS, 6, 20)


@pytest.mark.parametrize(
    ("order", "told"),
    [
        (["a", "b"], ["a", "b", "Tidak diketahui"]),
        (["Tidak diketahui", "a", "b"], ["Tidak diketahui", "a", "b"]),
        (None, ["b", "a", "Tidak diketahui"]),
    ],
    ids=["not-in-the-order", "in-the-order", "no-order"],
)
def test_who_is_not_known_is_counted_once_and_no_category(order, told):
    answers = pd.DataFrame({"usia": [*["a"] * 8, *["b"] * 9, *["Tidak diketahui"] * 7]})
    groups = profile(answers, "usia", order)
    assert [group.name for group in groups] == told
    assert [group.name for group in known(groups)] == [name for name in told if name != "Tidak diketahui"]
    assert "Tidak diketahui" not in [group.name for group in profile(answers.head(17), "usia", ["a", "b"])]


def test_categories_of_one_name_are_told_apart_by_their_trait(framed):
    answers = framed({"jk": ["L"] * 9 + ["Tidak diketahui"] * 9, "didik": ["Tidak diketahui"] * 6 + ["SMA"] * 12})
    table = profile_table(answers, [("jk", "Jenis kelamin", ["L"]), ("didik", "Pendidikan", ["SMA"])])
    assert table.row_names == ["L", "Jenis kelamin: Tidak diketahui", "SMA", "Pendidikan: Tidak diketahui"]
    assert str(table["Pendidikan: Tidak diketahui", "Responden"]) == "633%"
