"""The check of a number from its other side: which identities of the report concern it, and what stands across."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from laporan.document.small_groups import contracts_of_datasets, small_groups
from laporan.facts.ledger import Fact


def add_cross_checks(facts: Mapping[str, Fact], told: Iterable[Mapping[str, Any]]) -> None:
    """Give each fact the `check` that says most: law, case, and the other side's text and steps; None without one.

    A side is the fact's number where both have the same name, exact value and unit, and rest on the same rows. What
    only repeats how the number is computed is no check; nor is one told whose other side counts too few persons.

    Parameters
    ----------
    facts : mapping of str to dict
        The ledger by id; its entries are changed.
    told : iterable of dict
        The report's identities, as `Checked.told` makes them.
    """
    across: dict[tuple[Any, ...], list[dict[str, Any]]] = defaultdict(list)
    contract_of = contracts_of_datasets()
    for identity in told:
        for here, there in (("left", "right"), ("right", "left")):
            side, other = identity[here], identity[there]
            if side["name"] and not any(small_groups(other | {"id": ""}, contract_of)):
                check = {key: identity[key] for key in ("law", "case", "same_files")}
                across[_number(side)].append(check | {"text": other["text"], "steps": other["steps"]})
    for fact in facts.values():
        found = [check for check in across.get(_number(fact), ()) if _says_more(check, fact)]
        fact["check"] = min(found, key=_says_less, default=None)


def _number(side: Mapping[str, Any]) -> tuple[Any, ...]:
    rows = frozenset((dataset["name"], dataset["rows_digest"]) for dataset in side["datasets"])
    return side["name"], side["unit"], side["exact"], rows


def _says_more(check: Mapping[str, Any], fact: Fact) -> bool:
    return not check["steps"] or check["steps"] != fact["steps"]


def _says_less(check: Mapping[str, Any]) -> tuple[bool, bool]:
    """Other files say more than the same, and named steps more than a law; of equals the first is told."""
    names = [step["name"] for step in check["steps"]]
    return check["same_files"], not names or len(set(names)) < len(names)
