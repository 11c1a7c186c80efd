"""Every dataset's contract, by name: what the subjects of the project declare."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import laporan.project.parameter_answers  # noqa: F401 - contracts are kept until the parameters answer otherwise
from laporan.cache import read_tracking
from laporan.core import paths
from laporan.core.errors import MissingDataError
from laporan.core.near import nearest
from laporan.data.contracts import Contract
from laporan.data.row_rules import not_after
from laporan.project.parameters import load_parameters
from laporan.project.subjects import subjects

YEARS_BACK = 30  # our own bound, no rule: what is older than a career says so in its contract
ContractEntry = Contract | Callable[[int], Contract]


def contract_for(name: str, year: int) -> Contract:
    """The contract of dataset `name` in `year`; a survey's columns follow the rule of its year.

    Raises
    ------
    MissingDataError
        Where no subject declares it.
    """
    module, contract = _found(name, year)
    read_tracking.note_code(module)
    return contract


def contracts(year: int) -> tuple[Contract, ...]:
    """All contracts as they are in a year that has such data."""
    made = (_made(entry, year) for _module, entry in _entries(paths.content()))
    return tuple(contract for contract in made if contract.is_of(year))


def ended_or_later(year: int) -> frozenset[str]:
    """Datasets that another year has, and this one has not."""
    made = (_made(entry, year) for _module, entry in _entries(paths.content()))
    return frozenset(contract.name for contract in made if not contract.is_of(year))


def _found(name: str, year: int) -> tuple[str, Contract]:
    for module, entry in _may_be(name):
        contract = _made(entry, year)
        if contract.name == name and not contract.is_of(year):
            spans = (("sejak", contract.since), ("sampai", contract.until))
            when = " ".join(f"{word} {known}" for word, known in spans if known)
            raise MissingDataError(f"data “{name}” hanya ada {when}, bukan tahun {year} (kontraknya di {module})")
        if contract.name == name:
            return module, contract
    raise MissingDataError(
        f"kontrak data “{name}” belum dideklarasikan{nearest(name, [one.name for one in contracts(year)])}: tulis di "
        f"contract.py pokok bahasannya, di bawah {paths.relative(paths.content())}/"
    )


@read_tracking.noting_cache
def _made(entry: ContractEntry, year: int) -> Contract:
    """Those that depend on the year read its parameters: they are made when they are asked for."""
    contract = entry if isinstance(entry, Contract) else entry(year)
    return _plausible(contract, year)


def _plausible(contract: Contract, year: int) -> Contract:
    """The contract with bounds for the dates that have none: what a report of the year can be about.

    No date is after the report: the data could not have known it.
    """
    dates = [column for column in contract.columns if column.kind == "date"]
    if not dates:
        return contract
    first, last, day = dt.date(year - YEARS_BACK, 1, 1), dt.date(year + 1, 12, 31), report_date(year)
    bounded = {
        column: replace(
            column,
            minimum=first if column.minimum is None else column.minimum,
            maximum=last if column.maximum is None else column.maximum,
        )
        for column in dates
    }
    known = [not_after(column.name, day) for column in dates if column.maximum is None and day is not None]
    columns = tuple(bounded.get(column, column) for column in contract.columns)
    return replace(contract, columns=columns, checks=(*contract.checks, *known))


def report_date(year: int) -> dt.date | None:
    """When the year's report was signed; None for a year without parameters."""
    return _report_date(paths.params(), year)


@read_tracking.noting_cache  # as the contracts are, which ask it
def _report_date(params: Path, year: int) -> dt.date | None:
    if not read_tracking.is_there(params / f"{year}.yml"):
        return None
    return load_parameters(year).cover.date


def _may_be(name: str) -> list[tuple[str, ContractEntry]]:
    """The contract of that name; behind it those that follow the year, whose names are known once they are made."""
    entries = _entries(paths.content())
    return [
        *(found for found in entries if isinstance(found[1], Contract) and found[1].name == name),
        *(found for found in entries if not isinstance(found[1], Contract)),
    ]


@cache
def _entries(_content: Path) -> tuple[tuple[str, ContractEntry], ...]:
    """`CONTRACTS` of each subject, with the module's name: contracts, or functions of a year that give one."""
    modules = filter(None, (subject.load("contract") for subject in subjects()))
    return tuple((module.__name__, entry) for module in modules for entry in module.CONTRACTS)
