"""Checks that the printed numbers agree: the identities of the data, and those between the facts of the ledger.

A report in which two numbers contradict each other is not published. The identities of the data are evaluated by
`build/identities.ipynb`, a chapter that no report prints: so it runs beside the others, and only when something that it
rests on has changed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any

from laporan.core.errors import DisagreementError
from laporan.facts.ledger import Fact, has_origin
from laporan.notebook.identities import Checked

COUNTED, BASE = ".bagian", ".jumlah"  # how a count and its base are named beside their share
REPLACE_SAMPLES = "Ganti yang sintetis dengan data kantor, atau hapus dari datapackage.json dan lewati babnya"
PARTS = (COUNTED, BASE, ".bawah", ".atas")  # and the two ends of a range: one expression prints several numbers


def refuse_breaches(checked: Checked) -> None:
    """Stop where an identity of the data is broken, with the cause where it is plain.

    Parameters
    ----------
    checked : Checked
        The report's identities, evaluated.

    Raises
    ------
    DisagreementError
        With every identity that is broken: section, law, case and both sides.
    """
    causes = dict.fromkeys(breach.cause for breach in checked.breaches if breach.cause)
    _refuse([*map(str, checked.breaches), *(f"{cause}. {REPLACE_SAMPLES}" for cause in causes)])


def refuse_disagreement(facts: dict[str, Fact]) -> None:
    """Stop where two facts contradict each other.

    Parameters
    ----------
    facts : dict of str to dict
        The ledger by id.

    Raises
    ------
    DisagreementError
        With every contradiction.
    """
    _refuse([*shares_without_their_counts(facts), *ambiguous_facts(facts.values())])


def _refuse(broken: list[str]) -> None:
    if broken:
        raise DisagreementError("angka yang tidak cocok satu sama lain:\n  " + "\n  ".join(broken))


def shares_without_their_counts(facts: dict[str, Fact]) -> Iterator[str]:
    """Shares that are not their printed count divided by their printed base, a message each.

    Parameters
    ----------
    facts : dict of str to dict
        The ledger by id. Count and base are found by the endings of their ids, `.bagian` and `.jumlah`.
    """
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


def ambiguous_facts(facts: Iterable[Fact]) -> Iterator[str]:
    """Quantities that are printed more than once, from the same rows, with different values, a message each.

    Parameters
    ----------
    facts : iterable of dict
        The ledger's entries.
    """
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
    """What a fact's expression asks for, and of which rows: facts with the same answer must have the same value.

    'hasil.complaints.all.open' and 'tinjauan.all.open' ask for the same.

    Returns
    -------
    tuple or None
        None for a call, a cell of a table or a name alone, from which that can't be told.
    """
    names = fact["expression"].partition("|")[0].strip()
    if not all(name.isidentifier() for name in names.split(".")) or names.count(".") < 1 or not has_origin(fact):
        return None
    rows = tuple((dataset["name"], dataset["rows_digest"]) for dataset in fact["datasets"])
    rows += tuple((entry["path"], entry["key"]) for entry in fact["params"])
    part = next((ending for ending in PARTS if fact["id"].endswith(ending)), "")
    return (*names.split(".")[-2:], part, fact["unit"], rows)
