"""What leaves of data whose rows are persons: nobody can be found in it, by reading or by subtraction."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from laporan.core.errors import DisclosureError
from laporan.data.catalogue import contract_for
from laporan.data.contracts import Column, Contract
from laporan.data.disclosure import FEWEST, Answers, answers, is_small
from laporan.data.load import load
from laporan.data.package import find_resource
from laporan.data.read import read_text
from laporan.document.small_groups import refuse_small_groups
from laporan.facts.fact_book import WHOLE_ROW_LISTS, describe_rows
from laporan.facts.lineage import SOURCE, RowSet, Source

pytestmark = pytest.mark.hostile("person")

SHA = "ab" * 32
WORDS = ("A", "B", "C", "D")
SURVEY = Contract(
    "survei",
    "Survei",
    (
        Column("person", "responden", unique=True),
        Column("group", "kelompok", choices=WORDS),
        Column("score", "U1", "integer", minimum=1, maximum=4),
        Column("remark", "saran", optional=True),
        Column("points", "nilai", "integer", minimum=0, maximum=100),
        Column("office", "kantor", choices=("X", "Y"), optional=True),
    ),
)


def survey(groups: list[str], scores: list[str], offices: list[str | None] | None = None) -> pd.DataFrame:
    persons = len(groups)
    return pd.DataFrame(
        {
            "responden": [f"R{n}" for n in range(persons)],
            "kelompok": groups,
            "U1": scores,
            "saran": ["hubungi 0812"] * persons,
            "nilai": ["7"] * persons,
            "kantor": offices or ["X"] * persons,
        },
        dtype=str,
    )


def told(frame: pd.DataFrame) -> tuple[Answers, dict[str, list[tuple[str, int]]]]:
    found = answers(frame, SURVEY)
    by_column: dict[str, list[tuple[str, int]]] = {}
    for count in found.counts:
        by_column.setdefault(count.column, []).append((count.value, count.count))
    return found, by_column


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        ("A" * 9 + "B" * 6, [("A", 9), ("B", 6), ("C", 0), ("D", 0)]),
        ("A" * 9 + "B" * 6 + "C", [("A", 9), ("D", 0), ("B + C", 7)]),
        ("A" * 9 + "B" * 6 + "C" * 4 + "D" * 2, [("A", 9), ("B", 6), ("C + D", 6)]),
        ("A" * 9 + "B" * 8 + "C" + "D", [("A", 9), ("B + C + D", 10)]),
        ("A" * 9 + "B", []),
        ("A" * 3, []),
    ],
    ids=["large", "a small one with the next", "two small ones", "too small together", "the rest would tell", "few"],
)
def test_rare_values_are_told_together(groups: str, expected: list[tuple[str, int]]) -> None:
    _found, by_column = told(survey(list(groups), ["3"] * len(groups)))
    assert by_column.get("kelompok", []) == expected


def test_a_scale_with_a_rare_answer_is_not_counted_and_says_so() -> None:
    found, by_column = told(survey(["A"] * 20, ["1"] + ["3"] * 19))
    assert "U1" not in by_column
    assert "U1" in found.withheld
    assert found.persons == 20


def test_names_free_words_and_fine_scales_are_never_counted() -> None:
    found, by_column = told(survey(["A"] * 20, ["3"] * 20))
    assert set(by_column) == {"kelompok", "U1", "kantor"}
    assert found.withheld == ()


def test_the_few_who_gave_no_answer_are_hidden_too() -> None:
    _found, by_column = told(survey(["A"] * 20, ["3"] * 20, ["X"] * 12 + ["Y"] * 6 + [None] * 2))
    assert by_column["kantor"] == [("X", 12), ("Y + (kosong)", 8)]


@pytest.mark.parametrize(("count", "small"), [(0, False), (1, True), (FEWEST - 1, True), (FEWEST, False)])
def test_small_is_fewer_than_five_but_not_nobody(count: int, small: bool) -> None:
    assert is_small(count) is small


def ranges(equations: list[tuple[list[float], float]], cells: int) -> list[tuple[float, float]]:
    """What somebody who solves for the cells with all that was told can know of each: from where to where."""
    known = LinearConstraint(
        np.array([row for row, _ in equations]), [told for _, told in equations], [told for _, told in equations]
    )
    found = []
    for cell in range(cells):
        ends = []
        for sign in (1, -1):
            aim = np.zeros(cells)
            aim[cell] = sign
            solved = milp(aim, constraints=known, bounds=Bounds(0, np.inf), integrality=np.ones(cells))
            assert solved.success
            ends.append(round(sign * solved.fun))
        found.append((ends[0], ends[1]))
    return found


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=60))
def test_an_attacker_who_knows_how_many_persons_there_are_finds_no_rare_value(groups: list[str]) -> None:
    _found, by_column = told(survey(groups, ["3"] * len(groups)))
    counts = Counter(groups)
    equations = [([1.0] * 4, float(len(groups)))]
    for value, count in by_column.get("kelompok", []):
        equations.append(([float(word in value.split(" + ")) for word in WORDS], float(count)))
    for word, (low, high) in zip(WORDS, ranges(equations, 4), strict=True):
        if is_small(counts[word]):
            assert high - low >= min(FEWEST, len(groups))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(8, 80), min_size=3, max_size=3), st.integers(0, 3), st.integers(1, 4))
def test_an_attacker_who_knows_the_mean_finds_no_rare_answer(others: list[int], place: int, rare: int) -> None:
    counts = [*others[:place], rare, *others[place:]]
    scores = [str(step) for step, count in enumerate(counts, 1) for _ in range(count)]
    _found, by_column = told(survey(["A"] * len(scores), scores))
    equations = [([1.0] * 4, float(len(scores))), ([1.0, 2.0, 3.0, 4.0], float(sum(map(int, scores))))]
    equations += [([float(str(step) == value) for step in range(1, 5)], n) for value, n in by_column.get("U1", [])]
    low, high = ranges(equations, 4)[place]
    assert high - low >= FEWEST


def fact(value: str, unit: str, used: int, *, of: tuple[float, str] | None = None, name: str = "skm") -> dict[str, Any]:
    datasets = [{"name": f"2017/pusat/{name}", "rows_used": used}]
    base = None if of is None else {"value": of[0], "unit": of[1]}
    return {"id": "bab.n", "text": value, "exact": value, "unit": unit, "of": base, "datasets": datasets}


@pytest.mark.parametrize(
    ("told", "refused"),
    [
        (fact("4", "responden", 4), "bab.n: 4 responden"),
        (fact("3", "jawaban", 42, name="integritas"), "bab.n: 3 jawaban"),
        (fact("2", "orang", 2), "bab.n: 2 orang"),
        (fact("4/235", "%", 235, of=(235, "responden")), "4 responden"),
        (fact("231/235", "%", 235, of=(235, "responden")), "sisanya 4 responden"),
        (fact("78.65", "indeks", 3), "bab.n: 78.65 indeks dari 3 orang"),
        (fact("1/2", "%", 4, of=(14, "unsur")), "dari 4 orang"),
        (fact("5", "responden", 5), None),
        (fact("0", "peserta", 0, name="pelatihan"), None),
        (fact("4", "unsur", 235), None),
        (fact("2/7", "%", 235, of=(14, "unsur")), None),
        (fact("78.65", "indeks", 235), None),
        (fact("4", "loket", 4, name="pkt"), None),
    ],
    ids=[
        "persons", "their answers", "rows under another name", "a share", "what a share leaves",
        "a mean of few", "a share of their answers", "enough", "nobody",
        "not persons", "a share of something else", "a mean", "rows that are no persons",
    ],
)  # fmt: skip
def test_a_number_about_too_few_persons_stops_the_report(told: dict[str, Any], refused: str | None) -> None:
    if refused is None:
        refuse_small_groups({"bab.n": told})
        return
    with pytest.raises(DisclosureError, match=re.escape(refused)):
        refuse_small_groups({"bab.n": told})


def test_which_persons_a_number_rests_on_leaves_only_as_a_digest_that_nobody_can_try_out() -> None:
    file, other = (
        Source("2017/pusat/skm", "skm.csv", SHA, "primary", "Survei", 42, secret=secret * 64) for secret in ("ab", "cd")
    )
    rows = RowSet.of(range(2, 20))
    said = describe_rows(file, rows)
    assert (said["rows"], said["rows_packed"], said["rows_used"]) == (None, None, 18)
    assert said["rows_digest"] == describe_rows(file, RowSet.of(range(2, 20)))["rows_digest"]
    assert said["rows_digest"] != describe_rows(file, RowSet.of(range(2, 21)))["rows_digest"]
    assert said["rows_digest"] != describe_rows(other, rows)["rows_digest"]


def test_not_even_a_trace_lists_persons(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(WHOLE_ROW_LISTS, "1")
    file = Source("2017/pusat/skm", "skm.csv", SHA, "primary", "Survei", 42, secret="ab" * 64)
    assert describe_rows(file, RowSet.of([2, 3]))["rows"] is None


@pytest.mark.parametrize(
    ("name", "personal"), [("skm", True), ("integritas", True), ("pelatihan", True), ("pkt", False)]
)
def test_files_of_persons_are_read_as_such(name: str, personal: bool) -> None:
    assert load(2017, "pusat", name).attrs[SOURCE].personal is personal


@pytest.mark.parametrize(("year", "unit"), [(2016, "pusat"), (2017, "pusat"), (2018, "pusat"), (2018, "kanreg-10")])
def test_an_attacker_who_knows_mean_and_spread_of_our_surveys_finds_no_rare_answer(year: int, unit: str) -> None:
    """A mean gives the sum of the answers, an interval the sum of their squares: more than any report tells of all."""
    contract, frame = contract_for("skm", year), load(year, unit, "skm")
    steps = np.array([1.0, 2.0, 3.0, 4.0])
    withheld = answers(read_text(find_resource(year, unit, "skm").path, contract), contract).withheld
    assert withheld
    for column in (column for column in contract.columns if column.header in withheld):
        counts = [int((frame[column.name] == step).sum()) for step in (1, 2, 3, 4)]
        told = [(list(weights), float(weights @ np.array(counts))) for weights in (steps**0, steps, steps**2)]
        for count, (low, high) in zip(counts, ranges(told, 4), strict=True):
            assert not is_small(count) or high - low >= FEWEST, column.header


def test_a_step_by_hand_that_counts_few_is_refused() -> None:
    whole = fact("46", "responden", 46)
    step = {"sign": "+", "name": "yang menolak", "text": "4", "exact": "4", "unit": "responden"}

    refuse_small_groups({"bab.n": {**whole, "steps": [{**step, "text": "42", "exact": "42"}]}})
    with pytest.raises(DisclosureError, match="dihitung dari yang menolak 4"):
        refuse_small_groups({"bab.n": {**whole, "steps": [step]}})
