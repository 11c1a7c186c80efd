"""The facts that the portal asks for, out of ledgers of thousands; kept, as hundreds of ledgers take seconds to read.

They are kept under the hash of the ledger's bytes and the names asked for, so that they can't be old.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TypedDict

from laporan.cache.digest import content_hash, file_hash
from laporan.cache.store import Store
from laporan.document.html import is_synthetic
from laporan.facts.ledger import LEDGER, Fact, read_facts

LEDGERS = Store("ledgers")
KEPT = ("id", "text", "value", "unit", "rule", "of")  # of each fact, and of its datasets the kind


class WantedFacts(TypedDict):
    """What the portal asks of one ledger: whose it is, whether any of it was made up, and the facts by id, as JSON."""

    year: int
    unit: str
    synthetic: bool
    facts: str


def wanted_facts(ledger: Path, ids: Iterable[str]) -> WantedFacts:
    """The facts of some ids that a ledger has.

    Parameters
    ----------
    ledger : Path
        A `fakta.json`.
    ids : iterable of str
        Of the facts.

    Raises
    ------
    ReportError
        For a file that is no ledger, or only a part of one.
    """
    names = sorted(set(ids))
    key = f"{content_hash([file_hash(ledger), names])}.json"
    kept = LEDGERS.read_json(key, WantedFacts)
    if kept is not None:
        return kept
    year, unit, facts = read_facts(ledger, LEDGER)
    made = WantedFacts(
        year=year,
        unit=unit,
        synthetic=any(map(is_synthetic, facts.values())),
        facts=json.dumps({name: _short(facts[name]) for name in names if name in facts}),
    )
    LEDGERS.write_json(key, made)
    return made


def _short(fact: Fact) -> Fact:
    kinds = [{"kind": dataset["kind"]} for dataset in fact["datasets"]]
    return {key: fact.get(key) for key in KEPT} | {"datasets": kinds}
