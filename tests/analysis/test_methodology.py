"""The rules of the year: each with its source and how sure it is; numbers in their words are facts."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from analysis.methods.statistics import Method, load_methods
from analysis.overview import methodology
from laporan.data.catalogue import contracts
from laporan.facts.printed import Printed
from laporan.notebook.report import open_report
from laporan.project.parameters import Exclusion


@pytest.mark.parametrize(("year", "unit"), [(2016, "pusat"), (2017, "pusat"), (2018, "pusat"), (2018, "kanreg-10")])
def test_every_rule_has_a_source_and_a_confidence(year: int, unit: str) -> None:
    found = methodology.of_report(open_report(year, unit))
    assert all(rule.source and rule.confidence in methodology.CONFIDENCE for rule in found.rules)
    names = [rule.name for rule in found.rules]
    assert len(names) == len(set(names))
    assert {"Laju tindak lanjut pengaduan", "Pita mutu survei kepuasan"} <= set(names)


@pytest.mark.parametrize("method", load_methods().all, ids=lambda one: one.name)
def test_every_method_says_what_it_computes_what_it_assumes_and_where_it_is_written(method: Method) -> None:
    assert all((method.name, method.says, method.assumes, method.source))
    assert method.year is not None or "belum ditemukan" in method.source
    assert set(method.datasets) <= {contract.name for contract in contracts(2017)}


@pytest.mark.parametrize(
    ("datasets", "years", "used"),
    [(["skm"], 1, True), (["skm"], 2, True), (["skm"], 99, False), (["terbitan"], 1, False)],
    ids=["has-it", "has-the-year-before", "lacks-years", "lacks-the-dataset"],
)
def test_the_annex_lists_a_method_where_the_report_has_its_data(
    monkeypatch: pytest.MonkeyPatch, datasets: list[str], years: int, used: bool
) -> None:
    words: dict[str, Any] = dict.fromkeys(("name", "says", "assumes", "source"), "uji")
    method = Method(**words, year=1950, confidence="V", datasets=datasets, years=years)
    monkeypatch.setattr(methodology, "load_methods", lambda: SimpleNamespace(all=(method,)))
    found = methodology.of_report(open_report(2018))  # whose publication nobody transcribed
    assert found.methods == ((method,) if used else ())
    assert (found.method_table() is not None) == used


def test_a_method_that_nobody_checked_is_told_with_the_rules() -> None:
    found = methodology.of_report(open_report(2017))
    assert {one.name for one in found.unchecked} >= {one.name for one in found.methods if one.confidence == "M"} > set()


def test_a_rule_that_was_replaced_is_told_with_its_successor() -> None:
    found = methodology.of_report(open_report(2017)).replaced
    assert [(old.name, new.name) for old, new in found] == [
        ("kep-25-2004", "permenpan-16-2014"),
        ("permenpan-16-2014", "permenpan-14-2017"),
    ]
    assert [new.name for _old, new in methodology.of_report(open_report(2016)).replaced] == ["permenpan-16-2014"]
    assert methodology.of_report(open_report(2018)).replaced == ()


@pytest.mark.parametrize("year", [2016, 2017, 2018])
def test_no_source_is_a_memory_and_what_is_unchecked_says_so(year: int) -> None:
    for rule in methodology.of_report(open_report(year)).rules:
        assert "ingatan" not in rule.source.lower(), rule.name
        assert rule.confidence != "M" or "belum diperiksa" in rule.source or "bacaan kami" in rule.source.lower(), rule


def test_the_integrity_index_is_told_to_borrow_its_bands() -> None:
    rules = {rule.name: rule for rule in methodology.of_report(open_report(2017)).rules}
    assert "dipinjam" in rules["Dasar indeks integritas"].says
    assert "14/2017" in rules["Pita mutu survei integritas"].says


def test_an_office_without_an_integrity_survey_has_no_rule_for_it() -> None:
    rules = methodology.of_report(open_report(2018, "kanreg-10")).rules
    assert not [rule for rule in rules if "integritas" in rule.name]


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("15 hari kerja", ["15"]),
        ("Sebaran t Student, tingkat 95%", ["95%"]),
        ("bobot 0,071 untuk 14 unsur", ["0,071", "14"]),
        ("KEP/25/M.PAN/2/2004, jawaban", None),
        ("PermenPANRB 14/2017 dan ISO 9001:2008", None),
        ("Krejcie & Morgan (1970), subbab 2.2.2.1", None),
    ],
)
def test_numbers_in_words_are_facts_but_not_names_of_laws(words: str, numbers: list[str] | None) -> None:
    told = methodology.as_facts(words)
    assert str(told) == words
    found = [piece.text for piece in told.pieces if piece.quantity is not None] if isinstance(told, Printed) else None
    assert found == numbers


def test_rows_left_out_are_listed_with_their_reason() -> None:
    report = open_report(2017)
    assert methodology.left_out(report).table() is None
    params = report.params.model_copy(update={"exclude": {"pkt": [Exclusion(row=3, why="salah ketik")]}})
    report.__dict__["params"] = params
    found = methodology.left_out(report)
    assert found.all == 1
    table = found.table()
    assert table is not None
    assert [str(cell) for cell in table.rows[0]] == ["Survei pelayanan di loket PKT 2017, baris ke-3", "salah ketik"]


def test_versions_name_python_and_the_libraries() -> None:
    names = [row[0] for row in methodology.versions().rows]
    assert names[:2] == ["Python", "laporan-bkn"]
    assert set(methodology.LIBRARIES) <= set(names)
