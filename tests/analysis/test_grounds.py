"""What stands below a table that holds results against targets: which are official, and which are examples."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from analysis.methods.grounds import grounds, heading, verdict
from laporan.facts.tables import Status
from laporan.project.models import Claim

EXAMPLE, OFFICIAL = Claim(), Claim(official=True, source="Renstra 2015–2019")


@dataclass(frozen=True)
class Target:
    name: str
    official: bool = False
    source: str = ""


@pytest.mark.parametrize(
    ("words", "claims", "printed"),
    [
        ("Target", [EXAMPLE, EXAMPLE], "Target (contoh)"),
        ("Batas (hari kerja)", [EXAMPLE], "Batas (hari kerja, contoh)"),
        ("Batas (hari kerja)", [OFFICIAL], "Batas (hari kerja)"),
        ("Target", [EXAMPLE, OFFICIAL], "Target"),
        ("Target", [], "Target"),
    ],
    ids=["all-examples", "in-brackets", "official", "some", "none"],
)
def test_a_heading_says_where_all_below_it_are_examples(words: str, claims: list[Claim], printed: str) -> None:
    assert heading(words, claims) == printed


@pytest.mark.parametrize(("claim", "printed"), [(EXAMPLE, "tercapai (contoh)"), (OFFICIAL, "tercapai")])
def test_a_verdict_is_an_example_where_its_target_is_one(claim: Claim, printed: str) -> None:
    found = verdict(Status("normal", "tercapai"), claim)
    assert (found.kind, str(found)) == ("normal", printed)


EXAMPLES_TOLD = "Target yang bertanda contoh bukan ketetapan resmi, jadi statusnya tidak menilai kinerja."
IKM, SOP = Target("IKM", True, "Renstra"), Target("SOP", True, "PermenPAN 35/2012")


@pytest.mark.parametrize(
    ("claims", "printed"),
    [
        ([Target("IKM")], EXAMPLES_TOLD),
        ([IKM], "Target resmi: IKM (Renstra)."),
        ([IKM, SOP], "Target resmi: IKM (Renstra); SOP (PermenPAN 35/2012)."),
        ([Target("ISO"), IKM], f"Target resmi: IKM (Renstra). {EXAMPLES_TOLD}"),
        ([], ""),
    ],
    ids=["example", "official", "two-official", "both", "none"],
)
def test_official_values_are_named_with_their_source_and_others_judge_nothing(
    claims: list[Target], printed: str
) -> None:
    assert grounds("Target", claims) == printed
