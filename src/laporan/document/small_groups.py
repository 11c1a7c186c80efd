"""Refuses a report that tells of so few persons that one of them could be found in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import cache

from laporan.core.errors import DisclosureError
from laporan.data.catalogue import contract_for
from laporan.data.contracts import Contract
from laporan.data.disclosure import FEWEST, is_small
from laporan.facts.ledger import Fact
from laporan.facts.quantity import SHARE

ContractOf = Callable[[str], Contract]
REMEDY = (
    "Gabungkan kelompok itu dengan yang lain (laporan.data.disclosure), jangan merincinya, "
    "atau lewati babnya (skip_sections)"
)


def refuse_small_groups(facts: dict[str, Fact]) -> None:
    """Stop where a number counts fewer than `FEWEST` persons or answers of persons, or leaves so few of them.

    So, too, where it counts so few of the rows that stay at home (`Contract.rows_at_home`), and no others.

    Parameters
    ----------
    facts : dict of str to dict
        The ledger by id.

    Raises
    ------
    DisclosureError
        With every such number.
    """
    contract_of = contracts_of_datasets()
    if found := [message for fact in facts.values() for message in small_groups(fact, contract_of)]:
        raise DisclosureError(
            f"angka tentang kurang dari {FEWEST} orang, atau baris yang tidak ikut keluar, dapat menunjuk seseorang. "
            f"{REMEDY}:\n  " + "\n  ".join(found)
        )


def small_groups(fact: Fact, contract_of: ContractOf) -> Iterator[str]:
    """What a fact tells of too few persons, a message each.

    Parameters
    ----------
    fact : dict
        An entry of the ledger. A count counts persons where its unit is one that the contract of its data names, or
        where it is the number of its rows. Of a share the rest is told too: 46 of 47 says that there was one other.
    contract_of : callable
        See `contracts_of_datasets`.
    """
    units = _counted_in(fact, contract_of)
    if not units:
        return
    value = Fraction(fact["exact"])
    if fact["unit"] in units or value in _rows_of_persons(fact):
        if value.denominator == 1 and is_small(int(value)):
            yield f"{fact['id']}: {fact['text']} {fact['unit']}"
    elif fact["unit"] == SHARE and fact["of"] and fact["of"]["unit"] in units:
        whole = Fraction(str(fact["of"]["value"]))
        for count, which in ((value * whole, ""), (whole - value * whole, ", sisanya")):
            if count.denominator == 1 and is_small(int(count)):
                yield f"{fact['id']}: {fact['text']}{which} {count} {fact['of']['unit']}"
    elif (persons := _fewest_persons(fact, contract_of)) and is_small(persons):
        yield f"{fact['id']}: {fact['text']} {fact['unit']} dari {persons} orang"
    for step in fact.get("steps", ()):
        count = Fraction(step["exact"])
        if step["unit"] in units and count.denominator == 1 and is_small(int(count)):
            yield f"{fact['id']}: {fact['text']}, dihitung dari {step['name']} {step['text']}"


def contracts_of_datasets() -> ContractOf:
    """Gives the contract of a dataset, '2017/pusat/skm'; each is looked for once, as thousands of facts ask."""

    @cache
    def contract_of(dataset: str) -> Contract:
        year, _unit, name = dataset.split("/", 2)
        return contract_for(name, int(year))

    return contract_of


def _counted_in(fact: Fact, contract_of: ContractOf) -> set[str]:
    units: set[str] = set()
    for dataset in fact["datasets"]:
        contract = contract_of(dataset["name"])
        units |= set(contract.counted_in)
        if contract.rows_at_home and dataset.get("rows_at_home") == "all":
            units.add(contract.rows_at_home.counted_in)
    return units


def _fewest_persons(fact: Fact, contract_of: ContractOf) -> int:
    """The persons whom a mean, an index or another share rests on: of few it tells the answers."""
    return min((used["rows_used"] for used in fact["datasets"] if contract_of(used["name"]).personal), default=0)


def _rows_of_persons(fact: Fact) -> set[int]:
    return {used["rows_used"] for used in fact["datasets"]} if len(fact["datasets"]) == 1 and fact["unit"] else set()
