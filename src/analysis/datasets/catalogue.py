"""Every dataset's contract, by name: what the modules under `declared` say, one a subject."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from analysis.datasets import declared
from analysis.datasets.contracts import Contract
from analysis.errors import MissingDataError

Entry = Contract | Callable[[int], Contract]


def contract_for(name: str, year: int) -> Contract:
    """The contract of dataset `name` in `year`; a survey's columns follow the rule of its year."""
    for contract in contracts(year):
        if contract.name == name:
            return contract
    raise MissingDataError(f"kontrak data “{name}” belum dideklarasikan di src/analysis/datasets/declared/")


@cache
def contracts(year: int) -> tuple[Contract, ...]:
    """All contracts as they are in a year."""
    return tuple(entry if isinstance(entry, Contract) else entry(year) for entry in _entries())


@cache
def _entries() -> tuple[Entry, ...]:
    """`CONTRACTS` of each module: contracts, or functions of a year that give one."""
    modules = [import_module(f"{declared.__name__}.{found.name}") for found in iter_modules(declared.__path__)]
    return tuple(entry for module in modules for entry in module.CONTRACTS)
