"""The chain of a number: found as a person asks for it, computed again, and red when its data changed."""

from __future__ import annotations

import json
import random
from dataclasses import asdict
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from rich.console import Console

from laporan.cache.digest import content_hash
from laporan.cli.trace import run_trace, show, show_dataset
from laporan.core.errors import ReportError
from laporan.data.load import load
from laporan.facts.fact_book import describe_rows
from laporan.facts.lineage import SOURCE
from laporan.facts.row_set import RowSet
from laporan.project.outline import ReportPlan, plan_report
from laporan.project.parameters import load_parameters
from laporan.provenance.trace import (
    Fact,
    find_facts,
    read_ledger,
    recompute,
    row_numbers,
    sentence_of,
    trace,
    trace_dataset,
)

from .projects import ROOT

SAMPLED = 40


@pytest.fixture
def plan(small_project: Path) -> ReportPlan:
    assert small_project.is_dir()
    return plan_report(2017)


def fact(identifier: str, text: str, unit: str = "") -> Fact:
    return {"id": identifier, "text": text, "unit": unit, "block": None}


FACTS = [fact("a.b", "12"), fact("a.bc", "3.442", "responden"), fact("c.d", "91,5%", "%"), fact("c.e", "12", "loket")]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("a.b", ["a.b"]),
        ("12", ["a.b", "c.e"]),
        ("12 loket", ["c.e"]),
        ("3.442 responden", ["a.bc"]),
        ("3.442 orang", ["a.bc"]),
        ("91,5%", ["c.d"]),
        ("c.", ["c.d", "c.e"]),
        (" a.bc ", ["a.bc"]),
    ],
)
def test_a_number_is_found_as_a_person_asks_for_it(query: str, expected: list[str]) -> None:
    assert [found["id"] for found in find_facts(FACTS, query)] == expected


def test_what_is_not_found_names_what_is_near() -> None:
    with pytest.raises(ReportError, match=r"a\.bc"):
        find_facts(FACTS, "x.bc")


@pytest.mark.parametrize(
    ("listed", "limit", "expected"),
    [
        ("2-236,240", 3, [2, 3, 4]),
        ("2,5-6,9", 10, [2, 5, 6, 9]),
        ("2,5-6,9", 3, [2, 5, 6]),
        ("7", 5, [7]),
        ("2-4", 0, []),
    ],
)
def test_rows_are_listed_from_the_first(listed: str, limit: int, expected: list[int]) -> None:
    assert row_numbers(listed, limit) == expected


def test_the_sentence_is_the_one_that_prints_the_number() -> None:
    page = lxml.html.fromstring(
        '<div><p>Pertama ada <a class="angka" href="#a-x">1.057</a> orang. '
        'Lalu <a class="angka" href="#a-y">12</a> lagi.</p>'
        "<table><caption>Judul</caption><thead><tr><th>Loket</th><th>Puas</th></tr></thead>"
        '<tbody><tr><th scope="row">A</th><td><a class="angka" href="#a-z">7</a></td></tr></tbody></table>'
        '<figure id="fig-a"><figcaption>Gambar 1. Puas</figcaption></figure></div>'
    )
    assert sentence_of(page, fact("x", "1.057")) == "Pertama ada 1.057 orang."
    assert sentence_of(page, fact("y", "12")) == "Lalu 12 lagi."
    assert sentence_of(page, fact("z", "7")) == "Judul — A — Puas"
    assert sentence_of(page, {**fact("w", "7"), "block": "fig-a"}) == "Gambar 1. Puas"
    assert sentence_of(page, fact("w", "7")) == ""


def test_every_fact_of_a_chapter_is_computed_again_as_it_was_printed(plan: ReportPlan) -> None:
    printed = {fact["id"]: fact for fact in read_ledger(plan)}
    anew = recompute(plan, "pkt")
    assert list(anew) == list(printed)
    for identifier in random.Random(3).sample(sorted(printed), SAMPLED):
        assert anew[identifier]["exact"] == printed[identifier]["exact"], identifier


def test_the_chain_leads_from_the_sentence_to_the_rows(plan: ReportPlan) -> None:
    (chain,) = trace(plan, find_facts(read_ledger(plan), "pkt.survei.all.respondents"), rows=3)
    assert "3.442 responden" in chain.sentence
    assert chain.holds
    (dataset,) = chain.datasets
    assert dataset.unchanged
    assert dataset.rows is not None
    assert list(dataset.rows.index) == [2, 3, 4]
    assert list(dataset.rows.columns) == ["loket", "penilaian", "responden"]


