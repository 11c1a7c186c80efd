"""Every dataset's contract, by name: what the modules under `declared` say, one a subject."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from analysis import readings
from analysis.datasets import declared
from analysis.datasets.contracts import Contract
from analysis.errors import MissingDataError

Entry = Contract | Callable[[int], Contract]


def contract_for(name: str, year: int) -> Contract:
    """The contract of dataset `name` in `year`; a survey's columns follow the rule of its year."""
    for module, entry in sorted(_entries(), key=lambda found: callable(found[1])):
        contract = _made(entry, year)
        if contract.name == name:
            readings.note_code(module)
            return contract
    raise MissingDataError(f"kontrak data “{name}” belum dideklarasikan di src/analysis/datasets/declared/")


@cache
def contracts(year: int) -> tuple[Contract, ...]:
    """All contracts as they are in a year."""
    return tuple(_made(entry, year) for _module, entry in _entries())


@cache
def _made(entry: Entry, year: int) -> Contract:
    """Those that depend on the year read its parameters: they are made when they are asked for."""
    return entry if isinstance(entry, Contract) else entry(year)


@cache
def _entries() -> tuple[tuple[str, Entry], ...]:
    """`CONTRACTS` of each module, with the module's name: contracts, or functions of a year that give one."""
    modules = [import_module(f"{declared.__name__}.{found.name}") for found in iter_modules(declared.__path__)]
    return tuple((module.__name__, entry) for module in modules for entry in module.CONTRACTS)
