"""A report whose numbers contradict each other is not published."""

from __future__ import annotations

from typing import Any

import pytest

from laporan.core.errors import DisagreementError
from laporan.document.consistency import (
    ambiguous_facts,
    refuse_breaches,
    refuse_disagreement,
    shares_without_their_counts,
)
from laporan.facts.identity import Identity
from laporan.facts.quantity import Quantity
from laporan.notebook.identities import Checked


def fact(identifier: str, exact: str, expression: str = "", **more: Any) -> dict[str, Any]:
    rows = [{"name": "2017/pusat/pengaduan", "rows_digest": "ab"}]
    return {
        "id": identifier,
        "exact": exact,
        "text": exact,
        "expression": expression,
        "unit": "laporan",
        "of": None,
    } | {
        "datasets": rows,
        "params": [],
        **more,
    }


def ledger(counted: str, whole: int, share: str) -> dict[str, dict[str, Any]]:
    facts = (fact("pkt.x.bagian", counted), fact("pkt.x", share, unit="%", of={"value": whole, "unit": "laporan"}))
    return {item["id"]: item for item in facts}


def test_a_share_is_its_count_divided_by_its_base() -> None:
    assert not list(shares_without_their_counts(ledger("3852", 4208, "963/1052")))
    (breach,) = shares_without_their_counts(ledger("3852", 4208, "0.904"))
    assert breach == "pkt, bagian = banyaknya ÷ jumlah (pkt.x): 3852 ÷ 4208 ≠ 0.904"


@pytest.mark.parametrize(
    ("expression", "exact", "breaches"),
    [
        ("hasil.complaints.all.open", "356", 0),
        ("hasil.complaints.all.open | satuan", "357", 1),
        ("hasil.complaints.all.closed", "357", 0),
        ("count(open)", "357", 0),
    ],
    ids=["the same", "another value", "another quantity", "a call says too little"],
)
def test_what_two_sections_tell_is_one_number(expression: str, exact: str, breaches: int) -> None:
    facts = [fact("pengaduan.a", "356", "tinjauan.all.open"), fact("penutup.b", exact, expression)]
    found = list(ambiguous_facts(facts))
    assert len(found) == breaches
    assert all("penutup.b" in breach and "pengaduan.a" in breach for breach in found)


@pytest.mark.parametrize("ends", [("bagian", "jumlah"), ("bawah", "atas")], ids=["a share", "a range"])
def test_the_numbers_of_one_expression_are_no_contradiction(ends: tuple[str, str]) -> None:
    facts = [fact(f"a.kini.x.{end}", exact, "kini.x") for end, exact in zip(ends, ("13", "15"), strict=True)]
    assert list(ambiguous_facts(facts)) == []


def test_a_broken_identity_is_told_with_its_name_and_both_sides() -> None:
    broken = Identity(
        "pengaduan", "Sisa awal + masuk = selesai", "WBS", Quantity(229, "laporan"), Quantity(228, "laporan")
    )
    with pytest.raises(
        DisagreementError, match=r"pengaduan, Sisa awal \+ masuk = selesai \(WBS\): 229 laporan ≠ 228 laporan"
    ):
        refuse_breaches(Checked((broken,)))


def test_facts_that_contradict_each_other_are_refused() -> None:
    with pytest.raises(DisagreementError, match=r"3852 ÷ 4208 ≠ 0\.904"):
        refuse_disagreement(ledger("3852", 4208, "0.904"))


def test_a_report_without_a_contradiction_passes() -> None:
    refuse_breaches(Checked(()))
    refuse_disagreement(ledger("1", 2, "1/2"))