def test_breaking_one_row_changes_only_facts_that_rest_on_it(plan: ReportPlan, small_project: Path) -> None:
    file = small_project / "data" / "raw" / "2017" / "pkt.csv"
    before, printed = file.read_text(encoding="utf-8"), read_ledger(plan)
    lines = before.split("\n")
    broken, *rest = lines[1].rsplit(",", 1)
    lines[1] = f"{broken},{int(rest[0]) + 100}"
    file.write_text("\n".join(lines), encoding="utf-8")
    try:
        chains = trace(plan, printed, rows=0)
        changed = {chain.fact["id"] for chain in chains if not chain.same}
        resting = {chain.fact["id"] for chain in chains if any(2 in _rows(d["rows"]) for d in chain.fact["datasets"])}
        assert changed
        assert changed <= resting
        assert len(resting) < len(printed)
        assert not any(dataset.unchanged for chain in chains for dataset in chain.datasets)
        console = Console(quiet=True)
        assert not run_trace(plan, "pkt.survei.all.respondents", 0, False, False, console)
    finally:
        file.write_text(before, encoding="utf-8")


def _rows(listed: str) -> list[int]:
    return row_numbers(listed, 10**6)


@pytest.mark.parametrize(
    ("other", "unchanged", "there"),
    [
        ({}, True, True),
        ({"sha256": content_hash("lain"), "value": "lain"}, False, True),
        ({"key": "cover.tidak_ada"}, False, False),
        ({"key": "cover.tidak_ada", "default": True}, True, False),
        ({"default": True}, False, True),
        ({"path": "params/1999.yml"}, False, False),
    ],
    ids=[
        "as it was",
        "another value",
        "the key is gone",
        "still a default",
        "a default is written now",
        "no such file",
    ],
)
def test_a_value_of_params_is_read_again_from_its_file(
    other: dict[str, Any], unchanged: bool, there: bool, plan: ReportPlan, capsys: pytest.CaptureFixture[str]
) -> None:
    written = load_parameters(2017).cover.entry_of("place")
    assert written is not None
    (known,) = find_facts(read_ledger(plan), "pkt.survei.all.respondents")
    (chain,) = trace(plan, [known | {"datasets": [], "params": [asdict(written) | other]}], rows=0)
    (found,) = chain.entries
    assert (found.unchanged, found.now) == (unchanged, written.value if there else "")
    assert (chain.same, chain.holds) == (True, unchanged)
    show(chain, Console(width=200))
    said = capsys.readouterr().out
    assert found.entry.words in said
    assert "berkas mentah" not in said
    assert ("(sama)" in said) == unchanged


def test_several_matches_are_listed(plan: ReportPlan, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_trace(plan, "3.442", 5, False, True, Console())
    assert len(json.loads(capsys.readouterr().out)["matches"]) > 1


def test_json_has_the_whole_chain(plan: ReportPlan, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_trace(plan, "pkt.survei.all.respondents", 2, False, True, Console())
    (chain,) = json.loads(capsys.readouterr().out)
    assert chain["again"]["exact"] == chain["fact"]["exact"] == "3442"
    assert [row["row"] for row in chain["datasets"][0]["rows"]] == [2, 3]


def test_a_report_that_was_not_built_says_how_to_build_it(small_project: Path) -> None:
    assert small_project.is_dir()
    with pytest.raises(ReportError, match="laporan build 2016"):
        read_ledger(plan_report(2016))


def test_a_chapter_that_the_report_does_not_have(plan: ReportPlan) -> None:
    with pytest.raises(ReportError, match="tidak mempunyai bab"):
        recompute(plan, "skm")


def test_where_rows_are_persons_their_answers_are_counted_and_no_row_is_shown(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LAPORAN_ROOT", str(ROOT))
    persons = load(2017, "pusat", "skm")
    found = trace_dataset(describe_rows(persons.attrs[SOURCE], RowSet.of(persons.index)), "2-236", 10)
    assert found.unchanged
    assert found.rows is None
    assert found.answers is not None
    assert found.answers.persons == len(persons)
    show_dataset(found, Console())
    shown = capsys.readouterr().out
    assert "Barisnya orang" in shown
    assert "R001" not in shown
