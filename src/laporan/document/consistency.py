"""Do the printed numbers agree? The identities of the data, and those between the facts of the ledger.

A report in which two numbers contradict each other is not published. `kesamaan.ipynb` asks the data, as a chapter
that no report prints: so it runs beside the others, and only when something that it rests on has changed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any

from laporan.core.errors import DisagreementError
from laporan.facts.ledger import Fact
from laporan.notebook.identities import Checked

COUNTED, BASE = ".bagian", ".jumlah"  # how a count and its base are named beside their share


def refuse_breaches(checked: Checked) -> None:
    """Raises DisagreementError with every identity that is broken: section, law, case and both sides."""
    _refuse([str(breach) for breach in checked.breaches])


def refuse_disagreement(facts: dict[str, Fact]) -> None:
    """Raises DisagreementError with every two facts that contradict each other.

    facts : the ledger by id
    """
    _refuse([*shares_without_their_counts(facts), *told_in_two_ways(facts.values())])


def _refuse(broken: list[str]) -> None:
    if broken:
        raise DisagreementError("angka yang tidak cocok satu sama lain:\n  " + "\n  ".join(broken))


def shares_without_their_counts(facts: dict[str, Fact]) -> Iterator[str]:
    """Where a count, its base and its share are printed together, the share is one divided by the other."""
    for name, counted in facts.items():
        share = facts.get(name.removesuffix(COUNTED))
        if not name.endswith(COUNTED) or share is None or share["of"] is None or not share["of"]["value"]:
            continue
        base = facts.get(name.removesuffix(COUNTED) + BASE)
        whole = Fraction(base["exact"] if base else str(share["of"]["value"]))
        if Fraction(counted["exact"]) / whole != Fraction(share["exact"]):
            section = name.partition(".")[0]
            sides = f"{counted['text']} ÷ {whole} ≠ {share['text']}"
            yield f"{section}, bagian = banyaknya ÷ jumlah ({share['id']}): {sides}"


def told_in_two_ways(facts: Iterable[Fact]) -> Iterator[str]:
    """One quantity of the same rows that two sections print has one value."""
    told: dict[tuple[Any, ...], list[Fact]] = defaultdict(list)
    for fact in facts:
        if quantity := asked_for(fact):
            told[quantity].append(fact)
    for same in told.values():
        first = same[0]
        for other in same[1:]:
            if other["exact"] != first["exact"]:
                section = other["id"].partition(".")[0]
                sides = f"{other['text']} ({other['id']}) ≠ {first['text']} ({first['id']})"
                yield f"{section}, angka yang sama dalam dua bagian: {sides}"


def asked_for(fact: Fact) -> tuple[Any, ...] | None:
    """What a plain expression asks of which rows ('hasil.complaints.all.open' and 'tinjauan.all.open' ask the same);
    None for a call, a cell or a name alone, which say less of what they mean."""
    names = fact["expression"].partition("|")[0].strip()
    if not all(name.isidentifier() for name in names.split(".")) or names.count(".") < 1 or not fact["datasets"]:
        return None
    rows = tuple((dataset["name"], dataset["rows_digest"]) for dataset in fact["datasets"])
    part = next((ending for ending in (COUNTED, BASE) if fact["id"].endswith(ending)), "")
    return (*names.split(".")[-2:], part, fact["unit"], rows)
